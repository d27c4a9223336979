"""The app's options as the site has them: each names the words that it changes, whatever the view is then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.core import View, split_query
from geo.screen import Group, OptionKey, money_groups, options_of_map, pane_parts
from geo.screen import fill as fill_piece
from geo.site.view_set import words_of

if TYPE_CHECKING:
    from geo.store import Atlas

EVERYTHING = "?objective=&sector="
_HELD = (OptionKey.MEASURE, OptionKey.NEED, OptionKey.AGAINST)
"""Options above a map that the site holds views of; circles or fills, and classes, are the live explorer's."""


def filters_html(atlas: Atlas, view: View) -> str:
    """Write the filters of a page."""
    parts: dict[str, Any] = pane_parts(atlas, view, ())
    own = {
        "objectives": _changing(parts["objectives"]),
        "sectors": [group and _changing(group) for group in parts["sectors"]],
        "groups": [_changing(group) for group in parts["groups"]],
        "all": EVERYTHING,
    }
    return fill_piece("filters", **parts | own)


def groups_above(atlas: Atlas, view: View, measures: tuple[str, ...]) -> list[Group]:
    """Make the options above a page's map; those of a comparison are there for the script to show."""
    found = options_of_map(atlas, view, measures, ()) if len(measures) > 1 else []
    if "mismatch" in measures:
        found += options_of_map(atlas, view.but(measure="mismatch"), measures, ())[1:]
    return [_changing(group) for group in found if group.key in _HELD]


def groups_of_money(atlas: Atlas, view: View) -> list[Group]:
    """Make the options of how money is split and of what becomes of a surplus."""
    return [_changing(group) for group in money_groups(atlas, view, ())]


def resting(atlas: Atlas, view: View) -> set[str]:
    """Name the options that a view's measure does not depend on: they are there for the script to show."""
    return {"need", "against", "split", "surplus"} - set(words_of(atlas.indicators[view.measure]))


def _changing(group: Group) -> Group:
    """Let each option name the words that it sets; a sector lets go of the objective, and the other way round."""
    return group._replace(options=[o._replace(go=_change(group, o.go)) for o in group.options])


def _change(group: Group, go: str) -> str:
    words, name = split_query(go), group.key.partition("-")[0]
    if name == OptionKey.OBJECTIVE:
        return f"?objective={words['objective']}&sector="
    if name == OptionKey.SECTOR:
        return f"?sector={words['sector']}&objective="
    return f"?{name}={words.get(name, getattr(View(), name))}"
