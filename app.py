"""The server: the pages, the files that the maps are drawn from, and the open-data routes.

Start it with ``streamlit run app.py``.
"""

import sys

import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware

from geo.web import open_data_routes
from pages.names import PAGES
from pages.parts import (
    briefing_frame,
    client_files,
    map_files,
    origins,
    page_addresses,
    portfolio_page,
    search_route,
    signed_in,
    store,
    take_away,
    warming,
)
from pages.server import answer_headers, gate, load_limits, logs, measures, open_files, sent_at_once, sessions

logs.begin()
settings = signed_in.begin()
open_files.raise_limit()
sent_at_once.begin()
measures.serve(sessions.count)
warming.start()
# A page being made must not keep a painting of the map waiting: hand over every millisecond, not every five.
sys.setswitchinterval(0.001)

# Streamlit reads uploads through Starlette, which would put those above a megabyte into a file on disk.
MultiPartParser.spool_max_size = 64 * 1024 * 1024

app = st.App(
    "pages/shell.py",
    routes=[
        *page_addresses.routes(PAGES),
        *map_files.routes(),
        *briefing_frame.routes(),
        *search_route.routes(),
        *portfolio_page.routes(),  # before those of any file
        *take_away.routes(),
        *open_data_routes(store.library),
    ],
    middleware=[
        Middleware(answer_headers.AnswerHeaders),
        Middleware(load_limits.LoadLimits),
        Middleware(gate.Gate, settings=settings),
        Middleware(origins.OwnOriginsOnly),
        Middleware(client_files.ClientFiles),
    ],
)
