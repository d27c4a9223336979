"""The briefing's frame finds its presenter as long as its session lasts, however many others there are."""

import gc

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.briefing import Slide, Storyline, default_storyline
from pages.parts import briefing_frame, store
from pages.parts.keys import Key
from tests.pages.test_pages import opened


@pytest.fixture
def client(monkeypatch):
    """Ask the route; a presenter is made of its slides' titles, for what is in it has its own tests."""
    monkeypatch.setattr(
        "pages.parts.briefing_frame.deck_html",
        lambda story, atlas, lang, address: f"{atlas.plan.code} {lang} {titles(story)}" if address else "no address",
    )
    monkeypatch.setattr(store, "_store", store._Store())
    return TestClient(Starlette(routes=briefing_frame.routes()))


def titles(story):
    return " ".join(slide.text("title", "en") or slide.kind for slide in story.slides)


def changed(title):
    return Storyline("mli-2023-2024", (Slide("figures", title=(("en", title),)),))


def address(test):
    return test.get("iframe")[0].proto.src


def test_the_plans_own_briefing_has_one_address_for_all_and_is_made_from_it(client):
    first = address(opened("briefing", lang="fr"))
    assert first == briefing_frame.address(default_storyline(store.library().at({})), "fr")
    answer = client.get(first)
    assert answer.text.startswith("mli-2023-2024 fr opening figures")
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert client.get(first.replace(store.version(), "0123")).headers["Cache-Control"] == "no-cache"
    assert client.get(first.replace("mli", "atl")).status_code == 404


def test_thirty_sessions_with_changed_briefings_all_keep_theirs_until_they_end(client, monkeypatch):
    sessions = [{Key.STORY: changed(f"Title {n}")} for n in range(30)]
    found = []
    for session in sessions:
        monkeypatch.setattr(briefing_frame.st, "session_state", session)
        found.append(briefing_frame.address(session[Key.STORY], "en"))
    assert [client.get(a).text for a in found] == [f"mli-2023-2024 en Title {n}" for n in range(30)]
    sessions[7].clear()
    gc.collect()
    assert [client.get(a).status_code for a in found[6:9]] == [200, 404, 200]


def test_of_two_sessions_with_the_same_briefing_one_may_end_and_the_other_keeps_its(client):
    one, other = opened("briefing"), opened("briefing")
    for test in (one, other):
        test.session_state[f"{Key.STORY}-mli-2023-2024"] = changed("My own title")
        test.run()
    gone = address(one)
    assert gone != address(other)
    del one, test
    gc.collect()
    assert client.get(gone).status_code == 404
    assert client.get(address(other)).text == "mli-2023-2024 en My own title"
