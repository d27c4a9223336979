"""What goes wrong around a running server: its end, its files, its clock, its handles, where and how it is started."""

import concurrent.futures
import contextlib
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import psutil
import pytest
from typer.testing import CliRunner
from websockets.sync.client import connect

from geo.cli import app as command
from geo.cli.common import write_bytes
from geo.core import DataError
from geo.plans import plan_folders
from pages.parts import store
from pages.server import load_limits, logs
from tests import patience
from tests.browser.serving import free_port, run_app, started_server
from tests.pages.test_many_viewers import elements
from tests.pages.test_pages import opened, shipped, texts  # noqa: F401 - a fixture

SECTORS = ("plans", "mli-2023-2024", "sectors.csv")


def spoil_half(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])


def spoil_folder(file):
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "spoil",
    [lambda f: f.write_bytes(os.urandom(4000)), spoil_half, lambda f: f.write_bytes(b""), spoil_folder,
     lambda f: f.unlink(), lambda f: f.write_bytes(b"\x00" * 3000), lambda f: shutil.rmtree(f.parents[2])],
    ids=["bytes of chance", "half of it", "nothing in it", "a folder", "gone", "zeros", "no data at all"],
)  # fmt: skip
def test_a_data_file_goes_wrong_and_right_again_while_people_look(shipped, tmp_path, spoil):  # noqa: F811
    file, good = shipped.joinpath(*SECTORS), tmp_path / "good"
    shutil.copytree(shipped, good)
    test = opened("funding")
    before, plans = without_versions(test), list(store.library().atlases)
    spoil(file)
    test.run()
    assert not test.exception
    assert "last good figures" in test.warning[0].value
    assert "shelter" in texts(test).casefold()
    assert list(store.library().atlases) == plans
    shutil.rmtree(shipped, ignore_errors=True)
    shutil.copytree(good, shipped)
    test.run()
    assert not test.warning
    assert without_versions(test) == before


def without_versions(test):
    """Return a page's words less the versions of the data in its addresses."""
    return re.sub(r"[0-9a-f]{12}", "", texts(test))


def test_a_file_that_was_locked_is_read_again_though_it_looks_the_same(shipped, monkeypatch):  # noqa: F811
    file, real, locked = shipped.joinpath(*SECTORS), type(shipped).read_bytes, [True]

    def read(path):
        if path == file and locked[0]:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    store.library()
    monkeypatch.setattr(type(shipped), "read_bytes", read)
    os.utime(file)
    assert store.library().problems
    locked[0] = False
    assert store.library().problems  # not at each look: reading all costs a second
    monkeypatch.setattr(store, "RETRY", 0)
    assert not store.library().problems


def test_a_change_is_read_once_it_has_stood_and_not_while_it_is_being_copied(shipped, monkeypatch):  # noqa: F811
    now = [1000.0]
    monkeypatch.setattr(store, "PAUSE", 0.5)
    monkeypatch.setattr(store.time, "monotonic", lambda: now[0])
    before, file = store.library(), shipped.joinpath(*SECTORS)
    for n in range(3):  # a copy on its way: each look finds it larger
        file.write_bytes(file.read_bytes() + b"\n")
        os.utime(file, ns=(n, n))
        now[0] += 0.6
        assert store.library() is before
    now[0] += 0.6
    assert store.library() is not before
    after = store.library()
    os.utime(file, ns=(9, 9))
    store.look_again()  # this server's own change is whole
    assert store.library() is not after


def test_files_are_replaced_without_end_while_people_look_and_nobody_sees_an_error(shipped, tmp_path, monkeypatch):  # noqa: F811
    store.library()
    good, plans, over = tmp_path / "good", shipped / "plans", threading.Event()
    shutil.copytree(plans, good)
    monkeypatch.setattr(store, "load_checked_library", lambda _: real_listing(shipped))

    def replace():
        n = 0
        while not over.is_set():
            n += 1
            fresh = shipped / f".fresh-{n}"
            shutil.copytree(good, fresh)
            plans.rename(shipped / f".old-{n}")
            fresh.rename(plans)
            shutil.rmtree(shipped / f".old-{n}")

    thread = threading.Thread(target=replace)
    thread.start()
    try:
        for _ in range(300):
            assert "mli-2023-2024" in store.library().atlases
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("fault", ["replaced", "gone"])
def test_what_is_replaced_while_it_is_read_is_read_again_whole(shipped, monkeypatch, fault):  # noqa: F811
    store.library()
    loads, real, file = [], store.load_checked_library, shipped.joinpath(*SECTORS)
    os.utime(file, ns=(1, 1))

    def load(folder):
        loads.append(folder)
        if len(loads) == 1 and fault == "gone":
            raise FileNotFoundError(2, "No such file or directory", str(file))
        if len(loads) == 1:
            file.write_text(file.read_text().replace("4000000", "3999999"))
            return "half of the old and half of the new"
        return real(folder)

    monkeypatch.setattr(store, "load_checked_library", load)
    found = store.library().at({})
    assert len(loads) == 2
    assert found.plan.sectors.loc["shelter", "requirements_usd"] == (4_000_000 if fault == "gone" else 3_999_999)
    assert store.library().at({}) is found
    assert len(loads) == 2


def test_files_that_never_stand_still_leave_the_last_good_figures(shipped, monkeypatch):  # noqa: F811
    before, file = store.library(), shipped.joinpath(*SECTORS)
    numbers = iter(range(2, 100))

    def load(_):
        os.utime(file, ns=(next(numbers),) * 2)
        return "never whole"

    os.utime(file, ns=(1, 1))
    monkeypatch.setattr(store, "load_checked_library", load)
    assert store.library() is before
    monkeypatch.setattr(store, "_store", store._Store())
    assert "the files are being replaced" in store.library().complaints[0].expected


def real_listing(data):
    """List the plans as a load does, without its seconds."""
    for folder in plan_folders(data):
        list(folder.glob("*.csv"))
    return store._store.loaded.library


def test_a_clock_that_jumps_keeps_no_client_out(monkeypatch):
    limits, wall = load_limits.LoadLimits(None, {"/api/": 3}), [1_000_000_000.0]
    monkeypatch.setattr(load_limits.time, "time", lambda: wall[0] + load_limits.time.monotonic())
    for jump in (0, -400 * 86400, 800 * 86400):
        wall[0] += jump
        waits = [limits._wait("/api/x", "a") for _ in range(4)]
        assert waits[:3] == [0, 0, 0]
        assert 1 <= waits[3] <= 60


def test_an_export_onto_a_full_disk_leaves_what_was_there(tmp_path):
    resource = pytest.importorskip("resource")
    file, soft = tmp_path / "map.csv", resource.getrlimit(resource.RLIMIT_FSIZE)
    file.write_bytes(b"before")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, soft[1]))
    try:
        with pytest.raises(DataError) as refused:
            write_bytes(b"x" * 5000, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, soft)
    assert refused.value.problems[0].expected == "cannot be written ({reason})"
    assert [p.name for p in tmp_path.iterdir()] == ["map.csv"]
    assert file.read_bytes() == b"before"
    write_bytes(b"after", file)
    assert file.read_bytes() == b"after"


def test_an_export_into_a_folder_that_may_not_be_written_is_said(tmp_path, monkeypatch):
    def refuse(self, _content):
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(type(tmp_path), "write_bytes", refuse)
    done = CliRunner().invoke(command, ["export", "--to", "csv", str(tmp_path / "map.csv"), "--view", "measure=unmet"])
    assert done.exit_code == 1
    assert "cannot be written (Read-only file system)" in done.stderr
    assert not list(tmp_path.iterdir())


def get(address, path):
    answer = httpx.get(f"{address}{path}", timeout=patience.SECONDS)
    return answer.status_code, answer.content


def test_a_server_that_is_told_to_end_ends_what_it_is_doing_first():
    with started_server() as (address, pid), concurrent.futures.ThreadPoolExecutor(2) as pool:
        wait_for(lambda: idle(pid))
        before = seconds(pid)
        asked = [pool.submit(get, address, f"/take/pptx?plan=mli-2023-2024&lang={lang}") for lang in ("en", "fr")]
        wait_for(lambda: connections(pid) >= 2 and seconds(pid) > before + 0.2)  # it has begun to make them
        os.kill(pid, signal.SIGTERM)
        for each in asked:
            status, content = each.result(patience.SECONDS)
            assert (status, content[:2]) == (200, b"PK")
        wait_for(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


def seconds(pid):
    used = psutil.Process(pid).cpu_times()
    return used.user + used.system


def idle(pid):
    """Tell whether a server has made ready what it makes ready at its start."""
    before = seconds(pid)
    time.sleep(0.5)
    return seconds(pid) - before < 0.05


def connections(pid):
    return sum(c.status == psutil.CONN_ESTABLISHED for c in psutil.Process(pid).net_connections("tcp"))


def wait_for(condition):
    end = time.monotonic() + patience.SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_server_with_few_handles_outlives_more_readers_than_it_can_hold():
    few = 160
    with started_server(before=("prlimit", f"--nofile={few}:{few}")) as (address, pid):
        ws = address.replace("http", "ws") + "/_stcore/stream"
        with contextlib.ExitStack() as held, contextlib.suppress(OSError, TimeoutError):
            for _ in range(few + 40):
                held.enter_context(connect(ws, max_size=None, open_timeout=5))
        assert psutil.pid_exists(pid)
        wait_for(lambda: answers(address))
        with connect(ws, max_size=None, open_timeout=patience.SECONDS) as socket_:
            assert any("unmet" in e.html.body for e in elements(socket_, "funding", ""))


def answers(address):
    with contextlib.suppress(httpx.HTTPError):
        return get(address, "/api/ready")[0] == 200
    return False


def test_it_starts_from_another_folder_and_with_its_own_settings(tmp_path):
    with started_server(folder=tmp_path) as (address, _):
        assert b"mli-2023-2024" in get(address, "/api/health")[1]
        ws = address.replace("http", "ws") + "/_stcore/stream"
        with connect(ws, max_size=None, open_timeout=patience.SECONDS) as socket_:
            assert elements(socket_, "funding", "")
            assert not list(tmp_path.iterdir())


def test_a_port_that_is_taken_ends_the_start_with_its_number():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = run_app(port, out=subprocess.PIPE)
        said = b"".join(started.communicate(timeout=patience.SECONDS)).decode()
    assert started.returncode != 0
    assert f"Port {port} is not available" in said
    assert "Traceback" not in said


def test_the_server_counts_its_sessions_for_prometheus_and_logs_lines_of_json(tmp_path):
    port, log = free_port(), tmp_path / "log.txt"
    told = {"CRISIS_MAP_METRICS_PORT": str(port), "CRISIS_MAP_LOG": "json"}
    with log.open("wb") as out, started_server(out=out, **told) as (address, _):
        ws = address.replace("http", "ws") + "/_stcore/stream"
        with connect(ws, max_size=None, open_timeout=patience.SECONDS) as socket_:
            elements(socket_, "funding", "lang=fr")
            text = get(f"http://127.0.0.1:{port}", "/metrics")[1].decode()
        assert "crisis_map_sessions 1.0" in text
        assert 'crisis_map_run_seconds_count{page="funding"} 1.0' in text
        wait_for(lambda: b"crisis_map_sessions 0.0" in get(f"http://127.0.0.1:{port}", "/metrics")[1])
        for message in ("text", b"\xff" * 50):
            with connect(ws, max_size=None, open_timeout=patience.SECONDS) as socket_, contextlib.suppress(Exception):
                socket_.send(message)
                socket_.recv(patience.SECONDS)
        wait_for(lambda: "back message" in log.read_text(encoding="utf-8"))
    said = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {tuple(line)[:4] for line in lines} == {("at", "level", "of", "said")}
    assert [line["error"] for line in lines if "error" in line] == ["DecodeError"]  # of the bytes; text is no error
    assert "Traceback" not in said


def test_a_line_of_the_log_has_no_reader_and_no_value_of_a_table():
    try:
        int("Awa Diarra, +223 70 00 00 00")
    except ValueError:
        made = logs.record("of", logging.ERROR, "file.py", 3, "%s asked /find?q=%s from %s and %s", (
            "one", "Awa", "192.0.2.7", "2001:db8::7"), sys.exc_info())  # fmt: skip
    said = json.loads(made.getMessage())
    assert said["said"] == "one asked /find?… from … and …"
    assert (said["level"], said["of"], said["error"]) == ("error", "of", "ValueError")
    assert said["where"][-1].startswith("test_faults.py:")
    assert "Diarra" not in made.getMessage()
    assert made.exc_info is None
    plain = json.loads(logs.record("of", logging.INFO, "f", 1, "at 12:30:15, 3::4 of 1.2.3", (), None).getMessage())
    assert set(plain) == {"at", "level", "of", "said"}
