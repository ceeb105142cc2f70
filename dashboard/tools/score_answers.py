"""What the Score tab says of a score: the figure, how much was covered, a chart by section, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.charts import Bar, bars
from dashboard.tools.parts import rounded, table
from embeddings import Space
from embeddings.scoring.pair_scores import PairScore
from embeddings.scoring.score import AnalogyScore

LISTED = 50
HOW = {
    "3cosadd": "a is to b as c is to the item nearest to b − a + c by cosine; a, b and c are no answers.",
    "3cosmul": "a is to b as c is to the item with the largest cos b · cos c ÷ cos a; a, b and c are no answers.",
}


def analogy_parts(result: AnalogyScore, space: Space) -> list[Component | None]:
    """Return what analogy questions showed."""
    total = result.total
    if not total["covered"]:
        return [nothing_covered("question", "none of their words is an item of this space")]
    chart = section_bars(
        result.sections[result.sections["covered"] > 0],
        "accuracy",
        lambda row: f"{percent(row['accuracy'])} · {row['right']:,} of {row['covered']:,}",
    )
    return [
        figure(
            percent(total["accuracy"]),
            f"right: {total['right']:,} of {total['covered']:,} questions "
            f"(95 % interval {percent(total['low'])} to {percent(total['high'])})",
        ),
        coverage(total, "questions", "all four words are items"),
        html.P(HOW[result.method], className="help"),
        bars(chart, "Right answers by section"),
        section_table(result.sections, "accuracy", "Right", percent),
        wrong_table(result, space),
    ]


def pair_parts(result: PairScore) -> list[Component | None]:
    """Return what judged pairs showed."""
    total = result.total
    if not total["covered"]:
        return [nothing_covered("pair", "no text of theirs is an item of this space")]
    sections = result.sections
    chart = section_bars(sections, "spearman", lambda row: f"{rounded(row['spearman'], 2)} · {row['covered']:,} pairs")
    return [
        figure(
            rounded(total["spearman"]),
            f"Spearman's correlation (95 % interval {rounded(total['low'], 2)} to {rounded(total['high'], 2)}); "
            f"Pearson's {rounded(total['pearson'])}",
        ),
        coverage(total, "pairs", "both texts have a vector"),
        html.P(
            "Pairs are ordered by the cosine of their vectors and by people's judgement: 1 is the same order, 0 none in common.",
            className="help",
        ),
        bars(chart, "Spearman's correlation by section"),
        section_table(sections, "spearman", "Spearman", rounded),
        apart_table(result),
    ]


def section_bars(sections: pd.DataFrame, name: str, words: Callable[[Mapping[Any, Any]], str]) -> list[Bar]:
    """Return a bar for each section, as long as its figure of this name, with what stands beside it and its interval."""
    return [Bar(row["section"], row[name], words(row), row["low"], row["high"]) for row in sections.to_dict("records")]


def figure(number: str, words: str) -> Component:
    """Return the one number that counts, with its unit and what it is."""
    return html.P([html.Strong(number, className="score-figure"), html.Span(words)], className="score-line")


def coverage(total: dict[str, float], things: str, when: str) -> Component:
    """Say how many were counted, and why not the others."""
    covered, asked = int(total["covered"]), int(total["asked"])
    if covered == asked:
        return html.P(f"All {asked:,} {things} are counted: {when}.", className="help")
    words = f"{covered:,} of {asked:,} {things} are counted ({percent(covered / asked)}): those of which {when}."
    return html.P(words, className="help")


def nothing_covered(thing: str, why: str) -> Component:
    """Say that a test has nothing to do with the space."""
    words = f"No {thing} can be scored: {why}. Choose another test, or a space of words."
    return html.P(words, className="warning")


def section_table(sections: pd.DataFrame, value: str, heading: str, written: object) -> Component:
    """Return the numbers of every section, folded away: the chart shows them."""
    assert callable(written)
    rows = [
        html.Tr(
            [
                html.Td(row["section"], className="item-cell"),
                html.Td(written(row[value]), className="figure"),
                html.Td(f"{written(row['low'])} – {written(row['high'])}", className="figure"),
                html.Td(f"{row['covered']:,}", className="figure"),
                html.Td(f"{row['asked']:,}", className="figure"),
            ]
        )
        for row in sections.to_dict("records")
    ]
    made = table("By section", ["Section", heading, "95 %", "Counted", "Asked"], rows, csv="score-by-section")
    return html.Details([html.Summary("Numbers by section"), made], className="python-box")


def wrong_table(result: AnalogyScore, space: Space) -> Component:
    """Return the wrong answers, those first of which the right one stood farthest down."""
    told = result.answers[result.answers["covered"] & ~result.answers["right"]]
    told = told.sort_values("rank", ascending=False, kind="stable")
    if told.empty:
        return html.P("Every question that is counted was answered right.", className="help")
    rows = [
        html.Tr(
            [
                html.Td(f"{row['a']} : {row['b']} = {row['c']} : ?", className="item-cell"),
                html.Td(row["expected"], className="item-cell"),
                html.Td(
                    f"{row['rank']:,}" if row["rank"] else "—", className="figure", title=f"of {len(space):,} items"
                ),
                html.Td(row["found"], className="item-cell"),
            ],
            **{"data-item": str(row["index"])},
        )
        for row in told.head(LISTED).to_dict("records")
    ]
    made = table("Wrong answers", ["Question", "Expected", "Place", "Came"], rows, csv="wrong-answers")
    return titled(f"Worst of {len(told):,} wrong answers", made)


def apart_table(result: PairScore) -> Component:
    """Return the pairs of which people and the vectors think most differently."""
    rows = [
        html.Tr(
            [
                html.Td([html.Span(row["a"]), " – ", html.Span(row["b"])], className="item-cell"),
                html.Td(f"{row['judged']:g}", className="figure", title=f"place {row['place_judged']:g}"),
                html.Td(rounded(row["similarity"]), className="figure", title=f"place {row['place_similarity']:g}"),
                html.Td(f"{row['place_judged']:,.0f} / {row['place_similarity']:,.0f}", className="figure"),
            ]
        )
        for row in result.disagreements.head(LISTED).to_dict("records")
    ]
    headings = ["Pair", "Judged", "Cosine", "Places"]
    return titled("Pairs judged most differently", table("Pairs", headings, rows, csv="pairs-judged-differently"))


def titled(words: str, made: Component) -> Component:
    """Return a part under its heading."""
    return html.Section([html.H3(words), made], className="score-part")


def percent(value: float) -> str:
    """Return a share in per cent."""
    return "—" if pd.isna(value) else f"{100 * value:.1f} %"
