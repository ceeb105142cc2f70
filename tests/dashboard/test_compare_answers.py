"""What the Compare tab answers: items and typed texts, the metrics' disagreement, and Python that runs."""

import contextlib
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html
from scipy.spatial import distance

from dashboard.panels.compare import show
from dashboard.question_recipes import QueryRecipe
from dashboard.services import Services
from dashboard.tools import Asked, in_work, problem
from embeddings import Space, UserError, builtin, load, query_vector
from embeddings.metrics import METRICS

KEY = "00000000000c0de0"


@pytest.fixture(scope="module")
def talk(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Space:
    """A small space by LSA in the store."""
    path = tmp_path_factory.mktemp("talk") / "talk.csv"
    rows = [
        f"the {who} {does} a {what}"
        for who in ("cook", "crew")
        for does in ("bakes", "sails")
        for what in ("pie", "ship")
    ]
    path.write_text("\n".join(["text", *rows]))
    made = load(path, encoder="lsa", components=4)
    services.store.save_space(KEY, made)
    return services.store.space(KEY)


def asked(services: Services, space: Space, space_id: str, **values: str) -> Asked:
    return Asked(space, space_id, "", "cosine", 10, None, values, services)


def parts(component: Any, kind: type) -> list[Any]:
    """Return all parts of a kind within a component or a list of them."""
    if isinstance(component, list | tuple):
        return [found for one in component for found in parts(one, kind)]
    below = parts(getattr(component, "children", None), kind) if component is not None else []
    return [component, *below] if isinstance(component, kind) else below


def figures(body: list[Any]) -> list[list[float]]:
    """Return the numbers of the table of pairs, row by row."""
    (table,) = [one for one in parts(body, html.Table) if "tool-table" in one.className]
    rows = parts(parts(table, html.Tbody), html.Tr)
    return [[float(cell.children.replace("−", "-")) for cell in row.children[1:]] for row in rows]


def answered(ask: Asked, wait_until: Callable[..., Any]) -> list[Any]:
    """Return the body once the worker has encoded what was typed."""

    def once() -> list[Any] | None:
        shown = show(ask)
        return None if shown.again else shown.body

    return wait_until(once)


def test_a_typed_text_is_measured_as_the_space_was_encoded(services, talk, wait_until) -> None:
    body = answered(asked(services, talk, KEY, items="0,t:the%20cook%20sails"), wait_until)
    one, other = talk.vectors[0].astype(float), query_vector(talk, "the cook sails").astype(float)
    expected = [
        distance.cosine(one, other),
        -(one @ other),
        distance.euclidean(one, other),
        distance.cityblock(one, other),
    ]
    np.testing.assert_allclose(figures(body), [expected], atol=6e-4)


def test_its_python_makes_the_same_table(services, talk, wait_until) -> None:
    body = answered(asked(services, talk, KEY, items="0,3,t:the%20cook%20sails"), wait_until)
    same = pd.DataFrame(figures(body)).sort_values(0).to_numpy()
    np.testing.assert_allclose(np.sort(run_python(body), axis=0), np.sort(same, axis=0), atol=6e-4)


def test_the_python_of_items_runs(services) -> None:
    body = show(asked(services, builtin("words"), "words", items="3,50,700")).body
    np.testing.assert_allclose(np.sort(run_python(body), axis=0), np.sort(figures(body), axis=0), atol=6e-4)


def test_a_hosts_visitors_do_not_see_where_its_store_lies(services, talk) -> None:
    public = replace(services, settings=replace(services.settings, host="0.0.0.0"))
    (pre,) = parts(show(asked(public, talk, KEY, items="0,1")).body, html.Pre)
    assert f'saved("STORE/spaces/{KEY}")' in pre.children
    assert str(services.store.root) not in pre.children


def run_python(body: list[Any]) -> np.ndarray:
    """Run the lines that stand in the tab; return the numbers of the last, which is a table."""
    (pre,) = parts(body, html.Pre)
    *lines, last = pre.children.splitlines()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(lines), names)
        table = eval(last, names)
    return table[list(METRICS.all())].to_numpy()


def test_a_text_that_cannot_be_encoded_is_refused_and_what_was_chosen_stays(services) -> None:
    given = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    body = show(asked(services, given, "given", items="0,1,t:hello")).body
    (box,) = [one for one in parts(body, html.Div) if getattr(one, "role", None) == "alert"]
    assert "given ready-made" in box.children[1].children
    assert [button.title for button in parts(body, html.Button) if button.children == "×"] == [
        "Take a away",
        "Take b away",
        "Take hello away",
    ]


def test_an_error_of_a_tool_has_a_button_that_empties_it() -> None:
    box = problem(UserError("Title", "detail", "Hint."), ["compare.items"])
    (button,) = parts(box, html.Button)
    assert button.to_plotly_json()["props"]["data-view"] == '{"compare.items": null}'


def test_metrics_that_disagree_are_told_with_the_reason(services) -> None:
    rows = np.array([[1, 0], [10, 0.5], [0.9, 0.8]], np.float32)
    space = Space(rows, pd.DataFrame({"text": ["short", "long", "aside"]}), text="text")
    body = show(asked(services, space, "given", items="0,1,2")).body
    (said,) = [one.children for one in parts(body, html.P) if getattr(one, "className", "") == "warning"]
    assert "cosine: short – long" in said
    assert "Euclidean: short – aside" in said
    assert "“long” is 10.0 times as long as “short”" in said


def test_work_under_way_can_be_stopped_and_is_asked_about_again(services, talk) -> None:
    job = services.jobs.submit(QueryRecipe(space=KEY, space_key=talk.key, encoder="lsa", text="a crew"))
    shown = in_work(job)
    assert shown.again
    (button,) = parts(shown.body, html.Button)
    assert button.to_plotly_json()["props"]["data-job"] == job.key
