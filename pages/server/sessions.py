"""How many sessions are open; all that knows Streamlit's inside for it."""

from __future__ import annotations

from streamlit import runtime


def count() -> int:
    """Return the number of sessions that are connected."""
    return runtime.get_instance()._session_mgr.num_active_sessions() if runtime.exists() else 0  # noqa: SLF001 - no public way
