"""Tell what a line of a plan's page may be, from its words and its neighbours alone.

A line may be several things, as a short text is a heading of a sector here and a paragraph there: the most special one
comes first, and where the reader stands decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from geo.plans.reader.layout import day_after
from geo.plans.reader.values import read_day
from geo.plans.reader.vocabulary import HEADING, is_caption, is_index, is_title, is_value, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words


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
    a number: None), ``labels`` are those of `Words.labels_in`; ``title`` is an indicator's text too.
    """

    kind: Kind
    below: int = 0
    title: str = ""
    number: int | None = None
    day: date | None = None
    labels: tuple[tuple[str, str, str], ...] = ()


def classify(line: Line, above: Line | None, rest: Sequence[Line], words: Words | None = None) -> Iterator[LineKind]:
    """List what a line may be, the most special first; *rest* are the lines below, of which two are looked at."""
    words = words or load_words()
    text, below = line.text, rest[0] if rest else None
    if is_caption(text):
        yield LineKind(Kind.CAPTION)
    yield from _objective(text, rest, words)
    yield from _dated(text, below, words)
    labels = words.labels_in(text)
    if labels:
        yield LineKind(Kind.LABEL, labels=tuple(labels))
    if is_value(text):
        yield LineKind(Kind.VALUE)
    alone = any(not (before or after) for _, before, after in labels)
    short = len(text) <= 2 * HEADING and not alone
    if short and below is not None and words.is_label(below.text, "people_targeted", "groups"):
        yield LineKind(Kind.WORDS_OF_LABEL)
    yield from _fixed(text, below, words)
    if not alone:
        if words.is_heading(line, above, below):
            yield LineKind(Kind.HEADING)
        yield LineKind(Kind.TEXT)


def title_key(title: str) -> str:
    """Make titles that differ in capitals alone one."""
    return title.casefold().strip()


def _objective(text: str, rest: Sequence[Line], words: Words) -> Iterator[LineKind]:
    """Tell “Objective 2 - Title”, or “Objective” or “Objective 2” above a title."""
    match = words.numbered.fullmatch(text) if len(text) <= 2 * HEADING else None
    if match is not None and match["title"]:
        title = match["title"].strip()
        yield LineKind(Kind.OBJECTIVE, _repeated(title, rest, words), title, int(match["number"]))
    elif (match is not None or words.is_whole("objective", text)) and rest and _names_objective(rest[0].text, words):
        yield LineKind(Kind.OBJECTIVE, 1, rest[0].text, None if match is None else int(match["number"]))


def _names_objective(text: str, words: Words) -> bool:
    """Tell whether the line below “Objective” is its title."""
    if words.is_objective(text):
        return True
    return is_title(text) and not words.is_label(text) and not words.is_whole("objective", text)


def _repeated(title: str, rest: Sequence[Line], words: Words) -> int:
    """Count the lines below a numbered heading that repeat it: “Objective” and the same title, or the title alone."""
    texts = [line.text for line in rest[:2]]
    if len(texts) > 1 and words.is_whole("objective", texts[0]) and title_key(texts[1]) == title_key(title):
        return 2
    return int(bool(texts) and title_key(texts[0]) == title_key(title))


def _dated(text: str, below: Line | None, words: Words) -> Iterator[LineKind]:
    """Tell the day of the funding or of the text, beside its label or below it."""
    for kind, part in ((Kind.FUNDING_DAY, "funding_date"), (Kind.TEXT_DAY, "text_date")):
        tail = words.after(part, text)
        if tail is None:
            continue
        said, beneath = day_after(tail, below)
        if said:
            yield LineKind(kind, int(beneath), day=read_day(said))
            return


def _fixed(text: str, below: Line | None, words: Words) -> Iterator[LineKind]:
    """Tell headings and lines that every page has."""
    if words.is_whole("description", text, 2 * HEADING):
        yield LineKind(Kind.DESCRIPTION)
    if words.is_whole("presence", text):
        yield LineKind(Kind.PRESENCE)
    if words.parts["as_of"].match(text):
        day = read_day(text)
        said, beneath = ("", False) if day is not None else day_after("", below)
        if day is not None or said:
            yield LineKind(Kind.STAFF_DAY, int(beneath), day=day or read_day(said))
    if words.is_whole("section", text):
        yield LineKind(Kind.SECTION)
    if (indicator := words.indicator_of(text)) is not None:
        name, value = indicator
        beneath = not value and below is not None and is_index(below.text)
        yield LineKind(Kind.INDICATOR, int(beneath), f"{name}: {below.text}" if beneath and below is not None else text)
    if words.is_whole("furniture", text, 4 * HEADING) or words.is_whole("regional", text):
        yield LineKind(Kind.BOILERPLATE)
