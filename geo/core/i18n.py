"""Texts, numbers and dates in English and French; the language is always passed, never set."""

from __future__ import annotations

import math
from functools import lru_cache  # noqa: TID251 - catalogues, figures as texts: they are of no data
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import Locale, get_global
from babel.dates import format_date, get_month_names
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent, parse_pattern

from geo.core.round_numbers import decimals_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from babel.numbers import NumberPattern

LOCALES = {"en": "en_US", "fr": "fr_FR"}
_CATALOGUES = Path(__file__).parent / "locale"
_MILLION = 1_000_000
_NOT_OF_ISO = {"XKX": "XK"}
"""Codes in use that ISO 3166 lacks, with CLDR's."""


def N_(text: str) -> str:  # noqa: N802 - the gettext name for "mark, translate later"
    """Mark *text* for the catalogue and return it unchanged."""
    return text


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> dict[str, str]:
    if lang == "en":
        return {}
    with (_CATALOGUES / f"{lang}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=lang) if m.id and m.string}


@lru_cache(maxsize=64)
def _pattern(text: str) -> NumberPattern:
    """Read a number's pattern once: a page writes hundreds of numbers in a few patterns."""
    return parse_pattern(text)


# A map writes the same few hundred figures and days again and again: for its labels, tooltips, lists and notes.
@lru_cache(maxsize=16384)
def _decimal(value: float, pattern: str, lang: str) -> str:
    return str(format_decimal(value, format=_pattern(pattern), locale=Locale.parse(LOCALES[lang])))


@lru_cache(maxsize=16384)
def _dollars(value: float, pattern: str, lang: str) -> str:
    locale = Locale.parse(LOCALES[lang])
    return str(format_currency(value, "USD", format=_pattern(pattern), locale=locale, currency_digits=False))


@lru_cache(maxsize=2048)
def _day(value: date, lang: str) -> str:
    return str(format_date(value, format="long", locale=Locale.parse(LOCALES[lang])))


class Translator:
    """Write texts, numbers, money and dates in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse(LOCALES[lang])
        self._texts = _catalogue(lang)

    def __call__(self, text: str, /, **details: object) -> str:
        """Translate *text*, then fill its ``{placeholders}``."""
        translated = self._texts.get(text, text)
        return translated.format(**details) if details else translated

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with the language's separators and *digits* decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return _decimal(float(value) + 0.0, pattern, self.lang)  # adding 0 makes -0.0 the 0 that it equals

    def percent(self, share: float, digits: int = 1) -> str:
        """Write a share (0.224) as a percentage."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if self.lang == "en" else "\u202f%")
        return str(format_percent(share, format=_pattern(pattern), locale=self.locale))

    def money(self, usd: float) -> str:
        """Write US dollars in full, with cents only where there are some."""
        cents = "" if float(usd).is_integer() else ".00"
        pattern = f"\u00a4#,##0{cents}" if self.lang == "en" else f"#,##0{cents}\u00a0\u00a4"
        return _dollars(float(usd) + 0.0, pattern, self.lang)

    def money_short(self, usd: float, figures: int = 2) -> str:
        """Write US dollars at *figures* significant figures: $3.4 M, $990 k; 3,4 M$, 990 k$."""
        if usd == 0:
            return self.money(0)
        rounded = float(f"{usd:.{figures - 1}e}")
        digits = figures - 1 - math.floor(math.log10(abs(rounded)))
        unit, letter = (_MILLION, "M") if abs(rounded) >= _MILLION else (1000, "k")
        if abs(rounded) < 1000:  # noqa: PLR2004 - below a thousand no unit is needed
            return self.money(rounded)
        places = max(0, digits + round(math.log10(unit)))
        text = self.number(rounded / unit, places)
        return f"${text}\u00a0{letter}" if self.lang == "en" else f"{text}\u00a0{letter}$"

    def people(self, value: float, *, exact: bool = False) -> str:
        """Write a number of people: whole below a million, then in millions with at most two decimals.

        The *exact* end of a class, which no figure lies on, keeps all its decimals.
        """
        if value < _MILLION:
            return self.number(value, decimals_of(value) if exact else 0)
        pattern = "#,##0.######" if exact else "#,##0.##"
        return f"{format_decimal(value / _MILLION, format=_pattern(pattern), locale=self.locale)}\u00a0M"

    def thousands(self, value: float) -> str:
        """Write a number of people in whole thousands: 257 k; from a million on as `people`."""
        if value >= _MILLION:
            return self.people(value)
        return f"{self.number(round(value / 1000))}\u00a0k"

    def country(self, code: str) -> str:
        """Name a country by its ISO 3166 code of three letters; an unknown code stays as it is."""
        (short,) = get_global("territory_aliases").get(code, [_NOT_OF_ISO.get(code, code)])[:1]
        return str(self.locale.territories.get(short, code))

    def listed(self, texts: Iterable[str]) -> str:
        """Set semicolons between texts, with the space before them that French wants."""
        return ("; " if self.lang == "en" else "\u202f; ").join(texts)

    def month(self, number: int) -> str:
        """Name a month, 1 to 12, on its own."""
        return str(get_month_names("wide", context="stand-alone", locale=self.locale)[number])

    def day(self, value: date) -> str:
        """Write a date in full: October 10, 2024 / 10 octobre 2024, 1er octobre 2024."""
        text = _day(value, self.lang)
        return f"1er{text[1:]}" if self.lang == "fr" and value.day == 1 else text


@lru_cache(maxsize=4)
def translator(lang: str) -> Translator:
    """Return the translator of a language, ``en`` or ``fr``."""
    return Translator(lang)
