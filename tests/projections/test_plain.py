"""The map of the vectors' own numbers: nothing is moved, and what is new lies where its numbers say."""

import numpy as np
import pytest

from projections import UserError, place, project

VECTORS = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)


def test_the_chosen_numbers_are_the_axes() -> None:
    made = project(VECTORS, "plain", first=4, second=2)
    assert np.array_equal(made.coordinates, VECTORS[:, [3, 1]])
    assert made.notes == ("The map shows 2 of each vector's 5 numbers.",)
    assert np.array_equal(project(VECTORS, "plain", dimensions=3).coordinates, VECTORS[:, :3])
    assert project(VECTORS[:, :2], "plain").notes == ()


def test_a_new_vector_lies_where_its_numbers_say() -> None:
    new = np.array([[9, 8, 7, 6, 5]], np.float32)
    assert place(project(VECTORS, "plain", first=5), VECTORS, new).coordinates.tolist() == [[5, 8]]


def test_a_latent_plane_in_three_dimensions_has_no_depth() -> None:
    assert not project(VECTORS[:, :2], "plain", dimensions=3).coordinates[:, 2].any()


def test_a_number_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="Number 6 was asked for, and each vector has 5"):
        project(VECTORS, "plain", first=6)
