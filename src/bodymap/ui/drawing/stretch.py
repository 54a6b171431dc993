"""One stretch of one plate as a widget that is only looked at: the same frames and the same scene as on the sheet, cut to a crop.

Frames: plate millimetres. The crop is shown whole and centred; balls with a way roll along it where motion is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.backdrop import BASE, Backdrop
from bodymap.ui.drawing.caption import letters_of
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.letter import halo_text, sized
from bodymap.ui.drawing.overlay import paint_scene
from bodymap.ui.drawing.raster import Request
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import Placement, Sheet, Viewport, fit
from bodymap.ui.theme import Theme

_TICK_MS = 40
_ROLL_MS = 4000
_LETTER_PX = 26
_DESK_PX, _LARGEST = 450.0, 2.0


class Stretch(QWidget):
    """Shows a crop of a plate with a scene over it."""

    def __init__(self, theme: Theme, *, density: float = 0.0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(120, 120))
        self._theme = theme
        self._density = density
        self._art: PlateArt | None = None
        self._crop = QRectF(0, 0, 1, 1)
        self._scene = Scene()
        self._sheet = Sheet((), (0, 0, 1, 1))
        self._phase = 0.0
        self._backdrop = Backdrop(self)
        self._backdrop.changed.connect(self.update)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._roll)

    @property
    def rolls(self) -> bool:
        """Whether something moves."""
        return self._clock.isActive()

    def set_density(self, density: float) -> None:
        """Draw so many device pixels per pixel of this widget: more than the screen's own where the widget is shown enlarged."""
        self._density = density
        self._ask()

    def set_theme(self, theme: Theme) -> None:
        """Draw in `theme`."""
        self._theme = theme
        self._backdrop.forget()
        self._ask()

    def look(self, art: PlateArt, crop: QRectF, scene: Scene, *, moves: bool) -> None:
        """Show `crop` of a plate with `scene`; balls roll where `moves`."""
        if self._art is not art:
            self._art = art
            self._sheet = Sheet((Placement(art.name, art.bounds, 0.0, 0.0),), art.bounds)
            self._backdrop.set_plates({art.name: art}, self._sheet)
        self._crop, self._scene = crop, scene
        self._backdrop.set_layers(scene.layers)
        self._phase = 0.0
        if moves and any(each.plate == art.name and each.path.length() > 1 for each in scene.balls):
            self._clock.start()
        else:
            self._clock.stop()
        self._ask()
        self.update()

    def finish(self) -> None:
        """Stand still and wait for the painters."""
        self._clock.stop()
        self._backdrop.finish()

    def paint_now(self) -> None:
        """Make the picture here and now."""
        if self._art is not None:
            self._backdrop.make(BASE, self._request())
        self.update()

    def hideEvent(self, event: object) -> None:
        del event
        self._clock.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        del event
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.paper))
        if self._art is None:
            return
        view = self._view()
        self._backdrop.draw(painter, view, self.rect(), with_detail=False)
        if self._backdrop.is_drawn:
            phase = self._phase if self._clock.isActive() else None
            easel = Easel(painter, self._theme, view, self._ratio(), phase=phase, signs=self._signs())
            paint_scene(easel, self._scene, self._sheet, {self._art.name: self._art})
        self._paint_letters(painter)
        painter.setPen(QColor(self._theme.line))  # where paper and page are one white, nothing else shows where the picture ends
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_letters(self, painter: QPainter) -> None:
        """The client's own left and right, in the upper corners."""
        easel = Easel(painter, self._theme, self._view(), self._ratio())
        font = sized(painter.font(), _LETTER_PX, painter.font().Weight.DemiBold)
        left, right = letters_of(self._art.name) if self._art else ("", "")
        reach = QFontMetricsF(font).horizontalAdvance(right)
        for letter, x in ((left, 14.0), (right, self.width() - 14 - reach)):
            halo_text(easel, QPointF(x, 14 + _LETTER_PX), letter, font, self._theme.ink)

    def _roll(self) -> None:
        self._phase = (self._phase + _TICK_MS / _ROLL_MS) % 1.0
        self.update()

    def _signs(self) -> float:
        """How much larger X's are than at the desk: the larger the picture, the farther away stands who looks at it."""
        return min(max(min(self.width(), self.height()) / _DESK_PX, 1.0), _LARGEST)

    def _view(self) -> Viewport:
        crop = self._crop
        return fit((crop.left(), crop.top(), crop.right(), crop.bottom()), self.width(), self.height())

    def _ratio(self) -> float:
        return self._density or self.devicePixelRatioF()

    def _request(self) -> Request:
        return Request(self._view(), (0, 0, self.width(), self.height()), self._ratio(), self._theme, self._scene.resting)

    def _ask(self) -> None:
        if self._art is not None and self.width() > 2:
            self._backdrop.ask(BASE, self._request())
