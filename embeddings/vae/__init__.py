"""Variational autoencoders: pictures squeezed into a few numbers, and the pictures at any place between them."""
