"""Put an accepted plan, or the confirmed funding of a page, into the data folder; what it replaces is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from geo.core import add_resources, unreadable, unwritable
from geo.plans.funding_update import append_funding_rows
from geo.plans.importing import imported_plan, table_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from geo.plans.importing import PlanImport
    from geo.plans.reader.standard_codes import ReaderTools
    from geo.plans.rows import Row

REPLACED = ".replaced"
LICENCE = "facts of a public page; titles and summaries are a person's own words"


def save_plan(plan_import: PlanImport, tools: ReaderTools, data: Path, now: datetime) -> Path | None:
    """Write a plan's tables into ``data/plans/<code>/``.

    Returns
    -------
    Path or None
        Where the tables that stood there before are kept; None if the plan is new.

    Raises
    ------
    DataError
        If a table is wrong or the folder cannot be written; then nothing has changed.
    """
    imported_plan(plan_import, tools)
    plans, kept = data / "plans", None
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
