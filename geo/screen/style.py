"""The style sheet of the pages, put together from its files."""

from __future__ import annotations

from pathlib import Path

from geo.charts import CHART_STYLE

_HERE = Path(__file__).parent
_SHEETS = (_HERE / "style.css", CHART_STYLE, _HERE / "layout.css")


def page_style() -> str:
    """Put the style sheet together: what pieces look like, then where they stand."""
    return "".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)
