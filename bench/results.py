"""What the benchmarks found, in one file: each rewrites its own part of ``bench/RESULTS.md``."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
_FILE = HERE / "RESULTS.md"


def machine() -> str:
    """Say when and on what a benchmark ran."""
    python = platform.python_version()
    return f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, Python {python}"


def write_part(name: str, text: str) -> None:
    """Put a benchmark's part in place of its last one, or at the end."""
    whole = _FILE.read_text(encoding="utf-8") if _FILE.exists() else ""
    part = f"<!-- {name} -->\n{text.strip()}\n<!-- /{name} -->\n"
    place = re.compile(rf"<!-- {name} -->\n.*?<!-- /{name} -->\n", re.DOTALL)
    whole = place.sub(lambda _: part, whole) if place.search(whole) else f"{whole}\n{part}".lstrip("\n")
    _FILE.write_text(whole, encoding="utf-8")
    print(text)
