"""Written places are matched to regions and cercles, asked where they could mean several, and never guessed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core import DataError, translator
from geo.intake import bring, count_words, line_words, match_places, read_aliases, write_aliases
from geo.intake.place_names import FOUND, match_code, match_name
from geo.places import CERCLE_LEVEL, REGION_LEVEL, Place, index_places
from tests import tables

DIRTY = Path(__file__).parents[1] / "dirty_mali_names.csv"


@pytest.fixture(scope="module")
def index(atlas):
    return index_places("MLI", atlas.regions["2023"], atlas.cercles)


def matched(index, rows, known=None, areas=""):
    (table, *_) = bring(tables.csv_file(rows), "x.csv").tables
    return match_places(table, index, known, areas)


def placed(report):
    return list(report.rows[["region", "cercle"]].itertuples(index=False, name=None))


def test_dirty_names_are_matched_right_and_hardly_any_is_lost(index):
    with DIRTY.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [(r, match_name(r["written"], index, r["level"])) for r in rows]
    accepted = [(r, m) for r, m in found if m.state in FOUND]
    right = [(r, m) for r, m in accepted if m.place == Place(r["level"], r["place"])]
    assert len(rows) == 300
    assert len(right) >= 0.99 * len(accepted), [(r, m) for r, m in accepted if (r, m) not in right]
    assert len(right) >= 0.95 * sum(r["place"] != "" for r in rows)


@pytest.mark.parametrize(
    ("written", "state", "slug"),
    [("Mopti", "exact", "mopti"), ("MÉNAKA", "exact", "menaka"), ("Timbuktu", "alias", "tombouctou"),
     ("Région de Ségou", "alias", "segou"), ("District de Bamako", "alias", "bamako"),
     ("Tombouctou (Timbuktu)", "alias", "tombouctou"), ("ML05 - Mopti", "alias", "mopti"),
     ("Tombouktou", "fuzzy", "tombouctou"), ("S\ufffdgou", "fuzzy", "segou"), ("SÃ©gou", "exact", "segou"),
     ("Nioo", "asked", None), ("Mopti/Gao", "asked", None), ("Kano", "missed", None), ("Lac", "missed", None),
     ("Total", "national", None), ("Ensemble du pays", "national", None), ("N/A", "blank", None),
     ('=HYPERLINK("http://x")', "missed", None), ("<script>alert(1)</script>", "missed", None)],
    ids=ascii,
)  # fmt: skip
def test_a_written_region_means(index, written, state, slug):
    match = match_name(written, index, REGION_LEVEL)
    assert (match.state, match.place and match.place.slug) == (state, slug)
    assert len(match.options) <= 3


@pytest.mark.parametrize(
    ("code", "edition", "state", "slug"),
    [("ML05", "", "exact", "mopti"), ("ml 5", "", "exact", "mopti"), ("ML09", "", "asked", None),
     ("ML09", "2021", "exact", "bamako"), ("ML09", "2025", "exact", "taoudenit"), ("ML20", "", "exact", "bamako"),
     ("ML-9", "", "exact", "menaka"), ("ML-10", "", "exact", "taoudenit"), ("ML-BKO", "", "exact", "bamako"),
     ("ML0505", "", "exact", "koro"), ("ML050501", "2021", "exact", "koro"), ("ML0505", "2025", "alias", "mopti"),
     ("ML99", "", "missed", None), ("TD05", "", "missed", None)],
)  # fmt: skip
def test_a_code_means(index, code, edition, state, slug):
    match = match_code(code, index, "", edition)
    assert (match.state, match.place and match.place.slug) == (state, slug)


def test_the_names_beside_codes_tell_their_edition(index):
    old = matched(index, [["Pcode région", "Région"], ["ML09", "Bamako"], ["ML09", ""]])
    new = matched(index, [["Pcode région", "Région"], ["ML09", "Taoudénit"], ["ML09", ""]])
    newer = matched(index, [["Pcode région", "Région"], ["ML11", ""], ["ML09", ""]])
    assert [r for r, _ in placed(old)] == ["bamako", "bamako"]
    assert [r for r, _ in placed(new)] == ["taoudenit", "taoudenit"]
    assert [r for r, _ in placed(newer)] == ["nioro", "taoudenit"]


def test_cercles_roll_up_to_the_regions_of_their_vintage(index):
    new = matched(index, [["Région", "Cercle"], ["Bandiagara", "Koro"], ["Douentza", "Douentza"]])
    old = matched(index, [["Région", "Cercle"], ["Mopti", "Koro"], ["Mopti", "Douentza"], ["Ménaka", "Ménaka"]])
    oldest = matched(index, [["Région", "Cercle"], ["Gao", "Ménaka"], ["Mopti", "Koro"], ["Gao", "Gao"]])
    assert (new.areas, placed(new)) == ("2023", [("bandiagara", "koro"), ("douentza", "douentza")])
    assert (old.areas, placed(old)[0], list(old.rows["region_2023"])) == (
        "2016", ("mopti", "koro"), ["bandiagara", "douentza", "menaka"],
    )  # fmt: skip
    assert (oldest.areas, placed(oldest)[0]) == ("2012", ("gao", "menaka"))


def test_an_older_wide_region_alone_is_no_region_of_2023(index):
    report = matched(index, [["Région", "Cercle"], ["Mopti", "Koro"], ["Mopti", ""], ["Bamako", ""]])
    assert report.areas == "2016"
    assert list(report.rows["region_2023"]) == ["bandiagara", "", "bamako"]


def test_a_cercle_beside_a_region_that_does_not_hold_it_is_asked(index):
    report = matched(index, [["Région", "Cercle"], ["Kayes", "Koro"]])
    (line,) = report.to_answer
    assert line.match.options == (Place(CERCLE_LEVEL, "koro"), Place(REGION_LEVEL, "kayes"))
    assert placed(report) == [("", "")]


def test_code_and_name_that_disagree_are_asked(index):
    (line,) = matched(index, [["Pcode région", "Région"], ["ML05", "Kayes"]]).to_answer
    assert {p.slug for p in line.match.options} == {"kayes", "mopti"}


def test_the_region_beside_it_settles_a_short_typo(index):
    assert match_name("Gaco", index, CERCLE_LEVEL, ("gao",)).place == Place(CERCLE_LEVEL, "gao")
    assert match_name("Gaco", index, CERCLE_LEVEL).state in ("asked", "missed")


def test_a_row_whose_cercle_is_not_known_stays_with_its_region_and_is_told(index):
    report = matched(index, [["Région", "Cercle"], ["Mopti", "Sandaré"], ["Mopti", "Mopti"]])
    (line,) = report.to_answer
    assert placed(report) == [("mopti", ""), ("mopti", "mopti")]
    assert (line.rows, line.first_rows) == (1, (2,))
    assert "Its rows stay with Mopti (region)" in line_words(line, index, translator("en"))


def test_an_answer_is_kept_and_next_month_nothing_is_asked(index):
    rows = [["Région", "Cercle"], ["Mopty ville sud", "Nioo"], ["??", "Koro"], ["Zone 51", ""], ["Gao", "Nioo"]]
    first = matched(index, rows)
    assert {line.asked for line in first.to_answer} == {"Nioo", "Zone 51"}
    answers = {"nioo": Place(CERCLE_LEVEL, "nioro"), "zone 51": None}
    kept = read_aliases(write_aliases(answers).encode(), "aliases.csv", index)
    assert kept == answers
    wrong_region = matched(index, rows, kept).to_answer
    assert [line.match.reason for line in wrong_region] == ["the cercle lies in another region than the one beside it"]
    assert not matched(index, rows[:-1], kept).to_answer


def test_an_answer_file_with_an_unknown_place_names_its_row(index):
    with pytest.raises(DataError) as caught:
        read_aliases(b"written,level,place\nmopty,region,mopti\nx,region,atlantis\n", "a.csv", index)
    assert "row 3, column place, value" in caught.value.problems[0].text(translator("en"))


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", b"a,b\n1,2\n", b"written\n"])
def test_a_file_that_holds_no_answers_is_refused(index, raw):
    with pytest.raises(DataError):
        read_aliases(raw, "a.csv", index)


@pytest.mark.parametrize(
    "rows",
    [[["Province", "Pcode1"], ["Lac", "TD07"], ["Kanem", "TD06"], ["Sila", "TD21"]],
     [["Region", "Zone", "Woreda"], ["Tigray", "North Western", "Shire"], ["Somali", "Fafan", "Gursum"]],
     [["location_code", "admin1_name"], ["BFA", "Gao"], ["NER", "Kita"], ["COD", "Koro"]],
     [["States", "LGA"], ["Borno", "Bama"], ["Adamawa", "Mubi"], ["Yobe", "Gaya"], ["Kano", "Gaya"], ["Kogi", "Koro"]],
     [["Région", "Commune"], ["Sahel", "Dori"], ["Est", "Bogandé"], ["Nord", "Gomboro"]]],
)  # fmt: skip
def test_places_of_another_country_are_all_told_and_none_is_matched(index, rows):
    report = matched(index, rows)
    assert report.placed == 0
    assert sum(line.rows for line in report.lines if line.state == "missed") == len(rows) - 1


def test_every_row_is_counted_once_in_the_report(index):
    report = matched(index, [["Région"], ["Mopti"], ["mopti "], ["Mopt"], ["Total"], ["Lac"], [""], ["Mopti"]])
    counted = {state: rows for state, _, rows in count_words(report, translator("en"))}
    assert counted == {"the name or code itself": 3, "a typo": 1, "not matched": 1, "the whole country": 1}
    assert report.placed == 4


@given(st.text(max_size=60))
def test_any_text_gets_a_state_and_never_a_place_by_chance(text):
    from tests.geo.test_place_matching import _index

    match = match_name(text, _index(), "")
    assert (match.place is not None) == (match.state in FOUND)


_made = []


def _index():
    from geo.store import load_atlas

    if not _made:
        atlas = load_atlas()
        _made.append(index_places("MLI", atlas.regions["2023"], atlas.cercles))
    return _made[0]


@pytest.mark.parametrize("level", [REGION_LEVEL, CERCLE_LEVEL])
def test_a_clean_name_means_itself(index, level):
    for place, name in index.written.items():
        if place.level == level:
            assert match_name(name, index, level).place == place


def test_points_lie_in_the_cercle_whose_shape_holds_them(index):
    rows = [["Site", "Latitude", "Longitude", "Puits"], ["a", 14.49, -4.19, 3], ["b", 16.27, -0.04, 2], ["c", 48.8,
        2.3, 1],
            ["d", "", "", 9]]  # fmt: skip
    report = matched(index, [[r[0], *r[1:]] for r in rows])
    assert placed(report) == [("mopti", "mopti"), ("gao", "gao"), ("", ""), ("", "")]
    assert {line.match.reason for line in report.to_answer} == {
        "the point lies in no region", "the row has no point: latitude and longitude in degrees are expected",
    }  # fmt: skip


def test_rows_and_report_are_written_with_their_places_and_no_formula(index):
    from geo.export import placed_rows, report_rows

    rows = [["Région", "Remarque"], ["Mopti", "=1+1"], ["Zone 51", "x"]]
    (table,) = bring(tables.csv_file(rows), "x.csv").tables
    report = match_places(table, index)
    text = placed_rows(table, report, index, translator("en")).decode("utf-8-sig")
    assert text.splitlines()[1:] == ["Mopti,'=1+1,2,Mopti,,the name or code itself", "Zone 51,x,3,,,not matched"]
    told = report_rows(report, index, translator("fr")).decode("utf-8-sig").splitlines()
    assert told[1].startswith("Zone 51,,non reconnu,aucune région ni aucun cercle ne porte ce nom,")
    assert told[2].startswith("Mopti,Mopti (région),le nom ou le code même")
