"""Your data: a pasted page is read, reviewed, accepted for the session and offered as files."""

import gc
import weakref

import pytest

from pages.parts import store
from pages.parts.keys import Key
from tests import mali_page
from tests.crp_pages import Y2021
from tests.pages.test_pages import opened, texts, titles


def pasted(text, lang="en"):
    test = opened("your_data", lang=lang)
    test.text_area(key="page-text").set_value(text)
    return test.button(key="page-read").click().run()


def said(test):
    expanders = [" ".join((e.label, *(m.value for m in e.markdown))) for e in test.expander]
    return " ".join((texts(test), *expanders, *(e.value for e in (*test.error, *test.warning, *test.success))))


SAID = {
    "en": (
        "mli-2021 – objectives: 1, sectors: 2", "So far only the header of this plan was known.",
        "To rewrite in your own words (6)",
    ),
    "fr": (
        "mli-2021 – objectifs\u00a0: 1, secteurs\u00a0: 2", "Jusqu’ici, seul l’en-tête de ce plan était connu.",
        "À réécrire avec vos propres mots (6)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), SAID.items())
def test_a_pasted_page_is_read_and_reviewed(lang, words):
    test = pasted(Y2021, lang)
    assert not test.exception
    assert all(w in said(test) for w in words), said(test)


def test_an_accepted_plan_is_shown_on_maps_and_never_replaces_the_plan_of_others():
    before = store.library().at({})
    test = pasted(Y2021)
    assert "On the map</h2>" not in texts(test)
    test.button(key="import-accept").click().run()
    assert not test.exception
    assert "On the map</h2>" in texts(test)
    assert {"import-make-html", "import-make-xlsx"} <= {b.key for b in test.button}
    assert store.library().at({}) is before
    assert store.library().atlases["mli-2021"].plan.header_only


def test_a_page_that_is_none_is_refused_and_the_last_one_stays():
    test = pasted(Y2021)
    test.text_area(key="page-text").set_value("nothing of a plan")
    test.button(key="page-read").click().run()
    assert "no page of a crisis response plan" in said(test)
    assert "mli-2021 – objectives: 1" in said(test)


def first_title(test, plan):
    return next(w for w in test.text_input if w.key and "-1-title-en-" in w.key and w.key.endswith(plan))


def test_every_plan_has_a_briefing_of_its_own_and_its_own_undo():
    test = pasted(Y2021)
    test.button(key="import-accept").click().run()
    test.session_state["builder"] = True
    test.switch_page("briefing.py").run()
    first_title(test, "mli-2021").set_value("Of one").run()
    test.query_params["plan"] = "mli-2023-2024"
    test.run()
    assert titles(test)[0] == "Mali Crisis Response Plan 2023-2024"
    assert test.button(key="story-undo").disabled
    first_title(test, "mli-2023-2024").set_value("Of the other").run()
    test.query_params["plan"] = "mli-2021"
    assert titles(test.run())[0] == "Of one"
    test.button(key="story-undo").click().run()
    assert titles(test)[0] != "Of one"
    test.query_params["plan"] = "mli-2023-2024"
    assert titles(test.run())[0] == "Of the other"


def test_a_press_without_a_page_says_what_is_missing():
    test = opened("your_data").button(key="page-read").click().run()
    assert [w.value for w in test.warning] == ["Choose a file first, or paste its text."]


def test_tables_that_cannot_be_used_cannot_be_accepted():
    test = pasted(Y2021.replace("Last updated: 29 Jan 2021\n", ""))  # a confirmed amount without its day
    assert "The tables cannot be used yet" in said(test)
    assert "import-accept" not in {b.key for b in test.button}


@pytest.fixture
def mali(data, monkeypatch):
    """Let the pages read the plan with the hashes of the tests' own page, and return that page."""
    monkeypatch.setattr(store, "folder", mali_page.fitted(data))
    monkeypatch.setattr(store, "PAUSE", 0)
    monkeypatch.setattr(store, "_store", store._Store())
    return mali_page.text()


def test_a_page_of_the_plan_on_hand_changes_nothing(mali):
    test = pasted(mali)
    assert "Every line was understood." in said(test)
    assert "Nothing has changed against the plan on hand." in said(test)
    assert "0 new amounts of confirmed funding" in said(test)


def test_refreshed_funding_is_offered_as_a_file(mali):
    test = pasted(mali.replace("$338,529\nLast updated: 13 Jan 2024", "$500,000\nLast updated: 2 Mar 2024"))
    assert "1 new amounts of confirmed funding" in said(test)
    assert "peacebuilding: $500,000 (March 2, 2024)" in said(test)
    assert any(b.proto.id.endswith("import-funding") for b in test.get("download_button"))


def test_a_page_with_marks_without_end_is_read_as_any_other():
    test = pasted(Y2021 + "\u0315" * 100_000 + "\u0323" * 100_000)  # 400 kB: they took two minutes once
    assert not test.exception
    assert SAID["en"][0] in said(test)


def test_an_accepted_plan_is_gone_with_its_session():
    test = pasted(Y2021)
    test.button(key="import-accept").click().run()
    kept = weakref.ref(test.session_state[Key.ACCEPTED]["mli-2021"])
    assert kept() is not None
    del test
    gc.collect()
    assert kept() is None
