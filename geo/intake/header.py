"""Where the header of a sheet is: not in the first row, in two rows, above or below a row of HXL tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.intake.roles import OTHER, role_of_name
from geo.intake.tag_roles import is_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_LOOKED_AT = 40
_LONGEST_NAME = 300
_TITLE = " – "


@dataclass(frozen=True)
class Header:
    """The header of a sheet: a name and a tag per column ('' where there is none), and where the data begin.

    ``rows`` are the places of its rows in the sheet, the row of tags among them.
    """

    names: tuple[str, ...]
    tags: tuple[str, ...]
    rows: tuple[int, ...]
    data_start: int


def find_header(cells: pd.DataFrame) -> Header | None:
    """Find the header of a sheet among its first rows; None where there is nothing like one.

    A row of HXL tags tells it; else it is the row that has most names of the field, and
    where there are none, the first row with texts in most of its columns. The rows above and
    below join it where they are headings over or under its names.
    """
    top = [[_plain(c) for c in row] for row in cells.head(_LOOKED_AT).to_numpy()]
    tagged = next((n for n, row in enumerate(top) if _is_tag_row(row)), None)
    main = _above_tags(top, tagged) if tagged is not None else _best(top)
    if main is None:
        if tagged is None:
            return None
        return Header(_unique([_tag_name(c) for c in top[tagged]]), _tags(top[tagged]), (tagged,), tagged + 1)
    rows = _joined(top, main, tagged)
    names = [_name([top[r][c] for r in rows]) for c in range(cells.shape[1])]
    used = sorted({*rows, *(() if tagged is None else (tagged,))})
    return Header(_unique(names), () if tagged is None else _tags(top[tagged]), tuple(used), used[-1] + 1)


def _plain(cell: object) -> str | float | None:
    if isinstance(cell, str):
        return " ".join(cell.split())[:_LONGEST_NAME]
    return None if cell is None else float(cell)  # type: ignore[arg-type]


Row = list[str | float | None]


def _is_tag_row(row: Row) -> bool:
    """Tell whether a row has HXL tags: at least one, and next to nothing else."""
    filled = [c for c in row if c is not None]
    tags = sum(is_tag(c) for c in filled)
    return tags > 0 and tags * 2 > len(filled) and any("#" in str(c) and len(str(c)) > 3 for c in filled)  # noqa: PLR2004


def _tags(row: Row) -> tuple[str, ...]:
    return tuple(str(c).replace(" ", "") if is_tag(c) else "" for c in row)


def _tag_name(cell: str | float | None) -> str:
    return "" if cell is None else str(cell)


def _above_tags(top: list[Row], tagged: int) -> int | None:
    """Return the header of a row of tags: the last filled row above, else the row below with names of the field."""
    above = [n for n in range(tagged) if sum(isinstance(c, str) for c in top[n]) > 1 or len(top[n]) == 1]
    if above:
        return above[-1]
    below = tagged + 1
    return below if below < len(top) and _hits(top[below]) > 1 and not _numbers(top[below]) else None


def _hits(row: Row) -> int:
    return sum(isinstance(c, str) and 1 < len(c) < 120 and role_of_name(c) != OTHER for c in dict.fromkeys(row))  # noqa: PLR2004


def _numbers(row: Row) -> int:
    return sum(isinstance(c, float) and not 1990 <= c <= 2100 for c in row)  # noqa: PLR2004 - years may head columns


def _best(top: list[Row]) -> int | None:
    """Return the row with most names of the field; else the first with texts in most columns and rows below."""
    width = max((sum(c is not None for c in row) for row in top), default=0)
    scored = []
    filled = max((n for n, row in enumerate(top) if any(c is not None for c in row)), default=0)
    for n, row in enumerate(top[: max(filled, 1)]):  # values stand below a header
        texts = [c for c in row if isinstance(c, str)]
        different = len(set(texts))
        if not texts or (different == 1 and width > 1):
            continue
        scored.append((3 * _hits(row) + different / max(width, 1) - 2 * _numbers(row), -n))
    if not scored:
        return None
    best, at = max(scored)
    return -at if best > 0.3 else None  # noqa: PLR2004 - a lone word among numbers is no header


def _joined(top: list[Row], main: int, tagged: int | None) -> list[int]:
    """Return the rows that make the names: the main one, a row of groups above it, a row of parts below it."""
    rows = [main]
    above, below = main - 1, main + 1
    if above >= 0 and above != tagged and _is_group_row(top[above], top[main]):
        rows.insert(0, above)
    if tagged is None and below < len(top) and _is_part_row(top[main], top[below], top[below + 1 : below + 6]):
        rows.append(below)
    return rows


def _is_group_row(row: Row, main: Row) -> bool:
    """Tell whether a row has headings over groups of columns: several texts, no number, no names of its own."""
    texts = {c for c in row if isinstance(c, str)}
    over = sum(isinstance(c, str) and m is not None for c, m in zip(row, main, strict=True))
    return len(texts) > 1 and over > 1 and not _numbers(row) and all(len(t) < 120 for t in texts)  # noqa: PLR2004


def _is_part_row(main: Row, row: Row, after: Sequence[Row]) -> bool:
    """Tell whether a row names parts of the columns above it (men, women), and is no row of data."""
    texts = [n for n, c in enumerate(row) if isinstance(c, str)]
    if len(texts) < 2 or _numbers(row) or not after:  # noqa: PLR2004 - one word is a value
        return False
    if all(row[n] == main[n] for n in texts):
        return True
    own = [n for n in texts if row[n] != main[n]]
    under = all(main[n] is None or list(main).count(main[n]) > 1 for n in own)
    over_numbers = sum(isinstance(r[n], float) for n in own for r in after) * 2 >= len(own) * len(after)
    return under and over_numbers


def _name(parts: list[str | float | None]) -> str:
    """Join the parts of a name, each once."""
    words = [f"{p:g}" if isinstance(p, float) else p for p in parts if p is not None]
    return _TITLE.join(dict.fromkeys(w for w in words if w))


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Name columns without a name by their letter, and number the same names."""
    found: list[str] = []
    for n, name in enumerate(names):
        own = name or column_letter(n)
        same = sum(f == own or f.startswith(f"{own} (") for f in found)
        found.append(f"{own} ({same + 1})" if same else own)
    return tuple(found)


def column_letter(place: int) -> str:
    """Return the letter that a spreadsheet gives a column: 0 is A."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
