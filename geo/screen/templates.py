"""The HTML of a page's parts, filled from templates that escape every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from geo.core import template_environment

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATE_FOLDER = Path(__file__).with_name("templates")
_TEMPLATES = template_environment(TEMPLATE_FOLDER)


def fill(name: str, **values: object) -> str:
    """Fill the template of a name."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)


def plain_table(rows: Iterable[tuple[str, str]], *, figures: bool = False) -> str:
    """Write names with their values as a table; figures stand to the right."""
    return fill("plain_table", rows=rows, figures=figures)


def side_by_side(*pieces: str) -> str:
    """Set pieces of HTML that templates have filled beside each other; below each other where there is no room."""
    return fill("side_by_side", pieces=[Markup(piece) for piece in pieces])  # noqa: S704 - escaped by their templates
