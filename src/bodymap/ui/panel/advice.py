"""What stands above and below the candidates: what the marked regions call for, what to press next, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.part import button, label

if TYPE_CHECKING:
    from bodymap.knowledge.condition import Condition

_MOST_ALIKE = 3


class Advice(QWidget):
    """The sentences over the list; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.is_wanted = False
        """Whether there is something to say; a low window may have no room for it."""
        self._prompt = label(wrap=True)
        self._prompt.setObjectName("prompt")
        self._prompt.setMargin(9)
        self._says = label("", "caption", wrap=True)
        self._next = label("", "next", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._prompt)
        column.addWidget(self._says)
        column.addWidget(self._next)

    def show_advice(self, session: Session, answers: Answers, *, client: bool) -> None:
        """Show what `answers` say to `session`; the client hears it from the therapist."""
        prompts = "" if client or session.raised else " ".join(answers.prompts(session))
        self._prompt.setText(prompts)
        self._prompt.setVisible(bool(prompts))
        together = answers.together(session)
        is_news = bool(together.sentence) and (len(together.keys) != 1 or together.leaves)
        check = "" if client else answers.next_check(session)
        self._says.setText(together.sentence if is_news else "")
        self._says.setVisible(is_news)
        self._next.setText(check.partition(":")[0].removesuffix(".") + "." if check else "")
        self._next.setToolTip(check)
        self._next.setAccessibleName(check)
        self._next.setVisible(bool(check))
        self.is_wanted = bool(prompts or is_news or check)
        self.setVisible(self.is_wanted)


class AlikeRow(QWidget):
    """What is no muscle and felt there too, in one line, and the way to tell two candidates apart."""

    opened = Signal(str)
    """The condition whose page is wanted; empty for the whole list of them."""
    compared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_wanted = False
        """Whether there is something to say; a low window may have no room for it."""
        self._conditions: tuple[Condition, ...] = ()
        self._text = QLabel()
        self._text.setProperty("role", "caption")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self._text.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on a link leaves no dotted box behind
        self._text.linkActivated.connect(self.opened)
        self._text.setMinimumWidth(60)
        self._apart = button(tr("Tell apart"), "plain", tip=tr("The chosen candidate beside the next one, differences only (C)"))
        self._apart.clicked.connect(self.compared)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._text, 1)
        row.addWidget(self._apart)

    def show_conditions(self, conditions: Sequence[Condition], *, apart: bool, client: bool) -> None:
        """Name `conditions`, as many as the line holds; `apart` offers the comparison. The client hears of them from the therapist."""
        self._conditions = () if client else tuple(conditions)
        self._apart.setVisible(apart and not client)
        self._fit()
        self.is_wanted = bool(self._conditions) or (apart and not client)
        self.setVisible(self.is_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say as many names as fit, and how many more there are."""
        names = [each.name for each in self._conditions]
        for count in range(min(len(names), _MOST_ALIKE), 0, -1):
            more = len(names) - count
            plain = tr("Or is it: {names}", names=" · ".join(names[:count])) + (f"  +{more}" if more else "")
            if count == 1 or self._text.fontMetrics().horizontalAdvance(plain) <= self._text.width():
                links = (f'<a href="{each.id}" style="text-decoration:none">{escape(each.name)}</a>' for each in self._conditions[:count])
                rest = f'&nbsp; <a href="" style="text-decoration:none">+{more}</a>' if more else ""
                self._text.setText(tr("Or is it: {names}", names=" · ".join(links)) + rest)
                break
        else:
            self._text.setText("")
        self._text.setToolTip(tr("Also felt here: {names}", names=", ".join(names)) if names else "")
        self._text.setAccessibleName(self._text.toolTip())
