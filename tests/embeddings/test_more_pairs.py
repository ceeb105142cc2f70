"""Other pairs with the same difference: those of a made lattice, known words, and the search of only some ends."""

from collections.abc import Callable

import numpy as np
import pytest

from embeddings import Space, UserError, builtin, more_pairs


def lattice(space: Callable[..., Space], pairs: int, noise: int, seed: int = 0) -> Space:
    """Return `pairs` items in two forms, *x0* and *x0s*, whose difference is the same, among items without a partner."""
    rng = np.random.default_rng(seed)
    bases = rng.normal(size=(pairs, 40))
    step = rng.normal(size=40)
    step *= 0.6 * np.sqrt(40) / np.linalg.norm(step)
    rows = np.concatenate([bases, bases + step, rng.normal(size=(noise, 40))])
    names = [*(f"x{i}" for i in range(pairs)), *(f"x{i}s" for i in range(pairs)), *(f"y{i}" for i in range(noise))]
    return space(rows, names)


def test_every_pair_of_a_lattice_is_found_before_any_other(space: Callable[..., Space]) -> None:
    made = lattice(space, 12, 100)
    found = more_pairs(made, "x0", "x0s", k=30).pairs
    assert {f"{a}→{b}" for a, b in zip(found["from"][:11], found["to"][:11], strict=True)} == {
        f"x{i}→x{i}s" for i in range(1, 12)
    }
    assert found["similarity"].is_monotonic_decreasing


def test_each_pair_is_an_analogy_that_works_both_ways(space: Callable[..., Space]) -> None:
    made = lattice(space, 12, 100)
    rows = made.vectors / made.norms[:, None]
    step = rows[12] - rows[0]
    for a, b, *_, similarity in more_pairs(made, 0, 12, k=99).pairs.itertuples(index=False):
        forward, back = (rows[a] + step) @ rows.T, (rows[b] - step) @ rows.T
        forward[[0, 12, a]] = back[[0, 12, b]] = -np.inf
        assert (forward.argmax(), back.argmax()) == (b, a)
        difference = rows[b] - rows[a]
        expected = difference @ step / np.linalg.norm(difference) / np.linalg.norm(step)
        assert similarity == pytest.approx(expected, abs=1e-5)


def test_no_item_is_in_two_pairs_and_the_given_are_in_none() -> None:
    found = more_pairs(builtin("words"), "man", "woman", k=40).pairs
    items = [*found["from"], *found["to"]]
    assert len(items) == len(set(items))
    assert not {"man", "woman"} & set(items)
    assert {"he → she", "actor → actress"} <= set(found["from"] + " → " + found["to"])


def test_where_only_some_ends_are_searched_the_best_pairs_are_still_found(space: Callable[..., Space]) -> None:
    made = lattice(space, 15, 3_000, seed=3)
    every = more_pairs(made, "x0", "x0s", k=14)
    some = more_pairs(made, "x0", "x0s", k=14, cells=1)
    assert (every.ends, some.ends) == (len(made) - 2, 200)
    assert len({*every.pairs["to"]} & {*some.pairs["to"]}) >= 12


def test_plain_vectors_will_do(space: Callable[..., Space]) -> None:
    made = lattice(space, 12, 100)
    found = more_pairs(made, made.vectors[0] * 3, made.vectors[12], k=12).pairs
    assert "x1" in found["from"].tolist()
    assert found["to"][0] == f"{found['from'][0]}s"


def test_progress_is_told(space: Callable[..., Space]) -> None:
    told: list[tuple[int, int]] = []
    more_pairs(lattice(space, 3, 10), 0, 3, progress=lambda done, total, message: told.append((done, total)))
    assert told[-1] == (32, 32)


def test_spaces_too_small_for_another_pair_have_none(space: Callable[..., Space]) -> None:
    for rows in (np.eye(2), np.eye(3), [[1, 0], [0, 1], [0, 0]]):
        assert more_pairs(space(rows), 0, 1).pairs.empty


def test_what_does_not_differ_is_refused(space: Callable[..., Space]) -> None:
    made = space([[1, 0], [2, 0], [0, 1]])
    with pytest.raises(UserError, match="no difference to look for"):
        more_pairs(made, "a", "b")
    with pytest.raises(UserError, match="Ask for at least 1"):
        more_pairs(made, "a", "c", k=0)
