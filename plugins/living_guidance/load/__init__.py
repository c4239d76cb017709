"""Files become a corpus, and every value knows its file and line. Imports model and text."""
