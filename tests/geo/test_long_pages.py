"""Long pages: time grows with a page's length and no faster, and nobody else waits meanwhile."""

import gc
import itertools
import threading
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from geo.cli import app
from geo.core import DATA_FOLDER, DataError, normalized
from geo.plans import import_plan_page, reader_tools
from tests import squareland
from tests.crp_pages import Y2021

MARKS = "\u0315\u0301\u0323\u0327\u0334"  # five kinds of marks, in the order that takes the most sorting
GROUPS = "Primary target groups"
FOOT = "Funding required\n$1,000\n"  # it ends a sector: what comes after may be the next one's heading
LETTERS = ["".join("abcdefghij"[int(d)] for d in str(n)) for n in range(200_000)]


@pytest.fixture(scope="module")
def tools(library):
    return reader_tools(Y2021, library, DATA_FOLDER)


@pytest.fixture(scope="module")
def tools_of_known(library):
    return reader_tools("Mali Crisis Response Plan 2023-2024", library, DATA_FOLDER)


# -- marks ---------------------------------------------------------------------------------------------


@given(st.text(max_size=8))
def test_a_text_without_long_runs_is_normalised_as_unicode_says(text):
    assert normalized(text, "NFC") == unicodedata.normalize("NFC", text)
    assert normalized(text, "NFKD") == unicodedata.normalize("NFKD", text)


def test_a_letter_keeps_eight_marks_and_other_signs_in_a_row_all_stay():
    assert normalized("q" + "\u0323" * 9 + "w" + "\u0327" * 8, "NFC") == "q" + "\u0323" * 8 + "w" + "\u0327" * 8
    assert normalized("—" * 30 + "☃" * 30, "NFC") == "—" * 30 + "☃" * 30
    # Signs that are no marks themselves but become two when taken apart, and half-width ones.
    assert normalized("\u0f40" + "\u0f73" * 30, "NFKD") == "\u0f40" + "\u0f71" * 8 + "\u0f72" * 8
    assert normalized("\uff76" + "\uff9e" * 30, "NFKD") == "\u30ab" + "\u3099" * 8


# -- growth --------------------------------------------------------------------------------------------


def filled(parts, size):
    """Join parts until they have so many letters."""
    text, whole = [], 0
    for part in parts:
        text.append(part)
        whole += len(part)
        if whole >= size:
            break
    return "".join(text)


NOISE = {
    "marks": lambda n: Y2021 + (MARKS * n)[:n],
    "marks in falling order": lambda n: Y2021 + "\u0315" * (n // 2) + "\u0323" * (n // 2),
    "marks of letters": lambda n: Y2021 + ("e" + MARKS * 20) * (n // 101),
    "marks parted by invisible signs": lambda n: Y2021 + "\u0301\u200b\u0323\u200b" * (n // 4),
    "marks as HTML": lambda n: f"<html><body><p>{Y2021}<p>{(MARKS * n)[:n]}</body></html>",
    "marks as entities": lambda n: f"<html><body><p>{Y2021}<p>" + "&#789;&#803;" * (n // 12),
    "attributes of one tag": lambda n: "<html><body><p " + filled((f"{a} " for a in LETTERS), n) + ">" + Y2021,
    "attributes with signs of tags": lambda n: "<html><p x=y' " + filled((f'{a}="<\'>" ' for a in LETTERS), n) + ">",
    "pictures": lambda n: Y2021 + filled((f"© {a}\n" for a in LETTERS), n),
    "objectives": lambda n: Y2021 + filled((f"\nObjective\n{a}\n" for a in LETTERS), n),
    "target groups": lambda n: Y2021 + filled((f"\nObjective\n{a}\nReturnee\n{GROUPS}\n" for a in LETTERS), n),
    "sectors": lambda n: Y2021 + filled((f"\n{a}\n\nHelp is given here.\n{FOOT}" for a in LETTERS), n),
    "bullets": lambda n: Y2021 + filled((f"  • {a} in Ménaka\n" for a in LETTERS), n),
}  # fmt: skip


def cost(work, goes=3):
    """Return the processor time of some work, the least of some goes: other programs do not count."""
    least = float("inf")
    gc.disable()
    for _ in range(goes):
        start = time.thread_time()
        work()
        least = min(least, time.thread_time() - start)
    gc.enable()
    return least


def read(text, tools):
    try:
        return import_plan_page(text, tools)
    except DataError as error:
        assert error.problems  # noqa: PT017 - refused or read, both are right


@pytest.mark.parametrize("kind", list(NOISE))
def test_a_page_of_four_times_the_length_takes_less_than_eight_times_as_long(kind, tools):
    short, long = NOISE[kind](30_000), NOISE[kind](120_000)
    assert cost(lambda: read(long, tools)) < 8 * cost(lambda: read(short, tools))


def test_sectors_of_one_code_are_told_apart_in_no_more_than_their_number(tools):
    signs = "☃☀☁☂☎☏☘☚☛☜"
    titles = ["".join(signs[int(d)] for d in str(n)) + "ш" for n in range(400)]
    page = Y2021 + "".join(f"\n{t}\n\nHelp is given here.\n{FOOT}" for t in titles)
    codes = [r["sector"] for r in import_plan_page(page, tools).tables["sectors"]]
    assert codes[:5] == ["shelter", "health", "sector", "sector-2", "sector-3"]
    assert len(set(codes)) == 402


def test_a_page_of_more_sectors_or_bullets_than_a_plan_is_refused(tools):
    sectors = [f"\nAid{a}\n\nHelp is given here.\n{FOOT}" for a in LETTERS]
    bullets = [f"  • {a} in Ménaka\n" for a in LETTERS]
    objectives = [f"\nObjective\n{a}\n" for a in LETTERS]
    # Y2021 has one objective, two sectors and three bullets.
    for parts, most in ((sectors, 498), (bullets, 4997), (objectives, 499)):
        assert import_plan_page(Y2021 + "".join(parts[:most]), tools).code == "mli-2021"
        with pytest.raises(DataError) as refused:
            import_plan_page(Y2021 + "".join(parts[: most + 1]), tools)
        assert [p.file for p in refused.value.problems] == ["page"]


def test_the_words_of_a_plan_on_hand_are_looked_up_and_not_searched(tools, tools_of_known):
    page = NOISE["bullets"](40_000)
    known = page.replace("Mali Crisis Response Plan 2021", "Mali Crisis Response Plan 2023-2024")
    assert cost(lambda: read(known, tools_of_known)) < 3 * cost(lambda: read(page, tools))


def test_a_name_of_a_region_with_marks_without_end_is_looked_up_at_once():
    regions = squareland.regions()
    regions.frame["aliases"] = ""
    assert regions.match("Ash" + "\u0301" * 3) == "ash"
    short, long = ("Ash" + "\u0315" * (n // 2) + "\u0323" * (n // 2) for n in (30_000, 120_000))
    assert cost(lambda: regions.match(long)) < 8 * cost(lambda: regions.match(short))


def test_the_command_reads_marks_as_fast_as_words(tmp_path):
    words, marks = tmp_path / "words.txt", tmp_path / "marks.txt"
    words.write_text(Y2021 + "Help is given here. " * 5_000, encoding="utf-8")
    marks.write_text(Y2021 + MARKS * 10_000, encoding="utf-8")  # 100 kB as well
    whole = [cost(lambda path=path: CliRunner().invoke(app, ["import-plan", str(path)]), 1) for path in (words, marks)]
    assert whole[1] < 3 * whole[0]


def test_others_are_answered_while_a_page_of_marks_is_read(tools):
    page = Y2021 + "\u0315" * 50_000 + "\u0323" * 50_000  # 200 kB: they took half a minute once
    reading = threading.Thread(target=lambda: [read(page, tools) for _ in range(5)])
    reading.start()
    answered = itertools.count()
    while reading.is_alive():
        read(Y2021, tools)
        next(answered)
    reading.join()
    assert next(answered) >= 5
