"""The strange pictures: those that the VAE reconstructs worst, each beside what it made of it."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.latent_own.near import labels_of
from dashboard.latent_parts import NAME
from dashboard.store import Result
from dashboard.tools import Asked, Shown, problem
from dashboard.tools.fields import choice, menu
from dashboard.tools.inline import inline_image
from dashboard.tools.parts import rounded, sets, table
from dashboard.tools.reading import one_of
from dashboard.tools.working import computed, known
from dashboard.understanding.figures import excess
from dashboard.understanding.looks import Look, Question, lines, lines_of_pictures
from dashboard.understanding.rows import mnist_is_here
from dashboard.understanding.strangeness import is_mnist_vae
from embeddings import UserError
from embeddings.vae import to_pictures
from embeddings.vae.spaces import ERROR

LISTED = 12
MOST_CLASSES = 40
ORDERS = {"strange": "Strangest first", "plain": "Plainest first"}
COLOUR = "~reconstruction"


def show(question: Question) -> Look:
    """Rank the items by their reconstruction error."""
    asked = question.asked
    found = excess(asked)
    if isinstance(found, Shown):
        return Look(found.body, again=found.again)
    order = one_of(asked.values, "order", ORDERS, "strange")
    classes, chosen, some = among(asked)
    ranked = some[np.argsort(-found[some] if order == "strange" else found[some], kind="stable")][:LISTED]
    truth, told, again = true_rows(asked)
    body = [
        html.P(summary(asked, found), className="help"),
        html.Div([colour_button(), choice(f"{NAME}.order", "Order", ORDERS, order, "strange")], className="buttons"),
        menu(f"{NAME}.of", "Which", classes, chosen, "") if len(classes) > 1 else None,
        ranking(question, ranked, found, truth),
        *told,
        python_lines(question),
    ]
    marks = [{"at": int(item), "shape": "ring"} for item in ranked]
    return Look(body, {"path": [], "arrows": [], "marks": marks}, again)


def among(asked: Asked) -> tuple[dict[str, str], str, np.ndarray]:
    """Return the classes one may choose, the chosen one, and its items; an item without a picture's error counts nowhere."""
    labels = labels_of(asked.space)
    names = [] if labels is None else sorted(labels.dropna().unique())
    classes = {"": "all items"} | ({name: name for name in names} if len(names) <= MOST_CLASSES else {})
    chosen = one_of(asked.values, "of", classes, "")
    if labels is None or not chosen:
        return classes, chosen, np.arange(len(asked.space))
    return classes, chosen, np.flatnonzero((labels == chosen).to_numpy())


def summary(asked: Asked, found: np.ndarray) -> str:
    """Say what the numbers are."""
    middle, most = float(np.nanmedian(found)), float(np.nanmax(found))
    return (
        f"How much of each picture its reconstruction loses, in nats beyond a perfect one: 0 would be perfect; half of the "
        f"{len(asked.space):,} items lose more than {rounded(middle, 0)}, the strangest {rounded(most, 0)}. "
        "What a VAE draws badly it has seldom seen: odd, broken or mislabelled pictures come first."
    )


def colour_button() -> Component:
    """Return the button that colours the map."""
    return sets("Colour the map", {"colour": COLOUR}, "Colour every item by its reconstruction error")


def ranking(question: Question, items: np.ndarray, found: np.ndarray, truth: np.ndarray | None) -> Component:
    """Return the pictures side by side, each with its error."""
    space = question.asked.space
    made = to_pictures(question.vae.decode(np.asarray(space.vectors[items], np.float32)), question.vae.shape)
    seen = None if truth is None else to_pictures(np.asarray(truth[items]), question.vae.shape)
    rows = []
    for place, item in enumerate(items.tolist()):
        name = space.names[item]
        shown = picture_of(question, item) if seen is None else inline_image(seen[place], name)
        pair = [shown, inline_image(made[place], f"Reconstruction of {name}")]
        button = html.Button(name, type="button", className="neighbour-name", title=name)
        cells = [
            html.Td(html.Div(pair, className="drawn-pair"), **{"data-value": str(item)}),
            html.Td(button, className="item-cell"),
            html.Td(rounded(float(found[item]), 1), className="figure"),
        ]
        rows.append(html.Tr(cells, **{"data-item": str(item)}))
    first = "Reconstruction" if not rows or pair[0] is None else "Picture, reconstruction"
    return table("Ranked by reconstruction error", [first, "Item", "Nats lost"], rows, csv="strange pictures")


def picture_of(question: Question, item: int) -> Component | None:
    """Return the item's own picture, where the store has it."""
    if is_mnist_vae(question.asked.space):
        return None
    source = pictured.address(question.asked.space, item, "tile")
    return html.Img(src=source, alt=question.asked.space.names[item], className="pixels") if source else None


def true_rows(asked: Asked) -> tuple[np.ndarray | None, list[Component | None], bool]:
    """Return MNIST's own pictures where they are here, what to say where they are not, and whether a worker gets them."""
    if not is_mnist_vae(asked.space):
        return None, [], False
    result: Result | Shown | None = known(asked.services.store, asked.space_id, asked.space, "true-pictures", {})
    if result is None and (asked.values.get("fetch") == "yes" or mnist_is_here(asked.services.store)):
        try:
            result = computed(asked, "true-pictures", {})
        except UserError as error:
            return None, [problem(error, [f"{NAME}.fetch"])], False
    if isinstance(result, Shown):
        return None, result.body, result.again
    if result is None:
        words = "MNIST's own pictures are no part of this program; they are fetched once (12 MB) and checked."
        button = sets("Show the true digits", {f"{NAME}.fetch": "yes"}, "Fetch MNIST's files")
        return None, [html.Div([html.P(words, className="help"), button], className="fetching")], False
    return result.arrays["rows"], [], False


def python_lines(question: Question) -> Component | None:
    """Return the lines that rank the items, where their pictures or their errors can be had."""
    asked = question.asked
    if is_mnist_vae(asked.space):
        return lines(
            question,
            "",
            "errors, mnist",
            'test = mnist("test")  # fetches MNIST\'s files once',
            "pd.Series(errors(vae, test.rows).excess, index=space.names).nlargest(12)",
            imports=("import pandas as pd",),
        )
    if ERROR in asked.space.items.columns:
        return lines(question, "", "", f"space.items[{ERROR!r}].astype(float).nlargest(12)")
    last = "pd.Series(errors(vae, rows).excess, index=space.names).nlargest(12)"
    return lines_of_pictures(question, "errors", last, ("import pandas as pd",))
