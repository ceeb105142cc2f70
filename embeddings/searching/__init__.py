"""Search: by letters (exact, or with slips), by meaning, and by what the columns say."""
