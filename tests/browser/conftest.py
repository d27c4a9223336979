"""One Chromium and one server for all browser tests, and pages that note what they ask of other hosts."""

import re

import pytest
from playwright.sync_api import sync_playwright

from tests import patience
from tests.browser.serving import started_server

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT = patience.SECONDS * 1000
WIDTH = "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
"""How wide a page is: Streamlit scrolls its main part, and the document stays as it is."""


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS, timeout=WAIT)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(chromium):  # noqa: ARG001 - no server without a browser
    with started_server() as (address, _):
        yield address


@pytest.fixture
def new_context(browser):
    """Give a function that makes a context of its own, as patient as all."""
    made = []

    def new(**options):
        made.append(browser.new_context(**options))
        made[-1].set_default_timeout(WAIT)
        return made[-1]

    yield new
    for each in made:
        each.close()


@pytest.fixture
def page(new_context):
    made = new_context(viewport={"width": 1366, "height": 768}).new_page()
    made.outside, made.errors = [], []
    made.on("request", lambda r: made.outside.append(r.url) if is_outside(r.url) else None)
    made.on("console", lambda m: made.errors.append(f"{m.text} {m.location}") if m.type == "error" else None)
    made.on("pageerror", lambda e: made.errors.append(str(e)))
    return made


def is_outside(url):
    return not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:|about:", url)
