"""Time a 3W of a hundred thousand rows over all cercles, 5 % of its names dirty: ``python -m bench.figures``.

Brings it as CSV and as XLSX, each in a process of its own: reads it, matches its places, makes the figures and
the map; writes seconds and the most memory to ``bench/FIGURES.md``.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench.results import machine
from geo.analysis import with_own_figures
from geo.core import View
from geo.intake import bring, default_order, kind_of, make_layer, match_places
from geo.maps import compose_map
from geo.places import index_places
from geo.store import load_atlas
from tests import tables
from tests.make_dirty_names import double, drop, replaced, swap

if TYPE_CHECKING:
    from geo.intake import PlaceReport

OUT = Path(__file__).parent / "FIGURES.md"
ROWS, DIRTY = 100_000, 0.05
MOST_SECONDS, MOST_MEGABYTES = 10, 500
HEAD = [
    "Organisation", "Acronyme", "Type", "Cluster", "Région", "Cercle", "Activité", "Statut", "Bénéficiaires atteints",
]  # fmt: skip
SECTORS = ("Abris", "Protection", "WASH", "CCCM", "Santé", "Nutrition", "Éducation", "Sécurité alimentaire")


def rows(seed: int = 20) -> list[list[object]]:
    """Make the table: every cercle in turn, one name in twenty with a typo of its own."""
    atlas, rng = load_atlas(), random.Random(seed)
    places = [(atlas.regions["2023"].name(r.region_2023, "fr"), r.name_fr) for r in atlas.cercles.frame.itertuples()]
    made: list[list[object]] = [list(HEAD)]
    for n in range(ROWS):
        region, cercle = places[n % len(places)]
        if rng.random() < DIRTY:
            cercle = rng.choice((drop, double, swap, replaced))(cercle, rng)
        made.append([f"Organisation {n % 400}", f"O{n % 400}", "ONG", rng.choice(SECTORS), region, cercle,
                     f"Activité {n % 2000}", "En cours", rng.randrange(1000)])  # fmt: skip
    return made


def brought(raw: bytes) -> tuple[dict[str, float], PlaceReport]:
    """Bring the bytes of a table to the map; return the seconds of each step and the report on places."""
    atlas = load_atlas()
    compose_map(View(), atlas)
    index = index_places("MLI", atlas.regions["2023"], atlas.cercles)
    marks = [time.perf_counter()]
    table = bring(raw, "3w").tables[0]
    marks.append(time.perf_counter())
    report = match_places(table, index)
    marks.append(time.perf_counter())
    layer = make_layer("own_1", table, report, atlas.plan, default_order(table, kind_of(table), dt.date(2024, 6, 30)))
    marks.append(time.perf_counter())
    compose_map(View(measure="own_organisations"), with_own_figures(atlas, (layer,)))
    marks.append(time.perf_counter())
    names = ("read", "match", "figures", "map")
    return {name: b - a for name, a, b in zip(names, marks, marks[1:], strict=False)}, report


def most_memory(stop: threading.Event, found: list[int]) -> None:
    """Note the most memory that this process and those that it starts hold together, in megabytes."""
    own = psutil.Process()
    while not stop.wait(0.02):
        total = 0
        for process in (own, *own.children(recursive=True)):
            try:
                total += process.memory_info().rss
            except psutil.Error:  # gone
                continue
        found[0] = max(found[0], total // 1_000_000)


def one(path: Path) -> None:
    """Bring one file and print a row of the table."""
    raw, stop, found = path.read_bytes(), threading.Event(), [0]
    threading.Thread(target=most_memory, args=(stop, found), daemon=True).start()
    times, report = brought(raw)
    stop.set()
    steps = " | ".join(f"{seconds:.2f} s" for seconds in times.values())
    print(f"| {path.suffix[1:]} | {len(raw) / 1e6:.1f} MB | {sum(times.values()):.2f} s | {steps} | {found[0]} MB "
          f"| {report.placed} | {len(report.to_answer)} |")  # fmt: skip


def main() -> None:
    made, lines = rows(), []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, make in (("csv", tables.csv_file), ("xlsx", tables.xlsx_file)):
            path = Path(folder) / f"3w.{suffix}"
            path.write_bytes(make(made))
            command = [sys.executable, "-m", "bench.figures", str(path)]
            lines.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    head = f"`python -m bench.figures`, {machine()}: {ROWS} rows over all cercles, {DIRTY:.0%} of the names dirty."
    names = "| file | size | all | read | match | figures | map | most memory | rows placed | names asked |"
    bound = f"At most {MOST_SECONDS} s and {MOST_MEGABYTES} MB, with the process that reads."
    table = "\n".join([names, "| --- " * 10 + "|", *lines])
    OUT.write_text(f"# Figures that a reader brings\n\n{head} {bound}\n\n{table}\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(Path(sys.argv[1]))
    else:
        main()
