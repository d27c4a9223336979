"""The reader's answers about places, as a file: downloaded this month, loaded next month."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.core import N_, DataError, Problem, write_csv
from geo.places import CERCLE_LEVEL, REGION_LEVEL, Place, fold_place
from geo.reading.delimited import decoded, delimiter_of
from geo.reading.limits import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.places import PlaceIndex

COLUMNS = ("written", "level", "place")
LEAVE_OUT = "none"
_MOST = 5_000_000


def write_aliases(answers: Mapping[str, Place | None]) -> str:
    """Write answers as CSV: the folded name, and the level and code of its place; none to leave its rows out."""
    rows = [
        {
            "written": name,
            "level": "" if place is None else place.level,
            "place": LEAVE_OUT if place is None else place.slug,
        }
        for name, place in sorted(answers.items())
    ]
    return write_csv(COLUMNS, rows)


def read_aliases(raw: bytes, name: str, index: PlaceIndex) -> dict[str, Place | None]:
    """Read answers: by folded name the place, or None for rows to leave out.

    Raises
    ------
    DataError
        With every row that names no place of the loaded country.
    """
    if len(raw) > _MOST:
        raise DataError([Problem(name, N_("the file is larger than 5 MB, too large for one of these tables"))])
    try:
        text = decoded(raw)
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter_of(text)))
    except (Refused, csv.Error) as error:
        expected = N_("expected a file of answers: CSV with the columns written, level, place")
        raise DataError([Problem(name, expected)]) from error
    if not rows or not set(COLUMNS) <= set(rows[0]):
        expected = N_("expected a file of answers: CSV with the columns written, level, place")
        raise DataError([Problem(name, expected)])
    found: dict[str, Place | None] = {}
    problems = []
    for n, row in enumerate(rows, start=2):
        written, slug = fold_place((row["written"] or "").removeprefix("'")), (row["place"] or "").strip()
        place = _place(slug, (row["level"] or "").strip(), index)
        if slug == LEAVE_OUT:
            found[written] = None
        elif place is None:
            problems.append(Problem(name, N_("there is no such region or cercle"), n, "place", slug))
        else:
            found[written] = place
    if problems:
        raise DataError(problems)
    return found


def _place(slug: str, level: str, index: PlaceIndex) -> Place | None:
    for kind in (level,) if level in (REGION_LEVEL, CERCLE_LEVEL) else (REGION_LEVEL, CERCLE_LEVEL):
        if Place(kind, slug) in index.parents:
            return Place(kind, slug)
    return None
