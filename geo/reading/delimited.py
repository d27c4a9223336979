"""CSV and its kin: the encoding, the delimiter and the rows of a text table."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from geo.reading.cells import SheetCells
from geo.reading.limits import BROKEN, EMPTY, UNKNOWN, Refused

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 60
_LETTERS = {"é": 5.0, "è": 3.0, "à": 3.0, "ê": 2.0, "ç": 2.0, "ï": 2.0} | dict.fromkeys("ëâîôöùûüœ’", 1.0)
_LETTERS |= dict.fromkeys("ÉÈÊÀÂÇÎÔŒæ–«»°€", 0.5)
"""Letters of French words beyond ASCII, by how often they stand there."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_OTHERS = ("cp1252", "mac_roman", "cp850")
_PRINTABLE = 0.9


def read_delimited(raw: bytes, name: str) -> list[SheetCells]:
    """Read a text table into one sheet."""
    text = decoded(raw)
    sheet = SheetCells(name)
    csv.field_size_limit(len(text) + 1)
    sep = delimiter_of(text)
    text = _without_excel_hint(text)
    try:
        sheet.extend(csv.reader(io.StringIO(text, newline=""), delimiter=sep))
    except csv.Error as error:
        raise Refused(BROKEN, str(error)) from error
    return [sheet]


def decoded(raw: bytes) -> str:
    """Return the text of a file in any encoding that spreadsheets write."""
    if not raw.strip():
        raise Refused(EMPTY)
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _checked(raw[len(mark) :].decode(encoding, errors="replace"))
    if b"\0" in raw[:400]:
        even, odd = raw[0:400:2].count(0), raw[1:400:2].count(0)
        if max(even, odd) > len(raw[:400]) * 0.3:
            return _checked(raw.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace"))
    try:
        return _checked(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_guessed(raw))


def _guessed(raw: bytes) -> str:
    """Decode a file of one byte per letter: in the encoding that gives most letters of French words."""
    sample = bytes(b for b in raw[:2_000_000] if b > 0x7F)  # noqa: PLR2004 - beyond ASCII
    counts = Counter(sample)

    def fit(encoding: str) -> float:
        letters = {b: bytes([b]).decode(encoding, errors="replace") for b in counts}
        return sum(n * _LETTERS.get(letters[b], -1.0) for b, n in counts.items())

    best = max(_OTHERS, key=fit)
    return raw.decode(best, errors="replace")


def _checked(text: str) -> str:
    """Refuse what is no text: a table has hardly a control sign."""
    sample = text[:20_000]
    readable = sum(c.isprintable() or c in "\r\n\t" for c in sample) - sample.count("\ufffd")
    if not sample or readable < _PRINTABLE * len(sample):
        raise Refused(UNKNOWN)
    return text


def delimiter_of(text: str) -> str:
    """Return the sign that parts most lines into the same number of cells."""
    if text[:4].casefold() == "sep=" and len(text) > 5:  # noqa: PLR2004 - the hint of Excel, such as sep=;
        return text[4]
    lines = text[:200_000].splitlines(keepends=True)[:_SAMPLE_LINES]

    def evenness(sign: str) -> tuple[float, int]:
        try:
            widths = [len(r) for r in csv.reader(lines, delimiter=sign) if r]
        except csv.Error:
            return (0.0, 0)
        usual, n = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return (0.0, 0) if usual == 1 else (round(n / len(widths), 1), usual)

    return max(_DELIMITERS, key=evenness)


def _without_excel_hint(text: str) -> str:
    return text.split("\n", 1)[1] if text[:4].casefold() == "sep=" and "\n" in text[:20] else text
