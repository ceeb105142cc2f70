"""Labels: guessed from a few, checked against the neighbours, and how well a space tells them apart."""
