"""What is loaded late: the libraries that draw on paper and write office files, none of which a page waits for."""

import subprocess
import sys

import pytest

import geo.charts
import geo.export
import geo.maps
from geo.core import load_late
from tests.conftest import ROOT

# What the first answer of the server needs; prints which of the slow libraries came with it.
FIRST = """
import sys
from geo.analysis import load_checked_library, read_view
from geo.maps import compose_map, map_style
import geo.briefing, geo.charts, geo.web, pages.parts.downloads, pages.parts.map_files
atlas = load_checked_library().at({})
map_style(compose_map(read_view({}, atlas), atlas))
print(*sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[1:])))
"""


def test_a_first_map_loads_no_library_that_writes_files():
    slow = ("matplotlib", "altair", "fpdf", "pptx", "openpyxl")
    found = subprocess.run(
        [sys.executable, "-c", FIRST, *slow], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert found == []


def test_a_late_name_is_the_one_of_its_module():
    getter = load_late("json", {"decoder": ("JSONDecoder",)})
    assert getter("JSONDecoder") is __import__("json").JSONDecoder


def test_a_name_that_no_module_gives_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'json' has no attribute 'nothing'"):
        load_late("json", {"decoder": ("JSONDecoder",)})("nothing")


@pytest.mark.parametrize("room", [geo.maps, geo.charts, geo.export])
def test_every_public_name_of_a_room_can_be_asked_for(room):
    assert [name for name in room.__all__ if not hasattr(room, name)] == []
