"""Measure a click on a sector: time to the repainted map, bytes over the wire, server CPU.

Run it with ``python -m bench.clicks``; it starts the app and a bare Streamlit page on this
machine, drives both in one Chromium, and writes ``bench/RESULTS.md``. The figures that count
are the ratios to the bare page in the same run.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PILLS = ("Shelter and NFI", "Protection", "Peacebuilding", "Community stabilization", "Camp coordination (CCCM)")
BARE_PILLS = ("shelter", "protection", "peacebuilding", "stabilization", "cccm")
ROUNDS = 4
WARM = 2
HOW = (
    "`python -m bench.clicks`, {day:%Y-%m-%d}, {machine}, {cores} cores, Python {python}; {n} clicks a page after "
    "{warm} to warm up. Time is from the press of the pointer to the first frame after the change."
)
# Milliseconds, bytes and CPU milliseconds, one entry per click.
Figures = tuple[list[float], list[float], list[float]]
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


def serve(script: str, ready: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start one page on a free loopback port and wait until it answers."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(address + ready, timeout=2).close()  # noqa: S310 - loopback, made above
        except OSError:
            time.sleep(0.1)
        else:
            return process, address
    process.terminate()
    raise SystemExit(f"{script} did not start")


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Return the CPU seconds that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drive(
    browser: Browser, process: subprocess.Popen[bytes], address: str, pills: tuple[str, ...], *, mapped: bool
) -> Figures:
    """Click through the pills; return milliseconds, bytes and CPU milliseconds per click."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    wire = {"bytes": 0}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def frame(event: dict[str, Any]) -> None:
        body = event["response"]
        wire["bytes"] += len(body["payloadData"]) * (3 / 4 if body["opcode"] == 2 else 1)

    session.on("Network.webSocketFrameReceived", frame)
    session.on("Network.webSocketFrameSent", frame)
    session.on("Network.dataReceived", lambda e: wire.update(bytes=wire["bytes"] + e["encodedDataLength"]))
    page.goto(address)
    page.get_by_role("button", name=pills[0], exact=True).wait_for()
    if mapped:
        page.frame_locator("iframe").locator("body[data-painted]").wait_for(state="attached")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH, mapped)
    kept = page.evaluate("() => { const f = document.querySelector('iframe'); if (f) f.__mark = 1; return !!f; }")
    times, sizes, loads = [], [], []
    for turn in range(ROUNDS + WARM):
        for pill in pills:
            before, used = wire["bytes"], cpu(process)
            page.get_by_role("button", name=pill, exact=True).click()
            page.wait_for_function("() => window.__times.end")
            page.wait_for_timeout(350)
            if turn >= WARM:
                times.append(page.evaluate("() => window.__times.end - window.__times.start"))
                sizes.append(wire["bytes"] - before)
                loads.append((cpu(process) - used) * 1000)
    if kept and not page.evaluate("() => document.querySelector('iframe').__mark === 1"):
        raise SystemExit("the map was made anew")
    page.close()
    return times, sizes, loads


def row(name: str, figures: Figures) -> str:
    """Write one line of the table: medians, and means for the coarse CPU clock."""
    times, sizes, loads = figures
    return (
        f"| {name} | {statistics.median(times):.0f} ms | {min(times):.0f}-{max(times):.0f} ms "
        f"| {statistics.median(sizes) / 1000:.1f} KB | {statistics.mean(loads):.0f} ms |"
    )


def main() -> None:
    """Measure both pages, alternating, and write the results."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("no Chromium on this machine (Debian: apt-get install chromium)")
    app, app_at = serve("app.py", "/api/health")
    bare, bare_at = serve("bench/bare.py", "/_stcore/health")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            found: dict[str, Figures] = {}
            for name, process, address, pills, mapped in (
                ("bare", bare, bare_at, BARE_PILLS, False),
                ("overview", app, app_at, PILLS, True),
                ("coverage", app, app_at + "/coverage", PILLS, True),
                ("bare again", bare, bare_at, BARE_PILLS, False),
            ):
                found[name] = drive(browser, process, address, pills, mapped=mapped)
    finally:
        app.terminate()
        bare.terminate()
    both = [*found["bare"][0], *found["bare again"][0]]
    ratios = [f"{k} {statistics.median(found[k][0]) / statistics.median(both):.2f}x" for k in ("overview", "coverage")]
    lines = [
        "# Click on a sector → repainted map",
        "",
        HOW.format(
            day=datetime.now(UTC),
            machine=platform.machine(),
            cores=os.cpu_count(),
            python=platform.python_version(),
            n=ROUNDS * len(PILLS),
            warm=WARM * len(PILLS),
        ),
        "",
        "| page | click → repaint, median | range | over the wire per click | server CPU per click |",
        "| --- | --- | --- | --- | --- |",
        *[row(name, figures) for name, figures in found.items()],
        "",
        f"Beside bare Streamlit (both runs together): {', '.join(ratios)}. The map's frame stayed the same element.",
        "",
    ]
    text = "\n".join(lines)
    (ROOT / "bench" / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
