"""The report on places in words: what each written place means, why not, and what it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_
from geo.intake.place_match import STATES
from geo.intake.place_names import ALIAS, ASKED, BLANK, EXACT, FUZZY, LEFT_OUT, MISSED, NATIONAL
from geo.places import CERCLE_LEVEL

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.intake.place_match import PlaceLine, PlaceReport
    from geo.places import Place, PlaceIndex

STATE_NAMES = {
    EXACT: N_("the name or code itself"), ALIAS: N_("another name of it"), FUZZY: N_("a typo"),
    ASKED: N_("to confirm"), MISSED: N_("not matched"), NATIONAL: N_("the whole country"),
    LEFT_OUT: N_("left out by you"), BLANK: N_("no place"),
}  # fmt: skip


def place_name(place: Place, index: PlaceIndex, t: Translator) -> str:
    """Name a region or a cercle, with what it is."""
    kind = t("cercle") if place.level == CERCLE_LEVEL else t("region")
    return f"{index.written.get(place, place.slug)} ({kind})"


def line_words(line: PlaceLine, index: PlaceIndex, t: Translator) -> str:
    """Say of a written place what it means or why it does not, what it may be, and where it stands."""
    written = " › ".join(line.written)
    rows = t("{n} rows, first in row {row}", n=line.rows, row=line.first_rows[0] if line.first_rows else "–")
    said = t(STATE_NAMES[line.state])
    if line.place is not None and not line.to_answer:
        said = f"{place_name(line.place, index, t)}, {said}"
    if line.match.reason:
        said = f"{said}{t(': ')}{t(line.match.reason)}"
    if line.match.options:
        names = ", ".join(place_name(p, index, t) for p in line.match.options)
        said = f"{said}. {t('Perhaps {names}?', names=names)}"
    if line.to_answer and line.place is not None:
        said = f"{said} {t('Its rows stay with {place}.', place=place_name(line.place, index, t))}"
    return f"{written}{t(': ')}{said} [{rows}]"


def count_words(report: PlaceReport, t: Translator) -> tuple[tuple[str, int, int], ...]:
    """Return the state, the written places and the rows of each state that there is."""
    return tuple((t(STATE_NAMES[s]), report.count(s), report.count_rows(s)) for s in STATES if report.count(s))
