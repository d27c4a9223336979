"""Script and HTML in every text of the data, of uploads and of the address stay text: looked for by their running."""

import csv
import re
import shutil
from urllib.parse import quote

import pytest

from geo.core import DATA_FOLDER
from pages.names import PAGES
from tests.browser.serving import started_server

pytestmark = pytest.mark.browser
RUN = "top.ran=1"
BAD = (
    f"\"'><img src=x onerror={RUN}><script>{RUN}</script></script><svg onload={RUN}> ![m](http://127.0.0.2/m.png) "
    f"[l](javascript:{RUN}) ${{{RUN}}} <!--"
)
SHORT = f"\"'><img src=x onerror={RUN}><script>{RUN}</script>"
FREE = ("_en", "_fr")
ALSO = ("source", "source_title")
PLAN = "mli-2023-2024"
STAYED = """() => {
  const bad = 'img[src="x"], svg[onload], img[src*="127.0.0.2"], a[href^="javascript:"]';
  const found = (root) => [...root.querySelectorAll(bad)].length
    + [...root.querySelectorAll('*')].filter((e) => e.shadowRoot).reduce((n, e) => n + found(e.shadowRoot), 0);
  return [window.ran ?? top.ran ?? null, found(document)]; }"""


def spoil(data):
    """Put the bad text after every free text of the plan, its needs, the regions, the indicators and the layers."""
    files = [*(data / "plans" / PLAN).glob("*.csv"), *(data / "needs").glob("*.csv"), data / "indicators.csv",
             data / "boundaries" / "regions.csv", data / "boundaries" / "cercles.csv"]  # fmt: skip
    n = 0
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        for row in rows:
            for name in row:
                if (name.endswith(FREE) or name in ALSO) and row[name]:
                    row[name], n = f"{row[name]} {BAD}", n + 1
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    return n + sum(map(spoil_layer, (data / "layers").glob("*.toml")))


def spoil_layer(file):
    """Put the bad text after every word of a layer's profile in either language."""
    bad = BAD.replace("\\", "\\\\").replace('"', '\\"')
    text, n = re.subn(r'(\b(?:en|fr) = ")((?:[^"\\]|\\.)*)"', lambda m: f'{m[1]}{m[2]} {bad}"', file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    return n


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    data = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(DATA_FOLDER, data)
    assert spoil(data) > 500
    with started_server(CRISIS_MAP_DATA=str(data)) as (address, _):
        yield address


@pytest.fixture
def watched(page):
    """Give a page that notes whatever asks or runs."""
    page.dialogs = []
    page.on("dialog", lambda d: (page.dialogs.append(d.message), d.dismiss()))
    return page


def stayed(page):
    """Tell what ran, and what became an element, in the page and in all its frames."""
    said = {
        frame.url: frame.evaluate(STAYED)
        for frame in page.frames
        if frame.url.startswith(("http", "file", "about:srcdoc"))
    }
    assert {url: each for url, each in said.items() if each != [None, 0]} == {}
    assert page.dialogs == []
    assert [url for url in page.outside if not url.startswith("file:")] == []


def ready(page):
    page.locator("header.top").wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_text_of_the_data_stays_text_on_every_page_tab_tooltip_and_slide(hostile, watched, lang):
    page = watched
    for name in PAGES:
        page.goto(f"{hostile}/{name}?lang={lang}&region=mopti")
        ready(page)
        tabs = page.locator("nav.tabs a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        tabs = tabs if lang == "en" else tabs[:1]  # what fills a tab is the same in both languages
        for tab in [None, *tabs]:
            if tab is not None:
                page.goto(f"{hostile}/{name}{tab}")
                ready(page)
            stayed(page)
        if name in ("where", "funding", "needs"):
            hover_all(page)


def hover_all(page):
    """Let the pointer pass over each region of the map, so that each tooltip opens."""
    frame = page.frame_locator("iframe").first
    region = frame.locator("path.leaflet-interactive")
    region.first.wait_for(state="attached")
    for each in region.all():
        each.dispatch_event("mouseover")
    frame.locator(".leaflet-tooltip").first.wait_for(state="attached")
    assert "onerror" in frame.locator(".leaflet-tooltip").first.inner_text()
    stayed(page)


def test_the_files_to_take_away_run_nothing_when_they_are_opened(hostile, watched, tmp_path):
    page = watched
    file = tmp_path / "deck.html"
    file.write_bytes(page.request.get(f"{hostile}/take/html?plan={PLAN}&region=mopti&lang=en").body())
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert "onerror" in page.locator("#stage").inner_text()
    for _ in range(16):
        page.keyboard.press("ArrowRight")
        stayed(page)


def test_words_of_an_address_stay_text_on_every_page(hostile, watched):
    page, bad = watched, quote(SHORT)
    words = ("plan", "lang", "objective", "sector", "measure", "region", "scenario", "weights", "date", "need", "share",
             "right", "slide", "tab", "since", "who", "classes", "own", "x")  # fmt: skip
    for name in PAGES:
        page.goto(f"{hostile}/{name}?" + "&".join(f"{w}={bad}" for w in words))
        ready(page)
        stayed(page)


def test_an_uploaded_table_and_its_name_stay_text(hostile, watched):
    page = watched
    rows = [
        ["Région", f"Organisation {BAD}", "Cluster", f"IDPs {BAD}"],
        ["Mopti", BAD, "Abris", "3"],
        [BAD, BAD, BAD, "4"],
    ]
    content = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    page.goto(f"{hostile}/your-data")
    ready(page)
    page.locator("[class*=st-key-figures-file] input[type=file]").set_input_files(
        {"name": "<img src=x onerror=top.ran=1>.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_text("The first rows as they were read").wait_for()
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    ready(page)
    stayed(page)
    page.get_by_label("Or paste its text here").fill(
        f"Mali Crisis Response Plan 2027 {BAD}\nObjective 1 - {BAD}\n{BAD}"
    )
    page.get_by_role("button", name="Read the page").click()
    ready(page)
    stayed(page)


def test_a_layer_of_a_monitoring_tool_and_the_names_in_its_records_stay_text(hostile, watched):
    page = watched
    rows = ["date,region,site,origin,heads", *(
        f'2023-0{month}-05,Mopti,"{BAD.replace(chr(34), chr(34) * 2)}",Gao,{month}' for month in range(1, 9)
    )]  # fmt: skip
    page.goto(f"{hostile}/monitoring")
    ready(page)
    page.locator("[class*=st-key-layer-file] input[type=file]").set_input_files(
        {"name": f"{SHORT.replace('/', '')} ![m](http:127.0.0.2m.png).csv", "mimeType": "text/csv",
         "buffer": "\r\n".join(rows).encode()}
    )  # fmt: skip
    page.frame_locator("iframe").first.locator("body[data-painted]").wait_for(state="attached")
    assert "onerror" in page.locator("h1.page").first.inner_text()  # the layer's own name
    for tab in page.locator("nav.tabs a").evaluate_all("all => all.map((a) => a.id)"):
        page.locator(f"#{tab}").click()
        ready(page)
        stayed(page)


def test_titles_of_slides_that_a_reader_writes_stay_text(hostile, watched):
    page = watched
    page.goto(f"{hostile}/briefing")
    page.frame_locator(".st-key-deck iframe").locator("body[data-ready]").wait_for()
    deck = next(f for f in page.frames if "/briefing/deck/" in f.url)
    deck.evaluate("() => document.querySelector('#bar [data-do=sorter]').click()")
    field = deck.locator("#sorter .grid input").nth(1)
    field.fill(BAD[:150])
    field.press("Enter")
    deck.wait_for_function(
        "(bad) => [...document.querySelectorAll('#stage h1')].some((h) => h.textContent.includes(bad))", arg=BAD[:20]
    )
    stayed(page)
