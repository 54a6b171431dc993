"""What the plate maker's tests share: the shipped files, and the mesh pack where a maintainer has it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
PLATES = ("anterior", "posterior", "left")
INSETS = ("head-anterior", "head-posterior", "head-left", "arm-lateral", "arm-medial", "hand-palmar", "hand-dorsal", "foot-plantar", "foot-dorsal")


def _open(path: Path) -> Mapping[str, Any]:
    with np.load(path) as archive:
        return {name: archive[name] for name in archive.files}


@pytest.fixture(scope="session")
def addresses() -> Mapping[str, Any]:
    return _open(ROOT / "data/body/addresses.npz")


@pytest.fixture(scope="session")
def cells() -> Mapping[str, Any]:
    return _open(ROOT / "data/body/cells.npz")


@pytest.fixture(scope="session", params=[*PLATES, *INSETS])
def plate(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def stack(plate: str) -> Mapping[str, Any]:
    return _open(ROOT / f"assets/stack/{plate}.npz")


@pytest.fixture(scope="session")
def posterior_stack() -> Mapping[str, Any]:
    return _open(ROOT / "assets/stack/posterior.npz")


@pytest.fixture(scope="session")
def landmarks() -> dict[str, dict[str, Any]]:
    path = ROOT / "data/body/landmarks.json"
    return {record["id"]: record for record in json.loads(path.read_text(encoding="utf-8"))["landmarks"]}


@pytest.fixture(scope="session")
def pack() -> Path:
    """Return the folder of the mesh pack; the tests that need it are for maintainers."""
    for library in ("trimesh", "scipy", "embreex"):
        pytest.importorskip(library, reason="the plate maker's libraries are not installed")
    folder = Path(os.environ.get("BODYMAP_MESHES") or "no-such-folder")
    if not (folder / "manifest.json").is_file():
        pytest.skip("the mesh pack is not here: BODYMAP_MESHES does not name its folder")
    return folder
