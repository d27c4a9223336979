"""The reader of a plan's page: line by line, always in one place of the plan."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from geo.plans.reader.classify import Kind, LineKind, classify
from geo.plans.reader.document import ReadLine
from geo.plans.reader.document_writer import DocumentWriter
from geo.plans.reader.lines import BULLET
from geo.plans.reader.standard_codes import without_residue
from geo.plans.reader.vocabulary import is_prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.plans.reader.document import PlanDocument
    from geo.plans.reader.layout import Layout
    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words

_LONGEST_SECTOR = 60
_ROLES = {
    Kind.CAPTION: "caption", Kind.OBJECTIVE: "objective", Kind.FUNDING_DAY: "date", Kind.TEXT_DAY: "date",
    Kind.STAFF_DAY: "date", Kind.LABEL: "label", Kind.VALUE: "value", Kind.WORDS_OF_LABEL: "value",
    Kind.DESCRIPTION: "section", Kind.PRESENCE: "section", Kind.SECTION: "section", Kind.INDICATOR: "indicator",
    Kind.BOILERPLATE: "section", Kind.HEADING: "sector", Kind.TEXT: "text",
}  # fmt: skip
_DAYS = {Kind.FUNDING_DAY: "funding_date", Kind.TEXT_DAY: "text_date", Kind.STAFF_DAY: "as_of"}


class PageReader:
    """Goes through the lines once and tells what each is here; what it says its writer puts into the document."""

    def __init__(self, lines: list[Line], layout: Layout, words: Words, roles: Mapping[int, str]) -> None:
        self.lines, self.layout, self.words = lines, layout, words
        self.said, self.taken = roles, ["left"] * len(lines)
        self.writer = DocumentWriter(regional=layout.regional and layout.title is not None)
        self.at = 0
        self.pending: Line | None = None
        self.pending_at = 0

    def run(self) -> PlanDocument:
        """Take every line as the first thing that it may be here; what it cannot be is left over."""
        while self.at < len(self.lines):
            start = self.at
            role = self._read_line()
            self.taken[start : self.at + 1] = [role] * (self.at + 1 - start)
            self.at += 1
        self._drop_pending()
        document = self.writer.document
        document.lines = [
            ReadLine(line.number, line.text, role) for line, role in zip(self.lines, self.taken, strict=True)
        ]
        return document

    # -- lines -------------------------------------------------------------------------------------

    def _read_line(self) -> str:
        """Take a line as the first thing that it may be here, or as a person says; return what it was taken for."""
        title, line, said = self.layout.title, self.lines[self.at], self.said.get(self.at)
        if self.at == title:
            self.writer.put_title(line)
            return "title"
        if said is not None:
            return self._read_as_said(said, line)
        if title is not None and line.text == self.lines[title].text:
            return "title"
        if self.at in self.layout.objectives:
            self._head_objective(line.text, None, line)
            return "objective"
        rest, above = self.lines[self.at + 1 : self.at + 3], self.lines[self.at - 1] if self.at else None
        for kind in classify(line, above, rest, self.words):
            if self._take(line, kind, rest):
                return _ROLES[kind.kind]
        self.writer.keep_leftover(line)
        return "left"

    def _read_as_said(self, role: str, line: Line) -> str:
        """Take a line for what a person says it is; where that cannot stand here, it is left over."""
        if role == "objective":
            self._head_objective(line.text, None, line)
        elif role == "sector" and self.writer.document.objectives:
            self.writer.begin_sector(line)
        elif role == "ignored":
            pass
        elif role != "text" or not self.writer.keep_words(line):
            self.writer.keep_leftover(line)
            return "left"
        return role

    def _take(self, line: Line, found: LineKind, rest: list[Line]) -> bool:
        """Take a line as one thing that it may be; False if it cannot be that here."""
        kind = found.kind
        if kind is Kind.LABEL:
            return any(self._take_label(name, before, after, line) for name, before, after in found.labels)
        if kind in _DAYS:
            taken = self.writer.put_day(_DAYS[kind], found.day, rest[0] if found.below else line)
        elif kind is Kind.HEADING:
            taken = self._heads_sector(line)
            if taken:
                self.writer.begin_sector(line)
        elif kind is Kind.TEXT:
            taken = self.writer.keep_words(line)
        elif kind in (Kind.VALUE, Kind.WORDS_OF_LABEL):
            taken = kind is Kind.VALUE or self.writer.state == "objective"
            if taken:
                self._drop_pending()
                self.pending, self.pending_at = line, self.at
        else:
            taken = self._take_fixed(line, found)
        self.at += found.below if taken else 0
        return taken

    def _take_fixed(self, line: Line, found: LineKind) -> bool:
        """Take a heading or a line that every page has."""
        match found.kind:
            case Kind.CAPTION:
                self.writer.keep_caption(line)
            case Kind.OBJECTIVE:
                self._head_objective(found.title, found.number, line)
            case Kind.DESCRIPTION:
                return self.writer.state in ("objective", "sector")
            case Kind.PRESENCE:
                self.writer.begin_presence()
                self._pass_country()
            case Kind.SECTION:
                self.writer.begin_section(line)
            case Kind.INDICATOR if self.writer.state in ("header", "section"):
                self.writer.keep_indicator(found.title, line)
            case Kind.INDICATOR:
                return False
            case Kind.BOILERPLATE:
                self.writer.close_sector()
        return True

    def _head_objective(self, title: str, number: int | None, line: Line) -> None:
        """Begin an objective; no label of it takes a value from above it."""
        self._drop_pending()
        self.writer.begin_objective(title, number, line)

    def _pass_country(self) -> None:
        """Pass over the country's name below “Operational presence in”."""
        below, title = self._line_below(), self.writer.document.header.get("title")
        if below is not None and title is not None and below.text in str(title.value):
            self.at += 1

    def _line_below(self) -> Line | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    # -- labels and their values -------------------------------------------------------------------

    def _take_label(self, name: str, before: str, after: str, line: Line) -> bool:
        """Give a label its value: beside it, or on the side where its block has them; False if none fits."""
        if name == "requirements" and self.writer.state == "sector":
            self.writer.close_sector()
        if before and after:
            return False
        if before or after:
            return self._put_fitting(name, before or after, line)
        side = self.layout.before.get(self.at)
        held = self.pending if self.pending_at == self.at - 1 else None
        if side is not False and held is not None and self._put_fitting(name, held.text, held):
            self.pending = None
            return True
        below = self._line_below()
        if below is None or not (side is False or (name == "groups" and held is None and not below.apart)):
            return False
        if self.at + 1 in self.layout.objectives or not self._put_fitting(name, below.text, below):
            return False
        self.at += 1
        return True

    def _put_fitting(self, name: str, text: str, line: Line) -> bool:
        """Put a text that can be the value of a field here: only an objective's target may be words."""
        if not self.words.value_fits(name, text, wordy=self.writer.state == "objective"):
            return False
        self.writer.put_value(name, text, line)
        return True

    def _drop_pending(self) -> None:
        """List a value that no label has taken."""
        if self.pending is not None:
            self.taken[self.pending_at] = "left"
            self.writer.keep_leftover(self.pending)
            self.pending = None

    # -- sectors' headings -------------------------------------------------------------------------

    def _heads_sector(self, line: Line) -> bool:
        """Tell whether a heading is a sector's here: a known title, or one where a sector can only begin.

        Below a sector's heading stands its own sub-heading; and a line that begins a list is no heading.
        """
        state, sector, closed = self.writer.state, self.writer.sector, self.writer.closed
        empty = not (sector.paragraphs or sector.bullets or sector.fields or closed)
        if state not in ("objective", "sector") or (state == "sector" and empty):
            return False
        if self.words.is_sector(without_residue(line.text)):
            return True
        if self.words.introduces(line.text):
            return False
        if state == "sector":
            return closed
        # An objective's share stands between its description and its first sector.
        if self._next_of(self.layout.shares) < self._next_of(self.layout.starts):
            return False
        below = self._line_below()
        return below is None or not below.text.startswith(BULLET) or self._ends_in_foot()

    def _ends_in_foot(self) -> bool:
        """Tell whether the passages below end in a sector's foot."""
        for line in self.lines[self.at + 1 : self.at + _LONGEST_SECTOR]:
            if self.words.is_label(line.text, "requirements"):
                return True
            if not is_prose(line.text):
                return False
        return False

    def _next_of(self, places: tuple[int, ...]) -> int:
        n = bisect_right(places, self.at)
        return places[n] if n < len(places) else len(self.lines) + 1
