"""The map's and the deck's scripts in a real Chromium, on Squareland: what they draw of what they are sent."""

import dataclasses
import json

import geopandas as gpd
import pytest
import shapely

from geo.briefing import storyline_of_view
from geo.core import View
from geo.export import deck_html
from geo.maps import STATIC, compose_map, map_bounds, map_script, map_style
from geo.maps.model import QUIET, RAMP
from geo.places import Basemap
from tests import squareland
from tests.browser.conftest import WAIT

pytestmark = pytest.mark.browser


def named(names, shapes):
    table = {"name_en": names, "name_fr": [f"{n} (fr)" for n in names]}
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


GROUND = Basemap(
    neighbours=named(["Westland"], [shapely.box(-5, -5, 0, 5)]),
    rivers=named(["Blue"], [shapely.LineString([(0, 0.1), (3, 0.1)])]),
    lakes=named(["Lake"], [shapely.box(2.1, 0.2, 2.2, 0.3)]),
    towns=named(["Oak"], [shapely.Point(1.5, 0.9)]),
)
LAND = dataclasses.replace(
    squareland.furnished(
        squareland.atlas(
            {
                "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
                "water": (600_000, None, ["ash"], "named"),
            },
            header=2_000_000,
        )
    ),
    basemap=GROUND,
)
START = """([bounds]) => {
  const box = document.createElement('div');
  box.id = 'own'; box.style = 'position:fixed;left:0;top:0;width:1280px;height:500px;z-index:99';
  document.body.appendChild(box);
  window.picked = [];
  window.MAP = CRP.create();
  MAP.start(L.map(box, { zoomSnap: 0.25, maxZoom: 12 }).setView([0, 0], 5),
    { bounds: bounds, alone: true, pick: (slug) => picked.push(slug) });
}"""
SHAPES = """() => { const found = {}; MAP.state.layers[MAP.state.areas].layer.eachLayer((s) => {
  found[s.slug] = [s.options.fillColor, s.options.weight]; }); return found; }"""
TIP = """(slug) => { let text = '';
  MAP.state.layers[MAP.state.areas].layer.eachLayer((s) => { if (s.slug === slug) {
    s.openTooltip(); text = s.getTooltip().getElement().innerHTML; s.closeTooltip(); } });
  return text; }"""
LINES = """(html) => { const d = document.createElement('div'); d.innerHTML = html;
  const rows = Array.from(d.querySelectorAll('tr')).map((r) => Array.from(r.cells).map((c) => c.textContent));
  return [d.querySelector('b').textContent, rows]; }"""
DARK = """() => Array.from(document.querySelectorAll('#own .crp-label')).map((e) =>
  [e.querySelector('span').textContent, e.classList.contains('dark')])"""
CLICK = """(slug) => { picked.length = 0;
  MAP.state.layers[MAP.state.areas].layer.eachLayer((s) => { if (s.slug === slug)
  s.fire('click', { originalEvent: new MouseEvent('click'), latlng: s.getBounds().getCenter() }); }); }"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """Open a briefing of three slides once; a map of its own lies over it."""
    file = tmp_path_factory.mktemp("deck") / "deck.html"
    file.write_text(
        deck_html(storyline_of_view(View(plan="squareland", measure="unmet"), LAND), LAND), encoding="utf-8"
    )
    made = browser.new_page(viewport={"width": 1280, "height": 720})
    made.set_default_timeout(WAIT)
    made.goto(file.as_uri())
    made.wait_for_selector("body[data-ready]")
    made.evaluate(START, [map_bounds(LAND)])
    yield made
    made.close()


def painted(page, beside=None, side="", payload=None, **changes):
    drawn = compose_map(View(plan="squareland", **changes), LAND)
    sent = map_style(drawn, beside, side) if payload is None else payload
    page.evaluate("p => MAP.paint(p)", json.loads(json.dumps(sent)))
    return drawn, sent


def rows(page):
    return page.evaluate(
        """() => Array.from(document.querySelectorAll('#own .crp-legend > div:not(.count)')).map((d) => {
      const n = d.querySelector('em').textContent, i = d.querySelector('i');
      return [d.textContent.slice(0, -n.length), n, i.className, i.style.background]; })"""
    )


def test_shapes_take_their_fill_and_those_without_a_figure_are_hatched(page):
    painted(page, measure="idps", show="fills")
    found = page.evaluate(SHAPES)
    assert {s: fill for s, (fill, _) in found.items()} == {
        "ash": RAMP[3], "birch": RAMP[1], "cedar": "url(#crp-hatch)"}  # fmt: skip
    assert page.locator("pattern#crp-hatch line").count() >= 1
    painted(page, measure="idps", areas="2016")
    assert set(page.evaluate(SHAPES)) == {"ash", "birch"}
    painted(page, measure="idps")
    assert {s: fill for s, (fill, _) in page.evaluate(SHAPES).items()} == {
        "ash": QUIET, "birch": QUIET, "cedar": "url(#crp-hatch)"}  # fmt: skip
    painted(page, measure="unmet", show="fills")
    assert {s: fill for s, (fill, _) in page.evaluate(SHAPES).items()} == {
        "ash": RAMP[3], "birch": RAMP[1], "cedar": RAMP[1]}  # fmt: skip


def test_the_legend_has_its_title_its_rows_and_their_numbers(page):
    painted(page, measure="idps", show="fills")
    assert page.locator("#own .crp-legend > b").inner_text() == "Displaced persons"
    assert page.locator("#own .crp-legend .count").inner_text() == "regions"
    assert [(text, n, kind) for text, n, kind, _ in rows(page)] == [
        ("no figure", "1", "hatch"), ("0 – 20", "1", ""), ("above 20", "1", "")]  # fmt: skip
    assert rows(page)[1][3] == "rgb(159, 195, 230)"
    assert page.locator("#own .crp-legend .method").inner_text() == "natural breaks (Fisher-Jenks)"
    drawn, sent = painted(page, measure="unmet", show="fills")
    painted(page, payload=sent | {"legend": []})
    assert page.locator("#own .crp-legend").is_hidden()
    both = map_style(drawn, drawn, "left")
    painted(page, payload=both)
    assert rows(page)[0][1] == "2 · 2"


def test_the_square_has_the_most_need_above_and_its_sentences_at_hand(page):
    painted(page, measure="mismatch", need="population")
    square = page.locator("#own table.square")
    assert square.locator("caption").inner_text().split("\n") == ["↑ population", "→ unmet requirements"]
    assert square.locator("tr th:first-child").all_inner_texts() == ["> 300", "≤ 300", "≤ 100", ""]
    assert square.locator("td").all_inner_texts() == ["△ 1", "", "▲", "1", "", "", "▽", "", "▼ 1"]
    colours = [cell.evaluate("c => getComputedStyle(c).color") for cell in square.locator("td").all()]
    white, ink = "rgb(255, 255, 255)", "rgb(20, 32, 43)"
    assert colours == [white, white, white, ink, ink, white, ink, ink, ink]
    first = square.locator("td").first
    assert first.get_attribute("title").startswith("Among the highest needs, yet among the smallest unmet requirements")
    assert "rgb(137, 92, 58)" in first.get_attribute("style") or "#895c3a" in first.get_attribute("style")
    painted(page, measure="unmet")
    assert square.count() == 0


def test_a_tooltip_has_the_lines_of_its_region_and_no_text_is_run(page):
    drawn, sent = painted(page, measure="unmet")
    lines = page.evaluate(LINES, page.evaluate(TIP, "ash"))
    assert lines == ["Ash", [list(pair) for pair in drawn.regions[0].tooltip]]
    bad = "<img src=x onerror='window.ran=1'>\"&"
    strings = [bad if s == "Ash" else s for s in sent["strings"]]
    painted(page, payload=sent | {"strings": strings, "legendTitle": bad, "stamp": bad})
    assert "&lt;img" in page.evaluate(TIP, "ash")
    assert page.locator("#own img").count() == 0
    assert page.locator("#own .crp-stamp").inner_text() == bad
    assert page.evaluate("() => window.ran") is None
    painted(page, measure="unmet", sector=("water",))
    assert page.evaluate(TIP, "cedar") == "<b>Cedar</b><p>The plan names no sector here.</p>"


def test_labels_have_name_and_value_and_are_light_on_dark(page):
    painted(page, measure="unmet", show="fills")
    labels = page.locator("#own .crp-label")
    assert sorted(x.replace("\n", " ").replace("\u00a0", " ") for x in labels.all_inner_texts()) == [
        "Ash $800 k", "Birch $200 k", "Cedar $200 k"]  # fmt: skip
    dark = page.evaluate(DARK)
    assert sorted(dark) == [["Ash", True], ["Birch", False], ["Cedar", False]]
    painted(page, measure="unmet")  # beside a circle, on a quiet region
    assert sorted(page.evaluate(DARK)) == [["Ash", False], ["Birch", False], ["Cedar", False]]
    painted(page, measure="idps")
    assert "Cedar" in labels.all_inner_texts()  # a name without a value
    painted(page, measure="idps", lang="fr")
    assert page.locator("#own .crp-town").inner_text() == "Oak (fr)"
    assert page.locator("#own .crp-country").text_content() == "Westland (fr)"
    painted(page, measure="idps")
    assert page.locator("#own .crp-town").inner_text() == "Oak"


def test_words_that_stay_are_not_written_anew(page):
    first = "() => Array.from(document.querySelectorAll('#own .crp-label span, #own .crp-legend b'))"
    painted(page, measure="unmet")
    page.evaluate(f"() => {{ window.kept = ({first})(); }}")
    painted(page, measure="unmet")
    assert page.evaluate("() => kept.length > 3 && kept.every((e) => e.isConnected)")
    painted(page, measure="idps")
    assert not page.evaluate("() => kept.some((e) => e.isConnected && e.matches('.crp-legend b'))")


def test_a_map_lies_right_before_its_regions_come_and_they_do_not_move_again(page):
    moves = page.evaluate(
        """([bounds, style]) => {
      const box = document.createElement('div');
      box.style = 'position:fixed;left:0;top:0;width:1280px;height:500px';
      document.body.append(box);
      const made = CRP.create(), map = L.map(box, { zoomSnap: 0.25, maxZoom: 12 }).setView([0, 0], 5);
      made.start(map, { bounds, alone: true });
      let put = 0, after = 0;
      map.on('layeradd', (e) => { if (e.layer.slug) put += 1; });
      map.on('moveend', () => { if (put) after += 1; });
      made.paint(style);
      const home = map.getZoom() === made.state.homeZoom;
      box.remove();
      return [put, after, home];
    }""",
        [
            map_bounds(LAND),
            json.loads(json.dumps(map_style(compose_map(View(plan="squareland", measure="idps"), LAND)))),
        ],
    )
    assert moves == [5, 0, True]  # three regions and two circles: of one there is no figure


def test_a_scenario_is_stamped_and_the_stamp_goes_with_it(page):
    _, sent = painted(page, measure="unmet")
    stamp = page.locator("#own .crp-stamp")
    assert stamp.is_hidden()
    painted(page, payload=sent | {"stamp": "SCENARIO: x"})
    assert stamp.inner_text() == "SCENARIO: x"
    painted(page, measure="unmet")
    assert stamp.is_hidden()


def test_a_click_on_a_region_names_it(page):
    painted(page, measure="unmet")
    page.evaluate(CLICK, "birch")
    assert page.evaluate("() => picked") == ["birch"]


def test_the_whole_country_is_on_the_map_and_the_legend_is_off_it(page):
    painted(page, measure="unmet")
    corners = page.evaluate("""() => { const at = (p) => MAP.state.map.latLngToContainerPoint(p);
      const a = at([0, 0]), b = at([1, 3]); return [a.x, b.x, b.y, a.y]; }""")
    west, east, top, floor = corners
    assert 0 <= west < east <= 1280
    assert 0 <= top < floor <= 500
    legend = page.evaluate("() => { const r = document.querySelector('#own .crp-legend').getBoundingClientRect(); "
                           "return [r.left, r.right, r.top, r.bottom]; }")  # fmt: skip
    assert legend[1] <= west or legend[3] <= top


def test_days_have_a_player_and_one_day_alone_has_its_words(page):
    _, sent = painted(page, measure="idps")
    assert page.locator("#own .crp-player").is_hidden()
    assert page.locator("#own .crp-when").inner_text() == "Displaced persons, June 30, 2023"
    times = [["June 2022", "a", "2022-06-01"], ["June 2023", "b", ""]]
    sent["words"] |= {"play": "Play", "pause": "Pause", "day": "Day of the figures"}  # they come with several days
    painted(page, payload=sent | {"times": times, "at": 1})
    assert page.locator("#own .crp-when").is_hidden()
    slider = page.locator("#own .crp-player input")
    assert (slider.get_attribute("max"), slider.input_value(), slider.get_attribute("aria-label")) == (
        "1", "1", "Day of the figures")  # fmt: skip
    assert page.locator("#own .crp-player output").inner_text() == "June 2023"
    button = page.locator("#own .crp-player button")
    assert (button.inner_text(), button.get_attribute("aria-label")) == ("▶", "Play")
    painted(page, payload=sent | {"times": times, "at": 0})
    assert (slider.input_value(), page.locator("#own .crp-player output").inner_text()) == ("0", "June 2022")
    painted(page, measure="unmet")
    assert page.locator("#own .crp-player").is_hidden()
    assert page.locator("#own .crp-when").is_hidden()


@pytest.fixture
def slides(page):
    """The briefing under the map, on its first slide in English."""
    page.evaluate("() => { document.getElementById('own').hidden = true; }")
    page.keyboard.press("Home")
    if page.locator("body").get_attribute("data-lang") == "fr":
        page.keyboard.press("l")
    yield page
    page.evaluate("() => { document.getElementById('own').hidden = false; }")


def at(page):
    return page.evaluate("() => [document.body.dataset.lang, document.body.dataset.slide, location.hash]")


def test_keys_turn_the_slides_and_stop_at_both_ends(slides):
    keys = [("ArrowLeft", "1"), ("ArrowRight", "2"), ("PageDown", "3"), (" ", "3"), ("PageUp", "2"), ("End", "3"),
            ("ArrowUp", "2"), ("ArrowDown", "3"), ("Home", "1")]  # fmt: skip
    for key, n in keys:
        slides.keyboard.press(key)
        assert at(slides) == ["en", n, f"#en-{n}"], key
    assert slides.locator("#bar output").text_content() == "1 / 3"
    slides.keyboard.press("Control+ArrowRight")
    assert at(slides)[1] == "1"


def test_the_language_changes_the_slide_its_title_and_the_buttons(slides):
    slides.keyboard.press("ArrowRight")
    slides.keyboard.press("L")
    assert at(slides) == ["fr", "2", "#fr-2"]
    assert slides.title() == slides.locator(".slide.current h1").text_content()
    assert slides.evaluate("() => document.documentElement.lang") == "fr"
    assert slides.locator("[data-do=lang]").text_content() == "EN"
    assert slides.locator("[data-do=on]").get_attribute("title") == "Suivante (→)"
    slides.keyboard.press("l")
    assert (at(slides)[0], slides.locator("[data-do=lang]").text_content()) == ("en", "FR")


def test_a_card_opens_and_closes(slides):
    slides.locator(".slide.current path.leaflet-interactive").nth(1).dispatch_event("click")
    card = slides.locator("#card")
    card.wait_for()
    assert card.locator("h2").inner_text() in {"Ash", "Birch", "Cedar"}
    slides.keyboard.press("Escape")
    assert card.is_hidden()


CASES = [  # a function of geometry.js, what it is given, what it must give
    ("cross", [[0, 2, 0, 2], [1, 3, 1, 3]], True),
    ("cross", [[0, 2, 0, 2], [2, 3, 0, 2]], False),  # side by side
    ("cross", [[0, 2, 0, 2], [0, 2, 2, 3]], False),
    ("outside", [[0, 2, 0, 2], [0, 2, 0, 2]], False),
    ("outside", [[0, 2, -1, 2], [0, 2, 0, 2]], True),
    ("outside", [[0, 3, 0, 2], [0, 2, 0, 2]], True),
    ("airy", [[0, 10, 0, 8]], [-1, 11, 0, 8]),
    ("around", [[5, 7], 4], [1, 9, 3, 11]),
    ("middle", [[0, 10, 0, 8]], [5, 4]),
    ("crosses", [[0, 0], [10, 0], [[4, 6, -1, 1]]], True),
    ("crosses", [[0, 0], [10, 0], [[4, 6, 1, 3], [11, 12, -1, 1]]], False),
    ("leader", [[30, 0], 20, 10], {"x": -10, "y": 0, "length": 20}),  # 30 away, 10 of it under the label itself
    ("leader", [[0, -40], 20, 10], {"x": 0, "y": 5, "length": 35}),
    ("leader", [[3, 4], 20, 10], {"x": -3, "y": -4, "length": 0}),  # the label covers its middle
]
RECTANGLES = """([name, given]) => {
  const box = (a) => (Array.isArray(a) && a.length === 4 ? { left: a[0], right: a[1], top: a[2], bottom: a[3] } : a);
  const read = (a) => (Array.isArray(a) && Array.isArray(a[0]) ? a.map(box) : box(a));
  const made = CRP.geometry[name](...given.map(read));
  return made.left === undefined ? made : [made.left, made.right, made.top, made.bottom]; }"""
RING = [[0, 0], [4, 0], [4, 4], [2, 2], [0, 4], [0, 0]]  # a square with a notch from above
COUNTRY = [
    {"geometry": {"type": "Polygon", "coordinates": [RING]}},
    {"geometry": {"type": "MultiPolygon", "coordinates": [[[[8, 0], [9, 0], [9, 1], [8, 0]]], [RING]]}},
]


@pytest.mark.parametrize(("name", "given", "expected"), CASES)
def test_boxes_and_lines_on_the_screen(page, name, given, expected):
    made = page.evaluate(RECTANGLES, [name, given])
    if isinstance(expected, dict):
        made = {key: pytest.approx(made[key]) for key in expected}
    assert made == expected


def test_points_in_a_country_and_along_its_borders(page):
    points = [[1, 1], [2, 3], [3.5, 3], [5, 1], [8.7, 0.2], [8.2, 0.8]]
    land = "([country, points]) => points.map(([x, y]) => CRP.geometry.onLand(x, y, country))"
    assert page.evaluate(land, [COUNTRY, points]) == [True, False, True, False, True, False]
    boxes = [
        {"left": 0, "right": 9, "top": -1, "bottom": 0.5},  # along the lower borders of both lands
        {"left": 1, "right": 2, "top": -1, "bottom": 1},  # over a long straight border, far from its ends
        {"left": 1, "right": 1.8, "top": 1, "bottom": 1.8},  # within
        {"left": 4.5, "right": 7, "top": 0, "bottom": 9},  # between both
        {"left": 3.9, "right": 4.5, "top": 3.9, "bottom": 4.5},  # around a corner
        {"left": 0.2, "right": 0.4, "top": 3.0, "bottom": 3.2},  # beside the notch's slanting side
        {"left": 1.0, "right": 1.2, "top": 2.7, "bottom": 3.1},  # on it, with neither of its ends
    ]
    meets = "([country, boxes]) => boxes.map((box) => CRP.geometry.bordersMeet(country, box))"
    assert page.evaluate(meets, [COUNTRY, boxes]) == [True, True, False, False, True, False, True]


def test_rings_grow_by_ten_and_are_wider_than_high(page):
    rings = page.evaluate("() => Array.from(CRP.geometry.rings(45))")
    assert len(rings) == 2 * 24
    assert (rings[0], rings[6]) == (pytest.approx([37.5, 0]), pytest.approx([0, 30], abs=1e-9))
    assert (rings[24], rings[42]) == (pytest.approx([50, 0]), pytest.approx([0, -40], abs=1e-9))


def test_every_file_of_the_script_is_in_it_once_and_its_lines_are_short():
    files = {file.name: file.read_text(encoding="utf-8") for file in (STATIC / "map").glob("*.js")}
    script = map_script()
    assert {name: script.count(text) for name, text in files.items()} == dict.fromkeys(files, 1)
    assert len(script) == sum(map(len, files.values())) + len(files) - 1
    assert [line for line in script.splitlines() if len(line) > 120] == []


SLOT = """([bounds, style, [x, y]]) => {
  const box = document.createElement('div');
  box.style = 'position:fixed;left:0;top:0;width:900px;height:600px';
  document.body.append(box);
  const made = CRP.create();
  made.start(L.map(box, CRP.ZOOMS).setView([0, 0], 5), { bounds, alone: true, letter: 12 });
  made.paint(style);
  const label = Array.from(box.querySelectorAll('.crp-label')).find((el) => el.textContent.startsWith('Birch'));
  label.style.margin = 0;
  const whole = label.getBoundingClientRect(), { width, height } = label.querySelector('b').getBoundingClientRect();
  const [over, down] = [(whole.left + whole.right - width) / 2, (whole.top + whole.bottom - height) / 2];
  const [left, top] = [over + x - 3, down + y - 3];
  const [right, foot] = [left + width + 6, top + height + 6];
  [[0, 0, 900, top], [0, foot, 900, 600], [0, 0, left, 600], [right, 0, 900, 600]].forEach(([l, t, r, b]) => {
    const wall = document.createElement('div');
    wall.className = 'leaflet-control';
    wall.style = `position:absolute;left:${l}px;top:${t}px;width:${r - l}px;height:${b - t}px;opacity:.2`;
    box.append(wall);
  });
  made.home();
  const { visibility, marginLeft, marginTop } = label.style;
  const found = [label.classList.contains('crp-nameless'), visibility, marginLeft, marginTop];
  box.remove();
  return found;
}"""


@pytest.mark.parametrize(("free", "expected"), [
    ((0, 0), [True, "", "0px", "0px"]), ((24, 4), [True, "hidden", "0px", "0px"])
])  # fmt: skip
def test_a_value_without_its_name_stands_in_the_middle_of_its_region_or_not_at_all(page, free, expected):
    style = map_style(compose_map(View(plan="squareland", measure="unmet", show="fills"), LAND))
    assert page.evaluate(SLOT, [map_bounds(LAND), json.loads(json.dumps(style)), free]) == expected
