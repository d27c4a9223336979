"""Shapes of a drawing in the format of PowerPoint: freeforms, ovals and text boxes, in groups as large as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from markupsafe import escape
from pptx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = np.ndarray[tuple[int, ...], np.dtype[Any]]
    Box = tuple[int, int, int, int]
    """Left, top, width and height in EMU of the slide."""

NOTHING = "<a:noFill/>"
NO_LINE = f"<a:ln>{NOTHING}</a:ln>"
OVAL = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
PLAIN = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_DOTTED, _LINED = "pct20", "wdUpDiag"


def write_group(number: int, name: str, inner: str, box: Box, words: str = "") -> str:
    """Write a group as large as what is in it."""
    left, top, wide, high = box
    sides = f'x="{left}" y="{top}"', f'cx="{wide}" cy="{high}"'
    return (
        f'<p:grpSp {nsdecls("p", "a")}><p:nvGrpSpPr><p:cNvPr id="{number}" name="{escape(name)}"{words}/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {sides[0]}/><a:ext {sides[1]}/>"
        f"<a:chOff {sides[0]}/><a:chExt {sides[1]}/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )


def box_around(shapes: Sequence[Shape]) -> Box:
    """Return the box around shapes."""
    left, top = (min(s.box[side] for s in shapes) for side in (0, 1))
    right, foot = (max(s.box[side] + s.box[side + 2] for s in shapes) for side in (0, 1))
    return left, top, right - left, foot - top


@dataclass
class Shape:
    """A shape in EMU of the slide: its rings or its oval, its fill and its line, or its lines of text."""

    name: str
    box: Box
    outline: str
    fill: str = NOTHING
    line: str = NO_LINE
    text: str = ""
    turned: int = 0

    def xml(self, number: int, kind: str) -> str:
        """Write the shape with a number of its own; without a name it has that of its kind."""
        left, top, wide, high = self.box
        turned = f' rot="{self.turned}"' if self.turned else ""
        box = ' txBox="1"' if self.text else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(self.name or kind)}"/><p:cNvSpPr{box}/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr><a:xfrm{turned}><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            f"{self.outline}{self.fill}{self.line}</p:spPr>{self.text}</p:sp>"
        )


@dataclass
class Group:
    """Shapes that are drawn one after the other and are of one kind."""

    kind: str
    shapes: list[Shape] = field(default_factory=list)


def parts_within(ring: Points, frame: tuple[float, float, float, float] | None, *, closed: bool) -> Sequence[Points]:
    """Return the parts of a ring or a line that lie in a frame: west, south, east, north."""
    if len(ring) < (3 if closed else 2):
        return []
    low, high = ring.min(axis=0), ring.max(axis=0)
    if frame is None or ((low >= frame[:2]).all() and (high <= frame[2:]).all()):
        return [ring]
    seen = shapely.clip_by_rect(shapely.Polygon(ring) if closed else shapely.LineString(ring), *frame)
    parts = [p for p in shapely.get_parts(seen) if p.geom_type in ("Polygon", "LineString") and not p.is_empty]
    return [shapely.get_coordinates(p.exterior if closed else p) for p in parts]


def freeform(rings: Sequence[Points]) -> tuple[Box, str]:
    """Return the box and the outline of rings and lines, EMU of the slide."""
    low, high = (getattr(np.vstack(rings), end)(axis=0).round().astype(int) for end in ("min", "max"))
    wide, tall = (int(v) for v in high - low)
    steps = "".join(_steps((ring - low).round().astype(int).tolist()) for ring in rings)
    outline = (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="l" t="t" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{tall}">{steps}</a:path></a:pathLst></a:custGeom>'
    )
    return (int(low[0]), int(low[1]), wide, tall), outline


def _steps(ring: list[list[int]]) -> str:
    """Write a ring or a line as steps of a pen."""
    closed = ring[0] == ring[-1]
    start, *rest = ring[: len(ring) - closed]
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    return f'<a:moveTo><a:pt x="{start[0]}" y="{start[1]}"/></a:moveTo>{lines}{"<a:close/>" if closed else ""}'


def pattern_fill(hatch: str, ink: str, ground: str) -> str:
    """Write a hatch as a pattern of the format: lines upwards, or dots."""
    preset = _DOTTED if "." in hatch else _LINED
    colours = f"<a:fgClr>{colour_of(ink)}</a:fgClr><a:bgClr>{colour_of(ground)}</a:bgClr>"
    return f'<a:pattFill prst="{preset}">{colours}</a:pattFill>'


def colour_of(shade: str) -> str:
    """Write a colour such as ``#0b3a70``."""
    return f'<a:srgbClr val="{shade.removeprefix("#").upper()}"/>'
