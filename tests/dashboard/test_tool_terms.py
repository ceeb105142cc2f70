"""What tools are given in the address: terms, and the names with a dot."""

import pytest

from dashboard.tools.terms import Term, read_terms, write_terms
from dashboard.view import View
from embeddings import UserError, builtin

WORDS = builtin("words")


def test_terms_survive_the_address() -> None:
    terms = (Term(item=3), Term(item=5, weight=-0.5), Term(text="a, b*2 · ü"), Term(text="t:", weight=2.0))
    assert read_terms(write_terms(terms), WORDS) == terms
    picture = Term(picture="0a" * 32, called="my photo, 2:1*.jpg", weight=0.5)
    assert read_terms(f"3,{picture}", WORDS) == (Term(item=3), picture)
    assert picture.name(WORDS) == "my photo, 2:1*.jpg"


@pytest.mark.parametrize("given", ["x", "3*two", "1.5", "p:", "p:../../etc:name"])
def test_a_damaged_term_is_named(given: str) -> None:
    with pytest.raises(UserError, match="neither an item's number, nor a text, nor a picture"):
        read_terms(given, WORDS)


def test_an_item_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError, match="no item 99999"):
        read_terms("99999", WORDS)


def test_names_with_a_dot_are_the_tools_and_not_the_projections() -> None:
    query = {"tab": "compare", "compare.items": "3,t:a%20b", "n_neighbors": "30"}
    view = View.from_query(query)
    assert (view.tools, view.parameters, view.tab) == ({"compare.items": "3,t:a%20b"}, {"n_neighbors": "30"}, "compare")
    assert view.to_query() == query
