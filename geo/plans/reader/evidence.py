"""The evidence of a plan's tables: which line says each value, and what is missing or must be rewritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core import N_, Problem
from geo.plans.reader.places import HIGH
from geo.plans.reader.standard_codes import shorten

if TYPE_CHECKING:
    from geo.plans.reader.document import FoundValue
    from geo.plans.reader.places import FoundPlace
    from geo.plans.rows import Row

PAGE = N_("page")


@dataclass
class Evidence:
    """What the tables of one reading rest on; it grows while they are written.

    ``rows``: one per value. ``problems``: what is missing or not known. ``drafts``: rows whose words
    must be rewritten.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    drafts: list[Problem] = field(default_factory=list)

    def needed_value(self, table: str, row: str, column: str, found: FoundValue | None, line: int = 1) -> object:
        """Return a value with its evidence; where the page does not give it, that is a problem."""
        if found is None:
            expected = N_("the page gives no such value for {row}; write it by hand")
            self.problems.append(Problem(PAGE, expected, None, column, None, {"row": f"{table} {row}"}, line))
        return self.given_value(table, row, column, found)

    def given_value(self, table: str, row: str, column: str, found: FoundValue | None) -> object:
        """Return a value that a page may leave out, with its evidence."""
        if found is None:
            return None
        self.add_evidence(table, row, column, found)
        return found.value

    def add_evidence(
        self, table: str, row: str, column: str, found: FoundValue, place: FoundPlace | None = None
    ) -> None:
        """Add the line and words of a value; only a place may be less than sure."""
        sure = HIGH if place is None else place.confidence
        remark = "" if place is None else place.remark
        self.rows.append({"table": table, "row": row, "column": column, "value": found.value, "line": found.line,
                          "words": shorten(found.words), "confidence": sure, "remark": remark})  # fmt: skip

    def add_problem(self, expected: str, found: FoundValue) -> None:
        """Add what is wrong with a value that the page gives."""
        self.problems.append(Problem(PAGE, expected, None, None, found.words, line=found.line))
