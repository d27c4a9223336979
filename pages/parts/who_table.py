"""The table of who does what where, of this session's plan and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.screen import who_part
from pages.parts import content, own_plans, session

if TYPE_CHECKING:
    from geo.core import View


def show(view: View) -> None:
    """Show the table of a view; the partner whose work alone is listed stands in the address."""
    own = own_plans.version_for(view.plan, "")
    content.show(who_part, view, session.beside(), session.word("who"), own)
