"""The command ``match``: the places of a table, as the page "Your data" matches them."""

from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import load_checked_library
from geo.cli.common import PROBLEMS_FOUND, Folder, Lang, known_language, print_problems, problems_end, read_bytes
from geo.core import DATA_FOLDER, N_, DataError, Problem, Translator, split_query, translator
from geo.intake import (
    BroughtTable,
    PlaceReport,
    bring,
    count_words,
    line_words,
    match_places,
    read_aliases,
    role_words,
)
from geo.places import PlaceIndex, index_places


def match(  # noqa: PLR0913, PLR0917 - options of a command
    file: Annotated[Path, typer.Argument(help="Table: CSV, workbook, JSON or a file of shapes.")],
    sheet: Annotated[str, typer.Option(help="Name of the sheet; the likeliest by default.")] = "",
    aliases: Annotated[Path | None, typer.Option(help="File of answers that was kept before.")] = None,
    view: Annotated[str, typer.Option(help="plan=CODE chooses the country; the default plan's by default.")] = "",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Match the places of a table to regions and cercles; exit 1 if any is missed or must be confirmed."""
    t = translator(known_language(lang))
    with problems_end(lang):
        atlas = load_checked_library(data).at(split_query(view), strict=True)
        index = index_places(atlas.plan.country, atlas.regions["2023"], atlas.cercles)
        known = read_aliases(read_bytes(aliases), aliases.name, index) if aliases else {}
        brought = bring(read_bytes(file), file.name)
        print_problems(brought.remarks, lang)
        table = _chosen(brought.tables, sheet, file.name)
        report = match_places(table, index, known)
        _print(table, report, index, t)
    raise typer.Exit(PROBLEMS_FOUND if report.to_answer else 0)


def _chosen(tables: tuple[BroughtTable, ...], sheet: str, file: str) -> BroughtTable:
    found = next((table for table in tables if table.sheet == sheet), None if sheet else tables[0])
    if found is None:
        known = {"known": ", ".join(table.sheet for table in tables)}
        raise DataError([Problem(file, N_("expected one of {known}"), None, "--sheet", sheet, known)])
    return found


def _print(table: BroughtTable, report: PlaceReport, index: PlaceIndex, t: Translator) -> None:
    """Print the roles of the columns, the counts of each state, and each place that must be looked at."""
    typer.echo(t("Sheet {sheet}: {n} rows.", sheet=table.sheet, n=len(table.frame)))
    for column, role in table.roles.items():
        if role != "other":
            typer.echo(f"  {column}{t(': ')}{role_words(role, t)}")
    if not report.lines:
        typer.echo(t("No column names a place."))
        return
    for name, places, rows in count_words(report, t):
        typer.echo(t("{state}: {n} written places, {rows} rows", state=name, n=places, rows=rows))
    typer.echo(t("{n} of {total} rows lie in a region (regions of {areas}).", n=report.placed, total=len(table.frame),
                 areas=report.areas))  # fmt: skip
    for line in report.to_answer:
        typer.echo(f"- {line_words(line, index, t)}")
