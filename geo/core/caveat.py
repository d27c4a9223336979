"""A caveat: what a reader must know before trusting a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core.i18n import Translator


@dataclass(frozen=True)
class Caveat:
    """Something a reader must know before trusting a figure.

    ``write`` says it in the language of a translator. ``sectors`` are those it touches;
    none means that it touches the whole plan. ``measures`` are the needs it is about; none
    means that it is about the plan. ``rows`` names the table rows.
    """

    code: str
    severity: str
    write: Callable[[Translator], str]
    rows: tuple[str, ...]
    sectors: tuple[str, ...] = field(default=())
    measures: tuple[str, ...] = field(default=())
