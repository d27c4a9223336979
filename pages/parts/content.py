"""The HTML of the pages: each piece is written once for the data and the view that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import streamlit as st

from geo.core import remember
from pages.parts import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Atlas

_Details = ParamSpec("_Details")


def show(write: Callable[Concatenate[Atlas, _Details], str], *details: _Details.args, **_: _Details.kwargs) -> None:
    """Show what *write* makes of the atlas and of some details (a view, a region); nothing where that is empty.

    The details are all that the text depends on besides the data, and compare by value.
    """
    show_together((write, *details))


def show_together(*pieces: tuple[Any, ...]) -> None:
    """Show pieces below each other as one element: each a writer and its details, as of `show`."""
    text = "".join(_written(session.atlas(), write, tuple(details)) for write, *details in pieces)
    if text:
        st.html(text)


@remember(most=2048)
def _written(atlas: Atlas, write: Callable[..., str], details: tuple[Any, ...]) -> str:
    return write(atlas, *details)
