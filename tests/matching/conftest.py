import pytest

from bodymap.matching import engine as engines
from bodymap.matching.engine import Engine
from bodymap.matching.picture import Picture


@pytest.fixture(scope="session")
def engine() -> Engine:
    return engines.load()


@pytest.fixture(scope="session")
def picture(engine: Engine) -> Picture:
    return Picture.load(engine)
