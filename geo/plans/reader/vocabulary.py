"""The words of a crisis response plan's page, in English and French: rows of ``labels.csv`` and its like.

A row's words that end in “…” stand for all that begins with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache  # noqa: TID251 - the rows that the project ships
from typing import TYPE_CHECKING

import pandera.pandas as pa

from geo.core import DATA_FOLDER, DataError, fold_name, read_table
from geo.plans.reader.lines import BULLET
from geo.plans.reader.values import read_count, read_money, read_percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.plans.reader.lines import Line

HEADING = 120
"""Letters that a heading or a label with its value has at most."""
STAFF = ("international_staff", "national_staff", "field_offices")
FIELDS = ("requirements", "confirmed", "gap", "people_in_need", "people_targeted", "entities_targeted", "groups",
          *STAFF)  # fmt: skip
_PARTS = (*FIELDS, "text_date", "funding_date", "objective", "description", "presence", "as_of", "regional", "title",
          "plan", "furniture", "section", "indicator", "introduction", "introduction_end")  # fmt: skip
_ANYWHERE = ("plan", "title")
_LABELS = pa.DataFrameSchema({"part": pa.Column(object), "words": pa.Column(object)})
_TITLES = pa.DataFrameSchema({"title": pa.Column(object)})
_SECTORS = pa.DataFrameSchema(dict.fromkeys(("sector", "title_en", "title_fr", "aliases"), pa.Column(object)))
_INDEX = re.compile(
    r"\d{1,3}(?:[.,]\d{1,3})?(?:\s(?:out\s)?(?:of|sur)\s\d{1,3})?(?:,\s?[^\W\d][\w -]{0,30})?", re.IGNORECASE
)
_NO_TITLE = re.compile(r"[.:;,!?…]$|\d{4,}|[$%]|^[•\d|]|^\W*$")


@dataclass(frozen=True)
class Words:
    """The words of a page as patterns, by part of the page; ``sectors`` are the known titles of sectors, folded.

    ``labelled`` finds the words of any label: most lines have none and need no look at each. ``seen`` are the labels
    of a page's lines, each of which is asked for three times and more; see `of_page`.
    """

    parts: dict[str, re.Pattern[str]]
    labels: dict[str, re.Pattern[str]]
    labelled: re.Pattern[str]
    numbered: re.Pattern[str]
    objectives: re.Pattern[str]
    sectors: frozenset[str]
    seen: dict[str, list[tuple[str, str, str]]] | None = None

    def of_page(self) -> Words:
        """Return these words for the reading of one page, with which what is remembered of its lines goes."""
        return replace(self, seen={})

    def is_whole(self, part: str, line: str, longest: int = HEADING) -> bool:
        """Tell whether a line is one of the words of a part, and nothing else."""
        return len(line) <= longest and self.parts[part].fullmatch(line) is not None

    def after(self, part: str, line: str) -> str | None:
        """Return what follows the words of a part at the beginning of a line; None if it does not begin so."""
        match = self.parts[part].match(line) if len(line) <= HEADING else None
        if match is None or re.match(r"\w", line[match.end() :]):
            return None
        return line[match.end() :].lstrip(" :").strip()

    def labels_in(self, line: str) -> list[tuple[str, str, str]]:
        """Return what a line may label: the name of the field, and the words before and after the label."""
        if len(line) > HEADING or line.startswith(BULLET) or self.labelled.search(line) is None:
            return []
        if self.seen is not None and line in self.seen:
            return self.seen[line]
        matches = [(name, pattern.fullmatch(line)) for name, pattern in self.labels.items()]
        found = [(name, m["before"].strip(), m["after"].strip()) for name, m in matches if m is not None]
        if self.seen is not None:
            self.seen[line] = found
        return found

    def is_label(self, line: str, *names: str) -> bool:
        """Tell whether a line is a label alone, of one of some fields if any are named."""
        return any(not (b or a) and (not names or name in names) for name, b, a in self.labels_in(line))

    def indicator_of(self, line: str) -> tuple[str, str] | None:
        """Return name and value (which may be on the next line) of an INFORM, development or fragility line."""
        value = self.after("indicator", line)
        if value is None:
            return None
        value = re.sub(r"^index\b\s?:?\s?", "", value, flags=re.IGNORECASE)
        return line.removesuffix(value).rstrip(" :"), value

    def mentions(self, part: str, line: str) -> bool:
        """Tell whether the words of a part stand anywhere in a line."""
        return self.parts[part].search(line) is not None

    def strong_plan(self, line: str) -> bool:
        """Tell whether a line has words that only a plan's title has."""
        return self.mentions("title", line)

    def weak_plan(self, line: str) -> bool:
        """Tell whether a line has a word that a plan's title may have."""
        return self.mentions("plan", line)

    def is_sector(self, line: str) -> bool:
        """Tell whether a line is a known title of a sector."""
        return len(line) <= HEADING and fold_name(line) in self.sectors

    def is_objective(self, line: str) -> bool:
        """Tell whether a line is a known title of an objective."""
        return len(line) <= 2 * HEADING and self.objectives.fullmatch(line) is not None

    def introduces(self, line: str) -> bool:
        """Tell whether a line begins a list rather than heads a part: “IOM will focus on”."""
        last = re.search(r"[^\W\d_]+$", line)
        ends = last is not None and self.parts["introduction_end"].fullmatch(last.group()) is not None
        return ends or re.search(rf"\b(?:{self.parts['introduction'].pattern})\b", line, re.IGNORECASE) is not None

    def value_fits(self, name: str, text: str, *, wordy: bool) -> bool:
        """Tell whether a text can be the value of a field; *wordy* if people targeted may be words."""
        if name == "requirements":
            return read_money(text) is not None
        if name in ("confirmed", "gap"):
            return read_money(text) is not None or read_percent(text) is not None
        other = bool(self.labels_in(text)) or self.is_whole("description", text, 2 * HEADING)
        if name == "groups":
            return len(text) <= 2 * HEADING and not other and not any(ch.isdigit() for ch in text)
        if read_count(text) is not None:
            return True
        return name == "people_targeted" and wordy and is_title(text) and not other and not is_value(text)

    def is_heading(self, line: Line, above: Line | None, below: Line | None) -> bool:
        """Tell what may head a sector: short, no sentence, standing apart, with its text or its foot below.

        Below the end of a foot or a picture's text a heading may follow without a gap. A known
        title needs no text below, which may be cut off.
        """
        if not is_title(line.text):
            return False
        if not self.is_sector(line.text) and (
            below is None or not (is_prose(below.text) or self.is_label(below.text, "requirements"))
        ):
            return False
        return line.apart or line.heading or (above is not None and self._ends(above.text))

    def _ends(self, above: str) -> bool:
        return (
            is_value(above)
            or self.is_label(above, "gap", "confirmed")
            or self.is_whole("furniture", above, 4 * HEADING)
            or is_caption(above)
        )


@cache
def load_words() -> Words:
    """Return the words that the project ships."""
    return read_words(DATA_FOLDER / "reader")


def read_words(folder: Path) -> Words:
    """Read the words of a page from a folder's tables.

    Raises
    ------
    DataError
        With every wrong cell.
    """
    labels, problems = read_table(folder / "labels.csv", _LABELS)
    objectives, more = read_table(folder / "objectives.csv", _TITLES)
    sectors, wrong = read_table(folder / "sectors.csv", _SECTORS)
    if problems or more or wrong:
        raise DataError([*problems, *more, *wrong])
    by_part = {part: _any_of(labels.loc[labels["part"] == part, "words"].astype(str)) for part in _PARTS}
    cells = (str(cell) for column in ("title_en", "title_fr", "aliases") for cell in sectors[column])
    titles = {title for cell in cells for title in cell.split(";")}
    return Words(
        {part: _pattern(rf"\b(?:{rows})\b" if part in _ANYWHERE else rows) for part, rows in by_part.items()},
        {name: _pattern(rf"(?P<before>.*?)\s?\b(?:{by_part[name]})\s?:?\s?(?P<after>.*)") for name in FIELDS},
        _pattern(rf"\b(?:{'|'.join(by_part[name] for name in FIELDS)})"),
        _pattern(rf"(?:{by_part['objective']})\s(?P<number>\d{{1,2}})(?:\s?[-–—:.]\s?(?P<title>.+))?"),
        _pattern(_any_of(objectives["title"].astype(str))),
        frozenset(fold_name(title) for title in titles if title.strip()),
    )


def is_value(line: str) -> bool:
    """Tell whether a line is a bare value."""
    return any(read(line) is not None for read in (read_money, read_count, read_percent))


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's text."""
    return len(line) <= 4 * HEADING and "©" in line


def is_index(line: str) -> bool:
    """Tell whether a line is the value of an indicator: 7.1, Very high; 188 of 193, Low; 170 out of 193."""
    return len(line) <= HEADING and _INDEX.fullmatch(line) is not None


def is_prose(line: str) -> bool:
    """Tell whether a line is a paragraph or the beginning of one, not a heading or a value."""
    return len(line) > HEADING // 2 or line.startswith(BULLET) or line.endswith((".", ":", ";"))


def is_title(line: str) -> bool:
    """Tell whether a line can be a heading: short, no sentence, no amount."""
    return len(line) <= HEADING and _NO_TITLE.search(line) is None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _any_of(rows: Iterable[str]) -> str:
    """Make a pattern of rows, the longest first: any apostrophe and any one space count, “…” is all that follows."""
    found = sorted({re.sub(r"\s+", " ", row.strip()) for row in rows}, key=lambda row: (-len(row), row))
    return "|".join(_one_of(row) for row in found if row)


def _one_of(row: str) -> str:
    plain = re.escape(row.removesuffix("…").strip()).replace(r"\ ", r"\s")
    return re.sub(r"['’]", "['’]", plain) + (".*" if row.endswith("…") else "")
