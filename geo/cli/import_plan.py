"""The command ``import-plan``: a plan's published page to its tables, for review."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import check_plan, load_checked_library
from geo.cli.common import Folder, Lang, not_one_of, print_problems, problems_end, read_bytes, refuse
from geo.core import DATA_FOLDER, LANGS, N_, DataError, Problem, Translator, translator
from geo.intake import write_import
from geo.plans import (
    PlanImport,
    ReaderTools,
    change_words,
    import_plan_page,
    imported_plan,
    list_changes,
    new_funding_rows,
    reader_tools,
    save_funding,
    save_plan,
)


def import_plan(  # noqa: PLR0913, PLR0917 - options of a command
    page: Annotated[Path, typer.Argument(help="Published page of a plan: text or saved HTML.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the tables, the evidence and the problems.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Put the tables into the data, if they are right.")] = False,  # noqa: FBT002 - a flag
    funding: Annotated[bool, typer.Option("--funding", help="Append new confirmed funding only.")] = False,  # noqa: FBT002 - a flag
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Read a plan's published page into its tables; exit 1 if anything in it must be looked at."""
    _check_options(lang, accept=accept, funding=funding)
    t = translator(lang)
    with problems_end(lang):
        content = read_bytes(page)
        tools = reader_tools(content, load_checked_library(data), data)
        plan_import = import_plan_page(content, tools)
        if funding:
            problems = _append_funding(plan_import, tools, data, t)
        else:
            problems = _review(plan_import, tools, t)
            if out is not None:
                write_import(plan_import, out, t)
            if accept:
                _accept(plan_import, tools, data, t)
    raise typer.Exit(1 if problems else 0)


def _check_options(lang: str, *, accept: bool, funding: bool) -> None:
    wrong = [] if lang in LANGS else [not_one_of("--lang", lang, LANGS)]
    if accept and funding:
        expected = N_("expected one of them: the page as a plan, or its funding alone")
        wrong.append(Problem("--accept, --funding", expected))
    if wrong:
        raise refuse(lang if lang in LANGS else "en", *wrong)


def _review(plan_import: PlanImport, tools: ReaderTools, t: Translator) -> bool:
    """Say what was read, what must be looked at and what changed; True if there is something to look at."""
    counts = {name: len(plan_import.tables[name]) for name in ("objectives", "sectors", "activities", "places")}
    read = N_("{code} – objectives: {objectives}, sectors: {sectors}, activities: {activities}, places: {places}.")
    typer.echo(t(read, code=plan_import.code, **counts))
    print_problems((*plan_import.problems, *plan_import.drafts), t.lang)
    if tools.known is not None:
        changes = list_changes(plan_import, tools.known)
        for change in changes:
            typer.echo(change_words(change, t))
        if not changes:
            typer.echo(t("Nothing has changed against the plan on hand."))
    else:
        typer.echo(t("This plan is new."))
    try:
        plan = imported_plan(plan_import, tools)
    except DataError as error:
        typer.echo(t("The tables cannot be used yet:"))
        print_problems(error.problems, t.lang)
        return True
    for caveat in check_plan(plan):
        typer.echo(f"[{caveat.code}] {caveat.write(t)}")
    return bool(plan_import.problems or plan_import.drafts)


def _accept(plan_import: PlanImport, tools: ReaderTools, data: Path, t: Translator) -> None:
    kept = save_plan(plan_import, tools, data, datetime.now(UTC))
    typer.echo(t("Accepted as {code}.", code=plan_import.code))
    if kept is not None:
        typer.echo(t("The tables that it replaces are kept in {folder}.", folder=kept))


def _append_funding(plan_import: PlanImport, tools: ReaderTools, data: Path, t: Translator) -> bool:
    """Append what the page confirms to the plan on hand; True if an amount could not be taken."""
    if tools.known is None or tools.known.header_only:
        expected = N_("the page is of {found}, a plan that is not on hand: import it whole with --accept")
        raise DataError([Problem(N_("page"), expected, details={"found": plan_import.code})])
    rows, problems = new_funding_rows(plan_import.page_funding, tools.known)
    if rows:
        save_funding(rows, plan_import.code, data)
    typer.echo(t("{n} new amounts of confirmed funding were added.", n=len(rows)))
    for row in rows:
        typer.echo(f"{row['sector']}: {t.money(float(row['amount_usd']))} ({t.day(row['as_of'])})")
    print_problems(problems, t.lang)
    return bool(problems)
