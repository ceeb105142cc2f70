"""Training a VAE from the page: where its pictures come from, what is kept of it, what the page shows while it runs."""
