"""The body of one session, or of two over each other, as a picture that fits its room: the sheet's own drawing code, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.ui.answer import Painted
from bodymap.ui.drawing.art import PlateArt, polygon_path
from bodymap.ui.drawing.scene import Scene, SpotArt
from bodymap.ui.part import accessible
from bodymap.ui.state import Layers
from bodymap.ui.theme import Theme


def scene_of(shapes: Sequence[Painted]) -> Scene:
    """Return the scene of painted shapes on a body at rest."""
    spots = (
        SpotArt(each.plate, polygon_path(each.outline), each.number, each.kind, each.sign, "" if each.intensity is None else str(each.intensity))
        for each in shapes
    )
    return Scene(Layers(), resting=True, spots=tuple(spot for spot in spots if not spot.path.isEmpty()))


class Portrait(QWidget):
    """Shows a scene on the plates that see something of it; drawn once for each size and scene."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plates: dict[str, PlateArt] = {}
        self._scene = Scene()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 240)

    @property
    def scene(self) -> Scene:
        """What is drawn."""
        return self._scene

    def show_scene(self, scene: Scene, plates: Mapping[str, PlateArt], words: str) -> None:
        """Draw `scene`; `words` say it to whoever cannot see it."""
        seen = {spot.plate for spot in scene.spots}
        shown = {name: art for name, art in plates.items() if name in seen} or {name: plates[name] for name in tuple(plates)[:2]}
        self._scene, self._plates, self._image = scene, shown, None
        accessible(self, words)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in `theme`."""
        self._theme, self._image = theme, None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._plates and (self._image is None or self._image.size() != size):
            from bodymap.ui.export import render

            self._image = render(self._scene, self._plates, size=(size.width(), size.height()), theme=self._theme)
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
        else:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…")
        painter.end()
