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
    places = {cell: number for number, cell in enumerate(n.index)}
    members = [np.array([places[cell] for cell in line if cell in places], dtype=int) for line in lines]
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
    """Tell which sums must not be shown: of lines whose withheld cells the sum would still give away."""
    told = []
    for line in lines:
        cells = [cell for cell in line if cell in n.index]
        inside = [cell for cell in cells if hidden[cell]]
        told.append(bool(inside) and (len(inside) < 2 or int(n[inside].sum()) < smallest))  # noqa: PLR2004 - one alone
    return told


def _gives_away(line: Numbers, counts: Numbers, taken: Numbers, smallest: int) -> bool:
    """Tell whether a line's sum gives a withheld cell away while another cell could still be withheld."""
    inside = line[taken[line]]
    open_cells = line[~taken[line] & (counts[line] > 0)]
    return len(inside) > 0 and len(open_cells) > 0 and (len(inside) == 1 or counts[inside].sum() < smallest)


def _determined(members: Sequence[Numbers], counts: Numbers, taken: Numbers) -> Numbers | None:
    """Return a line that could hide a cell which all shown sums together determine; None where there is none."""
    cells = np.flatnonzero(taken)
    column = {cell: number for number, cell in enumerate(cells)}
    told = [line for line in members if taken[line].sum() > 1]
    if not told:
        return None
    sums = np.zeros((len(told), len(cells)))
    for row, line in enumerate(told):
        sums[row, [column[cell] for cell in line if taken[cell]]] = 1
    _, values, vectors = np.linalg.svd(sums, full_matrices=True)
    free = vectors[int((values > _EXACT).sum()) :]
    fixed = cells[(np.abs(free) < _EXACT).all(axis=0)] if len(free) else cells
    for cell in fixed:
        for line in told:
            if cell in line and (~taken[line] & (counts[line] > 0)).any():
                return line
    return None


def _smallest_shown(line: Numbers, counts: Numbers, taken: Numbers) -> int:
    open_cells = line[~taken[line] & (counts[line] > 0)]
    return int(open_cells[np.argmin(counts[open_cells])])
