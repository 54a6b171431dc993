"""What was found at one X: three big buttons, one tap each, and under them the experts' criteria and “treated”, never demanded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bodymap.ids import Side
from bodymap.session.record import Finding, PointKey, Session
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.cross import paint_cross
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.scene import Cross
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.part import accessible, button, label
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.criterion import Criteria

FINDINGS: tuple[tuple[Finding, str, str], ...] = (
    ("not-found", phrase("Not found"), phrase("No tender point there (1)")),
    ("latent", phrase("Latent"), phrase("Tender, but not the client’s pain (2)")),
    ("active", phrase("That’s my pain"), phrase("Pressing it brings the client’s own pain (3)")),
)
_ICON_PX = 24
_SIGN_SHARE = 0.8
"""So that the ring of what is the client's own pain stands clear of the button's words."""


class Confirm(QWidget):
    """Shows what was noted at one point; says what was pressed. The same press again takes it back."""

    found = Signal(object)
    """A finding, or None where it was taken back."""
    ticked = Signal(str)
    """A criterion's id."""
    treated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        self.buttons: dict[Finding, QPushButton] = {}
        for finding, text, tip in FINDINGS:
            made = button(tr(text), "finding", tip=tr(tip), checkable=True)
            made.clicked.connect(lambda on, finding=finding: self.found.emit(finding if on else None))
            made.setIconSize(QSize(_ICON_PX, _ICON_PX))
            self.buttons[finding] = made
            row.addWidget(made, 3 if finding == "active" else 2)
        self._more = QHBoxLayout()
        self._more.setSpacing(4)
        self.treatment = button(tr("Treated"), "mini", tip=tr("This point was treated today (4)"), checkable=True)
        self.treatment.clicked.connect(self.treated)
        self._more.addWidget(self.treatment, 1)
        self._says = label("", "caption")
        self._built = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(self._more)
        column.addWidget(self._says)
        self.set_theme(theme)

    @property
    def chips(self) -> dict[str, QPushButton]:
        """The criteria's buttons by id."""
        return dict(self._chips)

    @property
    def says(self) -> str:
        """What is said of the criteria, empty while too few are ticked."""
        return self._says.text()

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs on the buttons in `theme`: the same signs as on the body."""
        self._theme = theme
        for finding, made in self.buttons.items():
            made.setIcon(self._icon(finding))

    def show_point(self, point: PointKey, session: Session, criteria: Criteria | None) -> None:
        """Show what `session` says of `point`."""
        self._offer(criteria)
        finding = session.finding(point)
        ticked = session.criteria_at(point)
        for each, made in self.buttons.items():
            made.setChecked(each == finding)
        for name, chip in self._chips.items():
            chip.setChecked(name in ticked)
            chip.setVisible(finding != "not-found")
        self.treatment.setChecked(point in session.treated)
        met = criteria is not None and criteria.are_met(ticked)
        self._says.setText(tr("At least {n} criteria: as the expert panel asks", n=criteria.at_least) if met and criteria else "")
        self._says.setVisible(met)

    def _offer(self, criteria: Criteria | None) -> None:
        if self._built:
            return
        self._built = True
        for place, each in enumerate(criteria.criteria if criteria else ()):
            made = button(each.name, "mini", tip=f"{each.ask} {criteria.says if criteria else ''}", checkable=True)
            made.clicked.connect(lambda _on=False, name=each.id: self.ticked.emit(name))
            accessible(made, each.name, each.ask)
            self._chips[each.id] = made
            self._more.insertWidget(place, made, 1)

    def _icon(self, finding: Finding) -> QIcon:
        icon = QIcon()
        ratio = self.devicePixelRatioF()
        for state, colour in ((QIcon.State.Off, self._theme.ink), (QIcon.State.On, self._theme.on_accent)):
            pixmap = QPixmap(round(_ICON_PX * ratio), round(_ICON_PX * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            easel = Easel(painter, _inked(self._theme, colour), Viewport(), ratio)
            cross = Cross(PointKey("", Side.LEFT, 0), "", 0, 0, "", finding=finding)
            painter.translate(_ICON_PX / 2, _ICON_PX / 2)
            painter.scale(_SIGN_SHARE, _SIGN_SHARE)
            paint_cross(easel, QPointF(), cross, number="")
            painter.end()
            icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
        return icon


def _inked(theme: Theme, ink: str) -> Theme:
    """The theme with the signs in `ink` and without their halo: a button is no body."""
    return replace(theme, ink=ink, halo="#00000000")
