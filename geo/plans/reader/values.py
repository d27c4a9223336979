"""Single values of a published page: amounts, counts, dates and percentages, in English and French."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import get_month_names

_UNIT = r"(?:\s?(?P<unit{0}>millions?|milliards?|billion|mn|m|k)\b\.?)?"
_DIGITS = r"(?:\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
_SIGN = r"(?:US\$|USD|\$\s?US|\$)"
_MONEY = re.compile(
    rf"{_SIGN}\s?(?P<before>{_DIGITS}){_UNIT.format(1)}(?:\s?US)?"
    rf"|(?P<after>{_DIGITS}){_UNIT.format(2)}\s?(?:de\s)?(?:{_SIGN}|(?:US\s)?dollars?)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?P<digits>{_DIGITS}){_UNIT.format('')}", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_TIMES = {"k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "billion": 1e9, "milliard": 1e9,
          "milliards": 1e9}  # fmt: skip
_MOST = 1e12
_LONGEST = 60
_YEARS = (1990, 2100)


def _month_table() -> dict[str, int]:
    found = {}
    for locale in ("en", "fr"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                found[name.lower().rstrip(".")] = int(number)
    return found | {"sept": 9, "fevrier": 2, "fev": 2, "fév": 2, "aout": 8, "decembre": 12, "dec": 12}


_MONTHS = _month_table()
_WORD = r"([A-Za-zéèûôÉÛ]{3,10})\.?"
_DATES = (
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), "ymd"),
    (re.compile(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s{_WORD},?\s(\d{{4}})\b"), "dmy"),
    (re.compile(rf"\b{_WORD}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})\b"), "mdy"),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"), "d/m"),
)


def read_money(text: str) -> float | None:
    """Read a text that is an amount in US dollars and nothing else: $4,000,000, US$ 4.0 million, 4 000 000 $US."""
    match = _MONEY.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    return _number(match.group("before") or match.group("after"), match.group("unit1") or match.group("unit2"))


def read_count(text: str) -> int | None:
    """Read a text that is a whole number of people and nothing else: 530,000, 9 000 000, 1.2 million."""
    match = _COUNT.fullmatch(text) if len(text) <= _LONGEST else None
    value = None if match is None else _number(match.group("digits"), match.group("unit"))
    return int(value) if value is not None and value.is_integer() else None


def read_percent(text: str) -> int | None:
    """Read a text that is a printed percentage and nothing else; decimals are cut as the source does."""
    match = _PERCENT.fullmatch(text) if len(text) <= _LONGEST else None
    return None if match is None else int(float(match.group(1).replace(",", ".")))


def read_day(text: str) -> date | None:
    """Find the first date in a text: October 10 2024, 13 Jan 2024, 10 octobre 2024, 2024-10-10, 13/01/2024."""
    for pattern, order in _DATES:
        for match in pattern.finditer(text[: 4 * _LONGEST]):
            found = _date(match.groups(), order)
            if found is not None:
                return found
    return None


def _number(digits: str, unit: str | None) -> float | None:
    """Read digits with separators: groups of three are thousands, a last group of other length is decimals."""
    plain = digits.replace(" ", "").replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    decimals = len(plain) - last - 1 if last >= 0 else 0
    grouped = decimals == 3 and not unit  # noqa: PLR2004 - 1,250 is a thousand and more, 1.250 million is not
    if last >= 0 and not grouped:
        plain = re.sub("[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    value = float(re.sub("[.,]", "", plain) if grouped else plain) * _TIMES.get((unit or "").lower(), 1)
    return round(value, 2) if value <= _MOST else None


def _date(groups: tuple[str, ...], order: str) -> date | None:
    first, second, third = groups
    try:
        if order == "ymd":
            made = date(int(first), int(second), int(third))
        elif order == "d/m":
            made = date(int(third), int(second), int(first))
        else:
            name, number = (second, first) if order == "dmy" else (first, second)
            made = date(int(third), _MONTHS[name.lower().rstrip(".")], int(number))
    except (ValueError, KeyError):
        return None
    return made if _YEARS[0] <= made.year <= _YEARS[1] else None
