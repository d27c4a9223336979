"""The files that the shipped data were made from; without them this folder is not collected."""

import pytest

from tests.conftest import SHARED


@pytest.fixture(scope="session")
def shared():
    return SHARED
