"""The map comes first: what stands in the first screen, what twelve tasks take, and who can do them without a mouse."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import WIDTH
from tests.browser.test_browser import frames_of, map_frame, settled

pytestmark = pytest.mark.browser

MAPS = ("", "where", "funding", "needs", "compare")
BOX = """(el) => { const r = el.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; }"""
COUNTRY = """() => { const m = CRP.state.map, b = CRP.state.layers[CRP.state.areas].layer.getBounds(),
  a = m.latLngToContainerPoint(b.getNorthWest()), z = m.latLngToContainerPoint(b.getSouthEast());
  return [a.x, a.y, z.x, z.y]; }"""
LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


def inside(box, screen):
    """Tell whether a box lies in another, but for a pixel."""
    return all(a >= b - 1 for a, b in zip(box[:2], screen[:2], strict=True)) and all(
        a <= b + 1 for a, b in zip(box[2:], screen[2:], strict=True)
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
def test_the_whole_country_and_the_filters_of_sectors_stand_in_the_first_screen(server, page, width, height, lang):
    page.set_viewport_size({"width": width, "height": height})
    screen = (0, 0, width, height)
    for name in MAPS:
        page.goto(f"{server}/{name}?lang={lang}")
        frames = frames_of(page, 2) if name == "compare" else [map_frame(page)]
        settled(page)
        for frame in frames:
            place = frame.frame_element().evaluate(BOX)
            country = frame.evaluate(COUNTRY)
            assert inside(place, screen), (name, place)
            assert inside(country, (0, 0, place[2] - place[0], place[3] - place[1])), (name, country)
        chips = page.locator("[data-option*=sector]").all()
        assert len(chips) == (20 if name == "compare" else 10)
        assert all(inside(chip.evaluate(BOX), screen) for chip in chips), name
        assert page.evaluate(LENGTH) <= 2 * height, name
        assert page.evaluate(WIDTH) <= width


def test_the_words_about_an_earlier_day_move_neither_the_header_nor_the_tabs(server, page):
    found = []
    for state in ("needs", "needs?date=2022-07-31"):
        page.goto(f"{server}/{state}")
        map_frame(page)
        settled(page)
        header, tabs = page.locator("header.top").bounding_box(), page.locator("nav.tabs").bounding_box()
        found.append((header["y"], header["height"]))
        assert tabs["y"] + tabs["height"] <= page.viewport_size["height"] + 1, state
    assert page.locator("p.day").count() == 1
    assert found[0] == found[1]


def test_on_a_phone_the_tables_of_before_and_after_stand_below_each_other(server, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}/funding?lang=fr&scenario=shelter:100000")
    page.locator(".tables table").nth(1).wait_for(state="attached")
    first, second = (page.locator(".tables table").nth(n).bounding_box() for n in (0, 1))
    assert first["y"] + first["height"] <= second["y"]
    assert max(b["x"] + b["width"] for b in (first, second)) <= 390


def test_two_maps_open_on_the_same_extent(server, page):
    page.goto(f"{server}/compare?measure=unmet&right=measure%3Dunmet%26sector%3Dshelter")
    page.wait_for_function(
        """() => { const maps = Array.from(document.querySelectorAll('iframe'), f => f.contentWindow.CRP);
        if (maps.length < 2 || !maps.every((m) => m && m.state.style)) return false;
        const [a, b] = maps.map((m) => m.state.map.getBounds().toBBoxString().split(',').map(Number));
        return a.every((edge, n) => Math.abs(edge - b[n]) < 0.01); }"""
    )
    left, right = frames_of(page, 2)
    assert left.locator(".crp-legend:visible").count() == 1
    assert right.locator(".crp-legend:visible").count() == 0


def find(page, text):
    """Look something up: typing is no press, the choice of what was found is one."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.locator(f"#find-list[data-of='{text}']:visible li").first.wait_for()  # not what the first letters found


WORDS = {
    "en": {
        "protection": "Protection", "shelter": "Shelter and NFI", "cccm": "Camp coordination (CCCM)", "needs": "Needs",
        "mismatch": "Need against response", "funding": "Funding", "compare": "Compare", "changed": "What changed",
        "2021": "the plan of 2021", "full": "Full screen", "slide": "Slide", "copy": "Copy link", "print": "Print",
        "least": "Peacebuilding",
    },
    "fr": {
        "protection": "Protection", "shelter": "Abris et articles essentiels", "cccm": "Gestion des camps (CCCM)",
        "needs": "Besoins", "mismatch": "Besoins face à la réponse", "funding": "Financement", "compare": "Comparer",
        "changed": "Ce qui a changé", "2021": "le plan 2021", "full": "Plein écran", "slide": "Diapositive",
        "copy": "Copier le lien", "print": "Imprimer", "least": "Consolidation de la paix",
    },
}  # fmt: skip


class Reader:
    """A reader who begins on the overview and counts the presses."""

    def __init__(self, page, server, lang):
        self.page, self.server, self.lang, self.presses = page, server, lang, 0
        self.words = WORDS[lang]

    def begin(self):
        self.presses = 0
        self.page.goto(f"{self.server}/?lang={self.lang}")
        map_frame(self.page)
        settled(self.page)
        return self.page

    def press(self, role, word):
        self.presses += 1
        assert self.presses <= 3, word
        target = self.page.get_by_role(role, name=self.words.get(word, word), exact=True).first
        if role == "radio":
            target.check(force=True)
        else:
            target.click()

    def enter(self):
        self.presses += 1
        assert self.presses <= 3
        self.page.keyboard.press("Enter")


@pytest.fixture
def reader(server, new_context, lang):
    context = new_context(viewport={"width": 1366, "height": 768}, permissions=["clipboard-read", "clipboard-write"])
    return Reader(context.new_page(), server, lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_six_tasks_on_the_map_take_at_most_three_presses_each_from_the_overview(reader):
    page = reader.page

    reader.begin()  # which regions have protection
    reader.press("button", "protection")
    page.locator("h1.page + p").filter(has_text="Protection").wait_for()

    reader.begin()  # which sector has least money in Mopti
    find(page, "mopti")
    reader.enter()
    table = page.locator("table.changed tbody tr").first
    table.wait_for()
    assert reader.words["least"] in table.inner_text()

    reader.begin()  # where most displaced and least funded
    reader.press("link", "needs")
    page.wait_for_url("**/needs**")
    reader.press("radio", "mismatch")
    page.locator("table.words").filter(has_text="Mopti").wait_for()

    reader.begin()  # full screen
    reader.press("button", "full")
    page.wait_for_function("document.fullscreenElement !== null")
    page.evaluate("document.exitFullscreen()")

    reader.begin()  # a slide of this map
    with page.expect_download() as waiting:
        reader.press("link", "slide")
    assert waiting.value.suggested_filename.endswith(".pptx")

    reader.begin()  # compare shelter with camp coordination
    reader.press("button", "shelter")
    page.wait_for_url("**sector=shelter**")
    reader.press("link", "compare")
    page.wait_for_url("**/compare**")
    page.locator("[data-option^='right-sector']").first.wait_for()
    reader.presses += 1
    page.locator("[data-option^='right-sector']", has_text=reader.words["cccm"]).click()
    page.wait_for_url(re.compile("sector=shelter.*right=.*cccm"))
    frames_of(page, 2)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_six_tasks_of_words_and_sharing_take_at_most_three_presses_each_from_the_overview(reader, lang):
    page = reader.page

    reader.begin()  # what changed 2021 → 2023
    reader.press("link", "funding")
    page.wait_for_url("**/funding**")
    reader.press("link", "changed")
    page.locator("#o-since-1").wait_for(state="attached")
    reader.press("radio", "2021")
    page.locator("table.changed").filter(has_text=re.compile(r"15.300.000")).wait_for()

    reader.begin()  # what nationwide means
    find(page, "nationwide")
    reader.enter()
    page.locator("dl.glossary").wait_for()

    reader.begin()  # share in French (in English, of one who reads French)
    reader.press("link", "Français" if lang == "en" else "English")
    page.wait_for_function("(was) => document.documentElement.lang !== was", arg=lang)
    reader.presses += 1
    page.locator("#tool-link").click()
    page.locator("#said").filter(has_text=re.compile("copied|copié")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url

    reader.begin()  # print Gao
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    find(page, "gao")
    reader.enter()
    page.get_by_role("heading", name="Gao", level=1).wait_for()
    reader.press("button", "print")
    assert page.evaluate("window.printed") == 1

    reader.begin()  # what of Taoudénit
    find(page, "taoudenit")
    reader.enter()
    page.get_by_role("heading", name="Taoudénit", level=1).wait_for()

    reader.begin()  # who works in Ménaka in what
    find(page, "menaka")
    page.keyboard.press("ArrowDown")
    reader.enter()
    page.locator("table.who tbody tr").filter(has_text="UNICEF").wait_for()


def test_the_map_is_walked_a_region_opened_a_sector_changed_and_the_map_left_by_keyboard_alone(server, page):
    page.goto(f"{server}/funding")
    frame = map_frame(page)
    settled(page)
    page.locator("a.skip").press("Enter")  # the way past the header
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        here = frame.evaluate("() => document.activeElement.getAttribute('aria-label') || ''")
        if re.match(r"\D+: ", here) and here not in names:
            names.append(here)
        if len(names) == 19:
            break
    assert len(names) == 19
    assert "Mopti: $3.0\u00a0M" in names
    frame.evaluate(
        "CRP.state.layers[CRP.state.areas].layer.eachLayer((s) => { if (s.slug === 'segou') s.getElement().focus(); })"
    )
    assert frame.evaluate("getComputedStyle(document.activeElement).stroke") == "rgb(212, 88, 26)"  # the focus is seen
    page.keyboard.press("ArrowRight")
    neighbour = frame.evaluate("document.activeElement.getAttribute('aria-label')")
    assert neighbour.startswith(("Mopti", "San", "Bandiagara"))
    page.keyboard.press("Enter")
    page.locator("#panel:not([data-region=''])").wait_for()
    settled(page)
    assert frame.evaluate("document.activeElement.getAttribute('aria-label')") == neighbour  # the focus stays
    assert frame.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.get_by_role("button", name="Protection", exact=True).press("Enter")
    page.wait_for_url("**sector=protection**")
    page.wait_for_function("document.activeElement.textContent === 'Protection'")
    assert page.locator("[aria-pressed=true]", has_text="Protection").count() == 1


def test_a_region_of_the_list_is_opened_by_keyboard(server, page):
    page.goto(f"{server}/funding")
    map_frame(page)
    page.get_by_role("link", name="Kidal").press("Enter")
    page.wait_for_url("**region=kidal**")
    page.get_by_role("heading", name="Kidal").wait_for()


def test_a_tap_on_a_region_brings_its_card_into_view_and_a_button_with_their_number_opens_the_filters(
    server, new_context
):
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}/where?sector=shelter&lang=fr")
    frame = map_frame(page)
    settled(page)
    assert page.evaluate(WIDTH) <= 390
    button = page.get_by_role("button", name="Filtres (1)")
    assert not page.get_by_role("button", name="Protection", exact=True).is_visible()
    button.tap()
    page.get_by_role("button", name="Protection", exact=True).tap()
    page.get_by_role("button", name="Filtres (2)").wait_for()
    page.get_by_role("button", name="Filtres (2)").tap()
    box = frame.locator("path.leaflet-interactive").nth(7).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.get_by_role("heading", name="Kidal")
    card.wait_for()
    page.wait_for_function("() => Math.abs(document.getElementById('panel').getBoundingClientRect().top - 100) < 200")
    assert frame.evaluate("document.querySelector('meta[name=viewport]').content").find("no") == -1  # it can be pinched


def test_an_address_with_an_unknown_word_says_so_and_the_same_link_opens_in_the_other_language(server, page):
    page.goto(f"{server}/where?sector=nonsense&lang=fr")
    page.locator(".unknown").filter(has_text="nonsense").wait_for()
    page.goto(f"{server}/where?sector=shelter&region=gao")
    map_frame(page)
    page.get_by_role("link", name="Français").click()
    page.get_by_role("heading", name="Gao").wait_for()
    page.wait_for_url("**lang=fr**")
    assert "sector=shelter" in page.url
    assert "region=gao" in page.url


def test_going_to_the_briefing_leaves_no_empty_column_and_printing_covers_nothing(server, page, tmp_path):
    import pypdf

    page.goto(f"{server}/funding?region=mopti")
    map_frame(page)
    settled(page)
    page.pdf(path=tmp_path / "page.pdf", print_background=True)
    printed = pypdf.PdfReader(tmp_path / "page.pdf")
    text = " ".join(p.extract_text() for p in printed.pages)
    assert "Where money falls short" in text
    assert "endorsement" in text  # to the last line
    assert len(printed.pages) <= 4
    page.get_by_role("link", name="Briefing").click()
    page.frame_locator("iframe").locator("body[data-ready]").wait_for()
    assert page.locator("[data-testid=stMainBlockContainer]").evaluate("(el) => el.getBoundingClientRect().left") == 0


def test_on_paper_the_slide_is_whole_no_option_is_cut_and_the_table_of_plans_fits(server, page):
    page.set_viewport_size({"width": 703, "height": 1000})  # what A4 leaves between its margins
    page.goto(f"{server}/briefing?lang=fr&slide=3")
    deck = page.frame_locator("iframe")
    deck.locator("body[data-ready]").wait_for()
    page.emulate_media(media="print")
    slide = deck.locator(".slide.current")
    assert slide.evaluate("(el) => [el.getBoundingClientRect().width, innerWidth].map(Math.round)") == [703, 703]
    assert deck.locator(".slide:visible").count() == 1
    assert not page.get_by_text("Composer la présentation").is_visible()
    page.emulate_media(media="screen")
    page.goto(f"{server}/compare?sector=shelter&lang=fr")
    frames_of(page, 2)
    page.emulate_media(media="print")
    seen = [chip.inner_text() for chip in page.locator(".compared .of .chip").all() if chip.is_visible()]
    assert seen == ["Abris et articles essentiels"]
    page.emulate_media(media="screen")
    page.goto(f"{server}/portfolio?lang=fr")
    table = page.locator("table.all-plans")
    table.wait_for()
    page.emulate_media(media="print")
    assert table.evaluate("(el) => el.getBoundingClientRect().right <= innerWidth")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_tab_is_no_wider_than_a_phone(server, new_context, lang):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    for state in (
        "where?tab=who",
        "where?tab=table",
        "funding?tab=sectors",
        "funding?tab=changed",
        "funding?tab=years",
    ):
        page.goto(f"{server}/{state}&lang={lang}")
        page.locator(".st-key-opened table").first.wait_for()
        assert page.evaluate(WIDTH) <= 390, state
    page.goto(f"{server}/funding?tab=sectors&lang={lang}")
    words = page.locator(".st-key-opened tr.objective th:last-child")
    words.first.wait_for()
    assert max(words.evaluate_all("all => all.map((el) => el.getBoundingClientRect().right)")) <= 390


STATES = [
    "", "region=mopti", "tab=maps", "tab=files", "tab=caveats", "tab=words", "where?tab=table",
    "where?tab=who&region=menaka", "where?tab=activities&sector=shelter", "where?sector=nonsense&date=2023-06-01",
    "funding", "funding?tab=what-if", "funding?tab=weights", "funding?scenario=shelter:1000000", "funding?tab=changed",
    "funding?tab=flow", "funding?tab=sectors", "funding?tab=years", "funding?show=fills&measure=unmet",
    "needs?measure=mismatch", "needs?tab=series", "needs?tab=beside", "needs?tab=claim", "needs?tab=per-person",
    "compare?region=gao", "region?region=gao&tab=activities", "region?region=taoudenit", "briefing", "your-data",
    "portfolio", "portfolio?countries=MLI", "portfolio?year=2023",
    "?plan=mli-2021", "needs?plan=mli-2021",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_page_frame_or_state_has_a_serious_violation_of_accessibility(server, page, lang):
    found = []
    for state in STATES:
        path, _, query = state.partition("?") if "?" in state or "=" not in state else ("", "", state)
        page.goto(f"{server}/{path}?{'&'.join(filter(None, [query, f'lang={lang}']))}")
        settled(page)
        if path not in ("your-data", "briefing", "portfolio") and "plan=" not in state:
            map_frame(page)
        if path == "portfolio":
            page.locator(".world a[id=land-MLI]").wait_for()
        if path == "briefing":
            page.frame_locator(".st-key-deck iframe").locator("body[data-ready]").wait_for()
        for frame in page.frames:
            if frame.url.startswith("about"):
                continue
            frame.wait_for_load_state()
            if "streamlit_folium" in frame.url:  # a map has its heading as soon as it is painted
                frame.wait_for_selector("body[data-painted]", state="attached")
            frame.evaluate(AXE_SCRIPT)
            told = frame.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
            where = "page" if frame is page.main_frame else "frame"
            found += [(state, where, v["id"], v["impact"], v["nodes"][0]["html"][:120]) for v in told["violations"]]
    grave = [f for f in found if f[3] in ("serious", "critical")]
    assert grave == [], grave
    assert {f[2] for f in found} <= {"skip-link", "presentation-role-conflict", "empty-table-header", "heading-order",
                                     "page-has-heading-one", "landmark-one-main", "region", "aria-allowed-role",
                                     "landmark-unique", "landmark-main-is-top-level"}, found  # fmt: skip
