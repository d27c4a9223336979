"""Characters of foreign text: what cannot be shown, marks that take too long to sort, names without their accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters but tab and line ends, halves of surrogate pairs, and codes that are no characters."""

MOST_MARKS = 8
"""Marks that one letter keeps: no spelling needs more than four, and eight are still put in order at once."""
# Marks are no letters to a pattern, but for the two half-width ones of Japanese.
_LONG_RUN = re.compile(rf"(?:[^\w\s!-~]|[\uff9e\uff9f]){{{MOST_MARKS + 1},}}")


def normalized(text: str, form: Literal["NFC", "NFKD"]) -> str:
    """Normalise a text of any origin in time that grows with its length.

    Unicode sorts the marks of a letter one by one, so that 200 kB of marks in a row would take
    half a minute, in which nobody else is served. Each letter keeps its first `MOST_MARKS` marks.
    """
    return unicodedata.normalize(form, _LONG_RUN.sub(_shortened, text))


def _shortened(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in run.group():
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _is_mark(sign: str) -> bool:
    """Tell whether a sign, taken apart, is nothing but marks; a few are so that are none themselves."""
    return all(unicodedata.combining(part) for part in unicodedata.normalize("NFKD", sign))


def fold_name(text: str) -> str:
    """Fold a name to plain small letters, so that Ségou and SEGOU are one."""
    plain = normalized(text.replace("-", " ").replace("’", "'"), "NFKD")
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def fold_letters(text: str) -> str:
    """Fold accents and typographic signs but keep capitals and positions: Ségou is Segou, and "san" is not San."""
    return text.translate(_PLAIN_LETTERS)


class _PlainLetters(dict[int, str]):
    """Folds one letter to one letter, so that places keep their positions."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = plain if plain.isascii() else chr(code)
        return self[code]


_PLAIN_LETTERS = _PlainLetters({ord("’"): "'"})
LIST_SEPARATOR = ";"


def split_list(cell: object) -> list[str]:
    """Split a cell that holds several codes."""
    return [code.strip() for code in str(cell or "").split(LIST_SEPARATOR) if code.strip()]
