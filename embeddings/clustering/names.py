"""Names for clusters: the words that set their texts apart, a label that most of their items have, or their middle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.clustering.clusters import Clusters
from embeddings.clustering.function_words import FUNCTION_WORDS
from embeddings.errors import UserError
from embeddings.space import Space
from embeddings.terms import Terms

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

MOST_TEXTS = 100_000
FEW_WORDS = 3  # in half of the texts at least: fewer share no words
LOOKED_AT = 2_000
LIFT = 3.0  # how many times as often a telling term is inside as outside
EXPLAINS = 0.5  # share of a cluster that has one label, from which the label is its name
NOTABLE = 1 / 6  # share of a cluster that has one of several labels
JOINED = ", "
WORD = re.compile(r"[^\W\d_]{2,}")
LONG = 30  # letters of a name, from which one is enough


def cluster_names(space: Space, found: Clusters, by: str | None = None, level: int = -1) -> list[str]:
    """Return a name for each cluster, no two alike.

    Parameters
    ----------
    space
        The items.
    found
        What `clusters` found.
    by
        A column whose most frequent value names each cluster. Without one, clusters of texts are named by the terms
        that set them apart, others by the label column where most items have one label, else by their middle items.
    level
        Which of the levels, the coarsest first.

    Raises
    ------
    UserError
        If there is no such column.

    Examples
    --------
    >>> from embeddings import KMeans, builtin, clusters
    >>> digits = builtin("digits")
    >>> sorted(cluster_names(digits, clusters(digits, KMeans(10), metric="euclidean"), by="digit"))[:3]
    ['0', '1', '1 (2)']
    """
    labels = found.at(level)
    if by is None and space.text is not None and are_texts(space.names):
        terms = class_terms(space.names, labels)
        return distinct([JOINED.join(some) for some in terms], central_names(space, found, level))
    column = by or space.label
    if column is None:
        return distinct(central_names(space, found, level))
    if column not in space.items.columns:
        raise UserError("No such column", f"There is no column “{column}”", "Choose one of the space's columns.")
    named = label_names(space, column, labels, 0.0 if by else EXPLAINS)
    return distinct(named, central_names(space, found, level))


def are_texts(texts: Sequence[str]) -> bool:
    """Say whether items are texts rather than single words or names: whether half of some have three words."""
    some = texts[:: max(1, len(texts) // LOOKED_AT)]
    return sum(len(WORD.findall(text)) >= FEW_WORDS for text in some) * 2 > len(some)


def class_terms(texts: Sequence[str], labels: np.ndarray, most: int = 3) -> list[tuple[str, ...]]:
    """Return the terms that set the texts of each cluster apart, the most telling first.

    Class-based TF-IDF: how often a term is in a cluster, times the logarithm of how rare it is in all (Grootendorst
    2022, “BERTopic: neural topic modeling with a class-based TF-IDF procedure”). A text counts each of its terms once.
    Of these, a term is telling where it is at least three times as frequent inside as outside, in more than one text,
    and without words that only hold a sentence together; of two terms that share a word one is kept.

    Parameters
    ----------
    texts
        One for each item.
    labels
        ``(n,)`` numbers of clusters, ``0..c-1``, and -1 for texts in none, which count for nothing.
    most
        How many terms each may have.
    """
    classes = int(labels.max(initial=-1)) + 1
    chosen = np.flatnonzero(labels >= 0)
    if len(chosen) > MOST_TEXTS:
        chosen = np.sort(np.random.default_rng(0).choice(chosen, MOST_TEXTS, replace=False))
    if not classes or not len(chosen):
        return [()] * classes
    made = Terms.of([texts[index] for index in chosen.tolist()])
    names = np.array(made.names, object)
    inside = class_counts(made.counts, labels[chosen], classes)
    weights = class_weights(inside)
    speaks = np.array([not FUNCTION_WORDS.intersection(name.split(" ")) for name in names])
    found = []
    for row in range(classes):
        places = slice(inside.indptr[row], inside.indptr[row + 1])
        told = inside.indices[places], inside.data[places], weights.data[places]
        kept = speaks[told[0]] & (told[2] > 0) & ((told[1] > 1) | (told[1].sum() == told[1].max(initial=0)))
        terms, heavy = names[told[0][kept]], told[2][kept]
        found.append(telling(terms[np.lexsort((terms, -heavy))], most))
    return found


def class_counts(counts: csr_matrix, labels: np.ndarray, classes: int) -> csr_matrix:
    """Return in how many texts of each class each term is, ``(classes, terms)``."""
    from scipy.sparse import csr_matrix

    said = csr_matrix((np.ones(len(counts.data)), counts.indices, counts.indptr), counts.shape)
    member = csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), (classes, len(labels)))
    return csr_matrix(member @ said)


def class_weights(inside: csr_matrix) -> csr_matrix:
    """Return the weight of each term in each class, 0 where it does not set the class apart.

    Parameters
    ----------
    inside
        ``(classes, terms)`` counts.

    Returns
    -------
    scipy.sparse.csr_matrix
        In the same places: its share of the class' terms times ``log(1 + A / f)``, where A is the mean count of terms
        in a class and f the term's count in all.
    """
    words, everywhere = np.asarray(inside.sum(axis=1)).ravel(), np.asarray(inside.sum(axis=0)).ravel()
    rows = np.repeat(np.arange(inside.shape[0]), np.diff(inside.indptr))
    total = everywhere[inside.indices]
    share = inside.data / words[rows]
    elsewhere = (total - inside.data) / np.maximum(words.sum() - words[rows], 1)
    weights = inside.copy()
    weights.data = np.where(share >= LIFT * elsewhere, share * np.log1p(words.mean() / total), 0)
    return weights


def telling(terms: Sequence[str], most: int) -> tuple[str, ...]:
    """Return the first terms of which no two share a word; a pair of words only where each of them tells alone."""
    single = {term for term in terms if " " not in term}
    used: set[str] = set()
    kept: list[str] = []
    for term in terms:
        words = set(term.split(" "))
        if len(kept) < most and not words & used and (" " not in term or words <= single):
            used |= words
            kept.append(term)
    return tuple(kept)


def majorities(column: pd.Series, labels: np.ndarray) -> list[tuple[str, float]]:
    """Return the most frequent value in each cluster and its share of the cluster's items, missing values counted.

    Of values equally frequent the first in order counts; a cluster in which all are missing has ``("", 0.0)``.
    """
    table = crosstab(column, labels)
    sizes = np.bincount(labels[labels >= 0], minlength=len(table))
    if not table.shape[1]:
        return [("", 0.0)] * len(table)
    best = table.to_numpy().argmax(axis=1)
    top = table.to_numpy()[np.arange(len(table)), best]
    return [
        (str(table.columns[place]) if count else "", float(count / size))
        for place, count, size in zip(best, top, sizes, strict=True)
    ]


def crosstab(column: pd.Series, labels: np.ndarray) -> pd.DataFrame:
    """Return how many items of each cluster have each value, ``(c, values)``; the most frequent value first."""
    import pandas as pd

    classes = int(labels.max(initial=-1)) + 1
    try:
        first, different = pd.factorize(column)
    except TypeError:  # lists and the like have no hash; their words have
        first, different = pd.factorize(column.map(_told))
    again, values = pd.factorize(np.array([*map(_told, different), None], object))
    codes = again[first]
    kept = (labels >= 0) & (codes >= 0)
    cells = np.bincount(labels[kept].astype(np.int64) * len(values) + codes[kept], minlength=classes * len(values))
    table = pd.DataFrame(cells.reshape(classes, len(values)), columns=[str(value) for value in values])
    order = np.argsort(-table.to_numpy().sum(axis=0), kind="stable")
    return table.iloc[:, order]


def _told(value: Any) -> str | None:
    """Return a value as it reads, or nothing where it is missing."""
    missing = value is None or str(value) in ("", "nan", "<NA>", "NaT")
    whole = isinstance(value, float | np.floating) and not missing and float(value).is_integer()
    return None if missing else str(int(value) if whole else value)


def central_names(space: Space, found: Clusters, level: int = -1, most: int = 3) -> list[str]:
    """Return the names of the items in the middle of each cluster; for a group of several, one of each, largest first."""
    groups = found.levels[level]
    made = []
    for group in range(int(groups.max(initial=-1)) + 1):
        inside = np.flatnonzero(groups == group)
        items = found.central[inside[0]] if len(inside) == 1 else [found.central[one][0] for one in inside]
        names = list(dict.fromkeys(space.names[item].strip() for item in items))
        made.append(JOINED.join(names[: 1 if len(names[0]) > LONG else most]))
    return made


def label_names(space: Space, column: str, labels: np.ndarray, enough: float) -> list[str]:
    """Return the value that names each cluster: the one that at least this share has; nothing where there is none.

    Pictures are named by no words of their own, so theirs is what several values have, the most frequent first.
    """
    table = crosstab(space.items[column], labels)
    leading = majorities(space.items[column], labels)
    if space.image is None:
        return [value if share >= enough else "" for value, share in leading]
    shares = table.to_numpy() / np.maximum(np.bincount(labels[labels >= 0], minlength=len(table)), 1)[:, None]
    several = [
        JOINED.join(table.columns[place] for place in np.argsort(-row, kind="stable")[:3] if row[place] >= NOTABLE)
        for row in shares
    ]
    return [value if share >= enough else others for (value, share), others in zip(leading, several, strict=True)]


def nearest_words(space: Space, found: Clusters, words: Space, most: int = 3) -> list[tuple[str, ...]]:
    """Return for each cluster the words of another space whose vectors are nearest to its mean direction, by cosine.

    Parameters
    ----------
    words
        A space of the same encoder and as many dimensions.

    Raises
    ------
    UserError
        If the two spaces do not have the same encoder and dimensions.
    """
    if words.encoder != space.encoder or words.vectors.shape[1] != space.vectors.shape[1]:
        detail = f"“{words.name}” was made by {words.encoder}, “{space.name}” by {space.encoder}"
        raise UserError("Not the same space of meaning", detail, "Choose words that the same encoder made.")
    units = space.vectors / np.maximum(space.norms, np.finfo(np.float32).tiny)[:, None]
    known = words.vectors / np.maximum(words.norms, np.finfo(np.float32).tiny)[:, None]
    made = []
    for cluster in range(len(found)):
        order = np.argsort(-(known @ units[found.labels == cluster].mean(axis=0)), kind="stable")
        made.append(tuple(dict.fromkeys(words.names[item] for item in order[: 2 * most]))[:most])
    return made


def distinct(names: Sequence[str], instead: Sequence[str] = ()) -> list[str]:
    """Return names of which no two are alike: an empty one is replaced, a repeated one gets a number."""
    made: list[str] = []
    for place, name in enumerate(names):
        base = name or (instead[place] if place < len(instead) else "") or f"Cluster {place + 1}"
        others = (f"{base} ({number})" for number in count(2))
        made.append(next(one for one in chain([base], others) if one not in made))
    return made
