"""Forty layouts of the platform against their truth, as they are and in every other way of writing."""

import json

import pytest

from bench.pages import VARIANTS, read, score
from geo.analysis import load_checked_library


@pytest.fixture(scope="module")
def truths(shared):
    folder = shared / "pages"
    if not folder.is_dir():
        pytest.skip("the pages of the platform are not at hand")
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("way", list(VARIANTS))
def test_no_field_is_wrong_or_invented_and_nearly_all_are_right(shared, truths, way):
    library = load_checked_library()
    fields = [
        (name, *field)
        for name, truth in truths.items()
        for field in score(
            read(VARIANTS[way]((shared / "pages" / f"{name}.txt").read_text(encoding="utf-8")), library), truth
        )
    ]
    assert [f for f in fields if f[1] in ("wrong", "invented")] == []
    assert sum(f[1] == "right" for f in fields) >= 0.99 * len(fields)
