"""The calm line under the list: what was ruled out, each a link that brings it back."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from bodymap.ids import Side
from bodymap.session.record import CandidateKey, Session
from bodymap.tongue import tr

_MOST = 4


class DroppedLine(QLabel):
    """Names what was dropped; without any it is not there."""

    restored = Signal(object)
    """The `CandidateKey` that comes back, or None for all."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "caption")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.linkActivated.connect(self._bring_back)

    def show_dropped(self, session: Session, name_of: Callable[[str], str]) -> None:
        """Show what `session` ruled out, sorted by name."""
        keys = sorted(session.dropped, key=lambda key: (name_of(key.muscle), key.side))
        names = [_link(f"{key.muscle}.{key.side}", f"{name_of(key.muscle)}, {key.side} ↩") for key in keys[:_MOST]]
        if len(keys) > 1:
            names.append(_link("", tr("bring all {n} back", n=len(keys))))
        self.setText(tr("Not these: {names}", names=" · ".join(names)))
        self.setToolTip(tr("Press a name to bring it back into the list"))
        self.setAccessibleName(tr("Dropped: {names}", names=", ".join(f"{name_of(key.muscle)}, {key.side}" for key in keys)))
        self.setVisible(bool(keys))

    def _bring_back(self, name: str) -> None:
        muscle, _, side = name.rpartition(".")
        self.restored.emit(CandidateKey(muscle, Side(side)) if muscle else None)


def _link(target: str, text: str) -> str:
    return f'<a href="{target}" style="text-decoration:none">{escape(text)}</a>'
