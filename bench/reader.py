"""Measure the plan reader: seconds of the processor per 100 kB of a page, and of noise, beside splitting its lines.

Run it with ``python -m bench.reader``; it writes ``bench/READER.md``. The figures that count are the ratios to the
yardstick of the same run: Python's own splitting and casefolding of the text, line by line.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.results import machine
from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER, DataError
from geo.plans import import_plan_page, reader_tools
from tests.crp_pages import Y2021
from tests.geo.test_planimport import NOISE

if TYPE_CHECKING:
    from collections.abc import Callable

OUT = Path(__file__).parent / "READER.md"
ROUNDS = 5
PORTION = 100_000
MOST_SECONDS = 1


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        with contextlib.suppress(DataError):
            work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    tools = reader_tools(Y2021, load_checked_library(), DATA_FOLDER)
    texts = {"a page of 2021, 200 times": Y2021 * 200, **{f"noise: {k}": Y2021 + v for k, v in NOISE.items()}}
    rows, worst = [], 0.0
    for name, text in texts.items():
        whole = seconds(lambda text=text: import_plan_page(text, tools))
        plain = seconds(lambda text=text: [line.casefold().split() for line in text.split("\n")])
        each = whole * PORTION / len(text.encode())
        worst = max(worst, each)
        rows.append(
            f"| {name} | {len(text.encode()) // 1000} kB | {whole:.2f} s | {each:.3f} s | {whole / plain:.0f}x |"
        )
    head = f"`python -m bench.reader`, {machine()}; medians of {ROUNDS} rounds, seconds of the processor."
    verdict = "yes" if worst < MOST_SECONDS else "no"
    table = "| text | size | median | per 100 kB | beside the yardstick |\n| --- | --- | --- | --- | --- |\n"
    said = f"# The plan reader\n\n{head} Yardstick: splitting and folding the same text.\n\n{table}" + "\n".join(rows)
    OUT.write_text(f"{said}\n\nUnder a second per 100 kB: {verdict}.\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
