"""An editor's plan, funding and answers go into the data for everybody and come back; a viewer's never do."""

import pytest

from geo.core import Journal
from pages.parts import editing, signed_in, store
from pages.server.sign_in import Person, Settings
from tests import mali_page
from tests.crp_pages import Y2021
from tests.pages.test_pages import opened, texts
from tests.pages.test_your_data import pasted, said

MARCH = ("$338,529\nLast updated: 13 Jan 2024", "$500,000\nLast updated: 2 Mar 2024")


@pytest.fixture
def server(data, monkeypatch):
    """Let the pages read a copy of the data, with an editor at the session."""
    monkeypatch.setattr(store, "folder", mali_page.fitted(data))
    monkeypatch.setattr(store, "PAUSE", 0)
    monkeypatch.setattr(store, "_store", store._Store())
    monkeypatch.setattr(signed_in, "person", lambda: Person("Issa", "issa@example.org", "editor"))
    return store.folder


def buttons(test):
    return {b.key for b in test.button}


def undo_the_last(test):
    return test.button(key=f"undo-{Journal(store.folder).entries()[0].number}").click().run()


@pytest.mark.usefixtures("server")
def test_an_accepted_plan_is_everybodys_and_is_taken_back():
    test = pasted(Y2021)
    assert store.library().atlases["mli-2021"].plan.header_only
    test.button(key="server-plan").click().run()
    assert not test.exception
    assert "everybody sees it" in said(test)
    assert not store.library().atlases["mli-2021"].plan.header_only
    assert "Issa &lt;issa@example.org&gt;: the plan mli-2021" in said(test)
    undo_the_last(test)
    assert store.library().atlases["mli-2021"].plan.header_only
    assert "undone: the plan mli-2021" in said(test)


def test_new_funding_is_everybodys_and_is_taken_back(server):
    file = server / "plans" / "mli-2023-2024" / "funding.csv"
    before = file.read_bytes()
    test = pasted(mali_page.text().replace(*MARCH))
    test.button(key="server-funding").click().run()
    assert not test.exception
    assert file.read_bytes().startswith(before)
    assert b"500000" in file.read_bytes()
    assert "confirmed funding of mli-2023-2024" in said(test)
    assert "0 new amounts of confirmed funding" in said(test.run()) or "server-funding" not in buttons(test)
    undo_the_last(test)
    assert file.read_bytes() == before


def test_the_same_amounts_of_a_second_editor_are_refused_and_nothing_is_broken(server):
    page, file = mali_page.text().replace(*MARCH), server / "plans" / "mli-2023-2024" / "funding.csv"
    first, second = pasted(page), pasted(page)
    first.button(key="server-funding").click().run()
    after = file.read_bytes()
    second.button(key="server-funding").click().run()
    assert not second.exception
    assert "Nothing was changed on the server" in said(second)
    assert file.read_bytes() == after
    assert not store.library().problems


def test_a_viewer_has_no_such_button_and_a_forged_press_changes_nothing(server, monkeypatch):
    test = pasted(Y2021)
    monkeypatch.setattr(signed_in, "person", lambda: Person("Awa", "awa@example.org", "viewer"))
    test.button(key="server-plan").click().run()  # pressed after the role was lost
    assert store.library().atlases["mli-2021"].plan.header_only
    assert not (server / ".journal" / "journal.jsonl").exists()
    assert not {b for b in buttons(test) if b.startswith(("server-", "undo-"))}
    assert "stays in the memory of this session: nothing is stored" in said(test)


def test_without_sign_in_nothing_of_it_is_there(server, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(store, "folder", server)
    assert not {b for b in buttons(pasted(Y2021)) if b.startswith(("server-", "undo-"))}
    assert not editing.may_edit()
    assert not (server / ".journal").exists()


def test_a_sign_in_that_has_ended_shows_nothing_but_that(server, monkeypatch):
    test = opened("funding")
    settings = Settings(server, "email", frozenset({"*"}), frozenset(), 12)
    monkeypatch.setattr(signed_in._Now, "settings", settings)
    for person in (None, Person("Mary", "mary@example.org", "")):
        monkeypatch.setattr(signed_in, "person", lambda person=person: person)
        test.run()
        assert [i.value[:24] for i in test.info] == ["Your sign-in has ended: ", "Votre connexion a pris f"]
        assert texts(test) == ""
    monkeypatch.setattr(signed_in, "person", lambda: Person("Awa", "awa@example.org", "viewer"))
    assert "Signed in as Awa" in texts(test.run())


def test_a_disk_that_refuses_is_said_and_nothing_is_changed(server, monkeypatch):
    test = pasted(Y2021)
    real = type(server).replace

    def refuse(self, target):
        if str(target).endswith("sectors.csv") and ".journal" not in str(target):
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(type(server), "replace", refuse)
    test.button(key="server-plan").click().run()
    assert not test.exception
    assert "Nothing was changed on the server" in said(test)
    assert "No space left on device" in said(test)
    assert store.library().atlases["mli-2021"].plan.header_only
    assert not store.library().problems


def test_answers_about_places_are_everybodys(server):
    test = opened("your_data")
    test.session_state["figures-answers"] = {"nowhere": None}
    test.run()
    test.button(key="server-answers").click().run()
    assert not test.exception
    assert (server / "answers" / "mli.csv").read_text() == "written,level,place\nnowhere,,none\n"
    (server / "answers" / "mli.csv").write_text("written,level,place\nhere,region,atlantis\n")
    assert "there is no such region or cercle" in said(opened("your_data"))
