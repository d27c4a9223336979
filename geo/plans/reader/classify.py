"""Tell what a line of a plan's page may be, from its words and its neighbours alone.

A line may be several things, as a short text is a heading of a sector here and a paragraph there: the most special one
comes first, and where the reader stands decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from geo.plans.reader.values import read_day
from geo.plans.reader.vocabulary import (
    FUNDING_DATE,
    HEADING,
    OBJECTIVE,
    OBJECTIVE_ALONE,
    TEXT_DATE,
    indicator_of,
    is_as_of,
    is_caption,
    is_description,
    is_furniture,
    is_heading,
    is_index,
    is_label,
    is_presence,
    is_section,
    is_title,
    is_value,
    labels_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from geo.plans.reader.lines import Line

_LONGEST_DAY = 30


class Kind(Enum):
    """What a line may be."""

    CAPTION = auto()
    OBJECTIVE = auto()
    FUNDING_DAY = auto()
    TEXT_DAY = auto()
    LABEL = auto()
    VALUE = auto()
    WORDS_OF_LABEL = auto()
    DESCRIPTION = auto()
    PRESENCE = auto()
    STAFF_DAY = auto()
    SECTION = auto()
    INDICATOR = auto()
    BOILERPLATE = auto()
    HEADING = auto()
    TEXT = auto()


@dataclass(frozen=True)
class LineKind:
    """One thing that a line may be: its value, and how many lines below belong to it.

    ``day`` is that of a date, ``title`` and ``number`` are those of an objective (without
    a number: None), ``labels`` are those of `labels_in`; ``title`` is an indicator's text too.
    """

    kind: Kind
    below: int = 0
    title: str = ""
    number: int | None = None
    day: date | None = None
    labels: tuple[tuple[str, str, str], ...] = ()


def classify(line: Line, above: Line | None, rest: Sequence[Line]) -> Iterator[LineKind]:
    """List what a line may be, the most special first; *rest* are the lines below, of which two are looked at."""
    text, below = line.text, rest[0] if rest else None
    if is_caption(text):
        yield LineKind(Kind.CAPTION)
    yield from _objective(text, rest)
    yield from _dated(line, below)
    labels = labels_in(text)
    if labels:
        yield LineKind(Kind.LABEL, labels=tuple(labels))
    if is_value(text):
        yield LineKind(Kind.VALUE)
    alone = any(not (before or after) for _, before, after in labels)
    short = len(text) <= 2 * HEADING and not alone
    if short and below is not None and is_label(below.text, "people_targeted", "groups"):
        yield LineKind(Kind.WORDS_OF_LABEL)
    yield from _fixed(line, below)
    if not alone:
        if is_heading(line, above, below):
            yield LineKind(Kind.HEADING)
        yield LineKind(Kind.TEXT)


def title_key(title: str) -> str:
    """Make titles that differ in capitals alone one."""
    return title.casefold().strip()


def _objective(text: str, rest: Sequence[Line]) -> Iterator[LineKind]:
    """Tell “Objective 2 - Title”, or “Objective” above a title."""
    match = OBJECTIVE.fullmatch(text) if len(text) <= 2 * HEADING else None
    if match is not None:
        title = match["title"].strip()
        yield LineKind(Kind.OBJECTIVE, _repeated(title, rest), title, int(match["number"]))
    elif OBJECTIVE_ALONE.fullmatch(text) and rest and is_title(rest[0].text):
        yield LineKind(Kind.OBJECTIVE, 1, rest[0].text)


def _repeated(title: str, rest: Sequence[Line]) -> int:
    """Count the lines below a numbered heading that repeat it: “Objective” and the same title, or the title alone."""
    texts = [line.text for line in rest[:2]]
    if len(texts) > 1 and OBJECTIVE_ALONE.fullmatch(texts[0]) and title_key(texts[1]) == title_key(title):
        return 2
    return int(bool(texts) and title_key(texts[0]) == title_key(title))


def _dated(line: Line, below: Line | None) -> Iterator[LineKind]:
    """Tell the day of the funding or of the text, beside its label or below it."""
    if len(line.text) > HEADING:
        return
    for kind, label in ((Kind.FUNDING_DAY, FUNDING_DATE), (Kind.TEXT_DAY, TEXT_DATE)):
        if label.match(line.text):
            yield from _day(kind, line, below)


def _day(kind: Kind, line: Line, below: Line | None) -> Iterator[LineKind]:
    beside = read_day(line.text)
    if beside is not None:
        yield LineKind(kind, day=beside)
    elif below is not None and len(below.text) <= _LONGEST_DAY and (day := read_day(below.text)) is not None:
        yield LineKind(kind, 1, day=day)


def _fixed(line: Line, below: Line | None) -> Iterator[LineKind]:
    """Tell headings and lines that every page has."""
    text = line.text
    if is_description(text):
        yield LineKind(Kind.DESCRIPTION)
    if is_presence(text):
        yield LineKind(Kind.PRESENCE)
    if is_as_of(text):
        yield from _day(Kind.STAFF_DAY, line, below)
    if is_section(text):
        yield LineKind(Kind.SECTION)
    if (indicator := indicator_of(text)) is not None:
        name, value = indicator
        beneath = not value and below is not None and is_index(below.text)
        yield LineKind(Kind.INDICATOR, int(beneath), f"{name}: {below.text}" if beneath and below is not None else text)
    if is_furniture(text):
        yield LineKind(Kind.BOILERPLATE)
