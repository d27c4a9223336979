"""Measure the site of files: ``python -m bench.site [--site FOLDER] [--requests 20000]``.

Builds it from a cold start (unless a folder is given), serves it by nginx on loopback, and paints its pages in
Chromium beside a plain Leaflet page with the same shapes and beside the live app; asks for files as fast as
ApacheBench can (Debian: ``apt-get install nginx-light apache2-utils``). Writes its part of ``bench/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.clicks import FLAGS, serve
from bench.first_painting import Paintings, paintings
from bench.results import machine, write_part
from bench.wire import Wire
from geo.analysis import load_checked_library
from geo.core import View
from geo.maps import LEAFLET_FOLDER, compose_map, map_style
from geo.site import zip_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

OPENINGS, SLOW_OPENINGS, PRESSES = 15, 3, 20
FIRST = (
    "In a browser that has never been there: milliseconds from the address to the first painting that shows the shapes "
    "of the country in their colours, as the browser says it was on the screen (the picture that a page brings, or the "
    "map), and to the frame in which the live map is there with its labels; what passed over the wire by then, both "
    "ways, headers included; the pages in turn, median of {n} rounds. nginx packs with gzip. The plain page draws the "
    "same shapes: neighbours, regions in the colours of one map, rivers, lakes and towns, and no word."
)
SLOW = "The same over a line of 400 kilobits a second and 300 milliseconds, as of a phone, median of {n} rounds:"
PAGES = ("index", "where", "funding", "needs", "region", "compare")
LIVE = {"index": "/"} | {name: f"/{name}" for name in PAGES[1:]}
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ text/html html; text/css css; text/javascript js; application/json json; image/png png;
  image/svg+xml svg; text/csv csv; }} gzip on; gzip_comp_level 6; gzip_min_length 500;
  gzip_types text/css text/javascript application/json image/svg+xml;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {root}; location /plain/ {{ alias {plain}/; }} }} }}
"""
PLAIN = """<!doctype html><meta charset="utf-8"><title>plain</title><link rel="stylesheet" href="leaflet.css">
<style>#map {{ height: 90vh }}</style>
<div id="map"></div><script src="leaflet.js"></script>
<script src="shapes.js"></script>
<script>const style = {style}, map = L.map("map").setView([17.4, -4], 5);
const {{ neighbours, rivers, lakes, towns }} = CRP_SHAPES.basemap;
const pointToLayer = (f, at) => L.circleMarker(at);
const add = (shapes, style) => L.geoJSON(shapes, {{ style, pointToLayer }}).addTo(map);
add(neighbours, {{ color: "#b9b3a6", weight: 1 }});
add(CRP_SHAPES.regions["2023"], (f) => ({{ color: "#74879a", weight: 1, fillOpacity: 1,
  fillColor: style.regions[f.properties.slug].fill || "#fff" }}));
add(rivers, {{ color: "#6fa3c7", weight: 1, fill: false }});
add(lakes, {{ color: "#6fa3c7", weight: 1 }});
add(towns, {{ color: "#33414e", weight: 1, radius: 2 }});
requestAnimationFrame(() => {{ document.body.dataset.painted = "1"; }});</script>"""


@contextlib.contextmanager
def served(root: Path, plain: Path) -> Iterator[int]:
    """Serve the site, and the plain page below it, by nginx on a free port."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        config = Path(folder) / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, port=port, root=root, plain=plain))
        process = subprocess.Popen([program, "-p", folder, "-c", str(config)], stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def plain_page(folder: Path, site: Path) -> None:
    """Write a plain Leaflet page with the same shapes and one map's colours."""
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(LEAFLET_FOLDER / name, folder / name)
    shutil.copy(next((site / "assets").glob("shapes-*.js")), folder / "shapes.js")
    atlas = load_checked_library().at({})
    style = json.dumps(map_style(compose_map(View(), atlas)))
    (folder / "index.html").write_text(PLAIN.format(style=style), encoding="utf-8")


def first(browser: Browser, pages: dict[str, tuple[Wire, str]], *, slow: bool = False) -> dict[str, Paintings]:
    """Open each page in new contexts until its map is painted.

    One after the other in every round: what the machine does meanwhile slows down all of them.
    """
    found: dict[str, list[Paintings]] = {name: [] for name in pages}
    for _ in range(SLOW_OPENINGS if slow else OPENINGS):
        for name, (wire, path) in pages.items():
            found[name].append(paintings(browser, wire, path, slow=slow))
    return {
        name: Paintings(*map(statistics.median, zip(*map(astuple, runs), strict=True))) for name, runs in found.items()
    }


PRESS = """() => new Promise((done) => {
  const chips = Array.from(document.querySelectorAll(".of .chip"));
  const chip = chips[window.__n = ((window.__n || 0) + 1) % chips.length];
  const painted = () => { seen.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); };
  const seen = new MutationObserver(painted);
  seen.observe(document.body, { attributes: true, attributeFilter: ["data-painted"] });
  const start = performance.now();
  chip.click();
})"""


def presses(browser: Browser, port: int, page_name: str) -> list[float]:
    """Press sector after sector; return the milliseconds until the frame after each repaint."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"http://127.0.0.1:{port}/en/{page_name}.html")
    page.locator("body[data-shown]").wait_for(state="attached")
    page.wait_for_timeout(1500)
    found = []
    for _ in range(PRESSES):
        found.append(page.evaluate(PRESS))
        page.wait_for_timeout(120)
    page.close()
    return found


def per_second(port: int, path: str, requests: int) -> float:
    """Ask for a file as fast as one client with eight connections can."""
    address = f"http://127.0.0.1:{port}{path}"
    words = ["ab", "-q", "-k", "-n", str(requests), "-c", "8", "-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300).stdout
    failed = re.search(r"Non-2xx responses:\s+(\d+)", told)
    if failed:
        raise SystemExit(f"{path}: {failed[0]}")
    return float(re.search(r"Requests per second:\s+([\d.]+)", told)[1])  # type: ignore[index]


def built(folder: Path) -> float:
    """Build the site as a user does; return the seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "geo", "export", "--to", "site", str(folder)], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--requests", type=int, default=20000)
    words = parser.parse_args()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        site = words.site or Path(made) / "site"
        if words.site is None:
            lines.append(f"Built in {built(site):.0f} s from a cold start, in as many processes as there are cores.")
        files = {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}
        size, packed = sum(map(len, files.values())) / 1e6, len(zip_site(files)) / 1e6
        lines += [f"{len(files)} files, {size:.1f} MB; as a ZIP {packed:.1f} MB.", ""]
        plain = Path(made) / "plain"
        plain.mkdir()
        plain_page(plain, site)
        live, live_port = serve("app.py", "/api/health")
        try:
            with served(site, plain) as port:
                wires = Wire(port), Wire(live_port)  # before Playwright, which has a loop of its own running
                with sync_playwright() as playwright:
                    chromium = shutil.which("chromium") or "chromium"
                    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                    lines += first_paintings(browser, *wires)
                    lines += repaints(browser, port)
                lines += rates(site, port, live_port, words.requests)
        finally:
            live.terminate()
    write_part("site", "\n".join(["# The site of files", "", f"`python -m bench.site`, {machine()}.", "", *lines]))


def first_paintings(browser: Browser, wire: Wire, live: Wire) -> list[str]:
    """Write the table of first paintings beside the plain page and the live app."""
    pages = {"plain Leaflet page, same shapes": (wire, "/plain/index.html")}
    pages |= {name: (wire, f"/en/{name}.html") for name in PAGES}
    pages |= {f"{name}, live app": (live, path) for name, path in LIVE.items()}
    slow = {name: page for name, page in pages.items() if page[0] is wire}
    return [
        FIRST.format(n=OPENINGS), "", *table(first(browser, pages)),
        SLOW.format(n=SLOW_OPENINGS), "", *table(first(browser, slow, slow=True)),
    ]  # fmt: skip


def table(found: dict[str, Paintings]) -> list[str]:
    """Write paintings beside those of the first page."""
    plain = next(iter(found.values()))
    return [
        "| page | first painting | beside plain Leaflet | live map | beside plain Leaflet | over the wire |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {f.first:.0f} ms | {f.first / plain.first:.2f}x | {f.whole:.0f} ms "
            f"| {f.whole / plain.whole:.2f}x | {f.size / 1e3:.0f} kB |"
            for name, f in found.items()
        ),
        "",
    ]


def repaints(browser: Browser, port: int) -> list[str]:
    """Write how long a press on a sector takes until its map is repainted."""
    rows = ["Press on a sector → first frame after the repaint:", "", "| page | median | p95 |", "| --- | --- | --- |"]
    for name in ("index", "where", "funding", "needs"):
        found = sorted(presses(browser, port, name))
        rows.append(f"| {name} | {statistics.median(found):.0f} ms | {found[int(0.95 * len(found))]:.0f} ms |")
    return [*rows, ""]


def rates(site: Path, port: int, live_port: int, requests: int) -> list[str]:
    """Write how many answers a second a host of files gives, and the live app's own routes."""
    data = next((site / "data/en").glob("unmet.named.2023-*.js"))
    asked = (
        ("a page by nginx", port, "/en/funding.html", requests),
        ("a data file of 180 views by nginx", port, f"/data/en/{data.name}", requests),
        ("a map style, live app", live_port, "/assets/painting/x?measure=unmet", min(requests, 2000)),
        ("a table, live app", live_port, "/api/table.csv?measure=unmet", 300),
    )
    rows = ["| asked for, 8 connections | answers a second |", "| --- | --- |"]
    return [*rows, *(f"| {name} | {per_second(to, path, n):,.0f} |" for name, to, path, n in asked)]


if __name__ == "__main__":
    main()
