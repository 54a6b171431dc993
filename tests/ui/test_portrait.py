"""The body of a session as a picture: on a screen of finer pixels the same picture, only finer."""

from PySide6.QtGui import QImage

from bodymap.ui.clinic.portrait import Portrait
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.theme import LIGHT

_FOOT_PX = 24


class _On(Portrait):
    """A portrait on a screen of its own density."""

    density = 1.0

    def devicePixelRatioF(self) -> float:  # noqa: N802  # Qt names it
        return self.density


def _foot(plates: dict[str, PlateArt], density: float) -> int:
    """Return how high the sentence below the bodies is, in points of the window."""
    shown = _On(LIGHT)
    shown.density = density
    shown.resize(700, 400)
    shown.show_scene(Scene(), plates, "")
    picture = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shown.deleteLater()
    rows = range(picture.height() - _FOOT_PX, picture.height())
    return sum(any(picture.pixelColor(x, y).lightness() < 200 for x in range(picture.width())) for y in rows)


def test_words_on_a_session_s_body_are_as_large_on_a_fine_screen(application: object, plates: dict[str, PlateArt]) -> None:
    usual, fine = _foot(plates, 1.0), _foot(plates, 2.0)
    assert usual > 6
    assert abs(fine - usual) <= 2
