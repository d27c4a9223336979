"""Personal data: a table that looks like individuals is refused, with the columns that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.core import N_, Problem, fold_name
from geo.intake.header_words import header_words
from geo.intake.numbers import as_numbers
from geo.intake.roles import PERSONAL

if TYPE_CHECKING:
    import pandas as pd

    from geo.intake.brought_table import BroughtTable

REFUSED = N_(
    "sheet {sheet} looks like individuals ({columns}): personal data has no place here. Delete these columns, or bring "
    "totals by place"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")
_PHONE = re.compile(r"(?:\+|00)\d[\d .()-]{7,16}\d|\d{2}(?:[ .-]\d{2}){3,4}")
_SEX = frozenset({"m", "f", "h", "homme", "femme", "male", "female", "masculin", "feminin", "man", "woman"})
_OLDEST = 115
_SEEN = 500
_SHARE = 0.2


def personal_columns(table: BroughtTable) -> tuple[str, ...]:
    """Return the columns that hold personal data, by their name or by what stands in them; none is the rule."""
    by_name = [c for c, r in table.roles.items() if r in PERSONAL and table.frame[c].notna().any()]
    by_cells = [c for c in table.frame if c not in by_name and _looks_personal(table.frame[c])]
    found = by_name + by_cells + _one_person_a_row(table) + _homes(table)
    return tuple(dict.fromkeys(str(c) for c in found))


def personal_problem(table: BroughtTable) -> Problem | None:
    """Say which columns of a table look like individuals; None where none does."""
    columns = personal_columns(table)
    if not columns:
        return None
    return Problem(table.file, REFUSED, details={"sheet": table.sheet, "columns": ", ".join(columns)})


def _looks_personal(cells: pd.Series[object]) -> bool:
    """Tell whether a column holds addresses of mail or numbers of telephones."""
    texts = [c for c in cells.dropna().head(_SEEN) if isinstance(c, str)]
    if not texts:
        return False
    hits = sum(bool(_EMAIL.search(c) or _PHONE.fullmatch(c.strip())) for c in texts)
    return hits > _SHARE * len(texts)


def _one_person_a_row(table: BroughtTable) -> list[str]:
    """See one person in each row: an age beside a sex."""
    ages = [c for c in table.frame if {"age", "ages"} & set(header_words(str(c))) and _are_ages(table.frame[c])]
    sexes = [c for c in table.frame if _are_sexes(table.frame[c])]
    return [*ages[:1], *sexes[:1]] if ages and sexes else []


def _are_ages(cells: pd.Series[object]) -> bool:
    numbers = as_numbers(cells.dropna().head(_SEEN))
    return len(numbers) > 1 and bool(numbers.between(0, _OLDEST).all())


def _are_sexes(cells: pd.Series[object]) -> bool:
    texts = {fold_name(str(c)) for c in cells.dropna().head(_SEEN)}
    return 0 < len(texts) <= 3 and texts <= _SEX  # noqa: PLR2004 - two words and a variant


def _homes(table: BroughtTable) -> list[str]:
    """See homes in points that stand beside the size of one household or its number."""
    if not table.has("latitude", "longitude"):
        return []
    home = [
        c for c in table.frame if {"households"} & (w := set(header_words(str(c)))) and w & {"size", "taille", "id"}
    ]
    points = [c for c, r in table.roles.items() if r in ("latitude", "longitude")]
    return [*home, *points] if home else []
