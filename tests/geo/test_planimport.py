"""A page turned into a plan's tables: the shipped plan cell by cell, places, changes, funding, acceptance."""

import csv
import io
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from geo.analysis import load_checked_library
from geo.cli import app
from geo.core import DATA_FOLDER, DataError, changed_files, guarded, translator
from geo.core.table_writer import unguarded
from geo.intake import evidence_beside, import_archive, write_import
from geo.intake.review import evidence_csv
from geo.places import Gazetteer
from geo.plans import (
    SCHEMAS,
    change_words,
    edited_import,
    import_plan_page,
    imported_plan,
    list_changes,
    load_plan,
    new_funding_rows,
    reader_tools,
    same_form,
    save_funding,
    save_plan,
    table_texts,
)
from geo.plans.identity import identify_plan
from geo.store import atlas_of_plan, load_atlas
from tests import mali_page, squareland
from tests.crp_pages import PAGES, Y2021, Y2022

RUN = CliRunner()
CODE = "mli-2023-2024"
MALI = "Mali Crisis Response Plan 2023 - 2024"
OURS = {"title_en", "title_fr", "summary_en", "summary_fr"}
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Copy the shipped data, the plan's hashes fitted to the page of the tests."""
    return mali_page.fitted(shutil.copytree(DATA_FOLDER, tmp_path_factory.mktemp("mali") / "data"))


@pytest.fixture
def data(folder, tmp_path):
    return Path(shutil.copytree(folder, tmp_path / "data"))


@pytest.fixture(scope="module")
def library(folder):
    return load_checked_library(folder)


@pytest.fixture(scope="module")
def atlas(library):
    return library.at({})


@pytest.fixture(scope="module")
def tools(library, folder):
    return reader_tools(MALI, library, folder)


@pytest.fixture(scope="module")
def page():
    return mali_page.FILE.read_bytes()


@pytest.fixture(scope="module")
def shipped(folder):
    def rows(name):
        return list(csv.DictReader((folder / "plans" / CODE / f"{name}.csv").open(encoding="utf-8")))

    return rows


def without_known(tools):
    from dataclasses import replace

    return replace(tools, known=None)


# -- the shipped plan ----------------------------------------------------------------------------------


def test_a_page_of_the_plan_gives_exactly_the_shipped_tables_with_nothing_left_over(page, tools, atlas, folder):
    made = import_plan_page(page, tools)
    assert made.code == CODE
    assert (made.problems, made.drafts) == ((), ())
    for name, text in table_texts(made).items():
        assert text == (folder / "plans" / CODE / f"{name}.csv").read_text(encoding="utf-8"), name
    assert list_changes(made, atlas.plan) == []
    assert [(a["kind"], a["line"]) for a in made.aside] == [("caption", 106), ("IOM Vision", 14)]


# What a person judged from the words of a bullet or description: no page says it in so many words.
JUDGED = {
    "objectives": {"partners", "people_targeted_text_fr"},
    "sectors": {"partners"},
    "activities": {"modality", "target_groups", "partners"},
}


@pytest.mark.parametrize("name", ["objectives", "sectors", "activities", "places", "funding", "staff"])
def test_without_the_plan_on_hand_the_page_alone_gives_every_cell_but_our_words(page, tools, name, shipped):
    made = import_plan_page(page, without_known(tools))
    rows = list(csv.DictReader(io.StringIO(table_texts(made)[name])))
    ours = OURS | JUDGED.get(name, set())
    facts = [[{k: v for k, v in row.items() if k not in ours} for row in found] for found in (rows, shipped(name))]
    assert facts[0] == facts[1]


def test_without_the_plan_on_hand_the_header_is_the_pages(page, tools, shipped):
    made = import_plan_page(page, without_known(tools))
    row, (old,) = made.tables["plan"][0], shipped("plan")
    written = next(csv.DictReader(io.StringIO(table_texts(made)["plan"])))
    assert {k: v for k, v in written.items() if k != "title_fr"} == {k: v for k, v in old.items() if k != "title_fr"}
    assert row["title_fr"] == "Mali Crisis Response Plan 2023-2024"
    assert len(made.drafts) == 4 + 10 + 48


def test_the_traps_of_the_page(page, tools):
    made = import_plan_page(page, without_known(tools))
    evidence = [e for e in made.evidence if e["table"] == "places"]
    by_row = {}
    for e in evidence:
        by_row.setdefault(e["row"], []).append((e["value"], e["column"], e["line"], e["confidence"]))
    assert by_row["protection"] == [("north", "zone", 30, "medium"), ("centre", "zone", 30, "medium")]
    assert ("liptako-gourma", "zone", 249, "high") in by_row["displacement-tracking-8"]
    assert not [e for e in evidence if e["line"] == 106]  # the picture's Gao
    assert {p for p, *_ in by_row["mhpss"]} == {"menaka", "bandiagara", "gao", "tombouctou", "kidal"}  # no Red Cross
    assert by_row["displacement-tracking"] == [("nationwide", "nationwide", 238, "medium")]
    assert {c for *_, c in by_row["cccm"]} == {"medium"}  # named in one activity, "targeted regions" in others
    lines = page.decode().split("\n")
    assert all(e["words"] in lines[e["line"] - 1] for e in evidence)


# -- other layouts and countries -----------------------------------------------------------------------


def places(made):
    return [(r["sector"], r["activity"], r["place"], r["basis"]) for r in made.tables["places"]]


def test_the_plan_of_2021_is_read_into_tables_that_can_be_loaded(tools):
    made = import_plan_page(Y2021, tools)
    assert made.code == "mli-2021"
    assert made.problems == ()
    assert places(made) == [("shelter", "", "mopti", "named"), ("shelter", "", "gao", "named"),
                            ("health", "", "", "nationwide")]  # fmt: skip
    assert made.tables["objectives"][0]["target_groups"] == "idps;migrants;host_communities"
    plan = imported_plan(made, tools)
    assert list(plan.sectors.index) == ["shelter", "health"]
    assert plan.funding_date is None  # the sector's day is the sector's: the page has none of its own
    assert [(r.sector, r.state, f"{r.as_of:%Y-%m-%d}") for r in plan.funding.itertuples()] == [
        ("shelter", "confirmed", "2021-01-29")]  # fmt: skip


def test_a_plan_without_people_in_need_has_an_empty_cell_and_no_zero(tools):
    made = import_plan_page(Y2022, tools)
    assert pd.isna(imported_plan(made, tools).header["people_in_need"])
    assert same_form(made.tables["plan"][0]["people_in_need"]) == ""


def test_a_page_without_amounts_cannot_be_loaded_and_says_which_are_missing(tools):
    made = import_plan_page(PAGES["2023-11"], tools)
    said = [p.text(translator("en")) for p in made.problems]
    assert "page, line 4, value “Funding required”: this label has no value before, beside or below it" in said
    assert any("the page gives no such value for plan mli-2023-2024" in s for s in said)
    with pytest.raises(DataError):
        imported_plan(made, tools)


def test_before_the_law_of_2023_bandiagara_is_a_cercle_of_mopti(tools):
    text = "in the regions of Gao and Bandiagara."
    after = Gazetteer(tools.regions, tools.zones, tools.cercles)
    before = Gazetteer(tools.regions, tools.zones, tools.cercles, on=datetime(2021, 1, 29, tzinfo=UTC).date())
    assert [(h.place, h.kind) for h in after.find(text)] == [("gao", "region"), ("bandiagara", "region")]
    assert [(h.place, h.kind) for h in before.find(text)] == [("gao", "region"), ("mopti", "cercle")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Malian Red Cross", []),
        ("MENAKA, Ségou and Segou", [("menaka", "region"), ("segou", "region"), ("segou", "region")]),
        ("san is not a place but San is", [("san", "region")]),
        ("Gaoussou, Gao-based", []),
        ("Djenné and Bourem", [("mopti", "cercle"), ("gao", "cercle")]),
        ("Tombouctou, in the Liptako-Gourma", [("tombouctou", "region"), ("liptako-gourma", "zone")]),
        ("", []),
    ],
)
def test_names_of_places_stand_alone_with_their_capitals_and_any_accents(tools, text, found):
    names = Gazetteer(tools.regions, tools.zones, tools.cercles, tools.land.basemap)
    assert [(h.place, h.kind) for h in names.find(text)] == found


def test_places_of_any_country_with_shapes_are_found(tools):
    from dataclasses import replace

    zones = pd.DataFrame({"zone": ["east"], "title_en": ["East"], "title_fr": ["Est"], "region": ["birch"]})
    land = replace(tools.land, regions={v: squareland.regions(v) for v in ("2023", "2016", "2012")})
    own = replace(without_known(tools), land=land, zones=zones, cercles=None)
    made = import_plan_page(Y2021.replace("Mopti and Gao", "Ash and Cedar"), own)
    assert places(made)[:2] == [("shelter", "", "ash", "named"), ("shelter", "", "cedar", "named")]


@pytest.mark.parametrize(
    ("title", "code", "country"),
    [
        ("Mali Crisis Response Plan 2023 - 2024", "mli-2023-2024", "MLI"),
        ("Mali Crisis Response Plan 2025/26", "mli-2025-2026", "MLI"),
        ("Nigeria Crisis Response Plan 2022", "nga-2022", "NGA"),
        ("South Sudan Crisis Response Plan 2023", "ssd-2023", "SSD"),
        ("Plan de réponse à la crise au Tchad 2024", "tcd-2024", "TCD"),
        ("Horn of Africa Response Plan 2021", "reg-horn-africa-2021", ""),
        ("Somewhere Response Plan 2021", "plan-2021", ""),
    ],
)
def test_a_plan_is_called_after_its_country_and_years(title, code, country):
    found = identify_plan(title)
    assert (found.code, found.country) == (code, country)


def test_a_plan_of_which_only_the_header_was_known_is_completed_by_its_page(data):
    tools = reader_tools(Y2021, load_checked_library(data), data)
    assert tools.known.header_only
    made = import_plan_page(Y2021, tools)
    changed = {(c.row, c.column) for c in list_changes(made, tools.known) if c.table == "plan"}
    assert ("mli-2021", "requirements_usd") not in changed  # the header row had it right
    save_plan(made, tools, data, NOW)
    found = load_checked_library(data).atlases["mli-2021"].plan
    assert not found.header_only
    assert found.title("fr") == "Plan de réponse à la crise au Mali 2021"  # our own words stay


def test_a_plan_of_a_country_without_shapes_is_read_and_says_what_is_missing(data):
    tools = reader_tools(PAGES["fr"], load_checked_library(data), data)
    made = import_plan_page(PAGES["fr"], tools)
    assert [(p.column, p.value) for p in made.problems] == [("places", "NER")]
    assert "shapes of this country" in made.problems[0].text(translator("en"))
    plan = imported_plan(made, tools)
    atlas = atlas_of_plan(plan, load_checked_library(data).country(plan.country, data))
    assert (atlas.plan.country, atlas.mapped) == ("NER", False)
    save_plan(made, tools, data, NOW)
    assert "ner-2024" in load_checked_library(data).atlases


def test_an_unknown_target_group_is_a_problem_with_its_line(tools):
    made = import_plan_page(Y2021.replace("International migrant,", "Astronaut,"), tools)
    (problem,) = made.problems
    assert (problem.value, problem.line, problem.column) == ("Astronaut", 27, "target_groups")


# -- an update of the plan on hand ---------------------------------------------------------------------


def test_our_words_stay_where_the_text_is_the_same_and_a_changed_bullet_is_a_draft(page, tools, atlas):
    changed = page.decode().replace("First help for the mind is taught to", "First aid for the mind is taught to")
    made = import_plan_page(changed, tools)
    assert [(d.column, d.value, d.line) for d in made.drafts] == [("activities", "mhpss-4", 101)]
    found = list_changes(made, atlas.plan)
    assert [(c.table, c.row, c.column) for c in found] == [("activities", "mhpss-4", "text_hash")]
    row = next(r for r in made.tables["activities"] if r["activity"] == "mhpss-4")
    assert row["title_fr"] == "Formation aux premiers secours psychologiques"
    assert row["summary_en"].startswith("First aid for the mind is taught to")


def test_a_bullet_that_moves_takes_our_words_along(page, tools):
    lines = page.decode().split("\n")
    lines[100], lines[101] = lines[101], lines[100]  # bullets 4 and 5 of psychosocial support
    made = import_plan_page("\n".join(lines), tools)
    by_name = {r["activity"]: r["title_en"] for r in made.tables["activities"]}
    assert (by_name["mhpss-4"], by_name["mhpss-5"]) == ("Tools for children", "Psychological first aid training")
    assert made.drafts == ()


def test_a_changed_amount_is_said_with_its_difference(page, tools, atlas):
    made = import_plan_page(page.decode().replace("$1,271,834", "$1,500,000"), tools)
    said = [change_words(c, translator("en")) for c in list_changes(made, atlas.plan)]
    assert said == ["funding stabilization, amount_usd: 1271834 → 1500000 (+228,166)"]
    # The plan has another amount for that day: a person must say which is right.
    assert [(p.column, p.value) for p in made.problems] == [("stabilization", "1500000")]


def test_refreshed_funding_is_appended_with_its_day_and_the_same_page_twice_adds_nothing(page, data):
    tools = reader_tools(MALI, load_checked_library(data), data)
    fresh = page.decode().replace("$338,529\nLast updated: 13 Jan 2024", "$500,000\nLast updated: 2 Mar 2024")
    made = import_plan_page(fresh, tools)
    rows, problems = new_funding_rows(made.page_funding, tools.known)
    assert [(r["sector"], r["as_of"].isoformat(), r["amount_usd"]) for r in rows] == [
        ("peacebuilding", "2024-03-02", 500_000)]  # fmt: skip
    assert problems == []
    file = data / "plans" / CODE / "funding.csv"
    before = file.read_text(encoding="utf-8")
    save_funding(rows, CODE, data)
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.count("\n") == before.count("\n") + 1
    again = reader_tools(MALI, load_checked_library(data), data)
    assert new_funding_rows(import_plan_page(fresh, again).page_funding, again.known) == ([], [])


def test_funding_of_an_unknown_sector_or_without_a_day_is_not_taken(atlas):
    rows = [
        {"sector": "wash", "as_of": datetime(2024, 2, 1, tzinfo=UTC).date(), "amount_usd": 5.0, "state": "confirmed"},
        {"sector": "cccm", "as_of": None, "amount_usd": 5.0, "state": "confirmed"},
        {"sector": "shelter", "as_of": None, "amount_usd": None, "state": "not_reported"},
    ]
    taken, problems = new_funding_rows(rows, atlas.plan)
    assert taken == []
    assert [p.column for p in problems] == ["wash", "cccm"]


# -- acceptance ----------------------------------------------------------------------------------------


def test_an_accepted_plan_is_loaded_and_what_it_replaces_is_kept(page, data):
    tools = reader_tools(MALI, load_checked_library(data), data)
    made = import_plan_page(page.decode().replace("$4,000,000", "$4,100,000"), tools)
    kept = save_plan(made, tools, data, NOW)
    assert kept == data / "plans" / ".replaced" / f"{CODE}-20260102-030405"
    loaded = load_atlas(data)
    assert float(loaded.plan.sectors.loc["shelter", "requirements_usd"]) == 4_100_000
    assert load_plan(kept.rename(kept.with_name(CODE)), list(loaded.regions["2023"].frame.index)).code == CODE
    assert changed_files(data) == []


def test_a_plan_with_a_wrong_cell_is_not_accepted_and_nothing_changes(page, data):
    tools = reader_tools(MALI, load_checked_library(data), data)
    made = import_plan_page(page, tools)
    rows = [r | {"requirements_usd": "much"} for r in made.tables["sectors"]]
    before = sorted(p.relative_to(data) for p in data.rglob("*"))
    with pytest.raises(DataError) as caught:
        save_plan(edited_import(made, {"sectors": rows}), tools, data, NOW)
    assert caught.value.problems[0].column == "requirements_usd"
    assert sorted(p.relative_to(data) for p in data.rglob("*")) == before


FORMULAS = ["=cmd|' /C calc'!A0", "+1+cmd", "-1+cmd", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1",
            "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "'=1+1", "''@x", "'\tx"]  # fmt: skip
HARMLESS = ["-5", "+223.5", "'tis", "'", "a=1", "Mopti", "1-2"]
START = re.compile(r"\s*[=+@＝＋－＠-]|[\t\r\n]")


def cells_of(text):
    return [c for r in csv.reader(io.StringIO(text, newline="")) for c in r if not re.fullmatch(r"[+-]?[\d.]+", c)]


def test_no_table_has_a_cell_that_a_spreadsheet_would_run_and_each_is_loaded_as_it_was(tools, tmp_path, data):
    words = FORMULAS + HARMLESS
    made = import_plan_page(Y2021, tools)
    partners = [{"partner": f"p{n}", "name_en": w, "name_fr": w, "kind": "un"} for n, w in enumerate(words)]
    sectors = [r | {"title_en": "=1+1", "summary_fr": "@SUM(1)"} for r in made.tables["sectors"]]
    made = edited_import(made, {"partners": partners, "sectors": sectors})
    write_import(made, tmp_path, translator("en"))
    written = [p.read_bytes().decode() for p in sorted((tmp_path / "mli-2021").iterdir())]
    packed = zipfile.ZipFile(io.BytesIO(import_archive(made, translator("en"))))
    zipped = [packed.read(n).decode() for n in sorted(packed.namelist()) if n.startswith("mli-2021/")]
    assert written == zipped
    assert not [c for text in written for c in cells_of(text) if START.match(c)]
    assert "p0,'=cmd|' /C calc'!A0," in zipped[5]
    assert "p15,-5,-5,un" in zipped[5]  # a number stays one
    save_plan(made, tools, data, NOW)
    for plan in (imported_plan(made, tools), load_checked_library(data).atlases["mli-2021"].plan):
        assert list(plan.partners["name_en"]) == words
        assert set(plan.sectors["title_en"]) == {"=1+1"}
        assert set(plan.sectors["summary_fr"]) == {"@SUM(1)"}


def test_words_that_look_like_a_formula_are_guarded_in_the_evidence(tools):
    made = import_plan_page("=cmd Crisis Response Plan 2022\nObjective 1 - Save lives\n\n$1\nFunding required\n", tools)
    text = evidence_csv(made, translator("fr"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (rows[0]["value"], rows[0]["words"]) == ("'=cmd Crisis Response Plan 2022",) * 2
    assert not [c for c in cells_of(text) if START.match(c)]


@given(st.text(alphabet="'=+-@\t\r\n＝－ 5a"))
def test_a_guarded_text_comes_back_and_runs_nothing(text):
    assert unguarded(guarded(text)) == text
    assert not START.match(guarded(text)) or re.fullmatch(r"[+-]\d+", text)


def test_the_evidence_stands_beside_each_row_of_a_table(tools):
    made = import_plan_page(Y2021, tools)
    shelter, health = evidence_beside(made, "sectors", translator("en"))
    assert shelter["line"] == "36, 43, 48, 50"
    assert shelter["words"] == "Shelter and settlements | $4,000,000 | 7% | 93%"
    assert health["words"] == "Health support | $3,100,000"
    mopti, gao, nation = evidence_beside(made, "places", translator("fr"))
    assert (mopti["line"], mopti["words"], mopti["confidence"]) == ("38", "Mopti", "high")
    assert (gao["words"], nation["remark"]) == ("Gao", "lu dans les mots «\u00a0across Mali\u00a0»")


def test_the_archive_has_every_table_and_the_same_bytes_twice(tools):
    made = import_plan_page(Y2021, tools)
    content = import_archive(made, translator("en"))
    assert content == import_archive(made, translator("en"))
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert names == {"evidence.csv", "problems.txt", *(f"mli-2021/{t}.csv" for t in SCHEMAS)}


# -- rough handling ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "corpus").iterdir()), ids=lambda p: p.name)
def test_a_page_of_the_corpus_is_refused_or_read_with_its_problems(path, tools):
    try:
        made = import_plan_page(path.read_bytes(), tools)
    except DataError as error:
        made, problems = None, error.problems
    else:
        problems = (*made.problems, *made.drafts)
    assert problems
    assert all(p.text(translator(lang)) for p in problems for lang in ("en", "fr"))
    if made is None:
        return
    assert set(made.tables) == set(SCHEMAS)


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_any_bytes_are_refused_or_read(tools, noise, at):
    page = Y2021.encode()
    try:
        made = import_plan_page(page[:at] + noise + page[at:], tools)
    except DataError:
        return
    table_texts(made)
    evidence_csv(made, translator("fr"))


def test_more_than_five_megabytes_are_refused(tools):
    with pytest.raises(DataError) as caught:
        import_plan_page(b"x" * 5_000_001, tools)
    assert "5 MB" in caught.value.problems[0].text(translator("en"))


NOISE = {
    "words": "Gao and Mopti and a paragraph of words without any sense at all. " * 31_000,
    "lines": "A line with the region of Gao\n\n" * 65_000,
    "bullets": "".join(f"  • bullet {n} in Ménaka\n" for n in range(75_000)),
    "numbers": "1 234 567 " * 200_000,
    "values": "$1,000\n" * 280_000,
    "tags": "<p>Gao</p>" * 200_000,
    "open tags": "<div><b>" * 250_000,
}


@pytest.mark.parametrize("kind", list(NOISE))
def test_two_megabytes_of_noise_around_a_page_are_refused_or_read(tools, kind):  # how fast: bench/reader.py
    text = NOISE[kind] + Y2021 if "tags" in kind else Y2021 + NOISE[kind]
    try:
        made = import_plan_page(text, tools)
    except DataError as error:
        assert error.problems  # noqa: PT017 - refused or read, both are right
    else:
        assert made.code == "mli-2021"
        assert len(made.problems) < 1000


# -- the command ---------------------------------------------------------------------------------------


def run(*words):
    done = RUN.invoke(app, ["import-plan", *map(str, words)])
    assert "Traceback" not in done.output
    return done


def test_the_command_writes_tables_evidence_and_problems(tmp_path, data):
    source = tmp_path / "page.txt"
    source.write_text(Y2021, encoding="utf-8")
    done = run(source, "--out", tmp_path / "out", "--data", data)
    assert done.exit_code == 1  # drafts are to be rewritten
    assert "mli-2021 – objectives: 1, sectors: 2, activities: 3, places: 3." in done.output
    names = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert names == {"evidence.csv", "problems.txt", *(f"mli-2021/{t}.csv" for t in SCHEMAS)}


def test_the_command_accepts_a_plan_and_appends_funding(tmp_path, page, data):
    source = tmp_path / "page.txt"
    source.write_bytes(page)
    done = run(source, "--data", data)
    assert (done.exit_code, "Nothing has changed" in done.output) == (0, True)
    source.write_bytes(page.replace(b"$916,870\nLast updated: 13 Jan", b"$1,000,000\nLast updated: 14 Jan"))
    done = run(source, "--funding", "--lang", "fr", "--data", data)
    assert (done.exit_code, "displacement-tracking: 1 000 000" in done.output.replace("\u202f", " ")) == (0, True)
    assert "0 " in run(source, "--funding", "--data", data).output
    done = run(source, "--accept", "--data", data)
    assert "Accepted as mli-2023-2024." in done.output
    funding = load_atlas(data).plan.funding
    assert list(funding[funding["sector"] == "displacement-tracking"]["amount_usd"]) == [916_870, 1_000_000]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["/nowhere.txt"], 1, "cannot be read"),
        (["{page}", "--lang", "de"], 2, "expected one of en, fr"),
        (["{page}", "--accept", "--funding"], 2, "expected one of them"),
        (["{page}", "--out", "/proc/nowhere"], 1, "cannot be written"),
        (["{page}", "--funding"], 1, "a plan that is not on hand"),
        (["{noise}"], 1, "no page of a crisis response plan"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_use_of_the_command_is_said_without_a_traceback(words, code, said, tmp_path, data):
    page, noise = tmp_path / "page.txt", tmp_path / "noise.txt"
    page.write_text(Y2021, encoding="utf-8")
    noise.write_text("nothing of a plan here\n", encoding="utf-8")
    done = run(*[w.format(page=page, noise=noise) for w in words], "--data", data)
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_a_page_of_html_in_one_line_has_its_sectors_apart_and_counts_its_blocks(tools):
    blocks = [line for line in Y2021.split("\n") if line]
    made = import_plan_page("<html><body>" + "".join(f"<div>{b}</div>" for b in blocks) + "</body></html>", tools)
    assert [r["sector"] for r in made.tables["sectors"]] == ["shelter", "health"]
    assert [r["activity"] for r in made.tables["activities"]] == ["shelter-1", "shelter-2", "health-1"]
    assert imported_plan(made, tools).code == "mli-2021"
    (line,) = {e["line"] for e in made.evidence if e["value"] == "Health support"}
    assert blocks[line - 1] == "Health support"


def test_a_row_that_is_there_twice_is_one_problem(tools):
    made = import_plan_page(Y2021, tools)
    twice = edited_import(made, {"sectors": made.tables["sectors"] * 2})
    with pytest.raises(DataError) as caught:
        imported_plan(twice, tools)
    assert [(p.file, p.row) for p in caught.value.problems] == [("sectors.csv", 4), ("sectors.csv", 5)]
