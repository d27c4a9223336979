"""The monitoring page: a file that a reader drops comes to the map of that session alone, and may be taken off."""

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
