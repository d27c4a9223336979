"""The rows of the builder: title, place and notes of a slide; what is done while the page answers is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.briefing import MOST_TEXT, MOST_TITLE
from pages.parts import briefing_story, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.briefing import Slide
    from geo.core import Translator


def row(place: int, slide: Slide, title: str, t: Translator) -> None:
    """Show a slide's row; *place* is its place in the frame's storyline, by which it is known while rows move."""
    n, last, written = briefing_story.order().index(place), len(briefing_story.order()) - 1, slide.text("notes", t.lang)
    field, notes = (_field((place, name, t.lang), text) for name, text in (("title", title), ("notes", written)))
    up, down, drop = (_key(place, what) for what in ("up", "down", "drop"))
    columns = st.columns([8, 1, 1, 1], vertical_alignment="bottom")
    columns[0].text_input(
        f"{n + 1}",
        value=title,
        key=field,
        max_chars=MOST_TITLE,
        placeholder=title,
        on_change=_written,
        args=(field, (place, "title", t.lang)),
    )
    columns[1].button("↑", key=up, on_click=_move, args=(up, place, -1), disabled=n == 0, help=t("Move up"))
    columns[2].button("↓", key=down, on_click=_move, args=(down, place, 1), disabled=n == last, help=t("Move down"))
    columns[3].button("✕", key=drop, on_click=_drop, args=(drop, place), disabled=last == 0, help=t("Remove"))
    with st.popover(t("Notes")):
        st.text_area(
            t("Speaker notes; empty: made from the data"), value=written, key=notes, max_chars=MOST_TEXT,
            on_change=_written, args=(notes, (place, "notes", t.lang)),
        )  # fmt: skip


def _key(place: int, what: str) -> str:
    """Name a widget of a row: by its slide, the plan, and how often the slides were counted anew."""
    return f"slide-{st.session_state.get(Key.EDITION, 0)}-{place + 1}-{what}-{session.atlas().plan.code}"


_Place = tuple[int, str, str]
"""What a field is for: a slide's place in the frame's storyline, title or notes, language."""


def _field(where: _Place, text: str) -> str:
    """Name a field: anew where the slide does not say what was said in it, so that it shows no old text.

    A field that was answered late would send its old text back as if it had been written.
    """
    fields = briefing_story.fields()
    count, said = fields.get(where, (0, text))
    fields[where] = count + (said != text), text
    return _field_now(where)


def _field_now(where: _Place) -> str:
    place, name, lang = where
    count, _ = briefing_story.fields().get(where, (0, ""))
    return _key(place, f"{name}-{lang}-{count}")


def _written(key: str, where: _Place) -> None:
    """Take a text that was written on a slide; an emptied one is made from the data again.

    A browser tells of every field that it leaves, whether anything was written there or not.
    """
    place, name, lang = where
    if key != _field_now(where) or place not in briefing_story.order():
        return
    text = str(st.session_state[key]).strip()
    if text != briefing_story.said(*where):
        briefing_story.write(place, name, lang, text)
        fields = briefing_story.fields()
        fields[where] = fields[where][0], briefing_story.said(*where)


def _move(key: str, place: int, by: int) -> None:
    slides, kept = list(briefing_story.story().slides), list(briefing_story.order())
    n = kept.index(place) if place in kept else -1
    if key != _key(place, "up" if by < 0 else "down") or n < 0 or not 0 <= n + by < len(kept):
        return  # pressed again before the page had moved the row, or taken it out
    for each in (slides, kept):
        each[n], each[n + by] = each[n + by], each[n]
    briefing_story.keep(slides, kept)


def _drop(key: str, place: int) -> None:
    slides, kept = list(briefing_story.story().slides), list(briefing_story.order())
    if key != _key(place, "drop") or place not in kept or len(kept) == 1:
        return
    n = kept.index(place)
    del slides[n], kept[n]
    briefing_story.keep(slides, kept)
