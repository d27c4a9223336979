"""Read a crisis response plan's published page into its parts, each value with its line in the source.

A page is a header of values and labels, then objectives, each with values, a description and sectors; a sector is a
heading, paragraphs and bullets, and a foot of labels and values. Layouts vary, so a label takes the bare value beside
it, or the one on the side where its block has its values (see `layout`). Whatever is not understood is listed with its
line, never dropped; a heading of which it is not sure that it is a sector's is a paragraph of the part where it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.plans.identity import Identity, identify_plan, load_names
from geo.plans.reader.layout import find_title, read_layout, says_regional
from geo.plans.reader.lines import split_lines
from geo.plans.reader.page_reader import PageReader
from geo.plans.reader.vocabulary import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.plans.identity import Names
    from geo.plans.reader.document import PlanDocument
    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words

SETTABLE = ("title", "objective", "sector", "text", "ignored")
"""What a person may say that a line is."""


def parse_plan_page(text: str, words: Words | None = None, names: Names | None = None) -> PlanDocument:
    """Read a page; see the module.

    Parameters
    ----------
    text
        Plain text or HTML. HTML is read as text only: nothing in it is fetched or run.
    words, names
        The words of a page and the names of countries; those that the project ships by default.

    Returns
    -------
    PlanDocument
        Never fails: a page without a plan gives an empty reading with every line left over.
    """
    return parse_plan_lines(split_lines(text), words or load_words(), names or load_names())


def parse_plan_lines(
    lines: list[Line], words: Words, names: Names, roles: Mapping[int, str] | None = None
) -> PlanDocument:
    """Read a page of which the lines are split already; see `parse_plan_page`.

    *roles* are what a person says of lines, by their place among the lines, from 0: one of `SETTABLE`.
    """
    words = words.of_page()
    layout = read_layout(lines, words, names)
    said = {at: role for at, role in (roles or {}).items() if role in SETTABLE and 0 <= at < len(lines)}
    title = next((at for at, role in said.items() if role == "title"), layout.title)
    if title is not None and said.get(title, "title") != "title":
        title = None
    return PageReader(lines, replace(layout, title=title), words, said).run()


def page_identity(text: str, words: Words | None = None, names: Names | None = None) -> tuple[str, Identity]:
    """Tell a page's title, empty where it has none, and whose plan it is, from the title and the line beside it."""
    lines, words, names = split_lines(text), words or load_words(), names or load_names()
    at = find_title(lines, words, names)
    title = "" if at is None else lines[at].text
    return title, identify_plan(title, regional=at is not None and says_regional(lines, at, words), names=names)
