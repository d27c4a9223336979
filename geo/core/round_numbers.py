"""Round numbers for classes, axes and scale bars."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import count

_NOISE = 9
"""Decimals beyond which there is only the noise of floating point."""


def round_steps(most: float, n: int, steps: tuple[float, ...] = (1, 2, 2.5, 5, 10)) -> tuple[float, ...]:
    """Cut 0 to *most* into at most *n* steps of a round width.

    Parameters
    ----------
    most
        The end that is reached, or passed by less than a step.
    n
        The most steps. For 1, the width is the largest round number up to *most*.
    steps
        What is round: numbers from 1 to 10, both included, times any power of ten.

    Returns
    -------
    tuple[float, ...]
        All ends, from 0; nothing where *most* is not above 0.
    """
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - no page waits for matplotlib

    if not most > 0:
        return ()
    return tuple(float(end) for end in MaxNLocator(n, steps=steps).tick_values(0, most))


def clear_number_between(low: float, high: float) -> float:
    """Return the clearest number above *low* and below *high*, two different numbers from 0.

    It is a multiple of the largest step (1, 2 or 5 times a power of ten) that has one
    there; of several multiples the one nearest to the middle. It is exact in decimals:
    never one of the two.
    """
    below, above = Decimal(str(float(low))), Decimal(str(float(high)))
    for power in count(above.adjusted() + 1, -1):
        for digit in (5, 2, 1):
            step = Decimal(digit).scaleb(power)
            first, last = math.floor(below / step) + 1, math.ceil(above / step) - 1
            if first <= last:
                nearest = round((below + above) / 2 / step)
                return float(min(max(nearest, first), last) * step)
    raise AssertionError  # a small enough step always has a multiple there


def decimals_of(value: float) -> int:
    """Return how many decimals a number needs to be written exactly: 0 for 2000, 1 for 12.5."""
    return max(0, -int(Decimal(str(float(value))).normalize().as_tuple().exponent))


def at_least(value: float, digits: int) -> float:
    """Round a number that is a lower bound down to so many decimals: up it would say more than is known."""
    scale = 10.0**digits
    return math.floor(round(value * scale, _NOISE)) / scale


def figures_of(value: float) -> int:
    """Return how many significant figures a number has: 1 for 2000, 3 for 12.5."""
    return len(Decimal(str(float(value))).normalize().as_tuple().digits)
