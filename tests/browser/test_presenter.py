"""The presenter's window and the projector's, two windows of one Chromium: in step by keys and clicks, from a file."""

import pytest

from geo.briefing import default_storyline
from geo.export import deck_html

pytestmark = pytest.mark.browser
SHOWN = "() => [document.body.dataset.lang, document.body.dataset.slide]"


@pytest.fixture(scope="module")
def file(tmp_path_factory, atlas):
    path = tmp_path_factory.mktemp("two") / "deck.html"
    path.write_text(deck_html(default_storyline(atlas), atlas), encoding="utf-8")
    return path


@pytest.fixture
def windows(new_context, file):
    """Open a briefing from its file at the map of the money, and its presenter's window by a key."""
    context = new_context(viewport={"width": 1280, "height": 720}, offline=True)
    projector = context.new_page()
    projector.errors = []
    projector.on("pageerror", lambda e: projector.errors.append(str(e)))
    projector.goto(f"{file.as_uri()}#en-9")
    projector.wait_for_selector("body[data-ready]")
    with context.expect_page() as opened:
        projector.keyboard.press("n")
    presenter = opened.value
    presenter.wait_for_selector("body.presenter[data-ready]")
    return projector, presenter


def shows(page, slide, lang="en"):
    page.wait_for_selector(f'body[data-slide="{slide}"][data-lang="{lang}"]')


def test_either_window_leads_by_key_and_by_click_and_in_the_other_language(windows):
    projector, presenter = windows
    shows(presenter, 9)
    presenter.keyboard.press("ArrowRight")
    shows(projector, 10)
    projector.keyboard.press("Home")
    shows(presenter, 1)
    presenter.locator("#bar [data-do=on]").click()
    shows(projector, 2)
    projector.mouse.move(300, 300)
    projector.locator("#bar [data-do=on]").click()
    shows(presenter, 3)
    presenter.keyboard.press("l")
    shows(projector, 3, "fr")
    assert projector.errors == []


def test_the_notes_and_the_next_slide_are_on_the_presenters_screen_alone(windows):
    projector, presenter = windows
    notes = presenter.locator("#desk-notes").inner_text()
    assert notes.startswith("About 57% of the money that is missing on the map")
    assert "If you are asked:" in notes
    assert presenter.locator(".slide.next").get_attribute("data-n") == "10"
    assert presenter.locator("#clock").inner_text().count(":") == 1
    presenter.keyboard.press("ArrowRight")
    shows(projector, 10)
    assert presenter.locator("#desk-notes").inner_text().startswith("Bandiagara is no. 3")
    projector.keyboard.press("n")  # again: it comes to the front, and no second one opens
    assert len(projector.context.pages) == 2
    assert "If you are asked" not in projector.locator("body").inner_text()
    assert not projector.locator("#desk").is_visible()
    assert projector.locator(".slide:visible").count() == 1


def test_a_black_screen_and_a_regions_card_are_on_both(windows):
    projector, presenter = windows
    presenter.keyboard.press("b")
    projector.locator("#blank").wait_for(state="visible")
    presenter.locator("#desk-blank").wait_for(state="visible")
    assert not presenter.locator("#blank").is_visible()
    projector.keyboard.press("b")
    presenter.locator("#desk-blank").wait_for(state="hidden")
    assert not projector.locator("#blank").is_visible()
    presenter.locator('.slide.current path[data-slug="kayes"]').focus()
    presenter.keyboard.press("Enter")
    projector.locator("#card").get_by_role("heading", name="Kayes").wait_for()
    projector.keyboard.press("Escape")
    presenter.locator("#card").wait_for(state="hidden")


def test_a_projector_that_is_loaded_anew_takes_up_with_its_presenter(windows):
    projector, presenter = windows
    projector.keyboard.press("ArrowRight")
    shows(presenter, 10)
    projector.reload()
    projector.wait_for_selector("body[data-ready]")
    presenter.keyboard.press("End")
    shows(projector, 14)
    projector.keyboard.press("ArrowLeft")
    shows(presenter, 13)


def test_a_window_that_is_not_of_the_briefing_moves_nothing(windows):
    projector, _ = windows
    stranger = projector.context.new_page()
    stranger.goto("about:blank")
    forged = "(to) => to.postMessage({ crp: 'show', deck: 'x', lang: 'fr', n: 2 }, '*')"
    projector.evaluate(f"() => ({forged})(window)")
    projector.evaluate("() => new Promise((done) => setTimeout(done))")
    assert projector.evaluate(SHOWN) == ["en", "9"]


def test_the_timer_stops_goes_on_and_starts_again(windows):
    _, presenter = windows
    assert presenter.locator("#timer-run").inner_text() == "Pause"
    presenter.locator("#timer-run").click()
    assert presenter.locator("#timer-run").inner_text() == "Go on"
    presenter.locator("#timer-anew").click()
    assert presenter.locator("#timer").inner_text() == "00:00"


def test_a_blocked_window_is_said_and_nothing_else_happens(new_context, file):
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{file.as_uri()}#fr-1")
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => { window.open = () => null; }")
    page.keyboard.press("n")
    assert "bloqué la fenêtre du présentateur" in page.locator("#say").inner_text()
    shows(page, 1, "fr")


def test_regions_and_their_cards_are_reached_by_the_keyboard_alone(new_context, file):
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{file.as_uri()}#en-9")
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("Tab")
    reached = page.evaluate("() => [document.activeElement.dataset.slug, document.activeElement.ariaLabel]")
    assert reached[0]
    named = page.locator('.slide.current path[data-slug="mopti"]').get_attribute("aria-label")
    assert named.replace("\u00a0", " ") == "Mopti $3.0 M"
    page.keyboard.press(" ")  # opens the card and turns no slide
    page.locator("#card h2").wait_for()
    shows(page, 9)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.dataset.slug") == reached[0]


def test_controls_lie_over_no_part_of_a_slide(new_context, file):
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{file.as_uri()}#fr-1")
    page.wait_for_selector("body[data-ready]")
    box = """q => Array.from(document.querySelectorAll(q)).map((el) => el.getBoundingClientRect())
      .map((r) => [r.left, r.top, r.right, r.bottom])"""
    (bar,) = page.evaluate(box, "#bar")
    for _ in range(14):
        for part in page.evaluate(box, ".slide.current header, .slide.current .body, .slide.current .source"):
            assert bar[0] >= part[2] - 1 or bar[2] <= part[0] + 1 or bar[1] >= part[3] - 1, part
        page.keyboard.press("ArrowRight")
