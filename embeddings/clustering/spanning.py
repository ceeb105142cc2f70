"""The tree that joins items by their nearest gaps: exact, under the mutual reachability distance of HDBSCAN.

Campello, Moulavi, Sander (2013), “Density-based clustering based on hierarchical density estimates”.
"""

from __future__ import annotations

import numpy as np

from embeddings.progress import Progress, silent

FLAT = 3  # dimensions up to which differences are quicker than products
DOUBLE = 20_000  # items up to which every distance is in double precision
TOLD = 500  # items between two words of progress


def core_distances(points: np.ndarray, min_samples: int) -> np.ndarray:
    """Return how far each point must look to see `min_samples` points, itself among them.

    Parameters
    ----------
    points
        ``(n, d)`` finite numbers.
    min_samples
        At least 1, at most n; at 1 every distance is 0.

    Returns
    -------
    numpy.ndarray
        ``(n,)`` float64, in the units of the points.
    """
    if min_samples <= 1:
        return np.zeros(len(points))
    if points.shape[1] <= FLAT:
        from scipy.spatial import KDTree

        return np.asarray(KDTree(points).query(points, k=[min_samples])[0])[:, 0]
    from sklearn.neighbors import NearestNeighbors

    found = NearestNeighbors(n_neighbors=min_samples, algorithm="brute").fit(points)
    return np.asarray(found.kneighbors(points)[0][:, -1], np.float64)


def spanning_tree(
    points: np.ndarray, core: np.ndarray, progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the minimum spanning tree under ``max(core of one, core of the other, their distance)``.

    It is exact (Prim's algorithm): every pair is looked at, so time grows with the square of the items.

    Parameters
    ----------
    points
        ``(n, d)`` finite numbers.
    core
        What `core_distances` says of them.
    progress
        Is told how many items have been joined.

    Returns
    -------
    tuple of numpy.ndarray
        The two ends of each edge, ``(n - 1,)`` int64, and the edges' lengths, ``(n - 1,)`` float64.
    """
    left = Unjoined(points, core)
    count = len(points) - 1
    starts, ends = np.empty(count, np.int64), np.empty(count, np.int64)
    for step in range(count):
        starts[step], ends[step] = left.join_nearest()
        if step % TOLD == 0:
            progress(step, count, "joining items, the nearest first")
    progress(count, count, "joining items, the nearest first")
    return starts, ends, reach_of(points, core, starts, ends)


def reach_of(points: np.ndarray, core: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the mutual reachability distances of pairs of points in double precision, a block at a time."""
    lengths = np.empty(len(starts))
    for start in range(0, len(starts), 65_536):
        some = slice(start, start + 65_536)
        difference = points[starts[some]].astype(np.float64) - points[ends[some]]
        lengths[some] = np.sqrt(np.einsum("ij,ij->i", difference, difference))
    return np.asarray(np.maximum(lengths, np.maximum(core[starts], core[ends])))


class Unjoined:
    """The points outside the tree: how near each is to it, and to which of its points.

    They lie in the first `count` places of every array; the one that joins leaves its place to the last.
    """

    def __init__(self, points: np.ndarray, core: np.ndarray) -> None:
        kind = np.float64 if len(points) <= DOUBLE else np.float32
        centred = np.asarray(points, np.float64) - np.mean(points, axis=0, dtype=np.float64)
        self.flat = points.shape[1] <= FLAT
        self.points = np.array(centred.T if self.flat else centred, kind, order="C")
        self.core = (core**2).astype(kind)
        self.squares = np.einsum("ij,ij->i", centred, centred).astype(kind)
        self.best = np.full(len(points), np.inf, kind)
        self.nearest = np.zeros(len(points), np.int64)
        self.item = np.arange(len(points))
        self.square, self.other = np.empty(len(points), kind), np.empty(len(points), kind)
        self.count = len(points)
        self.joined = self._take(0)

    def join_nearest(self) -> tuple[int, int]:
        """Let the point nearest to the tree join it; return the point of the tree it hangs on, and itself."""
        count = self.count
        item, place, square, core = self.joined
        far = self._squares(place, square)
        np.maximum(far, self.core[:count], out=far)
        np.maximum(far, core, out=far)
        nearer = np.flatnonzero(far < self.best[:count])
        self.best[nearer] = far[nearer]
        self.nearest[nearer] = item
        chosen = int(self.best[:count].argmin())
        edge = int(self.nearest[chosen]), int(self.item[chosen])
        self.joined = self._take(chosen)
        return edge

    def _squares(self, place: np.ndarray, square: np.floating) -> np.ndarray:
        """Return the squared distances of all from the point that joined last."""
        found, other = self.square[: self.count], self.other[: self.count]
        if self.flat:
            found[:] = 0
            for axis, middle in zip(self.points, place, strict=True):
                np.subtract(axis[: self.count], middle, out=other)
                np.multiply(other, other, out=other)
                np.add(found, other, out=found)
            return found
        np.dot(self.points[: self.count], place, out=found)
        np.multiply(found, -2, out=found)
        np.add(found, self.squares[: self.count], out=found)
        np.add(found, square, out=found)
        return found

    def _take(self, at: int) -> tuple[int, np.ndarray, np.floating, np.floating]:
        """Take a point out, and put the last one into its place."""
        self.count = last = self.count - 1
        place = (self.points[:, at] if self.flat else self.points[at]).copy()
        taken = int(self.item[at]), place, self.squares[at].copy(), self.core[at].copy()
        for array in (self.core, self.squares, self.best, self.nearest, self.item):
            array[at] = array[last]
        if self.flat:
            self.points[:, at] = self.points[:, last]
        else:
            self.points[at] = self.points[last]
        return taken
