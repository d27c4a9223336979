"""Turn a plan's page into the plan's tables, ready for review: with evidence and all that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from geo.core import N_, DataError, Problem, empty_table
from geo.plans.funding_update import new_funding_rows
from geo.plans.identity import read_names, same_title
from geo.plans.model import plan_from_texts
from geo.plans.reader.evidence import PAGE
from geo.plans.reader.lines import split_lines
from geo.plans.reader.parser import page_identity, parse_plan_lines
from geo.plans.reader.standard_codes import ReaderTools, load_standard_codes, shorten
from geo.plans.reader.to_tables import TableBuilder
from geo.plans.reader.vocabulary import FIELDS, read_words
from geo.plans.rows import rows_of_frame, table_csv
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geo.places import Country
    from geo.plans.model import Plan
    from geo.plans.reader.document import PlanDocument, ReadLine
    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words
    from geo.plans.rows import Row

MOST_BYTES = 5_000_000
_MOST_LEFT = 200
_START = 1000
_FEW_LINES, _LONG_LINE, _MOST_IN_LINE = 10, 200, 20_000
_MOST_SECTORS, _MOST_ACTIVITIES = 500, 5000
"""Ten times and more what any plan has, so that a page of noise is refused before a table is plan_import of it."""


@dataclass(frozen=True, eq=False)
class PlanImport:
    """A plan as read from a page.

    ``tables``: rows by table of `geo.plans.SCHEMAS`. ``evidence``: one row per value,
    with table, row, column, value, line, words, confidence and remark (a catalogue text with ``{words}``).
    ``problems``: what was not understood, disagrees or is missing, each with its line.
    ``drafts``: rows whose words must be rewritten. ``aside``: pictures' texts, indicators
    and sections, which no table has. ``page_funding``: the funding as the page has it; in
    the tables it is added to what the plan on hand has. ``lines``: every line of the page and
    what it was taken for.
    """

    code: str
    tables: dict[str, list[Row]]
    evidence: list[Row]
    problems: tuple[Problem, ...]
    drafts: tuple[Problem, ...]
    aside: tuple[Row, ...]
    page_funding: tuple[Row, ...]
    lines: tuple[ReadLine, ...] = ()


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
    words, names = read_words(data / "reader"), read_names(data / "reader")
    title, identity = page_identity(_decoded(page), words, names)
    same_country = [p for p in on_hand.plans.values() if p.country == identity.country and p.country]
    country = on_hand.country(identity.country, data).country
    titles, groups = load_standard_codes(data / "reader")
    cercles = None if country.regions is None else country.cercles.frame
    zones = next((p.zones for p in same_country if len(p.zones)), empty_table(SCHEMAS["zones"]))
    there = on_hand.plans.get(identity.code)
    same = there is not None and is_titled(there.header, title)
    known, other = (there, None) if same else (None, there)
    return ReaderTools(country, zones, titles, groups, cercles, known, other, words, names)


def is_titled(header: pd.Series[object], title: str) -> bool:
    """Tell whether a plan's row has a page's title: as one of its own, or in the name of its source."""
    texts = (header["title_en"], header["title_fr"], name_of_source(header["source"]))
    return any(same_title(title, str(text)) for text in texts)


def name_of_source(source: object) -> str:
    """Return the title of a plan as its source's name has it."""
    return str(source).split(", ", 1)[-1]


def import_plan_page(page: str | bytes, tools: ReaderTools, roles: Mapping[int, str] | None = None) -> PlanImport:
    """Read a page into a plan's tables.

    Parameters
    ----------
    page
        The page as text or saved HTML; bytes are UTF-8, UTF-16 or Windows-1252.
    tools
        Regions, zones, standard titles, and the plan on hand.
    roles
        What a person says that lines are, by their place among the lines with words, from 0:
        title, objective, sector, text or ignored.

    Returns
    -------
    PlanImport
        Titles and summaries are the known plan's where its text has not changed; else
        the published words, cut short: a draft to be rewritten.

    Raises
    ------
    DataError
        If the page is larger than 5 MB, is all in one line, or holds no plan: neither a title with
        its figures or date, nor an objective.
    """
    text = _decoded(page)
    lines = split_lines(text)
    document = parse_plan_lines(lines, tools.words, tools.names, roles)
    _check_plan_page(document, lines, tools.words)
    _check_size(document)
    builder = TableBuilder(document, tools)
    tables = builder.tables()
    page_funding = tuple(tables["funding"])
    disputed: list[Problem] = []
    if builder.known is not None:
        tables["funding"], disputed = _funding(tables["funding"], builder.known)
    problems = (*_not_understood(document, tools.words), *builder.evidence.problems, *disputed)
    drafts, aside = tuple(builder.evidence.drafts), tuple(_aside(document))
    evidence, taken = builder.evidence.rows, tuple(document.lines)
    return PlanImport(builder.identity.code, tables, evidence, problems, drafts, aside, page_funding, taken)


def imported_plan(plan_import: PlanImport, tools: ReaderTools) -> Plan:
    """Make a plan of the tables as they would be loaded.

    Raises
    ------
    DataError
        With every wrong cell: nothing is accepted before a person has mended it.
    """
    known = None if tools.land.regions is None else list(tools.regions.frame.index)
    return plan_from_texts(plan_import.code, table_texts(plan_import), known)


def recoded_import(plan_import: PlanImport, code: str) -> PlanImport:
    """Return an import under another code."""
    return edited_import(plan_import, {"plan": [plan_import.tables["plan"][0] | {"plan": code}]})


def edited_import(plan_import: PlanImport, tables: Mapping[str, list[Row]]) -> PlanImport:
    """Return an import with some tables as a person has edited them; its code is that of the plan's row."""
    kept = plan_import.tables | dict(tables)
    code = str(kept["plan"][0]["plan"]) if len(kept["plan"]) == 1 else plan_import.code
    return replace(plan_import, tables=kept, code=code)


def table_texts(plan_import: PlanImport) -> dict[str, str]:
    """Return each table as CSV text, as `geo.plans.load_plan` reads it."""
    return {name: table_csv(name, plan_import.tables[name]) for name in SCHEMAS}


def _funding(page: list[Row], known: Plan) -> tuple[list[Row], list[Problem]]:
    """Add what a page confirms to what a plan has; a sector that the plan does not have brings its row along."""
    old = rows_of_frame(known.funding, "funding")
    kept, disputed = new_funding_rows([r for r in page if r["sector"] in known.sectors.index], known)
    return [*old, *kept, *(r for r in page if r["sector"] not in known.sectors.index)], disputed


def _aside(document: PlanDocument) -> Iterator[Row]:
    """List what no table has, each with its line."""
    passages = [("caption", document.captions), ("indicator", document.indicators)]
    for kind, found in passages:
        yield from ({"kind": kind, "line": p.line, "words": p.text} for p in found)
    for name, found in document.sections.items():
        yield from ({"kind": name or "introduction", "line": p.line, "words": shorten(p.text)} for p in found)


def _check_plan_page(document: PlanDocument, lines: list[Line], words: Words) -> None:
    """Refuse what is no plan's page: a title alone is one only with a figure, a date or an objective."""
    if document.objectives or ("title" in document.header and len(document.header) > 1):
        return
    if _in_one_line(lines, words):
        expected = N_(
            "the page’s text stands in one line, so that its parts cannot be told: copy it again from the browser with "
            "“select all”, or save the page as HTML and bring that file"
        )
        raise DataError([Problem(PAGE, expected, line=1)])
    expected = N_(
        "this is no page of a crisis response plan: neither a title with its figures nor an objective was found in "
        "{n} lines"
    )
    raise DataError([Problem(PAGE, expected, details={"n": str(len(lines))})])


def _in_one_line(lines: list[Line], words: Words) -> bool:
    """Tell whether a long line has several labels in it."""
    if len(lines) > _FEW_LINES:
        return False
    long = [line.text[:_MOST_IN_LINE] for line in lines if len(line.text) > _LONG_LINE]
    return any(sum(words.mentions(part, line) for part in FIELDS) > 1 for line in long)


def _check_size(document: PlanDocument) -> None:
    """Refuse a page with more objectives, sectors or bullets than a plan can have."""
    sectors = max(len(document.objectives), len(document.sectors))
    activities = sum(len(sector.bullets) for sector in document.sectors)
    if sectors > _MOST_SECTORS or activities > _MOST_ACTIVITIES:
        expected = N_("this page has more objectives, sectors or bullets than a plan: save the plan’s page alone")
        raise DataError([Problem(PAGE, expected)])


def _not_understood(document: PlanDocument, words: Words) -> list[Problem]:
    """List what was not understood, and values that a line says otherwise than one before it."""
    left = N_("this line was not understood")
    again = N_("this line says otherwise than one before it, or says it again; the first one counts")
    silent = N_("this label has no value before, beside or below it")
    problems = [
        Problem(PAGE, silent if words.is_label(p.text) else left, value=shorten(p.text), line=p.line)
        for p in document.leftover[:_MOST_LEFT]
    ]
    problems += [Problem(PAGE, again, value=shorten(p.text), line=p.line) for p in document.doubts[:_MOST_LEFT]]
    more = max(0, len(document.leftover) - _MOST_LEFT) + max(0, len(document.doubts) - _MOST_LEFT)
    if more:
        expected = N_("{n} more such lines, from here on")
        last = [*document.leftover[_MOST_LEFT:], *document.doubts[_MOST_LEFT:]][0].line
        problems.append(Problem(PAGE, expected, details={"n": str(more)}, line=last))
    return problems


def _decoded(page: str | bytes) -> str:
    size = len(page) if isinstance(page, bytes) else len(page.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise DataError([Problem(PAGE, N_("the page is larger than 5 MB; save the plan’s page alone"))])
    if isinstance(page, str):
        return page
    encodings = ("utf-16",) if page[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    # UTF-16 without its mark: every other byte of plain words is empty.
    start = page[:_START]
    for half, encoding in ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be")):
        if len(half) > _FEW_LINES and half.count(0) * 2 > len(half):
            encodings = (encoding,)
    for encoding in encodings:
        try:
            return page.decode(encoding)
        except UnicodeDecodeError:
            continue
    return page.decode("latin-1")
