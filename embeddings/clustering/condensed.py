"""The condensed tree of HDBSCAN: clusters that live as distances shrink, and the choice of those that live longest.

Campello, Moulavi, Zimek, Sander (2015), “Hierarchical density estimates for data clustering”.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NONE = -1
SAME = 1e-10  # of the longest edge: items as near as this count as lying at one place
SHORTEST = 1e-100


@dataclass(frozen=True, eq=False)
class Condensed:
    """Clusters in a tree; a cluster's number is larger than its parent's, and 0 is the whole.

    Parameters
    ----------
    parents
        The parent of each cluster, ``(c,)`` int64; -1 for the whole.
    births
        One over the distance at which each cluster came apart from its sibling, ``(c,)`` float64.
    home
        The last cluster that each item was in, ``(n,)`` int64.
    left
        One over the distance at which it fell out of that, ``(n,)`` float64.
    """

    parents: np.ndarray
    births: np.ndarray
    home: np.ndarray
    left: np.ndarray

    @property
    def stabilities(self) -> np.ndarray:
        """How much each cluster holds for how long: its excess of mass, ``(c,)`` float64."""
        found = np.zeros(len(self.parents))
        np.add.at(found, self.home, self.left - self.births[self.home])
        sizes = np.bincount(self.home, minlength=len(self.parents))
        for cluster in range(len(self.parents) - 1, 0, -1):
            parent = self.parents[cluster]
            found[parent] += sizes[cluster] * (self.births[cluster] - self.births[parent])
            sizes[parent] += sizes[cluster]
        return found

    def chosen(self) -> np.ndarray:
        """Return each item's cluster among those that hold the most for the longest, none within another.

        Returns
        -------
        numpy.ndarray
            ``(n,)`` int64: numbers of clusters of this tree, and -1 for items in none. The whole is never one.
        """
        best, count = self.stabilities, len(self.parents)
        below, wanted = np.zeros(count), np.zeros(count, bool)
        for cluster in range(count - 1, 0, -1):
            wanted[cluster] = below[cluster] <= best[cluster]
            below[self.parents[cluster]] += max(below[cluster], best[cluster])
        standing = np.full(count, NONE)
        for cluster in range(1, count):
            above = standing[self.parents[cluster]]
            standing[cluster] = above if above != NONE else (cluster if wanted[cluster] else NONE)
        return np.asarray(standing[self.home])


def condensed(starts: np.ndarray, ends: np.ndarray, lengths: np.ndarray, min_cluster_size: int) -> Condensed:
    """Return the tree of clusters of at least `min_cluster_size` items that a spanning tree comes apart into.

    Parameters
    ----------
    starts, ends, lengths
        The edges, as `spanning_tree` returns them.
    min_cluster_size
        What is smaller falls out of a cluster, item by item; at least 2.
    """
    merges, distances, sizes = merged(starts, ends, lengths)
    count = len(starts) + 1
    shortest = max(float(lengths.max(initial=0)) * SAME, SHORTEST)
    densities = 1 / np.maximum(distances, shortest)
    parents, births = [NONE], [0.0]
    home, fell = [0] * (2 * count - 1), [-1.0] * (2 * count - 1)
    for node in range(2 * count - 2, count - 1, -1):
        children, density = merges[node - count], float(densities[node - count])
        large = [sizes[child] >= min_cluster_size for child in children]
        for child, enough in zip(children, large, strict=True):
            home[child] = home[node]
            if fell[node] >= 0:
                fell[child] = fell[node]
            elif all(large):
                home[child] = len(parents)
                parents.append(home[node])
                births.append(density)
            elif not enough:
                fell[child] = density
    if count == 1:
        fell[0] = 0.0
    return Condensed(np.array(parents), np.array(births), np.array(home[:count]), np.array(fell[:count]))


def merged(
    starts: np.ndarray, ends: np.ndarray, lengths: np.ndarray
) -> tuple[list[tuple[int, int]], np.ndarray, list[int]]:
    """Return which two groups each edge joins, the shortest first, at which distance, and the size of every group.

    Groups ``0..n-1`` are the items; group ``n + i`` is what the `i`-th edge makes.
    """
    order = np.argsort(lengths, kind="stable")
    count = len(starts) + 1
    above, sizes = list(range(2 * count - 1)), [1] * count
    merges = []
    for made, (one, other) in enumerate(zip(starts[order].tolist(), ends[order].tolist(), strict=True), count):
        groups = _top(above, one), _top(above, other)
        above[groups[0]] = above[groups[1]] = made
        sizes.append(sizes[groups[0]] + sizes[groups[1]])
        merges.append(groups)
    return merges, lengths[order], sizes


def _top(above: list[int], group: int) -> int:
    """Return the group that holds another now, and shorten the way to it."""
    top = group
    while above[top] != top:
        top = above[top]
    while above[group] != top:
        above[group], group = top, above[group]
    return top
