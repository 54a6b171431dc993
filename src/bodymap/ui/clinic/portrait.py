"""The body of one session, or of two over each other, as a picture that fits its room: the sheet's own drawing code, nothing else."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.ui.answer import Painted
from bodymap.ui.drawing.art import PlateArt, polygon_path
from bodymap.ui.drawing.scene import Scene, SpotArt
from bodymap.ui.part import accessible
from bodymap.ui.state import Layers
from bodymap.ui.theme import Theme

_MOST = 6


def scene_of(shapes: Sequence[Painted]) -> Scene:
    """Return the scene of painted shapes on a body at rest."""
    spots = (
        SpotArt(each.plate, polygon_path(each.outline), each.number, each.kind, each.sign, "" if each.intensity is None else str(each.intensity))
        for each in shapes
    )
    return Scene(Layers(), resting=True, spots=tuple(spot for spot in spots if not spot.path.isEmpty()))


class Grounds:
    """Bodies at rest without any pain, painted once for each set of plates, size, theme and density, and shared by all portraits of a page."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[QImage, dict[str, PlateArt]]] = {}

    def get(self, plates: dict[str, PlateArt], size: QSize, theme: Theme, density: float) -> QImage:
        """Return the picture, as large as the screen's pixels ask, to be copied before it is painted on."""
        from bodymap.ui.export import paint_ground

        name = (tuple((plate, id(art)) for plate, art in plates.items()), size.width(), size.height(), theme, density)
        if name not in self._made:
            while len(self._made) >= _MOST:
                del self._made[next(iter(self._made))]
            image = QImage((size.toSizeF() * density).toSize(), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(density)
            image.fill(QColor(theme.paper))
            painter = QPainter(image)
            paint_ground(painter, scene_of(()), plates, size=(size.width(), size.height()), theme=theme)
            painter.end()
            self._made[name] = (image, plates)  # the plates too: their id is theirs as long as they are held
        return self._made[name][0]


class Portrait(QWidget):
    """Shows a scene on the plates that see something of it; drawn once for each size and scene."""

    def __init__(self, theme: Theme, grounds: Grounds | None = None) -> None:
        super().__init__()
        self._grounds = grounds or Grounds()
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
        density = self.devicePixelRatioF()
        if self._plates and (self._image is None or self._image.size() != (self.size().toSizeF() * density).toSize()):
            self._image = self._drawn(density)
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
        else:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…")
        painter.end()

    def _drawn(self, density: float) -> QImage:
        from bodymap.ui.export import paint_over

        image = self._grounds.get(self._plates, self.size(), self._theme, density).copy()
        painter = QPainter(image)
        paint_over(painter, self._scene, self._plates, size=(self.width(), self.height()), theme=self._theme)
        painter.end()
        return image
