"""The chart of a need over time as Chromium draws it."""

import pytest

pytestmark = pytest.mark.browser


def test_the_need_over_time_speaks_french_at_the_pointer_and_asks_no_other_host(server, page):
    page.goto(f"{server}/needs?lang=fr&measure=food_insecure&region=mopti&tab=series")
    chart = page.locator(".st-key-series svg.marks")
    chart.scroll_into_view_if_needed()
    point = chart.locator("path[aria-label^='Mopti, juin–août 2024 (projection)']")
    point.hover()
    page.wait_for_function(
        "document.getElementById('vg-tooltip-element')?.innerText.includes('Personnes en phase 3 ou plus')"
    )
    words = chart.locator("text").all_text_contents()
    assert {"1,5\u00a0M", "Mali 1,37\u00a0M", "Mopti 99\u202f910", "2021"} <= set(words)
    assert (point.get_attribute("stroke"), point.get_attribute("fill")) == ("#d4581a", "#fff")
    assert not page.locator(".st-key-series [data-testid='stElementToolbar']").is_visible()  # its words are English
    assert page.outside == []


def test_a_table_to_type_weights_into_has_no_bar_with_english_words(server, page):
    page.goto(f"{server}/funding?lang=fr&tab=weights")
    table = page.locator("[class*='st-key-weights-fr']")
    table.wait_for()
    table.hover()
    bar = table.locator("[data-testid='stElementToolbar']")
    bar.wait_for(state="attached")
    assert not bar.is_visible()
