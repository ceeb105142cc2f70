"""Maps: PCA, t-SNE and UMAP of plain arrays, places of new vectors on them, and how much of each map is true. Knows no space and no Dash.

>>> import numpy as np
>>> from projections import project
>>> vectors = np.random.default_rng(0).standard_normal((20, 5), dtype=np.float32)
>>> project(vectors, method="pca", dimensions=2).coordinates.shape
(20, 2)
"""

from projections.around import Around, around
from projections.errors import UserError
from projections.graph import Graph, neighbour_graph
from projections.methods import PROJECTIONS
from projections.place import Placement, place, usual_gaps
from projections.project import Projection, project
from projections.quality import Quality, measure_quality

__all__ = [
    "PROJECTIONS",
    "Around",
    "Graph",
    "Placement",
    "Projection",
    "Quality",
    "UserError",
    "around",
    "measure_quality",
    "neighbour_graph",
    "place",
    "project",
    "usual_gaps",
]
