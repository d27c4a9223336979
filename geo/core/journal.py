"""Changes of the data folder by people: each whole or not at all, written down, and undone on request.

A change is prepared beside the data, noted as pending, moved into place file by file and then written as a line
of ``.journal/journal.jsonl``. Whoever finds a pending change that has no line puts the former files back, so that a
machine that stops in the middle leaves the data as they were. Several servers may share the folder: a lock is held.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from geo.core.datapackage import NAME as PACKAGE
from geo.core.datapackage import package_with
from geo.core.errors import DataError, Problem, unreadable, unwritable
from geo.core.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

FOLDER = ".journal"
UNDO = "undo"
_WAIT = 10
"""Seconds that a change waits for another one."""


@dataclass(frozen=True)
class Changed:
    """One file of a change: its path below the data, the hashes of what it held and holds; None: no file.

    ``record`` and ``former`` are what `datapackage.json` says of it now and before.
    """

    path: str
    before: str | None
    after: str | None
    record: dict[str, Any] | None = None
    former: dict[str, Any] | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the journal: which change, when (ISO 8601), by whom, what of which subject, and its files."""

    number: str
    when: str
    who: str
    what: str
    subject: str
    files: tuple[Changed, ...]
    undoes: str = ""


class Journal:
    """The journal of a data folder."""

    def __init__(self, data: Path) -> None:
        self._data, self._folder = data, data / FOLDER
        self._lines, self._pending = self._folder / "journal.jsonl", self._folder / "pending.json"

    def entries(self) -> list[Entry]:
        """Return what was changed, the last first; a line that was cut off by a stop is none."""
        try:
            text = self._lines.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise unreadable(f"{FOLDER}/{self._lines.name}", error) from error
        return [entry for line in reversed(text.splitlines()) if (entry := _read(line))]

    def undoable(self, entry: Entry) -> bool:
        """Tell whether the files of a change are as it left them."""
        return all(_hash(self._content(f.path)) == f.after for f in entry.files)

    def write(  # noqa: PLR0913 - a line of the journal
        self, make: Callable[[], Mapping[str, bytes | None]], *, who: str, what: str, subject: str, now: datetime,
        records: Mapping[str, dict[str, Any]] | None = None,
    ) -> Entry:  # fmt: skip
        """Put new contents of files in place (None: no such file), by their paths below the data.

        Parameters
        ----------
        make
            Gives what each file is to hold. It is asked once no other change can come between, so that what it
            reads of the data is what it changes.
        who, what, subject, now
            The words of the journal's line.
        records
            What `datapackage.json` says of files that are new: title, sources, licences, date.

        Raises
        ------
        DataError
            If anything cannot be made or written; then nothing has changed.
        """
        with self._locked():
            return self._write(make(), who, what, subject, now, records or {}, "")

    def undo(self, number: str, *, who: str, now: datetime) -> Entry:
        """Put back what a change replaced; this is a change itself.

        Raises
        ------
        DataError
            If a later change touched its files, there is no such change, or its former files are gone.
        """
        with self._locked():
            entry = next((e for e in self.entries() if e.number == number), None)
            if entry is None:
                raise DataError([Problem(f"{FOLDER}/{self._lines.name}", N_("there is no such change"), value=number)])
            later = [f.path for f in entry.files if _hash(self._content(f.path)) != f.after]
            if later:
                raise DataError([Problem(p, N_("this file was changed since; undo the later change first"))
                                 for p in later])  # fmt: skip
            files = {f.path: None if f.before is None else self._kept(entry, f.path) for f in entry.files}
            records = {f.path: f.former for f in entry.files if f.former}
            return self._write(files, who, UNDO, entry.subject, now, records, entry.number)

    def recover(self) -> None:
        """Put back the former files of a change that a stop of the machine cut off."""
        if self._pending.is_file():
            with self._locked():
                pass

    def _write(  # noqa: PLR0913, PLR0917 - a line of the journal
        self, files: Mapping[str, bytes | None], who: str, what: str, subject: str, now: datetime,
        records: Mapping[str, dict[str, Any]], undoes: str,
    ) -> Entry:  # fmt: skip
        package, said, former = package_with(self._data, files, records)
        changed = tuple(
            Changed(path, _hash(self._content(path)), _hash(content), said.get(path), former.get(path))
            for path, content in files.items()
        )
        number = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        entry = Entry(number, now.isoformat(timespec="seconds"), who, what, subject, changed, undoes)
        self._put({**files, PACKAGE: package}, entry)
        return entry

    def _put(self, files: Mapping[str, bytes | None], entry: Entry) -> None:
        """Prepare, move, write the line; whatever fails, what was there is put back."""
        own = self._folder / entry.number
        try:
            for path, content in files.items():
                if (before := self._content(path)) is not None:
                    _save(own / "before" / path, before)
                if content is not None:
                    _save(own / "after" / path, content)
            there = {path: (own / "before" / path).is_file() for path in files}
            _save(self._pending, json.dumps({"number": entry.number, "there": there}).encode())
            for path, content in files.items():
                self._move(own / "after" / path if content is not None else None, path)
            self._append(entry)
        except OSError as error:
            self._put_back()
            shutil.rmtree(own, ignore_errors=True)
            raise unwritable(error.filename or self._data, error) from error
        self._pending.unlink(missing_ok=True)
        shutil.rmtree(own / "after", ignore_errors=True)

    def _move(self, source: Path | None, path: str) -> None:
        """Put a prepared file in place in one step, or take the one that is there away."""
        target = self._data / path
        if source is None:
            target.unlink(missing_ok=True)
            if target.parent != self._data and target.parent.is_dir() and not any(target.parent.iterdir()):
                target.parent.rmdir()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)

    def _append(self, entry: Entry) -> None:
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self._lines.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            cut_off = size > 0 and file.read(1) != b"\n"
            try:
                file.write(("\n" * cut_off + line).encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise

    def _put_back(self) -> None:
        """Undo a change that is pending and has no line."""
        try:
            pending = json.loads(self._pending.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none, or it was not even noted: no file of the data was touched
            self._pending.unlink(missing_ok=True)
            return
        own = self._folder / pending["number"]
        if all(entry.number != pending["number"] for entry in self.entries()):
            for path, there in pending["there"].items():
                kept = own / "before" / path  # moved, not copied: a full disk must not keep it from its place
                if kept.is_file() or not there:
                    self._move(kept if there else None, path)
        self._pending.unlink(missing_ok=True)

    def _content(self, path: str) -> bytes | None:
        try:
            return (self._data / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreadable(path, error) from error

    def _kept(self, entry: Entry, path: str) -> bytes:
        try:
            return (self._folder / entry.number / "before" / path).read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock, with the data as the last whole change left them."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / "lock", timeout=_WAIT)
            with lock:
                self._put_back()
                yield
        except Timeout as error:
            raise DataError([Problem(FOLDER, N_("another change is being written; try again"))]) from error
        except OSError as error:
            raise unwritable(error.filename or self._folder, error) from error


def _save(file: Path, content: bytes) -> None:
    """Write a file so that it is on the disk, not only on its way there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def _hash(content: bytes | None) -> str | None:
    return None if content is None else "sha256:" + hashlib.sha256(content).hexdigest()


def _read(line: str) -> Entry | None:
    try:
        words = json.loads(line)
        return Entry(**{**words, "files": tuple(Changed(**f) for f in words["files"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
