"""Analogies: `A is to B as C is to ?`, by 3CosAdd and 3CosMul, and the pairs that differ as two items do."""
