"""Figures of matplotlib on a slide as shapes to edit: freeforms, ovals and text boxes, grouped and named by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import escape
from matplotlib.colors import to_hex
from matplotlib.path import Path
from pptx.oxml import parse_xml
from pptx.util import Inches

from geo.core import N_
from geo.export.figure_renderer import FigureRenderer
from geo.export.figure_texts import BOLD, name_of_mark, take_edges
from geo.export.pptx_shapes import (
    NO_LINE,
    NOTHING,
    OVAL,
    PLAIN,
    Group,
    Shape,
    box_around,
    colour_of,
    freeform,
    parts_within,
    pattern_fill,
    write_group,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform

    from geo.core import Translator
    from geo.export.figure_texts import KnownText
    from geo.export.pptx_shapes import Box

    Place = tuple[float, float, float, float]
    Points = np.ndarray[tuple[int, ...], np.dtype[Any]]

_EMU, _EMU_OF_POINT = 914_400, 12_700
_VEIL = '><a:alpha val="60000"/></a:srgbClr>'
_LEAST = 12
"""Points: no text of a slide is smaller."""
_KINDS = {
    "": N_("Surroundings"), "region": N_("Regions"), "circle": N_("Circles"), "label": N_("Names and figures"),
    "legend": N_("Legend"),
}  # fmt: skip
"""What an artist's name begins with, and the name of the group that its shape is in."""
_ROUND = Path.unit_circle()
_ALIGN = {"left": "l", "right": "r"}
_LANGS = {"en": "en-US", "fr": "fr-FR"}


def add_shapes(slide: Any, figure: Figure, place: Place, alt: str, t: Translator) -> None:  # noqa: ANN401 - python-pptx has no types
    """Draw a figure on a slide as native shapes, in the order in which it is drawn.

    Parameters
    ----------
    slide
        A slide of python-pptx.
    figure
        The figure. Artists are named ``kind:name``; kinds are ``region``, ``circle``, ``label`` and
        ``legend``. Neighbours of one kind are a group, and each shape has its artist's name.
    place
        Left, top, width and height in inches; the figure keeps its proportions.
    alt
        What the whole says to those who cannot see it.
    t
        Words of the groups' names, and the language of the texts.
    """
    renderer = _ShapeRenderer(figure, take_edges(figure), place, _LANGS[t.lang])
    figure.draw(renderer)
    first = 1 + max(int(n) for n in slide._element.xpath("//p:cNvPr/@id"))  # noqa: SLF001 - the library has no other way
    ids = iter(range(first, first + 10_000))
    groups = []
    for group in renderer.groups:
        kind = t(_KINDS[group.kind])
        inner = "".join(shape.xml(next(ids), kind) for shape in group.shapes)
        groups.append(write_group(next(ids), kind, inner, box_around(group.shapes)))
    box = box_around([shape for group in renderer.groups for shape in group.shapes])
    whole = write_group(next(ids), alt.partition(". ")[0], "".join(groups), box, f' descr="{escape(alt)}"')
    slide.shapes._spTree.insert_element_before(parse_xml(whole), "p:extLst")  # noqa: SLF001


class _ShapeRenderer(FigureRenderer):
    """Keeps what matplotlib draws as shapes: one dot is 72 / dpi points of the figure."""

    def __init__(self, figure: Figure, texts: dict[str, KnownText], place: Place, lang: str) -> None:
        super().__init__(figure)
        self.left, self.top = Inches(place[0]), Inches(place[1])
        self.unit = place[2] * _EMU / self.size[0]  # EMU of a dot
        self.scale = self.unit * self.dots / _EMU_OF_POINT  # times: points on the slide of a point of the figure
        self.texts, self.lang = texts, lang
        self.groups: list[Group] = []
        self._named: list[str | None] = []
        self._lines: list[str] = []

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Take note of the artist that begins."""
        self._named.append(gid)
        if s == "text":
            self._lines = []

    def close_group(self, s: str) -> None:
        """Write the text that ends here, all of its lines in one box."""
        if s == "text" and self._lines:
            self._write_text(self.texts[str(self._named[-1])])
        self._named.pop()

    def _add(self, shape: Shape, kind: str) -> None:
        if not self.groups or self.groups[-1].kind != kind:
            self.groups.append(Group(kind))
        last = self.groups[-1].shapes[-1] if self.groups[-1].shapes else None
        if last is None or not shape.name or (last.name, last.box, last.outline) != (
            shape.name, shape.box, shape.outline,
        ):  # fmt: skip
            self.groups[-1].shapes.append(shape)
            return
        # The same region drawn again, with its hatch or its edge: one shape has both.
        last.fill = last.fill if shape.fill == NOTHING else shape.fill
        last.line = last.line if NOTHING in shape.line else shape.line

    def _kind_and_name(self) -> tuple[str, str]:
        named = next((name_of_mark(gid) for gid in reversed(self._named) if name_of_mark(gid)), "")
        kind, _, name = named.partition(":")
        return kind if kind in _KINDS else "", name

    def draw_path(
        self, gc: Any, path: Path, transform: Transform, rgbFace: Any = None  # noqa: ANN401, N803
    ) -> None:  # fmt: skip
        """Keep a path as an oval or a freeform: its fill, its hatch, its line."""
        filled = rgbFace is not None and tuple(rgbFace)[3:] != (0,)
        lined = gc.get_linewidth() > 0 and tuple(gc.get_rgb())[3:] != (0,)
        hatch = gc.get_hatch()
        if not (filled or lined or hatch):
            return
        kind, name = self._kind_and_name()
        closed = bool(filled or hatch)
        found = self._oval(path, transform) or self._freeform(path, transform, gc.get_clip_rectangle(), closed=closed)
        if found is None:
            return
        fill = NOTHING
        if hatch:
            ground = to_hex(rgbFace) if filled else "#ffffff"
            fill = pattern_fill(hatch, to_hex(gc.get_hatch_color()), ground)
        elif filled:
            fill = f"<a:solidFill>{colour_of(to_hex(rgbFace))}</a:solidFill>"
        line = self._line(gc) if lined else NO_LINE
        self._add(Shape(name, *found, fill, line), kind)

    def _line(self, gc: Any) -> str:  # noqa: ANN401 - matplotlib's own
        wide = max(round(gc.get_linewidth() * self.scale * _EMU_OF_POINT), 1)
        dashed = '<a:prstDash val="sysDash"/>' if gc.get_dashes()[1] is not None else ""
        ink = colour_of(to_hex(gc.get_rgb()))
        return f'<a:ln w="{wide}"><a:solidFill>{ink}</a:solidFill>{dashed}<a:round/></a:ln>'

    def _oval(self, path: Path, transform: Transform) -> tuple[Box, str] | None:
        """Return the box of a circle or an ellipse; None for any other path."""
        if not np.array_equal(np.asarray(path.vertices), np.asarray(_ROUND.vertices)):
            return None
        (x0, y0), (x1, y1) = self._places(np.asarray(path.get_extents(transform)))
        box = round(x0), round(y1), round(x1 - x0), round(y0 - y1)
        return box, OVAL

    def _freeform(
        self, path: Path, transform: Transform, clip: Any, *, closed: bool  # noqa: ANN401 - matplotlib's own
    ) -> tuple[Box, str] | None:  # fmt: skip
        """Return the box and the outline of a path within its frame; None where nothing of it is seen."""
        frame = None if clip is None else (float(clip.x0), float(clip.y0), float(clip.x1), float(clip.y1))
        rings = [
            self._places(part)
            for ring in path.to_polygons(transform, closed_only=closed)
            for part in parts_within(np.asarray(ring), frame, closed=closed)
        ]
        if not rings:
            return None
        return freeform(rings)

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's own
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float,  # noqa: ANN401, ARG002
        ismath: Any = False, mtext: Any = None,  # noqa: ANN401, ARG002, FBT002
    ) -> None:  # fmt: skip
        """Keep a line of the text that is open."""
        self._lines.append(s)

    def _write_text(self, known: KnownText) -> None:
        """Write a text at the middle of its place: letters of another width lean to where it is aligned."""
        text, angle = known.artist, float(known.artist.get_rotation())
        (x0, y0), (x1, y1) = self._places(np.asarray(text.get_window_extent(self.measure)))
        across, down = (y0 - y1, x1 - x0) if angle % 180 else (x1 - x0, y0 - y1)
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        box = round(middle[0] - across / 2), round(middle[1] - down / 2), round(across), round(down)
        bold, slanted = (int(v) for v in (text.get_fontweight() in BOLD, text.get_fontstyle() == "italic"))
        size = round(100 * max(float(text.get_fontsize()) * self.scale, _LEAST))
        edge, ground = "", NOTHING
        if known.edge:
            reach = round(known.edge[0] / 2 * self.scale * _EMU_OF_POINT)
            halo = colour_of(to_hex(known.edge[1]))
            edge = f'<a:effectLst><a:glow rad="{reach}">{halo}</a:glow></a:effectLst>'
            # Not every program draws the glow of letters: they are read on any fill without it too.
            ground = f"<a:solidFill>{halo.replace('/>', _VEIL)}</a:solidFill>"
        looks = (
            f'<a:rPr lang="{self.lang}" sz="{size}" b="{bold}" i="{slanted}"><a:solidFill>'
            f"{colour_of(to_hex(text.get_color()))}</a:solidFill>{edge}</a:rPr>"
        )
        side = _ALIGN.get(text.get_horizontalalignment(), "ctr")
        aligned = f'<a:pPr algn="{side}"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc></a:pPr>'
        lines = "".join(f"<a:p>{aligned}<a:r>{looks}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in self._lines)
        bare = 'wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"'
        body = f"<a:bodyPr {bare}><a:noAutofit/></a:bodyPr><a:lstStyle/>{lines}"
        kind, name = self._kind_and_name()
        shape = Shape(name or " ".join(self._lines), box, PLAIN, ground, text=f"<p:txBody>{body}</p:txBody>",
                       turned=round(-angle * 60_000) % 21_600_000)  # fmt: skip
        self._add(shape, kind)

    def _places(self, dots: Points) -> Points:
        """Return places on the slide, EMU."""
        return np.asarray([self.left, self.top]) + (dots * (1, -1) + (0, self.size[1])) * self.unit
