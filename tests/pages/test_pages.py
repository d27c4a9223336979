from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

SHELL = str(Path(__file__).parents[2] / "pages" / "shell.py")


def opened(page="overview", **params):
    test = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    if page != "overview":
        test.switch_page(f"{page}.py").run()
    return test


@pytest.mark.parametrize("page", ["overview", "coverage"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_opens_without_an_error(page, lang):
    test = opened(page, lang=lang)
    assert not test.exception
    assert not test.error
    words = {"en": "Filters", "fr": "Filtres"}
    assert any(words[lang] in h.proto.body for h in test.get("html"))
