"""Write CSV tables that a spreadsheet opens: it runs no text of theirs as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


def write_csv(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    hxl: Mapping[str, str] | None = None,
    line_end: str = "\n",
    between: str = ",",
) -> str:
    """Write rows as CSV text (RFC 4180), its texts guarded.

    Parameters
    ----------
    columns
        Names of the columns, in order; other keys of a row are left out.
    rows
        Cells by column; None, or no such key, is an empty cell.
    hxl
        HXL tags by column, for a second header row.
    line_end
        End of each line; RFC 4180 has both signs.
    between
        Sign between cells; ``;`` where a comma stands in numbers.
    """
    out = io.StringIO()
    # Written with both signs, so that a cell with either of them is in quotes.
    writer = csv.writer(out, lineterminator="\r\n", delimiter=between)
    writer.writerow(columns)
    if hxl is not None:
        writer.writerow([hxl[c] for c in columns])
    writer.writerows([guarded(row.get(c)) for c in columns] for row in rows)
    return out.getvalue() if line_end == "\r\n" else out.getvalue().replace("\r\n", line_end)


def guarded(cell: object) -> object:
    """Put a ' before a text that a spreadsheet would run as a formula; a plain number such as -5 stays one.

    One more ' goes before a text that has some already, so that `unguarded` gives each text back.
    """
    runs = isinstance(cell, str) and _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell)
    return f"'{cell}" if runs else cell


def unguarded(text: str) -> str:
    """Take the ' of `guarded` off a text; any other ' stays."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
