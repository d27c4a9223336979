"""The page of all plans in a browser: the map of the world, its countries by mouse, keyboard and finger, its file."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import WIDTH
from tests.browser.test_first_screen import BOX, inside

pytestmark = pytest.mark.browser

MALI = ".world a[id=land-MLI]"
LOADED = """() => { const found = Array.from(document.querySelectorAll('.world img'));
  return found.length === 2 && found.every((i) => i.complete && i.naturalWidth > 0); }"""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
def test_the_world_and_the_names_of_all_pages_stand_in_the_first_screen(server, page, width, height, lang):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server}/portfolio?lang={lang}")
    page.locator(MALI).wait_for()
    screen = (0, 0, width, height)
    assert inside(page.locator(".world").evaluate(BOX), screen)
    assert all(inside(link.evaluate(BOX), screen) for link in page.locator("header.top a[id]").all())
    nav = page.locator("header.top nav")
    assert nav.evaluate("(el) => el.scrollWidth - el.clientWidth") <= 0
    assert nav.evaluate("(el) => el.getBoundingClientRect().height") < 50  # one row
    assert page.evaluate(WIDTH) <= width
    page.wait_for_function(LOADED)
    assert page.outside == []
    assert page.errors == []


def test_a_country_opens_its_plans_by_a_click_and_a_plan_opens_in_the_explorer(server, page):
    page.goto(f"{server}/portfolio?year=2023")
    page.locator(MALI).click()
    page.wait_for_url("**countries=MLI**")
    assert "year=2023" in page.url
    page.locator("#panel[data-region=MLI] ol.plans li").nth(4).wait_for()
    with page.expect_download() as waiting:
        page.locator("#tool-plans").click()
    assert waiting.value.suggested_filename == "plans-MLI-2023-en.csv"
    assert "4366858" in Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    page.locator("#open-mli-2021").click()
    page.wait_for_url("**/?plan=mli-2021")
    page.get_by_text("Only the header of this plan is known here.").first.wait_for()
    page.go_back()
    page.locator("#panel[data-region=MLI]").wait_for()
    page.locator("#page-funding").click()  # the words of this page stay behind
    page.wait_for_url("**/funding")


def test_a_country_is_reached_and_opened_by_keyboard_and_keeps_the_focus(server, page):
    page.goto(f"{server}/portfolio?lang=fr")
    page.locator(MALI).wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "land-MLI":
            break
    assert re.match(r"Mali\W+plan 2025-2026", page.evaluate("document.activeElement.getAttribute('aria-label')"))
    ring = page.evaluate("() => getComputedStyle(document.activeElement).outline")
    assert "rgb(212, 88, 26)" in ring  # the focus is seen
    page.keyboard.press("Enter")
    page.wait_for_url("**countries=MLI**")
    page.locator("#panel[data-region=MLI]").wait_for()
    page.wait_for_function("document.activeElement.id === 'land-MLI'")
    page.keyboard.press("Enter")
    page.locator("#panel[data-region='']").wait_for()
    assert "countries" not in page.url


def test_a_finger_on_a_phone_opens_a_country_and_brings_its_plans_into_view(server, new_context):
    phone = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    phone.goto(f"{server}/portfolio?lang=fr")
    phone.locator(MALI).wait_for()
    assert phone.evaluate(WIDTH) <= 390
    phone.locator("#country-MLI").tap()
    phone.get_by_role("heading", name="Mali").wait_for()
    phone.wait_for_function("() => Math.abs(document.getElementById('panel').getBoundingClientRect().top - 100) < 200")
    assert phone.evaluate(WIDTH) <= 390
