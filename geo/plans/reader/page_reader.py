"""The reader of a plan's page: line by line, always in one place of the plan."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from geo.plans.reader.classify import Kind, LineKind, classify, title_key
from geo.plans.reader.document import FoundValue, ObjectiveText, Passage, PlanDocument, ReadLine, SectorText
from geo.plans.reader.lines import BULLET
from geo.plans.reader.standard_codes import without_residue
from geo.plans.reader.values import read_count, read_money, read_percent
from geo.plans.reader.vocabulary import STAFF, is_prose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo.plans.reader.layout import Layout
    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words


INTRODUCTION = ""
"""Name of the section of paragraphs that stand in the header without a heading."""
_LONGEST_SECTOR = 60


_ROLES = {
    Kind.CAPTION: "caption", Kind.OBJECTIVE: "objective", Kind.FUNDING_DAY: "date", Kind.TEXT_DAY: "date",
    Kind.STAFF_DAY: "date", Kind.LABEL: "label", Kind.VALUE: "value", Kind.WORDS_OF_LABEL: "value",
    Kind.DESCRIPTION: "section", Kind.PRESENCE: "section", Kind.SECTION: "section", Kind.INDICATOR: "indicator",
    Kind.BOILERPLATE: "section", Kind.HEADING: "sector", Kind.TEXT: "text",
}  # fmt: skip


class PageReader:
    """Goes through the lines once: a state (where it stands), and what each kind of line does there.

    The states are header, objective, sector, presence and section.
    """

    def __init__(self, lines: list[Line], layout: Layout, words: Words, roles: Mapping[int, str]) -> None:
        self.lines, self.layout, self.known = lines, layout, words
        self.said, self.taken = roles, ["left"] * len(lines)
        self.document = PlanDocument(regional=layout.regional and layout.title is not None)
        self.at = 0
        self.state = "header"
        self.section = INTRODUCTION
        self.pending: Line | None = None
        self.pending_at = 0
        self.closed = False
        self.kept: set[tuple[int, str]] = set()
        self.captions: set[str] = set()
        self.numbers: set[int] = set()
        self.highest = 0
        self.objectives: dict[str, ObjectiveText] = {}
        self.sectors: dict[tuple[int, str], SectorText] = {}
        self.objective = ObjectiveText(0, "", 0)
        self.sector = SectorText("", 0)

    def run(self) -> PlanDocument:
        """Take every line as the first thing that it may be here; what it cannot be is left over."""
        while self.at < len(self.lines):
            start = self.at
            role = self.read_line()
            self.taken[start : self.at + 1] = [role] * (self.at + 1 - start)
            self.at += 1
        self.drop_pending()
        self.document.lines = [
            ReadLine(line.number, line.text, role) for line, role in zip(self.lines, self.taken, strict=True)
        ]
        return self.document

    def read_line(self) -> str:
        """Take a line as the first thing that it may be here, or as a person says; return what it was taken for."""
        title, line, said = self.layout.title, self.lines[self.at], self.said.get(self.at)
        if self.at == title:
            self.document.header["title"] = FoundValue(line.text, line.number, line.text)
            return "title"
        if said is not None:
            return self.read_as(said, line)
        if title is not None and line.text == self.lines[title].text:
            return "title"
        if self.at in self.layout.objectives:
            self.begin_objective(line.text, None, line)
            return "objective"
        rest, above = self.lines[self.at + 1 : self.at + 3], self.lines[self.at - 1] if self.at else None
        for kind in classify(line, above, rest, self.known):
            if self.take(line, kind, rest):
                return _ROLES[kind.kind]
        _add(self.document.leftover, line)
        return "left"

    def read_as(self, role: str, line: Line) -> str:
        """Take a line for what a person says it is; where that cannot stand here, it is left over."""
        if role == "objective":
            self.begin_objective(line.text, None, line)
        elif role == "sector" and self.document.objectives:
            self.begin_sector(line)
        elif role == "ignored":
            pass
        elif role != "text" or not self.words(line, heading=False):
            _add(self.document.leftover, line)
            return "left"
        return role

    def take(self, line: Line, found: LineKind, rest: list[Line]) -> bool:
        """Take a line as one thing that it may be; False if it cannot be that here."""
        kind = found.kind
        if kind is Kind.LABEL:
            return any(self.label(name, before, after, line) for name, before, after in found.labels)
        if kind in (Kind.FUNDING_DAY, Kind.TEXT_DAY, Kind.STAFF_DAY):
            taken = self.dated(found, line, rest)
        elif kind in (Kind.HEADING, Kind.TEXT):
            taken = self.words(line, heading=kind is Kind.HEADING)
        elif kind in (Kind.VALUE, Kind.WORDS_OF_LABEL):
            taken = kind is Kind.VALUE or self.state == "objective"
            if taken:
                self.drop_pending()
                self.pending, self.pending_at = line, self.at
        else:
            taken = self.fixed(line, found)
        self.at += found.below if taken else 0
        return taken

    def fixed(self, line: Line, found: LineKind) -> bool:
        """Take a heading or a line that every page has."""
        match found.kind:
            case Kind.CAPTION:
                if line.text not in self.captions:
                    self.captions.add(line.text)
                    _add(self.document.captions, line)
            case Kind.OBJECTIVE:
                self.begin_objective(found.title, found.number, line)
            case Kind.DESCRIPTION:
                return self.state in ("objective", "sector")
            case Kind.PRESENCE:
                self.state = "presence"
                self.pass_country()
            case Kind.SECTION:
                self.state, self.section = "section", line.text
                self.document.sections.setdefault(line.text, [])
            case Kind.INDICATOR if self.state in ("header", "section"):
                _add(self.document.indicators, line, found.title)
            case Kind.INDICATOR:
                return False
            case Kind.BOILERPLATE:
                self.closed = True
        return True

    def begin_objective(self, title: str, number: int | None, line: Line) -> None:
        """Begin an objective, or go on with the one of the same title."""
        self.drop_pending()
        self.state, self.closed = "objective", False
        again = self.objectives.get(title_key(title))
        if again is not None or number in self.numbers:
            _add(self.document.doubts, line)
        if again is None:
            own = self.highest + 1 if number is None or number in self.numbers else number
            self.numbers.add(own)
            self.highest = max(own, self.highest)
            again = ObjectiveText(own, title, line.number)
            self.document.objectives.append(again)
        self.objective = self.objectives[title_key(title)] = again

    def begin_sector(self, line: Line) -> None:
        """Begin a sector, or go on with the one of the same title."""
        self.state, self.closed = "sector", False
        key = (self.objective.number, title_key(line.text))
        if key in self.sectors:
            _add(self.document.doubts, line)
        else:
            self.sectors[key] = SectorText(line.text, line.number)
            self.objective.sectors.append(self.sectors[key])
        self.sector = self.sectors[key]

    def pass_country(self) -> None:
        """Pass over the country's name below “Operational presence in”."""
        below = self.next()
        title = str(self.document.header["title"].value) if "title" in self.document.header else ""
        if below is not None and below.text in title:
            self.at += 1

    def dated(self, found: LineKind, line: Line, rest: list[Line]) -> bool:
        """Keep the day of the text, of the funding, of staff, or of a sector's confirmed amount."""
        source = rest[0] if found.below else line
        values, name = self.document.header, "funding_date"
        if found.kind is Kind.STAFF_DAY:
            values, name = self.document.staff, "as_of"
        elif self.state == "sector":
            values, name = self.sector.fields, "confirmed_date"
        elif found.kind is Kind.TEXT_DAY:
            name = "text_date"
        if name == "text_date" and self.state != "header":
            return False
        if found.day is not None:
            self.put(values, name, found.day, source)
        return True

    def label(self, name: str, before: str, after: str, line: Line) -> bool:
        """Give a label its value: beside it, or on the side where its block has them; False if none fits."""
        self.closed = self.closed or (name == "requirements" and self.state == "sector")
        if before and after:
            return False
        if before or after:
            return self.fits(name, before or after) and self.value(name, before or after, line)
        side = self.layout.before.get(self.at)
        held = self.pending if self.pending_at == self.at - 1 else None
        if side is not False and held is not None and self.fits(name, held.text):
            self.pending = None
            return self.value(name, held.text, held)
        below = self.next()
        if below is None or not (side is False or (name == "groups" and held is None and not below.apart)):
            return False
        if not self.fits(name, below.text) or self.at + 1 in self.layout.objectives:
            return False
        self.at += 1
        return self.value(name, below.text, below)

    def fits(self, name: str, text: str) -> bool:
        """Tell whether a text can be the value of a field here: only an objective's target may be words."""
        return self.known.value_fits(name, text, wordy=self.state == "objective")

    def value(self, name: str, text: str, line: Line) -> bool:
        """Put a value where the reader stands."""
        amount, share, number = read_money(text), read_percent(text), read_count(text)
        if name in STAFF:
            self.put(self.document.staff, name, number or 0, line)
        elif name in ("confirmed", "gap") and share is not None:
            self.put(self.values(), "funded_pct" if name == "confirmed" else "gap_pct", share, line)
        elif name in ("requirements", "confirmed", "gap"):
            self.put(self.values(), name, amount or 0.0, line)
        else:
            self.put(self.values(), name, text if number is None or name == "groups" else number, line)
        return True

    def values(self) -> dict[str, FoundValue]:
        """Return the values of the part where the reader stands."""
        if self.state == "sector":
            return self.sector.fields
        return self.objective.fields if self.state == "objective" else self.document.header

    def put(self, values: dict[str, FoundValue], name: str, value: float | str | date, line: Line) -> None:
        """Keep the first value of a name; another one is a doubt."""
        if values.setdefault(name, FoundValue(value, line.number, line.text)).value != value:
            _add(self.document.doubts, line)

    def words(self, line: Line, *, heading: bool) -> bool:
        """Take a sector's heading, or a paragraph or bullet of an objective, a sector or a section."""
        if heading:
            if self.state not in ("objective", "sector") or not self.heads_sector(line):
                return False
            self.begin_sector(line)
            return True
        if self.state == "section" or (self.state == "header" and is_prose(line.text)):
            self.keep(self.document.sections.setdefault(self.section, []), line)
        elif self.state == "objective":
            self.keep(self.objective.description, line)
        elif self.state == "sector":
            self.keep(self.sector.bullets if line.text.startswith(BULLET) else self.sector.paragraphs, line)
        else:
            return False
        return True

    def heads_sector(self, line: Line) -> bool:
        """Tell whether a heading is a sector's here: a known title, or one where a sector can only begin.

        Below a sector's heading stands its own sub-heading; and a line that begins a list is no heading.
        """
        empty = not (self.sector.paragraphs or self.sector.bullets or self.sector.fields or self.closed)
        if self.state == "sector" and empty:
            return False
        if self.known.is_sector(without_residue(line.text)):
            return True
        if self.known.introduces(line.text):
            return False
        if self.state == "sector":
            return self.closed
        # An objective's share stands between its description and its first sector.
        if self._next_of(self.layout.shares) < self._next_of(self.layout.starts):
            return False
        below = self.next()
        return below is None or not below.text.startswith(BULLET) or self.ends_in_foot()

    def ends_in_foot(self) -> bool:
        """Tell whether the passages below end in a sector's foot."""
        for line in self.lines[self.at + 1 : self.at + _LONGEST_SECTOR]:
            if self.known.is_label(line.text, "requirements"):
                return True
            if not is_prose(line.text):
                return False
        return False

    def _next_of(self, places: tuple[int, ...]) -> int:
        n = bisect_right(places, self.at)
        return places[n] if n < len(places) else len(self.lines) + 1

    def keep(self, passages: list[Passage], line: Line) -> None:
        """Add a passage; one that is there already, word by word, is a doubt and not added."""
        text = line.text.removeprefix(BULLET)
        if (id(passages), text) in self.kept:
            _add(self.document.doubts, line)
            return
        self.kept.add((id(passages), text))
        _add(passages, line, text)

    def next(self) -> Line | None:
        """Return the line below."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def drop_pending(self) -> None:
        """List a value that no label has taken."""
        if self.pending is not None:
            self.taken[self.pending_at] = "left"
            _add(self.document.leftover, self.pending)
            self.pending = None


def _add(passages: list[Passage], line: Line, text: str | None = None) -> None:
    passages.append(Passage(len(passages) + 1, line.text if text is None else text, line.number))
