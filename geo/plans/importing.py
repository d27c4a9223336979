"""Turn a plan's page into the plan's tables, ready for review: with evidence and all that was not understood."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from geo.core import N_, DataError, Problem, empty_table
from geo.places import Country, country_folder, read_region_tables
from geo.plans.funding_update import new_funding_rows
from geo.plans.identity import identify_plan
from geo.plans.model import plan_from_texts
from geo.plans.reader.parser import page_title, parse_plan_page
from geo.plans.reader.standard_codes import ReaderTools, load_standard_codes, shorten
from geo.plans.reader.to_tables import PAGE, TableBuilder
from geo.plans.reader.vocabulary import is_label
from geo.plans.rows import rows_of_frame, rows_to_csv, table_csv
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.core import Translator
    from geo.plans.model import Plan
    from geo.plans.reader.document import PlanDocument
    from geo.plans.rows import Row

MOST_BYTES = 5_000_000
EVIDENCE = ("table", "row", "column", "value", "line", "words", "confidence", "remark")
_MOST_LEFT = 200
_MOST_SECTORS, _MOST_ACTIVITIES = 500, 5000
"""Ten times and more what any plan has, so that a page of noise is refused before a table is made of it."""


@dataclass(frozen=True, eq=False)
class PlanImport:
    """A plan as read from a page.

    ``tables``: rows by table of `geo.plans.SCHEMAS`. ``evidence``: one row per value,
    with the columns `EVIDENCE`; ``remark`` is a catalogue text with ``{words}``.
    ``problems``: what was not understood, disagrees or is missing, each with its line.
    ``drafts``: rows whose words must be rewritten. ``aside``: pictures' texts, indicators
    and sections, which no table has. ``page_funding``: the funding as the page has it; in
    the tables it is added to what the plan on hand has.
    """

    code: str
    tables: dict[str, list[Row]]
    evidence: list[Row]
    problems: tuple[Problem, ...]
    drafts: tuple[Problem, ...]
    aside: tuple[Row, ...]
    page_funding: tuple[Row, ...]


class OnCountry(Protocol):
    """What is loaded of a country: here its places count."""

    @property
    def country(self) -> Country:
        """The country's regions and base map."""


class PlansOnHand(Protocol):
    """The plans that are loaded, as `geo.store.Library` has them."""

    @property
    def plans(self) -> Mapping[str, Plan]:
        """Every plan by its code."""

    def country(self, code: str, data: Path) -> OnCountry:
        """Return what is loaded of a country, else what is in the folder *data*."""


def reader_tools(page: str | bytes, on_hand: PlansOnHand, data: Path) -> ReaderTools:
    """Take from the plans on hand what a page is read with: its country's places, and the plan that it updates.

    Raises
    ------
    DataError
        If a table of the reader or of the country cannot be used, or the page is too large.
    """
    who = identify_plan(page_title(_decoded(page)))
    here = [p for p in on_hand.plans.values() if p.country == who.country]
    land = on_hand.country(who.country, data).country
    titles, groups = load_standard_codes(data / "reader")
    tables = country_folder(data, "boundaries", who.country)
    cercles = None if land.regions is None else read_region_tables(tables)[1]
    zones = next((p.zones for p in here if len(p.zones)), empty_table(SCHEMAS["zones"]))
    return ReaderTools(land, zones, titles, groups, cercles, on_hand.plans.get(who.code))


def import_plan_page(page: str | bytes, tools: ReaderTools) -> PlanImport:
    """Read a page into a plan's tables.

    Parameters
    ----------
    page
        The page as text or saved HTML; bytes are UTF-8, UTF-16 or Windows-1252.
    tools
        Regions, zones, standard titles, and the plan on hand.

    Returns
    -------
    Import
        Titles and summaries are the known plan's where its text has not changed; else
        the published words, cut short: a draft to be rewritten.

    Raises
    ------
    DataError
        If the page is larger than 5 MB, or holds no plan: no title or no objective.
    """
    text = _decoded(page)
    reading = parse_plan_page(text)
    if "title" not in reading.header or not reading.objectives:
        expected = N_("this is no page of a crisis response plan: no title or no objective was found in {n} lines")
        raise DataError([Problem(PAGE, expected, details={"n": str(text.count("\n") + 1)})])
    _of_a_plans_size(reading)
    desk = TableBuilder(reading, tools)
    tables = desk.tables()
    aside = [
        *({"kind": "caption", "line": c.line, "words": c.text} for c in reading.captions),
        *({"kind": "indicator", "line": c.line, "words": c.text} for c in reading.indicators),
        *({"kind": name or "introduction", "line": p.line, "words": shorten(p.text)}
          for name, found in reading.sections.items() for p in found),
    ]  # fmt: skip
    page_funding = tuple(tables["funding"])
    disputed: list[Problem] = []
    if desk.known is not None:
        tables["funding"], disputed = _funding(tables["funding"], desk.known)
    problems = (*_not_understood(reading), *desk.problems, *disputed)
    return PlanImport(
        desk.identity.code, tables, desk.evidence, problems, tuple(desk.drafts), tuple(aside), page_funding
    )


def imported_plan(made: PlanImport, tools: ReaderTools) -> Plan:
    """Make a plan of the tables as they would be loaded.

    Raises
    ------
    DataError
        With every wrong cell: nothing is accepted before a person has mended it.
    """
    known = None if tools.land.regions is None else list(tools.regions.frame.index)
    return plan_from_texts(made.code, table_texts(made), known)


def edited_import(made: PlanImport, tables: Mapping[str, list[Row]]) -> PlanImport:
    """Return an import with some tables as a person has edited them; its code is that of the plan's row."""
    kept = made.tables | dict(tables)
    code = str(kept["plan"][0]["plan"]) if len(kept["plan"]) == 1 else made.code
    return replace(made, tables=kept, code=code)


def table_texts(made: PlanImport) -> dict[str, str]:
    """Return each table as CSV text, as `geo.plans.load_plan` reads it."""
    return {name: table_csv(name, made.tables[name]) for name in SCHEMAS}


def evidence_csv(made: PlanImport, t: Translator) -> str:
    """Return the evidence as CSV text for a spreadsheet."""
    rows = [row | {"remark": t(row["remark"], words=row["words"])} for row in made.evidence]
    return rows_to_csv(EVIDENCE, rows)


def evidence_beside(made: PlanImport, table: str, t: Translator) -> list[Row]:
    """Return the evidence of each row of a table, in its order: lines, words, confidence and remark as texts."""
    by_row: dict[str, list[Row]] = {}
    for e in made.evidence:
        by_row.setdefault(f"{e['table']} {e['row']}", []).append(e)
    return [_evidence_of(by_row.get(f"{table} {_id(row, table)}", []), row, table, t) for row in made.tables[table]]


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


def import_archive(made: PlanImport, t: Translator) -> bytes:
    """Return the tables, the evidence and the problems as one ZIP file; the same import gives the same bytes."""
    out = io.BytesIO()
    files = {f"{made.code}/{name}.csv": text for name, text in table_texts(made).items()}
    files |= {"evidence.csv": evidence_csv(made, t), "problems.txt": problems_text(made, t)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def problems_text(made: PlanImport, t: Translator) -> str:
    """Return every problem and every draft, a line each."""
    return "".join(f"{p.text(t)}\n" for p in (*made.problems, *made.drafts))


def write_import(made: PlanImport, folder: Path, t: Translator) -> list[Path]:
    """Write the tables to ``folder/<code>/``, and ``evidence.csv`` and ``problems.txt`` beside them.

    Raises
    ------
    DataError
        If the folder cannot be written.
    """
    files = {folder / made.code / f"{name}.csv": text for name, text in table_texts(made).items()}
    files |= {folder / "evidence.csv": evidence_csv(made, t), folder / "problems.txt": problems_text(made, t)}
    try:
        (folder / made.code).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        expected = N_("cannot be written ({reason})")
        raise DataError([Problem(str(folder), expected, details={"reason": str(error.strerror)})]) from error
    return list(files)


def _funding(page: list[Row], known: Plan) -> tuple[list[Row], list[Problem]]:
    """Add what a page confirms to what a plan has; a sector that the plan does not have brings its row along."""
    old = rows_of_frame(known.funding, "funding")
    kept, disputed = new_funding_rows([r for r in page if r["sector"] in known.sectors.index], known)
    return [*old, *kept, *(r for r in page if r["sector"] not in known.sectors.index)], disputed


def _of_a_plans_size(reading: PlanDocument) -> None:
    """Refuse a page with more objectives, sectors or bullets than a plan can have."""
    sectors = max(len(reading.objectives), len(reading.sectors))
    activities = sum(len(sector.bullets) for sector in reading.sectors)
    if sectors > _MOST_SECTORS or activities > _MOST_ACTIVITIES:
        expected = N_("this page has more objectives, sectors or bullets than a plan: save the plan’s page alone")
        raise DataError([Problem(PAGE, expected)])


def _not_understood(reading: PlanDocument) -> list[Problem]:
    """List what was not understood, and values that a line says otherwise than one before it."""
    left = N_("this line was not understood")
    said = N_("this line says otherwise than one before it, or says it again; the first one counts")
    silent = N_("this label has no value before, beside or below it")
    found = [
        Problem(PAGE, silent if is_label(p.text) else left, value=shorten(p.text), line=p.line)
        for p in reading.leftover[:_MOST_LEFT]
    ]
    found += [Problem(PAGE, said, value=shorten(p.text), line=p.line) for p in reading.doubts[:_MOST_LEFT]]
    more = max(0, len(reading.leftover) - _MOST_LEFT) + max(0, len(reading.doubts) - _MOST_LEFT)
    if more:
        expected = N_("{n} more such lines, from here on")
        last = [*reading.leftover[_MOST_LEFT:], *reading.doubts[_MOST_LEFT:]][0].line
        found.append(Problem(PAGE, expected, details={"n": str(more)}, line=last))
    return found


def _decoded(page: str | bytes) -> str:
    size = len(page) if isinstance(page, bytes) else len(page.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise DataError([Problem(PAGE, N_("the page is larger than 5 MB; save the plan’s page alone"))])
    if isinstance(page, str):
        return page
    encodings = ("utf-16",) if page[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return page.decode(encoding)
        except UnicodeDecodeError:
            continue
    return page.decode("latin-1")
