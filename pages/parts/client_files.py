"""Streamlit's own scripts and sheets: packed once and kept in memory, and those of a page's elements told early.

Streamlit reads, checks and sends each of about a hundred files anew for each reader, unpacked; and its
client asks for the script of an element only when the first run has named it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from pages.parts.packed_file import FOREVER, PackedFile, pack

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_ELEMENTS = ("PageLink", "Html", "ButtonGroup", "Radio", "Selectbox", "Button", "ComponentInstance")
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_files = {f"/{f.relative_to(FOLDER).as_posix()}": f for f in (FOLDER / "static").rglob("*") if f.suffix in _TYPES}
_packed: dict[str, PackedFile] = {}
"""At most one per file; they are named by their content and change only with Streamlit."""


class ClientFiles:
    """Answer for scripts and sheets before Streamlit does; pictures and letters stay its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a known file, pass on all else."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in _files:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path not in _packed:
            _packed[path] = await run_in_threadpool(lambda: pack(_files[path].read_text(encoding="utf-8")))
        answer = _packed[path].answer(Request(scope), _TYPES[_files[path].suffix], FOREVER)
        await answer(scope, receive, send)


def element_scripts() -> tuple[str, ...]:
    """Name the scripts of the elements on a page with a map, with all that they import."""
    by_name = {path.rsplit("/", 1)[-1]: path for path in _files}
    wanted = [name for name in by_name if name.split(".")[0] in _ELEMENTS]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop()
        if name in by_name and name not in found:
            found[name] = None
            wanted += _IMPORTED.findall(_files[by_name[name]].read_text(encoding="utf-8"))
    return tuple(by_name[name] for name in found)
