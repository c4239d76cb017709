"""Texts in and out: translators' sheets, Word drafts, plain Markdown trees. Strangers' files are read under guard."""
