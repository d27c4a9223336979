"""Figures of the running server for Prometheus, on a port of their own and only if one is set."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, start_http_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PORT = "CRISIS_MAP_METRICS_PORT"
"""Environment variable: the port of the figures, on 127.0.0.1; none by default."""
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_runs = Histogram("crisis_map_run_seconds", "Time in which a page was made for a session.", ["page"], buckets=_BUCKETS)
_errors = Counter("crisis_map_errors", "Runs of a page that ended in an error.", ["page"])
_sessions = Gauge("crisis_map_sessions", "Sessions that are open.")
_loads = Gauge("crisis_map_data_loaded_timestamp_seconds", "When the data in use were read.")


@contextmanager
def run_of(page: str) -> Iterator[None]:
    """Measure one run of a page; nothing of who runs it or of what it shows is kept."""
    start = time.perf_counter()
    try:
        yield
    except Exception:
        _errors.labels(page).inc()
        raise
    finally:
        _runs.labels(page).observe(time.perf_counter() - start)


def loaded() -> None:
    """Note that the data were read anew."""
    _loads.set_to_current_time()


def serve(sessions: Callable[[], int]) -> None:
    """Answer Prometheus on the port that the environment names; *sessions* counts the open ones.

    Raises
    ------
    SystemExit
        If the variable is no port.
    """
    asked = os.environ.get(PORT, "")
    if not asked:
        return
    if not asked.isdecimal() or not 0 < int(asked) < 2**16:
        raise SystemExit(f"{PORT}: expected a port from 1 to 65535, not {asked!r}")
    _sessions.set_function(sessions)
    start_http_server(int(asked), addr="127.0.0.1", registry=REGISTRY)
