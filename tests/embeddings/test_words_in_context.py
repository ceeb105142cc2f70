"""A word's vector in a sentence follows its meaning there: river banks lie apart from the banks that lend."""

import numpy as np
import pytest

from embeddings.encoders.context import Context
from embeddings.progress import silent

RIVER = ["We sat on the bank of the river and fished.", "The muddy bank was washed away by the stream."]
MONEY = ["The bank raised its interest rates on loans.", "She opened a savings account at the bank."]

pytestmark = pytest.mark.encoders


def test_river_banks_lie_apart_from_investment_banks() -> None:
    vectors, about, notes = Context("bank").encode([*RIVER, *MONEY], silent)
    cosines = vectors @ vectors.T
    assert min(cosines[0, 1], cosines[2, 3]) > cosines[:2, 2:].max() + 0.05
    assert about["dimensions"] == 384
    assert notes == []


def test_a_text_without_the_word_is_zero_and_told_of() -> None:
    vectors, _, notes = Context("bank").encode(["Bankers lend.", *MONEY], silent)
    assert not vectors[0].any()
    assert np.linalg.norm(vectors[1:], axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert notes == ["1 of 3 texts is without “bank” (among what is read), so its place means nothing."]
