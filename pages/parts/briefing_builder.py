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


def _own(key: Key) -> str:
    """Name what the session holds of the plan's briefing: every plan has its own."""
    return f"{key}-{session.atlas().plan.code}"


def story() -> Storyline:
    """Return the session's storyline; the plan's own until the reader makes another."""
    kept = st.session_state.get(_own(Key.STORY))
    return kept if isinstance(kept, Storyline) else default_storyline(session.atlas())


def _kept_base() -> tuple[Storyline, tuple[int, ...]] | None:
    """Return the storyline of the frame and the places there of the session's slides; None where both are one."""
    kept, places = st.session_state.get(_own(Key.BASE)), st.session_state.get(_own(Key.ORDER))
    return None if kept is None or places is None else (kept, tuple(places))


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
    told = Storyline(session.atlas().plan.code, tuple(slides))
    if kept is None:
        _change(told, tuple(range(len(told.slides))), told)
    else:
        _change(base(), tuple(kept), told)


def _change(was: Storyline, kept: tuple[int, ...], told: Storyline) -> None:
    before = (base(), order(), story())
    st.session_state[_own(Key.PAST)] = [*st.session_state.get(_own(Key.PAST), []), before][-MOST_UNDONE:]
    _take(was, kept, told)


def _take(was: Storyline, kept: tuple[int, ...], told: Storyline) -> None:
    """Hold a storyline, and the one of the frame; where that has other slides, they are counted anew."""
    if _without_notes(was) != _without_notes(base()):
        _count_anew()
    for key, value in ((Key.BASE, was), (Key.ORDER, kept), (Key.STORY, told)):
        st.session_state[_own(key)] = value


def _count_anew() -> None:
    """Name all widgets anew."""
    st.session_state[_own(Key.FIELDS)] = {}
    st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1


def _without_notes(told: Storyline) -> list[Slide]:
    return [dataclasses.replace(slide, notes=()) for slide in told.slides]


def _row(place: int, slide: Slide, title: str, t: Translator) -> None:
    """Show a slide's row; *place* is its place in the frame's storyline, by which it is known while rows move."""
    n, last, written = order().index(place), len(order()) - 1, slide.text("notes", t.lang)
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
    fields = st.session_state.setdefault(_own(Key.FIELDS), {})
    count, said = fields.get(where, (0, text))
    fields[where] = count + (said != text), text
    return _field_now(where)


def _field_now(where: _Place) -> str:
    place, name, lang = where
    count, _ = st.session_state.get(_own(Key.FIELDS), {}).get(where, (0, ""))
    return _key(place, f"{name}-{lang}-{count}")


def _written(key: str, where: _Place) -> None:
    """Take a text that was written on a slide; an emptied one is made from the data again.

    A browser tells of every field that it leaves, whether anything was written there or not.
    """
    place, name, lang = where
    if key != _field_now(where) or place not in order():
        return
    fields, text = st.session_state[_own(Key.FIELDS)], UNSHOWN.sub("", str(st.session_state[key])).strip()
    n = order().index(place)
    before, after = story().slides[n], _with_text(story().slides[n], name, lang, text)
    if text == _said(before, name, lang):
        return
    fields[where] = fields[where][0], _said(after, name, lang)
    if after == before:
        return
    slides = _put(story().slides, n, after)
    if name == "title":
        _keep(slides, order())
        return
    was = base().slides  # the frame is loaded anew for its notes, and its slides keep their places
    noted = Storyline(base().plan, tuple(_put(was, place, dataclasses.replace(was[place], notes=after.notes))))
    _change(noted, order(), Storyline(noted.plan, tuple(slides)))


def _put(slides: Sequence[Slide], n: int, slide: Slide) -> list[Slide]:
    return [*slides[:n], slide, *slides[n + 1 :]]


def _with_text(slide: Slide, name: str, lang: str, text: str) -> Slide:
    words = dict(getattr(slide, name)) | {lang: text}
    return dataclasses.replace(slide, **{name: tuple((k, v) for k, v in words.items() if v)})


def _said(slide: Slide, name: str, lang: str) -> str:
    """Return what a slide says in a language: a title that nobody wrote is made from the data."""
    return fill_slide(slide, session.atlas(), lang).title if name == "title" else slide.text(name, lang)


def _move(key: str, place: int, by: int) -> None:
    slides, kept = list(story().slides), list(order())
    n = kept.index(place) if place in kept else -1
    if key != _key(place, "up" if by < 0 else "down") or n < 0 or not 0 <= n + by < len(kept):
        return  # pressed again before the page had moved the row, or taken it out
    for each in (slides, kept):
        each[n], each[n + by] = each[n + by], each[n]
    _keep(slides, kept)


def _drop(key: str, place: int) -> None:
    slides, kept = list(story().slides), list(order())
    if key != _key(place, "drop") or place not in kept or len(kept) == 1:
        return
    n = kept.index(place)
    del slides[n], kept[n]
    _keep(slides, kept)


def _undo() -> None:
    """Take the storyline back to what it was before the last change."""
    past = list(st.session_state.get(_own(Key.PAST), []))
    if past:
        _take(*past.pop())
        st.session_state[_own(Key.PAST)] = past


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
    middle.button(t("Undo"), key="story-undo", on_click=_undo, disabled=not st.session_state.get(_own(Key.PAST)))
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
            _count_anew()  # a new field for the next file
            st.rerun()


def _reset() -> None:
    """Take the plan's own storyline, as it is now and as it will be with new figures."""
    _keep(default_storyline(session.atlas()).slides)
    st.session_state[_own(Key.STORY)], st.session_state[_own(Key.ORDER)] = None, None
