"""Real texts where they are beside the project, and texts of the same length where they are not."""

import csv
import random
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "data"
BANKING = SHARED / "text" / "banking77_test.csv"
WORDS = "when will my new card arrive and why was the payment that I made abroad declined twice"


def banking_questions() -> list[str]:
    """Return 3,080 questions to a bank, or as many made sentences."""
    if BANKING.exists():
        with BANKING.open(newline="", encoding="utf-8") as file:
            return [row["text"] for row in csv.DictReader(file)]
    print("(the real questions are not beside this clone: sentences of the same length are made)\n")
    rng = random.Random(0)
    return [" ".join(rng.choices(WORDS.split(), k=rng.randint(4, 20))) for _ in range(3080)]
