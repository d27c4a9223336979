"""The HTML of a page's parts, filled from templates that escape every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def fill(name: str, **values: object) -> str:
    """Fill the template of a name."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)


def plain_table(rows: Iterable[tuple[str, str]], *, figures: bool = False) -> str:
    """Write names with their values as a table; figures stand to the right."""
    return fill("plain_table", rows=rows, figures=figures)
