"""Directions: the difference between two groups of items, as an axis to sort by, to move along and to trust or not."""
