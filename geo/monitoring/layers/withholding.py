"""Small groups are not shown, nor what would give them away: cells are withheld until no sum tells one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

    Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]
    Sum = tuple[Hashable, Sequence[Hashable]]
    """A cell, and the cells that add up to it."""

_EXACT = 1e-11
_MOST_STEPS = 20_000
_SEEN = 1e-6
"""A cell that a way through the null space moves by less than this is determined (others move by about 1)."""


def withheld_cells(
    n: pd.Series[int],
    sums: Sequence[Sum],
    smallest: int,
    *,
    already: Collection[Hashable] = (),
    told: Collection[Hashable] = (),
) -> pd.Series[bool]:
    """Tell which cells of a table must not be shown.

    Parameters
    ----------
    n
        Records behind each cell, by cell; a sum is a cell like any other.
    sums
        Which cells add up to which: regions to a country, cercles to their region, months to
        a year, categories to all.
    smallest
        The smallest number of records that may be shown; 0 shows all.
    already
        Cells that are withheld elsewhere for the same records, and so here.
    told
        Cells that are shown elsewhere, whatever is decided here.

    Returns
    -------
    Series of bool
        True for a cell with 1 to ``smallest - 1`` records, and for as many others as it
        takes: no sum has a single withheld cell, those of a sum have ``smallest`` records
        together, and all sums together determine none of them. The smallest cells that serve
        are taken, a sum itself where nothing else is left.

    Notes
    -----
    A withheld cell is determined by the sums if no vector of their null space moves it
    (Willenborg and de Waal 2001, chapter 4). A random vector of that space moves every cell
    that can be moved.
    """
    hidden = ((n > 0) & (n < smallest)) | _among(n, already)
    if not hidden.any():
        return hidden
    table = _Table(n, sums, told)
    taken = hidden.to_numpy().copy()
    must = taken.copy()
    while True:
        while more := _more(table, taken, smallest):
            taken[list(more)] = True
        vain = [cell for cell in _determined(table, taken) if not must[cell]]
        if not vain:
            return pd.Series(taken, index=n.index)
        taken[vain] = table.open[vain] = False  # what can be had anyway hides nothing


def _among(n: pd.Series[int], cells: Collection[Hashable]) -> Numbers:
    wanted = set(cells)
    return np.fromiter((cell in wanted for cell in n.index), dtype=bool, count=len(n))


class _Table:
    """Cells by number: their records, the equations of the sums (cells and signs), and those that may be withheld."""

    def __init__(self, n: pd.Series[int], sums: Sequence[Sum], told: Collection[Hashable]) -> None:
        number = {cell: k for k, cell in enumerate(n.index)}
        self.counts: Numbers = n.to_numpy()
        self.open: Numbers = (self.counts > 0) & ~_among(n, told)
        self.equations: list[tuple[Numbers, Numbers]] = []
        for whole, parts in sums:
            inside = [number[cell] for cell in parts if cell in number]
            if inside and whole in number:
                cells = np.array([number[whole], *inside])
                self.equations.append((cells, np.array([-1.0, *np.ones(len(inside))])))


def _more(table: _Table, taken: Numbers, smallest: int) -> set[int]:
    """Return cells to withhold as well: one for each sum that gives a cell away; none where nothing is given away."""
    more: set[int] = set()
    for cells, _ in table.equations:
        if _gives_away(cells, table.counts, taken, smallest):
            more |= _smallest_shown(cells, table, taken, more)
    if more:
        return more
    fixed = set(_determined(table, taken).tolist())
    for cells, _ in table.equations:
        if not fixed.isdisjoint(cells.tolist()):
            more |= _smallest_shown(cells, table, taken, more)
    if fixed and not more:  # what determines them lies farther off
        near = [cells for cells, _ in table.equations if taken[cells].any()]
        left = [k for cells in near for k in cells[~taken[cells] & table.open[cells]].tolist()]
        more = {min(left, key=lambda k: table.counts[k])} if left else set()
    return more


def _gives_away(cells: Numbers, counts: Numbers, taken: Numbers, smallest: int) -> bool:
    """Tell whether a sum alone tells a withheld cell, or how many a small group of withheld cells has together."""
    inside = cells[taken[cells]]
    if not len(inside):
        return False
    total_is_told = not taken[cells[0]]
    return len(inside) == 1 or (total_is_told and bool(counts[inside].sum() < smallest))


def _smallest_shown(cells: Numbers, table: _Table, taken: Numbers, more: set[int]) -> set[int]:
    """Return the smallest cell of a sum that can still be withheld; none where one is about to be, or none is left."""
    if not more.isdisjoint(cells.tolist()):
        return set()
    left = cells[~taken[cells] & table.open[cells]]
    return {int(left[np.argmin(table.counts[left])])} if len(left) else set()


def _determined(table: _Table, taken: Numbers) -> Numbers:
    """Return the withheld cells that all sums together determine."""
    hidden = np.flatnonzero(taken)
    place = np.full(len(taken), -1)
    place[hidden] = np.arange(len(hidden))
    known = [(cells[taken[cells]], signs[taken[cells]]) for cells, signs in table.equations]
    known = [(cells, signs) for cells, signs in known if len(cells)]
    if not known:
        return hidden[:0]
    row = np.repeat(np.arange(len(known)), [len(cells) for cells, _ in known])
    column, sign = place[np.concatenate([c for c, _ in known])], np.concatenate([s for _, s in known])
    moved = [_free(row, column, sign, len(hidden), seed) for seed in (0, 1)]
    determined: Numbers = hidden[np.maximum(*moved) < _SEEN]
    return determined


def _free(row: Numbers, column: Numbers, sign: Numbers, n: int, seed: int) -> Numbers:
    """Return how far a random vector of the null space of some sums moves each of *n* cells.

    The sums are triples of a sparse matrix. Conjugate gradients on its rows (CGLS, Björck
    1996, section 7.4) take from a random vector what the sums can see of it.
    """
    rows = int(row.max()) + 1

    def sums_of(cells: Numbers) -> Numbers:
        return np.bincount(row, weights=sign * cells[column], minlength=rows)

    def cells_of(sums: Numbers) -> Numbers:
        return np.bincount(column, weights=sign * sums[row], minlength=n)

    left: Numbers = np.random.default_rng(seed).normal(size=n)
    seen = sums_of(left)
    way, size = seen, float(seen @ seen)
    enough = size * _EXACT**2
    for _ in range(_MOST_STEPS):
        if size <= enough:
            break
        step = cells_of(way)
        left = left - size / float(step @ step) * step
        seen = sums_of(left)
        way, size = seen + float(seen @ seen) / size * way, float(seen @ seen)
    return np.abs(left)
