"""Layer profiles: what a monitoring tool's table holds, how it is added up and drawn, and what must not be shown.

One TOML file each in ``data/layers``; a new one needs no code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.core import DATA_FOLDER, LANGS, N_, DataError, Problem, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AGGREGATIONS = ("sum", "latest", "mean", "share", "distinct", "count")
PLACED_BY = ("point", "code", "name")
PLACE_COLUMNS = {"point": ("lon", "lat", "date"), "code": ("place", "date"), "name": ("place", "date")}
"""What a table must have, by how it is placed."""
COLUMN_KEYS = ("lon", "lat", "place", "date", "site", "origin", "destination")
SYMBOLS = ("circle", "fill")
CLASS_RULES = ("jenks", "equal", "quantile")
FOLDER = "layers"


@dataclass(frozen=True)
class LayerMeasure:
    """What is counted of a layer's records.

    ``aggregation``: ``sum`` and ``mean`` of a column; ``latest``: each site's last value of a
    period, added up; ``share``: of the records that answer, those whose column is in ``true``
    or passes ``threshold``; ``distinct``: different values of a column; ``count``: records, or those
    whose column is in ``true``: a kind of all. ``negative`` says that values below 0 mean something.
    ``fields`` are the names that the column goes by. ``threshold`` is (``below`` or ``from``,
    a value).
    """

    code: str
    aggregation: str
    fields: tuple[str, ...]
    names: dict[str, str]
    units: dict[str, str]
    symbol: str
    classes: str
    true: tuple[str, ...] = ()
    threshold: tuple[str, float] | None = None
    negative: bool = False

    @property
    def is_share(self) -> bool:
        """Whether its values are shares: 0.5 is 50 %."""
        return self.aggregation == "share"

    @property
    def adds_up(self) -> bool:
        """Whether values of places add up to that of the places together: counts and sums do, means do not."""
        return self.aggregation in ("sum", "latest", "count")


@dataclass(frozen=True)
class LayerProfile:
    """A monitoring tool's layer: where its records say place, time and values, and how they are shown.

    ``placed_by``: ``point`` (``lon`` and ``lat`` in degrees, EPSG:4326), ``code`` (a P-code or
    slug) or ``name``; a table that has only the other is placed by that. ``site`` names what is
    observed again and again (a locality, a site); ``origin`` and ``destination`` the places that
    people or herds come from and go to, where they are others than the record's own.
    ``smallest`` is the smallest number of records that may be shown; 0 shows all.
    ``compare`` says that movements are held against the same weeks of earlier seasons.
    """

    code: str
    names: dict[str, str]
    placed_by: str
    fields: dict[str, tuple[str, ...]]
    measures: tuple[LayerMeasure, ...]
    smallest: int
    caveats: dict[str, tuple[str, ...]]
    compare: bool = False

    def name(self, lang: str) -> str:
        """Return the layer's name."""
        return self.names[lang]

    def measure(self, code: str) -> LayerMeasure:
        """Return a measure by its code; KeyError where the layer has none such."""
        return next(m for m in self.measures if m.code == code) if code in self.codes else self._none(code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the measures."""
        return tuple(m.code for m in self.measures)

    def all_of(self, measure: LayerMeasure) -> str:
        """Return the code of the count that a measure counts a kind of; nothing where it is no kind."""
        alls = [m.code for m in self.measures if m.aggregation == "count" and not m.true]
        return alls[0] if alls and measure.aggregation == "count" and measure.true else ""

    def _none(self, code: str) -> LayerMeasure:
        raise KeyError(f"{self.code} has no measure {code}; it has {', '.join(self.codes)}")


def load_profiles(data: Path = DATA_FOLDER) -> dict[str, LayerProfile]:
    """Read every profile of a folder of data; one without its own has those that are shipped.

    Raises
    ------
    DataError
        With everything that is wrong in any of the files.
    """
    own = data / FOLDER
    profiles: dict[str, LayerProfile] = {}
    problems: list[Problem] = []
    for file in sorted((own if own.is_dir() else DATA_FOLDER / FOLDER).glob("*.toml")):
        try:
            found = read_profile(file)
        except DataError as error:
            problems += error.problems
        else:
            profiles[found.code] = found
    if problems:
        raise DataError(problems)
    return profiles


def read_profile(file: Path) -> LayerProfile:
    """Read one profile; its code is the name of its file.

    Raises
    ------
    DataError
        With every key that is missing, unknown or has a value that it must not have.
    """
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise unreadable(file.name, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = {"reason": str(error)}
        raise DataError([Problem(file.name, N_("this is no readable TOML ({reason})"), details=reason)]) from error
    reader = _Reader(file.name)
    profile = _profile(file.stem, written, reader)
    if reader.problems:
        raise DataError(reader.problems)
    return profile


class _Reader:
    """Takes values out of a file's tables and keeps what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file, self.problems = file, list[Problem]()

    def wrong(self, key: str, value: object, expected: str, **details: str) -> None:
        self.problems.append(Problem(self.file, expected, column=key, value=str(value), details=details))

    def take(self, table: dict[str, Any], key: str, where: str, fits: Callable[[Any], bool], expected: str) -> Any:  # noqa: ANN401 - as written
        value = table.pop(key, None)
        if not fits(value):
            self.wrong(where + key, "" if value is None else value, expected)
        return value

    def choice(self, table: dict[str, Any], key: str, where: str, known: tuple[str, ...]) -> str:
        value = str(table.pop(key, known[0]))
        if value not in known:
            self.wrong(where + key, value, N_("expected one of {known}"), known=", ".join(known))
        return value

    def words(self, table: dict[str, Any], key: str, where: str) -> dict[str, str]:
        """Take a text in every language."""
        expected = N_("expected a text in every language: en and fr")
        value = self.take(table, key, where, lambda v: _texts(v, str), expected)
        return dict(value) if _texts(value, str) else dict.fromkeys(LANGS, "")

    def names(self, table: dict[str, Any], key: str, where: str, *, least: int = 1) -> tuple[str, ...]:
        """Take a list of names of columns."""
        expected = N_("expected a list of names of columns")
        value = self.take(table, key, where, lambda v: _listed(v or [], least), expected)
        return tuple(map(str, value)) if _listed(value or [], 0) and value else ()

    def all_known(self, table: dict[str, Any], where: str) -> None:
        """Refuse what was not taken."""
        for key, value in table.items():
            self.wrong(where + key, value, N_("this key is not known; a profile has none such"))


def _texts(value: object, kind: type) -> bool:
    return (
        isinstance(value, dict) and set(value) == set(LANGS) and all(isinstance(v, kind) and v for v in value.values())
    )


def _listed(value: object, least: int) -> bool:
    return isinstance(value, list) and len(value) >= least and all(isinstance(v, str) and v for v in value)


def _profile(code: str, written: dict[str, Any], reader: _Reader) -> LayerProfile:
    names = reader.words(written, "name", "")
    placed_by = reader.choice(written, "placed_by", "", PLACED_BY)
    columns = written.pop("columns", {})
    columns = columns if isinstance(columns, dict) else {}
    needed = PLACE_COLUMNS.get(placed_by, ())
    fields = {key: reader.names(columns, key, "columns.", least=int(key in needed)) for key in COLUMN_KEYS}
    reader.all_known(columns, "columns.")
    whole = N_("expected a whole number of records, 0 or more")
    smallest = reader.take(written, "smallest", "", lambda v: isinstance(v, int) and v >= 0, whole)
    compare = reader.take(written, "compare", "", lambda v: v in (None, True, False), N_("expected true or false"))
    listed = written.pop("measures", [])
    if not isinstance(listed, list) or not listed:
        reader.wrong("measures", "", N_("a layer has at least one measure"))
        listed = []
    measures = tuple(_measure(n, dict(m), reader) for n, m in enumerate(listed, start=1) if isinstance(m, dict))
    codes = [m.code for m in measures]
    if len(set(codes)) < len(codes):
        reader.wrong("measures", ", ".join(codes), N_("two measures have one code"))
    caveats = written.pop("caveats", {lang: [] for lang in LANGS})
    if not (_texts_listed(caveats)):
        reader.wrong("caveats", caveats, N_("expected a list of sentences in every language: en and fr"))
        caveats = {lang: [] for lang in LANGS}
    reader.all_known(written, "")
    said = {lang: tuple(caveats[lang]) for lang in LANGS}
    return LayerProfile(code, names, placed_by, fields, measures, int(smallest or 0), said, bool(compare))


def _texts_listed(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(LANGS)
        and len({len(v) for v in value.values()}) == 1
        and all(_listed(v, 0) for v in value.values())
    )


def _measure(number: int, written: dict[str, Any], reader: _Reader) -> LayerMeasure:
    where = f"measures[{number}]."
    code = reader.take(written, "code", where, lambda v: isinstance(v, str) and v.isidentifier() and v.islower(),
                       N_("expected a code of small letters, digits and _"))  # fmt: skip
    aggregation = reader.choice(written, "aggregation", where, AGGREGATIONS)
    fields = reader.names(written, "fields", where, least=0 if aggregation == "count" else 1)
    names, units = reader.words(written, "name", where), reader.words(written, "unit", where)
    symbol = reader.choice(written, "symbol", where, SYMBOLS)
    classes = reader.choice(written, "classes", where, CLASS_RULES)
    true = reader.names(written, "true", where, least=0)
    threshold = _threshold(written, where, reader)
    if aggregation == "share" and (bool(true) == (threshold is not None)):
        reader.wrong(
            where + "true", ", ".join(true), N_("a share has either the values that count (true) or a threshold")
        )
    if aggregation == "count" and bool(true) != bool(fields):
        reader.wrong(
            where + "true", ", ".join(true), N_("a count of some records has a column (fields) and what counts (true)")
        )
    negative = reader.take(written, "negative", where, lambda v: v in (None, True, False), N_("expected true or false"))
    reader.all_known(written, where)
    return LayerMeasure(str(code), aggregation, fields, names, units, symbol, classes, true, threshold, bool(negative))


def _threshold(written: dict[str, Any], where: str, reader: _Reader) -> tuple[str, float] | None:
    value = written.pop("threshold", None)
    if value is None:
        return None
    side, _, number = str(value).partition(" ")
    if side not in ("below", "from") or not number.replace(".", "", 1).removeprefix("-").isdecimal():
        reader.wrong(where + "threshold", value, N_("expected a side and a value: “below 2.5” or “from 3”"))
        return None
    return side, float(number)
