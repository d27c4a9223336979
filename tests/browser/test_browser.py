"""A real Chromium against a real server: deep links, filters, clicks, no outside request."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT = 30_000

pytestmark = pytest.mark.browser


def start_server():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", "127.0.0.1"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, "PYTHONPATH": ""})  # fmt: skip
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2):
                return process, f"http://127.0.0.1:{port}"
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
    process.terminate()
    pytest.fail("the server did not start in 30 seconds")


@pytest.fixture(scope="module")
def server(chromium):  # noqa: ARG001 - no server without a browser
    process, address = start_server()
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    made = context.new_page()
    made.set_default_timeout(WAIT)
    made.outside, made.errors = [], []
    made.on("request", lambda r: made.outside.append(r.url) if is_outside(r.url) else None)
    made.on("console", lambda m: made.errors.append(f"{m.text} {m.location}") if m.type == "error" else None)
    made.on("pageerror", lambda e: made.errors.append(str(e)))
    yield made
    context.close()


def is_outside(url):
    return not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:|about:", url)


def map_frame(page):
    page.wait_for_selector("iframe", state="attached")
    for _ in range(300):
        found = [f for f in page.frames if "streamlit_folium" in f.url]
        if found:
            found[0].wait_for_selector("body[data-painted]", state="attached")
            return found[0]
        page.wait_for_timeout(50)
    pytest.fail("no map on the page")


def fill(frame, slug):
    return frame.evaluate(
        """slug => { const s = CRP.state; let f = null;
        s.layers[s.areas].layer.eachLayer(l => { if (l.slug === slug) f = l.options.fillColor; }); return f; }""",
        slug,
    )


def wait_for_fill(frame, slug, colour):
    frame.wait_for_function(
        """([slug, colour]) => { const s = CRP.state; let f = null;
        s.layers[s.areas].layer.eachLayer(l => { if (l.slug === slug) f = l.options.fillColor; });
        return f === colour; }""",
        arg=[slug, colour],
    )


@pytest.mark.parametrize(("lang", "name"), [("en", "Timbuktu"), ("fr", "Tombouctou")])
def test_the_overview_draws_its_map_with_no_outside_request_and_no_error(server, page, lang, name):
    page.goto(f"{server}/?lang={lang}")
    frame = map_frame(page)
    assert name in frame.locator(".crp-label").all_inner_texts()[5]
    assert fill(frame, "mopti") == "#2069b4"
    assert page.outside == []
    assert page.errors == []


def test_a_first_deep_link_to_a_fresh_server_shows_that_view_in_the_shell(browser):
    process, address = start_server()
    try:
        page = browser.new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{address}/coverage?lang=fr&sector=shelter")
        frame = map_frame(page)
        assert fill(frame, "mopti") == "#2069b4"
        assert fill(frame, "gao") == "#f3f1ea"
        page.get_by_text("Où le plan intervient").wait_for()
        page.get_by_text("Filtres").wait_for()
        page.close()
    finally:
        process.terminate()
        process.wait(10)


def test_a_click_on_a_sector_repaints_the_same_map_and_back_undoes_it(server, page):
    page.goto(f"{server}/coverage")
    frame = map_frame(page)
    frame.evaluate("document.getElementById('map_div').dataset.mark = 'first'")
    page.get_by_role("button", name="Shelter and NFI").click()
    wait_for_fill(frame, "gao", "#f3f1ea")
    assert "sector=shelter" in page.url
    page.get_by_role("button", name="Camp coordination").click()
    wait_for_fill(frame, "mopti", "#9fc3e6")
    page.go_back()
    wait_for_fill(frame, "mopti", "#d3e3f3")
    page.go_back()
    wait_for_fill(frame, "mopti", "#2069b4")
    page.go_forward()
    wait_for_fill(frame, "mopti", "#d3e3f3")
    assert frame.evaluate("document.getElementById('map_div').dataset.mark") == "first"


def test_a_click_on_a_region_opens_its_panel_and_the_view_stays_on_the_other_page(server, page):
    page.goto(f"{server}/coverage?basis=zone")
    frame = map_frame(page)
    box = frame.locator("path.leaflet-interactive").nth(7).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Kidal").wait_for()
    page.wait_for_url("**region=kidal**")
    page.get_by_role("link", name="Overview").click()
    page.wait_for_url("**/?basis=zone&region=kidal")
    page.get_by_role("heading", name="Kidal").wait_for()
