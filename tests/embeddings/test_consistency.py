"""How far what a direction is made of agrees: against sums over all differences, and SciPy's permutation tests."""

import re

import numpy as np
import pytest
from scipy.stats import permutation_test

from embeddings.directions.consistency import DRAWN, MOST_MEASURED, Agreement, agreement_of_groups, agreement_of_pairs


def mean_cosine(differences: np.ndarray) -> float:
    units = differences / np.linalg.norm(differences, axis=1, keepdims=True)
    return float((units @ units.T)[np.triu_indices(len(units), 1)].mean())


def disjoint_cosine(low: np.ndarray, high: np.ndarray) -> float:
    """The mean cosine of two differences that share no item, one pair of differences at a time."""
    found = []
    for i, one in enumerate(low):
        for j, other in enumerate(high):
            for k, third in enumerate(low):
                for m, fourth in enumerate(high):
                    if i != k and j != m:
                        a, b = other - one, fourth - third
                        found.append(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    return float(np.mean(found))


@pytest.mark.parametrize("shift", [0.0, 0.4, 2.0])
def test_pairs_agree_as_scipy_finds_by_turning_them_round(shift: float) -> None:
    rng = np.random.default_rng(3)
    starts, ends = rng.normal(size=(6, 9)), rng.normal(size=(6, 9)) + shift
    both = np.concatenate([starts, ends])
    reference = permutation_test(
        (np.arange(6), np.arange(6, 12)),
        lambda low, high: mean_cosine(both[high.astype(int)] - both[low.astype(int)]),
        permutation_type="samples",
        alternative="greater",
        n_resamples=np.inf,
    )
    found = agreement_of_pairs(ends - starts)
    assert found.consistency == pytest.approx(reference.statistic, abs=1e-12)
    assert found.p_value == pytest.approx(reference.pvalue, abs=1e-12)
    assert (found.exact, found.arrangements) == (True, 32)


@pytest.mark.parametrize("shift", [0.0, 0.5, 2.0])
def test_groups_agree_as_scipy_finds_by_changing_sides(shift: float) -> None:
    rng = np.random.default_rng(4)
    low, high = rng.normal(size=(4, 7)), rng.normal(size=(3, 7)) + shift
    both = np.concatenate([low, high])
    reference = permutation_test(
        (np.arange(4), np.arange(4, 7)),
        lambda a, b: disjoint_cosine(both[a.astype(int)], both[b.astype(int)]),
        permutation_type="independent",
        alternative="greater",
        n_resamples=np.inf,
    )
    found = agreement_of_groups(low, high)
    assert found.consistency == pytest.approx(reference.statistic, abs=1e-12)
    assert found.p_value == pytest.approx(reference.pvalue, abs=1e-12)
    assert (found.exact, found.arrangements) == (True, 35)


def test_drawn_arrangements_come_near_what_scipy_draws() -> None:
    rng = np.random.default_rng(5)
    differences = rng.normal(size=(16, 5)) + 0.22
    ends = np.concatenate([np.zeros_like(differences), differences])
    reference = permutation_test(
        (np.arange(16), np.arange(16, 32)),
        lambda low, high: mean_cosine(ends[high.astype(int)] - ends[low.astype(int)]),
        permutation_type="samples",
        alternative="greater",
        n_resamples=4_000,
        rng=np.random.default_rng(6),
    )
    found = agreement_of_pairs(differences)
    assert (found.exact, found.arrangements) == (False, DRAWN + 1)
    assert 0.005 < reference.pvalue < 0.5, "a case that could be told apart from both ends"
    assert found.p_value == pytest.approx(reference.pvalue, abs=0.04)


def test_a_pair_left_out_is_judged_by_the_others_alone() -> None:
    rng = np.random.default_rng(7)
    differences = rng.normal(size=(9, 6)) + 0.3
    right = [row @ np.delete(differences, at, axis=0).mean(axis=0) > 0 for at, row in enumerate(differences)]
    assert agreement_of_pairs(differences).separation == pytest.approx(np.mean(right))


def test_one_of_each_group_left_out_are_judged_by_the_others_alone() -> None:
    rng = np.random.default_rng(8)
    low, high = rng.normal(size=(5, 6)), rng.normal(size=(4, 6)) + 0.5
    right = [
        (high[j] - low[i]) @ (np.delete(high, j, axis=0).mean(axis=0) - np.delete(low, i, axis=0).mean(axis=0)) > 0
        for i in range(5)
        for j in range(4)
    ]
    assert agreement_of_groups(low, high).separation == pytest.approx(np.mean(right))


def test_nothing_in_common_looks_like_chance() -> None:
    """Many directions of nothing: the p-values are spread evenly, the figures lie about their chance values."""
    rng = np.random.default_rng(9)
    found = [agreement_of_groups(rng.normal(size=(4, 50)), rng.normal(size=(4, 50))) for _ in range(200)]
    p_values = np.array([one.p_value for one in found])
    assert abs(float(np.mean([one.consistency for one in found]))) < 0.02
    assert abs(float(np.mean([one.separation for one in found])) - 0.5) < 0.08
    for level in (0.1, 0.25, 0.5, 0.75):
        assert (p_values <= level).mean() == pytest.approx(level, abs=0.1)


def test_clear_groups_are_told_from_chance() -> None:
    rng = np.random.default_rng(10)
    found = agreement_of_groups(rng.normal(size=(9, 40)), rng.normal(size=(9, 40)) + 1)
    assert found.p_value == 1 / (DRAWN + 1)
    assert found.separation == 1
    assert found.consistency is not None
    assert found.consistency > 0.2


def test_the_same_seed_draws_the_same() -> None:
    rng = np.random.default_rng(11)
    low, high = rng.normal(size=(40, 6)), rng.normal(size=(30, 6)) + 0.1
    assert agreement_of_groups(low, high, seed=1) == agreement_of_groups(low, high, seed=1)
    assert agreement_of_groups(low, high, seed=1) != agreement_of_groups(low, high, seed=2)
    assert agreement_of_groups(low, high).measured == (MOST_MEASURED, MOST_MEASURED)


@pytest.mark.parametrize("sizes", [(1, 1), (1, 5), (5, 1)])
def test_an_end_of_one_item_has_nothing_to_compare(sizes: tuple[int, int]) -> None:
    rng = np.random.default_rng(12)
    low, high = (rng.normal(size=(size, 4)) for size in sizes)
    assert agreement_of_groups(low, high) == Agreement(measured=sizes)


def test_equal_vectors_are_no_trouble() -> None:
    """Duplicates within an end agree wholly with each other; one that stands at both ends differs from itself by nothing."""
    same = np.tile([[1.0, 0.0]], (3, 1))
    assert agreement_of_groups(same, np.tile([[0.0, 1.0]], (3, 1))).consistency == pytest.approx(1)
    both = agreement_of_groups(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert np.isfinite([both.consistency, both.p_value, both.separation]).all()
    assert agreement_of_pairs(np.zeros((3, 2))).consistency == 0


@pytest.mark.parametrize(
    ("found", "verdict", "warning"),
    [
        (Agreement(measured=(1,)), "There is one pair", "Add a second pair"),
        (Agreement(measured=(1, 4)), "An end has one item", "Add a second item to each end"),
        (Agreement(0.41, 1 / 128, 128, True, 1.0, (8,)), r"8 pairs clearly differ alike.*0\.41.*1 of all 128", None),
        (Agreement(0.2, 0.01, 1000, False, 0.9, (9, 9)), r"ends differ alike in part.*10 of 1,000 drawn", None),
        (Agreement(0.05, 0.01, 1000, False, 0.9, (9, 9)), "little in common", "hardly one direction: below 0.1"),
        (Agreement(0.5, 0.25, 4, True, 1.0, (3,)), "clearly", r"too few to be told.*p is 0\.25 at least.*six pairs"),
        (Agreement(0.5, 0.1, 20, True, 1.0, (3, 3)), "clearly", r"p is 0\.1 at least.*four items at each end"),
        (Agreement(0.2, 0.3, 70, True, 0.9, (4, 4)), "in part", r"may be chance: p = 0\.3"),
        (Agreement(0.2, 0.02, 70, True, 0.6, (4, 4)), "in part", "only 60% the right way round"),
    ],
)
def test_figures_are_told_in_words(found: Agreement, verdict: str, warning: str | None) -> None:
    assert re.search(verdict, found.verdict)
    assert (found.warning is None) if warning is None else re.search(warning, found.warning or "")


def test_the_least_p_value_is_that_of_full_agreement() -> None:
    """Each pair or group differs by exactly the same, so that only the given arrangement and its mirror agree wholly."""
    assert agreement_of_pairs(np.tile([[1.0, 2.0]], (5, 1))).p_value == Agreement(1, 1, 16, True, 1, (5,)).least_p_value
    low, high = np.tile([[1.0, 0.0]], (4, 1)), np.tile([[0.0, 1.0]], (4, 1))
    assert agreement_of_groups(low, high).p_value == Agreement(1, 1, 70, True, 1, (4, 4)).least_p_value
    assert agreement_of_groups(low, high[:3]).p_value == Agreement(1, 1, 35, True, 1, (4, 3)).least_p_value
