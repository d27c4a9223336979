"""Put an accepted plan, or the confirmed funding of a page, into the data folder; what it replaces is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from geo.core import N_, DataError, Problem, add_resources, read_table, unreadable, unwritable
from geo.plans.funding_update import append_funding_rows
from geo.plans.importing import imported_plan, is_titled, name_of_source, table_texts
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from geo.plans.importing import PlanImport
    from geo.plans.reader.standard_codes import ReaderTools
    from geo.plans.rows import Row

REPLACED = ".replaced"
LICENCE = "facts of a public page; titles and summaries are a person's own words"


def save_plan(
    plan_import: PlanImport, tools: ReaderTools, data: Path, now: datetime, *, replace: bool = False
) -> Path | None:
    """Write a plan's tables into ``data/plans/<code>/``.

    A plan that is there under the same code and another title is another plan: it is replaced
    only if *replace* says so.

    Returns
    -------
    Path or None
        Where the tables that stood there before are kept; None if the plan is new.

    Raises
    ------
    DataError
        If a table is wrong, another plan has the code, or the folder cannot be written; then
        nothing has changed.
    """
    imported_plan(plan_import, tools)
    plans, kept = data / "plans", None
    if not replace:
        _check_title(plan_import, plans / plan_import.code)
    target, fresh = plans / plan_import.code, plans / f".new-{plan_import.code}"
    try:
        fresh.mkdir(parents=True, exist_ok=True)
        for name, text in table_texts(plan_import).items():
            (fresh / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        if target.is_dir():
            kept = plans / REPLACED / f"{plan_import.code}-{now:%Y%m%d-%H%M%S}"
            kept.parent.mkdir(exist_ok=True)
            target.rename(kept)
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise unwritable(target, error) from error
    plan = plan_import.tables["plan"][0]
    add_resources(data, target, title=str(plan["title_en"]), source=str(plan["source"]), licence=LICENCE,
                    date=str(plan["text_date"])[:10])  # fmt: skip
    return kept


def plan_files(
    plan_import: PlanImport, tools: ReaderTools, data: Path, *, replace: bool = False
) -> tuple[dict[str, bytes | None], dict[str, dict[str, object]]]:
    """Return what each file of a plan is to hold, by its path below the data, and the records of new ones.

    Raises
    ------
    DataError
        If a table is wrong, or another plan has the code and *replace* does not say that it goes.
    """
    imported_plan(plan_import, tools)
    folder, row = f"plans/{plan_import.code}", plan_import.tables["plan"][0]
    if not replace:
        _check_title(plan_import, data / folder)
    files: dict[str, bytes | None] = {
        f"{folder}/{name}.csv": text.encode() for name, text in table_texts(plan_import).items()
    }
    words = {"sources": [{"title": str(row["source"])}], "licenses": [{"name": LICENCE}],
             "date": str(row["text_date"])[:10]}  # fmt: skip
    return files, {path: {"title": f"{row['title_en']}: {path.partition('/')[2]}", **words} for path in files}


def _check_title(plan_import: PlanImport, folder: Path) -> None:
    """Refuse to replace a plan of another title."""
    there, problems = read_table(folder / "plan.csv", SCHEMAS["plan"]) if folder.is_dir() else (None, [])
    if there is None or problems or len(there) != 1:
        return
    row, title = there.iloc[0], str(plan_import.tables["plan"][0]["title_en"])
    if not is_titled(row, title) and not is_titled(row, name_of_source(plan_import.tables["plan"][0]["source"])):
        raise DataError([other_title(plan_import.code, str(row["title_en"]), title)])


def other_title(code: str, there: str, title: str) -> Problem:
    """Say that a code is taken by a plan of another title."""
    expected = N_(
        "the code {code} is that of “{there}”, another plan than “{title}”: give this one a code of its own, or say "
        "that it takes the other’s place"
    )
    return Problem("plan.csv", expected, None, "plan", None, {"code": code, "there": there, "title": title})


def with_funding(rows: Sequence[Row], code: str, data: Path) -> bytes:
    """Return a plan's funding table with confirmed amounts appended; what stands there stays byte by byte.

    Raises
    ------
    DataError
        If the table cannot be read, or its encoding lacks a letter of the rows.
    """
    file = data / "plans" / code / "funding.csv"
    try:
        before = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error
    return append_funding_rows(rows, before, file.name)


def save_funding(rows: Sequence[Row], code: str, data: Path) -> Path:
    """Append confirmed amounts to a plan's funding table; see `with_funding`.

    Raises
    ------
    DataError
        If the table cannot be read or written; then it is as it was.
    """
    file = data / "plans" / code / "funding.csv"
    content, fresh = with_funding(rows, code, data), file.with_name(".funding.csv.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as error:
        raise unwritable(file, error) from error
    return file
