"""The main script: page settings, language, navigation and filters around the chosen page."""

import sys
from pathlib import Path

import streamlit as st

sys.path[:] = list(dict.fromkeys([str(Path(__file__).parents[1]), *sys.path]))

from pages.names import OF_SECTORS, PAGES  # noqa: E402 - the path comes first
from pages.parts import filters, header_panel, notices, session, store  # noqa: E402


def main() -> None:
    """Draw the shell and the page in it, or what keeps it from being drawn."""
    library = store.library()
    if not library.atlases:
        st.set_page_config(page_icon="🗺️", layout="wide")
        notices.broken(library.complaints)
        return
    t, plan = session.words(), session.atlas().plan
    st.set_page_config(page_title=plan.title(t.lang), page_icon="🗺️", layout="wide")
    titles = {
        "overview": t("Overview"), "where": t("Where"), "funding": t("Funding"), "needs": t("Needs"),
        "compare": t("Compare"), "region": t("Region"), "briefing": t("Briefing"), "your-data": t("Your data"),
    }  # fmt: skip
    pages = {
        name: st.Page(f"{name.replace('-', '_')}.py", title=titles[name], url_path=name, default=name == "overview")
        for name in PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    params = session.params()
    with st.container(key="nav", horizontal=True, vertical_alignment="center"):
        for name, target in pages.items():
            place = st.container(key="here", width="content") if target == page else st
            place.page_link(target, label=titles[name], query_params=params)
        with st.container(key="switches", horizontal=True, width="content", vertical_alignment="center"):
            filters.plan()
            filters.language()
    notices.banner(library)
    if plan.header_only and page in [pages[name] for name in OF_SECTORS]:
        header_panel.panel()
        return
    if page != pages["briefing"]:  # its slides carry their days
        with st.container():  # its place is kept: else the map below would be made anew when a day is chosen
            filters.day()
    if page not in (pages["briefing"], pages["your-data"]):  # a projected slide has the whole width
        with st.sidebar:
            filters.bar(sectors=page != pages["compare"])
    page.run()


main()
