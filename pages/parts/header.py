"""The header of every page, in one row: pages, search, glossary, plans, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import LANGS, translator
from geo.screen import fill
from pages.names import PAGES
from pages.parts import content, notices, own_plans, search_route, session, signed_in
from pages.server import identity

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.store import Atlas
    from pages.server.sign_in import Person

_LANGS = {"en": "English", "fr": "Français"}


def show(here: str) -> None:
    """Show the header of a page, and below it what its address asks in vain and which day it is of.

    The links take the words of the address along when they are followed. All is one piece: a map below would be
    made anew if it moved to another place among the pieces of the page.
    """
    view, beside = session.current(), session.beside()
    asked = tuple((name, text) for name, text in st.query_params.to_dict().items() if name not in session.KEPT)
    dated = view.but(date=None) if here == "briefing" else view  # its slides carry their days
    content.show_together(
        (_header, here, view.lang, _plans(), own_plans.version_for(view.plan, ""), signed_in.person()),
        (notices.unknown, view, asked),
        (notices.day, dated, beside),
    )


def titles(t: Translator) -> dict[str, str]:
    """Return the name of each page."""
    return {
        "overview": t("Overview"), "where": t("Where"), "funding": t("Funding"), "needs": t("Needs"),
        "monitoring": t("Monitoring"), "compare": t("Compare"), "region": t("Region"), "portfolio": t("Portfolio"),
        "briefing": t("Briefing"), "your-data": t("Your data"),
    }  # fmt: skip


def _plans() -> tuple[tuple[str, str], ...]:
    """Name the plans that can be shown by title and years, the newest first; two of one name by their codes too."""
    atlases, lang = own_plans.library().atlases, session.current().lang
    named = {code: atlas.plan.dated_title(lang) for code, atlas in atlases.items()}
    twice = [title for title in named.values() if list(named.values()).count(title) > 1]
    return tuple((code, f"{title} ({code})" if title in twice else title) for code, title in reversed(named.items()))


def _header(  # noqa: PLR0913, PLR0917 - what stands in the row
    atlas: Atlas, here: str, lang: str, plans: tuple[tuple[str, str], ...], own: str, who: Person | None
) -> str:
    t = translator(lang)
    names = titles(t)
    return fill(
        "header",
        here=here,
        pages=[(name, names[name], "/" if name == PAGES[0] else f"/{name}") for name in PAGES],
        pages_title=t("Pages"),
        plans=plans,
        plan=atlas.plan.code,
        plan_title=t("Plan"),
        langs=_LANGS.items(),
        lang=lang,
        default=LANGS[0],
        glossary=t("Glossary"),
        skip=t("To the map"),
        find=t("Find it"),
        find_label=t("Find a region, a sector, a partner, an activity or a word"),
        found=t("What was found"),
        find_path=search_route.PATH,
        who="" if who is None else t("Signed in as {who}", who=who.signature),
        sign_out=t("Sign out"),
        out=identity.LOGOUT,
        own=own,
        words={
            "copied": t("Link copied: {title}", title="{title}"),
            "making": t("Making the file …"),
            "failed": t("The file could not be made."),
            "nothing": t("Nothing found. Try a region, a sector, a partner or a word."),
        },
    )
