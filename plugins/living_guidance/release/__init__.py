"""From a working text to one that is published for good: freezing. Imports model, text and load."""
