"""HTML templates: one way to fill them, whatever room they lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from pathlib import Path


def template_environment(folder: Path) -> Environment:
    """Return the templates of a folder: every text is escaped, a name that is not given is an error."""
    loader = FileSystemLoader(folder)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
