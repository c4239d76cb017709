"""What each page shows: pure functions from the corpus and a date to frozen values. No view imports another."""
