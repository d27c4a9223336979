"""Your figures on the page: dropped, answered, kept for the session alone, taken off, brought back; never on disk."""

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.places import CERCLE_LEVEL, Place
from pages.parts import briefing_frame, figures_state, map_files, own_figures, store
from tests import tables
from tests.conftest import ROOT
from tests.pages.test_pages import opened, texts

SECRET = "Organisation-Qx7-Confidentielle"  # noqa: S105 - a name to look for
PRESENCE = [["Organisation", "Cluster", "Région", "Cercle"], [SECRET, "Abris", "Gao", "Ansongo"],
            ["NRC", "WASH", "Mopti", "Nioo"]]  # fmt: skip


def dropped(rows=PRESENCE, lang="en", name="3w.csv"):
    test = opened("your_data", lang=lang)
    return test.file_uploader(key="figures-file").upload(name, tables.csv_file(rows), "text/csv").run()


def kept(test):
    return test.button(key="keep-own_1").click().run()


def figures(test):
    return test.session_state[own_figures.STATE]


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ("2 of 2 rows lie in a region", "to confirm", "Operational presence: who does what where")),
    ("fr", ("2 lignes sur 2 se trouvent dans une région", "à confirmer",
        "Présence opérationnelle\u00a0: qui fait quoi, où")),
])  # fmt: skip
def test_a_dropped_table_is_explained_before_anything_is_used(lang, words):
    test = dropped(lang=lang)
    assert not test.exception
    said = texts(test) + " ".join(str(s.value) + " ".join(s.options) for s in test.selectbox)
    assert all(w in said for w in words), said
    assert own_figures.STATE not in test.session_state


def test_a_kept_table_is_on_the_session_s_maps_and_on_nobody_else_s():
    shared = store.library().at({})
    one, other = kept(dropped()), opened("your_data")
    atlas = figures(one).on(shared)
    assert "own_organisations" in atlas.indicators.codes
    assert "own_organisations" not in store.library().at({}).indicators.codes
    assert own_figures.STATE not in other.session_state
    where = opened("where")
    assert SECRET not in texts(where)
    assert "The plan beside who reports to work where" not in texts(where)


def test_a_map_s_request_finds_a_session_s_figures_by_its_secret_alone_and_no_cache_keeps_them():
    client = TestClient(Starlette(routes=[*map_files.routes(), *briefing_frame.routes()]))
    test = kept(dropped())
    name = figures(test).name
    query = "measure=own_organisations"
    found = client.get(f"/assets/painting/{name}?{query}")
    assert found.status_code == 200
    assert found.headers["cache-control"] == "private, no-store"
    assert client.get(f"/assets/painting/{store.version()}?{query}").status_code == 400
    assert client.get(f"/assets/painting/own-0000?{query}").status_code == 404
    deck = client.get(f"/briefing/deck/{name}?plan=mli-2023-2024&lang=en")
    assert deck.status_code == 200
    assert "no-store" in deck.headers["cache-control"]
    assert client.get("/briefing/deck/own-0000?plan=mli-2023-2024&lang=en").status_code == 404


def test_figures_are_gone_with_their_session():
    test = kept(dropped())
    name, gone = figures(test).name, weakref.ref(figures(test).on(store.library().at({})))
    assert own_figures.by_name(name) is not None
    del test
    gc.collect()
    assert own_figures.by_name(name) is None
    assert gone() is None


def test_what_was_kept_is_taken_off_and_brought_back():
    test = kept(dropped())
    test.button(key="off-own_1").click().run()
    assert figures(test).of_plan("mli-2023-2024") == ()
    test.button(key="figures-undo").click().run()
    assert [la.code for la in figures(test).of_plan("mli-2023-2024")] == ["own_1"]
    test.button(key="figures-undo").click().run()
    assert figures(test).of_plan("mli-2023-2024") == ()


def test_a_table_may_be_put_aside_and_a_refused_one_says_why():
    test = dropped()
    test.button(key="drop-own_1").click().run()
    assert not figures_state.DRAFTS or test.session_state[figures_state.DRAFTS] == {}
    test = opened("your_data")
    test.file_uploader(key="figures-file").upload("x.csv", b"<html>", "text/csv").run()
    assert any("this is no table" in e.value for e in test.error)
    assert not test.exception


def test_a_table_of_individuals_is_refused_on_the_page():
    test = dropped([["Nom et prénom", "Région"], ["Awa Traoré", "Gao"]])
    assert any("personal data has no place here" in e.value for e in test.error)
    assert "keep-own_1" not in {b.key for b in test.button}


def test_an_answer_settles_a_place_and_the_saved_session_opens_in_another_one():
    test = opened("your_data")
    test.session_state[figures_state.ANSWERS] = {"nioo": Place(CERCLE_LEVEL, "djenne")}
    test.file_uploader(key="figures-file").upload("3w.csv", tables.csv_file(PRESENCE), "text/csv").run()
    assert "to confirm" not in texts(test)
    kept(test)
    assert set(figures(test).of_plan("mli-2023-2024")[0].presence.frame["cercle"]) == {"ansongo", "djenne"}
    from geo.intake import write_session_file

    saved = write_session_file(
        "mli-2023-2024", figures(test).of_plan("mli-2023-2024"), test.session_state[figures_state.ANSWERS]
    )
    assert json.loads(saved)["format"] == "crisis-plan-figures"
    other = opened("your_data")
    other.file_uploader(key="figures-saved").upload("s.json", saved, "application/json").run()
    assert not other.exception
    assert [la.code for la in figures(other).of_plan("mli-2023-2024")] == ["own_1"]
    assert other.session_state[figures_state.ANSWERS] == {"nioo": Place(CERCLE_LEVEL, "djenne")}


@pytest.mark.parametrize("rows", [
    [["Région", "Nombre de PDI"], ["Gao", 20], ["Mopti", 30]], [["Région", "Écoles"], ["Gao", 2.5]],
    [["Secteur", "Financement confirmé", "Date"], ["Abris", 5, "2024-05-31"]], [["a", "b"], ["x", "y"]],
    [["Région d'accueil", "Ménages affectés"], ["Gao", 12]], [["P-Code", "Name", "Parent P-Code"], ["ML07", "Gao",
        "MLI"]],
    [["Région", "=cmd|' /C calc'!A0", "<script>alert(1)</script>"], ["Gao", 1, 2], ["<b>", 3, 4]],
])  # fmt: skip
def test_any_kind_of_table_is_shown_without_an_error(rows):
    test = dropped(rows, name="<img src=x onerror=alert(1)>.csv")
    assert not test.exception
    assert "<script>" not in texts(test)
    assert "<img" not in texts(test)
    if "keep-own_1" in {b.key for b in test.button}:
        assert not kept(test).exception


def test_nothing_that_was_dropped_is_written_to_disk(tmp_path, monkeypatch):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    before = _files_of_now()
    test = kept(dropped())
    assert not test.exception
    changed = [f for f, stamp in _files_of_now().items() if before.get(f) != stamp]
    assert [f for f in changed if SECRET.encode() in Path(f).read_bytes()] == []
    assert list(tmp_path.iterdir()) == []


def _files_of_now():
    """Return the files of the project and of the usual place for passing ones, with when they were changed."""
    found = {}
    for folder in (Path(__file__).parents[2] / "data", Path(__file__).parents[2] / "pages", Path.home() / ".streamlit"):
        for where, _, names in os.walk(folder):
            for name in names:
                path = Path(where) / name
                found[str(path)] = path.stat().st_mtime_ns
    return found


KEPT_IN_MEMORY = """
import asyncio, io
import app
from starlette.formparsers import MultiPartParser
from starlette.datastructures import Headers

async def parts():
    yield b'--x\\r\\nContent-Disposition: form-data; name="f"; filename="3w.csv"\\r\\n\\r\\n'
    for _ in range(49):
        yield b"a" * 1_000_000
    yield b"\\r\\n--x--\\r\\n"

async def main():
    headers = Headers({"content-type": "multipart/form-data; boundary=x"})
    form = await MultiPartParser(headers, parts()).parse()
    print(form["f"].size, type(form["f"].file._file).__name__)

asyncio.run(main())
"""


def test_the_server_takes_an_upload_into_memory_and_not_into_a_file():
    done = subprocess.run([sys.executable, "-c", KEPT_IN_MEMORY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["49000000", "BytesIO"]
