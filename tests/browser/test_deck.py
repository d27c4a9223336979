"""The briefing's file in a real Chromium: labels in their places, slides that fit, and a phone."""

import dataclasses
import io
import unicodedata

import pypdf
import pytest

from geo.briefing import Slide, Storyline, compose_slide, default_storyline, storyline_of_view
from geo.core import View, translator
from geo.export import deck_html
from geo.maps import STATIC, alt_text, compose_map

pytestmark = pytest.mark.browser

FULL = [
    View(measure="population"),
    View(measure="food_insecure_share"),
    View(measure="mismatch", need="food_insecure", against="sectors"),
]
LABELS = """() => Array.from(document.querySelectorAll('.slide.current .crp-label')).map((el) => {
  const pane = document.querySelector('.slide.current .leaflet-map-pane').getBoundingClientRect();
  const r = el.getBoundingClientRect(), at = el._leaflet_pos, s = getComputedStyle(el);
  const value = el.querySelector('b'), name = el.querySelector('span');
  const x = pane.left + at.x, y = pane.top + at.y;
  const rings = Array.from(document.querySelectorAll('.slide.current path.crp-ring'), (p) => p.getBoundingClientRect());
  const ring = rings.find((c) => Math.hypot((c.left + c.right) / 2 - x, (c.top + c.bottom) / 2 - y) < 1);
  const far = Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom));
  return { off_ring: ring ? far - ring.width / 2 : null,
    shown: s.visibility !== 'hidden', text: el.textContent, value: !!value, named: name.offsetWidth > 0,
    led: el.classList.contains('crp-led'), line: !!el.querySelector('u'), box: [r.left, r.top, r.right, r.bottom],
    off: [(r.left + r.right) / 2 - pane.left - at.x, (r.top + r.bottom) / 2 - pane.top - at.y],
    moved: [parseFloat(s.marginLeft), parseFloat(s.marginTop)] };
})"""
BOX = "s => { const r = document.querySelector(s).getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; }"


@pytest.fixture(scope="module")
def files(tmp_path_factory, atlas):
    """Write the plan's own briefing and one of each full map."""
    folder = tmp_path_factory.mktemp("decks")
    stories = [default_storyline(atlas), *(storyline_of_view(view, atlas) for view in FULL)]
    for n, story in enumerate(stories):
        (folder / f"{n}.html").write_text(deck_html(story, atlas), encoding="utf-8")
    return [folder / f"{n}.html" for n in range(len(stories))]


@pytest.fixture
def page(new_context):
    return new_context(viewport={"width": 1280, "height": 720}).new_page()


@pytest.fixture
def phone(new_context):
    return new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()


def opened(page, file, slide, lang):
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#{lang}-{slide}")
    page.wait_for_selector("body[data-ready]")
    return page


def overlap(a, b):
    return a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("file", "slide"), [(0, 5), (0, 9), (0, 10), (0, 11), (1, 1), (2, 1), (3, 1)])
def test_labels_stand_on_their_middle_by_their_circle_or_on_a_line_and_values_keep_names(
    page, files, file, slide, lang
):
    opened(page, files[file], slide, lang)
    labels = page.evaluate(LABELS)
    assert all(x["shown"] for x in labels if x["value"]), [x["text"] for x in labels if not x["shown"]]
    for label in (x for x in labels if x["shown"]):
        # the middle of the words is the region's middle, but for the move that was needed
        assert label["off"] == pytest.approx(label["moved"], abs=1.5), label
        assert label["named"] or label["moved"] == [0, 0], label
        assert label["led"] == label["line"]
        if label["off_ring"] is None:
            assert label["led"] or max(map(abs, label["moved"])) <= 24, label
        else:  # a circle's label touches it, or nearly so: its words end a little before its box
            assert label["led"] or -2 <= label["off_ring"] <= 12, label
    circled = (file, slide) in {(0, 9), (1, 1)}  # unmet requirements, population
    assert all((x["off_ring"] is not None) == circled for x in labels if x["value"])
    boxes = [(x["box"][0] + 2, x["box"][1] + 2, x["box"][2] - 2, x["box"][3] - 2) for x in labels if x["shown"]]
    assert not any(overlap(a, b) for n, a in enumerate(boxes) for b in boxes[:n])
    legend = page.evaluate(BOX, ".slide.current .crp-legend")
    assert not any(overlap(box, legend) for box in boxes)


SHOWN = """() => { const all = document.querySelectorAll('.slide.current .leaflet-regions-pane path');
  return [Array.from(all).filter((p) => p.getAttribute('fill') === 'url(#crp-zone)').length,
    document.querySelectorAll('.slide.current .leaflet-frame-pane path').length > 0,
    document.querySelector('.slide.current .crp-badge').innerText,
    document.querySelector('.slide.current .crp-legend').innerText.includes('zone')]; }"""


def test_slides_of_one_sector_have_lines_a_frame_or_a_sentence(page, atlas, tmp_path):
    shown = {
        "protection": [9, False, "", True],  # ten with Taoudénit, which lies inside Timbuktu
        "displacement-tracking": [0, True, "Nationwide: Displacement tracking (DTM)", False],
        "durable-solutions": [0, False, "No place stated: Durable solutions", False],
    }
    story = Storyline(atlas.plan.code, tuple(Slide("view", f"sector={sector}") for sector in shown))
    (tmp_path / "deck.html").write_text(deck_html(story, atlas), encoding="utf-8")
    for n, (sector, expected) in enumerate(shown.items(), 1):
        opened(page, tmp_path / "deck.html", n, "en")
        page.wait_for_selector(".slide.current .crp-badge", state="attached")
        assert page.evaluate(SHOWN) == expected, sector


WIDTHS = """(part) => Array.from(document.querySelectorAll(`.slide.current path.crp-${part}`),
  (p) => p.getBBox().width).sort((a, b) => b - a)"""


@pytest.mark.parametrize(("file", "slide", "view"), [(0, 9, View(measure="unmet")), (1, 1, View(measure="population"))])
def test_circles_of_a_slide_and_of_its_legend_have_areas_as_the_printed_amounts(page, atlas, files, file, slide, view):
    opened(page, files[file], slide, "en")
    sizes = [r.circle.size for r in compose_map(view, atlas).regions if r.circle]
    wholes = sorted((size.whole for size in sizes), reverse=True)
    rings = page.evaluate(WIDTHS, "ring")
    unit = rings[0] ** 2 / wholes[0]
    assert [ring**2 / unit for ring in rings] == pytest.approx(wholes, rel=0.01)
    filled = sorted((size.filled for size in sizes if 0 < size.filled != size.whole), reverse=True)
    assert [part**2 / unit for part in page.evaluate(WIDTHS, "filled")] == pytest.approx(filled, rel=0.01)
    ends = sorted((size.end for size in sizes if size.end), reverse=True)
    assert [part**2 / unit for part in page.evaluate(WIDTHS, "end")] == pytest.approx(ends, rel=0.01)
    nested = page.eval_on_selector_all(
        ".slide.current .nested circle", "all => all.map((c) => 2 * Number(c.getAttribute('r')))"
    )
    legend = {9: [3e6, 1e6, 200_000], 1: [3e6, 1e6, 300_000]}[slide]
    assert [size**2 / unit for size in nested] == pytest.approx(legend, rel=0.01)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("file", "slides"), [(0, range(1, 15)), (1, [1]), (2, [1]), (3, [1])])
def test_no_slide_cuts_its_table(page, files, file, slides, lang):
    for n in slides:
        opened(page, files[file], n, lang)
        side = page.locator(".slide.current .side")
        spare = side.evaluate("s => [s.scrollHeight - s.clientHeight, s.scrollWidth - s.clientWidth]")
        assert max(spare) <= 1, n
        assert side.locator("tr[hidden]").count() == 0
    if file == 1:
        assert page.locator(".slide.current tbody tr").count() == 20


def test_what_fits_in_no_size_is_counted(page, files):
    opened(page, files[1], 1, "fr")
    page.evaluate("""() => { const b = document.querySelector('.slide.current tbody');
      for (let n = 0; n < 3; n += 1) Array.from(b.rows).slice(0, 20).forEach((r) => b.appendChild(r.cloneNode(true)));
      window.dispatchEvent(new Event('resize')); }""")
    hidden = page.locator(".slide.current tbody tr[hidden]").count()
    assert hidden > 0
    assert page.locator(".slide.current .rest").inner_text() == f"et {hidden} de plus"


def test_a_printed_slide_is_whole_in_french(page, files):
    opened(page, files[0], 1, "fr")
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    printed = pypdf.PdfReader(io.BytesIO(content)).pages[10].extract_text()
    text = " ".join(unicodedata.normalize("NFKC", printed).split())  # its letters f and i are one
    for words in ("Tombouctou", "Bandiagara", "seulement pour le déficit de financement."):
        assert words in text


def test_the_buttons_hide_no_small_print_and_letters_are_not_tiny(page, files):
    opened(page, files[0], 11, "fr")
    page.evaluate("window.setTimeout = () => 0")  # the bar does not go again
    page.mouse.move(300, 300)
    page.wait_for_selector("body.moved")
    bar, small = page.evaluate(BOX, "#bar"), page.evaluate(BOX, ".slide.current footer p")
    assert not overlap(bar, small)
    assert page.locator("#bar output").inner_text() == "11 / 14"
    size = page.evaluate(
        "() => parseFloat(getComputedStyle(document.querySelector('.slide.current footer p')).fontSize)"
    )
    assert size >= 12


def test_on_a_phone_slides_and_language_change_by_touch(phone, files):
    opened(phone, files[0], 1, "fr")
    assert phone.evaluate("() => getComputedStyle(document.getElementById('bar')).opacity") == "1"
    phone.locator("[data-do=on]").tap()
    assert phone.locator("body").get_attribute("data-slide") == "2"
    phone.locator("[data-do=lang]").tap()
    assert phone.locator("body").get_attribute("data-lang") == "en"
    hand = phone.context.new_cdp_session(phone)
    y = phone.locator(".slide.current h1").bounding_box()["y"] + 8
    for kind, points in (
        ("touchStart", [{"x": 330, "y": y}]), ("touchMove", [{"x": 90, "y": y + 4}]), ("touchEnd", []),
    ):  # fmt: skip
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    phone.wait_for_selector('body[data-slide="3"]')


@pytest.mark.parametrize("slide", [5, 9, 11])
def test_on_a_phone_the_legend_is_off_the_country_and_nothing_is_wider_than_it(phone, files, slide):
    opened(phone, files[0], slide, "fr")
    legend = phone.evaluate(BOX, ".slide.current .crp-legend")
    country = phone.evaluate(
        """() => { const all = Array.from(document.querySelectorAll('.slide.current path.leaflet-interactive'))
          .map((p) => p.getBoundingClientRect()); return Math.min(...all.map((r) => r.top)); }"""
    )
    assert legend[3] <= country
    wider = "() => ((el) => el.scrollWidth - el.clientWidth)(document.querySelector('.slide.current .side'))"
    assert phone.evaluate(wider) <= 0  # no table has to be moved
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390


BELOW = """() => Array.from(document.querySelectorAll('.slide')).filter((s) => s.offsetHeight).flatMap((slide) => {
  const { bottom } = slide.getBoundingClientRect();
  return Array.from(slide.querySelectorAll('td, th, li, p'))
    .filter((el) => el.offsetHeight && el.getBoundingClientRect().bottom > bottom + 1).map((el) => el.innerText); })"""


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, {"width": 390, "height": 844}])
def test_a_viewer_that_runs_no_script_has_every_slide_and_the_words_of_its_map(new_context, atlas, tmp_path, size):
    story = default_storyline(atlas)
    file = tmp_path / "deck.html"
    file.write_text(deck_html(story, atlas, "fr"), encoding="utf-8")
    page = new_context(java_script_enabled=False, viewport=size).new_page()
    page.goto(file.as_uri())
    contents = list(compose_slide(story, atlas, "fr"))
    shown = page.locator(".slide:visible")
    assert shown.locator("h1").all_inner_texts() == [c.title for c in contents]
    words = shown.locator(".map p").all_inner_texts()
    why = translator("fr")("The map needs a browser that runs scripts. It shows:")
    assert words == [f"{why} {alt_text(c.drawn)}" for c in contents if c.drawn]
    tops = [slide.bounding_box()["y"] for slide in shown.all()]
    assert tops == sorted(set(tops))  # one below the other
    below = page.evaluate(BELOW)
    assert below == [], below  # no row or line beyond its slide
    assert page.locator("#bar").is_hidden()


def test_a_map_starts_in_the_middle_of_its_own_country(page, atlas, tmp_path):
    moved = {v: dataclasses.replace(r, frame=r.frame.set_geometry(r.frame.translate(-60, -20)))
             for v, r in atlas.regions.items()}  # fmt: skip
    story = Storyline(atlas.plan.code, (Slide("sources"), Slide("view", "measure=sectors")))
    (tmp_path / "deck.html").write_text(deck_html(story, dataclasses.replace(atlas, regions=moved)), encoding="utf-8")
    opened(page, tmp_path / "deck.html", 1, "en")
    page.evaluate("() => { const make = L.map; L.map = (el, asked) => make(el, (window.asked = asked)); }")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.asked")
    at = page.evaluate("() => { const at = L.latLng(asked.center); return [at.lat, at.lng]; }")
    assert at == pytest.approx([-2.43, -64.00], abs=0.01)  # of 10.14 to 25.00 N and 12.24 W to 4.24 E


def test_text_of_the_data_is_safe_between_tags_and_in_attributes(page):
    said = """<b onclick="x" title='y'>&amp; 1</b>"""
    for quote in "'", '"':
        page.set_content("<p></p>")
        page.add_script_tag(content="window.CRP = {};" + (STATIC / "map" / "html.js").read_text(encoding="utf-8"))
        page.evaluate(
            """([said, q]) => { const safe = CRP.html.escapeText(said);
            document.querySelector("p").innerHTML = "<i title=" + q + safe + q + ">" + safe + "</i>"; }""",
            [said, quote],
        )
        shown = page.locator("i")
        assert (shown.get_attribute("title"), shown.inner_text(), page.locator("b").count()) == (said, said, 0)


# The rules of the map alone: without any style all slides would be laid out at once, which takes minutes.
WITHOUT_MAP_STYLE = """() => { const sheet = document.querySelector('style').sheet; window.taken = [];
  for (let n = sheet.cssRules.length - 1; n >= 0; n -= 1) if (/[.]crp-/.test(sheet.cssRules[n].selectorText)) {
    window.taken.unshift([n, sheet.cssRules[n].cssText]); sheet.deleteRule(n); } }"""
WITH_MAP_STYLE = """() => { const sheet = document.querySelector('style').sheet;
  window.taken.forEach(([n, text]) => sheet.insertRule(text, n)); }"""

SMALLER, AS_BEFORE = (  # so that labels are placed without the style, as at a first painting
    f"() => {{ document.querySelector('.slide.current .map').style.height = '{height}'; }}" for height in ("80%", "")
)


def test_labels_find_their_places_when_the_style_sheet_comes_late(page, files):
    opened(page, files[0], 9, "en")
    before = [x["box"] for x in page.evaluate(LABELS)]
    for change in (WITHOUT_MAP_STYLE, SMALLER, AS_BEFORE, WITH_MAP_STYLE):
        page.evaluate(change)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.taken.length") > 20
    labels = page.evaluate(LABELS)
    assert all(x["shown"] for x in labels if x["value"])
    assert [v for x in labels for v in x["box"]] == pytest.approx([v for box in before for v in box], abs=1)
