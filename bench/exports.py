"""Measure the files to take away: seconds per file and for the whole kit, beside a plain picture.

Run it with ``python -m bench.exports``; it writes ``bench/EXPORTS.md``. The figures that count
are the ratios to the yardstick of the same run: an empty matplotlib picture of the same size.
"""

from __future__ import annotations

import dataclasses
import io
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bench.results import machine
from geo.briefing import compose_slide, default_storyline
from geo.core import View
from geo.export import EXPORT_FORMATS, ExportOrder, export_file
from geo.maps import PRINT_DPI, PRINT_SIZES
from geo.store import load_atlas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.store import Atlas

OUT = Path(__file__).parent / "EXPORTS.md"
ROUNDS = 5
VIEW = View(measure="unmet", lang="fr", region="mopti")
MOST_SECONDS = 15


def seconds(work: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def yardstick() -> None:
    figure = Figure(figsize=PRINT_SIZES["16:9"])
    FigureCanvasAgg(figure)
    figure.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1])
    figure.savefig(io.BytesIO(), format="png", dpi=PRINT_DPI)


def made(kinds: Iterable[str], order: ExportOrder, atlas: Atlas) -> list[bytes]:
    """Make files from an atlas that remembers nothing."""
    fresh = dataclasses.replace(atlas)
    return [export_file(kind, order, fresh) for kind in kinds]


def main() -> None:
    atlas = load_atlas()
    order = ExportOrder(VIEW, default_storyline(atlas))
    plain = statistics.median(seconds(yardstick))
    rows = []
    for kind in EXPORT_FORMATS:
        times = seconds(lambda kind=kind: made((kind,), order, atlas))
        size = len(export_file(kind, order, atlas))
        rows.append((kind, statistics.median(times), max(times), size))
    slides = len(compose_slide(order.story, atlas, VIEW.lang))
    whole = seconds(lambda: made(EXPORT_FORMATS, order, atlas))
    lines = [
        "# Files to take away", "",
        (f"`python -m bench.exports`, {machine()}; "
        f"{ROUNDS} rounds from cold caches; the briefing has {slides} slides. "
        f"Yardstick: an empty picture of 16:9 at {PRINT_DPI} dpi, {plain * 1000:.0f} ms."), "",
        "| file | median | slowest | beside the yardstick | size |", "| --- | --- | --- | --- | --- |",
        *(f"| {k} | {m:.2f} s | {s:.2f} s | {m / plain:.1f}x | {n / 1000:.0f} kB |" for k, m, s, n in rows),
        (f"| the whole kit, one language | {statistics.median(whole):.2f} s | {max(whole):.2f} s | "
        f"{statistics.median(whole) / plain:.1f}x | {sum(r[3] for r in rows) / 1000:.0f} kB |"), "",
        f"The kit is to be made within {MOST_SECONDS} s on two cores: {'yes' if max(whole) <= MOST_SECONDS else 'NO'}.",
    ]  # fmt: skip
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
