"""Every slide measured in a real Chromium: letters large enough, nothing cut or over another, the map at one place."""

import io
import re

import pypdf
import pytest

from geo.briefing import Slide, Storyline, default_storyline
from geo.export import deck_html

pytestmark = pytest.mark.browser

# A word that is smaller than allowed, cut by a box around it, wider than its cell, or under the edge of the slide;
# parts of a slide that lie on each other; rows that found no room.
FAULTS = """(least) => {
  const found = [], slide = document.querySelector('.slide.current'), page = slide.getBoundingClientRect();
  const size = (el) => parseFloat(getComputedStyle(el).fontSize);
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, el = node.parentElement, words = node.textContent.trim();
    if (!words || el.closest('style, script') || !el.getClientRects().length) continue;
    if (getComputedStyle(el).visibility === 'hidden') continue;
    if (size(el) < (el.closest('.source') ? 12 : least) - 0.01) found.push(['small', size(el), words]);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const own = el.closest('td, th, .facts > div');
      if (own && r.right > own.getBoundingClientRect().right + 1.5) found.push(['over', words]);
      for (let box = el; box !== slide.parentElement; box = box.parentElement) {
        if (getComputedStyle(box).overflow === 'visible' && box !== slide) continue;
        const b = box.getBoundingClientRect();
        const out = Math.max(b.left - r.left, r.right - b.right, b.top - r.top - 1, r.bottom - b.bottom - 1);
        if (out > 1.5) found.push(['cut', box.className, words, out]);
      }
    }
  }
  const parts = ['header', '.body > .facts', '.body > .map', '.activities', '.small-maps', '.side', 'footer .source',
    'footer .live', 'footer .n'].map((q) => [q, slide.querySelector(q)]).filter(([, el]) => el && el.offsetHeight);
  const boxes = parts.map(([q, el]) => [q, el.getBoundingClientRect()]);
  boxes.forEach(([q, a], i) => boxes.slice(0, i).forEach(([p, b]) => {
    const over = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    if (over) found.push(['overlap', p, q]);
  }));
  slide.querySelectorAll('tr[hidden]').forEach(() => found.push(['a row is left out']));
  if (document.documentElement.scrollWidth > window.innerWidth) found.push(['wider than the screen']);
  return found;
}"""
PLACE = """() => { const map = document.querySelector('.slide.current .map'); if (!map) return null;
  const { left, top, width, height } = map.getBoundingClientRect();
  const path = map.querySelector('path[data-slug="kidal"]').getBoundingClientRect();
  return [left, top, width, height, path.left, path.top, path.width].map((v) => Math.round(v)).join(); }"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
VIEWS = (
    "measure=population", "measure=food_insecure_share", "measure=mismatch&need=food_insecure&against=sectors",
    "measure=unmet_per_idp", "measure=coverage", "sector=protection&basis=zone",
    "measure=unmet&scenario=shelter:1000000",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory, atlas):
    """Write the plan's own briefing with pinned views of every kind, and an address that gives codes."""
    long = Slide("money", "measure=unmet", (("en", "Wide words " * 18), ("fr", "Des mots larges " * 12)))
    slides = (*default_storyline(atlas).slides, *(Slide("view", view) for view in VIEWS), long)
    path = tmp_path_factory.mktemp("deck") / "deck.html"
    path.write_text(deck_html(Storyline(atlas.plan.code, slides), atlas, address="https://plans.example.org"), "utf-8")
    return path, len(slides)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("wide", "high", "least"), [(1280, 720, 18), (1920, 1080, 18), (390, 844, 12)])
def test_every_slide_is_legible_and_nothing_is_cut_or_lies_on_another(new_context, file, lang, wide, high, least):
    path, slides = file
    page = new_context(viewport={"width": wide, "height": high}).new_page()
    page.goto(f"{path.as_uri()}#{lang}-1")
    page.wait_for_selector("body[data-ready]")
    places = set()
    for n in range(1, slides + 1):
        page.wait_for_selector(f'body[data-slide="{n}"]')
        page.evaluate(SETTLED)
        assert page.evaluate(FAULTS, least) == [], n
        places.add(page.evaluate(PLACE))
        page.keyboard.press("ArrowRight")
    if wide > 700:
        assert len(places - {None}) == 1, places  # Mali at one place and scale


def test_a_word_that_is_small_or_cut_is_found(new_context, file):
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{file[0].as_uri()}#en-9")
    page.wait_for_selector("body[data-ready]")
    page.evaluate("""() => { const side = document.querySelector('.slide.current .side');
      side.style.fontSize = '15px';
      side.insertAdjacentHTML('beforeend', '<p>small</p><p style="margin-top:600px">below</p>'); }""")
    page.evaluate("() => document.querySelectorAll('.slide.current tr').forEach((row) => { row.hidden = false; })")
    assert {kind for kind, *_ in page.evaluate(FAULTS, 18)} == {"small", "cut"}
    page.evaluate("""() => { const cell = document.querySelector('.slide.current td');
      cell.style.cssText = 'display:block;width:20px'; cell.textContent = 'wider'; }""")
    assert "over" in {kind for kind, *_ in page.evaluate(FAULTS, 18)}


def test_the_file_is_small_and_prints_one_slide_a_page_without_its_notes(new_context, file, atlas):
    path, slides = file
    assert len(deck_html(default_storyline(atlas), atlas).encode()) <= 1_500_000
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{path.as_uri()}#fr-1")
    page.wait_for_selector("body[data-ready]")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == slides
    texts = [re.sub(r"\s", "", p.extract_text()) for p in printed.pages]
    assert all(f"{n}/{slides}" in text for n, text in enumerate(texts, start=1))
    assert not any("Sil’onvousledemande" in text for text in texts)
