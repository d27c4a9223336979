"""The command ``import-plan``: a plan's published page to its tables, for review."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.analysis import check_plan, load_checked_library
from geo.core import DATA_FOLDER, LANGS, N_, DataError, Problem, Translator, translator
from geo.plans import (
    change_words,
    import_plan_page,
    imported_plan,
    list_changes,
    new_funding_rows,
    reader_tools,
    save_funding,
    save_plan,
    write_import,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plans import PlanImport, ReaderTools

Page = Annotated[Path, typer.Argument(help="Published page of a plan: text or saved HTML.")]
Out = Annotated[Path | None, typer.Option(help="Folder for the tables, the evidence and the problems.")]
Folder = Annotated[Path, typer.Option(help="Folder with the data.")]
EXAMPLE = "Example: python -m geo import-plan page.html --out review"


def import_plan(  # noqa: PLR0913, PLR0917 - options of a command
    page: Page,
    out: Out = None,
    accept: Annotated[bool, typer.Option("--accept", help="Put the tables into the data, if they are right.")] = False,  # noqa: FBT002 - a flag
    funding: Annotated[bool, typer.Option("--funding", help="Append new confirmed funding only.")] = False,  # noqa: FBT002 - a flag
    lang: Annotated[str, typer.Option(help="Language of the texts: en or fr.")] = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Read a plan's published page into its tables; exit 1 if anything in it must be looked at."""
    _right_use(lang, accept=accept, funding=funding)
    t = translator(lang)
    try:
        content = _bytes_of(page)
        tools = reader_tools(content, load_checked_library(data), data)
        made = import_plan_page(content, tools)
        if funding:
            problems = _append(made, tools, data, t)
        else:
            problems = _review(made, tools, t)
            if out is not None:
                write_import(made, out, t)
            if accept:
                _accept(made, tools, data, t)
    except DataError as error:
        _say(error.problems, t)
        raise typer.Exit(1) from error
    raise typer.Exit(1 if problems else 0)


def _right_use(lang: str, *, accept: bool, funding: bool) -> None:
    known = ", ".join(LANGS)
    wrong = []
    if lang not in LANGS:
        wrong.append(Problem("--lang", N_("expected one of {known}"), value=lang, details={"known": known}))
    if accept and funding:
        expected = N_("expected one of them: the page as a plan, or its funding alone")
        wrong.append(Problem("--accept, --funding", expected))
    if wrong:
        _say(wrong, translator(lang if lang in LANGS else "en"))
        raise typer.Exit(2)


def _bytes_of(page: Path) -> bytes:
    try:
        return page.read_bytes()
    except OSError as error:
        expected = N_("the file cannot be read ({reason})")
        raise DataError([Problem(str(page), expected, details={"reason": str(error.strerror)})]) from error


def _review(made: PlanImport, tools: ReaderTools, t: Translator) -> bool:
    """Say what was read, what must be looked at and what changed; True if there is something to look at."""
    counts = {name: len(made.tables[name]) for name in ("objectives", "sectors", "activities", "places")}
    read = N_("{code} – objectives: {objectives}, sectors: {sectors}, activities: {activities}, places: {places}.")
    typer.echo(t(read, code=made.code, **counts))
    _say((*made.problems, *made.drafts), t)
    if tools.known is not None:
        found = list_changes(made, tools.known)
        for change in found:
            typer.echo(change_words(change, t))
        if not found:
            typer.echo(t("Nothing has changed against the plan on hand."))
    else:
        typer.echo(t("This plan is new."))
    try:
        plan = imported_plan(made, tools)
    except DataError as error:
        typer.echo(t("The tables cannot be used yet:"))
        _say(error.problems, t)
        return True
    for caveat in check_plan(plan):
        typer.echo(f"[{caveat.code}] {caveat.write(t)}")
    return bool(made.problems or made.drafts)


def _accept(made: PlanImport, tools: ReaderTools, data: Path, t: Translator) -> None:
    kept = save_plan(made, tools, data, datetime.now(UTC))
    typer.echo(t("Accepted as {code}.", code=made.code))
    if kept is not None:
        typer.echo(t("The tables that it replaces are kept in {folder}.", folder=kept))


def _append(made: PlanImport, tools: ReaderTools, data: Path, t: Translator) -> bool:
    """Append what the page confirms to the plan on hand; True if an amount could not be taken."""
    if tools.known is None or tools.known.header_only:
        expected = N_("the page is of {found}, a plan that is not on hand: import it whole with --accept")
        raise DataError([Problem(N_("page"), expected, details={"found": made.code})])
    rows, problems = new_funding_rows(made.page_funding, tools.known)
    if rows:
        save_funding(rows, made.code, data)
    typer.echo(t("{n} new amounts of confirmed funding were added.", n=len(rows)))
    for row in rows:
        typer.echo(f"{row['sector']}: {t.money(float(row['amount_usd']))} ({t.day(row['as_of'])})")
    _say(problems, t)
    return bool(problems)


def _say(problems: Sequence[Problem], t: Translator) -> None:
    for problem in problems:
        typer.echo(problem.text(t), err=True)
