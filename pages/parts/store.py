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
from geo.core import DATA_FOLDER
from pages.parts import code_version

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store import Library

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
    loading: threading.Lock = field(default_factory=threading.Lock)


_store = _Store()
folder = DATA_FOLDER
PAUSE = 0.5
"""Seconds between two looks at the files: a page asks a dozen times in a run."""


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


def warm() -> None:
    """Read the data once, before the first reader comes."""
    loaded()


def _look() -> Loaded:
    """Load the files if they are not as they were at the last look; the caller holds ``loading``."""
    before = _store.loaded
    _store.looked = time.monotonic()
    state = _state(folder)
    if before is not None and state == before.state:
        return before
    read = load_checked_library(folder)
    code = hashlib.sha256(f"{code_version.code()} {state}".encode()).hexdigest()[:12]
    _store.loaded = Loaded(read if before is None else read.after(before.library), code, state)
    return _store.loaded


def _state(data: Path) -> State:
    """Describe the files of a folder: a change of content, of size, or of who may read it is a new state."""
    found = []
    for file in sorted(data.rglob("*")):
        try:
            known = file.stat()
        except OSError:  # gone since it was listed
            continue
        if file.is_file():
            readable = os.access(file, os.R_OK)
            found.append((str(file), known.st_mtime_ns, known.st_ctime_ns, known.st_size, readable))
    return tuple(found)
