"""The bodies and plates that the atlas tests run over: the mannequin always, the shipped ones where the checkout has them."""

from pathlib import Path

import mannequin
import pytest

from bodymap.atlas import library
from bodymap.atlas.body import Body
from bodymap.atlas.plate import Plate
from bodymap.errors import BodymapError
from bodymap.shipped import assets_dir, data_dir


@pytest.fixture(scope="session")
def mannequin_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mannequin.build(tmp_path_factory.mktemp("mannequin"))


@pytest.fixture(scope="session")
def plate_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def cylinders(mannequin_root: Path) -> Body:
    return Body.load(data=mannequin_root / "data", stacks=mannequin_root / "assets/stack")


@pytest.fixture(scope="session")
def shipped_body() -> Body:
    needed = [data_dir() / "body/cells.npz", data_dir() / "body/addresses.npz", assets_dir() / "stack/left.npz"]
    if not all(file.exists() for file in needed):
        pytest.fail("this checkout has no body yet")
    return Body.load()


@pytest.fixture(scope="session", params=["mannequin", "shipped"])
def body(request: pytest.FixtureRequest) -> Body:
    return request.getfixturevalue("cylinders" if request.param == "mannequin" else "shipped_body")


@pytest.fixture(scope="session", params=["posterior", "anterior", "left", "right"])
def plate_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session", params=["mannequin", "shipped"])
def plate(request: pytest.FixtureRequest, plate_name: str, mannequin_root: Path, plate_cache: Path) -> Plate:
    if request.param == "mannequin":
        return library.load(plate_name, folder=mannequin_root / "assets/svg", cache=plate_cache)
    try:
        return library.load(plate_name, cache=plate_cache)
    except BodymapError as error:
        pytest.fail(f"this checkout has no such plate yet: {error}")
