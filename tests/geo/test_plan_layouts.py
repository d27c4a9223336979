"""Layouts of the platform from 2020 on, in pages of our own: whose plan it is, what is in view, nothing filled in."""

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.pages import VARIANTS
from geo.analysis import check_plan, load_checked_library
from geo.cli import app
from geo.core import DATA_FOLDER, DataError, translator
from geo.intake import lines_beside
from geo.plans import import_plan_page, imported_plan, reader_tools
from geo.plans.identity import identify_plan, same_title
from geo.plans.reader.lines import split_lines
from geo.plans.reader.parser import parse_plan_page
from tests.crp_pages import Y2021

PROSE = "Help of this kind reaches people where they live, as far as the team’s means allow it."
POINTS = "  • Goods are kept ready so that families get them soon.\n  • Those who host others are helped as well.\n"
LIVES = "Save lives and respond to needs through humanitarian assistance and protection"

HEADER_ONLY = f"""Togo Crisis Response Plan 2025 - 2026

CRP last updated: February 24 2025
$46,259,000
Funding required
5,980,000
People in need
316,630
People Targeted
75
Entities targeted

{PROSE}

INFORM Risk

8.9, Very high

Human Development Index

170 out of 193

{PROSE} Again.
"""
WITHOUT_NUMBERS = f"""Togo Crisis Response Plan 2020-2021

Togo Crisis Response Plan 2020-2021

Last updated: February 12 2021
Funding required
People in need
People Targeted

{LIVES}

Funding required
People Targeted
Entities Targeted
Internally displaced person, Astronaut
Primary target groups
Description of People and Entities Targeted
{POINTS}

Our team puts its weight on
{POINTS}
Provision of water, sanitation and hygiene in emergencies

Water in towns

{PROSE}
"""
REGIONAL = f"""Lake Chad Basin Crisis Response Plan 2022

Regional Plan
Last updated: February 22 2022
Funding updated: April 03 2023
$191,950,000
Funding required
2,968,000
People Targeted

IOM Vision

{PROSE}

Objective 1 - Saving lives and protecting people on the move
Objective
Saving lives and protecting people on the move

$88,800,000
Funding required
At risk communities
People Targeted
54
Entities Targeted
Refugee
Primary target groups
Description of People and Entities Targeted

{PROSE}

Funding confirmed 28%
72% Funding gap

Shelter and settlements

Our team concentrates on:

{POINTS}
Funding required
$63,418,613
Plan types

Camp coordination and camp management

As part of
"""
PAGES = {"header": HEADER_ONLY, "numberless": WITHOUT_NUMBERS, "regional": REGIONAL, "2021": Y2021}


@pytest.fixture(scope="module")
def read(library):
    def of(page):
        return import_plan_page(page, reader_tools(page, library, DATA_FOLDER))

    return of


def figures(found):
    return {name: value.value for name, value in found.items()}


# -- whose plan it is ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code", "countries"),
    [
        ("Lake Chad Basin Crisis Response Plan 2022", "reg-lake-chad-basin-2022", ""),
        ("Sudan and Neighbouring Countries Response 2023", "reg-sudan-neighbouring-countries-2023", "SDN"),
        ("Migrant Response Plan for the Horn of Africa and Yemen 2022", "reg-horn-africa-yemen-2022", "YEM"),
        ("Myanmar and Thailand Crisis Response Plan 2021", "reg-myanmar-thailand-2021", "MMR THA"),
        ("El Salvador, Guatemala and Honduras Crisis Response Plan 2021-2022",
         "reg-el-salvador-guatemala-honduras-2021-2022", "SLV GTM HND"),
        ("North Pacific Islands Crisis Response Plan 2021-2023", "reg-north-pacific-islands-2021-2023", ""),
        ("Syria Regional Refugee and Resilience Plan 2022", "reg-syria-refugee-resilience-2022", "SYR"),
        ("Plan régional pour le Sahel 2024", "reg-sahel-2024", ""),
        ("DRC and Burundi Crisis Response Plan 2024", "reg-drc-burundi-2024", "COD BDI"),
    ],
)  # fmt: skip
def test_a_plan_over_several_countries_has_a_code_of_its_own_and_no_country(title, code, countries):
    who = identify_plan(title)
    assert (who.code, who.country, who.names, " ".join(who.countries), who.regional) == (code, "", (), countries, True)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("DRC", "COD"), ("Democratic Republic of the Congo", "COD"), ("Congo", "COG"), ("Syrian Arab Republic", "SYR"),
        ("Türkiye", "TUR"), ("Turkey", "TUR"), ("Myanmar (Burma)", "MMR"), ("Occupied Palestinian Territory", "PSE"),
        ("oPt", "PSE"), ("Lao PDR", "LAO"), ("South Sudan", "SSD"), ("Central African Republic", "CAF"),
        ("CAR", "CAF"), ("Papua New Guinea", "PNG"), ("South Africa", "ZAF"), ("Bosnia and Herzegovina", "BIH"),
        ("Venezuela (Bolivarian Republic of)", "VEN"), ("United Republic of Tanzania", "TZA"), ("Viet Nam", "VNM"),
        ("la République démocratique du Congo", "COD"), ("Côte d’Ivoire", "CIV"), ("Guinea-Bissau", "GNB"),
        ("Marshall Islands", "MHL"), ("Federated States of Micronesia", "FSM"), ("Niger", "NER"), ("Nigeria", "NGA"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_names_that_the_world_gives_it(name, country):
    assert identify_plan(f"{name} Crisis Response Plan 2024").country == country


def test_an_abbreviation_counts_as_it_is_written_only():
    assert identify_plan("Car Plan 2024").country == ""
    assert identify_plan("Mali Car Plan 2024").code == "mli-2024"


def test_a_page_that_calls_its_plan_regional_is_of_no_one_country(read):
    made = read(REGIONAL.replace("Lake Chad Basin", "Togo Coast"))
    row = made.tables["plan"][0]
    assert (made.code, row["country"], row["countries"]) == ("reg-togo-coast-2022", "", "TGO")
    assert "list of its countries" in " ".join(p.expected for p in made.problems)


def test_titles_are_one_whatever_their_marks_and_their_way_to_write_years():
    assert same_title("Mali Crisis Response Plan 2025/26", "MALI crisis-response plan 2025 – 2026")
    assert not same_title("Mali Crisis Response Plan 2025", "Mali Crisis Response Plan 2025-2026")
    assert not same_title("Mali Appeal 2025", "Mali Crisis Response Plan 2025")


# -- titles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["Haiti Earthquake Response 2021", "Sudan and Neighbouring Countries 2023", "IOM's Appeal for Ukraine 2022",
     "Syria Regional Refugee and Resilience Plan 2022"],
)  # fmt: skip
def test_a_title_needs_no_words_response_plan(title):
    page = f"Home\nWhere we work\nPlans of 2019\n{title}\n\nLast updated: March 1 2023\n$5\nFunding required\n"
    assert figures(parse_plan_page(page).header)["title"] == title


def test_a_page_without_a_title_has_none_and_says_so(read, library):
    made = read(f"IOM Vision\n{PROSE}\nObjective\nSaving lives and protecting people on the move\n{PROSE}\n")
    row = made.tables["plan"][0]
    assert (row["title_en"], row["country"], row["start_year"]) == ("", "", None)
    assert [(o["objective"], o["title_en"]) for o in made.tables["objectives"]] == [
        ("1", "Saving lives and protecting people on the move")]  # fmt: skip
    assert "no title of a plan was found" in made.problems[0].text(translator("en"))
    with pytest.raises(DataError):
        imported_plan(made, reader_tools("", library, DATA_FOLDER))


# -- a header is a plan ----------------------------------------------------------------------------------


def test_a_page_of_a_header_alone_is_a_plan_known_by_its_header(read, library):
    made = read(HEADER_ONLY)
    plan = imported_plan(made, reader_tools(HEADER_ONLY, library, DATA_FOLDER))
    assert (plan.code, plan.header_only, plan.country) == ("tgo-2025-2026", True, "TGO")
    assert (plan.funding_date, plan.text_date.isoformat()) == (None, "2025-02-24")
    assert [plan.header[c] for c in ("requirements_usd", "people_in_need", "people_targeted")] == [
        46_259_000, 5_980_000, 316_630]  # fmt: skip
    assert {name: len(rows) for name, rows in made.tables.items() if rows} == {"plan": 1}
    assert [a["words"] for a in made.aside if a["kind"] == "indicator"] == [
        "INFORM Risk: 8.9, Very high", "Human Development Index: 170 out of 193"]  # fmt: skip
    assert [(e["value"], e["line"]) for e in made.evidence if e["column"] == "entities_targeted"] == [(75, 10)]


def test_a_header_takes_no_other_table_from_the_plan_on_hand(library):
    page = HEADER_ONLY.replace("Togo Crisis Response Plan 2025 - 2026", "Mali Crisis Response Plan 2023 - 2024")
    tools = reader_tools(page, library, DATA_FOLDER)
    made = import_plan_page(page, tools)
    plan, known = imported_plan(made, tools), tools.known
    assert plan.header["requirements_usd"] == 46_259_000
    for table in ("objectives", "sectors", "activities", "places", "funding", "staff", "groups"):
        assert len(getattr(plan, table)) == len(getattr(known, table)), table


def test_a_title_alone_and_any_other_page_are_no_plan(read):
    for page in ("Chad Crisis Response Plan 2022\n", f"Chad in 2022\n\n{PROSE}\n"):
        with pytest.raises(DataError) as refused:
            read(page)
        assert "no page of a crisis response plan" in refused.value.problems[0].expected


def test_a_text_in_one_line_is_refused_with_how_to_copy_it(read):
    with pytest.raises(DataError) as refused:
        read(" ".join(Y2021.split()))
    assert "select all" in refused.value.problems[0].text(translator("en"))


# -- nothing is filled in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["Funding updated:", "Funding last updated:", "Funding data last updated:", "Funding as of",
              "Mise à jour du financement :", "FUNDING UPDATED"],
)  # fmt: skip
def test_the_day_of_the_funding_is_known_by_its_kin(read, label):
    page = HEADER_ONLY.replace("$46,259,000", f"{label} April 03 2025\n$46,259,000")
    row = read(page).tables["plan"][0]
    assert (str(row["funding_date"]), str(row["text_date"])) == ("2025-04-03", "2025-02-24")


def test_without_a_line_of_its_own_the_day_of_the_funding_is_empty_everywhere(read):
    made = read(Y2021.replace("Last updated: 29 Jan 2021\n", "").replace("Funding confirmed\n$280,000\n", ""))
    assert made.tables["plan"][0]["funding_date"] is None
    assert made.tables["funding"] == []
    words = read(Y2021.replace("IOM Vision", "Updated figures of 13 January 2024 are to come"))
    assert str(words.tables["plan"][0]["text_date"]) == "2021-01-29"


def test_labels_take_no_value_of_their_neighbours():
    labels = "Funding required\nPeople in need\n316,630\nPeople Targeted\n75\nEntities Targeted\n"
    page = f"Togo Crisis Response Plan 2024\n\n{labels}"
    read = parse_plan_page(page)
    assert figures(read.header) == {"title": "Togo Crisis Response Plan 2024", "people_targeted": 316_630,
                                    "entities_targeted": 75}  # fmt: skip
    below = "Togo Crisis Response Plan 2024\n\nFunding required\n$5\nPeople in need\n7\nPeople Targeted\n"
    assert figures(parse_plan_page(below).header) == {
        "title": "Togo Crisis Response Plan 2024", "requirements": 5, "people_in_need": 7}  # fmt: skip
    far = f"Togo Crisis Response Plan 2024\n\n1,234\n{PROSE}\nPeople Targeted\n{PROSE}\n"
    assert list(parse_plan_page(far).header) == ["title"]


def test_without_numbers_everything_is_empty_and_has_its_reason(read):
    made = read(WITHOUT_NUMBERS)
    (objective,) = made.tables["objectives"]
    assert (objective["objective"], objective["title_en"]) == ("1", LIVES)
    empty = ("requirements_usd", "people_targeted", "entities_targeted", "printed_funded_pct", "printed_gap_pct")
    assert [objective[c] for c in empty] == [None] * 5
    assert objective["people_targeted_text_en"] == ""
    assert [(s["source_title"], s["requirements_usd"]) for s in made.tables["sectors"]] == [
        ("Provision of water, sanitation and hygiene in emergencies", None)]  # fmt: skip
    said = [p.text(translator("en")) for p in made.problems]
    assert sum("no value before, beside or below" in s for s in said) == 6
    assert any("Astronaut" in s for s in said)


def test_percentages_are_checked_only_against_what_is_reported(library):
    page = REGIONAL.replace("At risk communities", "860,000")
    tools = reader_tools(page, library, DATA_FOLDER)
    plan = imported_plan(import_plan_page(page, tools), tools)
    assert plan.objectives.loc["1", "printed_funded_pct"] == 28
    assert "printed-disagrees" not in {c.code for c in check_plan(plan)}
    full = Y2021.replace("Funding confirmed\n$280,000", "Funding confirmed\n$2,800,000")
    tools = replace(reader_tools(full, library, DATA_FOLDER), known=None)
    said = [
        c.rows for c in check_plan(imported_plan(import_plan_page(full, tools), tools)) if c.code == "printed-disagrees"
    ]
    assert said == [("sectors.csv shelter",), ("objectives.csv 1",)]


# -- objectives and sectors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        LIVES,
        "Address the drivers and longer term impacts of crises through recovery",
        "Strengthen preparedness and reduce disaster risk",
        "Contribute to an evidence based and efficient crisis response system",
        "Keep every child at school",  # unknown, but it heads what only an objective has
    ],
)
def test_an_objective_needs_no_word_objective(title):
    block = "$5\nFunding required\n7\nPeople Targeted\n3\nEntities Targeted\n"
    page = f"{HEADER_ONLY}\n{title}\n\n{block}\nDescription of People and Entities Targeted\n\n{PROSE}\n"
    read = parse_plan_page(page)
    assert [(o.number, o.title, figures(o.fields)) for o in read.objectives] == [
        (1, title, {"requirements": 5, "people_targeted": 7, "entities_targeted": 3})]  # fmt: skip
    assert read.header["requirements"].value == 46_259_000


def test_what_stands_above_the_header_s_figures_is_no_objective():
    page = HEADER_ONLY.replace("CRP last updated: February 24 2025\n", "CRP last updated: February 24 2025\nOverview\n")
    page = page.replace("5,980,000\nPeople in need\n", "")
    assert parse_plan_page(page).objectives == []


def sectors(body, objective="Funding confirmed 28%\n72% Funding gap\n"):
    head = REGIONAL[: REGIONAL.index("Funding confirmed 28%")]
    return [s.title for s in parse_plan_page(f"{head}{objective}\n{body}").sectors]


FOOT = "Funding required\n$5\nPlan types\n"


def test_a_sub_heading_is_no_sector():
    assert sectors(f"Protection\n\nChildren alone\n\n{PROSE}\n") == ["Protection"]
    assert sectors(f"Protection\n\nHealth support\n\n{PROSE}\n") == ["Protection"]
    assert sectors(f"Protection\n\n{PROSE}\n\nChildren alone\n\n{PROSE}\n{FOOT}") == ["Protection"]
    assert sectors(f"Protection\n\n{PROSE}\n{FOOT}\nChildren alone\n\n{PROSE}\n") == ["Protection", "Children alone"]
    assert sectors(f"Protection\n\n{PROSE}\n\nHealth support\n\n{PROSE}\n") == ["Protection", "Health support"]


def test_a_heading_within_an_objective_s_description_is_no_sector():
    share = "Funding confirmed 28%\n72% Funding gap\n"
    assert sectors("", f"Where help goes\n\n{PROSE}\n\n{share}") == []
    assert sectors(f"Help for herders\n\n{PROSE}\n") == ["Help for herders"]


@pytest.mark.parametrize("words", ["Our team puts its weight on", "IOM will", "The following activities", "It includes",
                                   "For what we do for"])  # fmt: skip
def test_an_introduction_without_a_colon_is_no_sector(words):
    assert sectors(f"{words}\n\n{POINTS}") == []
    assert sectors(f"Protection\n\n{PROSE}\n{FOOT}\n{words.replace('What we do', 'For what we do')}\n\n{POINTS}") == [
        "Protection"
    ]


def test_an_unknown_heading_right_above_bullets_is_a_sector_if_they_end_in_a_foot():
    assert sectors(f"Help for herders\n\n{POINTS}") == []
    assert sectors(f"Help for herders\n\n{POINTS}{FOOT}") == ["Help for herders"]


def test_a_known_sector_of_which_the_text_is_cut_off_is_one():
    read = parse_plan_page(REGIONAL)
    assert [(s.title, figures(s.fields)) for s in read.sectors] == [
        ("Shelter and settlements", {"requirements": 63_418_613}), ("Camp coordination and camp management", {}),
    ]  # fmt: skip
    assert figures(read.objectives[0].fields) == {
        "requirements": 88_800_000, "people_targeted": "At risk communities", "entities_targeted": 54,
        "groups": "Refugee", "funded_pct": 28, "gap_pct": 72}  # fmt: skip


def test_a_sector_without_an_amount_is_not_stated_and_the_plan_can_be_accepted(library):
    tools = reader_tools(REGIONAL, library, DATA_FOLDER)
    plan = imported_plan(import_plan_page(REGIONAL, tools), tools)
    assert plan.sectors.loc["shelter", "requirements_usd"] == 63_418_613
    assert plan.sectors["requirements_usd"].isna().tolist() == [False, True]
    (said,) = [c for c in check_plan(plan) if c.code == "requirements-not-stated"]
    assert said.sectors == ("cccm",)
    assert "1 of 2" in said.write(translator("en"))
    assert {"sum-mismatch", "objective-mismatch"} & {c.code for c in check_plan(plan)} == {"sum-mismatch"}


# -- ways of writing -------------------------------------------------------------------------------------


def facts(made):
    rows = {t: [{k: v for k, v in r.items() if k != "text_hash"} for r in rows] for t, rows in made.tables.items()}
    return made.code, rows, [(e["table"], e["row"], e["column"], e["value"]) for e in made.evidence]


@pytest.mark.parametrize("way", [v for v in VARIANTS if v != "as it is"])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_gives_the_same_however_it_is_written(read, name, way):
    page = PAGES[name].replace("’", "'")
    assert facts(read(VARIANTS[way](page))) == facts(read(page))
    if way == "UTF-16":
        assert facts(read(page.encode("utf-16-le"))) == facts(read(page))


# -- one folder of plans ---------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path):
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))


def command(*words):
    done = CliRunner().invoke(app, ["import-plan", *map(str, words)])
    assert "Traceback" not in done.output
    return done


def written(folder, pages):
    folder.mkdir(exist_ok=True)
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    return folder


CHAD = HEADER_ONLY.replace("Togo Crisis Response Plan 2025 - 2026", "Chad Crisis Response Plan 2022")


def test_a_regional_plan_after_a_country_s_keeps_both(tmp_path, data):
    folder = written(tmp_path / "pages", {"a-chad.txt": CHAD, "b-lake.txt": REGIONAL})
    command(folder / "a-chad.txt", "--accept", "--data", data)
    command(folder / "b-lake.txt", "--accept", "--data", data)
    plans = load_checked_library(data).plans
    chad, lake = plans["tcd-2022"], plans["reg-lake-chad-basin-2022"]
    assert [(p.title("en"), p.country, float(p.header["requirements_usd"])) for p in (chad, lake)] == [
        ("Chad Crisis Response Plan 2022", "TCD", 46_259_000),
        ("Lake Chad Basin Crisis Response Plan 2022", "", 191_950_000),
    ]  # fmt: skip
    assert (lake.regional, lake.countries, chad.regional, chad.countries) == (True, (), False, ("TCD",))


def test_a_code_that_is_there_under_another_title_is_asked_for_first(tmp_path, data):
    flood = CHAD.replace("Chad Crisis Response Plan 2022", "Chad Flood Response 2022").replace("46,259", "1,000")
    folder = written(tmp_path / "pages", {"chad.txt": CHAD, "flood.txt": flood})
    command(folder / "chad.txt", "--accept", "--data", data)
    asked = command(folder / "flood.txt", "--accept", "--data", data)
    assert (asked.exit_code, "“Chad Crisis Response Plan 2022”, another plan" in asked.output) == (1, True)
    assert "--code CODE" in asked.output
    assert load_checked_library(data).plans["tcd-2022"].title("en") == "Chad Crisis Response Plan 2022"
    command(folder / "flood.txt", "--accept", "--code", "tcd-2022-flood", "--data", data)
    plans = load_checked_library(data).plans
    assert [float(plans[c].header["requirements_usd"]) for c in ("tcd-2022", "tcd-2022-flood")] == [
        46_259_000,
        1_000_000,
    ]
    command(folder / "flood.txt", "--accept", "--replace", "--data", data)
    assert load_checked_library(data).plans["tcd-2022"].title("en") == "Chad Flood Response 2022"
    again = command(folder / "flood.txt", "--accept", "--data", data)
    assert "Accepted as tcd-2022." in again.output


def test_a_page_is_read_beside_those_of_its_folder_that_were_accepted_before_it(tmp_path, data):
    flood = CHAD.replace("Chad Crisis Response Plan 2022", "Chad Flood Response 2022")
    folder = written(tmp_path / "pages", {"a.txt": CHAD, "b.txt": CHAD, "c.txt": flood})
    _, first, again, other = command(folder, "--accept", "--data", data).output.split("== ")
    assert "This plan is new." in first
    assert "Nothing has changed against the plan on hand." in again
    assert "“Chad Crisis Response Plan 2022”, another plan" in other
    assert load_checked_library(data).plans["tcd-2022"].title("en") == "Chad Crisis Response Plan 2022"


def test_many_pages_are_read_at_once_and_a_bad_one_takes_none_down(tmp_path, data):
    folder = written(tmp_path / "pages", {"a.txt": CHAD, "b.html": "<p>nothing</p>", "c.txt": REGIONAL, "d.csv": "x"})
    done = command(folder, "--accept", "--out", tmp_path / "out", "--data", data)
    assert done.exit_code == 1
    assert done.output.index("== a.txt") < done.output.index("== b.html") < done.output.index("== c.txt")
    assert "no page of a crisis response plan" in done.output
    assert "1 of 3 pages have nothing to look at" in done.output
    assert {"tcd-2022", "reg-lake-chad-basin-2022"} <= set(load_checked_library(data).plans)
    assert (tmp_path / "out" / "a" / "tcd-2022" / "plan.csv").is_file()
    assert (tmp_path / "out" / "c" / "evidence.csv").is_file()


def test_wrong_use_with_many_pages_is_said(tmp_path, data):
    folder = written(tmp_path / "pages", {"a.txt": CHAD, "c.txt": REGIONAL})
    empty = written(tmp_path / "empty", {})
    assert command(folder, "--code", "x-1", "--data", data).exit_code == 2
    done = command(empty, "--data", data)
    assert (done.exit_code, "no page in this folder" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("code", "country", "said"),
    [("sql-2024", "", "three capital letters"), ("reg-x-2024", "SQL", "has no country of its own"),
     ("reg-x-2024", "", ""), ("sql-2024", "SQL", "")],
)  # fmt: skip
def test_a_plan_has_a_country_or_the_code_of_a_plan_over_several(data, code, country, said):
    folder = data / "plans" / code
    folder.mkdir()
    row = f"{code},A,B,{country},2024,2024,,,5,,,x"
    columns = "plan,title_en,title_fr,country,start_year,end_year,text_date,funding_date,requirements_usd"
    (folder / "plan.csv").write_text(f"{columns},people_in_need,people_targeted,source\n{row}\n", encoding="utf-8")
    problems = load_checked_library(data).problems.get(code, ())
    assert [said in p.expected for p in problems] == ([True] if said else [])


# -- what a person says of lines -------------------------------------------------------------------------


def place_of(page, words):
    return [line.text for line in split_lines(page)].index(words)


def test_each_line_says_what_it_was_taken_for_and_which_cells_it_gave(read):
    rows = {row["text"]: row for row in lines_beside(read(REGIONAL))}
    assert [rows[text]["role"] for text in (
        "Lake Chad Basin Crisis Response Plan 2022", "Last updated: February 22 2022", "$191,950,000",
        "Funding required", "Shelter and settlements", "As part of", "IOM Vision",
    )] == ["title", "date", "value", "label", "sector", "text", "section"]  # fmt: skip
    assert rows["$191,950,000"]["cells"] == "plan reg-lake-chad-basin-2022, requirements_usd: 191950000"
    assert rows["Shelter and settlements"]["line"] == 34
    left = {row["text"] for row in lines_beside(read(WITHOUT_NUMBERS)) if row["role"] == "left"}
    assert left == {"Funding required", "People in need", "People Targeted", "Entities Targeted"}


def test_a_corrected_line_is_taken_as_said_and_the_tables_follow(library):
    page = REGIONAL.replace("Our team concentrates on:", "Help for herders")
    tools = reader_tools(page, library, DATA_FOLDER)
    at = place_of(page, "Help for herders")

    def titles(role):
        made = import_plan_page(page, tools, {at: role})
        assert made.lines[at].role == role
        return [s["source_title"] for s in made.tables["sectors"]], [o["title_en"] for o in made.tables["objectives"]]

    first = "Saving lives and protecting people on the move"
    cccm = "Camp coordination and camp management"
    assert titles("text") == (["Shelter and settlements", cccm], [first])
    assert titles("ignored") == (["Shelter and settlements", cccm], [first])
    assert titles("sector") == (["Shelter and settlements", "Help for herders", cccm], [first])
    assert titles("objective") == (["Shelter and settlements", cccm], [first, "Help for herders"])
    renamed = import_plan_page(page, tools, {at: "title"})
    assert renamed.tables["plan"][0]["title_en"] == "Help for herders"


def test_a_role_that_nobody_may_set_or_a_line_that_is_not_there_changes_nothing(library):
    tools = reader_tools(REGIONAL, library, DATA_FOLDER)
    for roles in ({0: "value"}, {9999: "sector"}, {-1: "title"}):
        assert facts(import_plan_page(REGIONAL, tools, roles)) == facts(import_plan_page(REGIONAL, tools))


def test_all_plans_are_listed_by_country_and_year_and_what_is_not_stated_is_empty(tmp_path, data):
    folder = written(tmp_path / "pages", {"chad.txt": CHAD, "lake.txt": REGIONAL})
    command(folder, "--accept", "--data", data)
    done = CliRunner().invoke(app, ["plans", "--data", str(data), "--out", str(tmp_path / "plans.csv")])
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "plans.csv").read_text(encoding="utf-8-sig"))))
    by_code = {row["plan"]: row for row in rows}
    assert [row["plan"] for row in rows][:3] == ["#activity+appeal+code", "reg-lake-chad-basin-2022", "mli-2020"]
    mali, chad = by_code["mli-2023-2024"], by_code["tcd-2022"]
    # 436,585 + 1,403,040 + 338,529 + 1,271,834 + 916,870, five of ten sectors silent
    assert (mali["confirmed_usd"], mali["sectors"], mali["sectors_not_reporting"]) == ("4366858", "10", "5")
    assert (mali["requirements_usd"], mali["people_targeted"]) == ("22000000", "530000")
    assert (chad["requirements_usd"], chad["country"], chad["people_in_need"]) == ("46259000", "TCD", "5980000")
    assert [chad[c] for c in ("confirmed_usd", "sectors", "coverage_low_pct", "funding_date")] == [""] * 4
    assert by_code["reg-lake-chad-basin-2022"]["confirmed_usd"] == ""
    shown = CliRunner().invoke(app, ["plans", "--data", str(data), "--lang", "fr"])
    assert "Plan de réponse à la crise au Mali 2023-2024" in shown.output
