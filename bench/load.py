"""Measure many viewers at once: ``python -m bench.load [--viewers 50 100] [--seconds 60] [--pages where ...]``.

A real server on loopback, viewers without browsers (`viewers.py`), a click each three seconds on
average; beside it, in the same run, a bare Streamlit page and the usual page of Streamlit and folium.
Writes its part of ``bench/RESULTS.md`` and ``bench/load.png``. The figures that count are those beside
the bare page.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import psutil

from bench.clicks import cpu, serve
from bench.results import HERE, machine, write_part
from bench.viewers import Heard, watch

if TYPE_CHECKING:
    import subprocess

mpl.use("agg")
from matplotlib import pyplot as plt

BARE, TUNED, USUAL = "bare Streamlit, as installed", "bare Streamlit, this project's settings", "usual folium page"
PAGES = ("overview", "where", "funding", "needs", "compare", "region", "briefing", "your-data")
HOW = (
    "`python -m bench.load`, {machine}. {seconds} s each, a click by each viewer every 3 s on average: one to three of "
    "ten sectors, now and then with zones or in French (700 views; `any page` goes to another page at each click). "
    "From the click's message to the last message of the answer; server and viewers share the machine. CPU is the "
    "server's, per click, beside a bare Streamlit page as it is installed and beside one with the settings of this "
    "project (`.streamlit/config.toml`: above all no collection after each run); memory is the server's, before and "
    "after."
)


@dataclass
class Run:
    """What viewers of a page heard, and what it cost the server: CPU seconds, megabytes before and after."""

    name: str
    viewers: int
    heard: Heard
    cpu: float
    before: float
    after: float

    @property
    def each(self) -> float:
        """Milliseconds of the server's CPU per look."""
        return 1000 * self.cpu / max(1, len(self.heard.clicks) + len(self.heard.firsts))


def measure(
    name: str, served: tuple[subprocess.Popen[bytes], int], pages: tuple[str, ...], viewers: int, seconds: float
) -> Run:
    """Let viewers click and read off the server's CPU and memory."""
    process = psutil.Process(served[0].pid)
    used, before = cpu(served[0]), process.memory_info().rss / 2**20
    heard = watch(served[1], pages, viewers, seconds)
    run = Run(name, viewers, heard, cpu(served[0]) - used, before, process.memory_info().rss / 2**20)
    print(row(run, (run.each, run.each)), *heard.errors[:3], flush=True)
    return run


def row(run: Run, bare: tuple[float, float]) -> str:
    """Write one line of the table; *bare* is the CPU of a click on either bare page."""
    h = run.heard
    return (
        f"| {run.viewers} | {run.name} | {len(h.clicks)} | {h.at(0.5):.0f} | {h.at(0.95):.0f} | {h.at(0.99):.0f} "
        f"| {len(h.errors)} | {run.each:.0f} ms ({run.each / bare[0]:.1f}x, {run.each / bare[1]:.1f}x) "
        f"| {h.received / 1e3 / max(1, len(h.clicks)):.0f} KB "
        f"| {run.before:.0f} → {run.after:.0f} MB |"
    )


def main() -> None:
    """Measure the pages beside the yardsticks and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, nargs="+", default=[50, 100])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pages", nargs="+", default=[*PAGES, "any page"])
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        servers = {
            BARE: serve("bench/bare.py", "/_stcore/health", Path(folder)),
            TUNED: serve("bench/bare.py", "/_stcore/health"),
            USUAL: serve("bench/usual.py", "/_stcore/health", Path(folder)),
            "": serve("app.py", "/api/health"),
        }
        try:
            runs = looked(servers, words)
        finally:
            for process, _ in servers.values():
                process.terminate()
    report(runs, words.seconds)


def looked(servers: dict[str, tuple[subprocess.Popen[bytes], int]], words: argparse.Namespace) -> list[Run]:
    """Let viewers look at the yardsticks and at the pages, one after the other."""
    runs = []
    for viewers in words.viewers:
        for name in (BARE, TUNED, USUAL, *words.pages):
            alone = ("",) if name in servers or name == "overview" else (name,)
            asked = ("", *PAGES[1:]) if name == "any page" else alone
            runs.append(measure(name, servers.get(name, servers[""]), asked, viewers, words.seconds))
    return runs


def report(runs: list[Run], seconds: float) -> None:
    """Write the table and the plot."""
    each = {(r.viewers, r.name): r.each for r in runs}
    bare = {viewers: (each[viewers, BARE], each[viewers, TUNED]) for viewers in dict.fromkeys(r.viewers for r in runs)}
    lines = [
        "# Many viewers at once",
        "",
        HOW.format(machine=machine(), seconds=f"{seconds:.0f}"),
        "",
        "| viewers | page | clicks | median, ms | p95, ms | p99, ms | errors | CPU a click (to bare) | sent | memory |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *[row(run, bare[run.viewers]) for run in runs],
        "",
        "![Median and p95 by page](load.png)",
    ]
    write_part("load", "\n".join(lines))
    draw(runs)


def draw(runs: list[Run]) -> None:
    """Draw median and p95 of each page, on a scale of powers of ten."""
    figure, axes = plt.subplots(figsize=(9, 0.32 * len(runs) + 1.2), layout="constrained")
    names = [f"{run.name}, {run.viewers}" for run in runs]
    colours = ["#8a949e" if run.name in (BARE, TUNED, USUAL) else "#2069b4" for run in runs]
    axes.barh(names, [run.heard.at(0.95) for run in runs], color=colours, alpha=0.45, label="p95")
    axes.barh(names, [run.heard.at(0.5) for run in runs], color=colours, label="median")
    axes.axvline(300, color="#d4581a", linewidth=1)
    axes.axvline(1000, color="#d4581a", linewidth=1, linestyle="--")
    axes.set_xscale("log")
    axes.set_xlabel("milliseconds from click to answer: median (dark), p95 (light); lines: 300, 1,000", loc="right")
    axes.invert_yaxis()
    figure.savefig(HERE / "load.png", dpi=110)


if __name__ == "__main__":
    main()
