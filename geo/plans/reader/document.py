"""What a plan's published page says, part by part, each value with its line in the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class FoundValue:
    """A value with the number of its line, from 1, and the words it was read from."""

    value: float | int | str | date
    line: int
    words: str


@dataclass(frozen=True)
class Passage:
    """A paragraph or bullet: its number among its kind, its text and its line."""

    number: int
    text: str
    line: int


@dataclass(frozen=True)
class ReadLine:
    """A line of the page and what it was taken for.

    ``role``: title, date, label, value, objective, sector, text, caption, indicator,
    section (headings and lines that every page has), ignored, or left (not understood).
    """

    number: int
    text: str
    role: str


@dataclass
class SectorText:
    """A sector as published; fields by name (requirements, confirmed, confirmed_date, funded_pct, gap_pct, gap)."""

    title: str
    line: int
    fields: dict[str, FoundValue] = field(default_factory=dict)
    paragraphs: list[Passage] = field(default_factory=list)
    bullets: list[Passage] = field(default_factory=list)


@dataclass
class ObjectiveText:
    """An objective as published.

    ``number`` is that of its heading, else its place. Fields by name: requirements,
    people_targeted (a count, or words), entities_targeted, groups, funded_pct, gap_pct.
    """

    number: int
    title: str
    line: int
    fields: dict[str, FoundValue] = field(default_factory=dict)
    description: list[Passage] = field(default_factory=list)
    sectors: list[SectorText] = field(default_factory=list)


@dataclass
class PlanDocument:
    """A page as it was understood.

    ``header``: title, text_date, funding_date, requirements, people_in_need,
    people_targeted, entities_targeted. ``staff``: figures and as_of. ``indicators``: INFORM,
    Human Development and fragility lines. ``sections``: other headings with their
    paragraphs. ``captions``: pictures' texts, set apart. ``leftover``: lines that were not
    understood. ``doubts``: lines that say a value or heading otherwise, or again.
    ``regional``: the page calls its plan a regional one. ``lines``: every line with words and
    what it was taken for, in the order of the page.
    """

    header: dict[str, FoundValue] = field(default_factory=dict)
    indicators: list[Passage] = field(default_factory=list)
    objectives: list[ObjectiveText] = field(default_factory=list)
    staff: dict[str, FoundValue] = field(default_factory=dict)
    sections: dict[str, list[Passage]] = field(default_factory=dict)
    captions: list[Passage] = field(default_factory=list)
    leftover: list[Passage] = field(default_factory=list)
    doubts: list[Passage] = field(default_factory=list)
    regional: bool = False
    lines: list[ReadLine] = field(default_factory=list)

    @property
    def sectors(self) -> list[SectorText]:
        """All sectors in the order of the page."""
        return [s for o in self.objectives for s in o.sectors]
