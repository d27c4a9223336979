"""Problems a person can act on: file, row, column, value and what was expected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.core.i18n import Translator

_LONGEST = 60
UNREADABLE = N_("the file cannot be read ({reason})")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one place of one file.

    ``expected`` is an English catalogue text with named placeholders, filled from
    ``details``; a translator turns it into the reader's language. ``row`` counts as a
    spreadsheet does: the header is row 1; ``line`` is that of a text.
    """

    file: str
    expected: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    line: int | None = None

    def text(self, t: Translator) -> str:
        """Write the problem as one line in the language of *t*."""
        where = [t(self.file)]
        if self.row is not None:
            where.append(t("row {row}", row=self.row))
        if self.line is not None:
            where.append(t("line {line}", line=self.line))
        if self.column is not None:
            where.append(t("column {column}", column=self.column))
        if self.value is not None:
            shown = self.value if len(self.value) <= _LONGEST else self.value[:_LONGEST] + "…"
            where.append(t("value “{value}”", value=shown))
        return ", ".join(where) + t(": ") + t(self.expected, **self.details)


def unknown_code(file: str, row: int, column: str, cell: str, known: Iterable[str]) -> Problem:
    """Say that a cell names something that is not there, and what is."""
    expected = N_("unknown code; expected one of {known}")
    return Problem(file, expected, int(row), column, cell, {"known": ", ".join(sorted(known))})


class DataError(Exception):
    """Data that cannot be used, with every problem found and not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s) in the data")


class ViewError(ValueError):
    """A view that names something unknown; ``problems`` are catalogue texts with details."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s) in the view")


def unreadable(file: object, error: OSError) -> DataError:
    """Return the error of a file that cannot be read; its text is its name, as the person knows it."""
    return _file_error(file, UNREADABLE, error)


def unwritable(file: object, error: OSError) -> DataError:
    """Return the error of a file or folder that cannot be written."""
    return _file_error(file, N_("cannot be written ({reason})"), error)


def _file_error(file: object, expected: str, error: OSError) -> DataError:
    return DataError([Problem(str(file), expected, details={"reason": str(error.strerror)})])
