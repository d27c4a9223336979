"""The templates of the site's pages: its own, and those of the pieces that it shares with the app."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemLoader

from geo.core import template_environment
from geo.screen import TEMPLATE_FOLDER

_OWN = Path(__file__).with_name("templates")
_TEMPLATES = template_environment(_OWN)
_TEMPLATES.loader = FileSystemLoader([_OWN, TEMPLATE_FOLDER])


def fill(name: str, **values: object) -> str:
    """Fill one of the site's templates."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)
