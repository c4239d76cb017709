"""The only room that knows MkDocs."""
