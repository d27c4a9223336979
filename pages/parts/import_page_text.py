"""The text of a page that was read: each line with what it was taken for and the cells it gave; a click corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.intake import lines_beside
from geo.plans import SETTABLE
from pages.parts import importing, own_plans, page_frame
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.plans import PlanImport

_MOST_LINES = 2000
_ROWS_SHOWN = 14
_PLAIN = "background-color: #ffffff"
_COLOURS = {
    "left": "background-color: #fde3cf; color: #7a3300",
    "ignored": "color: #6b7680",
    **dict.fromkeys(("title", "objective", "sector"), "background-color: #cfe2f3; font-weight: 600"),
    **dict.fromkeys(("date", "value", "label", "indicator"), "background-color: #e5f0fa"),
}


def show(imported: PlanImport, t: Translator) -> None:
    """Show the page's text; what a person chooses for a line is read at once, and the tables follow."""
    rows, names = lines_beside(imported)[:_MOST_LINES], _role_names(t)
    left = sum(row["role"] == "left" for row in rows)
    page_frame.sentence(
        t("Blue: understood, with the cells that a line gave. Orange: not understood ({n}).", n=left)
        + " "
        + t("Choose another role for a line, and the tables follow.")
    )
    frame = pd.DataFrame(
        [(row["line"], row["text"], names[row["role"]], row["cells"]) for row in rows],
        columns=["line", "text", "role", "cells"],
    )
    colours = [_COLOURS.get(str(row["role"]), _PLAIN) for row in rows]
    edited = st.data_editor(
        frame.style.apply(lambda _: colours, axis=0),
        hide_index=True,
        disabled=["line", "text", "cells"],
        height=min(len(frame) + 1, _ROWS_SHOWN) * 35 + 3,
        key=f"import-lines-{st.session_state.get(Key.EDITION, 0)}",
        column_config={
            "line": st.column_config.NumberColumn(t("line"), width=60),
            "text": st.column_config.TextColumn(t("words of the page"), width=460),
            "role": st.column_config.SelectboxColumn(
                t("taken for"), options=list(names.values()), required=True, width=170
            ),
            "cells": st.column_config.TextColumn(t("gave the cells"), width=420),
        },
    )
    _take(list(edited["role"]), [str(row["role"]) for row in rows], names, t)


def _take(chosen: list[str], roles: list[str], names: dict[str, str], t: Translator) -> None:
    """Read the page again with the roles that were changed; one that only the reader can give is refused."""
    changed = {at: now for at, (now, was) in enumerate(zip(chosen, roles, strict=True)) if now != names[was]}
    if not changed:
        return
    of_name = {name: role for role, name in names.items()}
    wanted = {at: of_name[now] for at, now in changed.items()}
    if not set(wanted.values()) <= set(SETTABLE):
        can = ", ".join(names[role] for role in SETTABLE)
        st.warning(t("A line can be made one of these: {roles}. Values are corrected in the tables below.", roles=can))
        return
    own_plans.let_go(importing.code())
    importing.read_again(st.session_state.get(Key.ROLES, {}) | wanted)
    st.rerun()


def _role_names(t: Translator) -> dict[str, str]:
    """Name each role that a line may have."""
    return {
        "title": t("title of the plan"), "objective": t("objective"), "sector": t("sector"), "text": t("text"),
        "ignored": t("no part of the plan"), "left": t("not understood"), "date": t("date"), "value": t("value"),
        "label": t("label"), "caption": t("text of a picture"), "indicator": t("indicator"),
        "section": t("fixed words of the page"),
    }  # fmt: skip
