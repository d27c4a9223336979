"""The net for a rebuilding: what differs between two snapshots is listed, and the sixty views use every choice."""

import contextlib
import copy
import json
from itertools import chain
from urllib.parse import parse_qsl

import pytest

from geo.core import AGAINST, BASES, CLASSES, DATA_FOLDER, SPLITS, SURPLUSES, VINTAGES, View
from geo.monitoring import load_indicators
from tests.snapshot.__main__ import main, write
from tests.snapshot.compare import ABSENT, differences, digests
from tests.snapshot.product import Product, data
from tests.snapshot.views import VIEWS

INDICATORS = load_indicators(DATA_FOLDER)
OLD = {
    "measure=unmet en": {
        "table": {"rows": {"region mopti": {"required_usd": "3416666.67", "unmet_usd": "1"}, "region gao": {}}},
        "slides": [{"title": "One", "facts": [["1", "day"]]}, {"title": "Two", "facts": []}],
    },
    "measure=idps fr": {"table": {"rows": {}}},
}


def changed(change):
    new = copy.deepcopy(OLD)
    change(new)
    return differences(OLD, new)


def test_a_changed_figure_is_listed_with_view_part_path_and_both_values():
    def figure(new):
        new["measure=unmet en"]["table"]["rows"]["region mopti"]["required_usd"] = "3416666.68"
        new["measure=unmet en"]["slides"][1]["facts"] = [["5", "people"]]

    assert changed(figure) == [
        ("measure=unmet en", "table", ".rows.region mopti.required_usd", "3416666.67", "3416666.68"),
        ("measure=unmet en", "slides", "[1].facts[0]", ABSENT, [["5", "people"]]),
    ]
    assert changed(lambda _: None) == []


def test_lost_and_new_views_parts_and_rows_and_another_order_are_listed():
    def lose(new):
        del new["measure=idps fr"]
        del new["measure=unmet en"]["slides"][0]
        new["measure=unmet en"]["print"] = {}
        rows = new["measure=unmet en"]["table"]["rows"]
        rows["region mopti"] = dict(reversed(rows["region mopti"].items()))
        del rows["region gao"]

    assert changed(lose) == [
        ("measure=unmet en", "table", ".rows.region mopti (order)", ["required_usd", "unmet_usd"],
         ["unmet_usd", "required_usd"]),
        ("measure=unmet en", "table", ".rows.region gao", {}, ABSENT),
        ("measure=unmet en", "slides", "[0]", [{"title": "One", "facts": [["1", "day"]]}], ABSENT),
        ("measure=unmet en", "print", "", ABSENT, {}),
        ("measure=idps fr", "", "", "(a view)", ABSENT),
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [(1, 1.0), (True, 1), (0, None), ("1", 1), ([], {})])
def test_figures_of_another_kind_differ(old, new):
    assert differences({"v": {"p": {"x": old}}}, {"v": {"p": {"x": new}}}) == [("v", "p", ".x", old, new)]


def test_hashes_say_which_parts_differ_and_agree_with_the_figures_they_are_of():
    new = copy.deepcopy(OLD)
    new["measure=unmet en"]["slides"][0]["title"] = "Eins"

    assert differences(digests(OLD), OLD) == []
    assert [line[:3] for line in differences(digests(OLD), new)] == [("measure=unmet en", "slides", "")]


def test_the_command_compares_two_files_and_its_exit_code_says_whether_they_are_the_same(tmp_path, capsys):
    full, hashes, other = tmp_path / "old.json.gz", tmp_path / "old.json", tmp_path / "new.json.gz"
    write(OLD, full)
    write(OLD, hashes)
    new = copy.deepcopy(OLD)
    new["measure=unmet en"]["table"]["rows"]["region mopti"]["unmet_usd"] = "2"
    write(new, other)

    assert main(["compare", str(full), str(hashes)]) == 0
    assert capsys.readouterr().out == "same\n"
    assert main(["compare", str(full), str(other)]) == 1
    assert capsys.readouterr().out == (
        "measure=unmet en · table · rows.region mopti.unmet_usd\n  - 1\n  + 2\n1 differences: table 1\n"
    )


def test_the_views_use_every_choice_a_reader_has(atlas):
    used = {}
    for query in VIEWS:
        for name, values in parse_qsl(query):
            used.setdefault(name, set()).update(pair.split(":")[0] for pair in values.split(","))

    assert len(set(VIEWS)) == 60
    for name, codes in (("measure", INDICATORS.codes), ("split", SPLITS), ("basis", BASES),
                        ("surplus", SURPLUSES), ("areas", VINTAGES), ("need", INDICATORS.observed),
                        ("against", AGAINST), ("classes", CLASSES)):  # fmt: skip
        default = getattr(View(), name)
        assert used[name] | {default} == set(codes)
    assert used["sector"] >= set(atlas.plan.sectors.index)
    assert used["objective"] == {"1", "2", "3", "4"}
    assert {"weights", "scenario", "date", "region", "share", "plan"} <= set(used)


def test_the_parts_of_a_view_hold_the_plans_figures(tmp_path):
    with contextlib.closing(Product(data(tmp_path))) as product:
        parts = product.parts("measure=required", "fr")

    assert parts["table"]["rows"]["mopti"]["est_required_usd"] == "3416666.67"
    assert parts["painting"]["regions"]["mopti"]["label"] == "3,4\u00a0M$"
    assert "Mopti" in chain.from_iterable(parts["workbook"]["Données"]["rows"])
    assert any("Tombouctou" in text for text, *_ in parts["print"]["on the map"])
    assert all((parts["region"]["name"], parts["slides"][0]["title"], parts["charts"]["ranking"]))
    assert parts["routes"]["table.csv"]["body"] == "as the csv file"
    assert json.loads(json.dumps(parts)) == parts
