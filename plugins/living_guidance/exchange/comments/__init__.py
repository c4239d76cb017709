"""Comments in and out: forms of several layouts, Word files, the review edition, compilations, the private store."""
