"""The builder of a briefing: pick, order and retitle slides, write notes, pin views, load and save the storyline."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import streamlit as st

from geo.briefing import (
    MOST_SLIDES,
    MOST_TEXT,
    MOST_TITLE,
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    read_storyline,
    slide_query,
    write_storyline,
)
from geo.core import DataError
from pages.parts import notices, page_frame, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator, View


def story() -> Storyline:
    """Return the session's storyline; the plan's own until the reader makes another."""
    kept = st.session_state.get(Key.STORY)
    atlas = session.atlas()
    own = isinstance(kept, Storyline) and kept.plan == atlas.plan.code
    return kept if own else default_storyline(atlas)


def pin(view: View) -> None:
    """Add a view as a slide and say so (in a widget's callback)."""
    t = session.words()
    if len(story().slides) >= MOST_SLIDES:
        st.toast(t("The briefing has as many slides as it can hold."))
        return
    _add_slide(Slide("view", slide_query(view)))
    st.toast(t("Pinned: the briefing now has {n} slides.", n=len(story().slides)))


def _add_slide(slide: Slide) -> None:
    """Add a slide before the caveats and sources, which close a briefing."""
    now = story()
    at = next((n for n, s in enumerate(now.slides) if s.kind in ("caveats", "sources")), len(now.slides))
    if len(now.slides) < MOST_SLIDES:
        _keep((*now.slides[:at], slide, *now.slides[at:]))


def panel(now: Storyline) -> None:
    """Show the builder below the presenter; it is made when it is opened."""
    t = session.words()
    with st.expander(t("Build the briefing"), key="builder", on_change="rerun") as opened:
        if not opened.open:
            return
        contents = compose_slide(now, session.atlas(), t.lang)
        for n, (slide, content) in enumerate(zip(now.slides, contents, strict=True)):
            _row(n, slide, content.title, len(now.slides), t)
        _add(t)
        _files(now, t)


def _keep(slides: Sequence[Slide]) -> None:
    """Keep a changed storyline; the widgets of the rows get new keys, so that none shows an old text."""
    st.session_state[Key.STORY] = Storyline(session.atlas().plan.code, tuple(slides))
    st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1


def _row(n: int, slide: Slide, title: str, of: int, t: Translator) -> None:
    key = f"slide-{st.session_state.get(Key.EDITION, 0)}-{n}"
    columns = st.columns([8, 1, 1, 1], vertical_alignment="bottom")
    columns[0].text_input(
        f"{n + 1}",
        value=title,
        key=f"{key}-title",
        max_chars=MOST_TITLE,
        on_change=_written,
        args=(n, "title", f"{key}-title"),
    )
    columns[1].button("↑", key=f"{key}-up", on_click=_move, args=(n, -1), disabled=n == 0, help=t("Move up"))
    columns[2].button("↓", key=f"{key}-down", on_click=_move, args=(n, 1), disabled=n == of - 1, help=t("Move down"))
    columns[3].button("✕", key=f"{key}-drop", on_click=_drop, args=(n,), disabled=of == 1, help=t("Remove"))
    with st.popover(t("Notes")):
        st.text_area(
            t("Speaker notes; empty: made from the data"), value=slide.text("notes", t.lang), key=f"{key}-notes",
            max_chars=MOST_TEXT, on_change=_written, args=(n, "notes", f"{key}-notes"),
        )  # fmt: skip


def _written(n: int, name: str, key: str) -> None:
    """Take a text that was written on a slide; an emptied one is made from the data again."""
    slides, lang = list(story().slides), session.words().lang
    words = dict(getattr(slides[n], name)) | {lang: st.session_state[key].strip()}
    slides[n] = dataclasses.replace(slides[n], **{name: tuple((k, v) for k, v in words.items() if v)})
    _keep(slides)


def _move(n: int, by: int) -> None:
    slides = list(story().slides)
    slides[n], slides[n + by] = slides[n + by], slides[n]
    _keep(slides)


def _drop(n: int) -> None:
    slides = list(story().slides)
    del slides[n]
    _keep(slides)


def _add(t: Translator) -> None:
    """Offer the slides of the plan's own storyline; other views are pinned on their pages."""
    own = default_storyline(session.atlas())
    titles = [c.title for c in compose_slide(own, session.atlas(), t.lang)]
    left, right = st.columns([6, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        t("Add a slide"), range(len(titles)), format_func=lambda i: titles[i], key="slide-add-which"
    )
    full = len(story().slides) >= MOST_SLIDES
    right.button(t("Add"), key="slide-add", disabled=full, on_click=lambda: _add_slide(own.slides[chosen]))
    page_frame.sentence(t("Any view of another page can be added there with “Pin this view”."), "foot")


def _files(now: Storyline, t: Translator) -> None:
    left, right = st.columns(2, vertical_alignment="bottom")
    name = f"{now.plan}-storyline.json"
    left.download_button(t("Save the storyline"), write_storyline(now), name, "application/json", key="story-save")
    right.button(t("Back to the plan’s own"), key="story-reset", on_click=_reset)
    file = st.file_uploader(
        t("Load a storyline"), type=["json"], key=f"story-load-{st.session_state.get(Key.EDITION, 0)}"
    )
    if file is not None:
        try:
            read = read_storyline(file.getvalue(), session.atlas())
        except DataError as error:
            notices.refused(error.problems)
        else:
            _keep(read.slides)
            st.rerun()


def _reset() -> None:
    st.session_state[Key.STORY] = None
    st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1
