"""Every written file, read back by a library that did not write it, against figures of Squareland by hand."""

import contextlib
import csv
import datetime as dt
import hashlib
import html
import io
import json
import re
import resource
import sqlite3
import time
import zipfile
from decimal import Decimal

import geopandas as gpd
import lxml.etree
import openpyxl
import pptx
import pyogrio
import pypdf
import pytest
import shapely
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.dml import MSO_FILL

from geo.briefing import Slide, Storyline, default_storyline, profile_region, storyline_of_view
from geo.core import DataError, View, guarded, translator
from geo.export import (
    EXPORT_FORMATS,
    export_file,
    export_name,
    export_order,
    possible_formats,
    region_page,
    table_rows,
)
from geo.export.columns import LEDGER_COLUMNS, REGION_COLUMNS, Column
from geo.export.csv_text import csv_file, excel_csv_file
from geo.export.pptx_chart import _money_format
from geo.export.reproducible_zip import fix_zip_times
from geo.maps import compose_map, wrap_text
from tests import squareland

# Even: requirements Ash 300 + 600 = 900 k, Birch 400 k, Cedar 300 k; confirmed 100, 250, 100 k; unmet 800, 200, 200 k.
LAND = squareland.furnished(
    squareland.atlas(
        {
            "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
            "water": (600_000, None, ["ash"], "named"),
            "roads": (100_000, 150_000, ["birch"], "named"),
            "health": (240_000, None, ["east"], "zone"),
            "data": (50_000, None, [], "nationwide"),
        },
        header=2_000_000,
    )
)
PLEDGE = (("water", Decimal(100_000)),)
STILL = (1980, 1, 1, 0, 0, 0)


def view(**changes):
    return View(plan="squareland", **changes)


def made(kind, story=None, paper="", **changes):
    return export_file(kind, export_order(view(**changes), LAND, story, paper), LAND)


def flat(text):
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def sizes_of(page):
    """Return the size of each text of a page, in the order of the page."""
    found = []
    page.extract_text(visitor_text=lambda words, _cm, _tm, _font, size: found.append((flat(words), round(size, 2))))
    return [(words, size) for words, size in found if words]


def pages_of(content):
    return [flat(p.extract_text()) for p in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def what_if():
    """Coverage under a pledge, as a workbook."""
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="coverage", scenario=PLEDGE)))


@pytest.fixture(scope="module")
def observed():
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="idps", lang="fr")))


def rows_of(sheet):
    """Return the rows of a sheet for machines: names, tags, rows."""
    head, _, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def table_of(sheet):
    """Return the rows of a sheet's own table, by its headings."""
    (table,) = sheet.tables.values()
    head, *rows = ([c.value for c in row] for row in sheet[table.ref])
    return [dict(zip(head, row, strict=True)) for row in rows]


def reckoned(sheet, formula):
    """Reckon a formula of a workbook as a spreadsheet does: sums, differences and cells of other sheets."""
    if not isinstance(formula, str) or not formula.startswith("="):
        return formula or 0
    text = formula.removeprefix("=")
    if found := re.fullmatch(r"SUM\((\w+:\w+)\)", text):
        return sum(c.value or 0 for (c,) in sheet[found.group(1)])
    if found := re.fullmatch(r"ROUND\((\w+)-(\w+),2\)", text):
        one, two = (reckoned(sheet, sheet[a].value) for a in found.groups())
        return round(one - two, 2)
    if found := re.fullmatch(r"'(.+)'!(\w+)", text):
        return reckoned(sheet.parent[found.group(1)], sheet.parent[found.group(1)][found.group(2)].value)
    raise AssertionError(formula)


def below(sheet):
    """Return the rows below a sheet's table by name: the reckoned figures by heading."""
    (table,) = sheet.tables.values()
    head = [c.value for c in sheet[table.ref][0]]
    last = sheet[table.ref][-1][0].row
    found = {}
    for row in sheet.iter_rows(min_row=last + 1):
        cells = {h: reckoned(sheet, c.value) for h, c in zip(head[1:], row[1:], strict=True) if c.value is not None}
        found[row[0].value] = cells
    return found


def cell(sheet, row, name):
    return sheet.cell(row, [c.value for c in sheet[1]].index(name) + 1)


MONEY = ("required", "confirmed", "unmet", "coverage")


def tags_of(*parts):
    """Return the tags of a map's table by column: those of every map, and those of some parts."""
    return {c.name: c.hxl for c in REGION_COLUMNS if c.part in {"", *parts}}


def test_the_map_of_a_workbook_has_the_tags_and_the_figures(what_if):
    sheet = what_if["Data"]
    tags = tags_of("money", "scenario") | {n: f"#indicator+value+num{end}+scenario" for n, end in (
        ("value", ""), ("low", "+min"), ("high", "+max"))}  # fmt: skip
    assert {a.value: b.value for a, b in zip(sheet[1], sheet[2], strict=True)} == tags
    ash, birch, cedar = rows_of(sheet)
    # Ash: (100 + 100) of 900; by population (30 + 100) of 690
    assert (ash["value"], ash["low"], ash["high"]) == pytest.approx((2 / 9, 13 / 69, 2 / 9), abs=1e-8)
    # as the plan reports: 100 of 900 are confirmed, and at least that: water does not report
    assert (ash["est_required_usd"], ash["est_confirmed_usd"], ash["est_unmet_usd"]) == (900_000, 100_000, 800_000)
    assert (ash["est_coverage_pct"], ash["est_confirmed_bound"], ash["est_coverage_bound"]) == (11.11, "≥", "≥")
    # and what the pledge makes of it
    assert (ash["scenario_confirmed_usd"], ash["scenario_unmet_usd"], ash["scenario_coverage_pct"]) == (
        200_000, 700_000, 22.22)  # fmt: skip
    # Birch: roads count up to their 100 of 150
    assert [r["est_coverage_pct"] for r in (birch, cedar)] == [r["scenario_coverage_pct"] for r in (birch, cedar)] == [
        50, 33.33]  # fmt: skip
    assert (ash["region"], ash["name"], ash["pcode"], ash["sectors"]) == ("ash", "Ash", "SQ0", "food|water")
    assert (ash["pcode_list"], ash["pcode_version"], birch["est_confirmed_bound"]) == ("OCHA COD-AB SQL", None, None)
    assert (ash["areas"], ash["measure"], ash["value_is"], ash["state"]) == ("2023", "coverage", "scenario", "value")
    assert (ash["basis"], ash["split"], ash["surplus"]) == ("named", "even", "ringfenced")
    assert ash["unit"].endswith("(a share: 0.5 is 50 %)")
    assert (ash["need_measure"], ash["need_value"], ash["need_date"], ash["remark"]) == (None,) * 4
    assert {r["scenario"] for r in rows_of(sheet)} == {"SCENARIO: Water +$100,000"}


def test_the_ledger_of_a_workbook_keeps_a_pledge_out_of_what_is_confirmed(what_if):
    rows = table_of(what_if["Ledger"])
    columns = ("Part", "Requirements", "Confirmed funding", "Unmet requirements", "Scenario: confirmed and pledged",
               "Scenario: unmet requirements", "Sectors")  # fmt: skip
    assert [tuple(r[c] for c in columns) for r in rows] == [
        ("located in regions", 1_600_000, 450_000, 1_200_000, 550_000, 1_100_000, "Food, Water, Roads"),
        ("zone only", 240_000, None, 240_000, None, 240_000, "Health"),
        ("nationwide", 50_000, None, 50_000, None, 50_000, "Data"),
        ("not attributed to any objective", 110_000, None, None, None, None, None),
    ]  # fmt: skip
    totals = below(what_if["Ledger"])
    assert totals["Total"]["Requirements"] == totals["Header of the plan"]["Requirements"] == 2_000_000
    assert totals["Difference"]["Requirements"] == 0


@pytest.mark.parametrize("measure", ["unmet", "required", "confirmed"])
def test_the_totals_of_a_workbook_are_formulas_that_reconcile_to_the_ledger(measure):
    for areas, scenario in (("2023", ()), ("2016", PLEDGE)):
        book = openpyxl.load_workbook(io.BytesIO(made("xlsx", measure=measure, areas=areas, scenario=scenario)))
        totals = below(book["Regions"])
        assert totals["Total"].keys() >= totals["Difference"].keys()
        assert len(totals["Difference"]) == (6 if scenario else 3)
        assert set(totals["Difference"].values()) == {0}
        located = table_of(book["Ledger"])[0]
        assert located["Requirements"] in totals["Located, in the ledger"].values()
        assert below(book["Sectors"])["Total"]["Requirements"] == 1_890_000


def test_a_workbook_opens_on_what_it_is_with_the_map_the_figures_and_what_to_know(what_if):
    sheet = what_if.worksheets[0]
    assert sheet.title == "Summary"
    assert [sheet.cell(n, 1).value for n in (1, 2, 3)] == [
        "How far requirements are funded: estimate per region", "Squareland", "SCENARIO: Water +$100,000"]  # fmt: skip
    (picture,) = sheet._images
    image = Image.open(io.BytesIO(picture._data()))
    assert image.size[0] / image.size[1] == pytest.approx(picture.width / picture.height, rel=0.01)
    words = [flat(str(c.value)) for row in sheet.iter_rows() for c in row if c.value is not None]
    for text in (
        "$2,000,000", "$450,000", "Dates, methods and sources", "Caveats", "Sources: test; Squareland.",
        "Plan text as of February 1, 2024; funding as of January 1, 2024.",
        "plan=squareland&measure=coverage&scenario=water:100000",
    ):  # fmt: skip
        assert text in words, text
    assert any(w.startswith("Roads is 150.0% funded") for w in words)


def test_every_table_of_a_workbook_is_one_of_excels_own_in_the_readers_words(what_if, observed):
    english = ["Regions", "Ledger", "Sectors", "Activities", "Needs", "Dictionary"]
    french = ["Régions", "Décompte", "Secteurs", "Activités", "Besoins", "Dictionnaire"]
    for book, names in ((what_if, english), (observed, french)):
        found = [s.title for s in book if s.tables]
        assert found == names
        for name in names:
            (table,) = book[name].tables.values()
            head = [c.value for c in book[name][table.ref][0]]
            assert [c.name for c in table.tableColumns] == head
            assert len({h.casefold() for h in head}) == len(head)
            assert not any("_" in h for h in head)
            assert table.autoFilter.ref == table.ref
    assert [s.title for s in what_if if not s.tables] == ["Summary", "Data", "Data sectors"]
    (french,) = [r for r in table_of(observed["Régions"]) if r["Région"] == "Cedar (fr)"]
    assert (french["Personnes déplacées"], french["Remarque"]) == (None, "pas de chiffre")
    assert table_of(observed["Régions"])[0]["Secteurs"] == "Food, Water"


def test_the_cells_of_a_workbook_have_the_formats_of_their_kind(what_if, observed):
    sheet = what_if["Data"]
    formats = {c.value: cell(sheet, 3, c.value).number_format for c in sheet[1]}
    assert {formats[n] for n in ("value", "low", "high")} == {"0.0%"}
    assert (formats["est_required_usd"], formats["est_coverage_pct"]) == ("#,##0", "0.00")
    assert {formats[n] for n in ("text_date", "funding_date")} == {"yyyy-mm-dd"}
    assert cell(sheet, 3, "text_date").value == dt.datetime(2024, 2, 1)  # noqa: DTZ001 - openpyxl's days have no zone
    assert {formats[n] for n in ("name", "unit", "pcode")} == {"General"}
    people = what_if["Sectors"]
    head = {c.value: c.column for c in people[4]}
    shown = {name: people.cell(5, n).number_format for name, n in head.items()}
    assert (shown["Requirements"], shown["% funded"], shown["Funding as of"]) == ("#,##0", "0.0%", "yyyy-mm-dd")
    assert people.cell(5, head["% funded"]).value == pytest.approx(0.3333)
    assert cell(observed["Données"], 3, "value").number_format == "#,##0"
    pooled = openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="unmet", surplus="pooled")))["Data"]
    # 1,490,000 of gaps share 50,000: Ash 800,000 - 50,000 * 80 / 149
    assert cell(pooled, 3, "value").value == 773_154.36
    assert cell(pooled, 3, "value").number_format == "#,##0.00"
    shares = openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="food_insecure_share")))["Data"]
    assert (cell(shares, 4, "value").value, cell(shares, 4, "value").number_format) == (0.25, "0.0%")


def test_a_workbook_refuses_what_cannot_be_typed(what_if):
    rules = what_if["Sectors"].data_validations.dataValidation
    kinds = {r.type: r for r in rules}
    assert set(kinds) == {"list", "decimal", "date"}
    assert kinds["list"].formula1 == '"confirmed,reported as zero,not reported"'
    assert (kinds["decimal"].operator, kinds["decimal"].formula1) == ("greaterThanOrEqual", "0")
    covered = {str(r) for rule in rules for r in rule.sqref.ranges}
    assert "C5:C9" in covered  # requirements of five sectors


def test_the_sheets_of_a_workbook_are_legible_on_a4(what_if, observed):
    """A4 across has 27.7 cm between its margins; a digit of Calibri 11 is 5.25 points wide."""
    room = (29.7 - 2 * 0.4 * 2.54) / 2.54 * 72
    for sheet in (*what_if, *observed):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddFooter.center.text == "&A – &P / &N"
        if not sheet.sheet_properties.pageSetUpPr.fitToPage:
            continue  # printed at its own size
        wide = sum(d.width for d in sheet.column_dimensions.values()) * 5.25
        assert 11 * min(1, room / wide) >= 8.5, sheet.title
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    for sheet in (s for s in what_if if s.tables):
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "B5")
        for row in range(4, sheet.max_row + 1):
            for c in sheet[row]:
                if isinstance(c.value, str) and row <= 4 + len(table_of(sheet)):
                    wide = sheet.column_dimensions[c.column_letter].width * 5.25
                    lines = len(wrap_text(c.value, 9, wide, bold=row == 4))
                    assert sheet.row_dimensions[row].height >= 12 * lines, (sheet.title, c.coordinate)
    assert what_if["Data"].freeze_panes == "B3"


def test_the_dictionary_says_what_every_column_for_machines_means(what_if):
    rows = table_of(what_if["Dictionary"])
    for name in ("Data", "Data sectors"):
        own = {r["Column"]: r for r in rows if r["Sheet"] == name}
        assert list(own) == [c.value for c in what_if[name][1]]
        assert [r["HXL tag"] for r in own.values()] == [c.value for c in what_if[name][2]]
        assert all(r["Meaning"] and r["Name"] for r in own.values())
    assert next(r["Unit"] for r in rows if r["Column"] == "est_unmet_usd") == "USD"


def test_the_sectors_of_a_workbook_tell_not_reported_from_zero_and_show_the_pledge(what_if):
    food, water, roads, *_ = rows_of(what_if["Data sectors"])
    assert (food["sector"], food["title"], food["objective"], food["state"]) == ("food", "Food", "1", "confirmed")
    assert (food["requirements_usd"], food["confirmed_usd"], food["unmet_usd"]) == (900_000, 300_000, 600_000)
    assert (food["surplus_usd"], food["coverage_pct"], food["scenario_added_usd"]) == (0, 33.33, 0)
    assert (water["state"], water["confirmed_usd"], water["coverage_pct"]) == ("not reported", None, None)
    assert (water["unmet_usd"], water["scenario_confirmed_usd"], water["scenario_unmet_usd"]) == (
        600_000, 100_000, 500_000)  # fmt: skip
    assert (water["scenario_added_usd"], water["scenario_coverage_pct"]) == (100_000, 16.67)
    assert (roads["surplus_usd"], roads["coverage_pct"], roads["unmet_usd"]) == (50_000, 150, 0)
    sheet = what_if["Data sectors"]
    tags = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert tags["requirements_usd"] == "#value+funding+required+usd"
    assert tags["scenario_confirmed_usd"] == "#value+scenario+total+usd"
    zero = squareland.furnished(squareland.atlas({"food": (100, 0, ["ash"], "named")}))
    book = openpyxl.load_workbook(io.BytesIO(export_file("xlsx", export_order(view(), zero), zero)))
    (row,) = rows_of(book["Data sectors"])
    assert (row["confirmed_usd"], row["coverage_pct"], row["unmet_usd"]) == (0, 0, 100)
    (shown,) = table_of(book["Sectors"])
    assert (shown["Confirmed funding"], shown["Funding, state"]) == (0, "reported as zero")


def test_before_the_first_report_the_sectors_of_a_workbook_have_no_day():
    early = openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="unmet", date=dt.date(2023, 12, 1))))
    assert {(r["state"], r["confirmed_usd"], r["as_of"]) for r in rows_of(early["Data sectors"])} == {
        ("not reported", None, None)}  # fmt: skip


def test_the_other_sheets_hold_activities_and_needs_in_the_readers_language(what_if, observed):
    one, two = table_of(what_if["Activities"])
    assert (one["Activity"], one["Modality"], one["People it is for"]) == (
        "Give food", "in kind", "displaced people, hosts")  # fmt: skip
    assert (one["Sector"], one["Summary"], one["Source"], one["Partners"]) == ("Food", "Short.", "page 1", "WFP")
    assert (two["Activity"], two["Summary"], two["Partners"], two["People it is for"]) == ("'=1+1", "'+2+3", None, None)
    french = table_of(observed["Activités"])[0]
    assert (french["Activité"], french["Partenaires"], french["Pour qui"]) == (
        "Donner des vivres", "PAM", "déplacés, hôtes")  # fmt: skip
    columns = ("Need", "Kind", "Region", "People", "Population base")
    assert [tuple(r[c] for c in columns) for r in table_of(what_if["Needs"])] == [
        ("Displaced persons", "observed", "Ash", 30, None), ("Displaced persons", "observed", "Birch", 10, None),
        ("Food crisis", "projected", "Ash", 20, 200), ("Food crisis", "projected", "Birch", 100, 400),
        ("Food crisis", "projected", "Cedar", 60, 400), ("Population", "census", "Ash", 100, 100),
        ("Population", "census", "Birch", 300, 300), ("Population", "census", "Cedar", 600, 600),
    ]  # fmt: skip
    days = table_of(what_if["Needs"])[2]
    assert (days["From"].date(), days["Until"].date(), days["Areas"], days["Source"]) == (
        dt.date(2023, 6, 1), dt.date(2023, 8, 31), "2023", "test")  # fmt: skip
    cedar = rows_of(observed["Données"])[2]
    assert (cedar["value"], cedar["need_value"], cedar["remark"], cedar["need_measure"]) == (
        None, None, "pas de chiffre", "idps")  # fmt: skip
    assert (cedar["need_date"].date(), cedar["need_source"]) == (dt.date(2023, 6, 30), "test")


def test_a_workbook_says_what_it_is_and_when_its_plan_was_written(what_if, observed):
    about = what_if.properties
    assert (about.title, about.creator) == ("How far requirements are funded: estimate per region",
                                            "crisis-plan-explorer")  # fmt: skip
    day = dt.datetime(2024, 2, 1)  # noqa: DTZ001 - openpyxl's days have no zone
    assert (about.created, about.modified) == (day, day)
    assert observed.sheetnames == ["Résumé", "Régions", "Décompte", "Secteurs", "Activités", "Besoins", "Données",
                                   "Données secteurs", "Dictionnaire"]  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_an_office_file_tells_no_moment_of_its_making(kind):
    with zipfile.ZipFile(io.BytesIO(made(kind, measure="unmet"))) as package:
        for part in package.infolist():
            assert (part.date_time, part.compress_type) == (STILL, zipfile.ZIP_DEFLATED), part.filename
        core = package.read("docProps/core.xml").decode()
        assert set(re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core)) == {"2024-02-01T00:00:00Z"}
        inner = [n for n in package.namelist() if n.endswith(".xlsx")]
        for name in inner:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                assert {p.date_time for p in book.infolist()} == {STILL}
                moments = re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", book.read("docProps/core.xml").decode())
                assert set(moments) == {"2024-02-01T00:00:00Z"}
        assert len(inner) == (kind == "pptx")  # the figures behind the chart
    later = io.BytesIO()
    with zipfile.ZipFile(later, "w") as package:
        package.writestr(zipfile.ZipInfo("a.txt", (2020, 5, 5, 5, 5, 4)), "docProps")
    assert (
        zipfile.ZipFile(io.BytesIO(fix_zip_times(later.getvalue(), dt.date(2024, 1, 1)))).read("a.txt") == b"docProps"
    )


@pytest.mark.parametrize("kind", [k for k in EXPORT_FORMATS if k != "html"])
def test_the_same_view_gives_the_same_bytes(kind):
    assert made(kind, measure="unmet", region="ash") == made(kind, measure="unmet", region="ash")


def test_a_csv_has_the_tags_second_and_then_a_row_per_region_alone():
    content = made("csv", measure="idps", split="idps", areas="2016", surplus="pooled", basis="zone")
    assert content.startswith(b"\xef\xbb\xbfregion,name,pcode,")
    assert content.count(b"\r\n") == content.count(b"\n")
    tags, *rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert tags == tags_of()  # displaced persons are no money: the table has no estimate
    ash, birch = rows
    assert (ash["value"], birch["value"], birch["need_value"]) == ("30", "10", "10")
    assert (birch["remark"], birch["bound"], ash["bound"]) == ("at least; no figure for Cedar", "≥", "")
    assert (ash["areas"], ash["basis"], ash["split"], ash["surplus"]) == ("2016", "zone", "idps", "pooled")
    assert (ash["text_date"], ash["funding_date"], ash["need_date"]) == ("2024-02-01", "2024-01-01", "2023-06-30")
    assert (ash["unit"], ash["low"], ash["scenario"], ash["value_is"]) == ("displaced persons", "", "", "published")


def test_ledger_caveats_and_notes_of_a_map_are_files_of_their_own():
    def rows(kind, **changes):
        return list(csv.DictReader(io.StringIO(made(kind, **changes).decode("utf-8-sig"), newline="")))

    tags, *ledger = rows("ledger", measure="unmet", scenario=PLEDGE)
    assert tags == {c.name: c.hxl for c in LEDGER_COLUMNS if c.name != "people"}
    assert [(r["part"], r["required_usd"], r["confirmed_usd"], r["scenario_confirmed_usd"]) for r in ledger] == [
        ("located", "1600000", "450000", "550000"), ("zone", "240000", "", ""), ("nationwide", "50000", "", ""),
        ("not_attributed", "110000", "", "")]  # fmt: skip
    assert "scenario_confirmed_usd" not in rows("ledger", measure="unmet")[0]
    _, *caveats = rows("caveats", measure="unmet")
    assert {(r["caveat"], r["severity"]) for r in caveats} >= {("over-100", "warning")}
    _, *notes = rows("notes", measure="idps", split="idps", areas="2016")
    words = {r["kind"]: r["text"] for r in notes}
    assert words["title"] == "Internally displaced persons per region"
    assert words["view"] == "plan=squareland&measure=idps&split=idps&areas=2016"
    assert list(words) == ["title", "subtitle", "dates", "note", "source", "disclaimer", "view"]
    assert [r["text"] for r in notes if r["kind"] == "dates"][1] == "Displaced persons, June 30, 2023"


def test_a_data_package_names_every_table_with_its_size_hash_columns_and_units():
    body = json.loads(made("datapackage", measure="coverage", scenario=PLEDGE, lang="fr"))
    assert body["title"] == "Où en est le financement : taux de financement, estimation par région".replace(
        " :", "\u00a0:"
    )
    assert flat(body["scenario"]) == "SCÉNARIO : Water +100 000 $US"
    order = export_order(view(measure="coverage", scenario=PLEDGE, lang="fr"), LAND)
    for kind, table in zip(("csv", "ledger", "caveats", "notes"), body["resources"], strict=True):
        content = export_file(kind, order, LAND)
        assert table["path"] == export_name(kind, order)
        assert (table["bytes"], table["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        head, tags, *_ = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        fields = table["schema"]["fields"]
        assert [(f["name"], f["hxl"]) for f in fields] == list(zip(head, tags, strict=True))
        assert table["dialect"] == {
            "headerRows": [1],
            "commentRows": [2],
            "delimiter": ",",
            "lineTerminator": "\r\n",
        }
    fields = {f["name"]: f for f in body["resources"][0]["schema"]["fields"]}
    assert (fields["est_unmet_usd"]["unit"], fields["est_coverage_pct"]["unit"], fields["value"]["type"]) == (
        "USD", "%", "number")  # fmt: skip
    assert (fields["text_date"]["type"], fields["region"]["type"]) == ("date", "string")
    assert fields["est_required_usd"]["title"] == "Financement requis, estimation"
    assert body["resources"][0]["schema"]["primaryKey"] == "region"


def test_a_csv_for_a_french_excel_has_the_same_cells_with_decimal_commas():
    plain = list(csv.reader(io.StringIO(made("csv", measure="coverage").decode("utf-8-sig"), newline="")))
    own = list(csv.reader(io.StringIO(made("csv-excel", measure="coverage").decode("utf-8-sig"), newline=""),
                          delimiter=";"))  # fmt: skip
    figures = {c.name for c in REGION_COLUMNS if c.kind in ("number", "usd", "pct")}
    commas = [[c.replace(".", ",") if name in figures and n > 1 else c for name, c in zip(row0, row, strict=True)]
              for row0, (n, row) in zip([plain[0]] * len(plain), enumerate(plain), strict=True)]  # fmt: skip
    assert own == commas
    assert any(re.fullmatch(r"\d+,\d+", cell) for cell in own[2])


def test_all_figures_of_a_column_have_as_many_decimals():
    columns = [Column(n, "#x", "number", "", "") for n in "abc"]
    rows = [{"a": 1, "b": 1, "c": None}, {"a": 2.5, "b": 20, "c": 0.333333}, {"a": None, "b": -3, "c": 1e-6}]
    lines = csv_file(columns, rows).removeprefix("\ufeff").split("\r\n")
    assert lines[2:5] == ["1.00,1,", "2.50,20,0.333333", ",-3,0.000001"]
    assert excel_csv_file(columns, rows).split("\r\n")[3] == "2,50;20;0,333333"


def test_money_that_is_not_known_is_empty_in_a_table_and_not_zero():
    land = squareland.atlas({"a": (100, None, ["ash"], "named"), "b": (3, 1, ["birch"], "named")})
    rows = {r["region"]: r for r in table_rows(compose_map(view(measure="unmet"), land), land)}
    money = ("est_required_usd", "est_confirmed_usd", "est_unmet_usd", "est_coverage_pct")
    assert [rows["ash"][c] for c in money] == [100, None, 100, None]
    assert [rows["birch"][c] for c in money] == [3, 1, 2, 33.33]
    assert [rows["cedar"][c] for c in money] == [None] * 4
    assert (rows["cedar"]["value"], rows["ash"]["sectors"], rows["cedar"]["sectors"]) == (None, "a", "")
    assert isinstance(rows["ash"]["value"], int)


@pytest.mark.parametrize(
    "measure", ["sectors", "idps", "population", "food_insecure", "food_insecure_share", "mismatch"]
)
def test_a_table_of_what_is_no_money_has_no_estimate_and_no_pledge(measure):
    drawn = compose_map(view(measure=measure, scenario=PLEDGE), LAND)
    assert not [c for c in table_rows(drawn, LAND)[0] if c.startswith(("est_", "scenario_"))]


def test_the_national_figure_is_a_ledger_of_its_own_in_tables():
    body = json.loads(made("json", measure="food_insecure"))
    (shown,) = body["need_ledger"]
    assert (shown["ledger"], shown["name"], shown["people"]) == ("need", "on the regions of this map", 180)
    assert body["needs"] == {
        "need_measure": "food_insecure", "need_date": "2023-06-01", "need_until": "2023-08-31", "need_source": "test",
        "words": "People in phase 3 or above, June–August 2023 (projection)",
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", measure="food_insecure")))
    assert table_of(book["Ledger"])[-1]["People"] == 180


def test_a_json_table_has_the_words_the_rows_and_the_ledger():
    body = json.loads(made("json", measure="unmet", scenario=PLEDGE))
    assert (body["title"], body["subtitle"], body["estimate"], body["scenario"]) == (
        "Where money falls short: unmet requirements, estimate per region", "Squareland", True,
        "SCENARIO: Water +$100,000",
    )  # fmt: skip
    assert (body["text_date"], body["funding_date"], body["sources"]) == (
        "2024-02-01", "2024-01-01", ["test"])  # fmt: skip
    assert [(r["region"], r["value"], r["est_unmet_usd"], r["scenario_unmet_usd"]) for r in body["rows"]] == [
        ("ash", 700_000, 800_000, 700_000), ("birch", 200_000, 200_000, 200_000), ("cedar", 200_000, 200_000, 200_000),
    ]  # fmt: skip
    assert [(x["part"], x["name"], x["required_usd"], x["confirmed_usd"], x["unmet_usd"]) for x in body["ledger"]] == [
        ("located", "located in regions", 1_600_000, 450_000, 1_200_000), ("zone", "zone only", 240_000, None, 240_000),
        ("nationwide", "nationwide", 50_000, None, 50_000),
        ("not_attributed", "not attributed to any objective", 110_000, None, None),
    ]  # fmt: skip
    assert (body["ledger"][0]["sectors"], body["ledger"][0]["scenario_unmet_usd"]) == ("food|water|roads", 1_100_000)
    assert {c["code"]: c["severity"] for c in body["caveats"]}["over-100"] == "warning"
    assert "Roads is 150.0% funded" in next(c["text"] for c in body["caveats"] if c["code"] == "over-100")
    assert body["needs"] == {"words": ""}
    assert body["disclaimer"].startswith("The boundaries")
    assert not any("Classes" in note for note in body["notes"])  # circles have none
    assert made("json").startswith(b'{\n "view"')  # to be read by people, too


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0+", " \t-"])
def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text(sign):
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("plain", ["Mopti", " Mopti", "a=b", "-5", "", None, -5, 1.5, "#adm1+name", "5-3"])
def test_other_cells_stay_as_they_are(plain):
    assert guarded(plain) == plain


def test_a_formula_in_the_data_is_neutral_in_tables():
    rows = [{"name": "=cmd|' /C calc'!A0", "remark": "@x", "value": -3}]
    text = csv_file(REGION_COLUMNS, rows).removeprefix("\ufeff")
    (_, row) = csv.DictReader(io.StringIO(text))
    assert (row["name"], row["remark"], row["value"], row["pcode"]) == ("'=cmd|' /C calc'!A0", "'@x", "-3", "")


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    """One map as GeoJSON and as GeoPackage, read back."""
    path = tmp_path_factory.mktemp("layers") / "map.gpkg"
    path.write_bytes(made("gpkg", measure="unmet", scenario=PLEDGE, show="fills"))
    return json.loads(made("geojson", measure="unmet", scenario=PLEDGE, show="fills")), path


def test_layers_have_codes_names_values_and_shapes(layers):
    body, path = layers
    frame = gpd.read_file(path, layer="regions")
    assert (body["type"], frame.crs.to_epsg(), pyogrio.list_layers(path)[:, 0].tolist()) == (
        "FeatureCollection", 4326, ["regions", "layer_styles"])  # fmt: skip
    found = [f["properties"] | {"id": f["id"], "type": f["type"]} for f in body["features"]]
    assert [(r["id"], r["region"], r["name"], r["pcode"], r["state"], r["type"]) for r in found] == [
        (s, s, s.title(), f"SQ{n}", "value", "Feature") for n, s in enumerate(("ash", "birch", "cedar"))]  # fmt: skip
    assert [(r["value"], r["low"], r["high"]) for r in found] == [
        (700_000, 560_000, 700_000), (200_000, 180_000, 200_000), (200_000, 200_000, 360_000)]  # fmt: skip
    assert (found[0]["label"], found[0]["colour"]) == ("$700\u00a0k", "#5b9bd5")
    assert found[0]["unit"] == "unmet requirements, US dollars, estimate"
    assert (found[0]["need_value"], found[0]["remark"]) == (None, "")
    # what the plan reports, and what the pledge makes of it
    assert [(r["est_unmet_usd"], r["scenario_unmet_usd"], r["scenario_confirmed_usd"]) for r in found] == [
        (800_000, 700_000, 200_000), (200_000, 200_000, 250_000), (200_000, 200_000, 100_000)]  # fmt: skip
    assert {(r["scenario"], r["split"], r["basis"], r["areas"], r["text_date"], r["funding_date"]) for r in found} == {
        ("SCENARIO: Water +$100,000", "even", "named", "2023", "2024-02-01", "2024-01-01")}  # fmt: skip
    for column in ("region", "name", "pcode", "state", "value", "low", "high", "label", "colour", "unit", "remark",
                   "scenario", "split", "basis", "areas", "text_date", "est_unmet_usd", "scenario_unmet_usd",
                   "sectors"):  # fmt: skip
        assert frame[column].tolist() == [r[column] for r in found], column
    for n, (feature, shape) in enumerate(zip(body["features"], frame.geometry, strict=True)):
        assert shapely.geometry.shape(feature["geometry"]).equals(shapely.box(n, 0, n + 1, 1))
        assert shape.equals(shapely.box(n, 0, n + 1, 1))
        assert shape.geom_type == "MultiPolygon"


def test_geojson_winds_its_rings_and_tells_its_boxes_as_the_standard_has_it(layers):
    body, _ = layers
    assert body["bbox"] == [0, 0, 3, 1]
    for n, feature in enumerate(body["features"]):
        assert feature["bbox"] == [n, 0, n + 1, 1]
        assert shapely.is_ccw(shapely.geometry.shape(feature["geometry"]).exterior)
    assert "crs" not in body


def test_a_geopackage_opens_in_qgis_with_the_looks_of_the_map(layers, tmp_path):
    _, path = layers
    with contextlib.closing(sqlite3.connect(path)) as base:
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        (geometry,) = base.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ((table, column, default, qml),) = rows  # Squareland has no ground
    assert (table, column, default) == ("regions", geometry, 1)
    style = lxml.etree.fromstring(qml.encode())
    categories = {c.get("value"): c.get("label") for c in style.iter("category")}
    frame = gpd.read_file(path, layer="regions")
    assert set(categories) == set(frame["colour"])
    symbols = {s.get("name"): s for s in style.iter("symbol")}
    for category in style.iter("category"):
        (fill,) = symbols[category.get("symbol")].xpath("./layer/Option/Option[@name='color']/@value")
        assert fill == ",".join(str(x) for x in bytes.fromhex(category.get("value")[1:])) + ",255"
    path = tmp_path / "circles.gpkg"
    path.write_bytes(made("gpkg", measure="idps"))
    with contextlib.closing(sqlite3.connect(path)) as base:
        (qml,) = base.execute("SELECT styleQML FROM layer_styles").fetchone()
    size, *_ = lxml.etree.fromstring(qml.encode()).xpath("//Option[@name='size']/Option[@name='expression']/@value")
    assert size == 'coalesce(sqrt("circle_ring" / 30) * 14, 0)'


def test_layers_carry_the_words_around_the_map(layers):
    body, path = layers
    words = pyogrio.read_info(path, layer="regions")["layer_metadata"]
    title = "Where money falls short: unmet requirements, estimate per region"
    assert (body["title"], words["title"], words["IDENTIFIER"]) == (title,) * 3
    assert (words["subtitle"], words["DESCRIPTION"]) == ("Squareland", "Squareland")
    assert (body["scenario"], words["scenario"]) == ("SCENARIO: Water +$100,000",) * 2
    assert (body["text_date"], body["funding_date"], body["needs"]) == ("2024-02-01", "2024-01-01", "")
    for name in ("text_date", "funding_date", "unit", "view", "disclaimer"):
        assert words[name] == body[name]
    for name in ("notes", "sources", "caveats"):
        assert words[name].split("\n") == body[name]
    assert (len(body["caveats"]), body["sources"]) == (4, ["test", "Squareland"])


def test_layers_of_needs_say_their_day_and_keep_unknown_empty(tmp_path):
    path = tmp_path / "needs.gpkg"
    path.write_bytes(made("gpkg", measure="idps"))
    frame = gpd.read_file(path)
    assert frame["value"].tolist()[:2] == [30, 10]
    assert frame["value"].isna().tolist() == [False, False, True]
    assert frame["colour"].isna().tolist() == [False, False, True]
    info = pyogrio.read_info(path)["layer_metadata"]
    assert (info["needs"], info["DESCRIPTION"]) == ("Displaced persons, June 30, 2023",) * 2
    with contextlib.closing(sqlite3.connect(path)) as base:
        (changed,) = base.execute("select last_change from gpkg_contents").fetchone()
    assert changed == "2024-02-01T00:00:00.000Z"  # the day of the plan's text, not the moment of writing


def test_every_file_is_named_by_plan_content_and_language():
    wanted = export_order(view(measure="unmet", region="ash", lang="fr"), LAND)
    assert {kind: export_name(kind, wanted) for kind in EXPORT_FORMATS} == {
        **{k: f"squareland-briefing-unmet-region-ash-fr.{k}" for k in ("html", "pptx", "pdf")},
        "region": "squareland-region-ash-measure-unmet-fr.pdf",
        **{k: f"squareland-unmet-region-ash-fr.{k}" for k in ("png", "xlsx", "gpkg", "geojson", "csv", "json")},
        "csv-excel": "squareland-unmet-region-ash-excel-fr.csv",
        **{k: f"squareland-unmet-region-ash-{k}-fr.csv" for k in ("ledger", "caveats", "notes")},
        "datapackage": "squareland-unmet-region-ash-datapackage-fr.json",
        "pptx-shapes": "squareland-briefing-unmet-region-ash-shapes-fr.pptx",
    }  # fmt: skip
    plain = export_order(view(lang="fr"), LAND)
    assert export_name("html", plain) == "squareland-briefing-fr.html"
    assert export_name("region", export_order(view(region="ash"), LAND)) == "squareland-region-ash-en.pdf"
    assert {k: v.media for k, v in EXPORT_FORMATS.items()} == {
        "html": "text/html", "pdf": "application/pdf", "region": "application/pdf", "png": "image/png",
        **dict.fromkeys(("pptx", "pptx-shapes"),
                        "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "gpkg": "application/geopackage+sqlite3", "geojson": "application/geo+json",
        "json": "application/json", "datapackage": "application/json",
        **dict.fromkeys(("csv", "csv-excel", "ledger", "caveats", "notes"), "text/csv"),
    }  # fmt: skip
    assert possible_formats(view(region="ash"), LAND) == tuple(EXPORT_FORMATS)
    assert possible_formats(view(), LAND) == tuple(k for k in EXPORT_FORMATS if k != "region")
    for wrong, said in (
        ({}, "view, column region: {}; expected one of ash, birch, cedar"),
        # Cedar was a part of Birch in 2016
        ({"region": "cedar", "areas": "2016"}, "view, column region, value “cedar”: {}; expected one of ash, birch"),
    ):
        with pytest.raises(DataError) as error:
            made("region", **wrong)
        (problem,) = error.value.problems
        assert problem.text(translator("en")) == said.format("a region’s page needs a region in the view")


def test_a_briefing_is_that_of_the_view_or_the_plans_own(atlas):
    assert export_order(View(), atlas).story == default_storyline(atlas)
    assert export_order(View(lang="fr", region="mopti"), atlas).story == default_storyline(atlas)
    own = export_order(View(measure="unmet"), atlas).story
    assert own == storyline_of_view(View(measure="unmet"), atlas) != default_storyline(atlas)
    assert export_order(View(measure="unmet"), atlas, default_storyline(atlas)).story == default_storyline(atlas)


@pytest.fixture(scope="module")
def deck():
    """The plan's own briefing, and a map under a scenario in French."""
    own = pptx.Presentation(io.BytesIO(made("pptx", default_storyline(LAND))))
    french = pptx.Presentation(io.BytesIO(made("pptx", measure="unmet", scenario=PLEDGE, lang="fr")))
    return own, french


def inches(shape):
    return [round(x / 914_400, 2) for x in (shape.left, shape.top, shape.width, shape.height)]


def described(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


def texts(slide):
    return [p.text for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]


def test_the_slides_of_a_deck_have_the_plans_figures(deck):
    own, _ = deck
    assert (len(own.slides), own.slide_width, own.slide_height) == (10, 12_191_695, 6_858_000)
    heading = own.slide_master.placeholders[0]  # on a wide slide it leaves a twentieth free on each side, as on the old
    assert [x / own.slide_width for x in (heading.left, heading.left + heading.width)] == pytest.approx(
        [0.05, 0.95], abs=0.001
    )
    assert texts(own.slides[0])[:2] == ["Squareland", "For coordinators, donors and partners"]
    first = own.slides[1]
    cards = [s for s in list(first.shapes)[2:] if s.has_text_frame and len(s.text_frame.paragraphs) == 3]
    facts = [[p.text for p in s.text_frame.paragraphs] for s in cards]
    assert facts == [
        ["$2,000,000", "requirements", "February 1, 2024"], ["$450,000", "confirmed funding", "January 1, 2024"],
        # Food 300 and roads 100 (of 150) thousand of 1,890, and of the 1,000 that report
        ["21.2%", "% funded, all sectors", "3 of 5 sectors do not report; 40.0% over those that do"],
        ["800", "people in need", "February 1, 2024"], ["500", "people targeted", "February 1, 2024"],
    ]  # fmt: skip
    boxes = [inches(s) for s in cards]
    bars = [s for s in first.shapes if s.shape_type == 1 and s.height == 91_440]  # a tenth of an inch high
    whole, ends, funded = (inches(s) for s in bars)
    assert (funded[0], funded[2] / whole[2]) == (whole[0], pytest.approx(400 / 1890, abs=0.01))
    assert (ends[0] - whole[0] + ends[2]) / whole[2] == pytest.approx(0.4, abs=0.01)
    assert boxes[0][0] == 0.4
    assert boxes[-1][0] + boxes[-1][2] == pytest.approx(13.333 - 0.4, abs=0.02)
    assert {s.fill.fore_color.rgb for s in cards} == {pptx.dml.color.RGBColor(0xEE, 0xF3, 0xF8)}
    frame = next(s for s in own.slides[2].shapes if s.has_table)
    assert max(b[1] + b[3] for b in boxes) < inches(next(s for s in first.shapes if s.has_table))[1]
    assert described(frame) == texts(own.slides[2])[0]  # to those who cannot see it, by the title of its slide
    assert [[c.text for c in row.cells] for row in frame.table.rows] == [
        ["Sector", "Requirements", "Confirmed funding", "% funded"], ["Food", "$900,000", "$300,000", "33%"],
        ["Water", "$600,000", "not reported", "–"], ["Health", "$240,000", "not reported", "–"],
        ["Roads", "$100,000", "$150,000", "150%"], ["Data", "$50,000", "not reported", "–"],
    ]  # fmt: skip


def test_the_parts_of_a_slide_stand_beside_and_below_each_other_on_the_slide(deck):
    for slide in [*deck[0].slides, *deck[1].slides]:
        shapes = list(slide.shapes)
        for shape in shapes:
            left, top, wide, high = inches(shape)
            assert left >= 0.39
            assert left + wide <= 13.34
            assert top >= 0.14
            assert top + high <= 7.5
        pictures = [s for s in shapes if s.shape_type == 13]
        beside = [s for s in shapes if s.has_table or s.has_chart]
        for picture in pictures:
            assert inches(picture) == [0.4, 1.6, 6.2, 5.1]  # at one place and as large on every slide
            for shape in beside:
                assert inches(shape)[0] == 6.8
                assert inches(shape)[1] >= 1.6
                assert inches(shape)[0] + inches(shape)[2] == pytest.approx(12.93, abs=0.01)
        lists = [s for s in shapes if s.has_text_frame and s.text_frame.text.startswith("•")]
        foot, number = (next(p for p in slide.placeholders if p.placeholder_format.idx == n) for n in (11, 12))
        assert foot.text_frame.text.startswith("Sources")
        for shape in (*pictures, *beside, *lists):
            assert inches(shape)[1] + inches(shape)[3] <= inches(foot)[1]
        field = number._element.xpath(".//a:fld")[0]
        assert f"/ppt/slides/slide{field.xpath('./a:t')[0].text}.xml" == slide.part.partname
        assert field.get("type") == "slidenum"


def test_a_deck_has_a_master_of_its_own_with_places_for_title_footer_and_number_and_sections(deck):
    for shown in deck:
        (layout,) = shown.slide_layouts
        kinds = {p.placeholder_format.type.name for p in layout.placeholders}
        assert kinds >= {"TITLE", "FOOTER", "SLIDE_NUMBER"}
        for slide in shown.slides:
            assert [p.placeholder_format.type.name for p in slide.placeholders] == ["TITLE", "FOOTER", "SLIDE_NUMBER"]
    p14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = list(deck[0].part._element.iter(f"{p14}section"))
    listed = [int(s.get("id")) for section in sections for s in section.iter(f"{p14}sldId")]
    assert listed == [s.slide_id for s in deck[0].slides]  # every slide once, in order
    assert [s.get("name") for s in sections][:2] == ["The plan", "Objectives"]
    assert len({s.get("id") for s in sections}) == len(sections)
    (french,) = {s.get("name") for s in deck[1].part._element.iter(f"{p14}section")} - {"Réserves et sources"}
    assert french == "Financement et besoins"


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_of(deck):
    return next(s for s in deck.slides[0].shapes if s.has_chart)


def label_formats(series):
    """Return the number formats of a chart's labels: of the bars by their place, and of all the others."""
    own = {
        n.getparent().xpath("c:idx/@val")[0]: n.get("formatCode") for n in series._element.xpath(".//c:dLbl/c:numFmt")
    }
    return own, series._element.xpath("./c:dLbls/c:numFmt/@formatCode")[0]


def written_by(form, value):
    """Write a value by a number format as a spreadsheet does: cases, thousands cut by commas, texts in quotes."""
    for case in form.split(";"):
        found = re.fullmatch(r"(?:\[>=(\d+)\])?(.*)", case)
        if found.group(1) and value < float(found.group(1)):
            continue
        number = re.search(r"(#,##)?0(\.0+)?(,*)(%?)", found.group(2))
        scaled = value / 1000 ** len(number.group(3)) * (100 if number.group(4) else 1)
        digits = len(number.group(2) or ".") - 1
        text = f"{scaled:,.{digits}f}" if number.group(1) else f"{scaled:.{digits}f}"
        before, after = found.group(2)[: number.start()], found.group(2)[number.end() :]
        return flat((before + text + number.group(4) + after).replace('"', ""))
    raise AssertionError(form)


def test_the_chart_of_a_deck_has_the_tables_figures_and_its_labels_are_theirs(deck):
    frame = chart_of(deck[1])
    chart = frame.chart
    assert list(chart.plots[0].categories) == ["Ash (fr)", "Birch (fr)", "Cedar (fr)"]
    assert {s.name: list(s.values) for s in chart.series} == {
        "Déficit de financement, dollars US, estimation": [700_000, 200_000, 200_000],
        "maximum selon les répartitions": [700_000, 200_000, 360_000],
    }
    assert (chart.has_legend, chart.category_axis.reverse_order, chart.value_axis.visible) == (False, True, False)
    own, form = label_formats(chart.series[0])
    assert own == {}
    assert [written_by(form, v) for v in chart.series[0].values] == ["0.70 M$", "0.20 M$", "0.20 M$"]
    assert written_by(form, 87_697) == "88 k$"
    assert chart.series[0]._element.xpath("./c:dLbls/c:showVal/@val") == ["1"]
    assert chart.series[0]._element.xpath("./c:dLbls/c:dLblPos/@val") == ["outEnd"]
    assert not chart._chartSpace.xpath(".//c:dLbl//c:rich")
    assert flat(chart.chart_title.text_frame.text) == (
        "Déficit de financement, dollars US, estimation trait : fourchette selon les répartitions "
        "SCÉNARIO : Water +100 000 $US"
    )
    assert flat(described(frame)) == (
        "Où le financement manque : déficit de financement, estimation par région. "
        "Ash (fr) 700 k$ ; Birch (fr) 200 k$ ; Cedar (fr) 200 k$"
    )
    picture = next(s for s in deck[1].slides[0].shapes if s.shape_type == 13)
    assert described(picture) == described(frame)


def test_the_ranges_of_a_chart_are_error_bars_of_its_own_cells(deck):
    chart = chart_of(deck[1]).chart
    (bars,) = chart._chartSpace.xpath(".//c:errBars")
    assert bars.find(f"{C}errBarType").get("val") == "minus"
    assert [float(x.text) for x in bars.iter(f"{C}v")] == [140_000, 20_000, 160_000]
    assert [x.text for x in bars.iter(f"{C}f")] == ["Sheet1!$E$2:$E$4"]
    series = bars.getparent()
    assert [e.tag.split("}")[1] for e in series].index("errBars") < [e.tag.split("}")[1] for e in series].index("cat")
    assert (
        chart.series[1].format.fill.type == MSO_FILL.BACKGROUND
    )  # the ends have no bar, and no colour that could be mistaken
    blob = chart.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(blob)) as book:
        assert book.testzip() is None
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    assert [c.value for c in sheet[2]] == ["Ash (fr)", 700_000, 700_000, 560_000, "=C2-D2"]


def test_whoever_edits_the_data_of_a_chart_sees_its_labels_change():
    deck = pptx.Presentation(io.BytesIO(made("pptx", measure="unmet", scenario=PLEDGE)))
    chart = chart_of(deck).chart
    data = CategoryChartData()
    data.categories = ["Ash", "Birch"]
    data.add_series("unmet", [12_345_678, 5_000])
    chart.replace_data(data)
    out = io.BytesIO()
    deck.save(out)
    again = chart_of(pptx.Presentation(io.BytesIO(out.getvalue()))).chart
    own, form = label_formats(again.series[0])
    assert own == {}
    assert again.series[0]._element.xpath("./c:dLbls/c:showVal/@val") == ["1"]
    assert not again._chartSpace.xpath(".//c:dLbls//a:t")  # no typed text is left that the new figures would contradict
    assert [written_by(form, v) for v in again.series[0].values] == ["$12.3 M", "$5 k"]


@pytest.mark.parametrize(("lang", "most", "labels"), [
    ("en", 3_010_916, {3_010_916: "$3.0 M", 570_548: "$0.57 M", 87_697: "$88 k"}),
    ("fr", 12_000_000, {12_000_000: "12 M$", 3_416_667: "3.4 M$", 200_000: "200 k$"}),
    ("en", 90_000, {90_000: "$90 k"}),
])  # fmt: skip
def test_labels_of_money_have_two_figures_by_their_format(lang, most, labels):
    form = _money_format(most, translator(lang))
    assert form.count(";") <= 2  # a format has three cases at most
    assert {value: written_by(form, value) for value in labels} == labels


def test_a_figure_that_is_a_least_has_its_sign_in_the_format_of_its_label():
    chart = chart_of(pptx.Presentation(io.BytesIO(made("pptx", measure="coverage")))).chart
    own, form = label_formats(chart.series[0])
    drawn = {r.name: r.label for r in compose_map(view(measure="coverage"), LAND).regions if r.state == "value"}
    names, values = list(chart.plots[0].categories), chart.series[0].values
    assert {n: written_by(own.get(str(i), form), values[i]) for i, n in enumerate(names)} == {
        n: flat(label) for n, label in drawn.items()}  # fmt: skip
    assert any(label.startswith("≥") for label in drawn.values())


def contrast(one, two):
    """Return the contrast of two colours as WCAG 2 has it."""

    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


def test_every_series_of_a_chart_stands_out_from_the_paper(deck):
    for shown in deck:
        for slide in shown.slides:
            for shape in (s for s in slide.shapes if s.has_chart):
                for series in shape.chart.series:
                    colours = "./c:spPr/a:solidFill/a:srgbClr/@val | ./c:errBars//a:srgbClr/@val"
                    for colour in series._element.xpath(colours):
                        assert contrast(colour, "FFFFFF") >= 3


def test_a_chart_of_shares_is_in_percent_and_one_without_ranges_has_one_series():
    chart = chart_of(pptx.Presentation(io.BytesIO(made("pptx", measure="food_insecure_share")))).chart
    assert list(chart.plots[0].categories) == ["Birch", "Cedar", "Ash"]  # the most first
    assert [list(s.values) for s in chart.series] == [[0.25, 0.15, 0.1]]
    assert label_formats(chart.series[0]) == ({}, "0.0%")
    assert not chart._chartSpace.xpath(".//c:errBars")
    assert (chart.has_legend, chart.font.size.pt, chart.plots[0].gap_width) == (False, 12, 45)


def test_texts_of_a_deck_have_their_sizes_languages_and_notes(deck):
    own, french = deck
    slide = french.slides[0]
    title = slide.shapes.title.text_frame.paragraphs[0].runs[0]
    assert (title.font.size.pt, title.font.bold, title._r.rPr.get("lang")) == (22, True, "fr-FR")  # a long title
    assert own.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt == 40
    stamp = list(slide.shapes)[1].text_frame.paragraphs[1].runs[0]
    assert (flat(stamp.text), stamp.font.color.rgb) == ("SCÉNARIO : Water +100 000 $US",
                                                        pptx.dml.color.RGBColor(0xA6, 0x3E, 0x0C))  # fmt: skip
    notes = flat(slide.notes_slide.notes_text_frame.text)
    assert notes.startswith("SCÉNARIO : Water +100 000 $US")
    assert "Sources : test ; Squareland." in notes
    values = [list(own.slides[1].shapes)[n].text_frame.paragraphs[0].runs[0].font.size.pt for n in (2, 3)]
    assert values == [20, 20]
    assert (french.core_properties.language, own.core_properties.subject) == ("fr", "Briefing")
    sizes = {r.font.size.pt for s in own.slides for x in s.shapes if x.has_text_frame
             for p in x.text_frame.paragraphs for r in p.runs}  # fmt: skip
    assert min(sizes) >= 12
    table = next(s.table for s in own.slides[2].shapes if s.has_table)
    fills = [row.cells[0].fill.fore_color.rgb for row in table.rows]
    assert [str(f) for f in fills[:4]] == ["0B3A70", "FFFFFF", "EEF3F8", "FFFFFF"]
    bold = [[c.text_frame.paragraphs[0].runs[0].font.bold for c in row.cells] for row in list(table.rows)[:2]]
    assert bold == [[True] * 4, [True, False, False, False]]
    aligned = [c.text_frame.paragraphs[0].alignment.name for c in table.rows[1].cells]
    assert aligned == ["LEFT", "RIGHT", "RIGHT", "RIGHT"]


def test_the_briefing_as_pdf_has_a_page_per_slide_with_the_figures_then_the_notes():
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", default_storyline(LAND), lang="fr")))
    text = [flat(p.extract_text()) for p in reader.pages]
    said = [flat(o.title) for o in reader.outline]
    assert (len(said), said[0], said[-1]) == (11, "Squareland", "Notes")
    assert "2 000 000 $US" in text[1]
    assert "21,2 %" in text[1]
    assert "3 secteurs sur 5 ne déclarent pas ; 40,0 % pour ceux qui déclarent" in text[1]
    assert "Food 900 000 $US 300 000 $US 33 %" in text[2]
    money = next(t for t in text if "Ash (fr) 800 k$ 660 k$ – 800 k$" in t)
    assert re.search(r"(?<!\S)• ", text[7])  # a point has its sign and nothing else
    assert f"Diapositive {text.index(money) + 1} – {said[text.index(money)]}" in " ".join(text[10:])
    assert text[0].endswith(f"1 / {len(text)}")
    about = reader.metadata
    assert (about["/Title"], about["/Author"], about["/CreationDate"]) == (
        "Squareland", "crisis-plan-explorer", "D:20240201000000Z")  # fmt: skip
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_a_figure_that_is_too_long_for_its_card_is_set_smaller():
    story = Storyline("squareland", default_storyline(LAND).slides[1:2])
    for paper, smaller in (("a4", False), ("a4-portrait", True)):  # five cards of 52 or of 35 mm
        found = sizes_of(pypdf.PdfReader(io.BytesIO(made("pdf", story, paper, lang="fr"))).pages[0])
        size = {said: next(n for words, n in found if words.startswith(said)) for said in ("2 000 000", "21,2")}
        assert size["21,2"] == 12
        assert (size["2 000 000"] < 12) == smaller


@pytest.mark.parametrize(("paper", "size"), [("a4", (297, 210)), ("a4-portrait", (210, 297)), ("16:9", (338.67, 190.5)),
                                             ("", (297, 210)), ("a9", (297, 210))])  # fmt: skip
def test_a_pdf_has_the_size_of_its_paper_and_a4_without_one(paper, size):
    story = Storyline("squareland", (Slide("caveats"),))
    first = pypdf.PdfReader(io.BytesIO(made("pdf", story, paper))).pages[0]
    assert [float(x) * 25.4 / 72 for x in first.mediabox[2:]] == pytest.approx(size, abs=0.1)


def test_the_pdf_of_a_view_under_a_scenario_is_stamped():
    content = made("pdf", measure="unmet", scenario=PLEDGE)
    text = pages_of(content)[0]
    assert "SCENARIO: Water +$100,000" in text
    sizes = dict(sizes_of(pypdf.PdfReader(io.BytesIO(content)).pages[0]))
    assert sizes["SCENARIO: Water +$100,000"] in {9, 10}  # under the title, and in the map itself
    said = " ".join(page for page in pages_of(content))
    assert said.count("SCENARIO: Water +$100,000") >= 4  # on each of three slides, and in the notes
    region = pypdf.PdfReader(io.BytesIO(made("region", scenario=PLEDGE, region="ash"))).pages[0]
    assert dict(sizes_of(region))["SCENARIO: Water +$100,000"] == 10
    assert "Ash $700 k $560 k – $700 k" in text
    assert "SCENARIO" not in pages_of(made("pdf", measure="unmet"))[0]


def test_the_day_of_a_pdf_is_the_same_on_a_machine_of_any_time_zone(monkeypatch):
    try:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        about = pypdf.PdfReader(io.BytesIO(made("pdf", Storyline("squareland", (Slide("caveats"),))))).metadata
    finally:
        monkeypatch.undo()
        time.tzset()
    assert about["/CreationDate"] == "D:20240201000000Z"


@pytest.mark.parametrize("paper", ["a4", "a4-portrait"])
def test_a_regions_page_has_its_figures_in_words_and_numbers(paper):
    (text,) = pages_of(made("region", region="birch", paper=paper))
    for words in (
        "Birch P-code: SQ1", "● Food named ● Roads named ◐ Health zone ○ Data nationwide",
        "displaced persons 10 June 30, 2023", "share of people in phase 3 or above 25.0%",
        "Requirements $400 k $370 k – $400 k $100 k – $1.0 M", "Confirmed funding $250 k $240 k – $250 k",
        "Unmet requirements $200 k $180 k – $200 k $0 – $600 k", "% funded 50% 50% – 51%",
        "Birch 2 $200 k 10 Ash 2 $800 k 30 Cedar 1 $200 k no figure", "Partners named WFP",
        "displaced people, hosts", "Activities that may touch the region Give food",
        "Sources: test; Squareland; census of Squareland.", "View: plan=squareland&region=birch",
    ):  # fmt: skip
        assert words in text, words
    (empty,) = pages_of(made("region", region="cedar", sector=("water",), paper=paper))
    assert "The plan names no sector here." in empty
    assert "No sector’s money is located here." in empty
    assert "Partners named" not in empty
    assert "Activities that may touch" not in empty


def test_the_page_of_a_region_on_the_screen_has_the_figures_of_its_file():
    text = flat(re.sub(r"<[^>]+>", " ", region_page(profile_region(view(region="birch", lang="fr"), LAND, "birch"))))
    for words in (
        "Secteurs ● Food nommée ● Roads nommée",
        "370 k$ – 400 k$ 100 k$ – 1,0 M$",
        "PAM",
        "déplacés, hôtes",
        "Birch (fr) 2 200 k$ 10 Ash (fr) 2 800 k$ 30 Cedar (fr) 1 200 k$ pas de chiffre",
    ):
        assert words in text, words


def test_a_picture_says_its_words_to_those_who_cannot_see_it_and_has_its_size():
    image = Image.open(io.BytesIO(made("png", measure="unmet", scenario=PLEDGE)))
    assert image.size == (2666, 1500)
    assert image.text["Title"] == "Where money falls short: unmet requirements, estimate per region"
    for words in ("Sources: test; Squareland.", "Roads is 150.0% funded", "The boundaries and names"):
        assert words in image.text["Description"]
    assert "Software" not in image.text
    assert Image.open(io.BytesIO(made("png", paper="a4"))).size == (2338, 1654)


def test_a_briefing_in_html_holds_both_languages_and_asks_for_nothing():
    text = made("html", measure="unmet", scenario=PLEDGE, lang="fr").decode()
    assert text.startswith('<!doctype html>\n<html lang="fr">')
    body = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text).group(1))
    assert (body["start"], sorted(body["maps"]), sorted(body["cards"])) == ("fr", *[["en-1", "fr-1"]] * 2)
    assert (body["maps"]["fr-1"]["times"], body["maps"]["fr-1"]["tiles"]) == ([], "")
    assert flat(body["maps"]["fr-1"]["regions"]["ash"]["label"]) == "700 k$"
    assert body["bounds"] == [[-0.05, -0.05], [1.05, 3.05]]
    assert sorted(body["cards"]["en-1"]) == ["ash", "birch", "cedar"]
    assert "$400" in body["texts"][body["cards"]["en-1"]["birch"]]
    assert (body["words"]["en"]["on"], body["words"]["fr"]["more"]) == ("On (→)", "et {n} de plus")
    styles = re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)
    assert "url(" not in styles
    assert "sourceMappingURL" not in text
    assert 'aria-label="Where money falls short' in text
    assert text.count('<section class="slide') == 6
    again = made("html", measure="unmet", scenario=PLEDGE, lang="fr").decode()
    assert again == text


def cards_of(text):
    """Return the words of the cards of a briefing's file: by slide, then by region."""
    body = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text).group(1))
    return {slide: {r: flat(html.unescape(re.sub(r"<[^>]+>", " ", body["texts"][n]))) for r, n in cards.items()}
            for slide, cards in body["cards"].items()}  # fmt: skip


def test_a_card_has_the_figures_of_the_slide_that_it_is_opened_on():
    views = ["measure=unmet", "measure=unmet&scenario=water:100000", "measure=unmet&split=population",
             "measure=unmet&areas=2016", "measure=unmet&sector=food", "measure=unmet&date=2023-12-01",
             "measure=confirmed"]  # fmt: skip
    story = Storyline("squareland", tuple(Slide("view", v) for v in views))
    found = cards_of(made("html", story).decode())
    ash = {v: found[f"en-{n}"].get("ash") for n, v in enumerate(views, start=1)}
    # Ash has 300 of food and 600 of water unmet, 100 confirmed; by population 90 of food; food alone 300 - 100.
    said = {
        views[0]: "Unmet requirements $800 k", views[1]: "Unmet requirements $700 k",
        views[2]: "Unmet requirements $660 k", views[3]: "Unmet requirements $800 k",
        views[4]: "Unmet requirements $200 k", views[5]: "Unmet requirements $900 k",
    }  # fmt: skip
    for query, words in said.items():
        assert words in ash[query], (query, ash[query])
        assert f"View: plan=squareland{query.removeprefix('measure=unmet')}" in ash[query]
    assert "SCENARIO: Water +$100,000" in ash[views[1]]
    assert not any("SCENARIO" in words for query, words in ash.items() if query != views[1])
    assert "Squareland · areas of 2016" in ash[views[3]]
    assert "cedar" not in found["en-4"]  # a part of Birch then
    assert found["en-1"] == found["en-7"]  # what a card does not show makes no other card
    assert sorted(found) == sorted(f"{lang}-{n}" for lang in ("en", "fr") for n in range(1, 8))


def test_a_text_from_the_data_can_end_no_script_of_the_briefing():
    story = storyline_of_view(view(measure="unmet"), LAND)
    bad = "</script><script>alert(1)</script>\u2028"
    slide = story.slides[0].__class__("view", "measure=unmet", title=(("en", bad), ("fr", bad)))
    text = made("html", story.__class__(story.plan, (slide,)), measure="unmet").decode()
    assert "<script>alert" not in text
    assert text.count("</script>") == 2


@contextlib.contextmanager
def no_file_can_grow():
    """Let the system refuse every byte that this process, libraries in C too, would write to a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", list(EXPORT_FORMATS))
def test_a_file_is_made_in_memory_for_a_plan_that_a_reader_brought_may_not_reach_the_disk(name, tmp_path):
    with no_file_can_grow():
        with pytest.raises(OSError, match="too large"):
            (tmp_path / "proof").write_bytes(b"a file that grows is refused")
        content = made(name, measure="unmet", region="ash")
    assert len(content) > 300
