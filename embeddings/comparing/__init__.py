"""Two spaces of the same items: where they agree, item by item and as a whole."""
