"""Scripts and sheets of Streamlit and of a map's frame: packed once, in memory, those of a page's elements told early.

Streamlit reads, checks and sends each of about a hundred files anew for each reader, unpacked; and its
client asks for the script of an element only when the first run has named it.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution
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
_ELEMENTS = ("Html", "ComponentInstance")
"""All that a page with a map is made of until a tab is opened; each file costs a request, six at a time."""
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
# Found without being imported: streamlit-folium tells Streamlit of itself where it is first imported, a page's run.
_FRAME = Path(str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")))
_FRAME_PATH = "/component/streamlit_folium.st_folium/"


def _below(folder: Path, part: str, start: str) -> dict[str, Path]:
    """Give the scripts and sheets in a part of a folder by the address that they have."""
    found = (file for file in (folder / part).rglob("*") if file.suffix in _TYPES)
    return {start + file.relative_to(folder).as_posix(): file for file in found}


_of_frame = _below(_FRAME, "static", _FRAME_PATH)
_files = _below(FOLDER, "static", "/") | _of_frame
FRAME_SCRIPTS = tuple(_of_frame)
"""Addresses of what runs in the frame of a map before the map's own files."""
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
