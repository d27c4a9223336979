"""Figures of matplotlib on the page of a PDF: lines and areas as they are, and words as words that can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from geo.export.figure_renderer import FigureRenderer
from geo.export.figure_texts import BOLD, take_edges

if TYPE_CHECKING:
    from fpdf import FPDF
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform

_POINTS = 72
_TILE = 72
"""Points of a side of a tile of a hatch."""
_CAPS, _JOINS = {"butt": 0, "round": 1, "projecting": 2}, {"miter": 0, "round": 1, "bevel": 2}


def draw_figure(pdf: FPDF, figure: Figure, left: float, top: float) -> None:
    """Draw a figure at its own size onto a page; *left* and *top* in the page's unit (mm).

    Its words are written in the page's own fonts (DejaVu Sans), once: an edge of theirs is drawn
    as lines. Transparency is left out: nothing of a map needs it.
    """
    renderer = _PageRenderer(pdf, figure, left, top)
    renderer.edges = {mark: known.edge for mark, known in take_edges(figure).items() if known.edge}
    pdf._out("q")  # noqa: SLF001 - operators of the format, as the library writes them
    figure.draw(renderer)
    pdf._out("Q")  # noqa: SLF001


class _PageRenderer(FigureRenderer):
    """Writes what matplotlib draws as operators of the format: one dot is 72 / dpi points."""

    def __init__(self, pdf: FPDF, figure: Figure, left: float, top: float) -> None:
        super().__init__(figure)
        self.pdf = pdf
        self.x, self.y = left * pdf.k, pdf.h_pt - top * pdf.k - self.size[1] / self.dots
        self.edges: dict[str, tuple[float, str]] = {}
        self._marks: list[str | None] = []

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002 - matplotlib's own
        """Take note of the text that begins: all of its lines have its edge."""
        self._marks.append(gid)

    def close_group(self, s: str) -> None:  # noqa: ARG002 - matplotlib's own
        """Take note that it ends."""
        self._marks.pop()

    def draw_path(
        self, gc: Any, path: Path, transform: Transform, rgbFace: Any = None  # noqa: ANN401, N803
    ) -> None:  # fmt: skip
        """Draw a path: its fill, its hatch, its line."""
        filled = rgbFace is not None and tuple(rgbFace)[3:] != (0,)
        lined = gc.get_linewidth() > 0 and len(np.asarray(path.vertices)) > 1 and tuple(gc.get_rgb())[3:] != (0,)
        said = self._operators(path, transform)
        if not said:
            return
        self._write("q")
        self._clip(gc)
        if filled:
            self._write(f"{_colour(rgbFace)} rg")
        if lined:
            self._write(self._pen(gc))
        if filled or lined:
            self._write(f"{said}\n{'B*' if filled and lined else 'f*' if filled else 'S'}")
        if gc.get_hatch():
            self._hatch(gc, path, transform, said)
        self._write("Q")

    def _pen(self, gc: Any) -> str:  # noqa: ANN401 - matplotlib's own
        offset, dashes = gc.get_dashes()
        marks = " ".join(f"{float(d):.2f}" for d in (dashes if dashes is not None else ()))
        return (
            f"{_colour(gc.get_rgb())} RG {gc.get_linewidth():.2f} w {_CAPS[gc.get_capstyle()]} J "
            f"{_JOINS[gc.get_joinstyle()]} j [{marks}] {offset or 0:.2f} d"
        )

    def _clip(self, gc: Any) -> None:  # noqa: ANN401 - matplotlib's own
        box = gc.get_clip_rectangle()
        if box is not None:
            x, y = self._place(box.x0, box.y0)
            self._write(f"{x:.2f} {y:.2f} {box.width / self.dots:.2f} {box.height / self.dots:.2f} re W n")
        path, transform = gc.get_clip_path()
        if path is not None:
            self._write(f"{self._operators(path, transform)}\nW n")

    def _hatch(self, gc: Any, path: Path, transform: Transform, said: str) -> None:  # noqa: ANN401 - matplotlib's own
        """Draw the lines of a hatch, tile by tile, within a path."""
        box = path.get_extents(transform)
        tile, side = gc.get_hatch_path(), _TILE * self.dots
        self._write(f"{said}\nW n {_colour(gc.get_hatch_color())} RG {gc.get_hatch_linewidth():.2f} w 0 J [] 0 d")
        for x in np.arange(np.floor(box.x0 / side) * side, box.x1, side):
            for y in np.arange(np.floor(box.y0 / side) * side, box.y1, side):
                self._write(f"{self._operators(tile, Affine2D().scale(side).translate(x, y))}\nS")

    def _operators(self, path: Path, transform: Transform) -> str:
        """Write a path as operators; a curve of three points becomes one of four."""
        said: list[str] = []
        last = np.zeros(2)
        for points, code in path.iter_segments(transform, remove_nans=True, simplify=False):
            pairs = [self._place(*p) for p in np.reshape(points, (-1, 2))]
            if code == Path.CURVE3:
                (a, b), (c, d) = pairs
                pairs = [((last[0] + 2 * a) / 3, (last[1] + 2 * b) / 3), ((c + 2 * a) / 3, (d + 2 * b) / 3), (c, d)]
            sign = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "c", Path.CURVE4: "c"}.get(code, "h")
            if sign == "h":
                said.append("h")
                continue
            said.append(" ".join(f"{x:.2f} {y:.2f}" for x, y in pairs) + f" {sign}")
            last = np.array(pairs[-1])
        return "\n".join(said)

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's own
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float,  # noqa: ANN401
        ismath: Any = False, mtext: Any = None,  # noqa: ANN401, ARG002, FBT002
    ) -> None:  # fmt: skip
        """Write a text with the page's fonts, its edge first."""
        style = "B" if prop.get_weight() in BOLD else "I" if prop.get_style() == "italic" else ""
        across, up = self._place(x, y)
        place = across / self.pdf.k, self.pdf.h - up / self.pdf.k
        mark = str(self._marks[-1]) if self._marks else ""
        if mark in self.edges:
            outline = TextPath((0, 0), s, size=prop.get_size_in_points() * self.dots, prop=prop)
            self._write_edge(gc, (outline, Affine2D().rotate_deg(angle).translate(x, y)), self.edges[mark])
        with self.pdf.local_context():
            self.pdf.set_font("DejaVu", style, prop.get_size_in_points())
            with self.pdf.rotation(angle, *place):
                self.pdf.set_text_color(*(round(255 * c) for c in gc.get_rgb()[:3]))
                self.pdf.text(*place, s)

    def _write_edge(self, gc: Any, outline: tuple[Path, Transform], edge: tuple[float, str]) -> None:  # noqa: ANN401
        """Draw the edge of letters as lines: written as letters, every name would be found twice."""
        wide, colour = edge
        pen = self.new_gc()
        pen.copy_properties(gc)
        pen.set_linewidth(wide)
        pen.set_foreground(colour)
        pen.set_joinstyle("round")
        self.draw_path(pen, *outline)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the page, points."""
        return self.x + x / self.dots, self.y + y / self.dots

    def _write(self, operators: str) -> None:
        self.pdf._out(operators)  # noqa: SLF001 - as the library writes them


def _colour(rgb: Any) -> str:  # noqa: ANN401 - red, green, blue, and alpha maybe
    return " ".join(f"{c:.3f}" for c in rgb[:3])
