"""How many files and sockets the server may have open: each session has one or two."""

from __future__ import annotations

import sys


def raise_limit() -> None:
    """Raise the limit of this process to what the system allows; a few hundred is the default on many machines."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
