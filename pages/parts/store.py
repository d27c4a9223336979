"""The loaded plans, shared by all sessions: reloaded when a file changes, the last good of each kept."""

from __future__ import annotations

import hashlib
import math
import os
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER, N_, UNREADABLE, Problem
from geo.store import DEFAULT_PLAN, Library
from pages.parts import code_version

if TYPE_CHECKING:
    from pathlib import Path

    State = tuple[tuple[str, int, int, int, bool], ...]


@dataclass(frozen=True)
class Loaded:
    """The plans as they were read at one moment, the state of their files then, and a short code of both.

    The ``version`` changes whenever the data may have changed, and with the code that draws it.
    """

    library: Library
    version: str
    state: State


@dataclass
class _Store:
    """What was loaded last; who holds ``loading`` looks at the files and loads them anew."""

    loaded: Loaded | None = None
    looked: float = -math.inf
    read: float = -math.inf
    seen: State | None = None
    since: float = -math.inf
    loading: threading.Lock = field(default_factory=threading.Lock)


_store = _Store()
_MOVING = Problem("data", N_("the files are being replaced; look again in a moment"))
folder = DATA_FOLDER
PAUSE = 0.5
"""Seconds between two looks at the files, for a page asks a dozen times in a run; and how long a change must have stood
before it is read, for a file that is being copied is not whole."""
RETRY = 10
"""Seconds between two tries to read a file that cannot be read: a lock that was taken off it changes nothing to see."""
_TRIES = 3


def loaded() -> Loaded:
    """Return the last good atlas of each plan with its version, after a look at whether a file has changed.

    While one thread loads changed files, all others get what was loaded before; only the
    first load of all is waited for.
    """
    before = _store.loaded
    if before is not None and time.monotonic() - _store.looked < PAUSE:
        return before
    if not _store.loading.acquire(blocking=before is None):
        return before  # type: ignore[return-value]
    try:
        return _look()
    finally:
        _store.loading.release()


def library() -> Library:
    """Return the last good atlas of each plan.

    Its problems are what is wrong with the files now; a plan that never was good has no atlas.
    """
    return loaded().library


def version() -> str:
    """Return a short code that changes whenever the data or the code may have changed."""
    return loaded().version


def look_again() -> None:
    """Look at the files at the next question: this server has just changed one."""
    _store.looked = _store.since = -math.inf
    _store.seen = _state(folder)


def warm() -> None:
    """Read the data once, before the first reader comes."""
    loaded()


def _look() -> Loaded:
    """Load the files if they are not as they were at the last look; the caller holds ``loading``."""
    before, now = _store.loaded, time.monotonic()
    _store.looked = now
    state = _state(folder)
    if state != _store.seen:
        _store.seen, _store.since = state, now
    if before is not None and (not _due(before, state, now) or now - _store.since < PAUSE):
        return before
    _store.read = now
    read = _read_whole(state)
    if read is None:  # the files do not stand still: the next look comes
        return before or Loaded(Library({}, {DEFAULT_PLAN: (_MOVING,)}), code_version.code(), ())
    library, state = read
    code = hashlib.sha256(f"{code_version.code()} {state}".encode()).hexdigest()[:12]
    _store.loaded = Loaded(library if before is None else library.after(before.library), code, state)
    return _store.loaded


def _due(before: Loaded, state: State, now: float) -> bool:
    """Tell whether the files must be read: they have changed, or one that could not be read may be readable now."""
    locked = any(p.expected == UNREADABLE for p in before.library.complaints)
    return state != before.state or (locked and now - _store.read >= RETRY)


def _read_whole(state: State) -> tuple[Library, State] | None:
    """Read the plans, again where a file was replaced meanwhile: half of the old and half of the new is no plan."""
    for _ in range(_TRIES):
        try:
            found = load_checked_library(folder)
        except OSError:  # a folder went while it was listed
            found = None
        after = _state(folder)
        if found is not None and after == state:
            return found, state
        state = after
    return None


def _state(data: Path) -> State:
    """Describe the files of a folder: a change of content, of size, or of who may read it is a new state.

    What is hidden (a journal, a file that is being written) is no data.
    """
    found = []
    for place, folders, files in os.walk(data):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            file = f"{place}{os.sep}{name}"
            try:
                known = os.stat(file)  # noqa: PTH116 - at each look at hundreds of files
            except OSError:  # gone since it was listed
                continue
            found.append((file, known.st_mtime_ns, known.st_ctime_ns, known.st_size, os.access(file, os.R_OK)))
    return tuple(found)
