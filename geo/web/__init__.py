"""The open-data routes beside the pages: tables, shapes, plan and health of the running app.

Reads a view from the query and answers with what `geo.export` writes; knows no Streamlit.
"""

# fmt: off
from geo.web.open_data import open_data_routes

__all__ = ["open_data_routes"]
# fmt: on
