import ast
import datetime as dt
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo.core import translator

ROOT = Path(__file__).parents[2]


def texts_in_the_code():
    found = set()
    for file in [*(ROOT / "geo").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            marked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "N_")
            if marked and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def french():
    with (ROOT / "geo" / "core" / "locale" / "fr.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


def test_every_text_of_the_code_has_its_french_and_none_is_left_over():
    assert texts_in_the_code() == set(french())


def names(text):
    """List the placeholders of a text."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def test_every_text_has_a_french_one_with_the_same_placeholders():
    assert [en for en, fr in french().items() if not fr or names(fr) != names(en)] == []


def test_numbers_money_and_dates_follow_the_language():
    en, fr = translator("en"), translator("fr")
    assert en.money(1403040) == "$1,403,040"
    assert en.money(3416666.67) == "$3,416,666.67"
    assert fr.money(1403040).replace("\u202f", " ").replace("\u00a0", " ") == "1 403 040 $US"
    assert en.percent(0.22394) == "22.4%"
    assert fr.percent(0.22394) == "22,4\u202f%"
    assert fr.day(dt.date(2024, 1, 13)) == "13 janvier 2024"


@pytest.mark.parametrize(
    ("usd", "short"),
    [(3416666.67, "$3.4\u00a0M"), (991666.67, "$990\u00a0k"), (200000, "$200\u00a0k"), (12_000_000, "$12\u00a0M"),
     (999_999, "$1.0\u00a0M"), (0, "$0"), (48, "$48")],
)  # fmt: skip
def test_short_money_has_two_significant_figures(usd, short):
    assert translator("en").money_short(usd) == short
