"""A page of the Mali plan of 2023-2024: the platform's layout, the plan's facts and headings, and words of our own.

The tables that are shipped know the published words by their hashes. So that they fit this page, `fitted` writes into a
copy of them the hashes of this page's words, worked out here by the rule of docs/decisions/008 and not by the reader.
"""

import csv
import hashlib
import io
import re
import unicodedata
from pathlib import Path

FILE = Path(__file__).parent / "geo" / "pages" / "mali-2023-2024.txt"
PLAN = Path("plans", "mli-2023-2024")
# Lines of the page, from 1: each objective's title with its description, each sector's with its paragraphs, and its
# first and last bullet.
OBJECTIVES = {"1": (18, 30), "2": (111, 123), "3": (182, 194), "4": (217, 229, 231)}
SECTORS = {
    "shelter": (35, 37, 42, (39, 40)), "cccm": (48, 50, (52, 56)), "protection": (68, 70, 81, (72, 79)),
    "mhpss": (94, 96, (98, 102)), "peacebuilding": (128, 130, (132, 138)), "stabilization": (150, 152, (154, 158)),
    "durable-solutions": (170, 172, (174, 176)), "disaster-prevention": (196, 198, (200, 201)),
    "preparedness": (206, 208, (210, 211)), "displacement-tracking": (236, 238, 240, (242, 250)),
}  # fmt: skip


def text():
    return FILE.read_text(encoding="utf-8")


def _hash(*texts):
    plain = []
    for words in texts:
        apart = unicodedata.normalize("NFD", words.replace("-", " ").replace("’", "'"))
        letters = "".join(c for c in apart if unicodedata.category(c) != "Mn")
        plain.append(re.sub(r"\s+", " ", letters.lower()).strip())
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:12]


def hashes():
    """Return the hash of the page's words by objective, sector and activity."""
    lines = ["", *text().split("\n")]
    found = {code: _hash(*(lines[n] for n in at)) for code, at in OBJECTIVES.items()}
    for code, (*at, (first, last)) in SECTORS.items():
        found[code] = _hash(*(lines[n] for n in at))
        bullets = [lines[n].removeprefix("  • ") for n in range(first, last + 1)]
        found |= {f"{code}-{n}": _hash(bullet) for n, bullet in enumerate(bullets, start=1)}
    return found


def fitted(data):
    """Write the hashes of the page's words into a copy of the shipped tables, and return the copy."""
    known = hashes()
    for table in ("objectives", "sectors", "activities"):
        file = data / PLAN / f"{table}.csv"
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"text_hash": known[next(iter(row.values()))]} for row in rows)
        file.write_text(out.getvalue(), encoding="utf-8")
    return data
