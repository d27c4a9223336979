"""The limit that a French reader sees below an upload is the one that holds."""

import re

import pytest

from geo.screen import page_style
from pages.parts import figures_page, import_shapes, importing, layer_upload

INSTRUCTIONS = re.escape('[data-testid="stFileUploaderDropzoneInstructions"]::after')
RULES = re.findall(rf':lang\(fr\) ([^\n{{]*){INSTRUCTIONS} \{{ content: "(\d+) Mo', page_style())


@pytest.mark.parametrize(
    ("key", "megabytes"),
    [
        ("figures-file", figures_page.MOST_MEGABYTES),
        ("layer-file", layer_upload.MOST_MEGABYTES),
        ("page-file", importing.LIMIT),
        ("shapes-file", import_shapes.LIMIT),
    ],
)
def test_the_limit_shown_in_french_is_the_one_that_holds(key, megabytes):
    shown = [n for where, n in RULES if f"st-key-{key}" in where] or [n for where, n in RULES if not where.strip()]
    assert shown == [str(megabytes)]
