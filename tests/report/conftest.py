"""The shipped knowledge, read once."""

import pytest

from bodymap import shipped
from bodymap.knowledge import library
from bodymap.knowledge.library import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return library.load(shipped.data_dir())
