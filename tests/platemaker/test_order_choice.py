from __future__ import annotations

import json
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from tools.platemaker.choice import Choice

ANATOMY = Path(__file__).parents[2] / "data" / "anatomy"
TABLE: dict[str, Any] = tomllib.loads((ANATOMY / "layers.toml").read_text(encoding="utf-8"))
LISTS = ("override", "drawn_over", "dives", "behind", "also", "off")


@pytest.fixture(scope="module")
def known() -> list[str]:
    path = ANATOMY / "structures.json"
    return [entry["id"] for entry in json.loads(path.read_text(encoding="utf-8"))["structures"]]


def named() -> list[str]:
    """Return every id or pattern that the file names."""
    names = [*TABLE["default_off"]["ids"], *TABLE["fasciae"]["ids"], *TABLE["stranded"]["ids"], *TABLE["wraps"]["ids"]]
    for entry in (e for key in LISTS for e in TABLE[key]):
        names += [*entry.get("ids", []), *entry.get("over", []), *entry.get("under", [])]
        names += [entry["id"]] if "id" in entry else []
    return sorted(set(names))


@pytest.mark.parametrize("name", named())
def test_every_name_in_the_layer_file_is_a_structure(name: str, known: list[str]) -> None:
    assert any(fnmatchcase(base, name) for base in known)


def test_every_decision_in_the_layer_file_has_its_reason() -> None:
    assert all(entry["reason"] for key in LISTS for entry in TABLE[key])


def test_an_override_changes_the_computed_layer_and_nothing_else() -> None:
    choice = Choice.load(ANATOMY / "layers.toml")
    assert choice.layer("gluteus-minimus", "superficial") == "deep"
    assert choice.layer("soleus", "intermediate") == "intermediate"


def test_a_pattern_forces_every_pair_it_matches() -> None:
    choice = Choice.load(ANATOMY / "layers.toml")
    bases = ["sixth-rib", "external-intercostals--space-6", "femur"]
    assert (1, 0) in choice.forced("anterior", bases)
    assert all(2 not in pair for pair in choice.forced("anterior", bases))


def test_a_tendon_stays_as_long_as_the_deepest_muscle_that_ends_in_it() -> None:
    choice = Choice.load(ANATOMY / "layers.toml")
    assert choice.layer("calcaneal-tendon", "superficial") == choice.layer("soleus", "intermediate")
    assert choice.layer("linea-alba", "superficial") == choice.layer("transversus-abdominis", "deep")


def test_only_sheets_that_are_drawn_have_strands() -> None:
    choice = Choice.load(ANATOMY / "layers.toml")
    assert choice.stranded <= choice.fasciae
