"""An order in which those who vote alike stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def seriated(names: Sequence[str], likeness: Callable[[str, str], float | None]) -> list[str]:
    """The names in the order of the leaves of an average-linkage tree, ordered so that neighbours are as alike as can be.

    ``likeness`` runs from 0 to 1; a pair of which it is not known (``None``) is taken to be as alike as pairs are on average, so that it
    draws nobody anywhere. Which of the two directions comes first is told by the names at the ends: the same input gives the same order.

    >>> alike = {("a", "c"): 1.0, ("b", "d"): 0.9}
    >>> seriated(["a", "b", "c", "d"], lambda one, other: alike.get((one, other), 0.2))
    ['a', 'c', 'd', 'b']
    """
    names = sorted(names)
    if len(names) < 3:
        return names
    from scipy.cluster.hierarchy import leaves_list, linkage

    pairs = [likeness(one, other) for index, one in enumerate(names) for other in names[index + 1 :]]
    known = [value for value in pairs if value is not None]
    average = sum(known) / len(known) if known else 0.0
    distances = [1 - (average if value is None else value) for value in pairs]
    leaves = [names[index] for index in leaves_list(linkage(distances, method="average", optimal_ordering=True))]
    return leaves if leaves[0] < leaves[-1] else leaves[::-1]
