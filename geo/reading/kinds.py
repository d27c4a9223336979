"""Which kind of file some bytes are, by what they are and not by what they are called; and reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.reading.delimited import decoded, read_delimited
from geo.reading.limits import EMPTY, MEGABYTE, MOST_BYTES, NOTHING_INSIDE, TOO_LARGE, UNKNOWN, Refused

if TYPE_CHECKING:
    from geo.reading.cells import SheetCells

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF")


def read_file(raw: bytes, name: str) -> list[SheetCells]:
    """Read the bytes of a file that somebody brought into sheets of cells.

    Raises
    ------
    Refused
        With the reason.
    """
    if len(raw) > MOST_BYTES:
        raise Refused(TOO_LARGE, f"{MOST_BYTES // MEGABYTE}")
    if not raw.strip(b"\0 \t\r\n"):
        raise Refused(EMPTY)
    found = [s for s in _read(raw, name) if s.rows]
    if not found:
        raise Refused(NOTHING_INSIDE)
    return found


def _read(raw: bytes, name: str) -> list[SheetCells]:
    # Each kind has libraries of its own, which the process only loads for it.
    if raw.startswith(b"PK"):
        from geo.reading.archive import read_zip  # noqa: PLC0415

        return read_zip(raw, name)
    if raw.startswith(_OLD_WORKBOOK):
        from geo.reading.workbook import read_workbook  # noqa: PLC0415

        return read_workbook(raw)
    if raw.startswith(b"SQLite format 3\0"):
        from geo.reading.geofile import read_geopackage  # noqa: PLC0415

        return read_geopackage(raw)
    if raw.startswith(b"PAR1"):
        from geo.reading.geofile import read_parquet  # noqa: PLC0415

        return read_parquet(raw, name)
    if raw.startswith((*_PACKED, *_OTHERS)):
        raise Refused(UNKNOWN)
    text = decoded(raw)
    start = text.lstrip()[:1]
    if start in "{[":
        from geo.reading.records import read_json  # noqa: PLC0415

        return read_json(text, name)
    if start == "<":
        raise Refused(UNKNOWN)
    return read_delimited(raw, name)
