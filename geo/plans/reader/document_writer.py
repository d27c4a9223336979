"""The writer of a plan's document: it knows where the document stands and puts what is read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.plans.reader.classify import title_key
from geo.plans.reader.document import FoundValue, ObjectiveText, Passage, PlanDocument, SectorText
from geo.plans.reader.lines import BULLET
from geo.plans.reader.values import read_count, read_money, read_percent
from geo.plans.reader.vocabulary import STAFF, is_prose

if TYPE_CHECKING:
    from datetime import date

    from geo.plans.reader.lines import Line


INTRODUCTION = ""
"""Name of the section of paragraphs that stand in the header without a heading."""


class DocumentWriter:
    """Fills a document from its top, always in one place of the plan.

    ``state`` is that place: header, objective, sector, presence or section. ``closed``: the sector's foot
    has been read, so that another sector may begin.
    """

    def __init__(self, *, regional: bool) -> None:
        self.document = PlanDocument(regional=regional)
        self.state = "header"
        self.closed = False
        self.objective = ObjectiveText(0, "", 0)
        self.sector = SectorText("", 0)
        self._section = INTRODUCTION
        self._objectives: dict[str, ObjectiveText] = {}
        self._sectors: dict[tuple[int, str], SectorText] = {}
        self._numbers: set[int] = set()
        self._highest = 0
        self._captions: set[str] = set()
        self._kept: set[tuple[int, str]] = set()

    # -- parts -------------------------------------------------------------------------------------

    def begin_objective(self, title: str, number: int | None, line: Line) -> None:
        """Begin an objective, or go on with the one of the same title."""
        self.state, self.closed = "objective", False
        again = self._objectives.get(title_key(title))
        if again is not None or number in self._numbers:
            _add(self.document.doubts, line)
        if again is None:
            own = self._highest + 1 if number is None or number in self._numbers else number
            self._numbers.add(own)
            self._highest = max(own, self._highest)
            again = ObjectiveText(own, title, line.number)
            self.document.objectives.append(again)
        self.objective = self._objectives[title_key(title)] = again

    def begin_sector(self, line: Line) -> None:
        """Begin a sector, or go on with the one of the same title."""
        self.state, self.closed = "sector", False
        key = (self.objective.number, title_key(line.text))
        if key in self._sectors:
            _add(self.document.doubts, line)
        else:
            self._sectors[key] = SectorText(line.text, line.number)
            self.objective.sectors.append(self._sectors[key])
        self.sector = self._sectors[key]

    def close_sector(self) -> None:
        """Let another sector begin from here on."""
        self.closed = True

    def begin_presence(self) -> None:
        """Begin the part of offices and staff, where no paragraph is kept."""
        self.state = "presence"

    def begin_section(self, line: Line) -> None:
        """Begin a section, or go on with the one of the same heading."""
        self.state, self._section = "section", line.text
        self.document.sections.setdefault(line.text, [])

    # -- values ------------------------------------------------------------------------------------

    def put_title(self, line: Line) -> None:
        """Put the plan's title."""
        self.document.header["title"] = FoundValue(line.text, line.number, line.text)

    def put_value(self, name: str, text: str, line: Line) -> None:
        """Put a label's value where the document stands: as an amount, a share, a count, or as words."""
        amount, share, number = read_money(text), read_percent(text), read_count(text)
        if name in STAFF:
            self._put(self.document.staff, name, number or 0, line)
        elif name in ("confirmed", "gap") and share is not None:
            self._put(self._values_here(), "funded_pct" if name == "confirmed" else "gap_pct", share, line)
        elif name in ("requirements", "confirmed", "gap"):
            self._put(self._values_here(), name, amount or 0.0, line)
        else:
            self._put(self._values_here(), name, text if number is None or name == "groups" else number, line)

    def put_day(self, name: str, day: date | None, line: Line) -> bool:
        """Put the day of staff, of the text, of the funding, or of a sector's amount; False if none can stand here."""
        values = self.document.header
        if name == "as_of":
            values = self.document.staff
        elif self.state == "sector":
            values, name = self.sector.fields, "confirmed_date"
        elif name == "text_date" and self.state != "header":
            return False
        if day is not None:
            self._put(values, name, day, line)
        return True

    def _values_here(self) -> dict[str, FoundValue]:
        """Return the values of the part where the document stands."""
        if self.state == "sector":
            return self.sector.fields
        return self.objective.fields if self.state == "objective" else self.document.header

    def _put(self, values: dict[str, FoundValue], name: str, value: float | str | date, line: Line) -> None:
        """Keep the first value of a name; another one is a doubt."""
        if values.setdefault(name, FoundValue(value, line.number, line.text)).value != value:
            _add(self.document.doubts, line)

    # -- passages ----------------------------------------------------------------------------------

    def keep_words(self, line: Line) -> bool:
        """Keep a paragraph or bullet of an objective, a sector or a section; False if none can stand here."""
        if self.state == "section" or (self.state == "header" and is_prose(line.text)):
            self._keep(self.document.sections.setdefault(self._section, []), line)
        elif self.state == "objective":
            self._keep(self.objective.description, line)
        elif self.state == "sector":
            self._keep(self.sector.bullets if line.text.startswith(BULLET) else self.sector.paragraphs, line)
        else:
            return False
        return True

    def keep_caption(self, line: Line) -> None:
        """Keep a picture's text, each once."""
        if line.text not in self._captions:
            self._captions.add(line.text)
            _add(self.document.captions, line)

    def keep_indicator(self, text: str, line: Line) -> None:
        """Keep the text of an indicator."""
        _add(self.document.indicators, line, text)

    def keep_leftover(self, line: Line) -> None:
        """Keep a line that was not understood."""
        _add(self.document.leftover, line)

    def _keep(self, passages: list[Passage], line: Line) -> None:
        """Add a passage; one that is there already, word by word, is a doubt and not added."""
        text = line.text.removeprefix(BULLET)
        if (id(passages), text) in self._kept:
            _add(self.document.doubts, line)
            return
        self._kept.add((id(passages), text))
        _add(passages, line, text)


def _add(passages: list[Passage], line: Line, text: str | None = None) -> None:
    passages.append(Passage(len(passages) + 1, line.text if text is None else text, line.number))
