"""Characters that no file or screen can show: they are refused in data and left out of pages that are read."""

from __future__ import annotations

import re

UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters but tab and line ends, halves of surrogate pairs, and codes that are no characters."""
