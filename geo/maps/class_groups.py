"""Which values of a map stand together in a class: natural breaks, equal steps, quantiles.

Values come as they are printed, one list for each map that shares the classes. A group is a
rising list of different values; equal values are never apart, and no group is empty.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import jenkspy

from geo.core import round_steps
from geo.maps.model import RAMP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.monitoring import Threshold

    Maps = Sequence[Sequence[float]]
    Group = list[float]

_MOST = len(RAMP)


def natural_groups(maps: Maps, threshold: Threshold | None = None) -> list[Group]:
    """Group values by natural breaks (W. D. Fisher 1958, G. F. Jenks 1967): the least variance within groups.

    At most five groups. No group holds more than half of a map's values unless these are
    equal: where five natural groups break that, more are made, then the nearest two that
    may stand together are joined until five are left. (That always succeeds for one map, and
    for two without a threshold; for more, a group may be too full.) A *threshold* with
    values on both sides is always a break.
    """
    values = _distinct(maps)
    groups: list[Group] = []
    for n in range(min(_MOST, len(values)), len(values) + 1):
        groups = [part for group in _fisher_jenks(values, n) for part in _cut(group, threshold)]
        if not any(_crowded(group, maps) for group in groups):
            break
    while len(groups) > _MOST:
        groups = _join_two(groups, maps, threshold)
    return groups


def equal_groups(maps: Maps) -> list[Group]:
    """Group values by equal steps of a round width from 0; a step without a value is no group."""
    return _split(_distinct(maps), equal_ends(maps))


def equal_ends(maps: Maps) -> tuple[float, ...]:
    """Cut 0 to the largest value into at most five equal steps of a round width; return the inner ends."""
    most = max((v for shown in maps for v in shown), default=0)
    return tuple(end for end in round_steps(most, _MOST) if 0 < end < most)


def quantile_groups(maps: Maps) -> list[Group]:
    """Group values into at most five groups of about as many values each."""
    ordered, values = sorted(v for shown in maps for v in shown), _distinct(maps)
    n = min(_MOST, len(values))
    return _split(values, sorted({ordered[math.ceil(len(ordered) * part / n) - 1] for part in range(1, n)}))


def _distinct(maps: Maps) -> Group:
    return sorted({v for shown in maps for v in shown})


def _split(values: Group, ends: Sequence[float]) -> list[Group]:
    """Split rising values behind each end; a value on an end stays below it."""
    return [list(part) for _, part in groupby(values, lambda v: bisect_left(ends, v))]


def _fisher_jenks(values: Group, n: int) -> list[Group]:
    """Split different rising values into *n* groups."""
    if n == len(values):
        return [[v] for v in values]
    return _split(values, jenkspy.jenks_breaks(values, n_classes=n)[1:-1])


def _cut(group: Group, threshold: Threshold | None) -> list[Group]:
    """Cut a group in two where it lies on both sides of a threshold."""
    if threshold is None:
        return [group]
    first = (bisect_left if threshold.included else bisect_right)(group, threshold.value)
    return [part for part in (group[:first], group[first:]) if part]


def _crowded(group: Group, maps: Maps) -> bool:
    """Tell whether a group holds more than half of a map's values, and they are not all equal."""
    inside = [[v for v in shown if group[0] <= v <= group[-1]] for shown in maps]
    return any(2 * len(held) > len(shown) and len(set(held)) > 1 for held, shown in zip(inside, maps, strict=True))


def _join_two(groups: list[Group], maps: Maps, threshold: Threshold | None) -> list[Group]:
    """Join the two neighbours that may stand together and whose joining adds the least variance."""
    joined = [a + b for a, b in pairwise(groups)]

    def cost(n: int) -> tuple[bool, bool, float]:
        kept = len(_cut(joined[n], threshold)) > 1
        return kept, _crowded(joined[n], maps), _added(groups[n], groups[n + 1])

    n = min(range(len(joined)), key=cost)
    return [*groups[:n], joined[n], *groups[n + 2 :]]


def _added(a: Group, b: Group) -> float:
    """Return by how much the squares within groups grow when two are joined (J. H. Ward 1963)."""
    return len(a) * len(b) / (len(a) + len(b)) * (sum(a) / len(a) - sum(b) / len(b)) ** 2
