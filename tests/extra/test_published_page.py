"""The published page itself gives the shipped tables, and the page of the tests has none of its sentences."""

import csv
import io
import re

from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER
from geo.plans import import_plan_page, list_changes, reader_tools, table_texts
from tests import mali_page


def runs(text):
    """Return every seven words in a row of each line, but those of headings, labels and lists of names."""
    words = [re.findall(r"\w+", line.lower()) for line in text.split("\n") if len(line) > 75]
    return {tuple(line[n : n + 7]) for line in words for n in range(len(line) - 6)}


NAMES = {"areas", "in", "the", "regions", "and", "kayes", "sikasso", "ségou", "segou", "mopti", "ménaka", "bandiagara",
         "gao", "timbuktu", "kidal", "liptako", "gourma"}  # fmt: skip


def test_the_published_page_gives_exactly_the_shipped_tables(shared):
    page = (shared / "plan" / "mali-crp-2023-2024.txt").read_bytes()
    library = load_checked_library()
    made = import_plan_page(page, reader_tools(page, library, DATA_FOLDER))
    assert (made.problems, made.drafts) == ((), ())
    for name, text in table_texts(made).items():
        shipped = (DATA_FOLDER / mali_page.PLAN / f"{name}.csv").read_text(encoding="utf-8")
        assert list(csv.reader(io.StringIO(text))) == list(csv.reader(io.StringIO(shipped))), name
    assert list_changes(made, library.at({}).plan) == []


def test_the_page_of_the_tests_has_no_sentence_of_the_published_one(shared):
    published = (shared / "plan" / "mali-crp-2023-2024.txt").read_text(encoding="utf-8")
    both = runs(published) & runs(mali_page.text())
    assert not [run for run in both if not set(run) <= NAMES]
    assert mali_page.text().count("\n") == published.count("\n")
