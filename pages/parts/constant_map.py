"""The constant map: rendered once, sent as streamlit-folium sends it; a run tells it which style to show.

streamlit-folium renders a map in each run, which costs more than all else on a page. What it
would send is taken from it once; all that leans on its inside is here.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from unittest import mock

import streamlit as st
import streamlit_folium

from geo.core import remember
from geo.maps import base_map, map_bounds, show_style
from pages.parts import map_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Atlas

_CLICK = "last_object_clicked_popup"
_PLACE = "the words of this run"
_SENDER = "_component_func"
_send = getattr(streamlit_folium, _SENDER)
_rendering = threading.Lock()


def show_map(atlas: Atlas, key: str, height: int, words: str, clicked: Callable[[str], None]) -> None:
    """Show the constant map of an atlas as *words* (of `geo.maps.style_words`) say.

    *clicked* is told what the reader clicked, before the next run.
    """
    sent = _constant(atlas, key, height)
    name = sent["key"]
    group = sent["feature_group"].replace(_PLACE, words)
    _send(**sent | {"feature_group": group, "on_change": lambda: _take_click(name, clicked)})


@remember(most=8)
def _constant(atlas: Atlas, key: str, height: int) -> dict[str, Any]:
    """Return what `st_folium` would send for a map, with a place for the words of a run."""
    sent: dict[str, Any] = {}
    with _rendering, mock.patch.object(streamlit_folium, _SENDER, lambda **words: sent.update(words)):
        streamlit_folium.st_folium(
            base_map(*map_files.addresses(atlas), map_bounds(atlas)),
            key=key, height=height, width=None, returned_objects=[_CLICK], feature_group_to_add=show_style(_PLACE),
        )  # fmt: skip
    return sent


def _take_click(name: str, clicked: Callable[[str], None]) -> None:
    """Pass on what was clicked, without the time that tells two clicks on one region apart."""
    found = ((st.session_state.get(name) or {}).get(_CLICK) or "").partition("#")[0]
    if found:
        clicked(found)
