"""The site of files in Chromium: from a folder without any network and from a plain static server, beside the app."""

import csv
import functools
import http.server
import io
import re
import threading
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from geo.analysis import find
from geo.core import DATA_FOLDER, LANGS, View, translator
from geo.maps import alt_text, compose_map
from geo.screen import found_lines
from geo.site import SiteOrder, build, site_of, write_site
from geo.site.data_files import tasks
from geo.site.view_set import Batch

pytestmark = pytest.mark.browser

PAGES = ("index", "where", "funding", "needs", "compare", "region", "region-mopti", "glossary", "sources")
MAPPED = PAGES[:7]
HELD = {
    "sectors.named.2023", "sectors.zone.2023", "unmet.named.2023", "coverage.named.2023", "idps.named.2023",
    "idps.named.2016", "mismatch.idps.named.2023", "unmet_per_idp.named.2023",
}  # fmt: skip
"""A part of the shipped plan's views is enough here: `tests/geo/test_site.py` looks at every view of a small one."""


def enough(atlas, langs):
    views = [t for t in tasks(atlas, langs) if t.kind == "views" and t.batch.name in HELD]
    frames = [t for t in tasks(atlas, langs) if t.kind in ("around", "money", "region") and t.batch.areas == "2023"]
    pairs = [
        t for t in tasks(atlas, langs) if t.kind == "search" or (t.kind == "pairs" and t.batch.measure == "sectors")
    ]
    return (*views, *frames, *pairs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, atlas, chromium):  # noqa: ARG001 - no site without a browser
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "tasks", enough)
        files = site_of(atlas, SiteOrder(atlas.plan.code, DATA_FOLDER, "https://plans.example.org", processes=1))
    made = tmp_path_factory.mktemp("site")
    write_site(files, made)
    return made


@pytest.fixture(scope="module")
def host(folder):
    """Serve the folder as any host of files does."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def offline(new_context):
    """Give a page of a browser without any network that notes errors and what it asks for."""
    context = new_context(viewport={"width": 1366, "height": 768}, offline=True)
    made = context.new_page()
    made.asked, made.errors = [], []
    made.on("request", lambda r: made.asked.append(r.url))
    made.on("console", lambda m: made.errors.append(m.text) if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda e: made.errors.append(str(e)))
    return made


def opened(page, address, shown=1):
    """Open a page of the site; return once it shows its view, or has shown so many."""
    page.goto(address)
    if page.locator("body[data-measures='']").count() == 0:
        wait(page, shown)
    return page


def wait(page, shown):
    page.locator(f"body[data-shown='{shown}']").wait_for(state="attached")


def numbered(page):
    return int(page.locator("body").get_attribute("data-shown"))


def after(page, press):
    """Press something; return once the page shows what it leads to."""
    before = numbered(page)
    press()
    wait(page, before + 1)


def words_of(page):
    return dict(parse_qsl(page.evaluate("location.search || location.hash").lstrip("?#")))


def text_of(page, what):
    return " ".join(page.locator(what).inner_text().split())


def labels(frame):
    """Read the labels of a map: the name and the figure of each region."""
    return sorted(frame.locator(".crp-label").all_inner_texts())


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_draws_from_a_folder_without_network(folder, offline, lang):
    for name in PAGES:
        opened(offline, f"{folder.as_uri()}/{lang}/{name}.html")
        assert offline.locator("html").get_attribute("lang") == lang
        assert offline.locator("h1.page").first.inner_text()
        if name in MAPPED:
            assert offline.locator("path.leaflet-interactive").count() >= 19
    assert offline.errors == []
    assert {url.partition(":")[0] for url in offline.asked} <= {"file", "data", "blob"}


def test_a_press_repaints_counts_and_writes_the_address_and_back_undoes_it(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/index.html")
    before = labels(page)
    after(page, lambda: page.get_by_role("button", name="Protection").click())
    assert words_of(page) == {"sector": "protection"}
    assert page.get_by_role("button", name="Protection").get_attribute("aria-pressed") == "true"
    assert "Protection" in text_of(page, "#main p.sub")
    assert labels(page) != before
    after(page, page.go_back)
    assert (words_of(page), labels(page)) == ({}, before)
    after(page, page.go_forward)
    assert words_of(page) == {"sector": "protection"}
    after(page, lambda: page.get_by_role("button", name="Protection").click())
    assert (words_of(page), labels(page)) == ({}, before)
    after(page, lambda: page.get_by_role("button", name="Shelter and NFI").click())
    after(page, lambda: page.get_by_role("button", name=re.compile("^2 · ")).click())
    assert words_of(page) == {"objective": "2"}  # a sector alone, or an objective alone


def test_a_region_opens_its_card_by_pointer_and_by_key_and_its_page(folder, offline, atlas):
    page = opened(offline, f"{folder.as_uri()}/fr/where.html")
    after(page, lambda: page.get_by_role("link", name="Ménaka").click())
    card = text_of(page, "#panel")
    drawn = compose_map(View(lang="fr"), atlas)
    (region,) = [r for r in drawn.regions if r.slug == "menaka"]
    for line in region.tooltip:
        assert " ".join(" ".join(line).split()) in card
    assert region.pcode in card
    after(page, lambda: page.locator("#close").click())
    shape = page.locator("path[aria-label^='Gao']")
    shape.focus()
    after(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("#panel").get_attribute("data-region") == "gao"
    page.locator("#go-region, .more a").first.click()
    wait(page, 1)
    assert text_of(page, "#main h1") == "Gao"


def test_the_other_language_shows_the_same_view(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/funding.html?sector=shelter&split=idps")
    page.locator("#lang-fr").click()
    wait(page, 1)
    assert words_of(page) == {"sector": "shelter", "split": "idps"}
    assert page.locator("input[name=split][data-go$='idps']").is_checked()


def opening_box(page, what):
    """Measure what the shapes of a map take of the window: left, top, right, bottom."""
    return page.evaluate(
        """(what) => { const all = Array.from(document.querySelectorAll(what), (e) => e.getBoundingClientRect());
        return [["left", "min"], ["top", "min"], ["right", "max"], ["bottom", "max"]].map(([side, end]) =>
          Math[end](...all.map((box) => box[side]))); }""",
        what,
    )


@pytest.mark.parametrize(("file", "measure", "wide", "high"), [
    ("funding", "unmet", 1920, 1080), ("needs", "idps", 1920, 1080), ("needs", "idps", 1366, 768),
    ("index", "sectors", 1920, 1080),
])  # fmt: skip
def test_until_its_script_has_run_a_page_shows_its_map_where_the_live_one_comes_to_lie(
    host, new_context, atlas, file, measure, wide, high
):
    page = new_context(viewport={"width": wide, "height": high}).new_page()
    page.route("**/assets/map-*.js", lambda route: route.abort())
    page.goto(f"{host}/en/{file}.html")
    shapes = page.locator(".opening .regions path")
    drawn = compose_map(View(measure=measure), atlas)
    fills = {r.slug: f"url(#o-{r.pattern})" if r.pattern else r.colour for r in drawn.regions}
    known = list(atlas.regions["2023"].frame.geometry.dropna().index)
    assert [s.get_attribute("fill") for s in shapes.all()] == [fills[s] or "url(#o-hatch)" for s in known]
    assert shapes.first.is_visible()
    assert page.locator(".opening").get_attribute("aria-label") == alt_text(drawn)
    before = opening_box(page, ".opening .regions path")
    page.unroute("**/assets/map-*.js")
    opened(page, f"{host}/en/{file}.html")
    page.locator(".opening").wait_for(state="detached")
    assert opening_box(page, ".leaflet-regions-pane path") == pytest.approx(before, abs=4)


def test_a_view_that_an_address_asks_for_has_no_picture_of_another_before_it(host, new_context):
    page = new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.route("**/assets/map-*.js", lambda route: route.abort())
    for words, there in (("", True), ("#main", True), ("?sector=protection", False), ("#?sector=protection", False)):
        page.goto("about:blank")
        page.goto(f"{host}/en/where.html{words}")
        assert page.locator(".opening").is_visible() is there, words


def test_until_its_view_is_there_an_address_with_words_shows_no_figure_of_another(host, new_context):
    page = new_context(viewport={"width": 1366, "height": 768}).new_page()
    held = []
    page.route("**/assets/map-*.js", lambda route: held.append(route))  # noqa: PLW0108 - it marks what it is given
    page.goto(f"{host}/fr/where.html?sector=shelter", wait_until="commit")
    title, list_ = page.locator("#main h1"), page.locator("section.panel")
    list_.wait_for(state="attached")
    assert page.locator("html.asked").count() == 1
    assert not title.is_visible()
    assert not list_.is_visible()
    assert page.locator("#page-where").is_visible()
    held[0].continue_()
    wait(page, 1)
    page.locator("html:not(.asked)").wait_for()
    assert "Abris" in text_of(page, "#main p.sub")
    assert list_.is_visible()


def test_two_maps_have_the_day_in_words_and_no_player(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/compare.html")
    assert page.locator(".crp-player:visible").count() == 0
    assert "September 30, 2023" in text_of(page, ".map-here.right .crp-when")


def test_a_region_s_page_names_its_region_before_its_script_does(folder, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{folder.as_uri()}/fr/region-mopti.html")
    assert page.locator("#region option[selected]").get_attribute("value") == "?region=mopti"


def test_years_of_regions_that_nobody_knows_are_said_and_a_basis_too(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/region.html?areas=1999&region=gao")
    assert "areas “1999”" in text_of(page, "#beyond")
    assert text_of(page, "#main h1") == "Gao"
    opened(page, f"{folder.as_uri()}/en/index.html?basis=toString")
    assert "basis “toString”" in text_of(page, "#beyond")
    assert page.locator("section.panel").is_visible()
    opened(page, f"{folder.as_uri()}/en/compare.html?measure=constructor")
    assert "measure “constructor”" in text_of(page, "#beyond")


def test_two_maps_say_that_a_file_is_missing_and_stay(host, new_context):
    page = new_context().new_page()
    page.route("**/data/**/idps.*.js", lambda route: route.abort())
    page.goto(f"{host}/en/compare.html")
    page.locator("#beyond:not([hidden])").wait_for()
    assert "idps.named.2023" in text_of(page, "#beyond")
    assert page.locator(".map-here.right path.leaflet-interactive").count() >= 19


def test_a_page_that_opens_in_the_background_has_its_map_before_its_data(host, new_context):
    page = new_context().new_page()
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => true })")
    page.route("**/data/**/sectors.*.js", lambda route: route.abort())
    page.goto(f"{host}/en/where.html")
    page.locator("#beyond:not([hidden])").wait_for()
    assert page.locator("path.leaflet-interactive").count() >= 19


def test_a_map_at_rest_lies_on_whole_pixels(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/needs.html")
    page.set_viewport_size({"width": 1301, "height": 731})
    page.wait_for_function("document.querySelector('#map').offsetWidth < 600")
    moves = page.evaluate("Array.from(document.querySelectorAll('#map svg[style]'), (e) => e.style.transform)")
    moved = [float(n) for move in moves for n in re.findall(r"(-?[\d.]+)px", move)]
    assert moved
    assert moved == [round(n) for n in moved]


def test_what_the_copy_does_not_hold_is_said_with_the_way_to_the_live_explorer(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/where.html?sector=shelter,cccm&scenario=shelter:1000")
    said = text_of(page, "#beyond")
    assert "shelter,cccm" in said
    assert "scenario" in said
    link = page.locator("#beyond a").get_attribute("href")
    assert link == "https://plans.example.org/where?sector=shelter,cccm&scenario=shelter:1000"


@pytest.mark.parametrize(("address", "told"), [
    ("funding.html?measure=spending", "measure “spending”"), ("region.html?region=xyz", "region “xyz”"),
    ("where.html?region=xyz", "region “xyz”"), ("compare.html?right=measure%3Dspending", "measure “spending”"),
])  # fmt: skip
def test_a_measure_or_a_region_that_nobody_knows_is_said(folder, offline, address, told):
    page = opened(offline, f"{folder.as_uri()}/en/{address}")
    assert told in text_of(page, "#beyond")
    assert page.locator("#beyond").is_visible()


def test_a_measure_and_a_region_that_are_there_are_not_said(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/needs.html?measure=unmet&region=mopti")
    assert page.locator("#beyond").is_hidden()


def test_words_of_the_address_stay_texts(folder, offline):
    evil = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'broken'%22%3E"
    page = opened(offline, f"{folder.as_uri()}/en/where.html?sector={evil}&tab={evil}&region={evil}&{evil}={evil}")
    assert "<img" in text_of(page, "#beyond")
    assert page.locator("#beyond img, #opened img[src=x], #panel img").count() == 0
    assert page.title() != "broken"


@pytest.mark.parametrize("question", ["menka", "shelter", "abris", "Tombouktou", "zone", "protec", "dplacement"])
def test_the_search_finds_what_the_app_finds_in_the_same_order(folder, offline, atlas, question):
    page, view = opened(offline, f"{folder.as_uri()}/fr/index.html"), View(lang="fr")
    hits = find(question, atlas, "fr", "2023")
    expected = [line["name"] for hit in hits for line in found_lines(hit, view, atlas, translator("fr"))]
    assert expected
    told = page.evaluate("(question) => CRP_SITE.search(question)", question)
    assert [name for name, _, _ in told] == expected
    page.locator("#find").fill(question)
    page.locator("#find-list li").first.wait_for()
    assert page.locator("#find-list li").first.inner_text().startswith(expected[0])


def test_a_typing_error_in_the_search_still_opens_the_region(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/index.html")
    page.keyboard.press("/")
    page.keyboard.type("Tmbuktu")
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/region.html?region=tombouctou")


def test_tabs_open_and_the_table_is_taken_away_with_the_exact_figures(folder, offline, atlas):
    page = opened(offline, f"{folder.as_uri()}/en/funding.html?sector=shelter")
    for tab in ("sectors", "flow", "years", "caveats", "figures"):
        after(page, lambda code=tab: page.locator(f"#tab-{code}").click())
        assert text_of(page, "#opened")
    with page.expect_download() as got:
        page.locator("[data-do=table]").click()
    assert (
        got.value.suggested_filename == "mli-2023-2024-unmet-by-shelter-en.csv"
        or "shelter" in got.value.suggested_filename
    )
    rows = list(csv.DictReader(io.StringIO(got.value.path().read_text(encoding="utf-8-sig"))))
    tags, figures = rows[0], {r["region"]: r for r in rows[1:]}
    assert (tags["region"], tags["region_code"]) == ("#adm1+name", "#adm1+code+v_pcode")
    for region in compose_map(View(measure="unmet", sector=("shelter",)), atlas).regions:
        told = figures[region.name]["value"]
        assert (float(told) if told else None) == (None if region.value is None else pytest.approx(region.value))


def test_a_day_of_the_player_is_kept_in_the_address(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/needs.html")
    slider = page.locator(".crp-player input")
    slider.focus()
    after(page, lambda: page.keyboard.press("ArrowLeft"))
    assert words_of(page)["date"] == "2023-04-30"
    assert "2023" in text_of(page, "#day")
    after(page, lambda: page.locator("#latest").click())
    assert "date" not in words_of(page)


def test_only_a_page_of_an_earlier_day_leaves_room_for_the_words_that_say_so(folder, offline):
    high = "document.querySelector('.map-here').offsetHeight"
    address = (folder / "en/needs.html").as_uri()
    today = opened(offline, address).evaluate(high)
    day = next(d for d in offline.evaluate("Object.keys(CRP_SITE.index.days)"))
    dated = opened(offline, f"{address}?date={day}").evaluate(high)
    assert offline.locator("#day").is_visible()
    assert today - dated > 20


def test_two_maps_of_one_measure_share_their_classes_and_move_together(folder, offline):
    page = opened(offline, f"{folder.as_uri()}/en/compare.html?right=measure%3Dsectors%26sector%3Dprotection")
    assert text_of(page, "#sub-right").endswith("Protection")
    after(page, lambda: page.locator("#measure-right").select_option("idps"))
    assert "measure=idps" in words_of(page)["right"]
    before = page.locator("#map-right").get_attribute("data-zoom")
    page.locator("#map-left .leaflet-control-zoom-in").click()
    page.locator(f"#map-right:not([data-zoom='{before}'])").wait_for()


def test_the_map_that_a_page_opens_with_waits_for_no_data(folder, offline, atlas):
    offline.route(re.compile(r"/data/en/(?!index-)"), lambda route: route.abort())
    offline.goto((folder / "en/funding.html").as_uri())
    offline.locator("body[data-painted='1']").wait_for(state="attached")
    figures = [r.label for r in compose_map(View(measure="unmet"), atlas).regions if r.state == "value"]
    assert len(figures) > 5
    assert sorted(offline.locator(".crp-label b").all_inner_texts()) == sorted(figures)


def test_without_scripts_a_page_still_has_its_table_its_caveats_and_a_picture(folder, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{folder.as_uri()}/fr/funding.html")
    assert page.locator("table.ranking tr").count() >= 9
    assert page.locator(".map-here img").is_visible()
    assert page.locator(".caveat").count() > 3
    for dead in ("aside.filters", ".tools", "nav.tabs", "#find"):
        assert page.locator(dead).is_hidden(), dead


def test_without_scripts_both_maps_side_by_side_are_pictures_that_say_their_figures(folder, new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{folder.as_uri()}/fr/compare.html")
    pictures = page.locator(".map-here img")
    assert [pictures.nth(n).evaluate("(el) => el.naturalWidth > 100") for n in (0, 1)] == [True, True]
    assert all(pictures.nth(n).is_visible() for n in (0, 1))
    assert "Mopti" in pictures.nth(0).get_attribute("alt")
    assert "91" in pictures.nth(1).get_attribute("alt")


@pytest.mark.parametrize("lang", LANGS)
def test_no_page_has_a_serious_violation_of_accessibility(folder, offline, lang):
    page, found = offline, {}
    states = [*(f"{name}.html" for name in PAGES), "where.html?region=gao&tab=table", "funding.html?tab=figures",
              "index.html?tab=maps&sector=durable-solutions"]  # fmt: skip
    for state in states:
        opened(page, f"{folder.as_uri()}/{lang}/{state}")
        page.evaluate(AXE_SCRIPT)
        told = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
        bad = [
            f"{v['id']}: {v['nodes'][0]['target']}"
            for v in told["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        found |= {state: bad} if bad else {}
    assert found == {}


def test_a_phone_has_no_sideways_scrolling_and_opens_the_filters_with_a_button(folder, new_context):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    for name in MAPPED:
        opened(page, f"{folder.as_uri()}/fr/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    opened(page, f"{folder.as_uri()}/fr/where.html?sector=shelter")
    assert "(1)" in page.locator("#tool-filters").inner_text()
    page.locator("#tool-filters").tap()
    assert page.locator("#filters").is_visible()


def test_a_served_site_is_kept_for_use_without_the_host(host, new_context):
    context = new_context()
    page = opened(context.new_page(), f"{host}/en/index.html")
    keep = page.locator("#keep")
    keep.wait_for()
    keep.click()
    page.get_by_text("All is kept").wait_for()
    context.set_offline(True)
    opened(page, f"{host}/fr/needs.html?measure=unmet_per_idp")
    assert text_of(page, "#main h1")


VIEWS = [
    (page, words)
    for page, choices in {
        "overview": ("", "sector=protection", "objective=2", "sector=displacement-tracking&basis=zone"),
        "where": ("basis=zone", "sector=durable-solutions", "objective=4", "region=mopti&sector=shelter"),
        "funding": ("", "split=idps&sector=cccm", "surplus=pooled", "measure=coverage", "region=gao&split=population"),
        "needs": ("", "measure=mismatch", "measure=unmet_per_idp", "areas=2016"),
    }.items()
    for words in choices
]


@pytest.mark.parametrize("lang", LANGS)
def test_site_and_app_show_the_same_side_by_side(server, folder, page, new_context, lang):
    """Compare thirty views: title, labels, legend, panel and foot, word by word."""
    copy = new_context(viewport={"width": 1366, "height": 768}).new_page()
    for name, words in VIEWS:
        query = f"{words}&lang={lang}" if words else f"lang={lang}"
        page.goto(f"{server}/{'' if name == 'overview' else name}?{query}")
        frame = page.frame_locator("iframe >> nth=0")
        frame.locator("body[data-painted]").wait_for(state="attached")
        page.locator("section.panel").wait_for()
        page.locator("div.below").wait_for()
        opened(copy, f"{folder.as_uri()}/{lang}/{'index' if name == 'overview' else name}.html?{words}")
        where = f"{name}?{words}"
        assert text_of(copy, "#main h1") == text_of(page, "#main h1"), where
        assert text_of(copy, "#main p.sub") == text_of(page, "#main p.sub"), where
        assert sorted(copy.locator(".crp-label").all_text_contents()) == sorted(
            frame.locator(".crp-label").all_text_contents()
        ), where
        assert copy.locator(".crp-legend").inner_text() == frame.locator(".crp-legend").inner_text(), where
        assert figures_of(copy) == figures_of(page), where
        assert text_of(copy, "div.below .foot") == text_of(page, "div.below .foot"), where


def figures_of(page):
    """Read the rows of the panel's tables."""
    return [" ".join(t.split()) for t in page.locator("section.panel tr").all_inner_texts()]


def test_the_views_of_the_sample_are_of_the_set():
    assert len(VIEWS) * len(LANGS) >= 30
    assert {Batch("sectors", "named", "2023").name, "unmet.named.2023"} <= HELD
