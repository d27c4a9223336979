"""The switch of classes on the pages, and the maps that share a scale."""

from datetime import date
from decimal import Decimal

import pytest

from geo.core import View
from geo.screen import presses
from pages.parts import constant_map, map_files, session
from tests.pages.reading import groups, options, press
from tests.pages.test_pages import opened, texts


@pytest.mark.parametrize(
    ("page", "measure", "ways"),
    [
        ("funding", "unmet", ["", "equal", "quantile"]),
        ("needs", "food_insecure_share", ["", "equal", "quantile", "days"]),
        ("needs", "population", ["", "equal", "quantile"]),  # one census: no days
        ("needs", "mismatch", None),
        ("where", "sectors", None),
    ],
)
def test_the_switch_of_classes_stands_where_a_map_has_fills_of_a_value(atlas, page, measure, ways):
    test = opened(page, measure=measure, show="fills")
    shown = options(test, "classes")
    assert [w.classes for w in presses(View(measure=measure, show="fills"), atlas)["classes"]] == (ways or [])
    assert len(shown) == len(ways or [])
    if ways:
        assert shown[0][0] == "natural breaks (Fisher-Jenks)"


def test_a_choice_of_classes_is_written_to_the_address_and_named_under_the_map():
    test = opened("funding", lang="fr", show="fills")
    press(test, "classes", "pas égaux")
    assert test.query_params["classes"] == "equal"
    assert "Classes\u00a0: pas égaux." in texts(test)
    beside = opened("compare", measure="mismatch", right="measure=idps", classes="quantile", show="fills")
    (way,) = [way for _, way, on in options(beside, "classes") if on]
    assert "classes=quantile" in way
    assert "classes" not in groups(opened("compare", measure="sectors", right="measure=mismatch"))


def test_circles_have_no_classes_to_choose(atlas):
    test = opened("funding")
    assert "classes" not in groups(test)
    assert presses(View(measure="unmet"), atlas)["classes"] == []
    press(test, "show", "fills")
    assert test.query_params["show"] == "fills"
    assert "classes" in groups(test)
    assert "show" not in groups(opened("funding", measure="coverage"))


def test_the_maps_before_and_after_a_pledge_are_asked_for_together(monkeypatch):
    asked = []
    monkeypatch.setattr(map_files, "style_address", lambda *views: asked.append(views) or "/x")
    after = View(measure="unmet", scenario=(("shelter", Decimal(1_000_000)),))
    opened("funding", measure="unmet", scenario="shelter:1000000")
    before = after.but(scenario=())
    assert asked[-2:] == [(before, after, "left"), (after, before, "right")]


def test_the_day_where_the_player_stops_keeps_the_scale_of_all_days(monkeypatch):
    clicks = []
    monkeypatch.setattr(constant_map, "show_map", lambda *given: clicks.append(given[-1]))
    went = []
    monkeypatch.setattr(session, "change", lambda **changes: went.append(changes))
    opened("needs", measure="idps", show="fills")
    clicks[-1]("date=2023-04-30")
    clicks[-1]("mopti")
    assert went == [{"date": date(2023, 4, 30), "classes": "days"}, {"region": "mopti"}]
