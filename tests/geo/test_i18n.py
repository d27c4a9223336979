import ast
import csv
import datetime as dt
import re
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


NEED = re.compile(r"\bneed(s|ed)?\b", re.IGNORECASE)
MONEY_SAID_AS_NEED = re.compile(r"besoins? (de financement|financiers?|non couverts?|non satisfaits?)", re.IGNORECASE)


def pairs_of_the_tables():
    """List the texts of the data tables with what they are in English: columns that end in the language."""
    for file in sorted((ROOT / "data").rglob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as text:
            for row in csv.DictReader(text):
                for name in row:
                    if name.endswith("_en"):
                        yield row[name], row.get(f"{name[:-3]}_fr", "")


def says_money_as_need(en, fr):
    """Tell whether a French text uses *besoin* for something else than people's needs."""
    return len(re.findall("besoin", fr, re.IGNORECASE)) > len(NEED.findall(en)) or bool(MONEY_SAID_AS_NEED.search(fr))


@pytest.mark.parametrize(
    ("en", "fr", "wrong"),
    [("requirements", "besoins de financement", True), ("unmet requirements", "besoins non couverts", True),
     ("Needs", "Besoins", False), ("Need against money", "Besoins face aux fonds", False),
     ("the needs are unmet requirements", "besoins non couverts", True)],
)  # fmt: skip
def test_the_rule_on_besoins_finds_money_and_no_people(en, fr, wrong):
    assert says_money_as_need(en, fr) == wrong


def test_no_french_text_calls_money_besoins():
    pairs = [*french().items(), *pairs_of_the_tables()]

    assert len(pairs) > 700
    assert [fr for en, fr in pairs if says_money_as_need(en, fr)] == []


def test_no_english_text_calls_the_money_ratio_coverage():
    texts = [*texts_in_the_code(), *(en for en, _ in pairs_of_the_tables())]

    assert [text for text in texts if re.search(r"\bcover(age|ed)\b", text, re.IGNORECASE)] == [
        "Presence is not coverage of needs, and says nothing of adequacy."
    ]


def test_french_signs_keep_to_the_word_before_them():
    texts = [*french().values(), *(fr for _, fr in pairs_of_the_tables())]

    assert [text for text in texts if re.search(r" [:;?!»]|« |\d %", text)] == []


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert translator("fr").day(dt.date(2024, 2, 1)) == "1er février 2024"
    assert translator("fr").day(dt.date(2024, 2, 11)) == "11 février 2024"
    assert translator("en").day(dt.date(2024, 2, 1)) == "February 1, 2024"
