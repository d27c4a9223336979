"""The builder of the briefing page in a real Chromium: thumbnails, drag, retitle, undo, and from a pin to its slide."""

import pytest

from tests.browser.test_browser import settled

pytestmark = pytest.mark.browser
TITLES = "() => Array.from(document.querySelectorAll('#stage .slide[lang=en] h1')).map((h) => h.textContent)"
ROWS = """() => Array.from(document.querySelectorAll("[class*='st-key-slide-0-'][class*='-title'] input"))
  .map((field) => field.value)"""
WITHIN = """([title, press]) => new Promise((done) => {
  const shown = () => document.querySelector('#stage .slide[lang=en][data-n="2"] h1').textContent === title;
  const start = performance.now();
  new MutationObserver(() => { if (shown()) done(performance.now() - start); })
    .observe(document.body, { subtree: true, childList: true, characterData: true });
  const field = document.querySelectorAll('#sorter .grid input')[1];
  field.value = title;
  field.dispatchEvent(new Event('change'));
})"""


def deck_of(page):
    page.frame_locator(".st-key-deck iframe").locator("body[data-ready]").wait_for()
    return next(f for f in page.frames if "/briefing/deck/" in f.url)


def opened(page, server):
    page.goto(f"{server}/briefing")
    deck = deck_of(page)
    deck.evaluate("() => document.querySelector('#bar [data-do=sorter]').click()")
    deck.locator("#sorter .grid > figure").first.wait_for()
    return deck


def held(page, words):
    """Wait until the session holds a title: the builder's rows below are written by the server."""
    builder = page.locator("details", has_text="Build the briefing")
    builder.wait_for()
    if builder.get_attribute("open") is None:  # its rows may be away for a moment, while they are made anew
        page.get_by_text("Build the briefing").click()
    page.wait_for_function(
        """(words) => Array.from(document.querySelectorAll("[class*='st-key-slide-'][class*='-title'] input"))
          .some((field) => field.value === words)""",
        arg=words,
    )


def test_slides_are_retitled_dragged_and_brought_back_without_loading_the_frame_anew(page, server):
    deck = opened(page, server)
    before, address = deck.evaluate(TITLES), deck.url
    assert deck.locator("#sorter .mini .slide:visible").count() == 14
    assert deck.evaluate(WITHIN, ["Lives first", ""]) < 300
    held(page, "Lives first")
    figures = deck.locator("#sorter .grid > figure")
    figures.nth(2).drag_to(figures.nth(0))
    assert deck.evaluate(TITLES)[:3] == [before[2], before[0], "Lives first"]
    assert (
        deck.locator("#stage .slide[lang=fr] h1").nth(0).text_content().startswith("Protection")
    )  # so in both languages
    deck.locator("#sorter [data-do=undo]").click()
    assert deck.evaluate(TITLES)[:3] == [before[0], "Lives first", before[2]]
    deck.locator("#sorter .drop").nth(13).click()
    assert len(deck.evaluate(TITLES)) == 13
    rows = "() => document.querySelectorAll(\"[class*='st-key-slide-'][class*='-title'] input\").length === 13"
    page.wait_for_function(rows)  # the session holds it as well
    page.locator("[class*='st-key-story-undo'] button").click()  # the page's own button
    deck.locator("#stage .slide[lang=en][data-n='14']").wait_for(state="attached")
    assert deck.url == address
    assert page.errors == []


def test_a_title_that_is_written_below_shows_in_the_frame_and_an_emptied_one_is_made_again(page, server):
    page.goto(f"{server}/briefing")
    deck, made = deck_of(page), deck_of(page).evaluate(TITLES)[1]
    page.get_by_text("Build the briefing").click()
    row = page.locator("[class*='st-key-slide-0-2-title-en'] input")
    row.fill("Said in our words")
    row.press("Enter")
    deck.locator("h1", has_text="Said in our words").first.wait_for(state="attached")
    held(page, "Said in our words")
    row.fill("")
    row.press("Enter")
    deck.locator("h1", has_text="Said in our words").first.wait_for(state="detached")
    assert deck.evaluate(TITLES)[1] == made
    row.fill("Said again")  # at once: the field is the same, and says what is made as long as it is empty
    row.press("Enter")
    held(page, "Said again")
    settled(page)
    assert deck.evaluate(TITLES)[1] == "Said again"
    assert row.get_attribute("placeholder") == "Said again"


def test_a_text_that_is_being_typed_when_the_language_is_switched_is_kept_and_no_other_title_changes(page, server):
    page.goto(f"{server}/briefing")
    held(page, deck_of(page).evaluate(TITLES)[1])
    settled(page)
    field = page.locator("[class*='st-key-slide-0-2-title-en'] input")
    field.fill("Typed at last")
    page.locator("#lang-fr").click()
    page.locator("#lang-fr[aria-current=true]").wait_for()
    settled(page)
    if page.locator(".st-key-builder details").get_attribute("open") is None:
        page.locator(".st-key-builder summary").first.click()
    page.wait_for_function(f"() => ({ROWS})()[1] === 'Typed at last'")
    rows = page.evaluate(ROWS)
    assert rows[0] == "Plan de réponse à la crise au Mali 2023-2024"
    assert rows.count("Typed at last") == 1
    assert page.locator("[data-testid=stException]").count() == 0


def test_by_the_keyboard_a_slide_is_moved_and_a_click_goes_to_it(page, server):
    deck = opened(page, server)
    second = deck.evaluate(TITLES)[1]
    deck.locator("#sorter .grid > figure .go").nth(1).focus()
    page.keyboard.press("Alt+ArrowLeft")
    assert deck.evaluate(TITLES)[0] == second
    deck.locator("#sorter .grid > figure .go").nth(3).click()
    deck.locator("body[data-slide='4']").wait_for()
    assert not deck.locator("#sorter").is_visible()


def test_a_pinned_view_is_opened_from_its_message_and_again_as_it_was(page, server):
    page.goto(f"{server}/funding?measure=unmet&sector=shelter&split=population&tab=files")
    page.get_by_role("button", name="Pin this view").click()
    page.locator("#open-pinned").click()
    page.wait_for_url("**/briefing?slide=12")
    deck = deck_of(page)
    deck.locator("body[data-slide='12']").wait_for()
    link = deck.locator(".slide.current .live").get_attribute("href")
    assert link == f"{server}/funding?sector=shelter&measure=unmet&split=population"


# What the frame shows in the very moment in which something is done in a row: no answer of the server can be there.
AT_ONCE = """([slide, what, words]) => {
  const page = window.parent.document, row = page.querySelector(`[class*='st-key-slide-0-${slide}-${what}']`);
  const titles = () => Array.from(document.querySelectorAll('#stage .slide[lang=en] h1')).map((h) => h.textContent);
  const el = row.querySelector(what === 'title' ? 'input' : 'button');
  if (what === 'title') {
    Object.getOwnPropertyDescriptor(window.parent.HTMLInputElement.prototype, 'value').set.call(el, words);
    el.dispatchEvent(new window.parent.Event('input', { bubbles: true }));
  } else el.click();
  return titles();
}"""


def test_what_is_done_in_the_rows_shows_in_the_frame_before_any_answer_and_none_of_it_is_lost(page, server):
    page.goto(f"{server}/briefing")
    deck, before = deck_of(page), deck_of(page).evaluate(TITLES)
    held(page, before[1])
    assert deck.evaluate(AT_ONCE, [2, "title", "Said at once"])[1] == "Said at once"
    page.locator("[class*='st-key-slide-0-2-title-en'] input").press("Enter")
    page.locator(".st-key-story-undo button:not([disabled])").wait_for()
    assert deck.evaluate(AT_ONCE, [3, "up", ""])[:3] == [before[0], before[2], "Said at once"]
    assert len(deck.evaluate(AT_ONCE, [14, "drop", ""])) == 13
    undone = deck.evaluate("""() => { window.parent.document.querySelector('.st-key-story-undo button').click();
      return document.querySelectorAll('#stage .slide[lang=en]').length; }""")
    assert undone == 14
    wanted = [before[0], before[2], "Said at once", *before[3:]]
    page.wait_for_function(f"(wanted) => JSON.stringify(({ROWS})()) === JSON.stringify(wanted)", arg=wanted)
    settled(page)
    assert (page.evaluate(ROWS), deck.evaluate(TITLES)) == (wanted, wanted)
    assert page.errors == []
