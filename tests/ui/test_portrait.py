"""The body of a session as a picture: on a screen of finer pixels the same picture, only finer."""

import pytest
from PySide6.QtGui import QImage

from bodymap.ui.clinic.portrait import Portrait
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.theme import LIGHT

_FOOT_PX = 24


def _foot(plates: dict[str, PlateArt], density: float, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how high the sentence below the bodies is on a screen of that density, in points of the window."""
    monkeypatch.setattr(Portrait, "devicePixelRatioF", lambda _self: density)
    shown = Portrait(LIGHT)
    shown.resize(700, 400)
    shown.show_scene(Scene(), plates, "")
    picture = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shown.deleteLater()
    rows = range(picture.height() - _FOOT_PX, picture.height())
    return sum(any(picture.pixelColor(x, y).lightness() < 200 for x in range(picture.width())) for y in rows)


def test_words_on_a_session_s_body_are_as_large_on_a_fine_screen(application: object, plates: dict[str, PlateArt], monkeypatch: pytest.MonkeyPatch) -> None:
    usual, fine = _foot(plates, 1.0, monkeypatch), _foot(plates, 2.0, monkeypatch)
    assert usual > 6
    assert abs(fine - usual) <= 2
