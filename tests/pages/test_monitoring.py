"""The monitoring page: a file that a reader drops comes to the map of that session alone, and may be taken off."""

import base64
import re

import pytest

from pages.parts import own_figures
from tests.pages.test_pages import opened, texts
from tests.tables import csv_file

TABLE = [["region", "date", "category"]] + [
    [region, f"2024-01-0{n}", "plainte"]
    for region, k in (("Mopti", 2), ("Gao", 6), ("Kidal", 8))
    for n in range(1, k + 1)
]


def dropped(lang="en", rows=TABLE):
    test = opened("monitoring", lang=lang)
    return test.file_uploader(key="layer-file").upload("feedback.csv", csv_file(rows), "text/csv").run()


@pytest.mark.parametrize(("lang", "title", "tab"), [
    ("en", "Feedback and complaints: feedback received, per region", "Who works there"),
    ("fr", "Retours et plaintes\u00a0: retours reçus, par région", "Qui y travaille"),
])  # fmt: skip
def test_records_that_are_dropped_come_to_the_map_in_both_languages(lang, title, tab):
    test = dropped(lang)
    assert not test.exception
    said = texts(test)
    assert title in said
    assert tab in said
    assert test.query_params["measure"] == "feedback_received"
    kept = test.session_state[own_figures.STATE].monitored["mli-2023-2024"]
    assert [(la.profile.code, la.read, la.placed) for la in kept] == [("feedback", 16, 16)]


def test_another_session_sees_nothing_of_it_and_the_layer_can_be_taken_off():
    test = dropped()
    other = opened("monitoring")
    assert "feedback.csv" not in texts(other)
    assert own_figures.STATE not in other.session_state
    test.query_params["tab"] = "bring"
    test.run()
    test.button(key="layer-off-feedback").click().run()
    assert not test.exception
    assert test.session_state[own_figures.STATE].monitored == {}


def test_a_file_that_is_no_layer_is_refused_in_words():
    test = dropped(rows=[["colour", "taste"], ["red", "sweet"]])
    assert any("no layer finds its place" in e.value for e in test.error)


HERDS = [["date", "lon", "lat", "heads", "site", "origin", "synthetic"]] + [
    [f"2024-01-{n + 1:02}", *at, 10 * (n + 1), f"point {n % 2}", origin, "true"]
    for n, (at, origin) in enumerate([
        ((-4.2, 14.5), "Gao"), ((-4.2, 14.5), "Gao"), ((-0.05, 16.27), "Mopti"), ((-8.0, 12.65), "Mopti"),
    ])
]  # fmt: skip


def pictures(test):
    """Return the drawings of the page, which are in it as data."""
    return [
        base64.b64decode(part).decode() for part in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", texts(test))
    ]


@pytest.mark.parametrize(("tab", "lang", "heading", "figures"), [
    ("cercles", "en", "by cercle", ["30", "30", "40"]),
    ("hexagons", "fr", "par hexagone", ["30", "30", "40"]),
    ("sites", "en", "by site", ["40", "30", "20", "10"]),
    ("flows", "fr", "de région à région", ["40", "30", "30"]),
])  # fmt: skip
def test_what_a_file_says_more_finely_is_drawn_in_its_tab_and_stamped(tab, lang, heading, figures):
    test = opened("monitoring", lang=lang)
    test.file_uploader(key="layer-file").upload("herds.csv", csv_file(HERDS), "text/csv").run()
    assert test.query_params["measure"] == "synthetic_transhumance_heads"
    test.query_params["tab"] = tab
    test.run()
    assert not test.exception
    assert heading in texts(test)
    (drawn,) = pictures(test)
    assert "SYNTH" in drawn
    cells = re.findall(r"<td class='n'>([^<]+)</td>", texts(test).partition("cercle-panel")[2])
    assert sorted(cells[: len(figures)]) == sorted(figures)


def test_withheld_places_are_dotted_and_listed_without_a_figure():
    points = (((-4.2, 14.5), 2), ((-8.0, 12.65), 7), ((-0.05, 16.27), 8))
    rows = [[f"2024-01-{n + 1:02}", *at, 1, "p"] for at, k in points for n in range(k)]
    rows.insert(0, ["date", "lon", "lat", "persons", "fmp"])
    test = opened("monitoring")
    test.file_uploader(key="layer-file").upload("groups.csv", csv_file(rows), "text/csv").run()
    test.query_params["tab"] = "sites"
    test.run()
    listed = texts(test).partition("cercle-panel")[2]
    # Two of Mopti's and seven of Bamako's are withheld: with the sum of all, one would tell the other.
    assert re.findall(r"<td>(p \([^<]+\))</td><td class='n'>([^<]+)</td>", listed) == [
        ("p (Gao)", "8"), ("p (Bamako)", "withheld"), ("p (Mopti)", "withheld"),
    ]  # fmt: skip
    assert "url(#w)" in pictures(test)[0]


def test_a_table_of_regions_has_nothing_finer():
    said = texts(dropped())
    assert not any(f"tab={tab}" in said for tab in ("cercles", "hexagons", "sites", "flows"))
    assert "tab=unserved" in said
