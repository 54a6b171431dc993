"""What was found at one X: three big buttons, one tap each, and under them the experts' criteria and “treated”, never demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bodymap.session.record import Finding, PointKey, Session
from bodymap.tongue import phrase, tr
from bodymap.ui.panel.pointsign import point_icon
from bodymap.ui.part import accessible, button, label
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.criterion import Criteria

FINDINGS: tuple[tuple[Finding, str, str], ...] = (
    ("not-found", phrase("Not found"), phrase("No tender point there (1)")),
    ("latent", phrase("Latent"), phrase("Tender, but not the client’s pain (2)")),
    ("active", phrase("That’s my pain"), phrase("Pressing it brings the client’s own pain (3)")),
)
_ICON = QSize(20, 20)


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
            made.setIconSize(_ICON)
            self.buttons[finding] = made
            row.addWidget(made, _by_words(made) + _ICON.width())
        self._more = QHBoxLayout()
        self._more.setSpacing(4)
        self.treatment = button(tr("Treated"), "mini", tip=tr("This point was treated today (4)"), checkable=True)
        self.treatment.clicked.connect(self.treated)
        self._more.addWidget(self.treatment, _by_words(self.treatment))
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
            made.setIcon(point_icon(theme, 0, finding, _ICON, self.devicePixelRatioF()))

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
            self._more.insertWidget(place, made, _by_words(made))


def _by_words(made: QPushButton) -> int:
    """Let a button grow, and return its share of the row, by the breadth of its words: air round all of them."""
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.ensurePolished()
    return made.sizeHint().width()
