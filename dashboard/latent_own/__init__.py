"""Pictures of one's own in a VAE's latent space: what was given, where it lies, what is near, what the map draws."""
