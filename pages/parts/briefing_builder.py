"""The builder of a briefing: pick, order and retitle slides, write notes, pin views, load and save the storyline."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.briefing import (
    MOST_SLIDES,
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    read_storyline,
    slide_query,
    write_storyline,
)
from geo.core import DataError
from geo.screen import fill
from pages.parts import briefing_rows, briefing_story, notices, page_frame, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.core import Translator, View


def pin(view: View) -> None:
    """Add a view as a slide and say so (in a widget's callback)."""
    t = session.words()
    if len(briefing_story.story().slides) >= MOST_SLIDES:
        st.toast(t("The briefing has as many slides as it can hold."))
        return
    slide = Slide("view", slide_query(view))
    briefing_story.add_slide(slide)
    st.session_state[Key.PINNED] = len(briefing_story.story().slides) - briefing_story.story().slides[::-1].index(slide)


def pinned() -> None:
    """Say once that a view was pinned, with the way to its slide."""
    place, t = st.session_state.pop(Key.PINNED, None), session.words()
    if place is not None:
        words = t("Pinned: the briefing now has {n} slides.", n=len(briefing_story.story().slides))
        query = urlencode(session.current().only().params() | {"slide": place})
        st.html(fill("pinned", words=words, open=t("Open"), go=f"/briefing?{query}"))


def panel(now: Storyline) -> None:
    """Show the builder below the presenter; it is made when it is opened."""
    t = session.words()
    with st.expander(t("Build the briefing"), key="builder", on_change="rerun") as opened:
        if not opened.open:
            return
        contents = compose_slide(now, session.atlas(), t.lang)
        for place, slide, content in zip(briefing_story.order(), now.slides, contents, strict=True):
            briefing_rows.row(place, slide, content.title, t)
        _add(t)
        _files(now, t)


def _add(t: Translator) -> None:
    """Offer the slides of the plan's own storyline; other views are pinned on their pages."""
    own = default_storyline(session.atlas())
    titles = [c.title for c in compose_slide(own, session.atlas(), t.lang)]
    left, right = st.columns([6, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        t("Add a slide"), range(len(titles)), format_func=lambda i: titles[i], key="slide-add-which"
    )
    full = len(briefing_story.story().slides) >= MOST_SLIDES
    slide = own.slides[chosen]
    right.button(t("Add"), key="slide-add", disabled=full, on_click=briefing_story.add_slide, args=(slide,))
    page_frame.sentence(t("Any view of another page can be added there with “Pin this view”."), "foot")


def _files(now: Storyline, t: Translator) -> None:
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    middle.button(t("Undo"), key="story-undo", on_click=briefing_story.undo, disabled=not briefing_story.can_undo())
    name = f"{now.plan}-storyline.json"
    left.download_button(t("Save the storyline"), write_storyline(now), name, "application/json", key="story-save")
    right.button(t("Back to the plan’s own"), key="story-reset", on_click=briefing_story.reset)
    file = st.file_uploader(
        t("Load a storyline"), type=["json"], key=f"story-load-{st.session_state.get(Key.EDITION, 0)}"
    )
    if file is not None:
        try:
            read = read_storyline(file.getvalue(), session.atlas())
        except DataError as error:
            notices.refused(error.problems)
        else:
            briefing_story.keep(read.slides)
            briefing_story.count_anew()  # a new field for the next file
            st.rerun()
