"""The regions of a country in three vintages: shapes, names, aliases and codes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
import shapely

from geo.core import EXPECTED_CELL, N_, UNIQUE, DataError, Problem, fold_name, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHAPES = "cercles.geojson"
PARENTS = ("region_2016", "region_2012")
POPULATION_CHECK = ("population_2022", "population_2022_estimated")
_FILLED = pa.Check(lambda s: s != "", error=EXPECTED_CELL)
_COUNT = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))


def _unique(key: str) -> pa.Check:
    return pa.Check(lambda frame: ~frame.duplicated(key), error=UNIQUE)


REGIONS_TABLE = pa.DataFrameSchema(
    {c: pa.Column(object, [_FILLED]) for c in ("region", "name_fr", "name_en")}
    | {c: pa.Column(object) for c in ("aliases", "pcode_2025", "pcode_2021", "iso_3166_2")}
    | {c: pa.Column(object, [_FILLED]) for c in PARENTS}
    | {"seat": pa.Column(object)}
    | {c: pa.Column("Int64", _COUNT, nullable=True) for c in POPULATION_CHECK}
    | {"source": pa.Column(object, [_FILLED])},
    checks=_unique("region"),
)
CERCLES_TABLE = pa.DataFrameSchema(
    {c: pa.Column(object, [_FILLED]) for c in ("cercle", "name_fr")}
    | {c: pa.Column(object) for c in ("source_name", "pcode_2021")}
    | {c: pa.Column(object, [_FILLED]) for c in ("region_2023", *PARENTS)},
    checks=_unique("cercle"),
)


@dataclass(frozen=True, eq=False)
class Regions:
    """The regions of one vintage.

    ``frame`` is a GeoDataFrame (EPSG:4326) indexed by region slug, in the order of the
    law; the geometry is None where a region cannot be drawn. ``rollup`` leads from each
    region of 2023 to the region of this vintage that contains it.
    """

    vintage: str
    frame: gpd.GeoDataFrame
    rollup: dict[str, str]
    credit: str

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The slugs of the regions that the shapes do not allow to draw."""
        return tuple(str(s) for s in self.frame.index[self.frame.geometry.isna()])

    @cached_property
    def _texts(self) -> dict[str, dict[str, Any]]:
        """The attributes by slug, as plain texts: a map asks for hundreds of them."""
        return dict(self.frame.drop(columns="geometry").to_dict("index"))

    def name(self, slug: str, lang: str) -> str:
        """Return a region's name in a language."""
        return str(self._texts[slug][f"name_{lang}"])

    def pcode(self, slug: str) -> str:
        """Return a region's P-code in the edition of its vintage: COD v03 for 2023, else 2021."""
        return str(self._texts[slug]["pcode_2025" if self.vintage == "2023" else "pcode_2021"])

    @property
    def pcode_version(self) -> str:
        """The version of COD-AB that the P-codes of this vintage are from; empty where the file knows but one."""
        if not (self.frame["pcode_2025"] != self.frame["pcode_2021"]).any():
            return ""
        return "v03 (2025)" if self.vintage == "2023" else "2021"

    def match(self, text: str) -> str | None:
        """Return the region that a written name, alias, slug or P-code of this vintage means."""
        wanted = fold_name(text)
        for slug, row in self.frame.iterrows():
            names = [
                str(slug),
                row["name_fr"],
                row["name_en"],
                self.pcode(str(slug)),
                *row["aliases"].split(";"),
            ]
            if wanted and wanted in {fold_name(n) for n in names}:
                return str(slug)
        return None


def read_region_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the tables of regions and of cercles.

    Raises
    ------
    DataError
        With every wrong cell, and every region that only one of the tables knows.
    """
    regions = read_table(folder / "regions.csv", REGIONS_TABLE)
    return checked_tables(regions, read_table(folder / "cercles.csv", CERCLES_TABLE))


def checked_tables(
    regions_read: tuple[pd.DataFrame, list[Problem]], cercles_read: tuple[pd.DataFrame, list[Problem]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check the tables of regions and of cercles against each other, as they were read, and give each its key.

    Raises
    ------
    DataError
        As `read_region_tables`.
    """
    (regions, problems), (cercles, more) = regions_read, cercles_read
    problems = [*problems, *more]
    if not problems:
        known = set(regions["region"])
        expected = N_("unknown code; expected one of {known}")
        problems = [
            Problem(file, expected, int(row), column, cell, {"known": ", ".join(sorted(known))})
            for file, table, columns in (
                ("regions.csv", regions, PARENTS),
                ("cercles.csv", cercles, ("region_2023", *PARENTS)),
            )
            for column in columns
            for row, cell in table[column].items()
            if cell not in known
        ]
    if problems:
        raise DataError(problems)
    return regions.set_index("region"), cercles.set_index("cercle")


def load_regions(folder: Path, vintage: str) -> Regions:
    """Load the regions of a vintage, dissolved from the shipped cercles.

    Parameters
    ----------
    folder
        Folder with ``regions.csv``, ``cercles.csv`` and ``cercles.geojson``.
    vintage
        ``2023``, ``2016`` or ``2012``.

    Returns
    -------
    Regions
        Shapes are unions of whole cercles (no edge moves); the census population of
        2022 is added up from the regions of 2023, never split; a sum of which a part is
        unknown is unknown.

    Raises
    ------
    DataError
        If a table or the shapes cannot be used, or are too coarse for the vintage.
    """
    table, _ = read_region_tables(folder)
    shapes, credit = _read_shapes(folder / SHAPES, set(table.index))
    return make_regions(table, shapes, credit, vintage)


def make_regions(table: pd.DataFrame, shapes: gpd.GeoDataFrame, credit: str, vintage: str) -> Regions:
    """Dissolve cercles into the regions of a vintage; see `load_regions`."""
    column = f"region_{vintage}"
    coarse = shapes[shapes[column] == ""]
    if len(coarse):
        expected = N_("these shapes are too coarse for the regions of {vintage}; build them from an admin 2 file")
        raise DataError([Problem(SHAPES, expected, details={"vintage": vintage})])
    rollup = {str(s): str(s) if vintage == "2023" else str(table.loc[s, column]) for s in table.index}
    dissolved = shapes.groupby(column)["geometry"].agg(lambda g: shapely.coverage_union_all(list(g)))
    kept = table[table.index.isin(rollup.values())]
    people = table.groupby(rollup)[list(POPULATION_CHECK)].agg(lambda n: n.sum(skipna=False))
    frame = gpd.GeoDataFrame(
        kept.drop(columns=people.columns).join(people),
        geometry=dissolved.reindex(kept.index),
        crs="EPSG:4326",
    )
    return Regions(vintage, frame, rollup, credit)


def regions_without_shapes(slugs: Sequence[str], vintage: str) -> Regions:
    """Make regions of which nothing but the code is known: no shape, no P-code, no people.

    Their names are their codes, written as names.
    """
    names = [slug.replace("-", " ").replace("_", " ").title() for slug in slugs]
    frame = gpd.GeoDataFrame(
        {"name_fr": names, "name_en": names}
        | dict.fromkeys(("aliases", "pcode_2025", "pcode_2021", "seat", "source"), "")
        | dict.fromkeys(POPULATION_CHECK, pd.NA),
        index=pd.Index(slugs, name="region", dtype=object),
        geometry=gpd.GeoSeries([None] * len(slugs), index=pd.Index(slugs, dtype=object), crs="EPSG:4326"),
    )
    frame[list(POPULATION_CHECK)] = frame[list(POPULATION_CHECK)].astype("Int64")
    return Regions(vintage, frame, {slug: slug for slug in slugs}, "")


def _read_shapes(path: Path, known: set[str]) -> tuple[gpd.GeoDataFrame, str]:
    """Read the shipped cercles and check that each can be drawn."""
    if not path.is_file():
        expected = N_("the shapes are missing; make them with python -m geo regions build FILE")
        raise DataError([Problem(path.name, expected)])
    try:
        frame = gpd.read_file(path)
        credit = str(json.loads(path.read_text(encoding="utf-8")).get("credit", ""))
    except Exception as error:
        expected = N_("the shapes cannot be read ({reason}); make them again with python -m geo regions build FILE")
        raise DataError([Problem(path.name, expected, details={"reason": str(error)[:200]})]) from error
    return checked_shapes(frame, path.name, known), credit


def checked_shapes(frame: gpd.GeoDataFrame, file: str, known: set[str]) -> gpd.GeoDataFrame:
    """Check that each cercle can be drawn and lies in known regions.

    Raises
    ------
    DataError
        With every shape that cannot be used.
    """
    missing = [c for c in ("cercle", "region_2023", *PARENTS) if c not in frame]
    if missing or frame.empty:
        expected = N_("the shapes lack {columns}; make them again with python -m geo regions build FILE")
        raise DataError([Problem(file, expected, details={"columns": ", ".join(missing) or "features"})])
    frame[["region_2023", *PARENTS]] = frame[["region_2023", *PARENTS]].fillna("")
    problems = _shape_problems(file, frame, known)
    if problems:
        raise DataError(problems)
    return frame


def _shape_problems(file: str, frame: gpd.GeoDataFrame, known: set[str]) -> list[Problem]:
    problems = []
    for n, row in enumerate(frame.itertuples(), start=1):
        shape = row.geometry
        if shape is None or shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
            problems.append(Problem(file, N_("expected a polygon"), n, "geometry", str(row.cercle)))
        elif not shape.is_valid:
            reason = {"reason": shapely.is_valid_reason(shape)}
            problems.append(Problem(file, N_("broken geometry ({reason})"), n, "geometry", str(row.cercle), reason))
        words = {"known": ", ".join(sorted(known))}
        problems += [
            Problem(file, N_("unknown code; expected one of {known}"), n, c, str(getattr(row, c)), words)
            for c in ("region_2023", *PARENTS)
            if getattr(row, c) not in known | {""}
        ]
    return problems
