"""Links to other views of a page: the options of the filters, the tabs, the regions of a list.

A press changes the address, and the address is all that the server goes by: no widget of Streamlit keeps a
choice. The page's script (`static/page.js`) follows a link without loading the page anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from geo.core import View
from geo.store import Atlas

Words = tuple[tuple[str, str], ...]
"""Words of an address beside the view."""
Ways = Mapping[str, Sequence[View]]
"""The view that each option of a group leads to."""
FileLink = Callable[[str, View], str]
"""Gives the address of a view's file of a kind."""
Writer = Callable[[Atlas, View, Words], str]
"""Writes a piece of a view, with the kept words of the address."""


class Option(NamedTuple):
    """One option of a group: its label, the address that it leads to, whether it is chosen, what it does."""

    label: str
    go: str
    on: bool
    title: str = ""


class Group(NamedTuple):
    """A group of options by its key; of a group of *many* several may be chosen at once."""

    key: str
    label: str
    options: Sequence[Option]
    many: bool = False


def address(view: View, beside: Words = (), **words: str) -> str:
    """Write the address of a view on the same page.

    Parameters
    ----------
    view
        What is shown.
    beside
        Words of the address that stay as they are.
    words
        Words that change; an empty one is let go.
    """
    kept = {name: text for name, text in (dict(beside) | words).items() if text}
    return f"?{urlencode(view.params() | kept, safe=',:-')}"


def single(group: tuple[str, str], labels: dict[str, str], now: str, ways: Ways, beside: Words) -> Group:
    """Make a *group* (key and name) of which one option is chosen: its *labels* by code, in the order of its ways."""
    key, name = group
    found = zip(labels.items(), ways[key], strict=True)
    return Group(key, name, [Option(text, address(v, beside), code == now) for (code, text), v in found])


def titled(group: Group, titles: Sequence[str]) -> Group:
    """Say of each option of a group what it does."""
    return group._replace(options=[o._replace(title=text) for o, text in zip(group.options, titles, strict=True)])


def many(key: str, labels: dict[str, str], now: Sequence[str], ways: Ways, beside: Words) -> Group:
    """Make a group of which several options may be chosen."""
    found = zip(labels.items(), ways[key], strict=True)
    return Group(key, "", [Option(text, address(v, beside), code in now) for (code, text), v in found], many=True)
