"""The storyline that a session holds of each plan's briefing: its order, titles and notes, and what can be undone."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from geo.briefing import (
    MOST_SLIDES,
    MOST_TITLE,
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    fill_slide,
    write_storyline,
)
from geo.core import LANGS, UNSHOWN
from pages.parts import session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def add_slide(slide: Slide) -> None:
    """Add a slide before the caveats and sources, which close a briefing."""
    now = story()
    at = next((n for n, s in enumerate(now.slides) if s.kind in ("caveats", "sources")), len(now.slides))
    if len(now.slides) < MOST_SLIDES:
        keep((*now.slides[:at], slide, *now.slides[at:]))


def keep(slides: Sequence[Slide], kept: Sequence[int] | None = None) -> None:
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
        count_anew()
    for key, value in ((Key.BASE, was), (Key.ORDER, kept), (Key.STORY, told)):
        st.session_state[_own(key)] = value


def fields() -> dict[tuple[int, str, str], tuple[int, str]]:
    """Return how often a text's field was named anew, and what it says: by place, title or notes, and language."""
    kept: dict[tuple[int, str, str], tuple[int, str]] = st.session_state.setdefault(_own(Key.FIELDS), {})
    return kept


def count_anew() -> None:
    """Name all widgets anew."""
    st.session_state[_own(Key.FIELDS)] = {}
    st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1


def _without_notes(told: Storyline) -> list[Slide]:
    return [dataclasses.replace(slide, notes=()) for slide in told.slides]


def can_undo() -> bool:
    """Tell whether there is a change to take back."""
    return bool(st.session_state.get(_own(Key.PAST)))


def undo() -> None:
    """Take the storyline back to what it was before the last change."""
    past = list(st.session_state.get(_own(Key.PAST), []))
    if past:
        _take(*past.pop())
        st.session_state[_own(Key.PAST)] = past


def reset() -> None:
    """Take the plan's own storyline, as it is now and as it will be with new figures."""
    keep(default_storyline(session.atlas()).slides)
    st.session_state[_own(Key.STORY)], st.session_state[_own(Key.ORDER)] = None, None


def write(place: int, name: str, lang: str, text: str) -> None:
    """Write a title or notes on the slide that has this place in the frame's storyline; an empty text is let go."""
    n = order().index(place)
    before = story().slides[n]
    after = _with_text(before, name, lang, text)
    if after == before:
        return
    slides = _put(story().slides, n, after)
    if name == "title":
        keep(slides, order())
        return
    was = base().slides  # the frame is loaded anew for its notes, and its slides keep their places
    noted = Storyline(base().plan, tuple(_put(was, place, dataclasses.replace(was[place], notes=after.notes))))
    _change(noted, order(), Storyline(noted.plan, tuple(slides)))


def said(place: int, name: str, lang: str) -> str:
    """Return what a slide says in a language: a title that nobody wrote is made from the data."""
    return _said(story().slides[order().index(place)], name, lang)


def _put(slides: Sequence[Slide], n: int, slide: Slide) -> list[Slide]:
    return [*slides[:n], slide, *slides[n + 1 :]]


def _with_text(slide: Slide, name: str, lang: str, text: str) -> Slide:
    words = dict(getattr(slide, name)) | {lang: UNSHOWN.sub("", text).strip()}
    return dataclasses.replace(slide, **{name: tuple((k, v) for k, v in words.items() if v)})


def _said(slide: Slide, name: str, lang: str) -> str:
    return fill_slide(slide, session.atlas(), lang).title if name == "title" else slide.text(name, lang)


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
        keep(slides, kept)


def _retitled(slide: Slide, words: object) -> Slide:
    """Give a slide titles by language; where one is what the figures say, it stays made from them."""
    if not isinstance(words, dict):
        return slide
    now = slide
    for lang in LANGS:
        text = words.get(lang)
        if isinstance(text, str) and text != _said(slide, "title", lang):
            now = _with_text(now, "title", lang, text[:MOST_TITLE])
    return now


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
