from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.view import View
from pages.names import PAGES
from pages.parts import choices, store

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")


def opened(page="overview", **params):
    test = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    if page != "overview":
        test.switch_page(f"{page}.py").run()
    return test


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_opens_without_an_error(page, lang):
    test = opened(page, lang=lang)
    assert not test.exception
    assert not test.error
    words = {"en": "Filters", "fr": "Filtres"}
    filtered = any(words[lang] in h.proto.body for h in test.get("html"))
    assert filtered == (page != "briefing")  # a projected slide has the whole width


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
@pytest.mark.parametrize("page", [p for p in PAGES if p != "briefing"])
def test_a_link_shows_its_view_on_every_page_in_both_languages(page, lang):
    test = opened(page, lang=lang, sector="shelter", basis="zone", areas="2016", region="mopti")
    assert [test.radio(key=k).value for k in ("basis", "areas")] == ["zone", "2016"]
    if page == "compare":  # each map has its own sectors
        assert test.multiselect(key="compare-measure-sector").value == ["shelter"]
    else:
        assert test.get("button_group")[1].proto.label == {"en": "Objective", "fr": "Objectif"}[lang]
        assert test.session_state["sector-1"] == ["shelter"]
    assert "Mopti</h" in texts(test)


def test_what_an_address_says_wrongly_falls_back_to_the_default_quietly():
    test = opened("coverage", sector="nonsense", basis="x", areas="1990", region="atlantis", measure="?", lang="de")
    assert not test.exception
    assert [r.value for r in test.radio] == ["named", "2023"]
    assert "Sectors and regions" in texts(test)


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
    (shipped / "plans" / "mli-2023-2024" / "plan.csv").unlink()
    test = opened()
    assert not test.exception
    assert len(test.error) == 2
    assert texts(test).count("plan.csv") == 2


def test_a_press_in_the_bar_leads_where_the_map_was_told(atlas):
    now = View(sector=("shelter",))
    ways = choices.presses(now, atlas.plan)
    assert [w.query() for w in ways["objective"]] == [f"objective={n}" for n in "1234"]
    assert [w.sector for w in ways["sector-1"]] == [
        (), ("shelter", "cccm"), ("shelter", "protection"), ("shelter", "mhpss")]  # fmt: skip
    assert [w.basis for w in ways["basis"]] == ["named", "zone"]
    assert [w.areas for w in ways["areas"]] == ["2023", "2016", "2012"]


def test_the_options_on_the_page_stand_in_the_order_of_the_presses(atlas):
    test = opened()
    shown = {g.proto.label: len(g.proto.options) for g in test.get("button_group")}
    ways = choices.presses(View(), atlas.plan)
    counts = [len(ways["objective"]), *(len(ways[f"sector-{o}"]) for o in "1234")]
    assert list(shown.values())[-5:] == counts
    assert [len(r.options) for r in test.radio] == [len(ways["basis"]), len(ways["areas"])]


def test_the_money_options_stand_in_the_order_of_the_presses(atlas):
    test = opened("funding")
    ways = choices.presses(View(measure="unmet"), atlas.plan)
    assert [w.measure for w in ways["measure"]] == ["unmet", "required", "confirmed", "coverage"]
    for key in ("measure", "split", "surplus"):
        assert len(test.radio(key=key).options) == len(ways[key])


def test_a_pledge_is_taken_up_and_cleared():
    test = opened("funding")
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
    test = opened("funding", lang="fr")
    test.selectbox(key="pledge-to").set_value("shelter")
    test.selectbox(key="pledge-from").set_value("mhpss")
    test.button(key="pledge-add").click().run()
    assert "un scénario ne peut en retirer davantage" in test.error[0].value
    assert "scenario" not in test.query_params


def test_the_smallest_pledges_become_the_scenario():
    test = opened("funding", sector="shelter,cccm")
    test.slider(key="reach").set_value(100).run()
    assert "$4,063,415" in texts(test)
    test.button(key="reach-use").click().run()
    assert test.query_params["scenario"] == "shelter:4000000,cccm:63415"


@pytest.mark.parametrize("bad", ["shelter:-5", "shelter:1e99", "nonsense:5", "shelter:abc"])
def test_an_impossible_scenario_in_an_address_leaves_the_plan_as_it_is(bad):
    test = opened("funding", scenario=bad)
    assert not test.exception
    assert "SCENARIO" not in texts(test)


def test_the_options_of_the_needs_page_stand_in_the_order_of_the_presses(atlas):
    test = opened("needs", measure="mismatch")
    ways = choices.presses(View(measure="mismatch"), atlas.plan)
    for key in ("measure", "need", "against"):
        assert len(test.radio(key=key).options) == len(ways[key])
    assert [w.need for w in ways["need"]] == ["idps", "food_insecure", "food_insecure_share", "population"]


def test_the_claim_of_the_plan_is_tested_and_the_reader_may_choose_other_regions():
    test = opened("needs")
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
    test.button(key="latest").click().run()
    assert "date" not in test.query_params


def test_the_compare_page_keeps_both_views_in_the_address():
    test = opened("compare", measure="unmet", lang="fr")
    test.selectbox(key="compare-right-measure").set_value("unmet").run()
    test.multiselect(key="compare-right-sector").set_value(["shelter"]).run()
    assert test.query_params["right"] == "sector=shelter&measure=unmet"
    assert test.query_params["measure"] == "unmet"
    test.multiselect(key="compare-measure-sector").set_value(["cccm"]).run()
    assert test.query_params["sector"] == "cccm"
    assert test.query_params["right"] == "sector=shelter&measure=unmet"
    again = opened("compare", **test.query_params)
    assert again.multiselect(key="compare-right-sector").value == ["shelter"]
    assert again.multiselect(key="compare-measure-sector").value == ["cccm"]


def test_an_objective_of_another_page_becomes_the_left_maps_sectors():
    test = opened("compare", objective="1")
    assert test.multiselect(key="compare-measure-sector").value == ["shelter", "cccm", "protection", "mhpss"]


@pytest.mark.parametrize("bad", ["measure=?", "nonsense", "date=2023-99-99", "%%%", "sector=atlantis"])
def test_a_broken_right_view_falls_back_quietly(bad):
    test = opened("compare", right=bad)
    assert not test.exception


def test_the_region_page_follows_its_choice():
    test = opened("region", region="gao", lang="fr")
    assert "35 613".replace(" ", "\u202f") in texts(test)
    test.selectbox(key="region").set_value("kayes").run()
    assert test.query_params["region"] == "kayes"
    assert "pas de chiffre" in texts(test)


def test_a_region_that_the_vintage_does_not_know_falls_back():
    test = opened("region", region="bandiagara", areas="2016")
    assert not test.exception
    assert "Kayes</h1>" in texts(test)


def titles(test):
    return [w.value for w in test.text_input if w.key and w.key.endswith("-title")]


def test_slides_are_moved_retitled_removed_and_added():
    test = opened("briefing")
    assert len(titles(test)) == 10
    test.button(key="slide-0-0-down").click().run()
    assert titles(test)[:2] == ["1 · Save lives and protect people on the move", "The plan in five figures"]
    test.text_input(key="slide-1-0-title").set_value("Lives first").run()
    assert titles(test)[0] == "Lives first"
    test.button(key="slide-2-1-drop").click().run()
    assert len(titles(test)) == 9
    test.selectbox(key="slide-add-which").set_value(0).run()
    test.button(key="slide-add").click().run()
    assert titles(test)[-1] == "The plan in five figures"
    test.button(key="story-reset").click().run()
    assert len(titles(test)) == 10


def test_a_view_is_pinned_before_the_caveats():
    test = opened("funding", sector="shelter")
    test.button(key="pin-map").click().run()
    test.switch_page("briefing.py").run()
    assert len(titles(test)) == 11
    assert titles(test)[8] == "Where money falls short: unmet requirements, estimate per region"
    assert test.session_state["story"].slides[8].view == "sector=shelter&measure=unmet"


@pytest.mark.parametrize("page", ["coverage", "needs", "region"])
def test_a_map_offers_its_files(page):
    test = opened(page)
    test.selectbox(key="file-map").set_value("csv").run()
    test.button(key="make-map").click().run()
    assert not test.exception
    name, content, media = test.session_state["made-map"]
    assert name.endswith("-en.csv")
    assert content.startswith(b"\xef\xbb\xbfkind,region")
    assert media == "text/csv"
