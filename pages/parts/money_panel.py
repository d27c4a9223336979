"""Beside the map of money: how money is split, what becomes of a surplus, what a pledge would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import translator
from geo.screen import address, fill, groups_html, money_groups, panel_html
from pages.parts import content, session, what_if

if TYPE_CHECKING:
    from geo.core import View
    from geo.screen import Words
    from geo.store import Atlas

PLEDGE, WEIGHTS = "what-if", "weights"
"""Words of the address that open a form in place of the regions in order."""


def controls(atlas: Atlas, view: View, beside: Words) -> str:
    """Write the options of the split and of the surplus, and the links that open the forms."""
    t = translator(view.lang)
    forms = [(PLEDGE, t("What if: try out a pledge")), (WEIGHTS, t("Weights of your own"))]
    links = [(name, words, address(view, beside, tab=name)) for name, words in forms]
    return groups_html(money_groups(atlas, view, beside)) + fill("forms", links=links)


def form(view: View) -> bool:
    """Show the form that is open, a scenario with its pledges; tell whether there is one."""
    tab = session.tab()
    if tab not in (PLEDGE, WEIGHTS) and (not view.scenario or view.region):
        return False
    with st.container(key="panel-form"):
        content.show(_top, view, session.beside(), tab)
        if tab == WEIGHTS:
            what_if.weights()
        else:
            what_if.panel()
            if view.scenario:
                content.show(what_if.comparison, view.but(region=None))
    return True


def _top(_: Atlas, view: View, beside: Words, tab: str) -> str:
    t = translator(view.lang)
    title = t("Weights of your own") if tab == WEIGHTS else t("What if: try out a pledge")
    close = (address(view, beside, tab=""), t("Close")) if tab else ("", "")
    return panel_html(title, "", "", close)
