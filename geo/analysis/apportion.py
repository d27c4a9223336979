"""Split one amount over regions, to the cent: first the weights, then the shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

MISSING, ALL_WEIGHTS_ZERO = "missing", "all_zero"


@dataclass(frozen=True)
class Weights:
    """The weights of one sector's regions, in their order, and how they came about.

    ``method`` is the one that was used; where it is not the one asked for, ``reason``
    is ``missing`` (``regions`` have no figure) or ``all_zero``.
    """

    values: tuple[Fraction, ...]
    method: str
    reason: str = ""
    regions: tuple[str, ...] = ()


def split_weights(method: str, regions: Sequence[str], figures: Mapping[str, float | Decimal] | None = None) -> Weights:
    """Weigh regions by a method; fall back to even where it cannot be used.

    Parameters
    ----------
    method
        ``even`` needs no figures; every other method weighs a region by its figure.
    regions
        Slugs of the regions that share an amount.
    figures
        Figure by region slug (people, or weights that a reader set); absent is unknown.

    Returns
    -------
    Weights
        One weight per region, 0 or more, with a sum above 0.

    Raises
    ------
    ValueError
        If there is no region, or a figure is negative.

    Notes
    -----
    Even: w_r = 1. Else w_r = figure_r. If the figure of any region is unknown, or all are
    0, the sector falls back to even as a whole: an unknown figure is not 0, and a split
    over the known regions alone would move the others' money to them.
    """
    if not regions:
        raise ValueError("there is no region to split over")
    even = tuple(Fraction(1) for _ in regions)
    if method == "even":
        return Weights(even, "even")
    known = figures or {}
    missing = tuple(r for r in regions if r not in known)
    if missing:
        return Weights(even, "even", MISSING, missing)
    values = tuple(Fraction(known[r]) for r in regions)
    if min(values) < 0:
        raise ValueError("a weight is negative")
    return Weights(values, method) if sum(values) else Weights(even, "even", ALL_WEIGHTS_ZERO)


def apportion_cents(cents: int, shares: Sequence[Fraction | int]) -> list[int]:
    """Split an amount in proportion to weights by largest remainder.

    Parameters
    ----------
    cents
        Amount in US cents, 0 or more.
    shares
        Weights, 0 or more, not all 0.

    Returns
    -------
    list of int
        One amount in cents per weight. Their sum is *cents* exactly, and each differs
        from the exact quotient by less than a cent.

    Raises
    ------
    ValueError
        If the amount or a weight is negative, or the weights add up to 0.

    Notes
    -----
    q_r = cents * w_r / sum(w); every region gets floor(q_r), and the cents left over go
    to the largest remainders q_r - floor(q_r), the earlier region first where two are
    equal (Hamilton's method).
    """
    scale = math.lcm(*(Fraction(share).denominator for share in shares))
    whole = [int(share * scale) for share in shares]
    total = sum(whole)
    if cents < 0 or not whole or min(whole) < 0 or total == 0:
        raise ValueError("expected an amount of 0 or more and weights of 0 or more that are not all 0")
    parts = [cents * w // total for w in whole]
    by_remainder = sorted(range(len(whole)), key=lambda n: (-(cents * whole[n] % total), n))
    for n in by_remainder[: cents - sum(parts)]:
        parts[n] += 1
    return parts
