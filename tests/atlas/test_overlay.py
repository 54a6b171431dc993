"""Overlays: attachments, nerves and fascia over the plates. They are linted as plates are, and hold what the atlas promises."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bodymap.anatomy import terminology
from bodymap.atlas import library, lint, lint_overlay
from bodymap.atlas.lint_overlay import end_of
from bodymap.ids import base_of
from bodymap.shipped import assets_dir

MAIN_NERVES = (
    "sciatic-nerve", "superior-gluteal-nerve", "femoral-nerve", "obturator-nerve", "tibial-nerve", "common-fibular-nerve", "superficial-fibular-nerve",
    "deep-fibular-nerve", "sural-nerve", "saphenous-nerve", "lateral-femoral-cutaneous-nerve", "roots-of-brachial-plexus", "axillary-nerve",
    "musculocutaneous-nerve", "radial-nerve", "median-nerve", "ulnar-nerve", "suprascapular-nerve", "long-thoracic-nerve", "intercostal-nerves",
)  # fmt: skip
SHEETS = ("iliotibial-tract", "thoracolumbar-fascia", "plantar-aponeurosis", "epicranial-aponeurosis")
STEMS = (*lint.STORED, *lint.STORED_INSETS)


@pytest.fixture(scope="module")
def drawn() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for stem in STEMS:
        for each in library.load_overlay(library.frame.named(stem)).drawn:
            found.setdefault(each.kind, set()).add(base_of(each.id))
    return found


@pytest.mark.slow
def test_the_shipped_overlays_have_no_fault() -> None:
    assert lint_overlay.lint_overlays(terminology.load()) == ()


@pytest.mark.parametrize("nerve", MAIN_NERVES)
def test_the_main_nerves_are_drawn(nerve: str, drawn: dict[str, set[str]]) -> None:
    assert nerve in drawn["nerve"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_sheets_of_fascia_are_drawn(sheet: str, drawn: dict[str, set[str]]) -> None:
    assert sheet in drawn["fascia"]


def test_attachments_have_their_end(drawn: dict[str, set[str]]) -> None:
    ends = Counter(end_of(each) for each in drawn["attachment"])
    assert ends["origin"] > 150
    assert ends["insertion"] > 150
    assert ends["attachment"] < 6


def test_the_right_overlay_is_the_left_one_mirrored() -> None:
    left, right = library.load_overlay("left"), library.load_overlay("right")
    assert {each.id.replace(".left", ".right") for each in left.drawn} == {each.id for each in right.drawn}
    assert right.bounds == (-left.bounds[2], left.bounds[1], -left.bounds[0], left.bounds[3])


FAULTS = [
    ('fill-rule="evenodd" ', "", "has no fill-rule"),
    ("sciatic-nerve", "sciatic-nerv", "sciatic-nerv.left is not in the terminology; nearest: sciatic-nerve"),
    ("--origin-femur.left", "--origin-thighbone.left", "is on thighbone, which is no bone of the terminology"),
    ('data-group="vastus-lateralis"', 'data-group="vastus-laterali"', "belongs to no muscle of the terminology"),
    ('class="nerve"', 'class="muscle"', "is drawn as muscle; an overlay has attachment, nerve, fascia only"),
    ('viewBox="-', 'viewBox="-1', "has another viewBox than its plate"),
    ("<style>", "<script>1</script><style>", "<script> is not allowed on a plate"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS, ids=[words for *_, words in FAULTS])
def test_each_fault_has_a_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    for folder in ("svg", "overlay"):
        (tmp_path / folder).mkdir()
        shutil.copy(assets_dir() / folder / "left.svg", tmp_path / folder / "left.svg")
    file = tmp_path / "overlay/left.svg"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = lint_overlay.lint_overlays(terminology.load(), folder=tmp_path)
    assert any(words in sentence for sentence in found), found


def test_an_overlay_that_is_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "svg").mkdir()
    shutil.copy(assets_dir() / "svg/left.svg", tmp_path / "svg/left.svg")
    assert any("overlay/left.svg: cannot be read" in sentence for sentence in lint_overlay.lint_overlays(terminology.load(), folder=tmp_path))
