"""A real Chromium against a real server: deep links, filters, clicks, no outside request."""

import itertools
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError

from geo.briefing import default_storyline
from geo.export import deck_html
from tests import patience
from tests.browser.conftest import WIDTH
from tests.browser.serving import started_server
from tests.crp_pages import Y2021

pytestmark = pytest.mark.browser


def map_frame(page):
    """Return the frame of a page's map as soon as it is painted."""
    page.wait_for_selector("iframe", state="attached")
    end = time.monotonic() + patience.SECONDS
    while time.monotonic() < end:
        found = [f for f in page.frames if "streamlit_folium" in f.url]
        try:
            if found:
                found[0].wait_for_selector("body[data-painted]", state="attached")
                return found[0]
        except PlaywrightError:
            if not found[0].is_detached():  # else it was the map of the page that is being left
                raise
        page.wait_for_timeout(50)
    pytest.fail("no map on the page")


def settled(page):
    """Wait until the server has answered: a page that is made anew takes the focus away."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def fill(frame, slug):
    return frame.evaluate(
        """slug => { const s = CRP.state; let f = null;
        s.layers[s.areas].layer.eachLayer(l => { if (l.slug === slug) f = l.options.fillColor; }); return f; }""",
        slug,
    )


def wait_for_fill(frame, slug, colour):
    frame.wait_for_function(
        """([slug, colour]) => { const s = CRP.state; let f = null;
        s.layers[s.areas].layer.eachLayer(l => { if (l.slug === slug) f = l.options.fillColor; });
        return f === colour; }""",
        arg=[slug, colour],
    )


@pytest.mark.parametrize(("lang", "name"), [("en", "Timbuktu"), ("fr", "Tombouctou")])
def test_the_overview_draws_its_map_with_no_outside_request_and_no_error(server, page, lang, name):
    page.goto(f"{server}/?lang={lang}")
    frame = map_frame(page)
    frame.locator(".crp-label", has_text=name).first.wait_for()
    assert name in frame.locator(".crp-label").all_inner_texts()[5]
    assert fill(frame, "mopti") == "#2069b4"
    assert {f.evaluate("document.documentElement.lang") for f in (page, frame)} == {lang}
    assert page.outside == []
    assert page.errors == []


def test_a_first_deep_link_to_a_fresh_server_shows_that_view_in_the_shell(page):
    with started_server() as (address, _):
        page.goto(f"{address}/where?lang=fr&sector=shelter")
        frame = map_frame(page)
        assert fill(frame, "mopti") == "#2069b4"
        assert fill(frame, "gao") == "#f3f1ea"
        page.get_by_text("Où le plan intervient").wait_for()
        page.get_by_role("heading", name="Filtres").wait_for()


def test_a_click_on_a_sector_repaints_the_same_map_and_back_undoes_it(server, page):
    page.goto(f"{server}/where")
    frame = map_frame(page)
    frame.evaluate("document.getElementById('map_div').dataset.mark = 'first'")
    page.get_by_role("button", name="Shelter and NFI").click()
    wait_for_fill(frame, "gao", "#f3f1ea")
    page.wait_for_url("**sector=shelter")
    page.get_by_role("button", name="Camp coordination").click()
    wait_for_fill(frame, "gao", "#d3e3f3")
    page.wait_for_url(re.compile("sector=shelter(,|%2C)cccm"))
    page.go_back()
    wait_for_fill(frame, "gao", "#f3f1ea")
    page.go_back()
    wait_for_fill(frame, "gao", "#9fc3e6")
    page.go_forward()
    wait_for_fill(frame, "gao", "#f3f1ea")
    assert frame.evaluate("document.getElementById('map_div').dataset.mark") == "first"


def test_the_map_answers_a_press_before_the_server_does(server, page):
    held, kept, sockets = [False], [], []

    def relay(socket):
        behind = socket.connect_to_server()
        behind.on_message(lambda message: kept.append(message) if held[0] else socket.send(message))
        sockets.append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), relay)
    page.goto(f"{server}/where")
    frame = map_frame(page)
    settled(page)
    pill = page.get_by_role("button", name="Shelter and NFI")
    with page.expect_response(lambda r: "painting" in r.url):
        pill.hover()
    held[0] = True  # from now on the server is not heard
    pill.click()
    wait_for_fill(frame, "gao", "#f3f1ea")
    assert page.url.endswith("?sector=shelter")
    assert "Shelter" not in page.locator("h1.page + p").inner_text()
    held[0] = False
    for message in kept:
        sockets[-1].send(message)
    page.wait_for_url("**sector=shelter")
    wait_for_fill(frame, "gao", "#f3f1ea")


@pytest.mark.parametrize(("late", "wanted"), [(0, "painted, told"), (1500, "told, painted")])
def test_the_server_hears_of_a_press_after_the_map_is_painted_unless_the_style_is_slow(server, page, late, wanted):
    page.goto(f"{server}/where")
    frame = map_frame(page)
    settled(page)

    def slow(route):
        page.wait_for_timeout(late)
        route.continue_()

    if late:
        page.route(re.compile("/painting/"), slow)
    page.evaluate("""() => { window.order = [];
      const push = history.pushState;
      history.pushState = (...words) => { order.push('told'); push.apply(history, words); }; }""")
    frame.evaluate("""() => new MutationObserver(() => parent.order.push('painted'))
      .observe(document.body, { attributeFilter: ['data-painted'] })""")
    page.get_by_role("button", name="Displacement tracking").click()
    page.wait_for_function("() => order.length > 1")
    assert ", ".join(page.evaluate("order")[:2]) == wanted


# A click on the option that is there at that moment: an answer may replace it before a hand has found it.
PRESS = (
    """(name) => Array.from(document.querySelectorAll('#filters button')).find((b) => b.textContent === name).click()"""
)


def test_fast_presses_end_where_the_last_one_leads_and_never_flip_back(server, page):
    page.goto(f"{server}/where")
    frame = map_frame(page)
    frame.evaluate(
        """() => { window.seen = []; new MutationObserver(() => seen.push(CRP.state.style.legendTitle))
        .observe(document.body, {attributeFilter: ['data-painted']}); }"""
    )
    for name in ("Shelter and NFI", "Protection", "Shelter and NFI"):
        page.evaluate(PRESS, name)
    page.wait_for_url("**/where?sector=protection")
    page.locator("h1.page + p").filter(has_text="Protection").wait_for()
    frame.wait_for_function("() => CRP.state.style.legendTitle === 'Protection'")
    wait_for_fill(frame, "gao", "url(#crp-zone)")
    seen = frame.evaluate("() => seen")
    assert seen[-1] == "Protection"
    assert seen.count("Protection") == 1


@pytest.mark.parametrize(
    ("what", "wanted"),
    [("#filters button:text-is('Protection')", "sector=shelter,protection"),
     ("#filters label:text-is('the text names it or its zone')", "basis=zone"), ("#tab-table", "tab=table")],
)  # fmt: skip
def test_a_press_holds_although_the_answer_to_the_one_before_replaces_what_is_pressed(server, page, what, wanted):
    page.goto(f"{server}/where")
    map_frame(page)
    settled(page)
    option = page.locator(what)
    at = option.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    old = option.element_handle()
    page.evaluate(PRESS, "Shelter and NFI")
    page.mouse.down()
    page.wait_for_function("(old) => !old.isConnected", arg=old)
    page.mouse.up()
    page.wait_for_function("(wanted) => location.search.includes(wanted)", arg=wanted)


def test_a_press_holds_although_the_answer_to_the_one_before_moves_the_row(server, page):
    page.goto(f"{server}/funding?measure=unmet&split=idps")
    map_frame(page)
    settled(page)
    option = page.locator("label.chip").filter(has=page.locator("#o-split-0"))
    before = option.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.evaluate("document.getElementById('o-measure-3').click()")  # % funded: a choice of classes stands above then
    page.mouse.down()
    moved = "(y) => document.getElementById('o-split-0').closest('label').getBoundingClientRect().y > y + 9"
    page.wait_for_function(moved, arg=before["y"])
    page.mouse.up()
    page.wait_for_function("() => !location.search.includes('split=') && location.search.includes('measure=coverage')")


def test_a_press_with_the_keyboard_works_as_well(server, page):
    page.goto(f"{server}/where")
    frame = map_frame(page)
    settled(page)
    page.get_by_role("radio", name="the text names it", exact=True).press("ArrowDown")
    page.wait_for_url("**basis=zone")
    assert page.evaluate("document.activeElement.id") == "o-basis-1"  # the answer of the server takes no focus away
    wait_for_fill(frame, "gao", "#5b9bd5")


def test_the_page_where_asks_nothing_of_another_host_and_reports_no_error(server, page):
    page.goto(f"{server}/where?lang=fr&areas=2016&basis=zone")
    frame = map_frame(page)
    page.get_by_role("link", name="Vue d’ensemble").click()
    map_frame(page)
    assert frame.page is page
    assert page.outside == []
    assert page.errors == []


def test_the_funding_map_changes_its_measure_and_shows_before_beside_after(server, page):
    page.goto(f"{server}/funding")
    frame = map_frame(page)
    wait_for_fill(frame, "mopti", "#fbfaf6")
    page.get_by_role("radio", name="% funded").check(force=True)
    wait_for_fill(frame, "kidal", "url(#crp-hatch)")
    page.wait_for_url("**measure=coverage")
    page.get_by_text("Classes of the map").wait_for()  # it comes with fills, above the map: the map stays
    page.get_by_role("radio", name="Unmet requirements").check(force=True)
    page.wait_for_url("**measure=unmet")
    settled(page)
    wait_for_fill(frame, "mopti", "#fbfaf6")
    page.goto(f"{server}/funding?scenario=shelter:1000000&lang=fr")
    page.get_by_text("Avant", exact=True).first.wait_for()
    stamp = page.frame_locator("iframe >> nth=1").locator(".crp-stamp")
    stamp.filter(has_text="SCÉNARIO").wait_for()
    assert page.frame_locator("iframe >> nth=0").locator(".crp-stamp").inner_text() == ""
    assert page.outside == []
    assert page.errors == []


def test_the_figures_of_a_map_can_be_taken_away(server, page):
    page.goto(f"{server}/funding?sector=shelter&tab=files")
    map_frame(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV (HXL)").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("#adm1+slug,#adm1+name,#adm1+code,#meta+pcode+list,")
    assert any(line.startswith("mopti,Mopti,ML05,OCHA COD-AB MLI,v03 (2025),2023,unmet,2000000,") for line in lines)


def test_tiles_are_off_until_the_reader_switches_them_on(server, page):
    page.goto(f"{server}/")
    frame = map_frame(page)
    assert frame.locator("img.leaflet-tile").count() == 0
    page.context.route(re.compile("openstreetmap"), lambda route: route.abort())
    with page.expect_navigation():  # the answers of before forbid the tiles' host
        frame.evaluate("document.querySelector('.leaflet-control-layers input').click()")
    frame = map_frame(page)
    frame.wait_for_selector("img.leaflet-tile", state="attached")
    assert all("openstreetmap" in error or "ERR_FAILED" in error for error in page.errors)
    assert frame.get_by_text("OpenStreetMap tiles (needs internet)").count() == 1
    assert all("openstreetmap" in url for url in page.outside)


def test_a_click_on_a_region_opens_its_panel_and_the_view_stays_on_the_other_page(server, page):
    page.goto(f"{server}/where?basis=zone")
    frame = map_frame(page)
    box = frame.locator("path.leaflet-interactive").nth(7).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Kidal").wait_for()
    page.wait_for_url("**region=kidal**")
    page.get_by_role("link", name="Overview").click()
    page.wait_for_url("**/?basis=zone&region=kidal")
    page.get_by_role("heading", name="Kidal").wait_for()


def frames_of(page, n):
    page.wait_for_selector("iframe", state="attached")
    end = time.monotonic() + patience.SECONDS
    while time.monotonic() < end:
        found = [e.content_frame() for e in page.query_selector_all("iframe")]  # in the order of the page
        if len(found) >= n and all("streamlit_folium" in f.url for f in found):
            for frame in found:
                frame.wait_for_selector("body[data-painted]", state="attached")
            return found
        page.wait_for_timeout(50)
    pytest.fail(f"fewer than {n} maps on the page")


def test_moving_one_map_moves_the_other_and_sends_nothing_to_the_server(server, page):
    sent = []
    page.on("websocket", lambda ws: ws.on("framesent", lambda data: sent.append(len(data))))
    page.goto(f"{server}/compare?measure=unmet&right=measure%3Dunmet%26sector%3Dshelter")
    left, right = frames_of(page, 2)
    settled(page)
    page.wait_for_load_state("networkidle")
    before, asked = len(sent), []
    page.on("request", lambda r: asked.append(r.url))
    box = page.locator("iframe").first.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 320, box["y"] + 240, steps=8)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_function(  # both frames are of this host: the page may look into them
        """() => { const [a, b] = Array.from(document.querySelectorAll('iframe'), f => f.contentWindow.CRP.state.map);
        const near = (x, y) => Math.abs(x - y) < 0.05;
        return a.getZoom() > 6 && near(a.getZoom(), b.getZoom())
          && near(a.getCenter().lat, b.getCenter().lat) && near(a.getCenter().lng, b.getCenter().lng); }"""
    )
    assert len(sent) == before
    assert asked == []
    assert left.locator(".crp-legend:visible").count() == 1
    assert right.locator(".crp-legend:visible").count() == 0
    assert page.errors == []


def test_the_player_shows_the_days_and_the_page_takes_up_where_it_stops(server, page):
    page.goto(f"{server}/needs?measure=food_insecure")
    frame = map_frame(page)
    output = frame.locator(".crp-player output")
    assert output.inner_text() == "June–August 2024 (projection)"
    slider = frame.locator(".crp-player input")
    assert slider.get_attribute("max") == "18"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    frame.wait_for_function("document.querySelector('.crp-player output').textContent.startsWith('January–May 2024')")
    page.wait_for_url("**date=2024-02-01**")
    page.get_by_text("Food crisis", exact=True).first.wait_for()
    frame.locator(".crp-player button").click()
    frame.wait_for_function("document.querySelector('.crp-player output').textContent.startsWith('June–August 2024')")
    page.wait_for_function("!location.search.includes('date=')")
    assert page.outside == []
    assert page.errors == []


def test_the_map_of_two_measures_has_its_square_legend(server, page):
    page.goto(f"{server}/needs?measure=mismatch&lang=fr")
    frame = map_frame(page)
    assert frame.locator("table.square td").count() == 9
    assert "Mopti" in page.locator("table.words").inner_text()
    assert fill(frame, "kayes") == "url(#crp-hatch)"


@pytest.fixture(scope="module")
def deck(tmp_path_factory, atlas):
    path = tmp_path_factory.mktemp("stick") / "briefing.html"
    path.write_text(deck_html(default_storyline(atlas), atlas), encoding="utf-8")
    return path


@pytest.mark.parametrize(("lang", "key", "name"), [("en", "", "Timbuktu"), ("fr", "l", "Tombouctou")])
def test_the_briefing_file_works_from_a_stick_with_no_network(new_context, deck, lang, key, name):
    page = new_context(viewport={"width": 1280, "height": 720}, offline=True).new_page()
    asked, errors = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(deck.as_uri())
    page.wait_for_selector("body[data-ready]")
    if key:
        page.keyboard.press(key)
    for n in range(1, 15):
        slide = page.locator(".slide.current")
        assert (slide.get_attribute("lang"), slide.get_attribute("data-n")) == (lang, str(n))
        assert page.locator(".slide:visible").count() == 1
        if slide.locator(".map").count():
            assert slide.locator(".leaflet-regions-pane path.leaflet-interactive").count() == 19
            assert name in slide.locator(".crp-label").all_inner_texts()[5]
        room = slide.evaluate("s => [s.scrollHeight - s.clientHeight, s.scrollWidth - s.clientWidth]")
        assert max(room) <= 1, f"slide {n} is fuller than its page"
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert page.locator("body").get_attribute("data-slide") == "1"
    page.keyboard.press("End")
    assert page.locator("body").get_attribute("data-slide") == "14"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press(" ")
    assert page.url.endswith(f"#{lang}-14")
    assert asked == [deck.as_uri()]
    assert errors == []


def test_a_click_on_a_region_opens_its_card_and_escape_closes_it(new_context, deck):
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{deck.as_uri()}#fr-9")
    page.wait_for_selector(".slide.current path.leaflet-interactive")
    box = page.locator(".slide.current .map").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.3)
    card = page.locator("#card")
    card.get_by_role("heading", name="Tombouctou").wait_for()
    assert "61\u202f827" in card.inner_text()
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_the_briefing_file_prints_a_page_per_slide(new_context, deck, tmp_path):
    import pypdf

    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(deck.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.pdf(path=tmp_path / "deck.pdf", prefer_css_page_size=True, print_background=True)
    printed = pypdf.PdfReader(tmp_path / "deck.pdf")
    assert len(printed.pages) == 14
    assert "Timbuktu" in printed.pages[8].extract_text()


def test_the_presenter_on_the_page_has_its_keys_and_its_place_in_the_address(server, page):
    page.goto(f"{server}/briefing?slide=9&lang=fr")
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    assert frame.locator("body").get_attribute("data-slide") == "9"
    assert frame.locator(".slide.current h1").inner_text() == (
        "Environ 57\u202f% du financement qui manque sur la carte concerne Mopti et Tombouctou"
    )
    assert page.locator("[data-testid=stSidebar]").count() == 0
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**slide=10**")
    page.keyboard.press("l")
    page.wait_for_function("!location.search.includes('lang=fr')")
    assert frame.locator(".slide.current").get_attribute("lang") == "en"
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    assert page.outside == []
    assert page.errors == []


def test_keys_that_are_typed_into_a_title_do_not_turn_slides(server, page):
    page.goto(f"{server}/briefing")
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    settled(page)
    page.get_by_text("Build the briefing").click()
    field = page.get_by_role("textbox").first
    field.fill("")
    field.type("A full floor plan")
    assert frame.locator("body").get_attribute("data-slide") == "1"
    field.press("Enter")
    frame.locator(".slide.current h1", has_text="A full floor plan").wait_for()


def test_a_file_is_made_at_the_click_and_then_downloaded(server, page):
    page.goto(f"{server}/funding?lang=fr")
    map_frame(page)
    page.get_by_role("link", name="Fichiers").click()
    page.get_by_role("button", name="Créer le fichier").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger mli-2023-2024-unmet-fr.png").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_plan_is_switched_and_back_and_the_map_is_painted_again(server, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server}/where?sector=shelter&lang=fr")
    map_frame(page)
    page.get_by_role("combobox", name="Plan").select_option("2022 · Plan de réponse à la crise au Mali")
    page.get_by_text("Ce qui n’est pas connu ici").wait_for()
    assert "plan=mli-2022" in page.url
    assert page.evaluate(WIDTH) <= width
    page.get_by_role("combobox", name="Plan").select_option("2023-2024 · Plan de réponse à la crise au Mali")
    page.get_by_role("heading", name="Où le plan intervient").wait_for()
    wait_for_fill(map_frame(page), "gao", "#9fc3e6")
    assert "plan=" not in page.url
    assert page.outside == []
    assert page.errors == []


def test_a_page_is_uploaded_reviewed_and_accepted_and_nothing_leaves_the_machine(server, page, tmp_path):
    source = tmp_path / "page.html"
    source.write_text(
        "<html><body><script>document.title='bad'</script><img src='http://192.0.2.1/x.png'>"
        + "".join(f"<div>{line}</div>" for line in Y2021.split("\n")) + "</body></html>", encoding="utf-8",
    )  # fmt: skip
    page.goto(f"{server}/your-data")
    page.locator(".st-key-page-file input[type=file]").set_input_files(source)
    page.get_by_text(source.name).wait_for()
    page.locator(".st-key-page-read button").click()
    page.wait_for_selector("text=mli-2021 – objectives: 1")
    page.locator(".st-key-import-accept button").click()
    page.wait_for_selector("h2:text('On the map')")
    page.wait_for_selector("[data-testid=stImage] img >> nth=1")
    with page.expect_download() as got:
        page.locator(".st-key-import-zip button").click()
    assert got.value.suggested_filename == "mli-2021.zip"
    assert (page.outside, page.errors) == ([], [])


def test_another_reader_is_answered_while_a_page_of_two_megabytes_of_marks_is_read(server, page, new_context, tmp_path):
    source = tmp_path / "marks.txt"
    source.write_text(Y2021 + "\u0315\u0301\u0323\u0327\u0334" * 200_000, encoding="utf-8")
    other = new_context().new_page()
    other.goto(f"{server}/where")
    pill = other.get_by_role("button", name="Protection", exact=True)
    pill.wait_for()
    page.goto(f"{server}/your-data")
    page.locator(".st-key-page-file input[type=file]").set_input_files(source)
    page.get_by_text(source.name).wait_for()
    page.evaluate(
        """() => { window.reading = 0; new MutationObserver(() => {
        reading += document.body.innerText.includes("Reading the page"); })
        .observe(document.body, {childList: true, subtree: true}); }"""
    )
    page.locator(".st-key-page-read button").click()
    shown = other.locator("h1.page + p").filter(has_text="Protection")
    for state in itertools.cycle(("attached", "detached")):
        pill.click()
        shown.wait_for(state=state)  # the server's answer: the address alone is the browser's own
        if page.locator("text=mli-2021 – objectives: 1").count():
            break
    assert page.evaluate("() => reading") > 0
    page.wait_for_selector("text=mli-2021 – objectives: 1")
