"""Classes of a choropleth: at most five, from 0, with round ends.

A figure is classified as it is printed: $3.0 M stands in the class that ends at $3.0 M,
even if it is 3,010,916 unrounded. A label can then never contradict its colour.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geo.core import round_steps
from geo.maps.model import RAMP, LegendEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.monitoring import Indicator

_MOST = len(RAMP)
_TOP = 0.6
"""The last class of `doublings` begins at this part of the largest figure at most."""


def equal_breaks(most: float) -> tuple[float, ...]:
    """Cut 0 to *most* into at most five equal classes of a round width; the inner ends."""
    return tuple(end for end in round_steps(most, _MOST) if 0 < end < most)


def doubling_breaks(most: float) -> tuple[float, ...]:
    """Cut 0 to *most* into five classes, each twice as wide as the one below: for a few large figures among many."""
    top = round_steps(most * _TOP, 1, (1, 2, 4, 10))[1:2]  # none where there is nothing, or no region at all
    return tuple(end / 2**n for end in top for n in range(_MOST - 2, -1, -1))


def class_ends(indicator: Indicator, most: float) -> tuple[float, ...]:
    """Return the upper ends of an indicator's classes but the last, by its rule, for figures up to *most*."""
    rules = {"equal": equal_breaks, "doubling": doubling_breaks}
    rule = rules.get(indicator.classes)
    return indicator.fixed_breaks if rule is None else rule(most)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return a value's class from 0; a class holds its upper end."""
    return min(int(np.searchsorted(breaks, value, side="left")), _MOST - 1)


def round_two_figures(value: float) -> float:
    """Round to two significant figures, as estimates are printed."""
    return float(f"{value:.1e}")


def class_legend(
    known: Sequence[float], breaks: Sequence[float], label: Callable[[float, float], str]
) -> tuple[LegendEntry, ...]:
    """Write one entry per class with the number of values in it; the last one is open (its end is infinite)."""
    ends = (0.0, *breaks, math.inf)
    return tuple(
        LegendEntry(label(low, high), RAMP[n], sum(low < v <= high or (n == 0 and v == 0) for v in known))
        for n, (low, high) in enumerate(pairwise(ends))
    )
