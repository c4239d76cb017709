"""The text room: blocks, identities, alignment, words and splicing, all pure functions."""
