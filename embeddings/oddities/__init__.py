"""Items that stand apart from all others, and items that are nearly the same."""
