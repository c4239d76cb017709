"""What a corpus is: frozen values and one enumeration per vocabulary. Imports nothing of ours."""
