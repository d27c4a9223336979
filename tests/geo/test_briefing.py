"""The briefing: its storyline, its slides, and the same figures in every file to take away."""

import csv
import io
import json
import re
import zipfile

import geopandas as gpd
import openpyxl
import pptx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo.briefing import (
    Slide,
    Storyline,
    compose_slide,
    default_storyline,
    profile_region,
    read_storyline,
    write_storyline,
)
from geo.briefing.slides import decision_rows, fill_slide
from geo.briefing.storyline import SLIDE_KINDS
from geo.cli import app
from geo.core import DataError, View, translator
from geo.export import EXPORT_FORMATS, export_file, export_order, table_rows
from geo.maps import compose_map
from geo.web import open_data_routes

RUN = CliRunner()
VIEWS = [
    View(measure="unmet", lang="fr"),
    View(measure="idps", lang="en"),
    View(measure="mismatch", lang="fr", areas="2016"),
]


def made(kind, view, atlas, story=None):
    return export_file(kind, export_order(view, atlas, story), atlas)


def words_of_deck(content):
    deck = pptx.Presentation(io.BytesIO(content))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                plot = shape.chart.plots[0]
                yield from plot.categories
                yield shape._element.xpath(".//p:cNvPr")[0].get("descr")  # what the figures are, as the map writes them
        yield slide.notes_slide.notes_text_frame.text


def words_of_book(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def flat(text):
    """Compare words only: a renderer may break a line where it likes."""
    return "".join(text.split())


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.query())
def test_one_view_has_the_same_words_and_figures_in_every_file(atlas, view, tmp_path):
    drawn = compose_map(view, atlas)
    t = translator(view.lang)
    layer = tmp_path / "map.gpkg"
    layer.write_bytes(made("gpkg", view, atlas))
    pdf = pypdf.PdfReader(io.BytesIO(made("pdf", view, atlas)))
    texts = {
        "html": made("html", view, atlas).decode(),
        "pptx": " ".join(words_of_deck(made("pptx", view, atlas))),
        "pdf": " ".join(page.extract_text() for page in pdf.pages),
        "xlsx": " ".join(words_of_book(made("xlsx", view, atlas))),
        "tables": "".join(made(kind, view, atlas).decode("utf-8-sig") for kind in ("csv", "caveats", "notes")),
        "json": json.dumps(json.loads(made("json", view, atlas)), ensure_ascii=False),
        "geojson": made("geojson", view, atlas).decode(),
        "gpkg": json.dumps(_metadata(layer), ensure_ascii=False),
        "png": json.dumps(Image.open(io.BytesIO(made("png", view, atlas))).text, ensure_ascii=False),
    }
    import html

    texts = {k: flat(html.unescape(text).replace('\\"', '"').replace('""', '"')) for k, text in texts.items()}
    wanted = [drawn.title, drawn.disclaimer, *(c.write(t) for c in drawn.caveats if c.severity == "warning")]
    if drawn.need:
        wanted.append(drawn.need.words)
    for kind, text in texts.items():
        for words in wanted:
            if words == getattr(drawn.need, "words", None) and kind in ("tables", "geojson", "xlsx", "json"):
                assert drawn.need.start.isoformat() in text or flat(words) in text, (kind, words)
            else:
                assert flat(words) in text, (kind, words)
        if kind in ("tables", "json", "geojson", "gpkg"):
            assert drawn.funding_date.isoformat() in text
        else:
            assert flat(t.day(drawn.funding_date)) in text
    for kind in ("html", "pptx", "pdf"):
        for region in drawn.regions:
            if region.state == "value" and drawn.bivariate is None:
                assert flat(region.name) in texts[kind], (kind, region.name)
                assert flat(region.label) in texts[kind], (kind, region.label)


def _metadata(path):
    import pyogrio

    return pyogrio.read_info(path, layer="regions")["layer_metadata"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.query())
def test_the_values_of_layers_sheets_and_tables_are_those_of_the_map(atlas, view, tmp_path):
    drawn = {r.slug: r.value for r in compose_map(view, atlas).regions}
    layer = tmp_path / "map.gpkg"
    layer.write_bytes(made("gpkg", view, atlas))
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", view, atlas)))
    head, tags, *rows = list(book[translator(view.lang)("Data")].iter_rows(values_only=True))
    sheet = [dict(zip(head, row, strict=True)) for row in rows]
    table = csv.DictReader(io.StringIO(made("csv", view, atlas).decode("utf-8-sig")))
    found = {
        "gpkg": {r.region: r.value for r in gpd.read_file(layer).itertuples()},
        "geojson": {f["id"]: f["properties"]["value"] for f in json.loads(made("geojson", view, atlas))["features"]},
        "csv": {r["region"]: r["value"] for r in table if not r["region"].startswith("#")},
        "xlsx": {r["region"]: r["value"] for r in sheet},
    }  # fmt: skip
    assert tags[0] == "#adm1+slug"
    for kind, values in found.items():
        assert set(values) == set(drawn), kind
        for slug, value in drawn.items():
            got = values[slug]
            got = None if got in ("", None) or got != got else float(got)  # noqa: PLR0124 - not a number
            assert got == (None if value is None else pytest.approx(value)), (kind, slug)


@pytest.mark.parametrize("kind", [k for k in EXPORT_FORMATS if k != "region"])
def test_the_same_view_twice_gives_the_same_bytes(atlas, kind):
    view = View(measure="unmet", lang="fr")
    assert made(kind, view, atlas) == made(kind, view, atlas)


def test_the_default_storyline_tells_the_plan_from_its_leading_finding_to_the_ask(atlas):
    story = default_storyline(atlas)
    contents = compose_slide(story, atlas, "en")
    kinds = ["opening", "figures", "sectors", "objectives", *["objective"] * 4, "view", "view", "decisions",
             "caveats", "ask", "sources"]  # fmt: skip
    assert [c.kind for c in contents] == kinds
    assert [f[0] for f in contents[1].facts] == ["$22,000,000", "$4,366,858", "20.3%", "9,000,000", "530,000"]
    assert len(contents[10].rows) == 3
    assert all(c.title and c.foot and c.source and c.notes and c.link for c in contents)
    assert contents[6].rows[0][2] == "not reported"
    # Objectives 3 and 4 have no place in a region: their slides tell activities, and no slide is a blank map.
    assert [bool(c.drawn) for c in contents] == [False] * 4 + [True] * 2 + [False] * 2 + [True] * 3 + [False] * 3
    assert [len(c.activities) for c in contents[6:8]] == [4, 8]
    assert contents[7].activities[-1] == ("and 2 more", "")


def test_the_three_regions_are_chosen_by_the_rule(atlas):
    # Mopti and Timbuktu are in the top corner; Bandiagara is third by need and sixth by money under an even split,
    # fourth at best under any other.
    assert [(r, why) for r, why, _ in decision_rows(View(), atlas)] == [
        ("mopti", "top"), ("tombouctou", "top"), ("bandiagara", "overlooked")]  # fmt: skip


def test_a_persons_title_and_notes_take_the_place_of_the_made_ones_in_their_language(atlas):
    slide = Slide("money", "measure=unmet", (("fr", "Le manque"),), (("en", "Say it slowly."),))
    assert fill_slide(slide, atlas, "fr").title == "Le manque"
    assert fill_slide(slide, atlas, "en").title == "Le manque"  # nobody wrote an English one
    assert fill_slide(slide, atlas, "en").notes == "Say it slowly."
    assert fill_slide(Slide("money", "measure=unmet"), atlas, "en").title.startswith("About 57% of the money")
    first = Slide("opening", audience=(("fr", "Réunion des bailleurs"),))
    assert fill_slide(first, atlas, "fr").subtitle == "Réunion des bailleurs"
    assert fill_slide(Slide("opening"), atlas, "en").subtitle == "For coordinators, donors and partners"


def test_a_storyline_travels_as_json(atlas):
    story = Storyline(atlas.plan.code, (*default_storyline(atlas).slides, Slide("view", "measure=idps&date=2022-07-31",
                      (("en", "=then <b>"),))))  # fmt: skip
    text = write_storyline(story)
    assert read_storyline(text, atlas) == story
    assert len(text) < 3000


def story(title=None, **changes):
    slide = {"kind": "figures"} | ({"title": title} if title else {})
    return json.dumps({"storyline": 1, "plan": "mli-2023-2024", "slides": [slide]} | changes)


BAD = [
    ("{", "no readable JSON"),
    ("[" * 100_000, "no readable JSON"),
    ('"x"', "no storyline"),
    ("{}", "no storyline"),
    ('{"storyline": 1, "plan": "other", "slides": []}', "another plan"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": []}', "no slides"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "dance"}]}', "expected one of opening"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": ["x"]}', "expected one of opening"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "view", "view": "sector=atlantis"}]}', "atlantis"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "view", "view": 7}]}', "by language"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "view", "title": {"de": "x"}}]}', "by language"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "view", "title": "x"}]}', "by language"),
    ('{"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "objective"}]}', "needs one in its view"),
    (" " * 300_000, "too large"),
    (story(storyline=True), "no storyline"),
    (story({"en": "a\0b"}), "control character"),
    (story(plan="\ud800"), "control character"),
    (story({"en": "W" * 201}), "at most 200 letters"),
    (json.dumps({"storyline": 1, "plan": "mli-2023-2024", "slides": [{"kind": "figures"}] * 61}), "at most 60"),
]


@pytest.mark.parametrize(("text", "words"), BAD, ids=[w for _, w in BAD])
def test_a_broken_storyline_is_refused_with_its_reason_in_both_languages(atlas, text, words):
    with pytest.raises(DataError) as caught:
        read_storyline(text, atlas)
    said = [p.text(translator("en")) for p in caught.value.problems]
    assert any(words in s for s in said)
    assert [p.text(translator("fr")) for p in caught.value.problems] != said


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(SLIDE_KINDS)
FIELDS = st.sampled_from(["kind", "view", "title", "notes", "en"])


@given(st.recursive(LEAVES, lambda x: st.lists(x, max_size=3) | st.dictionaries(FIELDS, x), max_leaves=6))
def test_whatever_stands_on_a_slide_is_read_or_refused(atlas, raw):
    text = json.dumps({"storyline": 1, "plan": "mli-2023-2024", "slides": [raw]})
    try:
        story = read_storyline(text, atlas)
    except DataError:
        return
    compose_slide(story, atlas, "en")


def test_what_a_person_or_the_data_writes_is_never_read_as_html(atlas):
    evil = "</script><img src=x onerror=alert(1)>"
    story = Storyline(atlas.plan.code, (Slide("money", "measure=unmet", (("en", evil),), (("en", evil),)),))
    text = made("html", View(measure="unmet"), atlas, story).decode()
    assert evil not in text
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror" in text


def test_a_text_that_looks_like_a_formula_is_neutralised_in_sheets(atlas, monkeypatch):
    real = table_rows
    monkeypatch.setattr("geo.export.xlsx.table_rows", lambda d, a: [r | {"name": "=1+1"} for r in real(d, a)])
    view = View(measure="unmet")
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", view, atlas)))
    column = [c.value for c in book["Data"][1]].index("name") + 1
    cell = book["Data"].cell(3, column)
    assert (cell.value, cell.data_type) == ("'=1+1", "s")
    monkeypatch.setattr("geo.export.data_package.table_rows", lambda d, a: [r | {"name": "=1+1"} for r in real(d, a)])
    assert ",'=1+1," in made("csv", view, atlas).decode()


def test_the_html_file_is_small_and_names_no_other_host(atlas):
    text = made("html", View(), atlas).decode()
    assert len(text.encode()) <= 1_500_000
    assert "default-src 'none'" in text
    page = text.split("<script>")[0]
    assert not re.search(r"<(script|link|iframe|object)[^>]*(src|href)=", page)
    pictures = re.findall(r"<img[^>]*src=(.{12})", page)
    assert pictures == ['"data:image/'] * 8  # the small maps of the objectives, in both languages
    assert "url(" not in page


def test_the_deck_has_native_tables_and_charts_alt_texts_notes_and_numbers(atlas):
    deck = pptx.Presentation(io.BytesIO(made("pptx", View(lang="fr"), atlas)))
    shapes = [(n, s) for n, slide in enumerate(deck.slides) for s in slide.shapes]
    assert sum(s.has_chart for _, s in shapes) == 2  # the sectors' money, and unmet requirements by region
    assert sum(s.has_table for _, s in shapes) >= 6
    pictures = [s for _, s in shapes if s.shape_type == 13]
    assert len(pictures) == 6
    assert all("Tombouctou" in p._element.nvPicPr.cNvPr.get("descr") for p in pictures)
    # Mali lies at one place and scale on all slides that are a map of it.
    assert len({(p.left, p.top, p.width, p.height) for p in pictures[1:]}) == 1
    width = pictures[0].image.size[0] / (pictures[0].width / 914400)
    assert round(width) == 200  # dots per inch
    for slide in deck.slides:
        assert 'type="slidenum"' in slide._element.xml
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert slide.shapes.title.text_frame.text
    chart = [s.chart for _, s in shapes if s.has_chart][1]
    drawn = compose_map(View(measure="unmet", lang="fr"), atlas)
    first, bars = max((r for r in drawn.regions if r.value), key=lambda r: r.value), chart.plots[0]
    assert (bars.categories[0], bars.series[0].values[0]) == (first.name, pytest.approx(first.value))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("region", ["mopti", "kayes", "taoudenit", "bamako", "menaka"])
def test_a_regions_page_is_one_a4_with_its_figures(atlas, region, lang):
    view = View(region=region, lang=lang)
    reader = pypdf.PdfReader(io.BytesIO(made("region", view, atlas)))
    assert len(reader.pages) == 1
    assert [round(float(x)) for x in reader.pages[0].mediabox[2:]] == [595, 842]
    text = flat(reader.pages[0].extract_text())
    page = profile_region(view, atlas, region)
    for words in (page.name, page.pcode, *(v for _, v, _ in page.needs), *(v for _, v, *_ in page.money)):
        assert flat(words) in text
    fonts = {f for p in reader.pages for f in p["/Resources"]["/Font"].values()}
    assert all("DejaVu" in f.get_object()["/BaseFont"] for f in fonts)


def test_a_profile_says_what_is_not_known(atlas):
    page = profile_region(View(), atlas, "kayes")
    assert page.needs[0] == ("displaced persons", "–", "no figure")
    assert profile_region(View(), atlas, "taoudenit").money == ()
    assert profile_region(View(areas="2016"), atlas, "mopti").needs[0][1] == "≥ 144,492"
    assert {n[0] for n in profile_region(View(), atlas, "menaka").neighbours} == {"Ménaka", "Gao", "Kidal"}


@pytest.mark.parametrize("size", ["16:9", "a4", "a4-portrait"])
def test_a_picture_has_the_size_of_its_paper_at_200_dpi(atlas, size):
    content = export_file("png", export_order(View(measure="mismatch"), atlas, None, size), atlas)
    image = Image.open(io.BytesIO(content))
    wanted = {"16:9": (2667, 1500), "a4": (2338, 1654), "a4-portrait": (1654, 2338)}[size]
    assert all(abs(a - b) <= 1 for a, b in zip(image.size, wanted, strict=True))


def test_a_hatched_region_and_a_value_have_their_colours_on_the_picture(atlas):
    image = Image.open(io.BytesIO(made("png", View(measure="idps"), atlas))).convert("RGB")
    colours = {c: n for n, c in image.getcolors(1 << 24)}
    assert colours.get((0x0B, 0x3A, 0x70), 0) > 500  # Mopti, above 80,000
    assert colours.get((0x9A, 0xA3, 0xAB), 0) > 500  # the hatch


def test_the_command_writes_the_whole_kit(tmp_path):
    out = tmp_path / "kit"
    done = RUN.invoke(app, ["export", "--all", "--view", "measure=unmet&region=gao", "--lang", "fr", str(out)])
    assert done.exit_code == 0, done.output
    names = {p.name for p in out.iterdir()}
    of_map = "png", "xlsx", "gpkg", "geojson", "csv", "json"
    assert names == {
        *(f"mli-2023-2024-briefing-unmet-region-gao-fr.{k}" for k in ("html", "pptx", "pdf")),
        "mli-2023-2024-briefing-unmet-region-gao-shapes-fr.pptx",
        "mli-2023-2024-region-gao-measure-unmet-fr.pdf",
        *(f"mli-2023-2024-unmet-region-gao-fr.{k}" for k in of_map),
        *(f"mli-2023-2024-unmet-region-gao-{k}-fr.csv" for k in ("excel", "ledger", "caveats", "notes")),
        "mli-2023-2024-unmet-region-gao-datapackage-fr.json",
    }


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--to", "doc", "x"], 2, "expected one of html"),
        (["x"], 2, "expected one of html"),
        (["--to", "png", "--all", "x"], 2, "expected one of"),
        (["--to", "png", "--paper", "a0", "x"], 2, "16:9"),
        (["--to", "png", "--view", "measure=nonsense", "x"], 2, "measure"),
        (["--to", "region", "x.pdf"], 1, "needs a region"),
        (["--to", "csv", "/nowhere/at/all/x.csv"], 1, "cannot be written"),
        (["--all", "/proc/nowhere"], 1, "cannot be written"),
        (["--to", "html", "--storyline", "/nowhere.json", "x"], 1, "cannot be read"),
    ],
)
def test_wrong_use_of_export_is_said_without_a_traceback(words, code, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = RUN.invoke(app, ["export", *words])
    assert done.exit_code == code
    assert said in done.output
    assert "Traceback" not in done.output
    assert not list(tmp_path.iterdir())


def test_a_storyline_file_makes_the_briefing_of_the_command(atlas, tmp_path):
    story = tmp_path / "story.json"
    story.write_text(write_storyline(Storyline(atlas.plan.code, (Slide("figures"),))), encoding="utf-8")
    out = tmp_path / "out.pptx"
    done = RUN.invoke(app, ["export", "--to", "pptx", "--storyline", str(story), str(out)])
    assert done.exit_code == 0, done.output
    assert len(pptx.Presentation(out).slides) == 1
    story.write_text("{", encoding="utf-8")
    again = RUN.invoke(app, ["export", "--to", "pptx", "--storyline", str(story), "--lang", "fr", str(out)])
    assert again.exit_code == 1
    assert "JSON lisible" in again.output


def test_the_workbook_is_a_route_as_well(library):
    client = TestClient(Starlette(routes=open_data_routes(lambda: library)))
    answer = client.get("/api/table.xlsx?measure=unmet")
    assert answer.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
