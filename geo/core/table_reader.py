"""Read tables that people edit in spreadsheets, and name every wrong cell at once."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from geo.core.errors import DataError, Problem, unreadable
from geo.core.i18n import N_
from geo.core.table_writer import unguarded
from geo.core.text import UNSHOWN

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS = (",", ";", "\t")
_LINE_END = re.compile(r"\r\n|\n|\r")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_MOST_DIGITS = 16  # beyond it neither a spreadsheet nor a float keeps every digit
_FIRST_YEAR = 1990
_AMBIGUOUS = re.compile(r"-?\d{1,3}([.,]\d{3})+")
_LARGEST_FILE = 5_000_000

EXPECTED_NUMBER = N_("expected a number without thousands separators other than spaces, such as 1250000")
EXPECTED_WHOLE = N_("expected a whole number, such as 530000")
EXPECTED_DATE = N_("expected a date such as 2024-01-13")
TOO_LONG = N_("expected a number of at most 15 digits")
EXPECTED_YEAR = N_("expected a date from 1990 on, such as 2024-01-13")
UNSHOWN_TEXT = N_("the cell has a control character that cannot be shown; delete it")
EXPECTED_CELL = N_("expected a value; the cell is empty")
UNIQUE = N_("this row is already there: the key must be unique")


def read_table(path: Path, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a CSV file into a typed table, with every problem found.

    Understands UTF-8 with or without BOM, UTF-16 and Windows-1252, commas, semicolons
    or tabs, decimal commas, and spaces between thousands. A number such as ``1,250``
    could be read in two ways and is refused. The ' that `geo.core.guarded` puts
    before a text that a spreadsheet would run is taken off.

    A column that the schema does not require is empty where the file has none.

    Parameters
    ----------
    path
        File to read; its first row holds the names of the columns.
    schema
        Columns with their types and checks; the text of a check is what was expected.

    Returns
    -------
    table, problems
        The table is indexed by spreadsheet row (the header is row 1) and has exactly
        the columns of *schema*; it is only fit for use if there are no problems.
    """
    try:
        raw = _bytes_of(path)
    except DataError as error:
        return pd.DataFrame(columns=list(schema.columns)), list(error.problems)
    return parse_table(raw, path.name, schema)


def parse_table(raw: bytes, name: str, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the bytes of a CSV file called *name* into a typed table; see `read_table`."""
    try:
        columns, rows, numbers = _cells(raw, name)
    except DataError as error:
        return pd.DataFrame(columns=list(schema.columns)), list(error.problems)
    optional = [c for c, column in schema.columns.items() if not column.required and c not in columns]
    columns, rows = [*columns, *optional], [[*row, *("" for _ in optional)] for row in rows]
    problems = _column_problems(name, columns, rows, numbers, list(schema.columns))
    if problems:
        return pd.DataFrame(columns=list(schema.columns)), problems
    index = pd.Index(numbers, name="row")
    cells = pd.DataFrame(rows, columns=columns, index=index, dtype=object)[list(schema.columns)]
    table, problems = _typed(cells, schema, name)
    return table, problems + _schema_problems(table, schema, name, problems)


def empty_table(schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return a table of *schema* without rows, its columns typed as if it had been read."""
    return _typed(pd.DataFrame(columns=list(schema.columns), dtype=object), schema, "")[0]


@dataclass(frozen=True)
class Form:
    """How a CSV file is written: its encoding (without the mark at its beginning), delimiter, line end and quotes."""

    encoding: str
    delimiter: str
    line_end: str
    all_quoted: bool


def form_of(raw: bytes, name: str) -> Form:
    """Tell how the bytes of a CSV file called *name* are written.

    Raises
    ------
    DataError
        If they are no text.
    """
    text, encoding = _decoded(raw, name)
    ends = _LINE_END.search(text)
    return Form(encoding, _delimiter(text), ends.group() if ends else "\n", text.startswith('"'))


def records_of(raw: bytes, name: str) -> list[list[str]]:
    """Split the bytes of a CSV file called *name* into rows of cells as they stand there.

    Raises
    ------
    DataError
        If they are no CSV table.
    """
    text, _ = _decoded(raw, name)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        expected = N_("the file is no readable CSV table ({reason}); save it again as CSV UTF-8")
        raise DataError([Problem(name, expected, details={"reason": str(error)})]) from error


def _delimiter(text: str) -> str:
    """Return the sign that parts the names of the columns."""
    return max(_DELIMITERS, key=_LINE_END.split(text, maxsplit=1)[0].count)


def _cells(raw: bytes, name: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Split a file into header, rows and the spreadsheet number of each row."""
    records = records_of(raw, name)
    if not records or not any(records[0]):
        raise DataError([Problem(name, N_("the file is empty; expected a header row and rows below it"))])
    header = [c.strip() for c in records[0]]
    kept = [(n, [_cell(c) for c in r]) for n, r in enumerate(records[1:], start=2) if any(c.strip() for c in r)]
    return header, [r for _, r in kept], [n for n, _ in kept]


def _cell(text: str) -> str:
    """Return a cell as it was before it was guarded against spreadsheets, its lines parted in one way."""
    return unguarded(text.strip().replace("\r\n", "\n"))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DataError([Problem(path.name, N_("the file is missing; put it back or restore it"))]) from error
    except OSError as error:
        raise unreadable(path.name, error) from error


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file without the mark at its beginning, and its encoding."""
    if len(raw) > _LARGEST_FILE:
        raise DataError([Problem(name, N_("the file is larger than 5 MB, too large for one of these tables"))])
    wide = {codecs.BOM_UTF16_LE: ("utf-16-le",), codecs.BOM_UTF16_BE: ("utf-16-be",)}
    for encoding in wide.get(raw[:2], ("utf-8", "cp1252")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff"), encoding
    raise DataError([Problem(name, N_("the file is not text; save it as CSV UTF-8"))])


def _column_problems(
    file: str, columns: list[str], rows: list[list[str]], numbers: list[int], wanted: list[str]
) -> list[Problem]:
    """Compare the header and the length of each row with what the table needs."""
    problems = [Problem(file, N_("the column is missing"), row=1, column=c) for c in wanted if c not in columns] + [
        Problem(
            file,
            N_("no such column in this table; known are {known}"),
            1,
            c,
            None,
            {"known": ", ".join(wanted)},
        )
        for c in columns
        if c not in wanted
    ]
    doubled = {c for c in columns if columns.count(c) > 1 and c in wanted}
    problems += [Problem(file, N_("the column stands there twice"), row=1, column=c) for c in sorted(doubled)]
    expected = N_("expected {wanted} cells in this row and found {found}; is there a stray comma?")
    problems += [
        Problem(file, expected, row=n, details={"wanted": str(len(columns)), "found": str(len(r))})
        for n, r in zip(numbers, rows, strict=True)
        if len(r) != len(columns)
    ]
    return problems


def _typed(raw: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn texts into the types of *schema*; a cell that does not fit becomes missing."""
    table = pd.DataFrame(index=raw.index)
    problems: list[Problem] = []
    for name, column in schema.columns.items():
        kind = str(column.dtype).lower()
        values: list[object] = []
        for row, text in zip(raw.index, raw[name], strict=True):
            try:
                values.append(_value(text, kind))
            except ValueError as error:
                values.append(None)
                problems.append(Problem(file, str(error), row=int(row), column=name, value=text))
        table[name] = _series(values, kind, raw.index)
    return table, problems


def _series(values: list[object], kind: str, index: pd.Index[int]) -> pd.Series[object]:
    if kind.startswith("datetime"):
        return pd.Series(pd.to_datetime(pd.Series(values, index=index, dtype=object)).astype("datetime64[s]"))
    dtype = {"int64": "Int64", "float64": "Float64"}.get(kind, "object")
    return pd.Series(values, index=index, dtype=dtype)


def _value(text: str, kind: str) -> object:
    """Read one cell; the text of the error is what was expected."""
    if kind in {"int64", "float64"}:
        return None if text == "" else _number(text, whole=kind == "int64")
    if kind.startswith("datetime"):
        return None if text == "" else _timestamp(text)
    if UNSHOWN.search(text):
        raise ValueError(UNSHOWN_TEXT)
    return text


def _number(text: str, *, whole: bool) -> float | int:
    digits = _SPACES.sub("", text)
    if len(digits) > _MOST_DIGITS:
        raise ValueError(TOO_LONG)
    if not _NUMBER.fullmatch(digits) or _AMBIGUOUS.fullmatch(digits):
        raise ValueError(EXPECTED_WHOLE if whole else EXPECTED_NUMBER)
    number = float(digits.replace(",", "."))
    if not whole:
        return number
    if not number.is_integer():
        raise ValueError(EXPECTED_WHOLE)
    return int(number)


def _timestamp(text: str) -> pd.Timestamp:
    """Read 2024-01-13, or 13/01/2024 as a French spreadsheet writes it."""
    form = "%Y-%m-%d" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else "%d/%m/%Y"
    try:
        day = pd.to_datetime(text, format=form)
    except ValueError as error:
        raise ValueError(EXPECTED_DATE) from error
    if day.year < _FIRST_YEAR:
        raise ValueError(EXPECTED_YEAR)
    return day


def _schema_problems(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str, known: list[Problem]) -> list[Problem]:
    """Validate lazily and turn every failure into a problem with its cell."""
    try:
        schema.validate(table, lazy=True)
    except pandera.errors.SchemaErrors as error:
        said = {(p.row, p.column) for p in known}
        # A check of whole rows fails in every column: it is one problem, said after those of single cells.
        cases = error.failure_cases.drop_duplicates(["column", "index", "check"])
        wide = cases["schema_context"] == "DataFrameSchema"
        cases = pd.concat([cases[~wide], cases[wide & ~cases.duplicated(["index", "check"])]])
        found = [_case(case, table, file) for case in cases.itertuples()]
        return [p for p in found if (p.row, p.column) not in said]
    return []


def _shown(value: object) -> str:
    """Write a cell as it was typed."""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _case(case: object, table: pd.DataFrame, file: str) -> Problem:
    """Turn one failure of pandera into a problem."""
    check = str(case.check)  # type: ignore[attr-defined]
    column, row = case.column, case.index  # type: ignore[attr-defined]
    expected = EXPECTED_CELL if check == "not_nullable" else check
    if row is None or pd.isna(row):
        return Problem(file, expected)
    value = table.loc[row, column] if column in table.columns else None
    shown = None if check == "not_nullable" or value is None else _shown(value)
    return Problem(file, expected, row=int(row), column=str(column), value=shown)
