"""A slide, ready to be drawn: every renderer, screen or file, draws the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.briefing.finding import Finding
    from geo.briefing.key_figures import KeyFigure
    from geo.core import View
    from geo.maps import SmallMap, ThematicMap


class MoneyBar(NamedTuple):
    """A sector's money as bars: US dollars required and confirmed (None: not reported), and the words beside them."""

    name: str
    required: float
    confirmed: float | None
    words: str


@dataclass(frozen=True)
class SlideContent:
    """One slide, ready to be drawn: every text is in the language of its view.

    ``title`` is what the ``finding`` says, or what a person wrote; ``subtitle`` how it was
    tested and what is shown. ``facts``: value, name, day. ``header`` and ``rows``: a table.
    ``bullets``: weight (``lead``, ``warning``, ``note`` or ``plain``) and text. ``bars`` or
    ``activities`` (title, sector) stand where a map would say nothing; ``small`` are small
    maps side by side. ``source`` is the one line under a slide, ``foot`` all dates, notes,
    sources and the disclaimer. ``notes`` is the script to speak from. ``link`` leads to the
    same view in the explorer: a path and a query. ``scenario`` is the stamp of a what-if, on
    every slide and in its notes, whether it has a map or not. ``charted`` tells whether the rows are
    amounts to be compared by the length of a bar.
    """

    kind: str
    title: str
    subtitle: str
    view: View
    facts: tuple[KeyFigure, ...] = ()
    drawn: ThematicMap | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    bullets: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    foot: tuple[str, ...] = ()
    charted: bool = False
    small: tuple[SmallMap, ...] = ()
    bars: tuple[MoneyBar, ...] = ()
    activities: tuple[tuple[str, str], ...] = ()
    finding: Finding | None = None
    source: str = ""
    link: str = ""
    scenario: str = ""
