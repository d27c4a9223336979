"""A brought table: named columns with a role each, rows with the numbers that a spreadsheet gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.intake.header import find_header
from geo.intake.header_words import header_words
from geo.intake.numbers import as_numbers
from geo.intake.roles import OTHER
from geo.intake.table_roles import assign_roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.intake.brought_file import Sheet

_CODE = re.compile(r"[A-Z]{2,3}[- ]?\d{2,8}")
_SEEN = 200
_MOST_NUMBERS = 12


@dataclass(frozen=True, eq=False)
class BroughtTable:
    """A table as it was read from a sheet.

    ``frame`` has one column per column of the sheet, by its unique name, its cells texts,
    numbers or None, and is indexed by the row numbers of the spreadsheet. ``roles`` gives
    each column a role of `geo.intake.roles.ROLES`, ``tags`` its HXL tag.
    """

    file: str
    sheet: str
    frame: pd.DataFrame
    roles: dict[str, str]
    tags: dict[str, str]
    cut: int = 0
    formulas: int = 0

    def column(self, *roles: str) -> str | None:
        """Return the name of the first column that has one of some roles."""
        return next((c for role in roles for c, r in self.roles.items() if r == role), None)

    def has(self, *roles: str) -> bool:
        """Tell whether there is a column of each of some roles."""
        return set(roles) <= set(self.roles.values())

    def series(self, role: str) -> pd.Series[object]:
        """Return the cells of a role's column; none where there is no such column."""
        name = self.column(role)
        if name is None:
            return pd.Series([None] * len(self.frame), index=self.frame.index, dtype=object)
        return self.frame[name]

    def texts(self, role: str) -> pd.Series[str]:
        """Return the cells of a role's column as texts; '' where there is nothing."""
        return as_texts(self.series(role))

    def numbers(self, role: str) -> pd.Series[float]:
        """Return the cells of a role's column as numbers; missing where there is none."""
        return as_numbers(self.series(role))

    def with_roles(self, roles: Mapping[str, str]) -> BroughtTable:
        """Return this table with other roles of some columns."""
        return replace(self, roles=self.roles | {c: r for c, r in roles.items() if c in self.roles})


def as_texts(cells: pd.Series[object]) -> pd.Series[str]:
    """Write cells as texts, whole numbers without decimals; each different cell once."""
    codes, known = pd.factorize(cells, use_na_sentinel=True)
    words = np.array([*(f"{v:g}" if isinstance(v, float) else str(v) for v in known), ""], dtype=object)
    return pd.Series(words[codes], index=cells.index, dtype=object)


def tables_of(sheets: Sequence[Sheet], file: str) -> tuple[BroughtTable, ...]:
    """Return the tables of a file's sheets, the one with most known columns and rows first; hidden sheets last."""
    found = [(sheet, table) for sheet in sheets if (table := table_of(sheet, file)) is not None]

    def worth(pair: tuple[Sheet, BroughtTable]) -> tuple[bool, bool, float]:
        sheet, table = pair
        known = sum(r not in (OTHER, "number", "id") for r in table.roles.values())
        return (not sheet.hidden, known > 1, known * float(np.log1p(len(table.frame))))

    return tuple(table for _, table in sorted(found, key=worth, reverse=True))


def table_of(sheet: Sheet, file: str) -> BroughtTable | None:
    """Read the table of a sheet; None where it has no header or no row below it."""
    header = find_header(sheet.cells)
    if header is None:
        return None
    body = sheet.cells.iloc[header.data_start :]
    body = body[body.notna().any(axis=1)]
    kept = [n for n, name in enumerate(header.names) if body[n].notna().any() or len(name) > 2]  # noqa: PLR2004 - not a letter
    if not len(body) or not kept:
        return None
    names = [header.names[n] for n in kept]
    tags = [header.tags[n] if header.tags else "" for n in kept]
    frame = body[kept].set_axis(names, axis=1)
    frame.index = pd.Index(frame.index + sheet.first_row, name="row")
    roles = assign_roles(names, tags)
    by_name = {name: roles[n] for n, name in enumerate(names)}
    by_name = _by_values(frame, by_name)
    return BroughtTable(
        file, sheet.name, frame, by_name, dict(zip(names, tags, strict=True)), sheet.cut, sheet.formulas
    )


def _by_values(frame: pd.DataFrame, roles: dict[str, str]) -> dict[str, str]:
    """Give columns that names say nothing of the role that their cells show: codes of places, numbers."""
    found, taken, numbers = dict(roles), set(roles.values()), 0
    for name, role in roles.items():
        if role != OTHER:
            continue
        seen = frame[name].dropna().head(_SEEN)
        texts = [str(v).strip().upper() for v in seen if isinstance(v, str)]
        codes = [t for t in texts if _CODE.fullmatch(t)]
        if texts and len(codes) == len(seen) and "code" not in taken:
            level = {4: "adm1_code", 6: "adm2_code", 8: "adm3_code"}.get(max(map(len, codes)), OTHER)
            if level not in taken:
                found[name] = level
                taken.add(level)
        elif len(seen) and numbers < _MOST_NUMBERS and as_numbers(seen).notna().all() and _may_count(name):
            found[name], numbers = "number", numbers + 1
    return found


def _may_count(name: str) -> bool:
    """Tell whether a column may be a figure to map: years, codes, ids and exchange rates are none."""
    words = set(header_words(name))
    return not words & {"id", "code", "year", "month", "week", "pcode", "original", "exchange", "rate", "usage",
        "phone",
                        "operationnelle", "fid", "objectid"}  # fmt: skip
