"""The parts of the Analogy tab: what it was given, its answers, what it draws, and analogies that work."""
