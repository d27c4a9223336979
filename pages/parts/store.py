"""The loaded data, shared by all sessions: reloaded when a file changes, the last good kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from geo import atlas as atlases
from geo.errors import DataError, Problem


@dataclass
class _Store:
    """The last good atlas, the state of the files it was read from, and what is wrong since."""

    atlas: atlases.Atlas | None = None
    seen: tuple[tuple[str, int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)


_store = _Store()
folder = atlases.DATA


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


def problems() -> tuple[Problem, ...]:
    """Return what is wrong with the files now; empty if the atlas is what they say."""
    return _store.problems


def warm() -> None:
    """Read the data once, before the first reader comes."""
    _refresh()


def _refresh() -> None:
    with _store.lock:
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
