"""Where a record is: its coordinates or its written place become the number of a region, a cercle or a hexagon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from geo.monitoring.layers.point_raster import OUTSIDE, PointRaster, raster_of
from geo.places import fold_place, without_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]

ZERO, SWAPPED, DEGREES, BEYOND, NO_PLACE = "zero-point", "swapped", "degrees-minutes", "outside", "no-place"
UNKNOWN_PLACE, AMBIGUOUS = "unknown-place", "ambiguous-place"
_LOST = np.int64(OUTSIDE)
_FRENCH = r"-?(\d+|\d{1,3}(\s\d{3})+)(,(\d{1,2}|\d{4,}))?"
_FRENCH_DEGREES = r"-?\d{1,3},\d+"
_MINUTES = r"[°'’′″\"]|[NSEWO]\s*$"


class Placer(Protocol):
    """Finds places; ``codes`` names them by number, or is empty where a number is itself the place (a hexagon)."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the places."""

    def of_points(self, lon: Numbers, lat: Numbers) -> Numbers:
        """Return the number of each point's place, `OUTSIDE` where it has none."""

    def of_words(self, words: pd.Series[Any]) -> tuple[Numbers, pd.Series[str]]:
        """Return the number of each written place, and why it has none (empty where it has one)."""


@dataclass(frozen=True, eq=False)
class ShapePlacer:
    """Places in shapes: points by where they lie, words by code or name.

    ``known`` leads from a folded code or name to a place's number; ``ambiguous`` has those
    that mean two places, such as a P-code that two editions give to different regions.
    """

    codes: tuple[str, ...]
    index: PointRaster | None
    known: Mapping[str, int]
    ambiguous: frozenset[str] = frozenset()

    def of_points(self, lon: Numbers, lat: Numbers) -> Numbers:
        """Return the number of the shape that each point lies within; see `PointRaster`."""
        if self.index is None:
            return np.full(len(lon), OUTSIDE, dtype=np.int64)
        here = np.array([self.codes.index(code) for code in self.index.codes] + [OUTSIDE], dtype=np.int64)
        return here[self.index.place(lon, lat)]

    def of_words(self, words: pd.Series[Any]) -> tuple[Numbers, pd.Series[str]]:
        """Look up each different text once."""
        texts = words.fillna("").astype(str).str.strip()
        numbers, reasons = {}, {}
        for text in texts.unique():
            folded = fold_place(text)
            folded = folded if folded in self.known or folded in self.ambiguous else without_kind(folded)
            numbers[text] = self.known.get(folded, OUTSIDE)
            unknown = NO_PLACE if not folded else AMBIGUOUS if folded in self.ambiguous else UNKNOWN_PLACE
            reasons[text] = "" if folded in self.known else unknown
        return texts.map(numbers).to_numpy(dtype=np.int64), texts.map(reasons)


@dataclass(frozen=True, eq=False)
class HexPlacer:
    """Places in hexagons of H3 at a resolution, 0 to 15; points outside the country have none."""

    resolution: int
    country: PointRaster
    codes: tuple[str, ...] = ()

    def of_points(self, lon: Numbers, lat: Numbers) -> Numbers:
        """Return the number of the hexagon that each point lies in."""
        from h3ronpy.vector import coordinates_to_cells  # noqa: PLC0415 - only hexagons need it

        found = np.full(len(lon), OUTSIDE, dtype=np.int64)
        inside = self.country.place(lon, lat) != OUTSIDE
        cells = coordinates_to_cells(
            np.ascontiguousarray(lat[inside]), np.ascontiguousarray(lon[inside]), self.resolution
        )
        found[inside] = np.asarray(cells).astype(np.int64)
        return found

    def of_words(self, words: pd.Series[Any]) -> tuple[Numbers, pd.Series[str]]:
        """Refuse: a name is in no one hexagon."""
        return np.full(len(words), OUTSIDE, dtype=np.int64), pd.Series(UNKNOWN_PLACE, index=words.index)


@dataclass
class Reasons:
    """How many records were not used, by reason, with a few examples of each."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, n: int, examples: Iterable[object] = ()) -> None:
        """Count records that have one thing wrong with them."""
        if n:
            self.counts[reason] = self.counts.get(reason, 0) + int(n)
            kept = self.examples.setdefault(reason, [])
            kept += [str(e)[:60] for e in examples if str(e)[:60] not in kept][: max(0, 3 - len(kept))]

    def merged(self, other: Reasons) -> Reasons:
        """Return the counts of both."""
        both = Reasons(dict(self.counts), {k: list(v) for k, v in self.examples.items()})
        for reason, n in other.counts.items():
            both.add(reason, n, other.examples.get(reason, ()))
        return both


def shape_placer(frame: gpd.GeoDataFrame, names: Iterable[tuple[str, str]], *, points: bool = True) -> ShapePlacer:
    """Make a placer of shapes.

    Parameters
    ----------
    frame
        Shapes in EPSG:4326, indexed by code; those without a geometry are known by name alone.
    names
        Every written form (name, alias, code of any edition) with the code that it means.
    points
        Whether points will be placed: the index takes a second or two to make.
    """
    codes = tuple(map(str, frame.index))
    meant: dict[str, set[str]] = {}
    for text, code in [*((code, code) for code in codes), *names]:
        if code in codes and fold_place(text):
            meant.setdefault(fold_place(text), set()).add(code)
    known = {text: codes.index(next(iter(to))) for text, to in meant.items() if len(to) == 1}
    ambiguous = frozenset(text for text, to in meant.items() if len(to) > 1)
    return ShapePlacer(codes, raster_of(frame) if points else None, known, ambiguous)


def as_numbers(written: pd.Series[Any], *, degrees: bool = False) -> pd.Series[float]:
    """Read numbers as spreadsheets of both languages write them; not-a-number where it is not one number.

    ``1 234`` and ``0,5`` are read; ``1,234`` is two numbers, but for degrees.
    """
    numbers = pd.to_numeric(written, errors="coerce")
    unread = numbers.isna() & written.notna()
    if unread.any():
        texts = written[unread].astype(str).str.strip()
        fits = texts.str.fullmatch(_FRENCH_DEGREES if degrees else _FRENCH)
        plain = texts.where(fits, "").str.replace(r"\s", "", regex=True).str.replace(",", ".", regex=False)
        numbers = numbers.astype(float)
        numbers[unread] = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float)
    # A word for infinity is no count and no place.
    return numbers.where(np.isfinite(numbers.to_numpy(dtype=float, na_value=np.nan)))


def place_points(lon: pd.Series[Any], lat: pd.Series[Any], placer: Placer, reasons: Reasons) -> Numbers:
    """Place records by their coordinates, degrees (EPSG:4326); count those that cannot be used, by reason.

    A record at (0, 0), one that lies outside but would lie inside with longitude and latitude
    exchanged, and one in degrees and minutes are named as such: none of them is used.
    """
    x, y = (as_numbers(c, degrees=True).to_numpy(dtype=float, na_value=np.nan) for c in (lon, lat))
    found = placer.of_points(x, y).astype(np.int64)
    lost = np.flatnonzero(found == _LOST)
    if not len(lost):
        return found
    missing = np.isnan(x[lost]) | np.isnan(y[lost])
    texts = lon.iloc[lost].astype(str) + " " + lat.iloc[lost].astype(str)
    minutes = missing & texts.str.contains(_MINUTES, regex=True).to_numpy()
    zero = (x[lost] == 0) & (y[lost] == 0)
    swapped = (placer.of_points(y[lost], x[lost]) != _LOST) & ~zero & ~missing
    for reason, which in (
        (DEGREES, minutes), (NO_PLACE, missing & ~minutes), (ZERO, zero), (SWAPPED, swapped),
        (BEYOND, ~missing & ~zero & ~swapped),
    ):  # fmt: skip
        reasons.add(reason, int(which.sum()), texts[which].head(3))
    return found


def place_words(words: pd.Series[Any], placer: Placer, reasons: Reasons) -> Numbers:
    """Place records by a written code or name; count those that cannot be used, by reason."""
    found, why = placer.of_words(words)
    for reason, n in why[why != ""].value_counts().items():
        reasons.add(str(reason), int(n), words[why == reason].drop_duplicates().head(3))
    return found
