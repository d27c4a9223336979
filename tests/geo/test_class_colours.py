"""Colours of classes under three simulated colour deficiencies and in grey print.

Deficiencies are those of Machado, Oliveira and Fernandes (2009) at full severity, distances those of
CAM02-UCS (Luo, Cui and Li 2006), both by colorspacious; grey is the relative luminance of sRGB.
"""

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from geo.core import View
from geo.maps import compose_map, map_style
from geo.maps.layers.bivariate_signs import BIVARIATE_COLOURS, sign_of
from geo.maps.model import BASIS_COLOURS, NONE_COLOUR, RAMP
from geo.maps.web.map_style import DARK_FILLS

OPPOSITE, ANY, STEP = 30, 15, 10
"""Stated distances: classes of opposite meaning, any two classes of the square, neighbours on the ramp."""
OPPOSITE_IN_GREY, STEP_IN_GREY = 20, 8
CELLS = list(product(range(3), range(3)))
PAIRS = [(a, b) for a, b in combinations(CELLS, 2) if abs(a[0] - b[0]) == 2 or (a[0] == b[0] and abs(a[1] - b[1]) == 2)]
"""Opposite: needs at both ends, or the same need with responses at both ends; all corners are among them."""
INK = "#14202b"


def rgb(colour):
    return np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])


def luminance(colour):
    part = rgb(colour)
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def grey(colour):
    y = luminance(colour)
    return np.full(3, 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055)


def seen(colour, sight):
    if sight == "grey":
        return grey(colour)
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
    return rgb(colour) if sight == "usual" else np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1)


def distance(one, other, sight):
    return float(deltaE(seen(one, sight), seen(other, sight), input_space="sRGB1"))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def square(cell):
    return BIVARIATE_COLOURS[cell[0]][cell[1]]


def test_grey_and_distance_are_those_of_known_colours():
    assert grey("#808080") == pytest.approx([128 / 255] * 3, abs=1e-6)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#2069b4", "#2069b4", "deuteranomaly") == 0
    # red and green of one lightness are told apart by the usual sight alone
    assert distance("#c05a50", "#64823c", "usual") > 3 * distance("#c05a50", "#64823c", "deuteranomaly")


@pytest.mark.parametrize("sight", ["usual", "deuteranomaly", "protanomaly", "tritanomaly"])
def test_classes_of_opposite_meaning_are_far_apart_for_every_sight(sight):
    assert len(PAIRS) == 12
    assert min(distance(square(a), square(b), sight) for a, b in PAIRS) >= OPPOSITE
    assert min(distance(square(a), square(b), sight) for a, b in combinations(CELLS, 2)) >= ANY
    assert min(distance(a, b, sight) for a, b in pairwise(RAMP)) >= STEP


def test_classes_of_opposite_meaning_are_apart_in_grey_print():
    assert min(distance(square(a), square(b), "grey") for a, b in PAIRS) >= OPPOSITE_IN_GREY
    assert min(distance(a, b, "grey") for a, b in pairwise(RAMP)) >= STEP_IN_GREY
    assert [luminance(c) for c in RAMP] == sorted(map(luminance, RAMP), reverse=True)


def test_more_need_and_more_response_are_both_darker():
    lights = np.array([[luminance(c) for c in row] for row in BIVARIATE_COLOURS])
    assert (np.diff(lights, axis=0) < 0).all()
    assert (np.diff(lights, axis=1) < 0).all()


def test_words_on_every_fill_can_be_read():
    fills = {*RAMP, NONE_COLOUR, *BASIS_COLOURS.values(), *(square(c) for c in CELLS)}
    assert {f: round(contrast(f, "#ffffff" if f in DARK_FILLS else INK), 1) for f in fills
            if contrast(f, "#ffffff" if f in DARK_FILLS else INK) < 4.5} == {}  # fmt: skip
    assert set(DARK_FILLS) <= fills


@pytest.mark.parametrize(
    ("against", "signs"), [("unmet", ("△", "", "▲", "▽", "", "▼")), ("sectors", ("▲", "", "△", "▼", "", "▽"))]
)
def test_corners_have_a_sign_up_for_high_need_and_filled_for_little_help(against, signs):
    found = tuple(sign_of(need, response, against) for need in (2, 0) for response in range(3))
    assert found == signs
    assert {sign_of(1, r, against) for r in range(3)} == {""}


@pytest.mark.parametrize("against", ["unmet", "sectors"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_sign_stands_on_the_map_in_the_legend_and_in_the_words_below(atlas, against, lang):
    made = compose_map(View(measure="mismatch", against=against, lang=lang), atlas)
    classes = {square(cell): cell for cell in CELLS}
    for r in made.regions:
        if r.state == "value":
            assert r.mark == f"{sign_of(*classes[r.colour], against)} {r.label}".strip()
    cells = [c for row in map_style(made)["square"]["cells"] for c in row]
    assert all(c["sign"] == sign_of(*classes[c["fill"]], against) for c in cells)
    assert all(c["dark"] == (c["fill"] in DARK_FILLS) for c in cells)
    assert {s for row in made.bivariate.signs for s in row} == {"▲", "△", "▼", "▽", ""}
    assert all(sign in made.notes[1] for sign in "▲△▼▽")
