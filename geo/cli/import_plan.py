"""The command ``import-plan``: a plan's published page to its tables, for review."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import check_plan, load_checked_library
from geo.cli.common import Folder, Lang, not_one_of, print_problems, read_bytes, refuse
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
    other_title,
    reader_tools,
    recoded_import,
    save_funding,
    save_plan,
)
from geo.store import Library, load_atlas

PAGE_FILES = (".txt", ".html", ".htm")


@dataclass(frozen=True)
class _Choice:
    """What is to be done with each page."""

    accept: bool
    funding: bool
    code: str
    replace: bool
    data: Path


def import_plan(  # noqa: PLR0913, PLR0917 - options of a command
    pages: Annotated[list[Path], typer.Argument(help="Published pages of plans, text or saved HTML, or their folder.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the tables, the evidence and the problems.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Put the tables into the data, if they are right.")] = False,  # noqa: FBT002 - a flag
    funding: Annotated[bool, typer.Option("--funding", help="Append new confirmed funding only.")] = False,  # noqa: FBT002 - a flag
    code: Annotated[str, typer.Option(help="Code to take one page under, such as mli-2024-floods.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a plan of another title.")] = False,  # noqa: FBT002 - a flag
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Read published pages of plans into their tables; exit 1 if anything in one must be looked at.

    One page that cannot be read takes no other down. Of several pages each has a folder of its own in --out.
    """
    t = translator(lang if lang in LANGS else "en")
    files = _page_files(pages, t)
    _check_options(lang, accept=accept, funding=funding, renamed=bool(code) and len(files) > 1)
    choice = _Choice(accept, funding, code, replace, data)
    several = len(files) > 1
    found, library = [], load_checked_library(data)
    for file in files:
        if several:
            typer.echo(f"== {file.name}")
        look, changed = _import_page(file, out / file.stem if out and several else out, choice, library, t)
        found.append(look)
        if changed:
            library = _with_plan(library, changed, data)
    if several:
        typer.echo(t("{n} of {total} pages have nothing to look at.", n=found.count(False), total=len(found)))
    raise typer.Exit(1 if any(found) else 0)


def _page_files(pages: list[Path], t: Translator) -> list[Path]:
    """List the pages that are named, and those of a folder that is, by name."""
    found: list[Path] = []
    for page in pages:
        inside = sorted(p for p in page.glob("*") if p.suffix.lower() in PAGE_FILES) if page.is_dir() else [page]
        if not inside:
            expected = N_("there is no page in this folder: expected files that end in .txt, .html or .htm")
            raise refuse(t.lang, Problem(str(page), expected))
        found += inside
    return found


def _with_plan(library: Library, code: str, data: Path) -> Library:
    """Return the plans on hand with one as its files have it now, so that the next page is read beside it.

    All others stay as they were read: eighty pages do not read eighty plans eighty times.
    """
    try:
        atlas = load_atlas(data, code, lambda country: library.country(country, data))
    except DataError:
        return load_checked_library(data)
    return library.with_own({code: atlas}, library.lands)


def _import_page(file: Path, out: Path | None, choice: _Choice, library: Library, t: Translator) -> tuple[bool, str]:
    """Read one page and do what is to be done with it.

    Return whether there is something to look at, and the code of the plan that was changed, if one was.
    """
    data, changed = choice.data, ""
    try:
        content = read_bytes(file)
        tools = reader_tools(content, library, data)
        plan_import = import_plan_page(content, tools)
        if choice.funding:
            return _append_funding(plan_import, tools, data, t), plan_import.code
        if choice.code:
            plan_import = recoded_import(plan_import, choice.code)
        problems = _review(plan_import, tools, t)
        if out is not None:
            write_import(plan_import, out, t)
        if choice.accept:
            _accept(plan_import, tools, choice, t)
            changed = plan_import.code
    except DataError as error:
        print_problems(error.problems, t.lang)
        return True, changed
    return problems, changed


def _check_options(lang: str, *, accept: bool, funding: bool, renamed: bool) -> None:
    wrong = [] if lang in LANGS else [not_one_of("--lang", lang, LANGS)]
    if accept and funding:
        expected = N_("expected one of them: the page as a plan, or its funding alone")
        wrong.append(Problem("--accept, --funding", expected))
    if renamed:
        wrong.append(Problem("--code", N_("expected one page: a code is that of one plan")))
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
        there = tools.other
        if there is not None and there.code == plan_import.code:
            title = str(plan_import.tables["plan"][0]["title_en"])
            print_problems([other_title(there.code, there.title("en"), title)], t.lang)
            typer.echo(t("With --accept add --code CODE for a code of its own, or --replace."))
    try:
        plan = imported_plan(plan_import, tools)
    except DataError as error:
        typer.echo(t("The tables cannot be used yet:"))
        print_problems(error.problems, t.lang)
        return True
    for caveat in check_plan(plan):
        typer.echo(f"[{caveat.code}] {caveat.write(t)}")
    return bool(plan_import.problems or plan_import.drafts)


def _accept(plan_import: PlanImport, tools: ReaderTools, choice: _Choice, t: Translator) -> None:
    kept = save_plan(plan_import, tools, choice.data, datetime.now(UTC), replace=choice.replace)
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
