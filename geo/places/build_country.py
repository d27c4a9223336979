"""Make the regions of a country that has none yet, tables and shapes, from one file of boundaries."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pycountry

from geo.core import N_, VINTAGES, DataError, Problem, fold_name, parse_table, read_table, unwritable, write_csv
from geo.places.basemap import empty_basemap
from geo.places.build_boundaries import BoundarySource, boundaries_of, generalised, read_boundaries
from geo.places.cercles import make_cercles
from geo.places.country import Country, country_folder
from geo.places.regions import (
    CERCLES_TABLE,
    POPULATION_CHECK,
    REGIONS_TABLE,
    SHAPES,
    checked_shapes,
    checked_tables,
    make_regions,
)

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.build_boundaries import BuildReport

_BY_HAND = ("aliases", "seat", *POPULATION_CHECK)
_VINTAGES = tuple(f"region_{v}" for v in VINTAGES)


def build_country_files(source: Path, data: Path, code: str) -> BuildReport:
    """Read a boundary file and write a country's ``regions.csv``, ``cercles.csv`` and shapes.

    Parameters
    ----------
    source
        Polygons of admin 1 or 2 as for `geo.places.build_boundary_files`: OCHA COD-AB with ``adm1_pcode``
        (and ``adm2_pcode``) and names, or geoBoundaries ADM1 (``shapeName``).
    data
        Folder of data; the files go into ``boundaries`` below it, in the country's folder.
    code
        ISO 3166 code of three letters.

    Returns
    -------
    BuildReport
        Of the shapes. The regions are the same in every vintage; their population is
        unknown (empty) until somebody writes it into ``regions.csv``. What was written by
        hand there before (aliases, seat, population) stays.

    Raises
    ------
    DataError
        With everything that keeps the file from being used; nothing is written then.
    """
    made = _made(read_boundaries(source), source.name)
    folder = country_folder(data, "boundaries", code)
    table = _kept(made.regions, folder / "regions.csv")
    report = made.report
    files = {"regions.csv": _csv(table), "cercles.csv": _csv(made.cercles), SHAPES: made.shapes}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="")
    except OSError as failure:
        raise unwritable(folder, failure) from failure
    return report


def country_of_boundaries(content: bytes, name: str, code: str) -> Country:
    """Make a country's regions of a boundary file in memory: nothing is written.

    Parameters
    ----------
    content, name
        The bytes of a file as of `build_country_files` (GeoJSON, GeoPackage or a zip), and its name.
    code
        ISO 3166 code of three letters; a file that says it is another country's is refused.

    Returns
    -------
    Country
        With the regions that `build_country_files` would write, without a base map.

    Raises
    ------
    DataError
        With everything that keeps the file from being used.
    """
    frame = boundaries_of(io.BytesIO(content), name)
    _check_country(frame, name, code)
    made = _made(frame, name)
    tables = [
        parse_table(_csv(table).encode(), f"{part}.csv", schema)
        for part, table, schema in (
            ("regions", made.regions, REGIONS_TABLE), ("cercles", made.cercles, CERCLES_TABLE),
        )
    ]  # fmt: skip
    regions, cercles = checked_tables(*tables)
    shapes = checked_shapes(gpd.read_file(io.BytesIO(made.shapes.encode())), name, set(regions.index))
    vintages = {v: make_regions(regions, shapes, made.report.credit, v) for v in VINTAGES}
    return Country(code, vintages, empty_basemap(), make_cercles(cercles, shapes))


def _check_country(frame: gpd.GeoDataFrame, file: str, code: str) -> None:
    """Refuse a file that says it is another country's."""
    country = pycountry.countries.get(alpha_3=code)
    own = {code, *([country.alpha_2] if country else [])}
    for column in ("adm0_pcode", "shapegroup", "iso3"):
        if column not in frame:
            continue
        said = {text.upper() for text in _texts(frame, column) if text}
        if said and not said & own:
            expected = N_("these are the regions of {other}; expected those of {code}")
            details = {"other": ", ".join(sorted(said)[:3]), "code": code}
            raise DataError([Problem(file, expected, None, column, None, details)])


@dataclass(frozen=True, eq=False)
class _Made:
    """What a boundary file gives: the tables of regions and cercles, the shapes as GeoJSON, and the report."""

    regions: pd.DataFrame
    cercles: pd.DataFrame
    shapes: str
    report: BuildReport


def _made(frame: gpd.GeoDataFrame, name: str) -> _Made:
    """Make tables and shapes of boundaries."""
    units = _units(frame, name)
    credit = "geoBoundaries, CC BY 4.0" if "shapename" in frame else "OCHA COD-AB"
    level = 2 if "adm2_pcode" in frame else 1
    made = frame[["geometry"]].assign(cercle=units["cercle"], **dict.fromkeys(_VINTAGES, units["region"]))
    text, report = generalised(BoundarySource(made, level, credit), name)
    return _Made(_regions(units, credit), _cercles(units), text, report)


def _units(frame: gpd.GeoDataFrame, file: str) -> pd.DataFrame:
    """List the polygons: unit (cercle, name, code) and its region (slug, names, codes)."""
    if "adm1_pcode" in frame:
        first, second = "adm1", "adm2" if "adm2_pcode" in frame else "adm1"
        names = {lang: _names(frame, first, lang, file) for lang in ("en", "fr")}
        made = pd.DataFrame(
            {
                "name_en": names["en"], "name_fr": names["fr"], "pcode": _texts(frame, f"{first}_pcode"), "iso": "",
                "unit": _names(frame, second, "fr", file), "unit_pcode": _texts(frame, f"{second}_pcode"),
            }
        )  # fmt: skip
        key = "pcode"
    elif "shapename" in frame:
        name, iso = _texts(frame, "shapename"), _texts(frame, "shapeiso") if "shapeiso" in frame else ""
        made = pd.DataFrame({"name_en": name, "name_fr": name, "pcode": "", "iso": iso, "unit": name, "unit_pcode": ""})
        key = "name_en"
    else:
        expected = N_("expected columns adm1_pcode with names (OCHA COD-AB), or shapeName of admin 1 (geoBoundaries)")
        raise DataError([Problem(file, expected)])
    unit_key = "unit_pcode" if key == "pcode" else "unit"
    problems = [*_empty(made, file, (key, unit_key, "name_en")), *_twice(made[unit_key], file)]
    if problems:
        raise DataError(problems)
    slugs = _slugs(made.drop_duplicates(key), key)
    made["region"] = made[key].map(slugs)
    single = unit_key == key or "adm2_pcode" not in frame
    made["cercle"] = made["region"] if single else made["unit_pcode"].str.lower()
    return made


def _texts(frame: gpd.GeoDataFrame, column: str) -> pd.Series[str]:
    return frame[column].fillna("").astype(str).str.strip()


def _names(frame: gpd.GeoDataFrame, level: str, lang: str, file: str) -> pd.Series[str]:
    """Return the names of a level in a language, else in whichever the file has."""
    wanted = [f"{level}_{lang}", f"{level}_name_{lang}", f"{level}_name"]
    others = [
        c for c in frame if c.startswith(f"{level}_") and "code" not in c and pd.api.types.is_string_dtype(frame[c])
    ]
    found = [c for c in (*wanted, *others) if c in frame]
    if not found:
        raise DataError([Problem(file, N_("the column is missing"), row=1, column=f"{level}_{lang}")])
    return _texts(frame, found[0])


def _empty(made: pd.DataFrame, file: str, columns: tuple[str, ...]) -> list[Problem]:
    expected = N_("every unit needs a name and, in a file of OCHA, a code; this one has none")
    return [
        Problem(file, expected, n, column)
        for column in dict.fromkeys(columns)
        for n, cell in enumerate(made[column], start=1)
        if not cell
    ]


def _twice(cells: pd.Series[str], file: str) -> list[Problem]:
    return [
        Problem(file, N_("this unit stands there twice"), n, None, cell)
        for n, (cell, twice) in enumerate(zip(cells, cells.duplicated(), strict=True), start=1)
        if cell and twice
    ]


def _slugs(found: pd.DataFrame, key: str) -> dict[str, str]:
    """Make a slug of each region's French name; regions of the same name get their code behind it."""
    slugs: dict[str, str] = {}
    for row in found.to_dict("records"):
        words = "".join(c if c.isalnum() else " " for c in fold_name(row["name_fr"] or row["name_en"]))
        slug = "-".join("".join(c for c in words if c.isascii()).split()) or row["pcode"].lower()
        slugs[row[key]] = slug if slug not in slugs.values() else f"{slug}-{row['pcode'].lower() or len(slugs)}"
    return slugs


def _regions(units: pd.DataFrame, credit: str) -> pd.DataFrame:
    found = units.drop_duplicates("region")
    columns = {
        "region": found["region"], "name_fr": found["name_fr"].where(found["name_fr"] != "", found["name_en"]),
        "name_en": found["name_en"], "aliases": "", "pcode_2025": found["pcode"], "pcode_2021": found["pcode"],
        "iso_3166_2": found["iso"], "region_2016": found["region"], "region_2012": found["region"], "seat": "",
        "population_2022": "", "population_2022_estimated": "", "source": credit,
    }  # fmt: skip
    return pd.DataFrame(columns).sort_values("pcode_2025", kind="stable").reset_index(drop=True)


def _cercles(units: pd.DataFrame) -> pd.DataFrame:
    columns = {"cercle": units["cercle"], "name_fr": units["unit"], "source_name": units["unit"],
               "pcode_2021": units["unit_pcode"]}  # fmt: skip
    return pd.DataFrame(columns | dict.fromkeys(_VINTAGES, units["region"]))


def _kept(table: pd.DataFrame, before: Path) -> pd.DataFrame:
    """Take over what was written by hand into an earlier table of the same regions."""
    if not before.is_file():
        return table
    old, problems = read_table(before, REGIONS_TABLE)
    if problems:
        raise DataError(problems)
    known = old.set_index("region")[list(_BY_HAND)].astype(object)
    made = table.set_index("region")
    for column in _BY_HAND:
        cells = known[column].reindex(made.index)
        made[column] = cells.where(cells.notna(), "")
    return made.reset_index()[list(table.columns)]


def _csv(table: pd.DataFrame) -> str:
    return write_csv(
        list(table.columns), ({str(c): cell for c, cell in row.items()} for row in table.to_dict("records"))
    )
