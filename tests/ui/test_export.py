from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from bodymap.errors import BodymapError
from bodymap.ui.export import snapshot
from bodymap.ui.theme import LIGHT

BUTTOCK = "posterior:-95,-930"


def has(image: QImage, colour: str, within: int = 40) -> bool:
    wanted = QColor(colour)
    for x in range(0, image.width(), 2):
        for y in range(0, image.height(), 2):
            shade = image.pixelColor(x, y)
            if max(abs(shade.red() - wanted.red()), abs(shade.green() - wanted.green()), abs(shade.blue() - wanted.blue())) < within:
                return True
    return False


def test_one_plate_with_a_click_shows_zone_and_spot(application: Any, tmp_path: Path) -> None:
    out = tmp_path / "plate.png"
    snapshot(out, plate="posterior", at=(BUTTOCK,), size=(500, 900))
    image = QImage(str(out))
    assert (image.width(), image.height()) == (500, 900)
    assert has(image, LIGHT.referral)
    assert has(image, LIGHT.pain)


def test_without_a_plate_it_is_the_window_itself(application: Any, tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    snapshot(out, at=(BUTTOCK,), size=(1280, 800))
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1280, 800)
    assert has(image, LIGHT.accent, 20)


def test_vectors_carry_the_zone_and_no_picture(application: Any, tmp_path: Path) -> None:
    out = tmp_path / "plate.svg"
    snapshot(out, plate="left", muscle="piriformis.left", size=(400, 800))
    text = out.read_text(encoding="utf-8")
    assert LIGHT.referral.lower() in text.lower()
    assert "<image" not in text


def test_print_is_a_pdf(application: Any, tmp_path: Path) -> None:
    out = tmp_path / "plate.pdf"
    snapshot(out, plate="right", layers=("bones",), size=(400, 800))
    assert out.read_bytes().startswith(b"%PDF")


def test_layers_that_are_not_named_do_not_show(application: Any, tmp_path: Path) -> None:
    snapshot(tmp_path / "bones.png", plate="posterior", layers=("bones",), size=(300, 600))
    snapshot(tmp_path / "all.png", plate="posterior", size=(300, 600))
    bones, every = QImage(str(tmp_path / "bones.png")), QImage(str(tmp_path / "all.png"))
    differing = sum(bones.pixelColor(x, y) != every.pixelColor(x, y) for x in range(0, 300, 3) for y in range(0, 600, 3))
    assert differing > 500


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"plate": "lefft"}, "nearest: left"),
        ({"muscle": "gluteus-medus"}, "gluteus-medius"),
        ({"at": ("psiss.left",)}, "psis"),
        ({"at": ("posterior:-2000,-930",)}, "off the body"),
    ],
)
def test_a_wrong_option_is_one_sentence_with_the_nearest_names(options: dict[str, Any], words: str, application: Any, tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match=words):
        snapshot(tmp_path / "no.png", **options)


def test_a_wrong_ending_or_folder_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match="png"):
        snapshot(tmp_path / "picture.gif")
    with pytest.raises(BodymapError, match="folder"):
        snapshot(tmp_path / "nowhere" / "picture.png")
