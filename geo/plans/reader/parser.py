"""Read a crisis response plan's published page into its parts, each value with its line in the source.

A page is a header of values and labels, then objectives, each with values, a description and sectors; a sector is a
heading, paragraphs and bullets, and a foot of labels and values. Layouts vary, so a label takes the bare value before
it, beside it, or below it. Whatever is not understood is listed with its line, never dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.plans.reader.document import FoundValue, ObjectiveText, Passage, PlanDocument, SectorText
from geo.plans.reader.lines import BULLET, split_lines
from geo.plans.reader.values import read_count, read_day, read_money, read_percent
from geo.plans.reader.vocabulary import (
    FUNDING_DATE,
    HEADING,
    OBJECTIVE,
    OBJECTIVE_ALONE,
    STAFF,
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
    is_prose,
    is_section,
    is_title,
    is_value,
    labels_in,
    title_at,
    value_fits,
)

if TYPE_CHECKING:
    from datetime import date

    from geo.plans.reader.lines import Line

INTRODUCTION = ""
"""Name of the section of paragraphs that stand in the header without a heading."""


def parse_plan_page(text: str) -> PlanDocument:
    """Read a page; see the module.

    Parameters
    ----------
    text
        Plain text or HTML. HTML is read as text only: nothing in it is fetched or run.

    Returns
    -------
    Reading
        Never fails: a page without a plan gives an empty reading with every line left over.
    """
    return _Reader(split_lines(text)).run()


def page_title(text: str) -> str:
    """Find a page's title alone; empty where there is none."""
    lines = split_lines(text)
    at = title_at(lines)
    return "" if at is None else lines[at].text


class _Reader:
    """Goes through the lines once and knows where it is: header, objective, sector, presence or section."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.made = PlanDocument()
        self.at = 0
        self.place = "header"
        self.section = INTRODUCTION
        self.pending: Line | None = None
        self.said: set[tuple[int, str]] = set()
        self.captions: set[str] = set()
        self.objectives: dict[str, ObjectiveText] = {}
        self.sectors: dict[tuple[int, str], SectorText] = {}
        self.numbers: set[int] = set()
        self.highest = 0
        self.here = ObjectiveText(0, "", 0)
        self.current = SectorText("", 0)
        self.title_at = title_at(lines)

    def run(self) -> PlanDocument:
        """Take every line."""
        ways = (self.title, self.caption, self.objective, self.dates, self.label, self.bare, self.known, self.words)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not any(way(line) for way in ways):
                self.left(line)
            self.at += 1
        self.drop_pending()
        return self.made

    # -- headings ----------------------------------------------------------------------------------

    def title(self, line: Line) -> bool:
        """Take the page's title."""
        if self.at != self.title_at:
            return False
        self.made.header["title"] = FoundValue(line.text, line.number, line.text)
        return True

    def caption(self, line: Line) -> bool:
        """Set a picture's text apart."""
        if not is_caption(line.text):
            return False
        if line.text not in self.captions:
            self.captions.add(line.text)
            self.made.captions.append(Passage(len(self.made.captions) + 1, line.text, line.number))
        return True

    def objective(self, line: Line) -> bool:
        """Begin an objective at “Objective 2 - Title” or at “Objective” above a title."""
        match = OBJECTIVE.fullmatch(line.text) if len(line.text) <= 2 * HEADING else None
        if match is not None:
            self.begin_objective(match["title"].strip(), int(match["number"]), line)
            self.skip_repeated(match["title"].strip())
            return True
        below = self.next()
        if not OBJECTIVE_ALONE.fullmatch(line.text) or below is None or not is_title(below.text):
            return False
        self.begin_objective(below.text, None, line)
        self.at += 1
        return True

    def begin_objective(self, title: str, number: int | None, line: Line) -> None:
        """Begin an objective, or go on with the one of the same title."""
        self.drop_pending()
        self.place = "objective"
        again = self.objectives.get(_key(title))
        if again is not None or number in self.numbers:
            self.doubt(line)
        if again is None:
            own = self.highest + 1 if number is None or number in self.numbers else number
            self.numbers.add(own)
            self.highest = max(own, self.highest)
            again = ObjectiveText(own, title, line.number)
            self.made.objectives.append(again)
        self.here = self.objectives[_key(title)] = again

    def skip_repeated(self, title: str) -> None:
        """Pass over “Objective” and the same title, which the page repeats below a numbered heading."""
        rest = [line.text for line in self.lines[self.at + 1 : self.at + 3]]
        if len(rest) > 1 and OBJECTIVE_ALONE.fullmatch(rest[0]) and _key(rest[1]) == _key(title):
            self.at += 2
        elif rest and _key(rest[0]) == _key(title):
            self.at += 1

    # -- values ------------------------------------------------------------------------------------

    def dates(self, line: Line) -> bool:
        """Take the day of the text, of the funding, or of a sector's confirmed amount."""
        if len(line.text) > HEADING:
            return False
        if FUNDING_DATE.match(line.text):
            return self.keep_date(self.made.header, "funding_date", line)
        if not TEXT_DATE.match(line.text):
            return False
        if self.place == "header":
            return self.keep_date(self.made.header, "text_date", line)
        target = self.sector()
        return target is not None and self.keep_date(target.fields, "confirmed_date", line)

    def keep_date(self, values: dict[str, FoundValue], name: str, line: Line) -> bool:
        """Keep a date that stands beside its label or below it."""
        below = self.next()
        for source in (line, below):
            found = None if source is None else read_day(source.text)
            if found is not None and source is not None and (source is line or len(source.text) <= 30):  # noqa: PLR2004
                self.at += source is below
                self.put(values, name, found, source)
                return True
        return False

    def label(self, line: Line) -> bool:
        """Give a label its value: beside it, before it, or below it."""
        return any(self.labelled(name, before, after, line) for name, before, after in labels_in(line.text))

    def labelled(self, name: str, before: str, after: str, line: Line) -> bool:
        """Take the value of one label; False if the line does not fit it."""
        if before and after:
            return False
        if before or after:
            return self.fits(name, before or after) and self.value(name, before or after, line)
        if self.pending is not None and self.fits(name, self.pending.text):
            held, self.pending = self.pending, None
            return self.value(name, held.text, held)
        below = self.next()
        if self.pending is not None or below is None or not self.fits(name, below.text):
            return False
        self.at += 1
        return self.value(name, below.text, below)

    def fits(self, name: str, text: str) -> bool:
        """Tell whether a text can be the value of a field here: only an objective's target may be words."""
        return value_fits(name, text, wordy=self.place == "objective")

    def value(self, name: str, text: str, line: Line) -> bool:
        """Put a value where the reader stands."""
        amount, share, number = read_money(text), read_percent(text), read_count(text)
        if name in STAFF:
            self.put(self.made.staff, name, number or 0, line)
        elif name in ("confirmed", "gap") and share is not None:
            self.put(self.values(), "funded_pct" if name == "confirmed" else "gap_pct", share, line)
        elif name in ("requirements", "confirmed", "gap"):
            self.put(self.values(), name, amount or 0.0, line)
        else:
            self.put(self.values(), name, text if number is None or name == "groups" else number, line)
        return True

    def bare(self, line: Line) -> bool:
        """Hold a bare value, or a short text in an objective's head, for the label below it."""
        below = self.next()
        words = (
            self.place == "objective"
            and below is not None
            and len(line.text) <= 2 * HEADING
            and is_label(below.text, "people_targeted", "groups")
            and not is_label(line.text)
        )
        if not words and not is_value(line.text):
            return False
        self.drop_pending()
        self.pending = line
        return True

    def values(self) -> dict[str, FoundValue]:
        """Return the values of the part where the reader stands."""
        target = self.sector()
        if target is not None:
            return target.fields
        return self.here.fields if self.place == "objective" else self.made.header

    def sector(self) -> SectorText | None:
        """Return the sector where the reader stands."""
        return self.current if self.place == "sector" else None

    def put(self, values: dict[str, FoundValue], name: str, value: float | str | date, line: Line) -> None:
        """Keep the first value of a name; another one is a doubt."""
        old = values.setdefault(name, FoundValue(value, line.number, line.text))
        if old.value != value:
            self.doubt(line)

    # -- words -------------------------------------------------------------------------------------

    def known(self, line: Line) -> bool:
        """Take headings and lines that every page has."""
        text = line.text
        if is_description(text):
            return self.place in ("objective", "sector")
        if is_presence(text):
            self.place = "presence"
            self.pass_country()
            return True
        if is_as_of(text):
            return self.keep_date(self.made.staff, "as_of", line)
        if is_section(text):
            self.place, self.section = "section", text
            self.made.sections.setdefault(text, [])
            return True
        return self.indicator(line) or is_furniture(text)

    def indicator(self, line: Line) -> bool:
        """Take an indicator with its value beside it or below it."""
        found = indicator_of(line.text) if self.place in ("header", "section") else None
        if found is None:
            return False
        below = self.next()
        text = line.text
        if not found[1] and below is not None and is_index(below.text):
            text = f"{found[0]}: {below.text}"
            self.at += 1
        self.made.indicators.append(Passage(len(self.made.indicators) + 1, text, line.number))
        return True

    def pass_country(self) -> None:
        """Pass over the country's name below “Operational presence in”."""
        below = self.next()
        title = str(self.made.header["title"].value) if "title" in self.made.header else ""
        if below is not None and below.text in title:
            self.at += 1

    def words(self, line: Line) -> bool:
        """Take headings, paragraphs and bullets of an objective, a sector or a section; a label alone is none."""
        if is_label(line.text):
            return False
        if self.place == "section" or (self.place == "header" and is_prose(line.text)):
            self.keep(self.made.sections.setdefault(self.section, []), line)
            return True
        if self.place not in ("objective", "sector"):
            return False
        above = self.lines[self.at - 1] if self.at else None
        if is_heading(line, above, self.next()):
            self.begin_sector(line)
        elif self.place == "objective":
            self.keep(self.here.description, line)
        else:
            bullet = line.text.startswith(BULLET)
            self.keep(self.current.bullets if bullet else self.current.paragraphs, line)
        return True

    def keep(self, passages: list[Passage], line: Line) -> None:
        """Add a passage; one that is there already, word by word, is a doubt and not added."""
        text = line.text.removeprefix(BULLET)
        if (id(passages), text) in self.said:
            self.doubt(line)
            return
        self.said.add((id(passages), text))
        passages.append(Passage(len(passages) + 1, text, line.number))

    def begin_sector(self, line: Line) -> None:
        """Begin a sector, or go on with the one of the same title."""
        self.place = "sector"
        key = (self.here.number, _key(line.text))
        if key in self.sectors:
            self.doubt(line)
        else:
            self.sectors[key] = SectorText(line.text, line.number)
            self.here.sectors.append(self.sectors[key])
        self.current = self.sectors[key]

    # -- helpers -----------------------------------------------------------------------------------

    def next(self) -> Line | None:
        """Return the line below."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def doubt(self, line: Line) -> None:
        """List a line that says something otherwise, or again."""
        self.made.doubts.append(Passage(len(self.made.doubts) + 1, line.text, line.number))

    def left(self, line: Line) -> None:
        """List a line that was not understood."""
        self.made.leftover.append(Passage(len(self.made.leftover) + 1, line.text, line.number))

    def drop_pending(self) -> None:
        """List a value that no label has taken."""
        if self.pending is not None:
            held, self.pending = self.pending, None
            self.left(held)


def _key(title: str) -> str:
    """Make titles that differ in capitals alone one."""
    return title.casefold().strip()
