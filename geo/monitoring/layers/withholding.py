"""Small groups are not shown, nor what would give them away: cells are withheld until no sum tells one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]

_EXACT = 1e-9


def withheld_cells(n: pd.Series[int], lines: Sequence[Sequence[Hashable]], smallest: int) -> pd.Series[bool]:
    """Tell which cells of a table must not be shown.

    Parameters
    ----------
    n
        Records behind each cell, by cell.
    lines
        Cells whose sum is shown somewhere: the regions of a country in one period, the
        periods of one region, the cercles of one region.
    smallest
        The smallest number of records that may be shown; 0 shows all.

    Returns
    -------
    Series of bool
        True for a cell with 1 to ``smallest - 1`` records, and for as many others as it
        takes: in every line none or at least two are withheld, those of a line have
        ``smallest`` records together, and the shown sums determine none of them. The
        smallest cells that serve are taken; where a line has no other cell all of it is
        withheld, and its sum must not be shown either (see `untold_lines`).

    Notes
    -----
    A withheld cell is determined if the equations of the shown sums have one value for it:
    if no vector of their null space moves it (Willenborg and de Waal 2001, chapter 4).
    """
    hidden = (n > 0) & (n < smallest)
    if not hidden.any():
        return hidden
    members = _members(n, lines)
    counts, taken = n.to_numpy(), hidden.to_numpy().copy()
    while True:
        weak = next((line for line in members if _gives_away(line, counts, taken, smallest)), None)
        line = weak if weak is not None else _determined(members, counts, taken)
        if line is None:
            break
        taken[_smallest_shown(line, counts, taken)] = True
    return pd.Series(taken, index=n.index)


def untold_lines(
    lines: Sequence[Sequence[Hashable]], n: pd.Series[int], hidden: pd.Series[bool], smallest: int
) -> list[bool]:
    """Tell which sums must not be shown: those that, alone or with the others, still give a withheld cell away."""
    members, taken = _members(n, lines), hidden.to_numpy()
    inside = [line[taken[line]] for line in members]
    counts = n.to_numpy()
    untold = [len(line) > 0 and (len(line) == 1 or counts[line].sum() < smallest) for line in inside]
    while (fixed := _fixed([line for line, left in zip(inside, untold, strict=True) if not left])).size:
        giving = [k for k, line in enumerate(inside) if not untold[k] and fixed[0] in line]
        untold[min(giving, key=lambda k: counts[members[k]].sum())] = True
    return untold


def _members(n: pd.Series[int], lines: Sequence[Sequence[Hashable]]) -> list[Numbers]:
    """Return the cells of each line by their number."""
    places = {cell: number for number, cell in enumerate(n.index)}
    return [np.array([places[cell] for cell in line if cell in places], dtype=int) for line in lines]


def _gives_away(line: Numbers, counts: Numbers, taken: Numbers, smallest: int) -> bool:
    """Tell whether a line's sum gives a withheld cell away while another cell could still be withheld."""
    inside = line[taken[line]]
    open_cells = line[~taken[line] & (counts[line] > 0)]
    return len(inside) > 0 and len(open_cells) > 0 and (len(inside) == 1 or counts[inside].sum() < smallest)


def _determined(members: Sequence[Numbers], counts: Numbers, taken: Numbers) -> Numbers | None:
    """Return a line that could hide a cell which all shown sums together determine; None where there is none."""
    told = [line for line in members if taken[line].sum() > 1]
    for cell in _fixed([line[taken[line]] for line in told]):
        for line in told:
            if cell in line and (~taken[line] & (counts[line] > 0)).any():
                return line
    return None


def _fixed(unknown: Sequence[Numbers]) -> Numbers:
    """Return the cells that sums over *unknown* cells, one a line, determine together."""
    told = [line for line in unknown if len(line)]
    if not told:
        return np.empty(0, dtype=int)
    cells: Numbers = np.unique(np.concatenate(told))
    sums = np.array([np.isin(cells, line) for line in told], dtype=float)
    _, values, vectors = np.linalg.svd(sums, full_matrices=True)
    free = vectors[int((values > _EXACT).sum()) :]
    return cells[(np.abs(free) < _EXACT).all(axis=0)] if len(free) else cells


def _smallest_shown(line: Numbers, counts: Numbers, taken: Numbers) -> int:
    open_cells = line[~taken[line] & (counts[line] > 0)]
    return int(open_cells[np.argmin(counts[open_cells])])
