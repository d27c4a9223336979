"""Circles and labels as Chromium draws them: areas to scale, nothing on anything else, a small map opens its filter."""

import itertools
import math

import pytest

from geo.core import View
from geo.maps import compose_map
from tests.browser.test_browser import map_frame, settled

pytestmark = pytest.mark.browser
SIZES = {"laptop": (1366, 768), "projector": (1280, 720), "phone": (390, 844)}
AMOUNTS = ("unmet", "required", "confirmed", "idps", "food_insecure", "population")

PAINT = """async (query) => {
  const answer = await fetch(`/assets/painting/now?${query}`);
  CRP.paint(await answer.json());
}"""
DRAWN = """() => { const found = [];
  CRP.state.circles.eachLayer((l) => {
    const kind = (l.options.className || "").split("crp-").pop();
    if (kind === "ring") found.push({ slug: l.slug, x: l.getLatLng(), parts: {} });
    if (["ring", "filled", "end"].includes(kind)) {
      const at = l.getLatLng(), mine = found.find((f) => f.x.lat === at.lat && f.x.lng === at.lng);
      mine.parts[kind] = l.getElement().getBBox().width / 2;
    }
  });
  return found; }"""
# The letters themselves, not the box around them: an empty line under a name covers nothing.
BOXES = """() => { const root = CRP.state.map.getContainer(), found = [];
  const range = document.createRange();
  const letters = (el) => { range.selectNodeContents(el); return range.getBoundingClientRect(); };
  const add = (kind, name, { width, left: l, right: r, top: t, bottom: b }) => {
    if (width) found.push({ kind, name, l, r, t, b });
  };
  root.querySelectorAll(".crp-label").forEach((el) => {
    if (getComputedStyle(el).visibility === "hidden") return;
    el.querySelectorAll("span, b").forEach((part) => {
      if (getComputedStyle(part).display !== "none") add("label", el.innerText.split("\\n")[0], letters(part));
    });
  });
  root.querySelectorAll(".leaflet-control, .crp-when, .crp-player, .crp-badge, .crp-stamp").forEach((el) => {
    if (el.offsetWidth && !el.hidden) add("control", el.className, el.getBoundingClientRect());
  });
  const discs = [];
  CRP.state.circles.eachLayer((l) => {
    if (!l.slug) return;
    const r = l.getElement().getBoundingClientRect(), radius = l.getElement().getBBox().width / 2;
    discs.push({ name: l.slug, x: (r.left + r.right) / 2, y: (r.top + r.bottom) / 2, r: radius });
  });
  return { boxes: found, discs }; }"""


def across(a, b, least=1.5):
    """Return by how many pixels two boxes overlap, in the direction where they do so less."""
    return min(a["r"], b["r"]) - max(a["l"], b["l"]) > least and min(a["b"], b["b"]) - max(a["t"], b["t"]) > least


def on_disc(box, disc, least=1.5):
    x, y = (min(max(disc[axis], box[low]), box[high]) for axis, low, high in (("x", "l", "r"), ("y", "t", "b")))
    return math.hypot(x - disc["x"], y - disc["y"]) < disc["r"] - least


def overlaps(seen):
    """List what covers what: a label, a circle or a control another one, of its kind or not."""
    boxes, discs = seen["boxes"], seen["discs"]
    labels, controls = ([b for b in boxes if b["kind"] == kind] for kind in ("label", "control"))
    pairs = [(a, b) for a, b in itertools.combinations(labels, 2) if a["name"] != b["name"] and across(a, b)]
    pairs += [(a, c) for a in labels for c in controls if across(a, c)]
    pairs += [(c, d) for c, d in itertools.combinations(controls, 2) if across(c, d)]
    pairs += [(a, d) for a in (*labels, *controls) for d in discs if on_disc(a, d)]
    pairs += [(c, d) for c, d in itertools.combinations(discs, 2)
              if math.hypot(c["x"] - d["x"], c["y"] - d["y"]) < c["r"] + d["r"] - 1]  # fmt: skip
    return [(a["name"], b["name"]) for a, b in pairs]


@pytest.fixture(scope="module")
def maps(browser, server):
    """Give the frame of a map at each size, painted anew for each view: one page load a size."""
    contexts, frames = [], {}
    for name, (width, height) in SIZES.items():
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        contexts[-1].set_default_timeout(60_000)
        page = contexts[-1].new_page()
        page.goto(f"{server}/funding")
        frames[name] = map_frame(page)
        settled(page)
    yield frames
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("measure", AMOUNTS)
def test_areas_are_to_each_other_as_the_printed_amounts_to_one_percent(maps, atlas, measure, size):
    frame = maps[size]
    frame.evaluate(PAINT, f"measure={measure}")
    circles = {r.slug: r.circle for r in compose_map(View(measure=measure), atlas).regions if r.circle}
    drawn = {found["slug"]: found["parts"] for found in frame.evaluate(DRAWN)}
    assert set(drawn) == set(circles)
    largest = max(circles, key=lambda s: circles[s].size.whole)
    unit = math.pi * drawn[largest]["ring"] ** 2 / circles[largest].size.whole
    for slug, circle in circles.items():
        size_of = {"ring": circle.size.whole, "end": circle.size.end}
        if circle.size.filled != circle.size.whole:
            size_of["filled"] = circle.size.filled
        for part, amount in size_of.items():
            if amount:
                assert math.pi * drawn[slug][part] ** 2 == pytest.approx(amount * unit, rel=0.01), (slug, part)


@pytest.mark.parametrize("size", SIZES)
def test_the_circles_of_the_legend_are_on_the_scale_of_the_map_at_every_zoom(maps, size):
    frame = maps[size]
    frame.evaluate(PAINT, "measure=required")
    for zoomed in (0, 1, -0.5):
        if zoomed:
            frame.evaluate("by => CRP.state.map.setZoom(CRP.state.map.getZoom() + by, { animate: false })", zoomed)
        legend = frame.eval_on_selector_all(
            ".crp-legend .nested circle", "all => all.map(c => Number(c.getAttribute('r')))"
        )
        mopti = next(found for found in frame.evaluate(DRAWN) if found["slug"] == "mopti")["parts"]["ring"]
        assert (legend[0] / mopti) ** 2 == pytest.approx(3.0 / 3.4, rel=0.01)
        assert (legend[1] / legend[0]) ** 2 == pytest.approx(1 / 3, rel=0.01)
    frame.evaluate("() => { CRP.state.moved = false; CRP.home(); }")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_circles_labels_and_controls_do_not_cover_each_other(maps, atlas, lang, size):
    frame, found = maps[size], {}
    views = [f"measure={code}" for code in atlas.indicators.codes]
    pledged = "scenario=shelter:1000000"
    views += [pledged, f"measure=unmet&{pledged}", "sector=protection", "sector=displacement-tracking"]
    views += ["sector=durable-solutions", "measure=unmet&show=fills", "areas=2012", "areas=2012&measure=idps"]
    for view in views:
        frame.evaluate(PAINT, f"{view}&lang={lang}")
        covered = overlaps(frame.evaluate(BOXES))
        if covered:
            found[view] = covered
    assert found == {}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_before_and_after_a_pledge_nothing_covers_anything_on_either_map(server, browser, lang):
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{server}/funding?scenario=shelter:1000000&tab=what-if&lang={lang}")
    for n in (0, 1):
        page.frame_locator(f"iframe >> nth={n}").locator("body[data-painted]").wait_for(state="attached")
    settled(page)
    frames = [page.locator("iframe").nth(n).element_handle().content_frame() for n in (0, 1)]
    assert [frame.evaluate("CRP.state.narrow") for frame in frames] == [True, True]
    assert [bool(frame.locator(".crp-stamp").inner_text()) for frame in frames] == [False, True]
    assert [overlaps(frame.evaluate(BOXES)) for frame in frames] == [[], []]
    page.context.close()


def test_a_click_on_a_small_map_presses_its_pill_and_the_map_above_shows_it(server, page):
    page.goto(f"{server}/?tab=maps")
    frame = map_frame(page)
    settled(page)
    page.locator(".small-maps a").nth(2).click()
    page.wait_for_url("**objective=3**")
    frame.wait_for_function("document.querySelector('.crp-badge').innerText.includes('Emergency preparedness')")
    assert page.locator("[data-testid=stApp]").count() == 1
    page.locator(".small-maps a", has_text="Disaster prevention").wait_for()
    settled(page)  # a link that is replaced while it is pressed is not pressed
    page.locator(".small-maps a").nth(0).click()
    page.wait_for_url("**sector=disaster-prevention**")
    assert page.errors == []
