import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.core import View
from geo.places import build_country_files
from geo.screen import presses
from pages.names import OF_SECTORS, PAGES
from pages.parts import store
from tests import patience
from tests.pages.reading import (
    choice,
    choose,
    chosen,
    follow,
    groups,
    options,
    press,
    switch,
)
from tests.squareland import write_plan, write_shapes

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")


FOLDED = {"builder"}


def opened(page="overview", unfolded=FOLDED, **params):
    """Open a page as a link does, with everything on it unfolded that is made when a reader opens it."""
    test = AppTest.from_file(SHELL, default_timeout=patience.SECONDS)
    for key in unfolded:
        test.session_state[key] = True
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    if page != "overview":
        test.switch_page(f"{page.replace('-', '_')}.py").run()
    return test


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_opens_without_an_error(page, lang):
    test = opened(page, lang=lang)
    assert not test.exception
    assert not test.error
    # The page of monitoring tools has no map before one is brought.
    assert ("basis" in groups(test)) == (page not in ("region", "portfolio", "briefing", "your-data", "monitoring"))


@pytest.mark.parametrize(
    ("page", "tab", "within"),
    [("funding", "what-if", "pledge-to"), ("funding", "weights", "weights-use"), ("where", "files", "make-map"),
     ("region", "files", "make-region"), ("needs", "claim", "share")],
)  # fmt: skip
def test_what_a_tab_holds_is_not_made_before_it_is_opened_and_a_second_press_closes_it(page, tab, within):
    def keys(test):
        return {w.key for w in (*test.button, *test.selectbox, *test.multiselect)}

    test = opened(page)
    assert within not in keys(test)
    name = f"form-{tab}" if tab in ("what-if", "weights") else f"tab-{tab}"
    assert within in keys(follow(test, name))
    assert dict(test.query_params) == {"tab": tab} | ({"measure": "unmet"} if "form" in name else {})
    assert within not in keys(follow(test, "close" if "form" in name else name))


def test_the_builder_of_a_briefing_is_not_made_before_it_is_opened():
    assert "slide-add" not in {b.key for b in opened("briefing", unfolded=()).button}
    assert "slide-add" in {b.key for b in opened("briefing").button}


def texts(test):
    return " ".join(h.proto.body for h in test.get("html"))


@pytest.fixture
def shipped(data, monkeypatch):
    """Let the pages read a copy of the data, looked at anew at every question."""
    monkeypatch.setattr(store, "folder", data)
    monkeypatch.setattr(store, "PAUSE", 0)
    monkeypatch.setattr(store, "_store", store._Store())
    return data


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("page", [p for p in PAGES if p not in ("portfolio", "briefing", "your-data", "monitoring")])
def test_a_link_shows_its_view_on_every_page_in_both_languages(page, lang):
    test = opened(page, lang=lang, sector="shelter", basis="zone", areas="2016", region="mopti")
    shelter = {"en": "Shelter and NFI", "fr": "Abris et articles essentiels"}[lang]
    if page != "region":  # its filters are those of the page that one comes from
        assert [chosen(test, k)[0] for k in ("basis", "areas")][1] == "2016"
        assert options(test, "basis")[1][2]
        assert chosen(test, "measure-sector" if page == "compare" else "sector-1") == [shelter]
    assert "Mopti</h" in texts(test)


def test_what_an_address_says_wrongly_is_named_with_what_is_shown_instead():
    test = opened("where", sector="nonsense", basis="x", areas="1990", region="atlantis", measure="?", lang="de", x="1")
    assert not test.exception
    assert [chosen(test, k) for k in ("basis", "areas")] == [["the text names it"], ["2023"]]
    said = texts(test)
    for words in (
        "sector “nonsense”: shown instead is all sectors.", "basis “x”: shown instead is named.",
        "areas “1990”: shown instead is 2023.", "region “atlantis”: shown instead is no region chosen.",
        "measure “?”: shown instead is sectors.", "lang “de”: shown instead is en.",
        "“x” is no part of a view: it is left out.",
    ):  # fmt: skip
        assert words in said
    assert "is not known here" not in texts(opened("where", sector="shelter", tab="files"))


def test_a_plan_that_is_not_there_is_named_with_the_one_that_is_shown():
    said = texts(opened(plan="atlantis-1", lang="fr")).replace("\u00a0", " ")
    assert "plan « atlantis-1 » : affiché à la place : mli-2023-2024." in said


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_wrong_cell_leaves_the_last_good_figures_under_a_banner(shipped, lang):
    test = opened(lang=lang)
    assert not test.warning
    path = shipped / "plans" / "mli-2023-2024" / "sectors.csv"
    path.write_text(path.read_text().replace("4000000", "four million"))
    test.run()
    assert not test.exception
    words = {"en": "last good figures", "fr": "derniers bons chiffres"}
    assert words[lang] in test.warning[0].value
    assert "four million" in texts(test)
    assert "sectors.csv" in texts(test)
    assert "22" in texts(test)


def test_files_that_were_never_good_are_named_in_both_languages_instead_of_a_traceback(shipped):
    (shipped / "boundaries" / "cercles.csv").unlink()
    test = opened()
    assert not test.exception
    assert len(test.error) == 2
    assert texts(test).count("cercles.csv") == 2


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_plan_that_never_loaded_is_not_offered_and_the_others_stay(shipped, lang):
    (shipped / "plans" / "mli-2023-2024" / "plan.csv").unlink()
    test = opened(lang=lang)
    assert not test.exception
    words = {"en": "Not offered, for their files have problems: mli-2023-2024.",
             "fr": "Non proposés, car leurs fichiers ont des problèmes\u00a0: mli-2023-2024."}  # fmt: skip
    assert test.warning[0].value == words[lang]
    assert "mli-2023-2024/plan.csv" in texts(test)
    assert [code for _, code, on in choice(test, "plan") if on] == ["mli-2020"]


def test_the_plan_that_broke_keeps_its_last_good_figures_and_the_others_take_up_theirs(shipped):
    opened()
    path = shipped / "plans" / "mli-2022" / "plan.csv"
    path.write_text(path.read_text().replace("17513700", "-1"))
    path = shipped / "plans" / "mli-2021" / "plan.csv"
    path.write_text(path.read_text().replace("15300000", "15400000"))
    broken, changed = opened(plan="mli-2022"), opened(plan="mli-2021")
    assert "$17,513,700" in texts(broken)
    assert "mli-2022/plan.csv, row 2, column requirements_usd" in texts(broken)
    assert "$15,400,000" in texts(changed)


def test_a_plan_whose_folder_is_gone_is_gone(shipped):
    assert "mli-2021" in store.library().atlases
    shutil.rmtree(shipped / "plans" / "mli-2021")
    assert "mli-2021" not in store.library().atlases
    assert [code for _, code, on in choice(opened(plan="mli-2021"), "plan") if on] == ["mli-2023-2024"]


@pytest.mark.parametrize("page", [*OF_SECTORS, "needs"])
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("plan", ["mli-2020", "mli-2021", "mli-2022", "mli-2025-2026"])
def test_a_plan_known_by_its_header_shows_one_panel_and_never_a_zero(plan, lang, page):
    test = opened(page, lang=lang, plan=plan)
    assert not test.exception
    said = texts(test)
    assert "$0" not in said
    assert "0 $US" not in said.replace("000 $US", "").replace("700 $US", "").replace("500 $US", "")
    known = {"en": "Only the header of this plan is known", "fr": "Seul l’en-tête de ce plan est connu"}
    assert known[lang] in said
    if page == "needs":
        assert {"en": "Internally displaced", "fr": "Personnes déplacées internes"}[lang] in said
    else:
        assert test.code[0].value == "python -m geo import-plan FILE"
        assert "table class='history'" in said


def test_what_a_header_does_not_say_is_a_dash():
    said = texts(opened(plan="mli-2022"))
    assert "<b>–</b><span>people in need</span><small>not stated</small>" in said
    assert "<b>–</b><span>confirmed funding</span><small>not known here</small>" in said
    assert "Plan text as of December 15, 2021; funding as of April 2, 2023." in said
    assert "The day of the plan’s text is not known here." in texts(opened(plan="mli-2020"))


def test_the_needs_page_of_a_header_offers_no_measure_of_money():
    test = opened("needs", plan="mli-2022", region="gao", measure="unmet_per_idp")
    assert not test.exception
    labels = [label for label, _, _ in options(test, "measure")]
    assert labels == ["Displaced persons", "Food crisis", "Food crisis, share", "Population"]
    assert "35,613" in texts(test)
    assert "needs cannot be set beside them" in texts(follow(test, "tab-beside"))


@pytest.fixture
def squareland(shipped):
    """Add the plan of a country without shapes."""
    write_plan(shipped)
    return shipped


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("mapped", [False, True])
def test_a_plan_of_another_country_opens_with_and_without_shapes(squareland, mapped, lang, tmp_path):
    if mapped:
        build_country_files(write_shapes(tmp_path / "squares.geojson"), squareland, "SQL")
    for page in PAGES:
        test = opened(page, lang=lang, plan="sql-2024")
        assert not test.exception, page
        missing = any("regions build FILE --country SQL" in i.value for i in test.info)
        assert missing == (not mapped and page not in ("needs", "portfolio", "your-data")), page
        if page == "needs":  # without needs there is nothing else to say
            assert "data/needs/sql/idps.csv" in test.info[0].value


@pytest.mark.usefixtures("squareland")
def test_a_plan_without_shapes_shows_its_tables_and_charts():
    said = texts(opened(plan="sql-2024"))
    assert "$2,000,000" in said
    assert "<b>22.9%</b>" in said  # 400,000 of 1,750,000, and of the 1,000,000 that report
    assert "40.0% over those that do" in said
    assert "People targeted: <b>not stated</b>" in said
    said = texts(opened("where", plan="sql-2024", tab="table"))
    assert "<th class='r'><span>Cedar</span></th>" in said
    said = texts(opened("funding", plan="sql-2024"))
    assert "located in regions <b>$1,000,000</b>" in said
    assert "region=ash' id='rank-ash' data-in>Ash</a></td>" in said
    assert "$300\u00a0k" in said  # half of what food lacks


def test_a_plan_without_regions_says_that_too(squareland):
    folder = squareland / "plans" / "sql-2024"
    (folder / "places.csv").write_text("sector,activity,place,basis,source\nroads,,,not_stated,test\n")
    (folder / "zones.csv").write_text("zone,title_en,title_fr,aliases,region,source\n")
    for page in PAGES:
        test = opened(page, plan="sql-2024")
        assert not test.exception
    assert "The plan names no region either." in texts(opened("region", plan="sql-2024"))


@pytest.mark.usefixtures("squareland")
def test_switching_the_plan_keeps_the_page_and_drops_what_the_other_plan_does_not_know():
    test = opened("where", sector="shelter,cccm", objective="1,4", region="mopti", basis="zone", lang="fr")
    names = [name for name, _, _ in choice(test, "plan")]
    assert names[:2] == ["2024 · Plan de réponse pour Squareland", "2025-2026 · Plan de réponse à la crise au Mali"]
    switch(test, "sql-2024")
    assert not test.exception
    assert dict(test.query_params) == {"plan": "sql-2024", "lang": "fr", "objective": "1", "basis": "zone"}
    switch(test, "mli-2023-2024")
    assert dict(test.query_params) == {"lang": "fr", "objective": "1", "basis": "zone"}


def test_an_unknown_plan_falls_back_quietly():
    test = opened(plan="atlantis-1", lang="fr")
    assert not test.exception
    assert not test.warning
    assert "Plan de réponse à la crise au Mali 2023-2024" in texts(test)


def test_a_storyline_of_one_plan_is_not_told_of_another(squareland, tmp_path):
    build_country_files(write_shapes(tmp_path / "squares.geojson"), squareland, "SQL")
    test = opened("funding", sector="shelter", tab="files")
    test.button(key="pin-map").click().run()
    switch(test, "sql-2024")
    test.switch_page("briefing.py").run()
    assert not test.exception
    told = titles(test)
    # Opening, funding, sectors, objectives, each of two, money, what is on no map, the ask, the sources.
    assert (len(told), told[0]) == (10, "Squareland Response Plan")
    assert not any("Shelter" in title for title in told)


def test_a_press_in_the_bar_leads_where_the_map_was_told(atlas):
    now = View(sector=("shelter",))
    ways = presses(now, atlas)
    assert [w.query() for w in ways["objective"]] == [f"objective={n}" for n in "1234"]
    assert [w.sector for w in ways["sector-1"]] == [
        (), ("shelter", "cccm"), ("shelter", "protection"), ("shelter", "mhpss")]  # fmt: skip
    assert [w.basis for w in ways["basis"]] == ["named", "zone"]
    assert [w.areas for w in ways["areas"]] == ["2023", "2016", "2012"]


def leads(test, group):
    """Return the views that the options of a group lead to, as queries."""
    return [address.removeprefix("?") for _, address, _ in options(test, group)]


def test_the_options_on_the_page_lead_where_the_map_is_told(atlas):
    test = opened("where", sector="shelter")
    ways = presses(View(sector=("shelter",)), atlas)
    for key in ("objective", "sector-1", "sector-4", "basis", "areas"):
        assert leads(test, key) == [w.query() for w in ways[key]], key
    assert chosen(test, "sector-1") == ["Shelter and NFI"]
    assert press(test, "sector-1", "Protection").query_params["sector"] == "shelter,protection"
    assert "sector" not in press(test, "objective", "1 · Save lives and protect people on the move").query_params
    assert groups(test) == ["objective", "sector-1", "basis", "areas"]  # the sectors of the chosen objective
    assert dict(follow(test, "all").query_params) == {}


def test_the_money_options_lead_where_the_map_is_told(atlas):
    test = opened("funding")
    ways = presses(View(measure="unmet"), atlas)
    assert [w.measure for w in ways["measure"]] == ["unmet", "required", "confirmed", "coverage"]
    for key in ("measure", "show", "split", "surplus"):
        assert leads(test, key) == [w.query() for w in ways[key]], key


def test_what_stands_beside_the_view_stays_when_an_option_is_pressed():
    test = opened("funding", region="gao", tab="flow", split="idps")
    press(test, "sector-1", "Protection")
    assert dict(test.query_params) == {"region": "gao", "tab": "flow", "split": "idps", "sector": "protection"} | {}


def test_a_pledge_is_taken_up_and_cleared():
    test = opened("funding", tab="what-if")
    test.selectbox(key="pledge-to").set_value("shelter")
    test.number_input(key="pledge-usd").set_value(500_000)
    test.button(key="pledge-add").click().run()
    assert test.query_params["scenario"] == "shelter:500000"
    assert "SCENARIO: Shelter and NFI +$500,000" in texts(test)
    test.button(key="pledge-add").click().run()
    assert test.query_params["scenario"] == "shelter:1000000"
    test.button(key="pledge-clear").click().run()
    assert "scenario" not in test.query_params


def test_a_pledge_from_a_sector_that_has_nothing_is_refused_and_the_view_stays():
    test = opened("funding", lang="fr", tab="what-if")
    test.selectbox(key="pledge-to").set_value("shelter")
    test.selectbox(key="pledge-from").set_value("mhpss")
    test.button(key="pledge-add").click().run()
    assert "un scénario ne peut en retirer davantage" in test.error[0].value
    assert "scenario" not in test.query_params


def test_the_smallest_pledges_become_the_scenario():
    test = opened("funding", sector="shelter,cccm", tab="what-if")
    test.slider(key="reach").set_value(100).run()
    assert "$4,063,415" in texts(test)
    test.button(key="reach-use").click().run()
    assert test.query_params["scenario"] == "shelter:4000000,cccm:63415"


@pytest.mark.parametrize("bad", ["shelter:-5", "shelter:1e99", "nonsense:5", "shelter:abc"])
def test_an_impossible_scenario_in_an_address_leaves_the_plan_as_it_is(bad):
    test = opened("funding", scenario=bad)
    assert not test.exception
    assert "SCENARIO" not in texts(test)


def test_the_options_of_the_needs_page_lead_where_the_map_is_told(atlas):
    test = opened("needs", measure="mismatch")
    ways = presses(View(measure="mismatch"), atlas)
    for key in ("measure", "need", "against"):
        assert leads(test, key) == [w.query() for w in ways[key]], key
    assert [w.need for w in ways["need"]] == ["idps", "food_insecure", "food_insecure_share", "population"]


def test_the_claim_of_the_plan_is_tested_and_the_reader_may_choose_other_regions():
    test = opened("needs", tab="claim")
    said = texts(test)
    assert "39.1%" in said
    assert "62.5%" in said
    test.multiselect(key="share").set_value(["mopti", "tombouctou", "bandiagara"]).run()
    assert test.query_params["share"] == "mopti,tombouctou,bandiagara"
    assert "52.6%" in texts(test)


def test_a_day_in_the_address_is_said_and_can_be_let_go():
    test = opened("needs", measure="idps", date="2022-07-31", lang="fr")
    said = texts(test)
    assert "publié seulement avec" not in said  # nothing of a region until one is chosen
    assert "31 juillet 2022" in said
    follow(test, "latest")
    assert "date" not in test.query_params


def test_the_compare_page_keeps_both_views_in_the_address():
    test = opened("compare", measure="unmet", lang="fr")
    choose(test, "compare-right-measure", "Déficit de financement")
    press(test, "right-sector", "Abris et articles essentiels")
    assert test.query_params["right"] == "sector=shelter&measure=unmet"
    assert test.query_params["measure"] == "unmet"
    press(test, "measure-sector", "Gestion des camps (CCCM)")
    assert test.query_params["sector"] == "cccm"
    assert test.query_params["right"] == "sector=shelter&measure=unmet"
    again = opened("compare", **test.query_params)
    assert chosen(again, "right-sector") == ["Abris et articles essentiels"]
    assert chosen(again, "measure-sector") == ["Gestion des camps (CCCM)"]


def test_a_sector_chosen_on_a_map_of_people_shows_where_that_sector_is():
    test = opened("compare", sector="shelter")
    press(test, "right-sector", "Camp coordination (CCCM)")
    assert dict(test.query_params) == {"sector": "shelter", "right": "sector=cccm"}
    assert [label for label, _, on in choice(test, "compare-right-measure") if on] == ["Sectors present"]


def test_an_objective_of_another_page_becomes_the_left_maps_sectors():
    test = opened("compare", objective="1")
    titles = ["Shelter and NFI", "Camp coordination (CCCM)", "Protection", "Mental health and psychosocial"]
    assert chosen(test, "measure-sector") == titles


@pytest.mark.parametrize("bad", ["measure=?", "nonsense", "date=2023-99-99", "%%%", "sector=atlantis"])
def test_a_broken_right_view_falls_back_quietly(bad):
    test = opened("compare", right=bad)
    assert not test.exception


def test_the_region_page_follows_its_choice():
    test = opened("region", region="gao", lang="fr")
    assert "35 613".replace(" ", "\u202f") in texts(test)
    choose(test, "region", "Kayes")
    assert test.query_params["region"] == "kayes"
    assert "pas de chiffre" in texts(test)


def test_a_region_that_the_vintage_does_not_know_falls_back():
    test = opened("region", region="bandiagara", areas="2016")
    assert not test.exception
    assert "Mopti</h1>" in texts(test)  # the region for which the plan names the most sectors


EARLY = [
    {"measure": "food_insecure", "date": "2018-02-01"}, {"measure": "food_insecure", "date": "2020-02-01"},
    {"measure": "food_insecure_share", "date": "2022-06-01"}, {"measure": "idps", "date": "2021-12-31"},
    {"measure": "mismatch", "date": "2022-01-01"}, {"measure": "unmet_per_idp", "date": "2022-01-01"},
    {"measure": "population", "date": "2020-02-01", "areas": "2012"},
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("view", EARLY, ids=lambda v: "-".join(v.values()))
def test_the_needs_page_stands_on_every_day_of_its_player(view, lang):
    test = opened("needs", lang=lang, **view)
    assert not test.exception
    assert {"en": "Caveats", "fr": "Réserves"}[lang] in texts(test)
    for tab in ("series", "beside", "claim"):
        assert not opened("needs", lang=lang, tab=tab, **view).exception


@pytest.mark.parametrize("page", ["overview", "where", "funding", "needs", "region", "compare"])
def test_every_page_says_that_it_shows_an_earlier_day_and_leads_back(page):
    test = opened(page, date="2023-06-01")
    assert "Figures as they were known on June 1, 2023" in texts(test)
    follow(test, "latest")
    assert "date" not in test.query_params
    assert "Figures as they were known" not in texts(test)


def test_before_the_first_funding_report_the_overview_says_not_reported_and_never_0():
    said = texts(opened("overview", date="2023-06-01"))
    assert "<b>not reported</b><span>confirmed funding</span><small>none reported up to June 1, 2023</small>" in said
    assert "No funding had been reported up to June 1, 2023" in said
    assert "22.4%" not in said
    assert "140.3%" not in said


def test_the_overview_says_no_caveat_twice():
    opened_tab = texts(opened("overview", tab="caveats")).partition("<div class='below'>")
    said = re.findall(r"<div class='caveat \w+'>(.*?)</div>", opened_tab[0])
    assert len(said) == len(set(said)) > 8
    below = re.findall(r"<div class='caveat \w+'>(.*?)</div>", opened_tab[2])
    assert len(below) == 2
    assert set(below) <= set(said)


def test_the_lower_charts_of_needs_are_about_the_need_on_the_map():
    assert "rank by people in phase 3 or above" in texts(opened("needs", measure="food_insecure", tab="beside"))
    said = texts(opened("needs", measure="food_insecure", tab="claim"))
    assert "The plan’s claim is on displaced persons" in said
    assert "over half of the displaced" not in said
    assert "over half of the displaced" in texts(opened("needs", measure="idps", tab="claim"))


def titles(test):
    return [w.value for w in test.text_input if w.key and "-title-" in w.key]


@pytest.mark.parametrize("page", ["where", "funding"])
def test_a_filter_that_no_sector_fits_is_said_and_breaks_nothing(page):
    test = opened(page, objective="1", sector="peacebuilding")
    assert not test.exception
    assert "of the plan fits these filters." in texts(test)


def test_a_full_briefing_takes_no_more_slides(monkeypatch):
    monkeypatch.setattr("pages.parts.briefing_builder.MOST_SLIDES", 10)
    test = opened("briefing")
    assert test.button(key="slide-add").disabled


def test_slides_are_moved_retitled_removed_and_added():
    test = opened("briefing")
    assert len(titles(test)) == 14
    funded = "At least 20% is funded, and 5 of 10 sectors do not report"
    test.button(key="slide-0-1-down-mli-2023-2024").click().run()
    assert titles(test)[:2] == [funded, "Mali Crisis Response Plan 2023-2024"]
    test.text_input(key="slide-0-2-title-en-0-mli-2023-2024").set_value("Lives first").run()
    assert titles(test)[0] == "Lives first"
    test.button(key="slide-0-1-drop-mli-2023-2024").click().run()
    assert len(titles(test)) == 13
    test.selectbox(key="slide-add-which").set_value(1).run()
    test.button(key="slide-add").click().run()
    assert titles(test)[-4] == funded
    assert titles(test)[-3].startswith("45% of what the plan asks for is on no map")
    test.button(key="story-reset").click().run()
    assert len(titles(test)) == 14


def test_the_fields_of_titles_say_what_the_slides_say_in_the_language_of_the_page():
    test = opened("briefing")
    english, french = titles(test)[0], "Plan de réponse à la crise au Mali 2023-2024"
    test.query_params["lang"] = "fr"
    assert titles(test.run())[0] == french
    test.text_input(key="slide-0-1-title-fr-0-mli-2023-2024").set_value("Sauver des vies").run()
    test.query_params["lang"] = "en"
    assert titles(test.run())[0] == "Sauver des vies"  # said in one language only: in both
    test.button(key="story-undo").click().run()
    assert titles(test)[0] == english
    test.query_params["lang"] = "fr"
    assert titles(test.run())[0] == french


def test_a_title_that_is_emptied_is_made_from_the_data_and_its_field_stays_for_another():
    test, field = opened("briefing"), "slide-0-1-title-en-0-mli-2023-2024"
    made = titles(test)[0]
    test.text_input(key=field).set_value("First words").run()
    test.text_input(key=field).set_value(" ").run()
    assert told(test).slides[0].title == ()
    assert test.text_input(key=field).placeholder == made
    test.text_input(key=field).set_value("Second\x07 words").run()
    assert told(test).slides[0].title == (("en", "Second words"),)


def told(test, plan="mli-2023-2024"):
    return test.session_state[f"story-{plan}"]


def test_what_is_typed_when_the_language_is_switched_is_of_the_field_and_no_other_title_is_frozen():
    test = opened("briefing")
    for n in range(1, 15):  # a browser tells of every field that it leaves
        area = test.text_input(key=f"slide-0-{n}-title-en-0-mli-2023-2024")
        area.set_value("Typed" if n == 2 else area.value)
    test.query_params["lang"] = "fr"
    test.run()
    assert [s.title for s in told(test).slides] == [(), (("en", "Typed"),), *[()] * 12]
    test.button(key="story-undo").click().run()
    assert [s.title for s in told(test).slides] == [()] * 14
    assert test.button(key="story-undo").disabled


def test_a_note_leaves_the_rows_as_they_are():
    test, plan = opened("briefing"), "mli-2023-2024"
    test.button(key=f"slide-0-1-down-{plan}").click().run()
    test.text_area(key=f"slide-0-3-notes-en-0-{plan}").set_value("A note").run()
    test.text_input(key=f"slide-0-3-title-en-0-{plan}").set_value("A title").run()
    slide = told(test).slides[2]
    assert (slide.title, slide.notes) == ((("en", "A title"),), (("en", "A note"),))
    for _ in range(2):
        test.button(key="story-undo").click().run()
    assert told(test).slides[2].notes == ()
    assert test.text_area(key=f"slide-0-3-notes-en-1-{plan}").value == ""


def test_a_view_is_pinned_before_the_caveats():
    test = opened("funding", sector="shelter", tab="files")
    test.button(key="pin-map").click().run()
    test.switch_page("briefing.py").run()
    assert len(titles(test)) == 15
    assert (
        titles(test)[11] == "Where most money is missing depends on how it is split: no region leads under every split"
    )
    assert told(test).slides[11].view == "sector=shelter&measure=unmet"


@pytest.mark.parametrize("page", ["overview", "where", "needs"])
def test_a_map_offers_its_files(page):
    test = opened(page, tab="files")
    test.selectbox(key="file-map").set_value("csv").run()
    test.button(key="make-map").click().run()
    assert not test.exception
    name, content, media = test.session_state["made-map"]
    assert name.endswith("-en.csv")
    assert content.startswith(b"\xef\xbb\xbfregion,name,pcode")
    assert media == "text/csv"


@pytest.mark.parametrize(("lang", "term"), [("en", "Hard bounds"), ("fr", "Bornes certaines")])
@pytest.mark.parametrize("page", ["where", "briefing", "your-data"])
def test_what_the_words_mean_is_made_when_it_is_opened_on_any_page(page, lang, term):
    test = opened(page, lang=lang)
    assert not test.exception
    assert f"<dt>{term}</dt>" not in texts(test)  # it waits for its reader
    assert f"<dt>{term}</dt>" in texts(opened(page, lang=lang, tab="words"))
