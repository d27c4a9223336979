"""Leaflet's own script and sheet as the product has them: they name no file that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from xstatic.pkg import leaflet

LEAFLET_FOLDER = Path(leaflet.BASE_DIR)
"""Where the files of the installed Leaflet are, the pictures of its controls among them."""
_PICTURE = re.compile(r"url\(images/([^)]*)\)")
_OLD = "url(#default#VML)"
"""The way of a browser before 2011 to draw, which no map here takes."""


def leaflet_script() -> str:
    """Read Leaflet's script, without the line that names a file for its developers."""
    return (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8").replace("//# sourceMappingURL=", "// ")


def leaflet_sheet(pictures: str = "") -> str:
    """Read Leaflet's sheet; *pictures* is the address of its folder of pictures, without one they are left out."""
    text = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8").replace(_OLD, "none")
    return _PICTURE.sub(rf"url({pictures}/\1)" if pictures else "none", text)
