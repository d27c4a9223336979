"""Classes of a choropleth: at most five, none empty, with clear ends that no printed figure lies on.

A figure is classified as it is printed: 3,010,916 is $3.0 M and stands where $3.0 M does. A
label can then never contradict its colour.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.core import N_, clear_number_between
from geo.maps.circles import draws_circles
from geo.maps.class_groups import equal_ends, equal_groups, natural_groups, quantile_groups
from geo.maps.model import RAMP, LegendEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.core import Translator, View
    from geo.monitoring import Indicator, Threshold

_SHADES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 2, 3, 4), 5: (0, 1, 2, 3, 4)}
"""Steps of the ramp by the number of classes: as far from each other as it allows."""
_NAMES = {
    "jenks": N_("natural breaks (Fisher-Jenks)"),
    "days": N_("natural breaks (Fisher-Jenks) over all days"),
    "equal": N_("equal steps"),
    "quantile": N_("as many regions in each (quantiles)"),
}


def has_classes(view: View, indicator: Indicator) -> bool:
    """Tell whether a view's map has classes of a measured value: no circles, and no counts or two measures."""
    return indicator.class_method in _NAMES and not draws_circles(view, indicator)


def method_of(view: View, indicator: Indicator) -> str:
    """Return the way one day's values are put into classes: the reader's choice, else the indicator's."""
    return "jenks" if view.classes == "days" else view.classes or indicator.class_method


def over_days(view: View, indicator: Indicator) -> View:
    """Return a view with one scale over all days, where its map has classes."""
    return view.but(classes="days") if has_classes(view, indicator) else view


def method_name(method: str, t: Translator) -> str:
    """Name a way to put values into classes."""
    return t(_NAMES[method])


def class_ends(method: str, maps: Sequence[Sequence[float]], threshold: Threshold | None = None) -> tuple[float, ...]:
    """Return the upper ends of all classes but the last.

    Parameters
    ----------
    method
        ``jenks`` or ``days`` (natural breaks), ``equal`` or ``quantile``; see `geo.maps.class_groups`.
    maps
        The values as printed, one list for each map that shares the classes.
    threshold
        What natural breaks always keep where values lie on both sides of it.

    Returns
    -------
    tuple[float, ...]
        Rising numbers. Each lies strictly between the values of two classes: the method's
        own end (a round step, the threshold) where it does, else the clearest number there.
    """
    wanted: tuple[float, ...] = ()
    if method == "equal":
        groups, wanted = equal_groups(maps), equal_ends(maps)
    elif method == "quantile":
        groups = quantile_groups(maps)
    else:
        groups, wanted = natural_groups(maps, threshold), () if threshold is None else (threshold.value,)
    return tuple(_end(below[-1], above[0], wanted) for below, above in pairwise(groups))


def _end(low: float, high: float, wanted: Sequence[float]) -> float:
    return next((end for end in wanted if low < end < high), None) or clear_number_between(low, high)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return a value's class from 0; a class holds its upper end."""
    return bisect_left(breaks, value)


def class_colours(breaks: Sequence[float]) -> tuple[str, ...]:
    """Return the fill of each class, from the least."""
    return tuple(RAMP[n] for n in _SHADES[len(breaks) + 1])


def round_two_figures(value: float) -> float:
    """Round to two significant figures, as estimates are printed."""
    return float(f"{value:.1e}")


def class_legend(
    known: Sequence[float], breaks: Sequence[float], label: Callable[[float, float], str]
) -> tuple[LegendEntry, ...]:
    """Write one entry per class with the number of values in it; the last one is open (its end is infinite).

    One class alone goes from its least value to its largest; without any value there is none.
    """
    if not breaks:
        (colour,) = class_colours(breaks)
        return (LegendEntry(label(min(known), max(known)), colour, len(known)),) if known else ()
    classes = [class_of(v, breaks) for v in known]
    ends = pairwise((0.0, *breaks, math.inf))
    return tuple(
        LegendEntry(label(low, high), colour, classes.count(n))
        for n, ((low, high), colour) in enumerate(zip(ends, class_colours(breaks), strict=True))
    )
