"""The loaded plans: swapped without keeping anybody waiting, looked at again when a file can be read again."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.analysis import load_checked_library
from pages.parts import code_version, map_files, store
from tests.pages.test_pages import opened, shipped, texts  # noqa: F401 - a fixture


def test_a_reload_keeps_nobody_waiting_and_is_then_seen_by_all(shipped, monkeypatch):  # noqa: F811
    before, version = store.library(), store.version()
    started, may_end, real = threading.Event(), threading.Event(), load_checked_library

    def slow(folder):
        started.set()
        assert may_end.wait(30)
        return real(folder)

    monkeypatch.setattr(store, "load_checked_library", slow)
    os.utime(shipped / "plans" / "mli-2022" / "plan.csv", ns=(1, 1))
    with ThreadPoolExecutor(3) as pool:
        reload = pool.submit(store.library)
        try:
            assert started.wait(10)
            assert pool.submit(store.library).result(5) is before
            assert pool.submit(store.version).result(5) == version
        finally:
            may_end.set()
        assert reload.result(30) is not before
    assert store.version() != version


def test_the_first_load_of_all_is_waited_for_and_made_once(shipped, monkeypatch):  # noqa: F811
    loads, real = [], load_checked_library
    monkeypatch.setattr(store, "load_checked_library", lambda folder: loads.append(folder) or real(folder))
    with ThreadPoolExecutor(4) as pool:
        found = [f.result(60) for f in [pool.submit(store.library) for _ in range(4)]]
    assert all(library is found[0] for library in found)
    assert loads == [shipped]


def test_the_banner_goes_when_an_unreadable_file_is_readable_again(shipped, monkeypatch):  # noqa: F811
    file = shipped / "plans" / "mli-2023-2024" / "sectors.csv"
    test, real = opened(), type(file).read_bytes

    def read(path):  # root may read everything: refuse what the file's mode refuses
        if path == file and not file.stat().st_mode & 0o400:
            raise PermissionError(13, "Permission denied", str(file))
        return real(path)

    monkeypatch.setattr(type(file), "read_bytes", read)
    file.chmod(0)
    test.run()
    assert "last good figures" in test.warning[0].value
    assert "sectors.csv" in texts(test)
    file.chmod(0o644)
    assert not test.run().warning
    assert not store.library().problems


@pytest.mark.parametrize("gone", ["data", "plans"])
def test_without_data_the_page_says_in_both_languages_what_is_missing_and_what_to_do(tmp_path, monkeypatch, gone):
    monkeypatch.setattr(store, "folder", tmp_path / "data")
    monkeypatch.setattr(store, "_store", store._Store())
    if gone == "plans":
        (tmp_path / "data").mkdir()
    said = texts(opened())
    words = {
        "data": ("data/: this folder is missing", "put it back", "ce dossier manque", "remettez-le"),
        "plans": ("plans: there is no plan", "put one back", "il n’y a pas de plan", "remettez-en"),
    }
    assert [w for w in words[gone] if w not in said] == []


def test_the_version_covers_every_file_of_the_code_and_every_library(tmp_path):
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "ramp.py").write_text("BLUE")
    first = code_version.fingerprint((tmp_path,), ("pandas 3.1.1",))
    assert code_version.fingerprint((tmp_path,), ("pandas 3.1.2",)) != first
    (tmp_path / "maps" / "ramp.pyc").write_text("compiled")
    assert code_version.fingerprint((tmp_path,), ("pandas 3.1.1",)) == first
    (tmp_path / "maps" / "ramp.py").write_text("BLAU")
    changed = code_version.fingerprint((tmp_path,), ("pandas 3.1.1",))
    (tmp_path / "maps" / "ramp.py").rename(tmp_path / "ramp.py")
    assert len({first, changed, code_version.fingerprint((tmp_path,), ("pandas 3.1.1",))}) == 3


def test_after_an_upgrade_no_browser_keeps_a_painting_of_the_old_code(shipped, monkeypatch):  # noqa: ARG001, F811
    before = store.version()
    monkeypatch.setattr(code_version, "code", lambda: "upgraded")
    monkeypatch.setattr(store, "_store", store._Store())
    after = store.version()
    assert after != before
    client = TestClient(Starlette(routes=map_files.routes()))
    kept = [client.get(f"/assets/painting/{v}").headers["Cache-Control"] for v in (before, after)]
    assert kept == ["no-cache", "public, max-age=31536000, immutable"]
