"""The command line: ``python -m geo``."""

from __future__ import annotations

import codecs
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.analysis import all_caveats, load_checked_library, read_view, read_weights
from geo.briefing import read_storyline
from geo.cli.import_plan import EXAMPLE, import_plan
from geo.core import (
    DATA_FOLDER,
    LANGS,
    N_,
    DataError,
    Problem,
    View,
    ViewError,
    changed_files,
    refresh_records,
    split_query,
    translator,
)
from geo.export import EXPORT_FORMATS, ExportOrder, export_file, export_name, export_order, possible_formats
from geo.maps import PRINT_SIZES
from geo.places import HOME_COUNTRY, build_basemap_files, build_boundary_files, build_country_files
from geo.plans import EXPECTED_COUNTRY

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.store import Atlas

PROBLEMS_FOUND, WRONG_USE = 1, 2
FORMATS = ("csv", "json", "geojson", "xlsx", "gpkg")
Lang = Annotated[str, typer.Option(help="Language of the texts: en or fr.")]
Folder = Annotated[Path, typer.Option(help="Folder with the data.")]

app = typer.Typer(
    help="Check, read and convert a crisis response plan.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
regions_app = typer.Typer(help="Build the shapes of the regions.", no_args_is_help=True)
app.add_typer(regions_app, name="regions")
app.command("import-plan", epilog=EXAMPLE)(import_plan)


def _fail(problems: tuple[Problem, ...], lang: str, code: int) -> typer.Exit:
    t = translator(lang)
    for problem in problems:
        typer.echo(problem.text(t), err=True)
    return typer.Exit(code)


def _language(lang: str) -> str:
    if lang in LANGS:
        return lang
    wrong = Problem("--lang", N_("expected one of {known}"), value=lang, details={"known": ", ".join(LANGS)})
    raise _fail((wrong,), "en", WRONG_USE)


def _view(text: str, data: Path, lang: str = "") -> tuple[View, Atlas]:
    """Read a view, in its own language unless one is given, and the atlas of the plan that it names."""
    params = split_query(text)
    told = lang or (params["lang"] if params.get("lang") in LANGS else "en")
    params |= {"lang": lang} if lang else {}
    try:
        loaded = load_checked_library(data).at(params, strict=True)
        return read_view(params, loaded, strict=True), loaded
    except ViewError as error:
        raise _fail(error.problems, told, WRONG_USE) from error
    except DataError as error:
        raise _fail(error.problems, told, PROBLEMS_FOUND) from error


@app.command(epilog="Example: python -m geo check --plan mli-2023-2024 --lang fr")
def check(
    plan: Annotated[str, typer.Option(help="Code of a plan: the name of its folder; all plans by default.")] = "",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Check the tables of every plan, then list every caveat; exit 1 if a table cannot be used."""
    lang = _language(lang)
    t = translator(lang)
    found = load_checked_library(data)
    try:
        chosen = {plan: found.at({"plan": plan}, strict=True)} if plan else found.atlases
    except ViewError as error:
        raise _fail(error.problems, lang, WRONG_USE) from error
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    for code, loaded in chosen.items():
        _caveats(code, loaded, t)
    try:
        changed = changed_files(data)
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    for name in changed:
        typer.echo(t("{file} has changed since its record in datapackage.json was made.", file=name))
    if found.complaints and not plan:
        raise _fail(found.complaints, lang, PROBLEMS_FOUND)


def _caveats(code: str, loaded: Atlas, t: Translator) -> None:
    """List the caveats of a plan under its title; of a header alone those of the plan, without its country's needs."""
    typer.echo(f"{code}: {loaded.plan.title(t.lang)}")
    listed = [c for c in all_caveats(loaded) if not (loaded.plan.header_only and c.measures)]
    for caveat in listed:
        word = t("warning") if caveat.severity == "warning" else t("note")
        typer.echo(f"{word} [{caveat.code}] {caveat.write(t)} ({'; '.join(caveat.rows)})")
    if not loaded.plan.header_only and not any(c.code == "printed-disagrees" for c in all_caveats(loaded)):
        typer.echo(t("No printed percentage disagrees with the amounts."))
    typer.echo(t("{n} caveats; the tables can be used.", n=len(listed)))


@app.command(epilog="Example: python -m geo table --view 'sector=shelter&basis=zone' --format csv")
def table(
    view_text: Annotated[str, typer.Option("--view", help="What to show, as in the page address.")] = "",
    format_: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write; the screen by default.")] = None,
    weights: Annotated[Path | None, typer.Option(help="CSV with region and weight: split money by it.")] = None,
    data: Folder = DATA_FOLDER,
) -> None:
    """Write the figures of a view as a table."""
    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        wrong = Problem("--format", N_("expected one of {known}"), value=format_, details={"known": known})
        raise _fail((wrong,), "en", WRONG_USE)
    wanted, loaded = _view(view_text, data)
    if weights is not None:
        wanted = _weighed(wanted, weights, loaded)
    try:
        content = export_file(format_, export_order(wanted, loaded), loaded)
    except DataError as error:
        raise _fail(error.problems, wanted.lang, PROBLEMS_FOUND) from error
    if out is None:
        # A file tells Excel by the mark that it is UTF-8; a pipe has no use for it.
        sys.stdout.buffer.write(content.removeprefix(codecs.BOM_UTF8))
    else:
        _save(content, out, wanted.lang)


def _weighed(wanted: View, file: Path, loaded: Atlas) -> View:
    """Take a reader's weights from a file into a view."""
    try:
        read = read_weights(file, list(loaded.regions["2023"].frame.index))
    except DataError as error:
        raise _fail(error.problems, wanted.lang, PROBLEMS_FOUND) from error
    return wanted.but(split="custom", weights=read)


def _save(content: bytes, out: Path, lang: str) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        wrong = Problem(str(out), N_("cannot be written ({reason})"), details={"reason": str(error.strerror)})
        raise _fail((wrong,), lang, PROBLEMS_FOUND) from error


@app.command(epilog="Example: python -m geo export --to png --view 'measure=unmet' --lang fr map.png")
def export(  # noqa: PLR0913, PLR0917 - options of a command
    out: Annotated[Path, typer.Argument(help="File to write; with --all the folder.")],
    to: Annotated[str, typer.Option(help=f"{', '.join(EXPORT_FORMATS)}; html, pptx and pdf are briefings.")] = "",
    view_text: Annotated[str, typer.Option("--view", help="What to show; a briefing without it tells the plan.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the file: en or fr; by default that of the view.")] = "",
    story: Annotated[Path | None, typer.Option("--storyline", help="JSON of a briefing made before.")] = None,
    paper: Annotated[str, typer.Option(help="16:9, a4 or a4-portrait, for png and pdf.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Write the whole kit into a folder.")] = False,  # noqa: FBT002 - a flag
    data: Folder = DATA_FOLDER,
) -> None:
    """Write a map or a briefing as a file to take away."""
    lang = _language(lang) if lang else ""
    if (to in EXPORT_FORMATS) == every or (paper and paper not in PRINT_SIZES):
        of_paper = bool(paper) and paper not in PRINT_SIZES
        known = ", ".join(PRINT_SIZES if of_paper else EXPORT_FORMATS)
        name, value = ("--paper", paper) if of_paper else ("--to", to)
        wrong = Problem(name, N_("expected one of {known}"), value=value, details={"known": known})
        raise _fail((wrong,), lang or "en", WRONG_USE)
    wanted, loaded = _view(view_text, data, lang)
    lang = wanted.lang
    try:
        told = None if story is None else read_storyline(_bytes_of(story, lang), loaded)
        made = export_order(wanted, loaded, told, paper)
        if not every:
            _save(export_file(to, made, loaded), out, lang)
            return
        _kit(made, loaded, out, lang)
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error


def _bytes_of(file: Path, lang: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong = Problem(str(file), N_("the file cannot be read ({reason})"), details={"reason": str(error.strerror)})
        raise _fail((wrong,), lang, PROBLEMS_FOUND) from error


def _kit(made: ExportOrder, loaded: Atlas, folder: Path, lang: str) -> None:
    """Write every kind of file; a region's page only where the view has a region."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong = Problem(str(folder), N_("cannot be written ({reason})"), details={"reason": str(error.strerror)})
        raise _fail((wrong,), lang, PROBLEMS_FOUND) from error
    for kind in possible_formats(made.view, loaded):
        name = export_name(kind, made)
        _save(export_file(kind, made, loaded), folder / name, lang)
        typer.echo(name)


@app.command("datapackage", epilog="Example: python -m geo datapackage")
def refresh_datapackage(data: Folder = DATA_FOLDER) -> None:
    """Record size and hash of every data file anew, after the figures were changed."""
    try:
        n = refresh_records(data)
    except DataError as error:
        raise _fail(error.problems, "en", PROBLEMS_FOUND) from error
    t = translator("en")
    typer.echo(t("{n} records are up to date.", n=n))


@regions_app.command("build", epilog="Example: python -m geo regions build tcd_admbnda_adm1.zip --country TCD")
def regions_build(
    source: Annotated[Path, typer.Argument(help="Polygons of admin 1 or 2: GeoJSON, shapefile, GeoPackage or zip.")],
    out: Annotated[Path | None, typer.Option(help="File for Mali's shapes; the shipped ones by default.")] = None,
    code: Annotated[str, typer.Option("--country", help="Country (ISO 3166); a new one gets its tables too.")] = "MLI",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Generalise a file of boundaries and make it the shapes of the maps; a new country gets its tables too."""
    lang = _language(lang)
    if not re.fullmatch("[A-Z]{3}", code):
        raise _fail((Problem("--country", EXPECTED_COUNTRY, value=code),), lang, WRONG_USE)
    folder = data / "boundaries"
    try:
        if code == HOME_COUNTRY:
            report = build_boundary_files(source, out or folder / "cercles.geojson", tables=folder)
        else:
            report = build_country_files(source, data, code)
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    typer.echo(json.dumps(report.as_dict(), indent=1, ensure_ascii=False))


@regions_app.command("ground", epilog="Example: python -m geo regions ground natural-earth/")
def regions_ground(
    sources: Annotated[Path, typer.Argument(help="Folder with Natural Earth's files and world-atlas' countries.")],
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Generalise neighbours, rivers, lakes and towns for the ground of the maps."""
    lang = _language(lang)
    try:
        report = build_basemap_files(sources, data / "context")
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    typer.echo(json.dumps(report, indent=1))
