"""The main script: page settings, header, what is wrong, and the chosen page."""

import sys
from pathlib import Path

import streamlit as st

sys.path[:] = list(dict.fromkeys([str(Path(__file__).parents[1]), *sys.path]))

from pages.names import OF_SECTORS, PAGES  # noqa: E402 - the path comes first
from pages.parts import glossary, header, header_panel, notices, session, signed_in, store  # noqa: E402
from pages.server import measures  # noqa: E402


def main() -> None:
    """Draw the shell and the page in it, or what keeps it from being drawn."""
    if signed_in.ended():
        st.set_page_config(page_icon="🗺️", layout="wide")
        notices.signed_out()
        return
    library = store.library()
    if not library.atlases:
        st.set_page_config(page_icon="🗺️", layout="wide")
        notices.broken(library.complaints)
        return
    session.arrive()
    t, plan = session.words(), session.atlas().plan
    st.set_page_config(page_title=plan.title(t.lang), page_icon="🗺️", layout="wide")
    titles = header.titles(t)
    pages = {
        name: st.Page(f"{name.replace('-', '_')}.py", title=titles[name], url_path=name, default=name == "overview")
        for name in PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    here = next(name for name in PAGES if pages[name] == page)
    header.show(here)
    notices.banner(library)
    with measures.run_of(here):
        if plan.header_only and here in OF_SECTORS:
            header_panel.panel()
        else:
            page.run()
    glossary.opened()


main()
