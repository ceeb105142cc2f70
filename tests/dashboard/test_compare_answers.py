"""What the Compare tab answers: items and typed texts, the metrics' disagreement, and Python that runs."""

from dataclasses import replace

import numpy as np
import pandas as pd
from dash import html

from dashboard.panels.compare import show
from dashboard.question_recipes import QueryRecipe
from dashboard.tools import in_work, problem
from embeddings import Space, UserError, builtin, query_vector
from tests.dashboard.answers import TALK, asked, parts
from tests.dashboard.comparing import figures, four_distances, python_figures


def test_a_typed_text_is_measured_as_the_space_was_encoded(services, talk, answered) -> None:
    body = answered(show, asked(services, TALK, talk, items="0,t:the%20cook%20sails")).body
    expected = four_distances(talk.vectors[0], query_vector(talk, "the cook sails"))
    np.testing.assert_allclose(figures(body), [expected], atol=6e-4)


def test_its_python_makes_the_same_table(services, talk, answered) -> None:
    body = answered(show, asked(services, TALK, talk, items="0,3,t:the%20cook%20sails")).body
    same = pd.DataFrame(figures(body)).sort_values(0).to_numpy()
    np.testing.assert_allclose(np.sort(python_figures(body), axis=0), np.sort(same, axis=0), atol=6e-4)


def test_the_python_of_items_runs(services) -> None:
    body = show(asked(services, "words", builtin("words"), items="3,50,700")).body
    np.testing.assert_allclose(np.sort(python_figures(body), axis=0), np.sort(figures(body), axis=0), atol=6e-4)


def test_a_hosts_visitors_do_not_see_where_its_store_lies(services, talk) -> None:
    public = replace(services, settings=replace(services.settings, host="0.0.0.0"))
    (pre,) = parts(show(asked(public, TALK, talk, items="0,1")).body, html.Pre)
    assert f'saved("STORE/spaces/{TALK}")' in pre.children
    assert str(services.store.root) not in pre.children


def test_a_text_that_cannot_be_encoded_is_refused_and_what_was_chosen_stays(services) -> None:
    given = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    body = show(asked(services, "given", given, items="0,1,t:hello")).body
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
    body = show(asked(services, "given", space, items="0,1,2")).body
    (said,) = [one.children for one in parts(body, html.P) if getattr(one, "className", "") == "warning"]
    assert "cosine: short – long" in said
    assert "Euclidean: short – aside" in said
    assert "“long” is 10.0 times as long as “short”" in said


def test_work_under_way_can_be_stopped_and_is_asked_about_again(services, talk) -> None:
    job = services.jobs.submit(QueryRecipe(space=TALK, space_key=talk.key, encoder="lsa", text="a crew"))
    shown = in_work(job)
    assert shown.again
    (button,) = parts(shown.body, html.Button)
    assert button.to_plotly_json()["props"]["data-job"] == job.key
