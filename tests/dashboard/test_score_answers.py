"""What the Score tab answers: the shipped test at once, uploaded files by either way, what is wrong with one, and Python that runs."""

import io

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.charts import Bar, bars
from dashboard.jobs.lanes import lane_of
from dashboard.panels.score import show
from dashboard.question_recipes import ComputeRecipe
from dashboard.services import Services
from embeddings import Space, builtin, everyday_analogies, load, query_vector, score
from tests.dashboard.answers import asked, parts, run_python, words_of

WORDS = builtin("words")
KEY = "0000000000005c0e"


def uploaded(services: Services, content: str, name: str = "test.txt") -> str:
    return services.store.save_upload(io.BytesIO(content.encode()), name).id


@pytest.fixture(scope="module")
def rooms(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Space:
    """A small space by LSA in the store."""
    path = tmp_path_factory.mktemp("rooms") / "rooms.csv"
    rows = [
        f"a {size} {thing} by the {place}"
        for size in ("big", "small")
        for thing in ("bed", "lamp")
        for place in ("door", "wall")
    ]
    path.write_text("\n".join(["text", *rows]))
    services.store.save_space(KEY, load(path, encoder="lsa", components=4))
    return services.store.space(KEY)


def test_the_shipped_test_is_scored_and_its_python_makes_the_same_table(services, answered) -> None:
    body = answered(show, asked(services, "words", WORDS)).body
    result = score(WORDS, everyday_analogies())
    assert f"{100 * result.total['accuracy']:.1f} %" in words_of(body)
    wrong = result.answers[~result.answers["right"]].sort_values("rank", ascending=False, kind="stable").iloc[0]
    (table,) = [one for one in parts(body, html.Table) if "Wrong answers" in str(one)]
    first = parts(table, html.Tbody)[0].children[0]
    assert [words_of(cell) for cell in first.children] == [
        f"{wrong.a} : {wrong.b} = {wrong.c} : ?",
        wrong.expected,
        f"{wrong['rank']:,}",
        wrong.found,
    ]
    pd.testing.assert_frame_equal(run_python(body), result.sections)


def test_the_other_way_to_answer_is_another_result(services, answered) -> None:
    body = answered(show, asked(services, "words", WORDS, method="3cosmul")).body
    pd.testing.assert_frame_equal(run_python(body), score(WORDS, everyday_analogies(), method="3cosmul").sections)


def test_pairs_are_encoded_or_looked_up(services, rooms, answered) -> None:
    upload = uploaded(services, "a big bed\ta small bed\t3\na lamp\ta wall\t1\na door\tthe lamp by the door\t4\n")
    body = answered(show, asked(services, KEY, rooms, test=upload)).body
    one, other = (query_vector(rooms, text).astype(float) for text in ("a big bed", "a small bed"))
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    cells = [words_of(row.children[2]) for row in parts(parts(body, html.Tbody)[-1], html.Tr) if "big" in words_of(row)]
    assert cells == [f"{cosine:.3f}".replace("-", "−")]
    assert run_python(body)["covered"].tolist() == [3]
    looked_up = answered(show, asked(services, KEY, rooms, test=upload, by="items")).body
    assert "No pair can be scored" in words_of(looked_up)


def test_a_test_of_other_words_says_that_nothing_is_covered(services, rooms, answered) -> None:
    assert "No question can be scored" in words_of(answered(show, asked(services, KEY, rooms)).body)


def test_a_wrong_file_is_refused_by_its_line_and_can_be_taken_away(services) -> None:
    upload = uploaded(services, ": family\nman woman king\n", "broken.txt")
    body = show(asked(services, "words", WORDS, test=upload)).body
    assert "Line 2 of “broken.txt” has 3 words" in words_of(body)
    assert parts(body, html.Button)[-1].to_plotly_json()["props"]["data-view"] == '{"score.test": null}'
    gone = show(asked(services, "words", WORDS, test="0" * 64)).body
    assert "not in the store" in words_of(gone)


def test_a_test_that_has_to_be_encoded_waits_for_the_encoders_worker() -> None:
    lanes = {"quick": 1, "encode": 1}

    def lane(**parameters: str) -> str:
        return lane_of(ComputeRecipe(computation="score", space="words", space_key="k", parameters=parameters), lanes)

    assert [lane(), lane(encoder="lsa"), lane(encoder="minilm")] == ["quick", "quick", "encode"]


def test_a_chart_has_the_names_and_the_numbers_at_its_bars() -> None:
    nothing = float("nan")
    chart = bars([Bar("a <b>", 0.5, "50 %", 0.2, 0.9), Bar("none", nothing, "—", nothing, nothing)], "Shares")
    figure = chart.children.figure
    assert chart.to_plotly_json()["props"]["aria-label"] == "Shares"
    assert figure["data"][0]["x"] == [0.5, 0]
    assert figure["data"][0]["error_x"]["array"] == pytest.approx([0.4, 0])
    assert [one["text"] for one in figure["layout"]["annotations"]] == ["a &lt;b>", "none", "50 %", "—"]
