"""A plan of a country without shapes is brought, accepted, drawn on shapes that are dropped in, and taken away."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import patience
from tests.crp_pages import PAGES

NIGER = PAGES["fr"].replace("à l’échelle nationale :", "dans les régions d’Agadez et de Diffa :")


def shapes(country="NE"):
    """Three squares as COD-AB has regions."""
    names = ("Agadez", "Diffa", "Zinder")
    features = [
        {"type": "Feature", "properties": {"adm1_pcode": f"{country}00{n}", "adm1_fr": name, "adm0_pcode": country},
         "geometry": {"type": "Polygon", "coordinates": [[[n, 10], [n + 1, 10], [n + 1, 11], [n, 11], [n, 10]]]}}
        for n, name in enumerate(names, start=8)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def read(page, server, text, lang="en"):
    page.goto(f"{server}/your-data?lang={lang}")
    page.get_by_label("Or paste its text here").fill(text)
    page.get_by_role("button", name="Read the page").click()
    page.get_by_role("button", name="Accept, and show it on every page").wait_for()


def go(page, name):
    page.locator("header.top nav").get_by_role("link", name=name, exact=True).click()
    page.locator(f"header.top nav a[aria-current=page]:text-is('{name}')").wait_for()


def attach(page, name, content):
    page.locator("[class*=st-key-shapes-file] input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/geo+json", "buffer": content}
    )
    page.get_by_text(name).wait_for()


def dropped(page, name, content):
    attach(page, name, content)
    page.get_by_role("button", name="Draw the plan on them").click()


def test_a_plan_of_a_country_without_shapes_is_accepted_drawn_and_taken_away(page, server):
    read(page, server, NIGER)
    page.get_by_role("button", name="Accept, and show it on every page").click()
    page.get_by_text("The plan is in the switch of plans above").wait_for()
    assert "plan=ner-2024" in page.url
    go(page, "Funding")  # without shapes its charts are there
    page.get_by_text("Sectors by objective", exact=True).click()
    page.get_by_text("$1,000,000 of $4,000,000").first.wait_for()
    go(page, "Briefing")
    deck = page.frame_locator("iframe").first
    deck.locator("section").first.wait_for()
    go(page, "Your data")
    dropped(page, "chad.geojson", shapes("TD"))
    page.get_by_text("these are the regions of TD; expected those of NER").wait_for()
    dropped(page, "niger.geojson", shapes())
    page.get_by_text("On the map", exact=True).wait_for()
    go(page, "Where")
    region = page.frame_locator("iframe").first.locator("path.leaflet-interactive").first
    region.wait_for(state="attached")
    page.get_by_text("Agadez").first.wait_for(state="attached")
    go(page, "Briefing")
    page.locator(".st-key-take-briefing button").click()
    page.locator(".st-key-make-briefing button").click()
    with page.expect_download() as waited:
        page.locator(".st-key-get-briefing button").click()
    assert waited.value.suggested_filename.startswith("ner-2024-briefing")
    text = Path(waited.value.path()).read_text(encoding="utf-8")
    assert "Agadez" in text
    assert "1,000,000" in text
    assert page.outside == []


def test_shapes_are_not_drawn_on_a_file_that_is_still_on_its_way(page, server):
    read(page, server, NIGER)
    page.get_by_role("button", name="Accept, and show it on every page").click()
    page.get_by_text("The plan is in the switch of plans above").wait_for()
    dropped(page, "chad.geojson", shapes("TD"))
    page.get_by_text("these are the regions of TD; expected those of NER").wait_for()
    held = []
    page.route("**/upload_file/**", lambda r: held.append(r) if r.request.method == "PUT" else r.continue_())
    attach(page, "niger.geojson", shapes())
    button = page.get_by_role("button", name="Draw the plan on them")
    expect(button).to_be_disabled()
    until = time.monotonic() + patience.SECONDS
    while not held and time.monotonic() < until:  # the driver hears of the upload only while it waits
        page.wait_for_timeout(20)
    held[0].continue_()
    button.click()
    page.get_by_text("On the map", exact=True).wait_for()


@pytest.fixture
def other(new_context):
    return new_context().new_page()


def test_a_plan_of_a_session_is_no_other_one_s(page, other, server):
    read(page, server, NIGER)
    page.get_by_role("button", name="Accept, and show it on every page").click()
    page.get_by_text("The plan is in the switch of plans above").wait_for()
    other.goto(f"{server}/funding?plan=ner-2024")
    other.get_by_text("Mali Crisis Response Plan 2023-2024").first.wait_for()
    assert other.request.get(f"{server}/api/table.csv?plan=ner-2024").status == 400
