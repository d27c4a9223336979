"""The builder of a briefing: pick, order and retitle slides, write notes, pin views, load and save the storyline."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.briefing import (
    MOST_SLIDES,
    MOST_TEXT,
    MOST_TITLE,
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    fill_slide,
    read_storyline,
    slide_query,
    write_storyline,
)
from geo.core import LANGS, UNSHOWN, DataError
from geo.screen import fill
from pages.parts import notices, page_frame, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator, View

MOST_UNDONE = 30
"""How many changes can be undone."""


def story() -> Storyline:
    """Return the session's storyline; the plan's own until the reader makes another."""
    kept = st.session_state.get(Key.STORY)
    atlas = session.atlas()
    own = isinstance(kept, Storyline) and kept.plan == atlas.plan.code
    return kept if own else default_storyline(atlas)


def _kept_base() -> tuple[Storyline, tuple[int, ...]] | None:
    """Return the storyline of the frame and the places there of the session's slides; None where both are one."""
    kept, places = st.session_state.get(Key.BASE), st.session_state.get(Key.ORDER)
    if not isinstance(kept, Storyline) or places is None or kept.plan != session.atlas().plan.code:
        return None
    return kept, tuple(places)


def base() -> Storyline:
    """Return the storyline that the frame was loaded with; changes of order and titles need no new one."""
    kept = _kept_base()
    return kept[0] if kept else story()


def order() -> tuple[int, ...]:
    """Return the places that the storyline's slides have in `base`."""
    kept = _kept_base()
    return kept[1] if kept else tuple(range(len(story().slides)))


def pin(view: View) -> None:
    """Add a view as a slide and say so (in a widget's callback)."""
    t = session.words()
    if len(story().slides) >= MOST_SLIDES:
        st.toast(t("The briefing has as many slides as it can hold."))
        return
    slide = Slide("view", slide_query(view))
    _add_slide(slide)
    st.session_state[Key.PINNED] = len(story().slides) - story().slides[::-1].index(slide)


def pinned() -> None:
    """Say once that a view was pinned, with the way to its slide."""
    place, t = st.session_state.pop(Key.PINNED, None), session.words()
    if place is not None:
        words = t("Pinned: the briefing now has {n} slides.", n=len(story().slides))
        query = urlencode(session.current().only().params() | {"slide": place})
        st.html(fill("pinned", words=words, open=t("Open"), go=f"/briefing?{query}"))


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
        for place, slide, content in zip(order(), now.slides, contents, strict=True):
            _row(place, slide, content.title, t)
        _add(t)
        _files(now, t)


def _keep(slides: Sequence[Slide], kept: Sequence[int] | None = None) -> None:
    """Keep a changed storyline.

    *kept* are the places that its slides have in the frame's storyline; without it the frame is loaded anew.
    """
    before, told = (base(), order(), story()), Storyline(session.atlas().plan.code, tuple(slides))
    st.session_state[Key.PAST] = [*st.session_state.get(Key.PAST, []), before][-MOST_UNDONE:]
    if kept is None:
        _take(told, tuple(range(len(told.slides))), told)
    else:
        _take(before[0], tuple(kept), told)


def _take(was: Storyline, kept: tuple[int, ...], told: Storyline) -> None:
    """Hold a storyline, and the one of the frame; where that is another one, its slides are counted anew."""
    if told is was or was != base():
        st.session_state[Key.FIELDS] = {}
        st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1
    st.session_state[Key.BASE], st.session_state[Key.ORDER], st.session_state[Key.STORY] = was, kept, told


def _row(place: int, slide: Slide, title: str, t: Translator) -> None:
    """Show a slide's row; *place* is its place in the frame's storyline, by which it is known while rows move."""
    n, last = order().index(place), len(order()) - 1
    key = f"slide-{st.session_state.get(Key.EDITION, 0)}-{place + 1}"
    field, notes = _field(key, place, title, t), f"{key}-notes-{t.lang}"
    columns = st.columns([8, 1, 1, 1], vertical_alignment="bottom")
    columns[0].text_input(
        f"{n + 1}",
        value=title,
        key=field,
        max_chars=MOST_TITLE,
        on_change=_written,
        args=(place, "title", field),
    )
    columns[1].button("↑", key=f"{key}-up", on_click=_move, args=(place, -1), disabled=n == 0, help=t("Move up"))
    columns[2].button("↓", key=f"{key}-down", on_click=_move, args=(place, 1), disabled=n == last, help=t("Move down"))
    columns[3].button("✕", key=f"{key}-drop", on_click=_drop, args=(place,), disabled=last == 0, help=t("Remove"))
    with st.popover(t("Notes")):
        st.text_area(
            t("Speaker notes; empty: made from the data"), value=slide.text("notes", t.lang), key=notes,
            max_chars=MOST_TEXT, on_change=_written, args=(place, "notes", notes),
        )  # fmt: skip


def _field(key: str, place: int, title: str, t: Translator) -> str:
    """Name the field of a title: anew where the title is not what was said in it, so that it shows no old text.

    A field that was answered late would send its old text back as if it had been written.
    """
    fields = st.session_state.setdefault(Key.FIELDS, {})
    count, said = fields.get((place, t.lang), (0, title))
    fields[place, t.lang] = count + (said != title), title
    return f"{key}-title-{t.lang}-{fields[place, t.lang][0]}"


def _written(place: int, name: str, key: str) -> None:
    """Take a text that was written on a slide; an emptied one is made from the data again."""
    if place not in order():
        return
    slides, n, lang = list(story().slides), order().index(place), session.words().lang
    text, fields = st.session_state[key].strip(), st.session_state[Key.FIELDS]
    words = dict(getattr(slides[n], name)) | {lang: text}
    slides[n] = dataclasses.replace(slides[n], **{name: tuple((k, v) for k, v in words.items() if v)})
    if name == "title":
        fields[place, lang] = fields[place, lang][0], text
        _keep(slides, order())
    else:
        _keep(slides)


def _move(place: int, by: int) -> None:
    slides, kept = list(story().slides), list(order())
    n = kept.index(place) if place in kept else -1
    if n < 0 or not 0 <= n + by < len(kept):  # pressed again before the page had moved or taken out the row
        return
    for each in (slides, kept):
        each[n], each[n + by] = each[n + by], each[n]
    _keep(slides, kept)


def _drop(place: int) -> None:
    slides, kept = list(story().slides), list(order())
    if place not in kept or len(kept) == 1:
        return
    n = kept.index(place)
    del slides[n], kept[n]
    _keep(slides, kept)


def _undo() -> None:
    """Take the storyline back to what it was before the last change."""
    past = list(st.session_state.get(Key.PAST, []))
    if past:
        _take(*past.pop())
        st.session_state[Key.PAST] = past


def take_built() -> None:
    """Take up a change that was made in the frame: an order of its slides, and titles (in the frame's callback)."""
    told = (st.session_state.get(Key.BUILT) or {}).get("built")
    was = base()
    if not isinstance(told, dict) or told.get("story") != story_id(was):
        return
    kept = [n - 1 for n in told.get("order", []) if isinstance(n, int) and 0 < n <= len(was.slides)]
    titles = told.get("titles") if isinstance(told.get("titles"), dict) else {}
    if not kept or len(set(kept)) != len(kept):
        return
    now = dict(zip(order(), story().slides, strict=True))
    slides = [_retitled(now.get(n, was.slides[n]), titles.get(str(n + 1))) for n in kept]
    st.session_state[Key.SEEN] = int(told.get("seen", 0))
    if (tuple(slides), tuple(kept)) != (story().slides, order()):  # told twice, it is one change
        _keep(slides, kept)


def _retitled(slide: Slide, words: object) -> Slide:
    """Give a slide titles by language; where one is what the figures say, it stays made from them."""
    if not isinstance(words, dict):
        return slide
    written = dict(slide.title)
    for lang in LANGS:
        text = words.get(lang)
        if isinstance(text, str) and text != fill_slide(slide, session.atlas(), lang).title:
            written[lang] = UNSHOWN.sub("", text)[:MOST_TITLE].strip()
    return dataclasses.replace(slide, title=tuple((k, v) for k, v in written.items() if v))


def story_id(told: Storyline) -> str:
    """Name a storyline by its content, as the frame does."""
    return hashlib.sha256(write_storyline(told).encode()).hexdigest()


def held() -> dict[str, object]:
    """Tell the frame what the session holds: the order of its slides, and their titles in both languages."""
    now = story()
    contents = {lang: compose_slide(now, session.atlas(), lang) for lang in LANGS}
    titles = {str(n + 1): {lang: contents[lang][i].title for lang in LANGS} for i, n in enumerate(order())}
    seen = st.session_state.get(Key.SEEN, 0)
    return {"story": story_id(base()), "order": [n + 1 for n in order()], "titles": titles, "seen": seen}


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
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    middle.button(t("Undo"), key="story-undo", on_click=_undo, disabled=not st.session_state.get(Key.PAST))
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
    """Take the plan's own storyline, as it is now and as it will be with new figures."""
    _keep(default_storyline(session.atlas()).slides)
    st.session_state[Key.STORY], st.session_state[Key.ORDER] = None, None
