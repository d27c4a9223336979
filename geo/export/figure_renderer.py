"""What renderers of figures into other files share: the size of a dot, and texts measured as they were laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.backend_bases import RendererBase

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

_POINTS = 72


class FigureRenderer(RendererBase):
    """Draws a figure at its own size, the y axis upwards: one dot is 72 / dpi points."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.dots = figure.dpi / _POINTS
        self.measure = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        self.size = tuple(float(x) for x in figure.bbox.size)

    def flipy(self) -> bool:
        """Tell that the y axis goes upwards."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the figure, dots."""
        return self.size  # type: ignore[return-value]

    def points_to_pixels(self, points: Any) -> Any:  # noqa: ANN401 - numbers and arrays of them
        """Turn points into dots."""
        return points * self.dots

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any  # noqa: ANN401 - matplotlib's own
    ) -> tuple[float, float, float]:  # fmt: skip
        """Measure a text, dots, as the figure was laid out."""
        found: tuple[float, float, float] = self.measure.get_text_width_height_descent(s, prop, ismath)
        return found
