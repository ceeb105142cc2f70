"""The speed of each part, beside what a person would use instead, in the same run: `make bench`."""
