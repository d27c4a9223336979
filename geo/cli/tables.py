"""The commands ``check``, ``table`` and ``datapackage``: the tables of the plans and the figures of a view."""

import codecs
import sys
from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import all_caveats, load_checked_library, read_weights
from geo.cli.common import (
    Folder,
    Lang,
    known_language,
    not_one_of,
    problems_end,
    refuse,
    view_and_atlas,
    write_bytes,
)
from geo.cli.site import check_site
from geo.core import DATA_FOLDER, DataError, Translator, changed_files, refresh_records, translator
from geo.export import export_file, export_order
from geo.monitoring.layers import load_profiles
from geo.store import Atlas

FORMATS = ("csv", "csv-excel", "json", "geojson", "xlsx", "gpkg", "ledger", "caveats", "notes", "datapackage")


def check(
    plan: Annotated[str, typer.Option(help="Code of a plan: the name of its folder; all plans by default.")] = "",
    lang: Lang = "en",
    site: Annotated[Path | None, typer.Option(help="Folder of a site to look at instead.")] = None,
    data: Folder = DATA_FOLDER,
) -> None:
    """Check the tables of every plan and the layer profiles, list every caveat; exit 1 if one cannot be used."""
    t = translator(known_language(lang))
    if site is not None:
        check_site(site, lang)
        return
    with problems_end(lang):
        load_profiles(data)
    library = load_checked_library(data)
    with problems_end(lang):
        for code, atlas in ({plan: library.at({"plan": plan}, strict=True)} if plan else library.atlases).items():
            _list_caveats(code, atlas, t)
        for name in changed_files(data):
            typer.echo(t("{file} has changed since its record in datapackage.json was made.", file=name))
        if library.complaints and not plan:
            raise DataError(library.complaints)


def _list_caveats(code: str, atlas: Atlas, t: Translator) -> None:
    """List the caveats of a plan under its title; of a header alone those of the plan, without its country's needs."""
    typer.echo(f"{code}: {atlas.plan.title(t.lang)}")
    listed = [c for c in all_caveats(atlas) if not (atlas.plan.header_only and c.measures)]
    for caveat in listed:
        word = t("warning") if caveat.severity == "warning" else t("note")
        typer.echo(f"{word} [{caveat.code}] {caveat.write(t)} ({'; '.join(caveat.rows)})")
    if not atlas.plan.header_only and not any(c.code == "printed-disagrees" for c in all_caveats(atlas)):
        typer.echo(t("No printed percentage disagrees with the amounts."))
    typer.echo(t("{n} caveats; the tables can be used.", n=len(listed)))


def table(
    view_text: Annotated[str, typer.Option("--view", help="What to show, as in the page address.")] = "",
    format_: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write; the screen by default.")] = None,
    weights: Annotated[Path | None, typer.Option(help="CSV with region and weight: split money by it.")] = None,
    data: Folder = DATA_FOLDER,
) -> None:
    """Write the figures of a view as a table."""
    if format_ not in FORMATS:
        raise refuse("en", not_one_of("--format", format_, FORMATS))
    view, atlas = view_and_atlas(view_text, data)
    with problems_end(view.lang):
        if weights is not None:
            regions = list(atlas.regions["2023"].frame.index)
            view = view.but(split="custom", weights=read_weights(weights, regions))
        content = export_file(format_, export_order(view, atlas), atlas)
        if out is not None:
            write_bytes(content, out)
            return
    # A file tells Excel by the mark that it is UTF-8; a pipe has no use for it.
    sys.stdout.buffer.write(content.removeprefix(codecs.BOM_UTF8))


def datapackage(data: Folder = DATA_FOLDER) -> None:
    """Record size and hash of every data file anew, after the figures were changed."""
    with problems_end("en"):
        n = refresh_records(data)
    t = translator("en")
    typer.echo(t("{n} records are up to date.", n=n))
