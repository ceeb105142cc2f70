"""Vectors: spaces, loaders, encoders, metrics and geometry. Works in a notebook; knows nothing of Dash.

>>> from embeddings import builtin, neighbours
>>> words = builtin("words")
>>> len(neighbours(words, "king", k=3))
3
"""

from embeddings.all_neighbours import all_neighbours
from embeddings.analogies import analogy, analogy_bench
from embeddings.builtins import builtin
from embeddings.classify import classify
from embeddings.cluster_names import cluster_names
from embeddings.clustering import Hdbscan, KMeans
from embeddings.clusters import clusters
from embeddings.compare_spaces import compare_spaces
from embeddings.directions import apply_direction, axis, direction
from embeddings.distances import distances
from embeddings.duplicates import near_duplicates
from embeddings.encoding import encode
from embeddings.errors import UserError
from embeddings.interpolations import interpolate
from embeddings.known_tests import everyday_analogies, read_test
from embeddings.label_check import label_check
from embeddings.label_fit import label_fit
from embeddings.loading import load
from embeddings.more_pairs import more_pairs
from embeddings.neighbours import nearest_to, neighbours
from embeddings.outliers import outliers
from embeddings.querying import query_vector
from embeddings.saved import saved
from embeddings.scoring import score
from embeddings.space import Space
from embeddings.text_search import find_text

__all__ = [
    "Hdbscan",
    "KMeans",
    "Space",
    "UserError",
    "all_neighbours",
    "analogy",
    "analogy_bench",
    "apply_direction",
    "axis",
    "builtin",
    "classify",
    "cluster_names",
    "clusters",
    "compare_spaces",
    "direction",
    "distances",
    "encode",
    "everyday_analogies",
    "find_text",
    "interpolate",
    "label_check",
    "label_fit",
    "load",
    "more_pairs",
    "near_duplicates",
    "nearest_to",
    "neighbours",
    "outliers",
    "query_vector",
    "read_test",
    "saved",
    "score",
]
