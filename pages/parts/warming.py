"""What the server makes ready while it already answers: the data, the first maps, libraries that few pages need."""

from __future__ import annotations

import gc
import threading
import time
from importlib import import_module

from pages.parts import map_files, store

_LATE = ("matplotlib.figure", "altair", "fpdf", "pptx", "openpyxl")
_PAUSE = 0.01
"""Seconds between two steps, so that a reader who is already there is answered first."""


def start() -> None:
    """Begin to warm up, beside the server, in small steps."""
    threading.Thread(target=_warm, name="warming", daemon=True).start()


def _warm() -> None:
    store.warm()  # the browser of the first reader has Streamlit's own files to load meanwhile
    for step in map_files.first_styles():
        time.sleep(_PAUSE)
        step()
    for module in _LATE:
        time.sleep(_PAUSE)
        import_module(module)
    # Streamlit's collection after each run is off (.streamlit/config.toml); what is loaded now stays for good.
    gc.collect()
    gc.freeze()
