"""What is said of a layer: why records were not used, and what an alert is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_
from geo.monitoring.layers.alerts import EARLY, LATE, MASS, UNEXPECTED

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.monitoring.layers.alerts import Alert
    from geo.monitoring.layers.placing import Reasons

REASONS = {
    "duplicate": N_("twice the same, letter by letter"),
    "swapped": N_("longitude and latitude look exchanged"),
    "degrees-minutes": N_("coordinates in degrees and minutes"),
    "zero-point": N_("at 0, 0"),
    "outside": N_("outside the country, or on a border"),
    "no-place": N_("without a place"),
    "unknown-place": N_("of a place that is not known"),
    "ambiguous-place": N_("of a code or name that means two places"),
    "no-date": N_("without a date that can be read"),
    "ambiguous-date": N_("of a date that is two days, such as 03/04/2023"),
    "future": N_("of a day in the future or before 1990"),
    "negative": N_("with a count below 0"),
    "no-number": N_("with a count that is no number"),
    "broken-row": N_("with too many or too few cells"),
}
USED = {
    "day-first": N_("{n} dates such as {examples} read as day, month, year, as the other dates of the table are"),
    "month-first": N_("{n} dates such as {examples} read as month, day, year, as the other dates of the table are"),
}
_KINDS = {
    MASS: N_("mass movement"), UNEXPECTED: N_("unexpected movement"), EARLY: N_("season that begins early"),
    LATE: N_("season that begins late"),
}  # fmt: skip
_WEEKS = {
    MASS: N_("{kind} in {place}, week of {day}: {count} against {usual} usually (score {score}, {n} earlier years)"),
    EARLY: N_("{kind} in {place}, week of {day}: in week {count} of the season, {usual} usually ({n} earlier years)"),
    LATE: N_(
        "{kind} in {place}, week of {day}: not begun by week {count} of the season, {usual} usually ({n} earlier years)"
    ),
}


def reason_words(reasons: Reasons, t: Translator) -> list[str]:
    """Say how many records were not used and why, the most frequent reason first, with examples."""
    ordered = sorted((item for item in reasons.counts.items() if item[0] in REASONS), key=lambda item: -item[1])
    return [
        t("{n} {reason} ({examples})", n=t.number(n), reason=t(REASONS[code]), examples="; ".join(examples))
        if (examples := reasons.examples.get(code))
        else t("{n} {reason}", n=t.number(n), reason=t(REASONS[code]))
        for code, n in ordered
    ]


def reading_words(reasons: Reasons, t: Translator) -> list[str]:
    """Say what was read in a way that the table itself had to tell."""
    return [
        t(text, n=t.number(reasons.counts[code]), examples="; ".join(reasons.examples.get(code, [])))
        for code, text in USED.items()
        if code in reasons.counts
    ]


def alert_words(alert: Alert, place: str, t: Translator) -> str:
    """Say an alert with its numbers."""
    text = _WEEKS.get(alert.kind, _WEEKS[MASS])
    kind = t(_KINDS[alert.kind])
    return t(
        text, kind=kind[:1].upper() + kind[1:], place=place, day=t.day(alert.week.date()), count=t.number(alert.count),
        usual=t.number(round(alert.usual)), score=t.number(round(alert.score, 1), 1), n=alert.seasons,
    )  # fmt: skip
