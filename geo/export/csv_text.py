"""Tables as CSV: the plain one with HXL tags, and the one for a French Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.core import write_csv
from geo.export.columns import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.export.columns import Column

    Row = dict[str, Any]
    """Cells by the name of their column."""


FINE, DIGITS = 8, 2
"""Decimals of shares and of rates per person, and of amounts: a column has one of them."""


def csv_file(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Write rows as CSV with the HXL tags second, and the mark by which Excel knows UTF-8 (else it shows SÃ©gou).

    All numbers of a column have as many decimals.
    """
    return _csv(columns, _even(columns, rows), ",")


def excel_csv_file(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Write rows as CSV for an Excel whose language writes a comma in numbers: ``;`` stands between cells."""
    figures = {c.name for c in columns if c.kind in NUMBERS}
    even = _even(columns, rows)
    written = [{k: v.replace(".", ",") if k in figures else v for k, v in row.items()} for row in even]
    return _csv(columns, written, ";")


def _csv(columns: Sequence[Column], rows: Sequence[Row], between: str) -> str:
    tags = {c.name: c.hxl for c in columns}
    return "\ufeff" + write_csv(list(tags), rows, hxl=tags, line_end="\r\n", between=between)


def _even(columns: Sequence[Column], rows: Sequence[Row]) -> list[Row]:
    """Write all numbers of a column with the same decimals: none where all of them are whole."""
    written = [dict(row) for row in rows]
    for name in (c.name for c in columns if c.kind in NUMBERS):
        figures = [row[name] for row in rows if row.get(name) is not None]
        parts = [f"{x:.{FINE}f}".rstrip("0").partition(".")[2] for x in figures]
        digits = max(DIGITS, *map(len, parts)) if any(parts) else 0
        for row in written:
            row[name] = "" if row.get(name) is None else f"{row[name]:.{digits}f}"
    return written
