"""Agreement of two groupings equals scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

from embeddings.comparing.agreement import agreement


@pytest.mark.parametrize(("one", "other"), [(3, 4), (10, 10), (1, 5), (50, 2)])
def test_it_equals_scikit_learns(one: int, other: int) -> None:
    rng = np.random.default_rng(one)
    first = rng.integers(0, one, 300)
    second = np.where(rng.random(300) < 0.5, first % other, rng.integers(0, other, 300))
    found = agreement(contingency_matrix(first, second))
    assert found.rand == pytest.approx(adjusted_rand_score(first, second))
    assert found.information == pytest.approx(normalized_mutual_info_score(first, second))
    assert found.items == 300


def test_the_same_grouping_by_other_names_agrees_and_nothing_has_no_agreement() -> None:
    assert agreement(np.array([[0, 4], [3, 0]])).rand == 1
    assert agreement(np.array([[9]])).rand == 1
    assert np.isnan(agreement(np.zeros((2, 2))).rand)
