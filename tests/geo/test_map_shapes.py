"""The maps of a deck as shapes to edit: what python-pptx reads back of them, against the map that is drawn."""

import io

import pptx
import pytest
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE
from typer.testing import CliRunner

from geo.briefing import Slide, Storyline, default_storyline
from geo.cli import app
from geo.export import export_name, export_order, one_slide
from geo.export.pptx import briefing_pptx
from geo.export.single_slide import SLIDE_KINDS
from geo.maps import compose_map
from tests.geo.test_monitored import small
from tests.geo.test_written import LAND, PLEDGE, flat, made, view


def groups_of(slide):
    """Return the map's group of a slide, and the shapes in it by the name of their group."""
    (whole,) = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    found = {}
    for group in whole.shapes:
        found.setdefault(group.name, []).extend(group.shapes)
    return whole, found


def deck_of(**changes):
    return pptx.Presentation(io.BytesIO(made("pptx-shapes", **changes)))


def test_each_region_is_a_freeform_with_its_name_and_its_fill():
    whole, found = groups_of(deck_of(measure="unmet", show="fills").slides[0])
    drawn = compose_map(view(measure="unmet", show="fills"), LAND)
    assert whole.name == drawn.title
    assert whole._element.nvGrpSpPr.cNvPr.get("descr").startswith(drawn.title)
    regions = {s.name: s for s in found["Regions"]}
    assert list(regions) == ["Ash", "Birch", "Cedar"]
    assert {s.shape_type for s in regions.values()} == {MSO_SHAPE_TYPE.FREEFORM}
    fills = {name: f"#{s.fill.fore_color.rgb}".lower() for name, s in regions.items()}
    assert fills == {r.name: r.colour for r in drawn.regions}
    # Three squares side by side, as wide as each other, the first one farthest to the left.
    ash, birch, cedar = regions.values()
    assert ash.width == pytest.approx(birch.width, abs=20) == pytest.approx(cedar.width, abs=20)
    assert (birch.left - ash.left, cedar.left - birch.left) == pytest.approx((ash.width, birch.width), abs=20)
    assert {s.top for s in regions.values()} == {ash.top}


def test_names_and_figures_are_text_boxes_of_twelve_points_at_least_in_the_language_of_the_slide():
    _, found = groups_of(deck_of(measure="unmet", lang="fr").slides[0])
    drawn = compose_map(view(measure="unmet", lang="fr"), LAND)
    boxes = {s.name: s for s in found["Noms et valeurs"] if s.has_text_frame and s.text_frame.text}
    for region in drawn.regions:
        assert flat(boxes[region.name].text_frame.text) == flat(f"{region.name} {region.label}")
    every = [s for shapes in found.values() for s in shapes if s.has_text_frame]
    runs = [r for s in every for p in s.text_frame.paragraphs for r in p.runs]
    assert min(r.font.size.pt for r in runs) >= 12
    assert {r._r.rPr.get("lang") for r in runs} == {"fr-FR"}
    assert "Légende" in found


def test_amounts_are_ovals_whose_areas_are_as_the_amounts():
    _, found = groups_of(deck_of(measure="idps").slides[0])
    circles = {s.name: s for s in found["Circles"]}
    assert {s.auto_shape_type.name for s in circles.values()} == {"OVAL"}
    # Ash has 30 displaced persons, Birch 10, Cedar no figure.
    assert set(circles) == {"Ash", "Birch"}
    assert (circles["Ash"].width / circles["Birch"].width) ** 2 == pytest.approx(3, rel=0.02)
    cedar = next(s for s in found["Regions"] if s.name == "Cedar")
    assert cedar.fill.type == MSO_FILL.PATTERNED  # no figure is no colour


def test_the_stamp_of_a_scenario_is_in_the_map_and_every_shape_has_its_own_number():
    slide = deck_of(measure="unmet", scenario=PLEDGE).slides[0]
    _, found = groups_of(slide)
    said = [flat(s.text_frame.text) for s in found["Legend"] if s.has_text_frame]
    assert any("SCENARIO: Water +$100,000" in text for text in said)
    numbers = slide._element.xpath("//p:cNvPr/@id")
    assert len(numbers) == len(set(numbers))


def test_a_slide_with_shapes_has_no_picture_of_its_map_and_nothing_lies_outside_of_its_place():
    deck = pptx.Presentation(io.BytesIO(made("pptx-shapes", default_storyline(LAND))))
    seen = 0
    for slide in deck.slides:
        assert not [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
        for whole in (s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP):
            left, top, wide, high = (x / 914_400 for x in (whole.left, whole.top, whole.width, whole.height))
            assert left >= 0.35
            assert top >= 1.5
            assert top + high <= 6.85
            assert left + wide <= 6.7 or wide > 7  # small maps are as wide as the slide
            seen += 1
    assert seen > 2


def test_what_is_withheld_is_dotted_and_its_figure_in_no_shape(atlas):
    own = small(atlas)
    story = Storyline(own.plan.code, (Slide("view", "measure=feedback_received"),))
    deck = pptx.Presentation(io.BytesIO(briefing_pptx(story, own, "en", shapes=True)))
    _, found = groups_of(deck.slides[0])
    mopti = next(s for s in found["Regions"] if s.name == "Mopti")
    assert mopti._element.xpath(".//a:pattFill/@prst") == ["pct20"]
    said = {s.text_frame.text for shapes in found.values() for s in shapes if s.has_text_frame}
    assert not any("Mopti" in text and any(c.isdigit() for c in text) for text in said)


def test_the_same_view_gives_the_same_bytes_and_a_name_of_its_own():
    assert made("pptx-shapes", measure="unmet") == made("pptx-shapes", measure="unmet")
    order = export_order(view(measure="unmet"), LAND)
    assert export_name("pptx-shapes", order) == "squareland-briefing-unmet-shapes-en.pptx"
    assert export_name("pptx", order) == "squareland-briefing-unmet-en.pptx"
    taken = one_slide("slide-shapes", view(measure="unmet"), LAND)
    assert taken.name == "squareland-unmet-slide-shapes-en.pptx"
    assert "Regions" in groups_of(pptx.Presentation(io.BytesIO(taken.content)).slides[0])[1]
    both = pptx.Presentation(io.BytesIO(one_slide("slide-shapes-both", view(measure="unmet"), LAND).content))
    assert [next(iter(groups_of(s)[1])) for s in both.slides] == ["Surroundings", "Alentours"]
    assert len(SLIDE_KINDS) == 6


def test_the_command_line_asks_for_shapes_of_a_deck_alone(tmp_path):
    out = tmp_path / "deck.pptx"
    done = CliRunner().invoke(app, ["export", "--to", "pptx", "--shapes", "--view", "measure=unmet", str(out)])
    assert done.exit_code == 0, done.output
    _, found = groups_of(pptx.Presentation(out).slides[0])
    assert "Mopti" in {s.name for s in found["Regions"]}
    wrong = CliRunner().invoke(app, ["export", "--to", "pdf", "--shapes", str(out)])
    assert wrong.exit_code == 2
    assert "expected one of pptx" in wrong.output
