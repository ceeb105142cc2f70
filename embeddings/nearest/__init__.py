"""Nearest items and distances, exact, under a metric: of one item, of a vector, of all items at once."""
