"""What stands on the files to take away: stamps, words, sizes, and nothing cut, lost or broken."""

import functools
import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pptx
import pypdf
import pytest
from matplotlib.figure import Figure
from PIL import Image

from geo.briefing import Slide, profile_region
from geo.briefing.slides import fill_slide
from geo.core import View, translator
from geo.export import export_file, export_order, region_page
from geo.export.region_html import region_card
from geo.maps import alt_text, column_widths, compose_map, is_numeric_column, source_line, wrap_text
from geo.maps.print.text_metrics import text_width

WHAT_IF = (("shelter", Decimal(5_000_000)),)
PLEDGES = (("shelter", Decimal(5_000_000)), ("protection", Decimal(100_000)), ("mhpss", Decimal(300_000)))


@functools.lru_cache(maxsize=16)
def made(kind, view, atlas, paper=""):
    """Make a file once for all tests that look into it: a deck takes seconds."""
    return export_file(kind, export_order(view, atlas, None, paper), atlas)


def book_of(view, atlas):
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", view, atlas)))


def rows_of(sheet):
    head, _, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def words_of(content):
    return "".join("".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize(
    ("lang", "stamp"),
    [("fr", "SCÉNARIO : Abris et articles essentiels +5 000 000 $US"), ("en", "SCENARIO: Shelter and NFI +$5,000,000")],
)
def test_a_regions_page_under_a_scenario_is_stamped_and_says_its_view(atlas, lang, stamp):
    view = View(region="mopti", split="idps", scenario=WHAT_IF, lang=lang)
    for paper in ("a4", "a4-portrait"):
        text = words_of(made("region", view, atlas, paper))
        assert "".join(stamp.split()) in text
        assert "split=idps&region=mopti&scenario=shelter:5000000" in text
    page = profile_region(view, atlas, "mopti")
    assert "".join(stamp.split()) in "".join(region_card(page).split())
    assert profile_region(view.but(scenario=()), atlas, "mopti").scenario == ""


def test_a_regions_page_names_the_sources_of_everything_that_it_shows(atlas):
    text = words_of(made("region", View(region="mopti"), atlas))
    for source in ("Cadre Harmonisé (CILSS)", "INSTAT RGPH5 2022", "IOM DTM"):
        assert "".join(source.split()) in text


def test_the_page_of_a_region_without_a_shape_says_so_and_breaks_no_number(atlas):
    content = made("region", View(region="taoudenit", lang="fr"), atlas)
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert re.search(r"100\s358", text)
    assert "ne peuvent être tirées des anciens cercles" in " ".join(text.split())
    assert "À côté de ses voisines" in text
    assert "Déficit de financement, estimation" not in " ".join(text.split())  # no table of itself alone


def test_under_a_scenario_the_sectors_keep_what_is_confirmed_and_show_the_pledge_beside(atlas):
    rows = {r["sector"]: r for r in rows_of(book_of(View(measure="unmet", scenario=WHAT_IF), atlas)["Data sectors"])}
    shelter, cccm = rows["shelter"], rows["cccm"]
    assert (shelter["state"], shelter["confirmed_usd"]) == ("not reported", None)
    assert shelter["as_of"].date().isoformat() == "2024-01-13"  # of the table that reports nothing for it
    assert (shelter["unmet_usd"], shelter["coverage_pct"]) == (4_000_000, None)
    assert (shelter["scenario_added_usd"], shelter["scenario_confirmed_usd"]) == (5_000_000, 5_000_000)
    assert (shelter["scenario_unmet_usd"], shelter["scenario_surplus_usd"]) == (0, 1_000_000)
    assert shelter["scenario_coverage_pct"] == 125
    assert (cccm["confirmed_usd"], cccm["scenario_confirmed_usd"], cccm["scenario_added_usd"]) == (436_585, 436_585, 0)
    assert {r["scenario"] for r in rows.values()} == {"SCENARIO: Shelter and NFI +$5,000,000"}
    assert "scenario_added_usd" not in rows_of(book_of(View(measure="unmet"), atlas)["Data sectors"])[0]


@pytest.mark.parametrize("size", ["16:9", "a4", "a4-portrait"])
def test_nothing_on_a_picture_runs_off_its_paper(atlas, size):
    view = View(
        measure="unmet", lang="fr", scenario=PLEDGES, sector=("shelter", "protection", "mhpss", "stabilization")
    )
    image = Image.open(io.BytesIO(made("png", view, atlas, size))).convert("L")
    wide, high = image.size
    margin = int(0.15 * 200)
    for box in ((0, 0, margin, high), (wide - margin, 0, wide, high), (0, 0, wide, margin // 2)):
        assert image.crop(box).getextrema()[0] > 200  # nothing but white


def test_the_scenario_of_a_deck_stands_above_its_map(atlas):
    deck = pptx.Presentation(io.BytesIO(made("pptx", View(measure="unmet", lang="fr", scenario=PLEDGES), atlas)))
    slide = deck.slides[0]
    stamp = next(s for s in slide.shapes if s.has_text_frame and "SCÉNARIO" in s.text_frame.text)
    picture = next(s for s in slide.shapes if s.shape_type == 13)
    text = stamp.text_frame.paragraphs[1].text
    lines = len(wrap_text(text, 14, stamp.width / 12700, bold=True))
    assert lines == 2
    assert min(r.font.size.pt for p in stamp.text_frame.paragraphs for r in p.runs) >= 12
    assert stamp.top + (1 + lines) * 14 * 12700 * 1.2 <= picture.top


def test_every_paragraph_of_a_deck_is_in_the_order_of_the_format(atlas):
    # CT_TextParagraph: properties, then runs and fields, then the end's properties.
    package = zipfile.ZipFile(io.BytesIO(made("pptx", View(), atlas)))
    slides = [n for n in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
    assert len(slides) == 14
    for name in slides:
        for paragraph in re.findall(r"<a:p>(.*?)</a:p>", package.read(name).decode(), re.DOTALL):
            if "<a:pPr" in paragraph:
                assert paragraph.startswith("<a:pPr")
            if "<a:endParaRPr" in paragraph:
                assert re.search(r"<a:endParaRPr[^>]*(/>|>.*</a:endParaRPr>)$", paragraph, re.DOTALL)


def test_a_deck_says_who_made_it_in_which_language_and_has_wide_layouts(atlas):
    content = made("pptx", View(lang="fr"), atlas)
    deck = pptx.Presentation(io.BytesIO(content))
    about = deck.core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("crisis-plan-explorer",) * 2 + ("",)
    assert about.title == "Plan de réponse à la crise au Mali 2023-2024"
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"Steve Canny" in parts.read(n) for n in parts.namelist())
    runs = [
        r for s in deck.slides for x in s.shapes if x.has_text_frame for p in x.text_frame.paragraphs for r in p.runs
    ]
    assert {r._r.rPr.get("lang") for r in runs} == {"fr-FR"}
    title = next(p for p in deck.slide_layouts[0].placeholders if p.placeholder_format.type == 1)
    assert title.left + title.width > 0.9 * deck.slide_width


def test_words_and_numbers_of_a_deck_are_not_broken_and_figures_stand_to_the_right(atlas):
    deck = pptx.Presentation(io.BytesIO(made("pptx", View(lang="fr"), atlas)))
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    for table in tables:
        for i, column in enumerate(table.columns):
            for j, row in enumerate(table.rows):
                cell = row.cells[i]
                run = cell.text_frame.paragraphs[0].runs[0]
                room = column.width / 12700 - 2 * 0.06 * 72
                for word in cell.text.split(" "):
                    assert text_width(word, run.font.size.pt, bold=bool(run.font.bold)) <= room + 0.5, (word, j)
    # the decisions: region, persons, money, why
    aligned = [c.text_frame.paragraphs[0].alignment.name for c in tables[-2].rows[1].cells]
    assert aligned == ["LEFT", "RIGHT", "RIGHT", "LEFT"]


def test_a_chart_of_a_deck_has_every_region_and_signs_are_no_chart(atlas):
    shapes = list(pptx.Presentation(io.BytesIO(made("pptx", View(measure="population"), atlas))).slides[0].shapes)
    chart = next(s.chart for s in shapes if s.has_chart)
    assert len(list(chart.plots[0].categories)) == 20
    signs = View(basis="zone", sector=("shelter",))
    shapes = list(pptx.Presentation(io.BytesIO(made("pptx", signs, atlas))).slides[0].shapes)
    assert not any(s.has_chart for s in shapes)
    table = next(s.table for s in shapes if s.has_table)
    assert [c.text for c in table.rows[1].cells] == ["Mopti", "● named"]


@pytest.mark.parametrize("measure", ["unmet", "coverage", "required", "confirmed"])
def test_an_empty_map_says_why_and_nothing_of_an_order_or_a_split(atlas, measure):
    view = View(sector=("preparedness",), measure=measure)
    drawn = compose_map(view, atlas)
    assert any("Emergency preparedness – The plan states no place." in n for n in drawn.notes)
    assert not any("order of the regions" in n or "split" in n for n in drawn.notes)
    slide = fill_slide(Slide("view", view.query()), atlas, "en")
    assert [text for _, text in slide.bullets] == ["Emergency preparedness – The plan states no place."]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "No region has a figure."), ("fr", "Aucune région n’a de chiffre.")]
)
def test_an_empty_map_is_said_to_be_empty_to_those_who_cannot_see_it(atlas, lang, words):
    assert alt_text(compose_map(View(sector=("preparedness",), measure="unmet", lang=lang), atlas)).endswith(words)


def test_french_words_agree_whatever_the_sector_is_called_and_have_their_spaces(atlas):
    drawn = compose_map(View(measure="unmet", split="idps", lang="fr"), atlas)
    assert any(n.startswith("Secteur «\u00a0Consolidation de la paix\u00a0»\u00a0: réparti") for n in drawn.notes)
    for line in source_line(drawn, translator("fr")):
        assert not re.search(r"[^\s\u202f];", line), line
    sectors = profile_region(View(lang="fr"), atlas, "mopti").sectors
    assert {basis for _, _, basis in sectors} == {"nommée", "par zone", "tout le pays"}


def fullest(atlas, n):
    """Return the regions of which most sectors, partners and groups are to be said on one sheet."""
    pages = {str(r): profile_region(View(), atlas, str(r)) for r in atlas.regions["2023"].frame.index}
    return sorted(pages, key=lambda r: -len(region_page(pages[r])))[:n]


@pytest.mark.parametrize("paper", ["a4", "a4-portrait"])
def test_a_regions_page_is_one_sheet_for_every_region_and_no_letter_is_tiny(atlas, paper, monkeypatch):
    # The map's box is as large whatever is drawn in it, and French is the longer language.
    monkeypatch.setattr(
        "geo.export.pdf_region.map_figure", lambda _d, _a, wide, high, **_: Figure(figsize=(wide, high))
    )
    monkeypatch.setattr("geo.export.pdf_paper.draw_figure", lambda *_: None)
    every = [str(r) for r in atlas.regions["2023"].frame.index]
    for lang, regions in (("fr", every), ("en", fullest(atlas, 4))):
        for region in regions:
            pages = pypdf.PdfReader(io.BytesIO(made("region", View(region=region, lang=lang), atlas, paper))).pages
            assert len(pages) == 1, region
        sizes = set()
        pages[0].extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else 0)  # noqa: B023 - called at once
        assert min(sizes) >= 8.5


def test_the_briefing_as_pdf_has_bookmarks_and_no_letter_below_eight_and_a_half_points(atlas):
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", View(lang="fr"), atlas)))
    titles = [b.title for b in reader.outline]
    assert (len(titles), titles[0], titles[-1]) == (15, "Plan de réponse à la crise au Mali 2023-2024", "Notes")
    sizes = set()
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else None)
    assert min(sizes) >= 8.5
    lines = []
    reader.pages[1].extract_text(visitor_text=lambda text, _cm, tm, _font, _size: lines.append((text.strip(), tm[5])))
    note, *_ = (y for text, y in lines if text == "déclarent")  # the last line of the longest note of a figure
    head, *_ = (y for text, y in lines if text.startswith("Objectif"))
    assert note - head > 8.5  # no line of it stands on the table's head
    assert "Diapositive 5 – Objectif 1" in " ".join(" ".join(p.extract_text() for p in reader.pages).split())


def test_a_caveat_stands_once_on_its_slide_and_on_a_regions_page(atlas):
    slide = fill_slide(Slide("caveats"), atlas, "en")
    lines = slide.notes.split("\n")
    assert len(lines) == len(set(lines))
    page = profile_region(View(region="mopti", split="idps"), atlas, "mopti")
    texts = [c.write(translator("en")) for c in page.caveats]
    assert len(texts) == len(set(texts))


def test_columns_take_their_width_from_the_words(atlas):  # noqa: ARG001
    # "Tombouctou" needs 73 points at 12; a long text leaves it that much.
    table = [["Région", "Pourquoi"], ["Tombouctou", "un texte assez long pour prendre plusieurs lignes " * 3]]
    first, second = column_widths(table, 12, 300, 6, head=True)
    assert first >= text_width("Tombouctou", 12) + 6
    assert first + second == pytest.approx(300)


def test_a_column_of_figures_is_told_from_one_of_days_and_of_words():
    assert is_numeric_column(["$3.0 M ($2.6 M – $3.4 M)", "not reported"])
    assert is_numeric_column(["91 274", "≥ 144 492", "–"])
    assert not is_numeric_column(["30 septembre 2023", "recensement de 2022"])
    assert not is_numeric_column(["Mopti", "Gao"])
