"""The rules that turn a page into tables, one by one: places, titles, groups, changes, files and their records."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER, DataError, Problem, changed_files, read_table, refresh_records, split_list, translator
from geo.places import Gazetteer
from geo.plans import (
    SCHEMAS,
    change_words,
    import_plan_page,
    list_changes,
    new_funding_rows,
    reader_tools,
    same_form,
    save_plan,
)
from geo.plans.identity import identify_plan
from geo.plans.reader.document import ObjectiveText, Passage, PlanDocument, SectorText
from geo.plans.reader.parser import parse_plan_page
from geo.plans.reader.places import find_places
from geo.plans.reader.standard_codes import code_by_alias, load_standard_codes, sector_codes, shorten, text_hash
from tests import mali_page, squareland
from tests.crp_pages import Y2021

EN, FR = translator("en"), translator("fr")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def tools(library):
    return reader_tools(Y2021, library, DATA_FOLDER)


# -- places --------------------------------------------------------------------------------------------

ZONES = pd.DataFrame({"zone": ["east"], "title_en": ["East"], "title_fr": ["Est"], "region": ["birch"]})
CERCLES = pd.DataFrame({"name_fr": ["Oak"], "source_name": ["Oaktown"], "region_2023": ["cedar"]})


def found(paragraphs=(), bullets=(), description=()):
    """Find the places of one sector of Squareland: bullet, place, basis, confidence and what it is from."""
    sector = SectorText("Food", 9)
    sector.paragraphs = [Passage(n, text, 10 + n) for n, text in enumerate(paragraphs, start=1)]
    sector.bullets = [Passage(n, text, 20 + n) for n, text in enumerate(bullets, start=1)]
    objective = ObjectiveText(3, "Help", 1, sectors=[sector])
    objective.description = [Passage(n, text, n) for n, text in enumerate(description, start=1)]
    names = Gazetteer(squareland.regions(), ZONES, CERCLES)
    places = find_places(PlanDocument(objectives=[objective]), names, ["squareland"])
    return [(n, p.place, p.basis, p.confidence, p.line, p.source) for _, n, p in places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Help in the regions of Ash and Birch.", [("ash", "named", "high"), ("birch", "named", "high")]),
        ("Help in Ash and Birch, and Ash.", [("ash", "named", "high"), ("birch", "named", "high")]),
        ("Help in Ash.", [("ash", "named", "medium")]),
        ("Help in Ash and in Oak.", [("ash", "named", "medium"), ("cedar", "named", "low")]),
        ("Help in Oaktown.", [("cedar", "named", "low")]),
        ("Help in the East region.", [("east", "zone", "high")]),
        ("Dans la zone Est.", [("east", "zone", "high")]),
        ("Help in the Ash region and the East.", [("ash", "named", "high"), ("east", "zone", "high")]),
        ("Help in the regions of Ash and Birch. They lie in the East area.",
         [("ash", "named", "high"), ("birch", "named", "high")]),
        ("Help nationwide.", [("", "nationwide", "medium")]),
        ("Help across Squareland.", [("", "nationwide", "medium")]),
        ("À l’échelle nationale.", [("", "nationwide", "medium")]),
        ("Help across the whole country, and in Ash.", [("ash", "named", "medium")]),
        ("Help goes East.", [("", "not_stated", "high")]),
        ("Help across the river.", [("", "not_stated", "high")]),
    ],
)  # fmt: skip
def test_the_places_of_a_paragraph(text, places):
    assert [p[1:4] for p in found([text])] == places


def test_where_a_sector_without_places_of_its_own_takes_them_from():
    at = "Objective 3 › Food"
    described = "Objective 3 › description of people and entities targeted"
    assert found(["None.", "In Ash."]) == [(0, "ash", "named", "medium", 12, f"{at} › paragraph 2")]
    assert found(["None."], ["Where need is.", "In Oak."], ["In Ash."]) == [
        (0, "", "not_stated", "high", 9, at), (2, "cedar", "named", "low", 22, f"{at} › bullet 2")]  # fmt: skip
    assert found([], ["In the targeted regions.", "In Ash and Birch.", "Else."]) == [
        (0, "ash", "named", "medium", 22, f"{at} › bullet 2"), (0, "birch", "named", "medium", 22, f"{at} › bullet 2")
    ]  # fmt: skip
    assert found([], ["In the targeted regions.", "In Oak."])[0][:4] == (0, "cedar", "named", "low")
    assert found([], ["In targeted regions, Ash."])[0][1:3] == ("", "not_stated")
    assert [p[0] for p in found([], ["In the targeted regions.", "In Ash.", "In Birch."])] == [0, 2, 3]
    assert found(["None."], [], ["In the region of Ash."]) == [(0, "ash", "named", "medium", 1, described)]
    assert found(["Nationwide."], ["In Ash."], ["In Birch."]) == [
        (0, "", "nationwide", "medium", 11, f"{at} › paragraph 1"),
        (1, "ash", "named", "medium", 21, f"{at} › bullet 1")
    ]  # fmt: skip


def test_the_law_of_13_march_2023_made_cercles_regions(library):
    land = library.at({})
    names = {day: Gazetteer(land.regions["2023"], land.plan.zones, None, on=date(2023, 3, day)) for day in (12, 13)}
    hits = {day: [(h.start, h.place, h.kind, h.words) for h in g.find("In Bandiagara.")] for day, g in names.items()}
    assert hits == {12: [(3, "mopti", "cercle", "Bandiagara")], 13: [(3, "bandiagara", "region", "Bandiagara")]}


# -- titles, codes and groups --------------------------------------------------------------------------


def test_a_long_text_is_cut_at_a_word():
    assert shorten("a" * 160) == "a" * 160
    assert shorten("a" * 80 + " " + "b" * 80) == "a" * 80 + " …"
    assert shorten("one two", 5) == "one …"
    assert shorten("one 5\u00a0000 two", 7) == "one …"  # no number is cut


def test_the_hash_of_a_text_passes_over_accents_capitals_and_spaces_only():
    assert text_hash(["Les ÉLÈVES  d’ici-bas"]) == text_hash(["les eleves d'ici bas"])
    assert text_hash(["a", "b"]) != text_hash(["ab"])
    # The beginning of the SHA-256 of a, a line end and b.
    assert text_hash(["A", "b"]) == "7e18f737311b"


def test_a_sector_has_the_standard_code_or_one_of_its_own_title(tools):
    page = Y2021.replace("Health support", "  Support -- to «Écoles»! - Rename").replace(
        "Shelter and s", "SHELTER  and S"
    )
    made = import_plan_page(page, tools)
    assert [(r["sector"], r["title_en"]) for r in made.tables["sectors"]] == [
        ("shelter", "Shelter and NFI"), ("support-to-ecoles", "Support -- to «Écoles»!")]  # fmt: skip
    said = [(e["row"], e["value"]) for e in made.evidence if (e["table"], e["column"]) == ("sectors", "source_title")]
    assert said == [("shelter", "SHELTER and Settlements"), ("support-to-ecoles", "Support -- to «Écoles»! - Rename")]


def test_the_plan_on_hand_knows_the_code_of_a_sector_better_than_the_standard(tools):
    reading = parse_plan_page(Y2021)
    own = squareland.plan({"clinics": (1, None, [], "nationwide")})
    own.sectors["source_title"] = "Health SUPPORT"
    assert list(sector_codes(reading, tools.titles, own).values()) == ["shelter", "clinics"]
    assert list(sector_codes(reading, tools.titles, None).values()) == ["shelter", "health"]
    thrice = PlanDocument(objectives=[ObjectiveText(n, "Help", n, sectors=[SectorText("Fish", n)]) for n in (1, 2, 3)])
    assert list(sector_codes(thrice, tools.titles, None).values()) == ["fish", "fish-2", "fish-3"]


def test_a_standard_group_or_sector_is_known_by_its_code_its_names_and_its_aliases():
    table = pd.DataFrame({"name_en": ["Élan"], "aliases": ["Go; RUN ;"]}, index=["x1"])
    assert code_by_alias(table, ["name_en"]) == dict.fromkeys(("x1", "elan", "go", "run"), "x1")


def test_every_broken_table_of_the_reader_is_named_at_once(tmp_path):
    for broken in (("sectors", "groups"), ("groups",)):
        for name in ("sectors", "groups"):
            right = (DATA_FOLDER / "reader" / f"{name}.csv").read_text(encoding="utf-8")
            text = right.replace("aliases", "also", 1) if name in broken else right
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        with pytest.raises(DataError) as refused:
            load_standard_codes(tmp_path)
        assert {p.file for p in refused.value.problems} == {f"{name}.csv" for name in broken}


@pytest.mark.parametrize(
    ("title", "first", "last", "code"),
    [
        ("Mali Plan 2025/26", 2025, 2026, "mli-2025-2026"), ("Mali Plan 2025", 2025, 2025, "mli-2025"),
        ("Mali Plan 2023 – 2024", 2023, 2024, "mli-2023-2024"), ("Mali Plan", 0, 0, "mli-0"),
        ("Mali Plan 12023", 0, 0, "mli-0"), ("Niger and Nigeria 2024", 2024, 2024, "reg-niger-nigeria-2024"),
        ("Malian Plan 2024", 2024, 2024, "plan-2024"), ("Plan pour le Sénégal 2024", 2024, 2024, "sen-2024"),
    ],
)  # fmt: skip
def test_a_title_gives_years_and_the_longest_name_of_a_country(title, first, last, code):
    who = identify_plan(title)
    assert (who.first, who.last, who.code) == (first, last, code)


# -- what a page is read into --------------------------------------------------------------------------


def test_the_days_of_funding_and_of_the_header(tools):
    plain = import_plan_page(Y2021, tools)
    assert plain.tables["plan"][0]["funding_date"] is None  # never the text's day, nor a sector's
    assert [(r["sector"], r["as_of"]) for r in plain.tables["funding"]] == [("shelter", date(2021, 1, 29))]
    assert [e["value"] for e in plain.evidence if e["column"] == "text_date"] == [date(2021, 1, 29)]
    assert {p.column for p in plain.drafts} == {"objectives", "sectors", "activities"}
    dated = import_plan_page(Y2021.replace("$15,3", "Funding last updated: 3 February 2021\n$15,3"), tools)
    assert dated.tables["plan"][0]["funding_date"] == date(2021, 2, 3)
    assert [r["as_of"] for r in dated.tables["funding"]] == [date(2021, 1, 29), date(2021, 2, 3)]
    said = [(e["column"], e["line"]) for e in dated.evidence if e["table"] == "plan"]
    assert ("funding_date", 6) in said
    late = import_plan_page(Y2021.replace("Plan types\n", "Funding confirmed\n$5\nLast updated: 2 Mar 2021\n"), tools)
    assert late.tables["plan"][0]["funding_date"] is None
    assert late.tables["funding"][1]["as_of"] == date(2021, 3, 2)
    none = import_plan_page(Y2021.replace("Last updated: 29 Jan 2021\n", ""), tools)
    assert [(r["sector"], r["as_of"]) for r in none.tables["funding"]] == [("shelter", None)]
    said = [p for p in none.problems if "has no day on the page" in p.expected]
    assert [(p.value, p.line) for p in said] == [("$280,000", 45)]


def test_of_many_lines_that_were_not_understood_two_hundred_are_listed(tools):
    first, *rest = Y2021.split("\n\n", 2)[1:]
    for odd, more in ((200, []), (205, [{"n": "5"}])):
        page = "\n".join([first, *(f"odd {n}x" for n in range(odd)), "", *rest])
        listed = import_plan_page(page, tools).problems
        assert [p.line for p in listed[:200]] == list(range(2, 202))
        assert listed[199].value == "odd 199x"
        assert [(p.details, p.line) for p in listed[200:]] == [(d, 202) for d in more]


def test_five_million_bytes_are_the_most_however_they_are_written(tools):
    page = Y2021 + "é" * 1000
    page += "x" * (5_000_000 - len(page.encode()))
    assert import_plan_page(page, tools).code == "mli-2021"
    for larger in (page + "x", (page + "x").encode(), page.replace("xx", "xé", 1)):
        with pytest.raises(DataError) as refused:
            import_plan_page(larger, tools)
        assert refused.value.problems[0].file == "page"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_read_in_its_encoding(encoding, tools):
    page = Y2021.replace("Health support", "Santé")
    made = import_plan_page(page.encode(encoding), tools)
    assert made.tables["sectors"][1]["source_title"] == "Santé"


def test_a_town_of_the_ground_stands_for_its_region(tools):
    page = Y2021.replace("across Mali.", "near Goundam.")
    made = import_plan_page(page, replace(tools, cercles=None))
    assert [(r["sector"], r["place"]) for r in made.tables["places"]][2:] == [("health", "tombouctou")]


# -- changes and funding -------------------------------------------------------------------------------


def test_what_a_page_says_otherwise_is_listed_with_its_difference(data):
    folder = mali_page.fitted(data)
    library = load_checked_library(folder)
    page = mali_page.text()
    for old, new in (
        ("9,000,000", "8,500,000"), ("152,000", "160,000"), ("168\nNational", "170\nNational"),
        ("\n28\nInter", "\n29\nInter"), ("87%", "86%"),
        ("regions of Mopti and Timbuktu", "regions of Mopti and Kayes"), ("$436,585", "$5"),
        ("Funding confirmed\n$916,870\nLast updated: 13 Jan 2024\n", ""), ("\n6\nIOM field office", ""),
    ):  # fmt: skip
        assert old in page
        page = page.replace(old, new, 1)
    made = import_plan_page(page, reader_tools(page, library, folder))
    said = [change_words(c, EN) for c in list_changes(made, library.at({}).plan)]
    assert said == [
        "plan mli-2023-2024, people_in_need: 9000000 → 8500000 (−500,000)",
        "objectives 2, people_targeted: 152000 → 160000 (+8,000)",
        "sectors shelter: the published text has changed",
        "sectors cccm, printed_funded_pct: 87 → 86 (−1)",
        "staff international_staff, value: 28 → 29 (+1)",
        "staff national_staff, value: 168 → 170 (+2)",
        "staff field_offices, figure: gone: field_offices",
        "funding cccm, amount_usd: 436585 → 5 (−436,580)",
        "funding displacement-tracking, amount_usd: gone: 916870",
        "places shelter, named: new: kayes",
        "places shelter, named: gone: tombouctou",
    ]
    fresh, disputed = new_funding_rows(made.page_funding, library.at({}).plan)
    assert fresh == []
    assert [(p.column, p.value, p.details["old"], p.details["day"]) for p in disputed] == [
        ("cccm", "5", "436585", "2024-01-13")]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form"),
    [(22_000_000, "22000000"), (22e6, "22000000"), (0.5, "0.5"), (1403040.55, "1403040.55"), (0, "0"), (None, ""),
     (pd.NA, ""), (float("nan"), ""), (pd.Timestamp(2024, 1, 13), "2024-01-13"), (date(2024, 1, 13), "2024-01-13"),
     ("x", "x"), (100, "100")],
)  # fmt: skip
def test_two_cells_are_compared_by_what_they_mean(value, form):
    assert same_form(value) == form


# -- files and their records ---------------------------------------------------------------------------


def test_a_problem_names_its_place_and_shortens_a_long_value():
    full = Problem("a.csv", "expected one of {known}", 3, "place", "x" * 60, {"known": "a, b"}, 7)
    assert full.text(EN) == f"a.csv, row 3, line 7, column place, value “{'x' * 60}”: expected one of a, b"
    assert f"“{'x' * 60}…”" in replace(full, value="x" * 61).text(EN)
    assert Problem("a.csv", "unheard of", 0, value="").text(EN) == "a.csv, row 0, value “”: unheard of"
    assert " : " in full.text(FR).replace("\u00a0", " ").replace("\u202f", " ")


CELLS = {
    "amount_usd": [("1 250", 1250), ("1\u202f250,5", 1250.5), ("0", 0), ("12.25", 12.25),
                   ("1,250", None), ("1.250", None),
                   ("1e3", None), ("-1", None), ("0.125", None), ("99999999999999.5", 99999999999999.5),
                   ("123456789012345678", None)],
    "as_of": [("2024-01-13", pd.Timestamp(2024, 1, 13)), ("13/01/2024", pd.Timestamp(2024, 1, 13)),
              ("1990-01-01", pd.Timestamp(1990, 1, 1)), ("31/12/1989", None), ("13-01-2024", None),
              ("2924-01-01", None),
              ("", None)],
    "state": [("confirmed", "confirmed"), ("'=1", None), ("", None)],
}  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "value"), [(c, *pair) for c, pairs in CELLS.items() for pair in pairs])
def test_a_cell_is_read_as_a_spreadsheet_writes_it_or_named(column, cell, value, tmp_path):
    row = {"sector": "food", "as_of": "2024-01-01", "amount_usd": "1", "state": "confirmed", "source": "x"} | {
        column: cell
    }
    (tmp_path / "funding.csv").write_text(";".join(row) + "\n\n" + ";".join(row.values()) + "\n", encoding="utf-8")
    table, problems = read_table(tmp_path / "funding.csv", SCHEMAS["funding"])
    if value is None:
        assert {(p.file, p.row, p.column) for p in problems} == {("funding.csv", 3, column)}
    else:
        assert (problems, list(table.index), table[column].iloc[0]) == ([], [3], value)


def test_an_accepted_plan_is_recorded_with_its_source_and_a_new_one_replaces_nothing(tools, data):
    made = import_plan_page(Y2021.replace("2021", "2031", 2).replace("January 29 2021", "January 29 2022"), tools)
    assert save_plan(made, tools, data, NOW) is None
    records = {r["path"]: r for r in json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    record = records["plans/mli-2031/sectors.csv"]
    file = data / "plans" / "mli-2031" / "sectors.csv"
    assert record["title"] == "Mali Crisis Response Plan 2031: mli-2031/sectors.csv"
    assert record["name"] == "plans-mli-2031-sectors"
    assert record["sources"] == [{"title": "IOM Global Crisis Response Platform, Mali Crisis Response Plan 2031"}]
    assert (record["date"], record["bytes"]) == ("2022-01-29", len(file.read_bytes()))
    assert changed_files(data) == []
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (data / "plans" / "extra.csv").write_text("x\n", encoding="utf-8")
    (data / "plans" / ".hidden").mkdir()
    (data / "plans" / ".hidden" / "x.csv").write_text("x\n", encoding="utf-8")
    (data / "needs" / "idps.csv").unlink()
    assert changed_files(data) == ["needs/idps.csv", "plans/extra.csv", "plans/mli-2031/sectors.csv"]
    with pytest.raises(DataError) as refused:
        refresh_records(data)
    assert [p.file for p in refused.value.problems] == ["plans/extra.csv"]
    (data / "plans" / "extra.csv").unlink()
    with pytest.raises(DataError) as refused:
        refresh_records(data)
    assert [p.file for p in refused.value.problems] == ["needs/idps.csv"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resources": [1]}', '{"resources": [{"name": "x"}]}', "[" * 100_000]
)
def test_a_record_that_cannot_be_read_is_named(text, data):
    (data / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        changed_files(data)
    assert [p.file for p in refused.value.problems] == ["datapackage.json"]


def test_a_plan_tells_its_days_years_and_places(library):
    mali, old = library.at({}).plan, library.atlases["mli-2021"].plan
    assert (mali.header_only, old.header_only) == (False, True)
    assert (mali.text_date, mali.funding_date) == (date(2024, 10, 10), date(2024, 1, 13))
    assert (mali.file_date, mali.country) == (date(2024, 10, 10), "MLI")
    assert mali.dated_title("en") == "2023-2024 · Mali Crisis Response Plan"
    assert old.dated_title("en").startswith("2021 · ")
    undated = replace(mali, header=_without_day(mali))
    assert undated.file_date == date(2023, 1, 1)
    assert mali.place_codes[:5] == ("mopti", "tombouctou", "gao", "menaka", "bandiagara")
    assert split_list(" a; b;;c ") == ["a", "b", "c"]


def _without_day(plan):
    header = plan.header.copy()
    header["text_date"] = pd.NaT
    return header
