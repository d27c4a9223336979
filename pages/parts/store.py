"""The loaded data, shared by all sessions: reloaded when a file changes, the last good kept."""

from __future__ import annotations

import hashlib
import math
import threading
import time
from dataclasses import dataclass, field

from geo import atlas as atlases
from geo.errors import DataError, Problem


@dataclass
class _Store:
    """The last good atlas, the state of the files it was read from, and what is wrong since."""

    atlas: atlases.Atlas | None = None
    seen: tuple[tuple[str, int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    looked: float = -math.inf
    lock: threading.Lock = field(default_factory=threading.Lock)


_store = _Store()
folder = atlases.DATA
PAUSE = 0.5
"""Seconds between two looks at the files: a page asks a dozen times in a run."""


def atlas() -> atlases.Atlas:
    """Return the last good atlas, after a look at whether a file has changed.

    Raises
    ------
    DataError
        If no good atlas has ever been read.
    """
    _refresh()
    if _store.atlas is None:
        raise DataError(_store.problems)
    return _store.atlas


def version() -> str:
    """Return a short code that changes whenever the data may have changed."""
    _refresh()
    return hashlib.sha256(repr(_store.seen).encode()).hexdigest()[:12]


def problems() -> tuple[Problem, ...]:
    """Return what is wrong with the files now; empty if the atlas is what they say."""
    return _store.problems


def warm() -> None:
    """Read the data once, before the first reader comes."""
    _refresh()


def _refresh() -> None:
    with _store.lock:
        if time.monotonic() - _store.looked < PAUSE:
            return
        _store.looked = time.monotonic()
        state = tuple(
            (str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folder.rglob("*")) if p.is_file()
        )
        if state == _store.seen:
            return
        _store.seen = state
        try:
            _store.atlas, _store.problems = atlases.load(folder), ()
        except DataError as error:
            _store.problems = error.problems
