"""Fills the charts' templates, which escape every text; the styles are in `CHART_STYLE`."""

from __future__ import annotations

from pathlib import Path

from geo.core import template_environment

CHART_STYLE = Path(__file__).parent / "static" / "charts.css"


def percent_of(value: float | None, whole: float, digits: int = 2) -> str:
    """Write a length of a chart as a percentage of the whole for its style."""
    return f"{100 * (value or 0) / whole:.{digits}f}%"


_TEMPLATES = template_environment(Path(__file__).parent / "templates")
_TEMPLATES.filters["percent_of"] = percent_of


def fill(template: str, **details: object) -> str:
    """Fill a template of this room."""
    return _TEMPLATES.get_template(f"{template}.html").render(details).strip()


def message(text: str, style: str = "") -> str:
    """Write a sentence in place of a chart or above it."""
    return fill("message", text=text, style=style)
