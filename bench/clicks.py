"""Measure a click on a sector: time to the repainted map, bytes over the wire, server CPU.

Run it with ``python -m bench.clicks``; it starts the app and a bare Streamlit page on this
machine, drives both in one Chromium, and writes ``bench/RESULTS.md``. The figures that count
are the ratios to the bare page in the same run.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from playwright.sync_api import sync_playwright

from bench.first_painting import MAP, first_painting
from bench.results import machine, write_part
from bench.wire import Wire

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PILLS = ("Shelter and NFI", "Protection", "Peacebuilding", "Community stabilization", "Camp coordination (CCCM)")
OTHERS = (
    "Mental health and psychosocial", "Durable solutions", "Disaster prevention", "Emergency preparedness",
    "Displacement tracking (DTM)",
)  # fmt: skip
BARE_PILLS = ("shelter", "protection", "peacebuilding", "stabilization", "cccm")
# Path, pills and whether there is a map, by the name of the run; the bare page comes before and after.
RUNS = {
    "bare Streamlit": ("/", BARE_PILLS, False),
    "overview": ("/", PILLS, True),
    "where": ("/where", PILLS, True),
    "funding": ("/funding", PILLS, True),
    "needs": ("/needs", PILLS, True),
    "compare": ("/compare", PILLS, True),
    "bare Streamlit, after": ("/", BARE_PILLS, False),
}
OPENED = {
    "region": ("/region?region=gao", MAP),
    "monitoring": ("/monitoring", "h1"),
    "portfolio": ("/portfolio", ".world img"),
    "briefing": ("/briefing", "body[data-ready]"),
    "your data": ("/your-data", "[data-testid=stFileUploader]"),
}
"""Pages without sectors to click: their path, and what is there once they are painted."""
ROUNDS = 6
NEW = 2  # rounds in which every view is seen for the first time: pills on, then off
OPENINGS = 7
REST = 100
"""Milliseconds that a hand rests on what it is about to press; with less a browser has not fetched what comes."""
HOW = (
    "`python -m bench.clicks`, {machine}; per page {new} clicks that show a view for the first time with a pointer "
    "that comes to the pill and presses within a millisecond, as many with one that rests there for {rest} ms as a "
    "hand does, and {again} that show a view again. Time is from the press of the pointer to the first frame after the "
    "change. Bytes are counted by a relay between browser and server, both directions, headers included. First "
    "painting: from the address to the first frame with the map (of the bare page: with its text; of pages without "
    "filters: with their map, heading or form), told by the page itself, in a browser that has never been there, "
    "median of {openings}."
)


@dataclass
class Figures:
    """What was measured: milliseconds, bytes and CPU milliseconds, one entry per click."""

    times: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)


# The moment of the click and of the first frame after the change, on one clock.
WATCH = """(frameOf) => {
  const doc = frameOf ? document.querySelector('iframe').contentDocument : document;
  const win = doc.defaultView;
  window.__times = {};
  const now = () => performance.timeOrigin + performance.now();
  document.addEventListener('pointerdown', () => { window.__times = {start: now()}; }, true);
  const seen = new win.MutationObserver(() => {
    if (window.__times.start && !window.__times.end)
      win.requestAnimationFrame(() => { window.__times.end = now(); });
  });
  if (frameOf) seen.observe(doc.body, {attributes: true, attributeFilter: ['data-painted']});
  else {
    const main = document.querySelector('[data-testid="stMain"]');
    seen.observe(main, {subtree: true, childList: true, characterData: true});
  }
}"""


def serve(script: str, ready: str, folder: Path = ROOT) -> tuple[subprocess.Popen[bytes], int]:
    """Start one page on a free loopback port, with the settings in a folder, and wait until it answers."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / script), "--server.headless", "true",
         "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(address + ready, timeout=2).close()  # noqa: S310 - loopback, made above
        except OSError:
            time.sleep(0.1)
        else:
            return process, port
    process.terminate()
    raise SystemExit(f"{script} did not start")


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Return the CPU seconds that a process has used."""
    return float(sum(psutil.Process(process.pid).cpu_times()[:2]))


def drive(browser: Browser, name: str, process: subprocess.Popen[bytes], wire: Wire) -> dict[str, Figures]:
    """Click through the pills of a page; return what was measured by the kind of click."""
    path, pills, mapped = RUNS[name]
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(f"http://127.0.0.1:{wire.port}{path}")
    page.get_by_role("button", name=pills[0], exact=True).first.wait_for()
    if mapped:
        page.frame_locator("iframe >> nth=0").locator("body[data-painted]").wait_for(state="attached")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH, mapped)
    kept = page.evaluate("() => { const f = document.querySelector('iframe'); if (f) f.__mark = 1; return !!f; }")
    kinds = {"first time": Figures(), "first time, after a rest": Figures(), "again": Figures()}

    def click(pill: str, found: Figures, rest: int = 0) -> None:
        button = page.get_by_role("button", name=pill, exact=True).first
        if rest:
            button.hover()
            page.wait_for_timeout(rest)
        before, used = wire.bytes, cpu(process)
        button.click()
        page.wait_for_function("() => window.__times.end")
        page.wait_for_timeout(350)
        found.times.append(page.evaluate("() => window.__times.end - window.__times.start"))
        found.sizes.append(wire.bytes - before)
        found.loads.append((cpu(process) - used) * 1000)

    for turn in range(ROUNDS):
        for pill in pills:
            click(pill, kinds["first time" if turn < NEW else "again"])
    for pill in OTHERS * NEW if mapped else ():
        click(pill, kinds["first time, after a rest"], REST)
    if kept and not page.evaluate("() => document.querySelector('iframe').__mark === 1"):
        raise SystemExit("the map was made anew")
    page.close()
    return kinds


def row(name: str, found: Figures) -> str:
    """Write one line of the table: medians, and means for the coarse CPU clock."""
    times, slow = found.times, sorted(found.times)[int(0.95 * len(found.times))]
    return (
        f"| {name} | {statistics.median(times):.0f} ms | {slow:.0f} ms | {min(times):.0f}-{max(times):.0f} ms "
        f"| {statistics.median(found.sizes) / 1000:.1f} KB | {statistics.mean(found.loads):.0f} ms |"
    )


def main() -> None:
    """Measure both pages, the bare one before and after, and write the results."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("no Chromium on this machine (Debian: apt-get install chromium)")
    app, bare = (
        (process, Wire(port))
        for process, port in (serve("app.py", "/api/health"), serve("bench/bare.py", "/_stcore/health"))
    )
    found: dict[str, Figures] = {}
    first: dict[str, float] = {}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, (path, _, mapped) in RUNS.items():
                process, wire = app if mapped else bare
                first[name] = opening(browser, wire, path, MAP if mapped else "#mark")
                kinds = drive(browser, name, process, wire)
                found |= {f"{name}, {kind}": f for kind, f in kinds.items()} if mapped else {name: kinds["again"]}
            for name, (path, what) in OPENED.items():
                first[name] = opening(browser, app[1], path, what)
    finally:
        app[0].terminate()
        bare[0].terminate()
    report(found, first)


def opening(browser: Browser, wire: Wire, path: str, what: str) -> float:
    """Return the median milliseconds to the first painting of a page."""
    address = f"http://127.0.0.1:{wire.port}{path}"
    return statistics.median(first_painting(browser, address, what) for _ in range(OPENINGS))


def report(found: dict[str, Figures], first: dict[str, float]) -> None:
    """Write the table and the ratios to the bare page."""
    yardstick = statistics.median(t for name, f in found.items() if name.startswith("bare") for t in f.times)
    ratios = [
        f"{name} {statistics.median(f.times) / yardstick:.2f}x" for name, f in found.items() if name[:4] != "bare"
    ]
    clicks = ROUNDS * len(PILLS), NEW * len(PILLS)
    how = HOW.format(machine=machine(), new=clicks[1], again=clicks[0] - clicks[1], openings=OPENINGS, rest=REST)
    bare = statistics.mean(ms for name, ms in first.items() if name.startswith("bare"))
    lines = [
        "# Click on a sector → repainted map",
        "",
        how,
        "",
        "| page | click → repaint, median | p95 | range | over the wire per click | server CPU per click |",
        "| --- | --- | --- | --- | --- | --- |",
        *[row(name, figures) for name, figures in found.items()],
        "",
        f"Beside bare Streamlit: {'; '.join(ratios)}. The map's frame stayed the same element throughout.",
        "",
        "First painting: " + "; ".join(f"{name} {ms:.0f} ms ({ms / bare:.2f}x)" for name, ms in first.items()) + ".",
    ]
    write_part("clicks", "\n".join(lines))


if __name__ == "__main__":
    main()
