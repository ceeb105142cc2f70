"""Scores of an encoder: analogy questions, and pairs that people have judged."""
