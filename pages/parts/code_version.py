"""Which code this process runs: a part of the name of everything that a browser keeps."""

from __future__ import annotations

import hashlib
import sys
from functools import cache  # noqa: TID251 - the code itself
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(__file__).parents[2]
_COMPILED = ".pyc"


@cache
def code() -> str:
    """Return a short code of this program's own files and of every installed library, as they were at the start.

    A painting looks as the code draws it: after an upgrade a browser must not keep the old one.
    """
    installed = sorted(f"{d.name} {d.version}" for d in metadata.distributions())
    return fingerprint((_ROOT / "geo", _ROOT / "pages"), (sys.version, *installed))


def fingerprint(folders: Iterable[Path], words: Iterable[str]) -> str:
    """Return a short code that changes with any file below some folders, and with any of some words."""
    digest = hashlib.sha256("\n".join(words).encode())
    for folder in folders:
        for file in sorted(p for p in folder.rglob("*") if p.is_file() and not str(p).endswith(_COMPILED)):
            digest.update(f"\n{file.relative_to(folder)}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
