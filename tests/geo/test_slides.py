"""What stands on each slide and in a region's profile, and how a storyline is kept: the figures of the plan by hand."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis import all_caveats
from geo.briefing import (
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    first_region,
    profile_region,
    read_storyline,
    storyline_of_view,
    write_storyline,
)
from geo.briefing.slides import DECISIONS, decision_rows, fill_slide
from geo.briefing.storyline import SLIDE_KINDS
from geo.core import DataError, View, translator
from tests import squareland

EN = translator("en")
TITLE = "Mali Crisis Response Plan 2023-2024"
DATES = "Plan text as of October 10, 2024; funding as of January 13, 2024."


def plain(cells):
    return tuple(c.replace("\u00a0", " ").replace("\u202f", " ") for c in cells)


def filled(atlas, kind, query="", lang="en"):
    return fill_slide(Slide(kind, query), atlas, lang)


def test_the_first_slide_sets_the_objectives_beside_what_the_header_asks_for_beyond_them(atlas):
    made = filled(atlas, "figures")
    assert made.title == "At least 20% is funded, and 5 of 10 sectors do not report"  # 3,963,818 of 19,500,000
    said = "$4.37 M confirmed, $403 k of it a surplus that fills no other gap, of $19.5 M that the sectors ask for; 38%"
    assert plain([made.subtitle])[0].startswith(said)
    assert made.header == ("Objective", "Requirements", "% funded", "Do not report")
    assert [r[1:] for r in made.rows] == [
        ("$6,500,000", "22.1%", "2 / 4"),  # 436,585 and protection up to its 1,000,000
        ("$8,000,000", "20.1%", "1 / 3"),  # 1,610,363 over 8,000,000
        ("$2,500,000", "not reported", "2 / 2"), ("$2,500,000", "36.7%", "0 / 1"), ("$2,500,000", "–", "–"),
    ]  # fmt: skip
    assert made.rows[0][0] == "1 · Save lives and protect people on the move"
    assert made.rows[4][0] == "not attributed to any objective"
    assert filled(atlas, "figures", lang="fr").rows[0][0].startswith("1 · Sauver des vies")
    assert (made.drawn, made.foot[0], len(made.facts)) == (None, DATES, 5)
    early = filled(atlas, "figures", "date=2024-01-12")
    assert early.facts[1][:3] == ("$1,403,040", "confirmed funding", "January 12, 2024")
    assert early.rows[1][2] == "not reported"


def test_a_plan_whose_objectives_are_its_header_has_no_row_for_the_rest():
    land = squareland.atlas({"food": (90, 30, ["ash"], "named")})
    land.plan.header["people_in_need"] = land.plan.header["people_targeted"] = None
    made = filled(land, "figures")
    assert made.rows == (("1 · One", "$90", "33.3%", "0 / 1"),)


def test_an_objectives_slide_has_its_sectors_and_those_on_no_map(atlas):
    made = filled(atlas, "objective", "objective=1")
    # Unmet: 4,000,000 + 63,415 + 0 + 1,000,000 of 6,500,000.
    title = "Objective 1 lacks up to $5.06 M of $6.50 M, most of it for Shelter and NFI"
    assert (made.kind, plain([made.title])[0]) == ("objective", title)
    assert made.subtitle == f"1 · Save lives and protect people on the move. {made.drawn.title}"
    assert made.header == ("Sector", "Requirements", "Confirmed funding", "% funded")
    assert made.rows == (
        ("Shelter and NFI", "$4,000,000", "not reported", "–"),
        ("Camp coordination (CCCM)", "$500,000", "$436,585", "87%"),
        ("Protection", "$1,000,000", "$1,403,040", "140%"),
        ("Mental health and psychosocial", "$1,000,000", "not reported", "–"),
    )
    assert "– Protection – The plan gives a zone, no region." in made.notes
    assert made.facts[2][:3] == ("$1,839,625", "Confirmed funding", "January 13, 2024")
    assert filled(atlas, "objective", "objective=4").rows[0][2:] == ("$916,870", "37%")
    pledged = filled(atlas, "objective", "objective=1&scenario=shelter:1000000")
    assert pledged.rows[0][2:] == ("$1,000,000", "25%")
    assert pledged.facts[2][0] == "$2,839,625"


def test_a_map_of_money_lists_its_regions_from_the_most_with_their_range(atlas):
    made = filled(atlas, "money", "measure=unmet")
    assert (made.kind, made.charted) == ("view", True)
    assert made.subtitle.startswith(
        "Where money falls short: unmet requirements, estimate per region. Estimate; 53% to"
    )
    assert made.header == ("Region", "Unmet requirements, US dollars, estimate", "range over the splits")
    assert [r[0] for r in made.rows[:2]] == ["Mopti", "Timbuktu"]
    rows = {plain(r)[0]: plain(r)[1:] for r in made.rows}
    # Ménaka: 63,415/4 + 1,000,000/5 + 2,728,166/6. By people 63,415 x 0.108 + 1,000,000 x 0.107 + 2,728,166 x 0.040.
    assert rows["Ménaka"] == ("$670 k", "$220 k – $670 k")
    assert len(rows) == 9
    assert made.bullets == ()
    assert made.notes.startswith(made.title)
    assert "– Estimate: the plan gives no money per region.\n" in made.notes
    assert made.notes.endswith("271 days older than the plan’s text of October 10, 2024.")
    assert "Objective 4 targets" not in made.notes  # a note, and no warning


def test_a_map_whose_amounts_are_certain_has_no_range():
    made = filled(squareland.atlas({"food": (90, 30, ["ash"], "named")}), "view", "measure=required")
    assert (made.header, made.rows) == (("Region", "Requirements, US dollars, estimate"), (("Ash", "$90"),))


def test_a_map_with_nothing_on_it_says_why(atlas):
    made = filled(atlas, "view", "measure=unmet&sector=preparedness")
    assert (made.rows, made.charted) == ((), False)
    assert made.header == ("Region", "Unmet requirements, US dollars, estimate")
    assert made.bullets == (("note", "Emergency preparedness – The plan states no place."),)
    assert filled(atlas, "view", "measure=idps&date=2000-01-01&sector=preparedness").bullets == ()


def test_a_map_of_one_sector_shows_its_basis_and_is_no_chart(atlas):
    made = filled(atlas, "view", "sector=protection&basis=zone")
    assert (made.header, made.rows[0], len(made.rows)) == (("Region", "Basis"), ("Ségou", "◐ zone"), 10)
    assert made.charted is False
    counted = filled(atlas, "view", "measure=sectors")
    assert (counted.header, counted.rows[0], counted.charted) == (("Region", "Sectors"), ("Mopti", "4"), True)


def test_coverage_has_its_range_in_percent_and_needs_have_none(atlas):
    made = filled(atlas, "view", "measure=coverage&sector=stabilization,mhpss")
    # Ménaka: 211,972.33 of 866,666.67 evenly is 24 %, by people 50,334 of 158,301 + 107,265 is 18.95 %: at least 18 %.
    # Over stabilization alone it is its own 32 % under every split.
    rows = {plain(r)[0]: plain(r)[1:] for r in made.rows}
    assert rows["Ménaka"] == ("≥ 18%", "18% – 32%")
    assert rows["Kayes"] == ("32%", "32%")
    needs = filled(atlas, "view", "measure=idps")
    assert needs.header == ("Region", "Displaced persons")
    assert list(needs.rows[:3]) == [("Mopti", "91,274"), ("Timbuktu", "61,827"), ("Bandiagara", "53,218")]
    assert needs.foot[:2] == ("Displaced persons, September 30, 2023.", DATES)


def test_a_map_of_two_measures_lists_its_classes(atlas):
    made = filled(atlas, "need", "measure=mismatch")
    assert made.header == ("Regions", "in words")
    assert made.rows[0] == ("Mopti, Timbuktu", "Among the highest needs and the largest unmet requirements.")
    assert sorted(", ".join(r[0] for r in made.rows).split(", ")) == [
        "Bandiagara", "Gao", "Kidal", "Mopti", "Ménaka", "Ségou", "Timbuktu",
    ]  # fmt: skip
    assert made.charted is False


def test_the_decisions_are_about_displaced_persons_and_money_whatever_the_view_compares(atlas):
    made = filled(atlas, "decisions", "need=population&against=sectors")
    title = "Most need and most money missing: Mopti and Timbuktu; need ahead of money: Bandiagara"
    assert (made.kind, made.title) == ("decisions", title)
    assert made.header == ("Region", "Displaced persons", "Unmet requirements, estimate", "Why")
    rows = [plain(r) for r in made.rows]
    assert [r[:2] for r in rows] == [("Mopti", "91,274"), ("Timbuktu", "61,827"), ("Bandiagara", "53,218")]
    # Bandiagara: a fifth of psychosocial; by people 868,916 of 2,972,779 of it.
    assert rows[2][2] == "$200 k ($200 k – $290 k)"
    assert rows[2][3] == "Need ranks above money: no. 3 by displaced persons, only no. 6 by unmet requirements."
    assert rows[0][3].endswith("no. 1 by displaced persons, no. 1 by unmet requirements.")
    assert made.subtitle.endswith("Ranks are among the 7 regions with a figure.")
    assert (made.view.need, made.view.against) == ("idps", "unmet")


def idps(**people):
    land = squareland.atlas({"food": (90, 0, ["ash", "birch", "cedar"], "named"), "water": (60, 0, ["ash"], "named")})
    table = land.observations.tables["idps"].iloc[:1]
    rows = pd.concat([table.assign(region=r, idps=n) for r, n in people.items()]).reset_index(drop=True)
    return squareland.observing(land, idps=rows.astype({"idps": "Int64"}))


def test_regions_are_chosen_first_from_the_top_corner_then_where_need_ranks_above_money_under_every_split():
    # Unmet evenly 90, 30, 30; by people 69, 27, 54. Ash leads in both: the top corner.
    assert decision_rows(View(), idps(ash=600, birch=200, cedar=100)) == (("ash", "top", (1, 1)),)
    # Cedar is first by need and second by money: also by displaced persons, 60 to Ash's 70.
    assert decision_rows(View(), idps(ash=50, birch=100, cedar=300)) == (("cedar", "overlooked", (1, 2)),)
    # With ten times as many it is first by displaced persons (86 to 61): not under every split.
    assert decision_rows(View(), idps(ash=50, birch=100, cedar=3000)) == ()
    # Birch 1st by need: by money 30 to Ash's 90 evenly, 27 by people, 40 to Ash's 86.7 by displaced persons.
    assert decision_rows(View(), idps(ash=80, birch=120, cedar=70)) == (("birch", "overlooked", (1, 2)),)


def test_of_the_overlooked_the_one_with_the_most_need_comes_first():
    sectors = {
        "food": (90, 0, ["ash"], "named"),
        "water": (40, 0, ["birch"], "named"),
        "roads": (10, 0, ["cedar"], "named"),
    }
    land = replace(squareland.atlas(sectors), observations=idps(ash=10, birch=300, cedar=200).observations)
    assert decision_rows(View(), land) == (("birch", "overlooked", (1, 2)), ("cedar", "overlooked", (2, 3)))


def test_no_more_than_three_regions_and_two_of_the_corner_beside_an_overlooked_one(atlas):
    chosen = decision_rows(View(basis="zone", need="population"), atlas)
    assert len(chosen) <= DECISIONS
    everywhere = squareland.atlas({"food": (90, 0, ["ash"], "named")})
    assert decision_rows(View(date=date(2000, 1, 1)), everywhere) == ()


def test_the_slide_of_caveats_has_six_the_warnings_of_the_plan_first(atlas):
    made = filled(atlas, "caveats")
    assert [kind for kind, _ in made.bullets] == ["warning"] * 5 + ["note", "plain"]
    assert made.bullets[0][1].startswith("The plan’s header asks for")
    assert made.bullets[4][1].startswith("Displaced persons")  # warnings of needs come after those of the plan
    said = [line for line in made.notes.split("\n") if line.startswith("– ")]
    assert len(said) == len({c.write(EN) for c in all_caveats(atlas)})
    assert made.bullets[-1] == ("plain", f"and {len(said) - 6} more, in the notes")
    assert (made.subtitle, made.drawn) == ("What the plan does not say", None)
    assert made.foot[:2] == (DATES, "Displaced persons, September 30, 2023.")
    assert made.foot[2].startswith("Sources: IOM Global Crisis Response Platform")
    assert made.foot[3].startswith("The boundaries and names shown and the designations used on these slides")


def test_the_caveats_of_a_view_are_those_of_its_map(atlas):
    made = filled(atlas, "caveats", "measure=unmet&sector=shelter")
    texts = [text for _, text in made.bullets]
    assert not any("Protection is 140" in text for text in texts)
    assert not any(text.startswith("and ") for text in texts)
    assert made.notes.endswith("\n".join(f"– {text}" for text in texts))
    assert len(filled(atlas, "caveats", lang="fr").bullets) == 7  # another language is the same view


def test_the_last_slide_names_days_sources_and_methods_each_once(atlas):
    made = filled(atlas, "sources")
    lines = [text for _, text in made.bullets]
    assert lines[:3] == [
        DATES, "Displaced persons, September 30, 2023.", "People in phase 3 or above, June–August 2024 (projection).",
    ]  # fmt: skip
    assert lines[4:8] == ["geoBoundaries, CC BY 4.0", "Natural Earth", "IOM DTM (fr.apadiaspora.net)",
                          "Cadre Harmonisé (CILSS)"]  # fmt: skip
    assert len(lines) == len(set(lines)) == 13
    assert made.notes.endswith("\n".join(lines))
    assert {kind for kind, _ in made.bullets} == {"plain"}
    bare = filled(atlas, "sources", "date=2000-01-01")
    assert not any("phase 3" in text for _, text in bare.bullets)


def test_a_header_alone_can_still_tell_its_sources(library):
    made = filled(library.atlases["mli-2021"], "sources")
    assert any("IOM DTM" in text for _, text in made.bullets)
    assert made.foot[0].startswith("Plan text as of January 29, 2021. The day of its funding is not known here.")


def test_what_a_person_wrote_in_neither_language_is_made_here(atlas):
    slide = Slide("figures", "", (("en", ""), ("fr", "Le plan")), ())
    assert fill_slide(slide, atlas, "en").title == "Le plan"
    assert slide.text("notes", "fr") == ""
    assert Slide("figures", title=(("en", "A"), ("fr", "B"))).text("title", "fr") == "B"


def test_a_storyline_is_written_as_json_without_what_is_empty(atlas):
    story = Storyline("p", (Slide("figures"), Slide("view", "measure=idps", (("fr", "Où ?"),), (("en", "n"),))))
    assert json.loads(write_storyline(story)) == {
        "storyline": 1, "plan": "p", "slides": [
            {"kind": "figures", "view": ""},
            {"kind": "view", "view": "measure=idps", "title": {"fr": "Où ?"}, "notes": {"en": "n"}},
        ],
    }  # fmt: skip
    assert "Où" in write_storyline(story)
    assert '\n "plan": "p"' in write_storyline(story)  # lines that a person can read and compare
    view = View(lang="fr", measure="unmet", sector=("shelter",))
    query = "sector=shelter&measure=unmet"
    slides = (Slide("view", query), Slide("caveats", query), Slide("sources"))
    assert storyline_of_view(view, atlas) == Storyline("mli-2023-2024", slides)
    story = default_storyline(atlas)
    kinds = ["opening", "figures", "sectors", "objectives", *["objective"] * 4, "money", "need", "decisions",
             "caveats", "ask", "sources"]  # fmt: skip
    assert [s.kind for s in story.slides] == kinds
    told = compose_slide(Storyline("mli-2023-2024", story.slides[:2]), atlas, "fr")
    assert [(c.kind, c.view.lang) for c in told] == [("opening", "fr"), ("figures", "fr")]
    assert [s.view for s in story.slides] == [
        "", "", "", "", "objective=1", "objective=2", "objective=3", "objective=4", "measure=unmet",
        "measure=mismatch", "", "", "", "",
    ]  # fmt: skip


def read(atlas, *slides, pad=0, **changes):
    text = json.dumps({"storyline": 1, "plan": "mli-2023-2024", "slides": list(slides)} | changes, ensure_ascii=False)
    return read_storyline(text + " " * (pad - len(text.encode())), atlas)


FIRST = {"kind": "figures"}


def test_a_slides_view_loses_language_plan_and_the_other_map_and_is_put_in_order(atlas):
    query = "lang=fr&plan=other&right=measure&measure=unmet&sector=cccm,shelter"
    (slide,) = read(atlas, {"kind": "view", "view": query, "title": {"en": "", "fr": "x"}}).slides
    assert slide == Slide("view", "sector=shelter,cccm&measure=unmet", (("fr", "x"),))
    assert read_storyline(write_storyline(Storyline("mli-2023-2024", (slide,))).encode(), atlas).slides == (slide,)


def test_the_limits_of_a_storyline_are_just_allowed(atlas):
    words = {"title": {"en": "t" * 200}, "notes": {"fr": "é" * 4000}}
    assert len(read(atlas, *[FIRST] * 59, FIRST | words).slides) == 60
    assert len(read(atlas, FIRST, pad=200_000).slides) == 1
    assert read(atlas, FIRST | {"notes": {"en": "é" * 4000}}, pad=200_000).slides[0].text("notes", "en")


@pytest.mark.parametrize(
    ("slides", "more", "said"),
    [
        ([FIRST], {"pad": 200_001}, "storyline: the file is too large for a storyline (at most 200 kB)"),
        ([FIRST] * 61, {}, "storyline: a briefing has at most 60 slides; this one has 61"),
        ([FIRST], {"storyline": 2}, "storyline: this JSON is no storyline of a briefing"),
        ([FIRST], {"slides": {}}, "storyline: this JSON is no storyline of a briefing"),
        ([FIRST], {"plan": "x"}, "storyline, value “x”: this storyline is of another plan; expected mli-2023-2024"),
        ([FIRST, FIRST | {"notes": {"en": "n" * 4001}}], {},
         "storyline, row 2, column notes: expected a text of at most 4000 letters, by language"),
        ([FIRST | {"title": {"en": "t" * 201}}], {},
         "storyline, row 1, column title: expected a text of at most 200 letters, by language"),
        ([FIRST | {"title": {"en": 3}}], {},
         "storyline, row 1, column title: expected a text of at most 200 letters, by language"),
        ([FIRST | {"view": 3}], {},
         "storyline, row 1, column view: expected a text of at most 4000 letters, by language"),
        ([FIRST, FIRST | {"view": "areas=1999"}], {},
         "storyline, row 2, column view areas, value “1999”: expected one of 2023, 2016, 2012"),
        ([{"kind": "objective", "view": "measure=unmet"}], {},
         "storyline, row 1, column view, value “measure=unmet”: a slide on an objective needs one in its view"),
        ([{"kind": "dance"}], {},
         f"storyline, row 1, column kind, value “dance”: expected one of {', '.join(SLIDE_KINDS)}"),
        ([FIRST, 7], {}, f"storyline, row 2, column kind, value “7”: expected one of {', '.join(SLIDE_KINDS)}"),
        ([FIRST | {"ti\x07tle": 1}], {}, "storyline: a text has a control character that cannot be shown; delete it"),
    ],
)  # fmt: skip
def test_a_storyline_that_cannot_be_shown_is_refused_at_the_slide(atlas, slides, more, said):
    with pytest.raises(DataError) as error:
        read(atlas, *slides, **more)
    assert [p.text(EN) for p in error.value.problems] == [said]


def test_a_file_that_is_no_json_is_refused_with_the_reason(atlas):
    with pytest.raises(DataError) as error:
        read_storyline("{", atlas)
    assert error.value.problems[0].text(EN).startswith("storyline: the file is no readable JSON (Expecting")


def test_every_wrong_slide_is_named(atlas):
    with pytest.raises(DataError) as error:
        read(atlas, {"kind": "x"}, FIRST | {"title": 1, "notes": 2}, {"kind": "view", "view": "lang=xx&split=x&need=y"})
    assert [(p.row, p.column) for p in error.value.problems] == [
        (1, "kind"), (2, "title"), (2, "notes"), (3, "view split"), (3, "view need"),
    ]  # fmt: skip


def test_a_profile_has_the_money_of_its_region_with_range_and_hard_bounds(atlas):
    page = profile_region(View(), atlas, "menaka")
    # Even 991,667; by people 53,933 + 107,265 + 158,301 = 319,499; at most 500,000 + 1,000,000 + 4,000,000.
    assert [plain(row) for row in page.money] == [
        ("Requirements", "$990 k", "$320 k – $990 k", "$0 – $5.5 M"),
        ("Confirmed funding", "$320 k", "$97 k – $320 k", "$0 – $1.7 M"),
        ("Unmet requirements", "$670 k", "$220 k – $670 k", "$0 – $3.8 M"),
        # By people 97,425 of 319,499, and of the 212,234 that report.
        ("% funded", "≥ 30%", "30% – 46%", ""),
    ]
    assert page.facts == (("P-code", "ML10"), ("Seat", "Ménaka"))
    assert (page.name, page.pcode, page.slug, page.view) == ("Ménaka", "ML10", "menaka", View())
    assert page.needs[0] == ("displaced persons", "45,121", "September 30, 2023")
    assert page.needs[3] == ("population", "318,876", "census of 2022")
    assert [n[0] for n in page.needs] == [
        "displaced persons", "people in phase 3 or above", "share of people in phase 3 or above", "population",
    ]  # fmt: skip
    assert page.sectors == (
        ("●", "Camp coordination (CCCM)", "named"), ("●", "Mental health and psychosocial", "named"),
        ("●", "Community stabilization", "named"), ("◐", "Protection", "zone"),
        ("○", "Displacement tracking (DTM)", "nationwide"),
    )  # fmt: skip
    assert [plain(n) for n in page.neighbours] == [
        ("Ménaka", "3", "$670 k", "45,121"), ("Gao", "2", "$220 k", "35,613"), ("Kidal", "1", "$200 k", "32,394"),
    ]  # fmt: skip
    assert page.dates == (DATES, "Displaced persons, September 30, 2023.")
    assert page.money_notes[0] == "Estimate: the plan gives no money per region."
    assert (page.scenario, page.notes) == ("", ())
    assert "Malian Red Cross" in page.partners
    assert len(page.partners) == len(set(page.partners))
    assert page.groups[0] == "internally displaced persons"
    assert set(page.activities["basis"]) == {"named", "zone", "nationwide"}
    assert page.disclaimer.startswith("The boundaries and names shown")
    assert len(page.sources) == len(set(page.sources)) == 6
    texts = [c.write(EN) for c in page.caveats]
    assert len(texts) == len(set(texts))
    assert {"need-part-of-total", "sum-mismatch"} <= {c.code for c in page.caveats}


def test_a_region_whose_sectors_do_not_report_has_money_that_is_not_known(atlas):
    page = profile_region(View(), atlas, "kidal")  # psychosocial alone, not reported: a fifth of 1,000,000
    assert [plain(row) for row in page.money[:2]] == [
        ("Requirements", "$200 k", "$28 k – $200 k", "$0 – $1.0 M"), ("Confirmed funding", "not reported", "", ""),
    ]  # fmt: skip
    assert page.money[3] == ("% funded", "not reported", "", "")


def test_an_undrawn_region_has_no_neighbours_and_says_why(atlas):
    page = profile_region(View(basis="zone", lang="fr", scenario=(("shelter", Decimal(5)),)), atlas, "taoudenit")
    assert [n[0] for n in page.neighbours] == ["Taoudénit"]
    assert page.neighbours[0][3] == "pas de chiffre"
    assert "Taoudénit" in page.notes[0]
    assert page.needs[1][1:] == ("–", "publié seulement avec Tombouctou")
    assert "Abris et articles essentiels" in page.scenario
    assert page.facts[1] == ("Chef-lieu", "Taoudénit")


def test_the_page_opens_with_the_region_of_most_sectors_and_a_seat_has_its_own_name():
    sectors = {"food": (90, 0, ["ash", "cedar"], "named"), "water": (60, 0, ["cedar"], "named")}
    land = squareland.atlas(sectors | {"roads": (5, 0, ["east"], "zone")})
    assert first_region(View(), land) == "cedar"
    assert first_region(View(sector=("food",)), land) == "ash"
    assert first_region(View(areas="2016"), land) == "birch"
    frame = land.regions["2023"].frame.assign(seat="Frênebourg")
    towns = gpd.GeoDataFrame(
        {"name_fr": ["Frênebourg"], "name_en": ["Ashtown"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4326"
    )
    seated = replace(
        land, regions=land.regions | {"2023": replace(land.regions["2023"], frame=frame)},
        basemap=replace(land.basemap, towns=towns),
        plan=replace(land.plan, activities=pd.DataFrame({"sector": [], "partners": [], "target_groups": []})),
    )  # fmt: skip
    assert profile_region(View(), seated, "ash").facts[1] == ("Seat", "Ashtown")
    assert profile_region(View(lang="fr"), seated, "ash").facts[1] == ("Chef-lieu", "Frênebourg")
    assert [n[0] for n in profile_region(View(), seated, "birch").neighbours] == ["Birch", "Ash", "Cedar"]
    assert profile_region(View(), seated, "ash").money[0][1:] == (
        "$45",
        "$13 – $45",
        "$0 – $90",
    )  # by people 90 x 100/700
