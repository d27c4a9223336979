"""A bare Streamlit page, the yardstick of `clicks.py`: the same pills and a table, no map."""

import streamlit as st

SECTORS = (
    "shelter", "cccm", "protection", "mhpss", "peacebuilding", "stabilization", "durable-solutions",
    "disaster-prevention", "preparedness", "displacement-tracking",
)  # fmt: skip

st.set_page_config(layout="wide")
with st.sidebar:
    chosen = st.pills("Sector", SECTORS, selection_mode="multi") or []
st.html(f"<table><tr><td>{'</td></tr><tr><td>'.join(chosen)}</td></tr></table><p id='mark'>{','.join(chosen)}</p>")
