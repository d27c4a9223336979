"""The command line: ``python -m geo``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from geo import atlas as atlases
from geo import datapackage, ground_build, observations, shapes, tables, thematic, view
from geo.errors import DataError, Problem, ViewError
from geo.i18n import N_, translator

PROBLEMS_FOUND, WRONG_USE = 1, 2
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


def _fail(problems: tuple[Problem, ...], lang: str, code: int) -> typer.Exit:
    t = translator(lang)
    for problem in problems:
        typer.echo(problem.text(t), err=True)
    return typer.Exit(code)


def _language(lang: str) -> str:
    if lang in view.LANGS:
        return lang
    wrong = Problem("--lang", N_("expected one of {known}"), value=lang, details={"known": ", ".join(view.LANGS)})
    raise _fail((wrong,), "en", WRONG_USE)


def _atlas(data: Path, lang: str) -> atlases.Atlas:
    try:
        return atlases.load(data)
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error


@app.command(epilog="Example: python -m geo check --lang fr")
def check(lang: Lang = "en", data: Folder = atlases.DATA) -> None:
    """Check the plan's tables, then list every caveat; exit 1 if a table cannot be used."""
    lang = _language(lang)
    t = translator(lang)
    loaded = _atlas(data, lang)
    for caveat in loaded.caveats:
        word = t("warning") if caveat.severity == "warning" else t("note")
        typer.echo(f"{word} [{caveat.code}] {caveat.write(t)} ({'; '.join(caveat.rows)})")
    if not any(c.code == "printed-disagrees" for c in loaded.caveats):
        typer.echo(t("No printed percentage disagrees with the amounts."))
    changed = datapackage.changed(data)
    for name in changed:
        typer.echo(t("{file} has changed since its record in datapackage.json was made.", file=name))
    typer.echo(t("{n} caveats; the tables can be used.", n=len(loaded.caveats)))


@app.command(epilog="Example: python -m geo table --view 'sector=shelter&basis=zone' --format csv")
def table(
    view_text: Annotated[str, typer.Option("--view", help="What to show, as in the page address.")] = "",
    format_: Annotated[str, typer.Option("--format", help="csv or json.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write; the screen by default.")] = None,
    weights: Annotated[Path | None, typer.Option(help="CSV with region and weight: split money by it.")] = None,
    data: Folder = atlases.DATA,
) -> None:
    """Write the figures of a view as a table."""
    if format_ not in ("csv", "json"):
        wrong = Problem("--format", N_("expected one of {known}"), value=format_, details={"known": "csv, json"})
        raise _fail((wrong,), "en", WRONG_USE)
    loaded = _atlas(data, "en")
    try:
        wanted = loaded.read_view(view.split_query(view_text), thematic.MEASURES, strict=True)
    except ViewError as error:
        raise _fail(error.problems, "en", WRONG_USE) from error
    if weights is not None:
        wanted = _weighed(wanted, weights, loaded)
    drawn = thematic.compose(wanted, loaded)
    text = tables.to_csv(tables.rows(drawn, loaded)) if format_ == "csv" else tables.to_json(drawn, loaded)
    _write(text, out)


def _weighed(wanted: view.View, file: Path, loaded: atlases.Atlas) -> view.View:
    """Take a reader's weights from a file into a view."""
    try:
        read = observations.read_weights(file, list(loaded.regions["2023"].frame.index))
    except DataError as error:
        raise _fail(error.problems, wanted.lang, PROBLEMS_FOUND) from error
    return wanted.but(split="custom", weights=read)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        wrong = Problem(str(out), N_("cannot be written ({reason})"), details={"reason": str(error.strerror)})
        raise _fail((wrong,), "en", PROBLEMS_FOUND) from error


@app.command("datapackage", epilog="Example: python -m geo datapackage")
def refresh_datapackage(data: Folder = atlases.DATA) -> None:
    """Record size and hash of every data file anew, after the figures were changed."""
    try:
        n = datapackage.refresh(data)
    except DataError as error:
        raise _fail(error.problems, "en", PROBLEMS_FOUND) from error
    t = translator("en")
    typer.echo(t("{n} records are up to date.", n=n))


@regions_app.command("build", epilog="Example: python -m geo regions build mli_admbnda_adm2.zip")
def regions_build(
    source: Annotated[Path, typer.Argument(help="Polygons of admin 1 or 2: GeoJSON, shapefile, GeoPackage or zip.")],
    out: Annotated[Path | None, typer.Option(help="File to write; the shipped shapes by default.")] = None,
    lang: Lang = "en",
    data: Folder = atlases.DATA,
) -> None:
    """Generalise a file of boundaries and make it the shapes of the maps."""
    lang = _language(lang)
    folder = data / "boundaries"
    try:
        report = shapes.build(source, out or folder / "cercles.geojson", tables=folder)
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    typer.echo(json.dumps(report.as_dict(), indent=1, ensure_ascii=False))


@regions_app.command("ground", epilog="Example: python -m geo regions ground natural-earth/")
def regions_ground(
    sources: Annotated[Path, typer.Argument(help="Folder with Natural Earth's files and world-atlas' countries.")],
    lang: Lang = "en",
    data: Folder = atlases.DATA,
) -> None:
    """Generalise neighbours, rivers, lakes and towns for the ground of the maps."""
    lang = _language(lang)
    try:
        report = ground_build.build(sources, data / "context")
    except DataError as error:
        raise _fail(error.problems, lang, PROBLEMS_FOUND) from error
    typer.echo(json.dumps(report, indent=1))


if __name__ == "__main__":
    app(prog_name="python -m geo")
