"""The client's picture: at most two stretches of the body side by side, chosen as for the handout and painted by the sheet's own code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bodymap.report.handout import Figure
from bodymap.session.record import Session
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.stretch import Stretch
from bodymap.ui.handout.panel import Panel, most_telling
from bodymap.ui.handout.picture import Artist
from bodymap.ui.state import Layers
from bodymap.ui.theme import Theme

_GAP_PX = 10
_AIR = 1.12
_TWO = ("posterior", "anterior")


class ClientFigure(QWidget):
    """Shows one figure, or the whole body while nothing is chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._artist: Artist | None = None
        self._plates: Mapping[str, PlateArt] = {}
        self._shown: tuple[object, ...] = ()
        self.stretches = (Stretch(theme), Stretch(theme))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP_PX)
        for each in self.stretches:
            row.addWidget(each)

    def take(self, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw by these answers on these plates."""
        self._artist, self._plates, self._shown = Artist(answers, plates), plates, ()

    def set_theme(self, theme: Theme) -> None:
        """Draw in `theme`."""
        for each in self.stretches:
            each.set_theme(theme)

    def set_density(self, density: float) -> None:
        """Draw so many device pixels per pixel."""
        for each in self.stretches:
            each.set_density(density)

    def show_figure(self, figure: Figure | None, session: Session, *, moves: bool) -> None:
        """Show `figure` with the client's own marks; the whole body, back and front, where there is none."""
        name = (figure, session.marks, session.areas, moves)
        if name == self._shown or self._artist is None:
            return
        self._shown = name
        self._artist.set_session(session, Layers())
        picture = self._artist.picture(figure, width_px=600.0, height_px=600.0) if figure is not None else None
        if picture is None:
            panels = [Panel(plate, _whole(self._plates[plate])) for plate in _TWO if plate in self._plates]
            self._lay_out(panels, Scene(), moves=False)
        else:
            self._lay_out(most_telling(picture.panels, picture.scene), picture.scene, moves=moves)

    def describe(self, words: str) -> None:
        """Say what the picture shows to whoever cannot see it."""
        self.setAccessibleName(words)

    def finish(self) -> None:
        """Stand still and wait for the painters."""
        for each in self.stretches:
            each.finish()

    def paint_now(self) -> None:
        """Make the picture here and now."""
        for each in self.stretches:
            if not each.isHidden():
                each.paint_now()

    def _lay_out(self, panels: Sequence[Panel], scene: Scene, *, moves: bool) -> None:
        row = self.layout()
        for place, stretch in enumerate(self.stretches):
            stretch.setVisible(place < len(panels))
            if place >= len(panels):
                stretch.finish()
                continue
            panel = panels[place]
            if isinstance(row, QHBoxLayout):
                row.setStretch(place, round(panel.crop.width()))
            stretch.look(self._plates[panel.plate], _aired(panel.crop), scene, moves=moves)


def _whole(art: PlateArt) -> QRectF:
    x0, y0, x1, y1 = art.bounds
    return QRectF(x0, y0, x1 - x0, y1 - y0)


def _aired(crop: QRectF) -> QRectF:
    dx, dy = crop.width() * (_AIR - 1) / 2, crop.height() * (_AIR - 1) / 2
    return crop.adjusted(-dx, -dy, dx, dy)
