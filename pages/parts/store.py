"""The loaded plans, shared by all sessions: reloaded when a file changes, the last good of each kept."""

from __future__ import annotations

import hashlib
import math
import threading
import time
from dataclasses import dataclass, field

from geo import atlas as atlases
from geo import library as libraries
from geo.library import Library


@dataclass
class _Store:
    """The last good atlas of each plan, what is wrong since, and the state of the files they were read from."""

    library: Library = field(default_factory=lambda: Library({}, {}))
    seen: tuple[tuple[str, int, int], ...] = ()
    looked: float = -math.inf
    lock: threading.Lock = field(default_factory=threading.Lock)


_store = _Store()
folder = atlases.DATA
PAUSE = 0.5
"""Seconds between two looks at the files: a page asks a dozen times in a run."""


def library() -> Library:
    """Return the last good atlas of each plan, after a look at whether a file has changed.

    Its problems are what is wrong with the files now; a plan that never was good has no atlas.
    """
    _refresh()
    return _store.library


def version() -> str:
    """Return a short code that changes whenever the data may have changed."""
    _refresh()
    return hashlib.sha256(repr(_store.seen).encode()).hexdigest()[:12]


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
        _store.library = libraries.load(folder).after(_store.library)
