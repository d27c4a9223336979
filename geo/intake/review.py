"""An import on its way to a person: the evidence of every value, and all of it as files to review."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from geo.core import unwritable
from geo.plans import rows_to_csv, same_form, table_texts

if TYPE_CHECKING:
    from pathlib import Path

    from geo.core import Translator
    from geo.plans import PlanImport, Row

EVIDENCE = ("table", "row", "column", "value", "line", "words", "confidence", "remark")


def evidence_csv(plan_import: PlanImport, t: Translator) -> str:
    """Return the evidence as CSV text for a spreadsheet."""
    rows = [row | {"remark": t(row["remark"], words=row["words"])} for row in plan_import.evidence]
    return rows_to_csv(EVIDENCE, rows)


def evidence_beside(plan_import: PlanImport, table: str, t: Translator) -> list[Row]:
    """Return the evidence of each row of a table, in its order: lines, words, confidence and remark as texts."""
    by_row: dict[str, list[Row]] = {}
    for e in plan_import.evidence:
        by_row.setdefault(f"{e['table']} {e['row']}", []).append(e)
    return [
        _evidence_of(by_row.get(f"{table} {_id(row, table)}", []), row, table, t) for row in plan_import.tables[table]
    ]


def lines_beside(plan_import: PlanImport) -> list[Row]:
    """Return each line of the page, what it was taken for, and the cells that it gave: table, row, column and value."""
    by_line: dict[int, list[str]] = {}
    for e in plan_import.evidence:
        cell = f"{e['table']} {e['row']}, {e['column']}: {same_form(e['value'])}"
        by_line.setdefault(int(e["line"]), []).append(cell)
    return [
        {"line": line.number, "text": line.text, "role": line.role, "cells": "; ".join(by_line.get(line.number, []))}
        for line in plan_import.lines
    ]


def _id(row: Row, table: str) -> str:
    """Return what the evidence calls a row: an activity or sector for a place, else the first cell."""
    return str(row["activity"] or row["sector"]) if table == "places" else str(next(iter(row.values()), ""))


def _evidence_of(found: list[Row], row: Row, table: str, t: Translator) -> Row:
    if table == "places":
        found = [e for e in found if e["value"] == (row["place"] or row["basis"])]
    words = dict.fromkeys(str(e["words"]) for e in found if e["words"])
    sure = [c for c in ("low", "medium", "high") if c in {e["confidence"] for e in found}]
    return {
        "line": ", ".join(dict.fromkeys(str(e["line"]) for e in found)),
        "words": " | ".join(words),
        "confidence": sure[0] if sure else "",
        "remark": " ".join(dict.fromkeys(t(e["remark"], words=e["words"]) for e in found if e["remark"])),
    }


def review_files(plan_import: PlanImport, t: Translator) -> dict[str, str]:
    """Return what a person reviews, by its path: every table, ``evidence.csv`` and ``problems.txt``.

    The last one has every problem and every draft, a line each.
    """
    tables = {f"{plan_import.code}/{name}.csv": text for name, text in table_texts(plan_import).items()}
    problems = "".join(f"{p.text(t)}\n" for p in (*plan_import.problems, *plan_import.drafts))
    return tables | {"evidence.csv": evidence_csv(plan_import, t), "problems.txt": problems}


def import_archive(plan_import: PlanImport, t: Translator) -> bytes:
    """Return the files of `review_files` as one ZIP file; the same import gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in review_files(plan_import, t).items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def write_import(plan_import: PlanImport, folder: Path, t: Translator) -> None:
    """Write the files of `review_files` into a folder.

    Raises
    ------
    DataError
        If the folder cannot be written.
    """
    try:
        (folder / plan_import.code).mkdir(parents=True, exist_ok=True)
        for name, text in review_files(plan_import, t).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise unwritable(folder, error) from error
