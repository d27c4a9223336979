"""Indicators: one row per measure; map, filter, table, deck and address read there what it is and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandera.pandas as pa

from geo.core import DATA_FOLDER, EXPECTED_CELL, LANGS, N_, UNIQUE, DataError, Problem, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

FILE = "indicators.csv"
KINDS = ("count", "amount", "share", "rate", "class")
LAYERS = ("presence", "money", "need", "comparison", "per_person")
PAGES = ("where", "funding", "needs")
_OLD_PAGES = {"coverage": "where"}
"""Names that a table of one's own may still have for a page."""
SYMBOLS = ("fill", "circle")
CLASS_RULES = ("number", "jenks", "equal", "quantile", "bivariate")
_SIDES = {"from": True, "above": False}
CAVEAT_RULES = ("own-base", "estimated-population", "no-sum")

_FILLED = pa.Check(lambda s: s != "", error=EXPECTED_CELL)


def _one_of(known: tuple[str, ...]) -> pa.Column:
    return pa.Column(object, [pa.Check.isin(known, error=f"{', '.join(known)}")])


_CODE = pa.Check.str_matches(r"^[a-z0-9_]+$", error=N_("expected a code of small letters, digits and _"))
_NAMES = [f"{part}_{lang}" for part in ("label", "name", "title", "unit") for lang in LANGS]
_TAG = pa.Check.str_startswith("#", error=N_("expected an HXL tag such as #affected+idps"))
INDICATORS_TABLE = pa.DataFrameSchema(
    {
        "indicator": pa.Column(object, [_CODE]),
        "page": _one_of((*PAGES, *_OLD_PAGES)),
        "layer": _one_of(LAYERS), "kind": _one_of(KINDS), "symbol": _one_of(SYMBOLS),
        "classes": pa.Column(object, [_FILLED]), **{name: pa.Column(object, [_FILLED]) for name in _NAMES},
        "table": pa.Column(object), "value": pa.Column(object), "base": pa.Column(object),
        "caveats": pa.Column(object),
        "hxl": pa.Column(object, [_TAG]),
    },
    checks=pa.Check(lambda f: ~f.duplicated(["indicator"]), error=UNIQUE),
)  # fmt: skip


@dataclass(frozen=True)
class Threshold:
    """A value with a meaning in the field: from it on, or only above it, something else is the case."""

    value: float
    included: bool


@dataclass(frozen=True)
class Indicator:
    """A measure: what it is called, how it is drawn, and where its figures are.

    ``kind``: ``count`` (people, sectors), ``amount`` (US dollars), ``share`` (0.5 is 50 %),
    ``rate`` (an amount per person) or ``class`` (a difference of ranks). ``layer`` composes its
    map, ``page`` shows it. ``classes`` is the rule of its classes: ``number``, ``jenks``,
    ``equal``, ``quantile`` or ``bivariate``; ``jenks: from 0.2`` or ``jenks: above 1`` always has
    a break there. ``table`` is the file of observed figures (``regions`` for the census),
    ``value`` and ``base`` its columns: a share is value ÷ base.
    ``names`` has label, name, title and unit by language; ``caveats`` are rules that hold for it alone.
    """

    code: str
    page: str
    layer: str
    kind: str
    symbol: str
    classes: str
    table: str
    value: str
    base: str
    caveats: tuple[str, ...]
    hxl: str
    names: dict[str, str]

    def label(self, lang: str) -> str:
        """Return the short name of a filter: Unmet requirements."""
        return self.names[f"label_{lang}"]

    def name(self, lang: str) -> str:
        """Return the name inside a sentence: unmet requirements."""
        return self.names[f"name_{lang}"]

    def title(self, lang: str) -> str:
        """Return the title of its map."""
        return self.names[f"title_{lang}"]

    def unit(self, lang: str) -> str:
        """Return the unit of its values, as over a legend."""
        return self.names[f"unit_{lang}"]

    @property
    def is_share(self) -> bool:
        """Whether its values are shares: 0.5 is 50 %."""
        return self.kind == "share"

    @property
    def adds_up(self) -> bool:
        """Whether the figures of two regions may be added: means do not, nor organisations that work in both."""
        return "no-sum" not in self.caveats

    @property
    def is_observed(self) -> bool:
        """Whether its figures were observed, and not computed from the plan."""
        return bool(self.table)

    @property
    def class_method(self) -> str:
        """The rule of its classes, without the threshold."""
        return self.classes.partition(":")[0]

    @property
    def threshold(self) -> Threshold | None:
        """The value that always parts its classes, where it has one."""
        words = self.classes.partition(":")[2].split()
        return Threshold(float(words[1]), _SIDES[words[0]]) if words else None


@dataclass(frozen=True)
class Indicators:
    """Every indicator by its code, in the order of the table: that of filters and lists."""

    rows: dict[str, Indicator]

    def __getitem__(self, code: str) -> Indicator:
        return self.rows[code]

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.rows.values())

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all indicators."""
        return tuple(self.rows)

    @property
    def observed(self) -> tuple[str, ...]:
        """Codes of the needs: what was observed of people."""
        return tuple(i.code for i in self if i.is_observed)

    @property
    def needs(self) -> tuple[str, ...]:
        """Codes of what was observed of people: the needs that money may be set beside."""
        return tuple(i.code for i in self if i.is_observed and i.page == "needs")

    def of_page(self, page: str) -> tuple[str, ...]:
        """Return the codes that a page shows in turn, the first by default."""
        return tuple(i.code for i in self if i.page == page)

    def of_table(self, table: str) -> tuple[Indicator, ...]:
        """Return the indicators whose figures are in a table."""
        return tuple(i for i in self if i.table == table)

    def counted(self, code: str) -> str:
        """Return the count behind a share: people in phase 3 behind their share; a count is its own."""
        own = self[code]
        same = (i.code for i in self.of_table(own.table) if not i.is_share and i.value == own.value)
        return next(same, code) if own.is_share else code


def load_indicators(data: Path) -> Indicators:
    """Read the table of indicators of a folder of data; one without its own has the shipped indicators.

    Raises
    ------
    DataError
        With every wrong cell.
    """
    own = data / FILE
    table, problems = read_table(own if own.exists() else DATA_FOLDER / FILE, INDICATORS_TABLE)
    if not problems:
        problems = [*_wrong_rules(table), *_wrong_sources(table)]
    if problems:
        raise DataError(problems)
    return Indicators({str(row["indicator"]): _indicator(row) for _, row in table.iterrows()})


def _indicator(row: pd.Series[str]) -> Indicator:
    words = {c: str(row[c]) for c in row.index if c.endswith(("_en", "_fr"))}
    plain = {c: str(row[c]) for c in ("layer", "kind", "symbol", "classes", "table", "value", "base", "hxl")}
    page = _OLD_PAGES.get(str(row["page"]), str(row["page"]))
    rules = tuple(str(row["caveats"]).split())
    return Indicator(code=str(row["indicator"]), page=page, caveats=rules, names=words, **plain)


def _wrong_rules(table: pd.DataFrame) -> list[Problem]:
    """Find rules of classes and of caveats that are none."""
    problems = []
    for row, cells in table.iterrows():
        rule, colon, threshold = cells["classes"].partition(":")
        known = {"known": ", ".join(CLASS_RULES)}
        if rule not in CLASS_RULES or (colon and not (rule == "jenks" and _is_threshold(threshold))):
            expected = N_("expected one of {known}; jenks may have a value that parts its classes: “jenks: from 0.2”")
            problems.append(Problem(FILE, expected, int(row), "classes", cells["classes"], known))
        if not set(cells["caveats"].split()) <= set(CAVEAT_RULES):
            expected = N_("expected some of {known}, with blanks between, or nothing")
            known = {"known": ", ".join(CAVEAT_RULES)}
            problems.append(Problem(FILE, expected, int(row), "caveats", cells["caveats"], known))
    return problems


def _is_threshold(text: str) -> bool:
    side, _, number = text.strip().partition(" ")
    return side in _SIDES and number.replace(".", "", 1).isdecimal()


def _wrong_sources(table: pd.DataFrame) -> list[Problem]:
    """Find needs without a table or a column, shares without a base, and computed measures with a table."""
    problems = []
    for row, cells in table.iterrows():
        need = cells["layer"] == "need"
        if need != bool(cells["table"]) or need != bool(cells["value"]):
            expected = N_("a need has a table and the column of its values; no other layer has")
            problems.append(Problem(FILE, expected, int(row), "table", cells["table"]))
        elif need and cells["kind"] == "share" and not cells["base"]:
            problems.append(Problem(FILE, N_("a share needs the column that it is a share of"), int(row), "base"))
    return problems
