"""Labels of a printed map: every value with its name, on no other label, and the legend on no region."""

import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.core import View
from geo.maps import compose_map
from geo.maps.class_breaks import round_two_figures
from geo.maps.print.circles import circle_boxes
from geo.maps.print.figure import _draw
from geo.maps.print.labels import write_labels

FULL = [
    View(measure="population", lang="fr"),
    View(measure="food_insecure", lang="en"),
    View(measure="food_insecure_share", lang="fr"),
    View(measure="mismatch", need="food_insecure", against="sectors", lang="fr"),
    View(measure="unmet", lang="en"),
    View(measure="idps", areas="2012", lang="fr"),
]
SIZES = [(6.3, 4.4), (6.3, 5.1), (7.6, 8.6), (12.6, 5.4), (5.8, 4.6)]


def labels_of(drawn, atlas, size, monkeypatch):
    caught = {}
    real = write_labels

    def write(axes, *rest, **more):
        caught["labels"] = real(axes, *rest, **more)
        caught["reserved"] = rest[2]
        caught["axes"] = axes
        return caught["labels"]

    monkeypatch.setattr("geo.maps.print.figure.write_labels", write)
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    _draw(axes, drawn, atlas)
    return caught


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", FULL, ids=lambda v: v.query())
def test_every_value_is_on_the_map_with_its_name_and_no_label_on_another(atlas, view, size, monkeypatch):
    drawn = compose_map(view, atlas)
    caught = labels_of(drawn, atlas, size, monkeypatch)
    labels = caught["labels"]
    shapes = atlas.regions[view.areas].frame.geometry
    wanted = {r.slug for r in drawn.regions if r.mark and shapes[r.slug] is not None}
    valued = {x.spot.region.slug: x for x in labels if x.spot.region.mark}
    assert set(valued) == wanted
    assert all(x.spot.lines == (x.spot.region.name, x.spot.region.mark) for x in valued.values())
    boxes, discs = [x.box for x in labels], circle_boxes(caught["axes"], drawn)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    for slug, label in valued.items():
        others = [x.spot for s, x in valued.items() if s != slug]
        assert not any(label.box.contains(shapely.Point(s.x, s.y)) for s in others)
        if not label.led:  # it stands on its own region, or at its own circle and on none
            circle = label.spot.region.circle
            assert (label.spot.shape if circle is None else discs[slug].buffer(12)).intersects(label.box)
        assert not any(label.box.intersects(disc) for disc in discs.values())
    assert min(x.size for x in labels) >= 7


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("measure", ["unmet", "mismatch", "coverage"])
def test_the_legend_lies_on_no_region(atlas, measure, size, monkeypatch):
    drawn = compose_map(View(measure=measure, lang="fr"), atlas)
    caught = labels_of(drawn, atlas, size, monkeypatch)
    land = shapely.union_all(list(atlas.regions["2023"].frame.geometry.dropna()))
    flat = shapely.transform(land, caught["axes"].transData.transform)
    assert not flat.intersects(caught["reserved"][0])


def test_a_label_never_contradicts_its_colour(atlas):
    # 3,010,916 is printed as $3.0 M, Timbuktu has $2.7 M: 2.8 M is the clearest number between.
    drawn = compose_map(View(measure="unmet", show="fills"), atlas)
    mopti = next(r for r in drawn.regions if r.slug == "mopti")
    assert (mopti.label, round(mopti.value)) == ("$3.0\u00a0M", 3_010_916)
    classes = {e.colour: (e.label, e.n) for e in drawn.legend}
    assert classes[mopti.colour] == ("above $2.8\u00a0M", 1)
    assert round_two_figures(3_010_916) == 3_000_000
    assert sum(e.n for e in drawn.legend) == 20


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_classes_of_shares_are_written_in_one_way(atlas, lang):
    labels = [e.label for e in compose_map(View(measure="food_insecure_share", lang=lang), atlas).legend if e.colour]
    sign = {"en": "%", "fr": "\u202f%"}[lang]
    half = {"en": "2.5", "fr": "2,5"}[lang]
    assert labels == [f"0 – {half}{sign}", f"{half} – 10{sign}", f"10 – 20{sign}", f"20 – 50{sign}", labels[4]]
    assert labels[4].endswith(f"50{sign}")


def test_a_map_of_older_areas_says_so_and_explains_what_at_least_means(atlas):
    drawn = compose_map(View(measure="idps", areas="2016"), atlas)
    assert drawn.subtitle.endswith("areas of 2016")
    assert any(r.label.startswith("≥") for r in drawn.regions)
    assert any(n.startswith("≥: at least this") for n in drawn.notes)
    today = compose_map(View(measure="idps"), atlas)
    assert "areas of" not in today.subtitle
    assert not any(n.startswith("≥") for n in today.notes)
