"""The commands ``regions build``, ``ground`` and ``world``: shapes of regions, the base map around them, the world."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.common import Folder, Lang, known_language, problems_end, refuse
from geo.core import DATA_FOLDER, Problem
from geo.places import HOME_COUNTRY, build_basemap_files, build_boundary_files, build_country_files, build_world_file
from geo.plans import EXPECTED_COUNTRY


def regions_build(
    source: Annotated[Path, typer.Argument(help="Polygons of admin 1 or 2: GeoJSON, shapefile, GeoPackage or zip.")],
    out: Annotated[Path | None, typer.Option(help="File for Mali's shapes; the shipped ones by default.")] = None,
    code: Annotated[str, typer.Option("--country", help="Country (ISO 3166); a new one gets its tables too.")] = "MLI",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Generalise a file of boundaries and make it the shapes of the maps; a new country gets its tables too."""
    known_language(lang)
    if not re.fullmatch("[A-Z]{3}", code):
        raise refuse(lang, Problem("--country", EXPECTED_COUNTRY, value=code))
    folder = data / "boundaries"
    with problems_end(lang):
        if code == HOME_COUNTRY:
            report = build_boundary_files(source, out or folder / "cercles.geojson", tables=folder)
        else:
            report = build_country_files(source, data, code)
    typer.echo(json.dumps(report.as_dict(), indent=1, ensure_ascii=False))


def regions_ground(
    sources: Annotated[Path, typer.Argument(help="Folder with Natural Earth's files and world-atlas' countries.")],
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Generalise neighbours, rivers, lakes and towns for the ground of the maps."""
    with problems_end(known_language(lang)):
        report = build_basemap_files(sources, data / "context")
    typer.echo(json.dumps(report, indent=1))


def regions_world(
    source: Annotated[Path, typer.Argument(help="world-atlas' countries-50m.json (Natural Earth, admin 0).")],
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Generalise the countries of the world for the map of all plans."""
    with problems_end(known_language(lang)):
        size = build_world_file(source, data / "boundaries")
    typer.echo(json.dumps({"world": size}, indent=1))
