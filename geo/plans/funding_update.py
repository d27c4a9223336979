"""Confirmed funding that a page adds to a plan: appended with its day, older rows stay."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from geo.core import N_, DataError, Problem, form_of, guarded, parse_table, records_of
from geo.plans.rows import is_empty, same_form
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plans.model import Plan
    from geo.plans.rows import Row


def new_funding_rows(page: Sequence[Row], plan: Plan) -> tuple[list[Row], list[Problem]]:
    """Return the confirmed amounts that a plan does not have yet, as rows of its funding table.

    The same page twice adds nothing. An amount that contradicts one of the same sector
    and day is a problem and is not added: older rows stay as they are. So is one without
    a day, and one of a sector that the plan does not have.
    """
    known = {(str(r.sector), same_form(r.as_of)): same_form(r.amount_usd) for r in plan.funding.itertuples()}
    rows, problems = [], []
    for row in page:
        sector, day, amount = str(row["sector"]), same_form(row["as_of"]), same_form(row["amount_usd"])
        if row["state"] != "confirmed" or known.get((sector, day)) == amount:
            continue
        wrong = ""
        if sector not in plan.sectors.index:
            wrong = N_("the plan has no such sector; import the whole page to add it")
        elif not day:
            wrong = N_("this amount has no day; write it into funding.csv by hand")
        elif (sector, day) in known:
            wrong = N_("the plan has {old} for this sector on {day}; correct it in funding.csv if the page is right")
        if wrong:
            details = {"old": known.get((sector, day), "") or "not_reported", "day": day}
            problems.append(Problem(N_("page"), wrong, None, sector, amount, details))
        else:
            rows.append(row)
    return rows, problems


def append_funding_rows(rows: Sequence[Row], raw: bytes, name: str) -> bytes:
    """Add rows to the bytes of a funding table; what stands there stays byte by byte.

    The rows are written as the file called *name* is: in its encoding, with its columns,
    delimiter, quotes, line ends, decimal sign and form of days.

    Raises
    ------
    DataError
        If the file cannot be used, or its encoding lacks a letter of the rows.
    """
    if not rows:
        return raw
    _, problems = parse_table(raw, name, SCHEMAS["funding"])
    if problems:
        raise DataError(problems)
    form, records = form_of(raw, name), records_of(raw, name)
    columns = [c.strip() for c in records[0]]
    old = [dict(zip(columns, (c.strip() for c in record), strict=False)) for record in records[1:]]
    decimal, days = _decimal_sign(old, form.delimiter), _form_of_days(old)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.delimiter, lineterminator=form.line_end,
                        quoting=csv.QUOTE_ALL if form.all_quoted else csv.QUOTE_MINIMAL)  # fmt: skip
    for row in rows:
        day = "" if is_empty(row["as_of"]) else f"{row['as_of']:{days}}"
        amount = same_form(row["amount_usd"]).replace(".", decimal)
        made = row | {"as_of": day, "amount_usd": amount}
        writer.writerow([guarded(str(made[c])) for c in columns])
    ended = raw.endswith(tuple(sign.encode(form.encoding) for sign in "\r\n"))
    added = ("" if ended else form.line_end) + out.getvalue()
    return raw + _encoded(added, rows, form.encoding, name)


def _encoded(text: str, rows: Sequence[Row], encoding: str, name: str) -> bytes:
    """Encode rows for a file, or say which cell has a letter that the file cannot hold."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        cells = ((c, str(v)) for row in rows for c, v in row.items())
        column, value = next((c, v) for c, v in cells if letter in v)
        expected = N_("“{letter}” cannot be written in this file’s encoding ({encoding}); save it as CSV UTF-8 first")
        details = {"letter": letter, "encoding": encoding}
        raise DataError([Problem(name, expected, None, column, value, details)]) from error


def _decimal_sign(old: Sequence[Row], delimiter: str) -> str:
    """Return the decimal sign of a file's amounts; where none has decimals, that of the spreadsheet that wrote it."""
    for row in reversed(old):
        if signs := re.search(r"[.,](?=\d{1,2}$)", row.get("amount_usd", "")):
            return signs.group()
    return "," if delimiter == ";" else "."


def _form_of_days(old: Sequence[Row]) -> str:
    """Return the form of a file's last day: 13/01/2024 as a French spreadsheet writes it, or 2024-01-13."""
    days = [row["as_of"] for row in old if row.get("as_of")]
    return "%d/%m/%Y" if days and "/" in days[-1] else "%Y-%m-%d"
