"""Vectors: spaces, loaders, encoders, metrics and geometry. Works in a notebook; knows nothing of Dash.

>>> from embeddings import builtin, neighbours
>>> words = builtin("words")
>>> len(neighbours(words, "king", k=3))
3
"""

from embeddings.analogies.analogy import analogy, analogy_bench
from embeddings.analogies.more_pairs import more_pairs
from embeddings.builtins import builtin
from embeddings.clustering import Hdbscan, KMeans
from embeddings.clustering.clusters import clusters
from embeddings.clustering.names import cluster_names
from embeddings.clustering.validity import density_validity
from embeddings.comparing.compare_spaces import compare_spaces
from embeddings.directions.direction import apply_direction, axis, direction
from embeddings.directions.interpolations import interpolate
from embeddings.encoding import encode
from embeddings.errors import UserError
from embeddings.labelling.classify import classify
from embeddings.labelling.label_check import label_check
from embeddings.labelling.label_fit import label_fit
from embeddings.loading import load
from embeddings.nearest.all_neighbours import all_neighbours
from embeddings.nearest.distances import distances
from embeddings.nearest.neighbours import nearest_to, neighbours
from embeddings.oddities.duplicates import near_duplicates
from embeddings.oddities.outliers import outliers
from embeddings.saved import saved
from embeddings.scoring.known_tests import everyday_analogies, read_test
from embeddings.scoring.score import score
from embeddings.searching.querying import query_vector
from embeddings.searching.text_search import find_text
from embeddings.space import Space

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
    "density_validity",
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
