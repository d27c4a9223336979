"""Shared pieces of the tests: the shipped atlas, a copy of the data to spoil, and Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from geo import atlas as atlases
from geo import library as libraries

settings.register_profile("project", deadline=None)  # a slow machine is no defect
settings.load_profile("project")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
collect_ignore = [] if SHARED.is_dir() else ["extra"]


def pytest_terminal_summary(terminalreporter):
    if collect_ignore:
        terminalreporter.write_line("tests/extra is not collected: the source files that it compares are not here")


@pytest.fixture(scope="session")
def library():
    return libraries.load()


@pytest.fixture(scope="session")
def atlas(library):
    return library.at({})


@pytest.fixture
def data(tmp_path):
    """Copy the shipped data, so that a test may spoil it."""
    return Path(shutil.copytree(atlases.DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium: the browser tests would not run")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return found
