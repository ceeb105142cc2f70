"""What a VAE has understood, look by look: errors, what its numbers carry, dreams, distances, classes and the loss."""
