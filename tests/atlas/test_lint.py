"""Plate lint: it is silent about good plates and has a sentence for each fault."""

from pathlib import Path

import mannequin
import pytest

from bodymap.anatomy import terminology
from bodymap.anatomy.terminology import Terminology
from bodymap.atlas import lint
from bodymap.shipped import assets_dir


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    for plate in lint.STORED:
        (tmp_path / f"{plate}.svg").write_text(mannequin.svg(plate))
    return tmp_path


@pytest.fixture(scope="module")
def names(mannequin_root: Path) -> Terminology:
    return terminology.load(mannequin_root / "data/anatomy")


def test_the_good_plates_have_no_fault(plates: Path, names: Terminology) -> None:
    assert lint.lint_plates(names, folder=plates) == ()


FAULTS = [
    ('viewBox="', 'width="10" viewBox="', "the root has a width"),
    ('viewBox="', 'height="10" viewBox="', "the root has a height"),
    ('viewBox="-260 -1220 520 1240"', "", "has no viewBox"),
    ('viewBox="-260 -1220 520 1240"', 'viewBox="-260 -1220 520"', "it must be four numbers"),
    ('id="back-cord.left"', 'id="Back Cord.left"', "Back Cord.left is no structure"),
    ('fill-rule="evenodd" ', "", "has no fill-rule"),
    ('d="M-20 -1200h40v600h-40z"', 'd="M-20 -1200h40v600h-40"', "has a ring that is not closed"),
    ('d="M-20 -1200h40v600h-40z"', 'd="M-20 -1200h40z"', "has rings of fewer than three points"),
    ("<svg xmlns", '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns', "declares a document type"),
    ("<style>", '<image href="data:image/png;base64,AAAA"/><style>', "<image> is not allowed on a plate"),
    ("<style>", '<use href="other.svg#muscle"/><style>', "refers to “other.svg#muscle”, outside this file"),
    ("</style>", "/*" + 1_600_000 * "x" + "*/</style>", "a plate is at most 1.6 MB"),
    ("back-cord", "back-chord", "back-chord.left is not in the terminology; nearest: back-cord"),
    ("M-20 -1200", "M-9999 -1200", "column leaves the viewBox with its outline"),
    ("back-cord.left", "back-sheet.left", "back-sheet.left more than once"),
    ('<use href="#run-3-left" transform="scale(-1,1)"/>', "", "back-cord.left is drawn on one side only"),
    ('class="garment"', 'class="tone-1"', "skin has no garment"),
    ('class="bone"', 'class="muscle"', "column is drawn as muscle; the terminology knows it as bone"),
    ("<style>", '<script>1</script><style>@import "x.css";', "refers to something outside this file"),
    ("<style>", "<script>1</script><style>", "<script> is not allowed on a plate"),
    ("<style>", '<image href="http://example.org/x.png"/><style>', "refers to “http://example.org/x.png”"),
    ('class="run bones"', 'class="run bones" onclick="x"', "has the script attribute onclick"),
    ('d="M-20 -1200h40v600h-40z"', 'd="M-20 -1200l40 600h-40l40 -600z"', "column has 1 outline ring crossing itself"),
    ('id="column"', 'id="column.left"', "column.left has a side, but is a midline structure"),
    ("</svg>", "", "is not well-formed XML"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS, ids=[words for *_, words in FAULTS])
def test_each_fault_has_a_sentence(plates: Path, names: Terminology, old: str, new: str, words: str) -> None:
    file = plates / "anterior.svg"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1) if old != "</svg>" else text.replace(old, new))
    found = lint.lint_plates(names, folder=plates)
    assert any(words in sentence and "anterior.svg: " in sentence for sentence in found), found
    assert not any("\n" in sentence for sentence in found)


def test_a_muscle_on_no_plate_is_missed(plates: Path, names: Terminology) -> None:
    for plate in lint.STORED:
        file = plates / f"{plate}.svg"
        file.write_text(file.read_text().replace("front-sheet", "front-region"))
    assert any("front-sheet is drawn on no plate" in sentence for sentence in lint.lint_plates(names, folder=plates))


def test_a_muscle_that_nothing_can_hit_is_missed(plates: Path, names: Terminology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "pickable", lambda _: frozenset({"back-cord", "front-sheet"}))
    assert "terminology: back-sheet can be hit on no plate" in lint.lint_plates(names, folder=plates)


def test_a_plate_that_is_missing_is_said(plates: Path, names: Terminology) -> None:
    (plates / "left.svg").unlink()
    assert any("left.svg: cannot be read" in sentence for sentence in lint.lint_plates(names, folder=plates))


@pytest.mark.slow
def test_the_shipped_plates_have_no_fault() -> None:
    if not all((assets_dir() / f"svg/{plate}.svg").exists() for plate in lint.STORED):
        pytest.fail("this checkout has no plates yet")
    assert lint.lint_plates(terminology.load()) == ()
