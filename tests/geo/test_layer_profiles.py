"""Layer profiles: the shipped ones are whole in both languages, and a wrong one names every key that is wrong."""

import shutil

import pytest

from geo.core import DATA_FOLDER, DataError
from geo.monitoring.layers.profile import load_profiles, read_profile

GOOD = """
placed_by = "code"
smallest = 5
name = { en = "Markets", fr = "Marchés" }
columns = { place = ["region"], date = ["date"] }
caveats = { en = ["Few."], fr = ["Peu."] }
[[measures]]
code = "price"
aggregation = "mean"
fields = ["price", "prix"]
classes = "quantile"
symbol = "fill"
name = { en = "price of millet", fr = "prix du mil" }
unit = { en = "francs", fr = "francs" }
"""


def problems(tmp_path, text):
    file = tmp_path / "markets.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_profile(file)
    return {(p.column, p.value) for p in error.value.problems}


def test_a_layer_of_ones_own_needs_no_code(tmp_path):
    folder = tmp_path / "layers"
    shutil.copytree(DATA_FOLDER / "layers", folder)
    (folder / "markets.toml").write_text(GOOD, encoding="utf-8")
    made = load_profiles(tmp_path)["markets"]
    assert (made.name("fr"), made.smallest, made.placed_by) == ("Marchés", 5, "code")
    assert made.measure("price").fields == ("price", "prix")
    assert (made.measure("price").symbol, made.measure("price").classes) == ("fill", "quantile")
    with pytest.raises(KeyError, match="markets has no measure rice; it has price"):
        made.measure("rice")


def test_the_shipped_layers_are_those_of_the_plans_tools():
    shipped = load_profiles()
    assert set(shipped) == {
        "mobility", "locations", "stability", "transhumance", "migrants", "sites", "feedback",
    }  # fmt: skip
    assert shipped["transhumance"].compare
    assert [code for code, p in shipped.items() if p.smallest] == ["feedback", "migrants", "stability"]
    assert shipped["transhumance"].measure("heads").adds_up
    assert not shipped["stability"].measure("score").adds_up


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('placed_by = "code"', 'placed_by = "guess"', ("placed_by", "guess")),
        ("smallest = 5", "smallest = -1", ("smallest", "-1")),
        ('fr = "Marchés"', 'de = "Märkte"', ("name", "{'en': 'Markets', 'de': 'Märkte'}")),
        ('place = ["region"], ', "", ("columns.place", "")),
        ('aggregation = "mean"', 'aggregation = "median"', ("measures[1].aggregation", "median")),
        ('fields = ["price", "prix"]', "", ("measures[1].fields", "")),
        ('fr = ["Peu."]', "fr = []", ("caveats", "{'en': ['Few.'], 'fr': []}")),
        ('code = "price"', 'code = "Price of"', ("measures[1].code", "Price of")),
        ('aggregation = "mean"', 'aggregation = "share"', ("measures[1].true", "")),
        ('aggregation = "mean"', 'aggregation = "share"\nthreshold = "under 5"', ("measures[1].threshold", "under 5")),
        ('aggregation = "mean"', 'aggregation = "count"', ("measures[1].true", "")),
        ('aggregation = "mean"', 'aggregation = "mean"\nnegative = "yes"', ("measures[1].negative", "yes")),
        ("smallest = 5", "smallest = 5\ncolour = 'red'", ("colour", "red")),
    ],
)
def test_each_wrong_key_is_named_with_its_value(tmp_path, old, new, wanted):
    assert old in GOOD
    assert wanted in problems(tmp_path, GOOD.replace(old, new, 1))


def test_a_profile_without_measures_and_one_that_is_no_toml_are_refused(tmp_path):
    assert ("measures", "") in problems(tmp_path, GOOD.partition("[[measures]]")[0])
    assert problems(tmp_path, "placed_by = ") == {(None, None)}
