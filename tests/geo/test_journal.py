"""Changes of the data by people: whole or not at all, written down, undone."""

import contextlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from geo.core import UNDO, DataError, Journal, changed_files
from geo.core import journal as module

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
AWA = {"who": "Awa <awa@example.org>", "now": NOW}
FUNDING = "plans/mli-2023-2024/funding.csv"
NEW = {"title": "Answers", "sources": [{"title": "editors"}], "licenses": []}


def change(data, files, records=None, **words):
    said = {"what": "funding", "subject": "mli-2023-2024", **AWA, **words}
    return Journal(data).write(lambda: files, records=records, **said)


def content(data):
    """Return every file of the data but the journal's own."""
    files = (p for p in data.rglob("*") if p.is_file() and ".journal" not in p.parts)
    return {p.relative_to(data).as_posix(): p.read_bytes() for p in files}


def record(data, path):
    return next(r for r in json.loads((data / "datapackage.json").read_text())["resources"] if r["path"] == path)


def test_the_record_of_a_file_keeps_its_words_and_a_new_file_gets_its_own(data):
    words = {k: v for k, v in record(data, FUNDING).items() if k not in ("bytes", "hash")}
    change(data, {FUNDING: b"12345", "answers/mli.csv": b"written\n"}, {"answers/mli.csv": NEW})
    assert record(data, FUNDING).items() >= {**words, "bytes": 5}.items()
    assert record(data, "answers/mli.csv").items() >= {**NEW, "name": "answers-mli", "bytes": 8}.items()


def test_a_change_is_in_place_recorded_and_written_down_with_who_when_what_before_and_after(data):
    before = (data / FUNDING).read_bytes()
    change(data, {FUNDING: before + b"# more\n", "answers/mli.csv": b"written\n"}, {"answers/mli.csv": NEW})
    assert (data / FUNDING).read_bytes() == before + b"# more\n"
    assert changed_files(data) == []
    (line,) = (data / ".journal" / "journal.jsonl").read_text().splitlines()
    said = json.loads(line)
    assert (said["who"], said["when"], said["what"], said["subject"]) == (
        "Awa <awa@example.org>", "2026-03-04T05:06:07+00:00", "funding", "mli-2023-2024")  # fmt: skip
    first, second = said["files"]
    assert first["before"] != first["after"]
    assert (second["path"], second["before"]) == ("answers/mli.csv", None)
    assert (data / ".journal" / said["number"] / "before" / FUNDING).read_bytes() == before
    assert not list(data.rglob("*.new"))
    assert not (data / ".journal" / "pending.json").exists()


def test_undoing_gives_back_every_byte_and_is_a_change_that_can_be_undone(data):
    before = content(data)
    first = change(data, {FUNDING: b"a", "answers/mli.csv": b"written\n"}, {"answers/mli.csv": NEW})
    after = content(data)
    undone = Journal(data).undo(first.number, **AWA)
    assert content(data) == before
    assert not (data / "answers").exists()
    assert (undone.what, undone.undoes) == (UNDO, first.number)
    Journal(data).undo(undone.number, **AWA)
    assert content(data) == after
    assert [e.what for e in Journal(data).entries()] == [UNDO, UNDO, "funding"]


def test_a_change_is_undone_only_after_the_later_ones_of_its_files(data):
    first, other = change(data, {FUNDING: b"a"}), change(data, {"needs/food.csv": b"b"})
    second = change(data, {FUNDING: b"c"})
    journal = Journal(data)
    assert [journal.undoable(e) for e in (first, other, second)] == [False, True, True]
    with pytest.raises(DataError) as refused:
        journal.undo(first.number, **AWA)
    assert refused.value.problems[0].file == FUNDING
    assert (data / FUNDING).read_bytes() == b"c"
    journal.undo(second.number, **AWA)
    assert journal.undoable(first)
    journal.undo(first.number, **AWA)
    assert (data / "needs/food.csv").read_bytes() == b"b"  # another change stays


def test_an_unknown_change_is_refused(data):
    with pytest.raises(DataError):
        Journal(data).undo("../../etc", **AWA)


@pytest.mark.parametrize("step", range(1, 15))
def test_a_stop_at_any_step_leaves_the_data_as_they_were_or_as_they_were_to_be(data, monkeypatch, step):
    before, wanted = content(data), {FUNDING: b"a", "needs/food.csv": b"b", "plans/mli-2022/plan.csv": None}
    steps = iter(range(1, 100))

    class Stopped(BaseException):
        """The machine stops: nothing after it runs."""

    def counted(real):
        def call(*args, **words):
            if next(steps) == step:
                raise Stopped
            return real(*args, **words)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(module, "_save", counted(module._save))
        for name in ("_move", "_append"):
            patched.setattr(Journal, name, counted(getattr(Journal, name)))
        with contextlib.suppress(Stopped):
            change(data, wanted)
    Journal(data).recover()
    written = len(Journal(data).entries())
    now = content(data)
    if written:
        assert now[FUNDING] == b"a"
        assert "plans/mli-2022/plan.csv" not in now
    else:
        assert now == before
    assert written == (step > 13)  # eight files prepared, four moved, one line
    assert change(data, wanted).what == "funding"  # and the next change is made
    assert changed_files(data) == []


def test_a_stop_while_files_are_put_back_leaves_the_rest_to_the_next_start(data, monkeypatch):
    before, real, moves = content(data), Journal._move, iter(range(100))

    def move(self, source, path):
        n = next(moves)
        if n == 2:  # the third file refuses: what was moved is put back,
            raise OSError(28, "No space left on device", path)
        if n == 4:  # and the machine stops when one of them is
            raise KeyboardInterrupt
        return real(self, source, path)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "_move", move)
        with pytest.raises(KeyboardInterrupt):
            change(data, {FUNDING: b"a", "needs/food.csv": b"b", "needs/idps.csv": b"c"})
    assert content(data) != before
    Journal(data).recover()
    assert content(data) == before


def test_a_stop_after_the_line_was_written_takes_nothing_back(data):
    entry = change(data, {FUNDING: b"a"})
    pending = {"number": entry.number, "there": {FUNDING: True}}
    (data / ".journal" / "pending.json").write_text(json.dumps(pending))
    Journal(data).recover()
    assert (data / FUNDING).read_bytes() == b"a"
    assert not (data / ".journal" / "pending.json").exists()


def test_a_full_disk_is_said_and_nothing_is_half_written(data):
    resource = pytest.importorskip("resource")
    before, soft = content(data), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, soft[1]))  # no file may grow larger: as on a full disk
    try:
        with pytest.raises(DataError) as refused:
            change(data, {"needs/food.csv": b"b", FUNDING: b"x" * 300_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, soft)
    assert refused.value.problems[0].expected == "cannot be written ({reason})"
    assert content(data) == before
    assert Journal(data).entries() == []
    assert not list((data / ".journal").rglob("*.new"))


def test_a_folder_that_may_not_be_written_is_said_and_nothing_is_half_written(data, monkeypatch):
    before, real = content(data), type(data).replace

    def refuse(self, target):
        if str(target).endswith("food.csv") and ".journal" not in str(target):
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(type(data), "replace", refuse)
    with pytest.raises(DataError) as refused:
        change(data, {FUNDING: b"a", "needs/food.csv": b"b"})
    assert refused.value.problems[0].details == {"reason": "Permission denied"}
    assert content(data) == before


def test_a_line_that_was_cut_off_is_none_and_the_next_one_begins_anew(data):
    first = change(data, {FUNDING: b"a"})
    lines = data / ".journal" / "journal.jsonl"
    with lines.open("a") as file:
        file.write('{"number": "half')
    second = change(data, {FUNDING: b"b"})
    assert [e.number for e in Journal(data).entries()] == [second.number, first.number]


def test_changes_at_once_wait_for_each_other_and_none_is_lost(data):
    file, start = data / FUNDING, threading.Barrier(4)
    before = file.read_bytes()

    def add(letter):
        start.wait()
        Journal(data).write(lambda: {FUNDING: file.read_bytes() + letter}, what="funding", subject="x", **AWA)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, (b"1", b"2", b"3", b"4")))
    assert sorted(file.read_bytes().removeprefix(before)) == sorted(b"1234")
    assert len(Journal(data).entries()) == 4
    assert changed_files(data) == []


def test_another_server_that_holds_the_folder_is_waited_for_and_then_told(data, monkeypatch):
    monkeypatch.setattr(module, "_WAIT", 0.01)
    (data / ".journal").mkdir()
    with module.FileLock(data / ".journal" / "lock"), pytest.raises(DataError) as refused:
        change(data, {FUNDING: b"a"})
    assert "another change" in refused.value.problems[0].expected
