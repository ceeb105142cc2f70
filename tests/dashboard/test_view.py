"""The permalink: a view and its query say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.beside import Beside
from dashboard.view import View
from embeddings import UserError

views = st.builds(
    View,
    space=st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True),
    projection=st.sampled_from(["pca", "tsne", "umap"]),
    dimensions=st.sampled_from([2, 3]),
    parameters=st.dictionaries(st.sampled_from(["n_neighbors", "min_dist", "seed"]), st.sampled_from(["5", "0.3"])),
    colour=st.none() | st.text(min_size=1),
    metric=st.sampled_from(["cosine", "manhattan"]),
    k=st.integers(1, 999),
    item=st.none() | st.integers(0, 10**6),
    selected=st.lists(st.integers(0, 10**6), max_size=5).map(tuple),
    beside=st.lists(
        st.builds(
            Beside,
            projection=st.sampled_from(["pca", "tsne", "umap"]),
            dimensions=st.sampled_from([2, 3]),
            space=st.none() | st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True),
        ),
        max_size=3,
    ).map(tuple),
    locked=st.booleans(),
)


@given(views)
def test_a_view_survives_its_query(view: View) -> None:
    assert View.from_query(view.to_query()) == view


def test_the_first_look_needs_no_query() -> None:
    assert View().to_query() == {}
    assert View.from_query({}) == View()


def test_other_names_are_the_projections_parameters() -> None:
    assert View.from_query({"n_neighbors": "30", "k": "5"}).parameters == {"n_neighbors": "30"}


def test_maps_beside_the_first_are_written_short() -> None:
    view = View.from_query({"beside": "pca-2,tsne-3,umap-2.0a1b", "locked": "1"})
    assert view.beside == (
        Beside(projection="pca"),
        Beside(projection="tsne", dimensions=3),
        Beside(projection="umap", space="0a1b"),
    )
    assert view.to_query() == {"beside": "pca-2,tsne-3,umap-2.0a1b", "locked": "1"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"k": "0"}, "k=0"),
        ({"k": "many"}, "k=many"),
        ({"dimensions": "4"}, "dimensions=4"),
        ({"item": "-1"}, "item=-1"),
        ({"space": "../secrets"}, r"space=\.\./secrets"),
        ({"selected": "1,x"}, "selected"),
        ({"beside": "tsne-4"}, "“tsne-4” is no map"),
        ({"beside": "pca-2,pca-3,umap-2,umap-3"}, "there are 4 maps; 3 fit"),
        ({"locked": "perhaps"}, "locked=perhaps"),
    ],
)
def test_a_damaged_link_names_what_is_wrong(query: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        View.from_query(query)
    assert View.lenient(query) == View()
