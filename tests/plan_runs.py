"""Every run of eight words of the plan's text as a short hash, so that a copied sentence is found without the text.

``python -m tests.plan_runs TEXT`` writes the hashes of a text.
"""

import hashlib
import sys
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
RUN = 8


def of(text):
    """Return the hashes (8 hex digits) of the runs of eight words of a text."""
    words = text.lower().split()
    runs = (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:8] for run in runs}


def known():
    """Return the hashes of the plan's text."""
    return set(FILE.read_text(encoding="ascii").split())


if __name__ == "__main__":
    made = sorted(of(Path(sys.argv[1]).read_text(encoding="utf-8")))
    FILE.write_text("\n".join(made) + "\n", encoding="ascii", newline="\n")
