"""Cells of a sheet, column by column, each different value once: a hundred thousand rows travel in a few megabytes."""

from __future__ import annotations

import re
from array import array
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from geo.reading.limits import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_CELLS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

# Control signs, marks that turn the reading direction, signs without width, halves of pairs: none is part of a name.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_LARGEST_WHOLE = 1e15


class SheetCells:
    """Collects the cells of a sheet; `columns` are pairs of different values and the place of each row's in them."""

    def __init__(self, name: str, *, hidden: bool = False, first_row: int = 1) -> None:
        self.name = _clean(name)[:100]
        self.hidden = hidden
        self.first_row = first_row
        self.rows = 0
        self.cut = 0
        self.formulas = 0
        self.note = ""
        self._values: list[dict[object, int]] = []
        self._codes: list[array[int]] = []
        self._seen: dict[object, object] = {}

    def extend(self, rows: Iterable[Iterable[object]]) -> None:
        """Add rows of cells of any type, as far as a table may reach."""
        for row in rows:
            self.add(row)

    def add(self, row: Iterable[object]) -> None:
        """Add a row; columns that it has beyond earlier rows were empty there."""
        width = 0
        for width, cell in enumerate(row, start=1):
            if width > len(self._values):
                self._widen()
            value = self._plain(cell)
            known = self._values[width - 1]
            self._codes[width - 1].append(known.setdefault(value, len(known)))
        for known, codes in zip(self._values[width:], self._codes[width:], strict=True):
            codes.append(known.setdefault(None, len(known)))
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS, f"{MOST_ROWS:,}")
        if self.rows * len(self._values) > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS, f"{MOST_CELLS:,}")

    def _widen(self) -> None:
        if len(self._values) >= MOST_COLUMNS:
            raise Refused(TOO_MANY_COLUMNS, f"{MOST_COLUMNS:,}")
        self._values.append({None: 0} if self.rows else {})
        self._codes.append(array("I", bytes(4 * self.rows)))

    def _plain(self, cell: object) -> object:
        """Return a cell as text, number or None; days are ISO texts; texts have no invisible sign and an end."""
        if cell is None or cell == "":
            return None
        if isinstance(cell, str):
            known = self._seen.get(cell)
            if known is None and cell not in self._seen:
                known = self._text(cell)
                if len(cell) <= LONGEST_CELL:
                    self._seen[cell] = known
            return known
        return _number_or_day(cell)

    def _text(self, cell: str) -> str | None:
        if len(cell) > LONGEST_CELL:
            self.cut += 1
            cell = cell[:LONGEST_CELL] + "…"
        return _clean(cell) or None

    def columns(self) -> list[tuple[list[object], array[int]]]:
        """Return each column as its different values and, for each row, the place of its value among them."""
        return [(list(known), codes) for known, codes in zip(self._values, self._codes, strict=True)]


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", text).strip()


def _number_or_day(cell: object) -> object:  # noqa: PLR0911 - one question after the other
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        if cell != cell or cell in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
            return None
        if isinstance(cell, int) and abs(cell) > _LARGEST_WHOLE:
            return str(cell)[:40]
        return float(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return _clean(str(cell)[:LONGEST_CELL]) or None
