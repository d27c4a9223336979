"""The list of private parts that the app leans on is whole, and each of its tests is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "docs" / "leans-on.md").read_text(encoding="utf-8")


def test_each_part_names_a_test_that_there_is():
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", LIST)
    assert len(named) == LIST.count("\n| ") - 2  # less the two lines of its head
    assert [f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text()] == []


def test_each_place_of_the_list_is_there_and_each_inner_import_is_in_the_list():
    places = re.findall(r"`((?:pages|geo)/[\w/.]+)`", LIST)
    assert [p for p in places if not (ROOT / p).is_file()] == []
    inner = set()
    for file in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            deep = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
            private = (
                isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr) and "streamlit" in file.read_text()
            )
            own = private and isinstance(node.value, ast.Name) and node.value.id in ("self", "store", "module")
            if (deep and node.module not in ("streamlit", "streamlit.delta_generator")) or (private and not own):
                inner.add(file.relative_to(ROOT).as_posix())
    assert [f for f in sorted(inner) if f not in LIST and Path(f).name not in LIST] == []
