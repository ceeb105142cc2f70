"""Walking in a latent space: places as addresses carry them, films along ways, and what the ways of walking show."""
