"""What the monkey counts as alive: see tests/monkey/living.py."""

from dataclasses import replace
from typing import Any

from monkey import living
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from bodymap.ids import Side
from bodymap.session.record import CandidateKey
from bodymap.ui.answer import Row
from bodymap.ui.panel.candidate import CandidateList


def test_an_object_that_belongs_to_no_window_is_counted_as_one_in_a_window_is_and_each_once(application: Any) -> None:
    window = QWidget()
    before = living.count()
    loose = [QTimer() for _ in range(5)]
    dialog = QDialog(window)  # a window of its own and in another
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.show()
    QTimer(dialog)
    now = living.count()
    assert now.total() == before.total() + 7
    assert living.grown(before, now) == "6 QTimer, 1 QDialog"
    del loose, dialog
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert living.count().total() == before.total() - 1


def test_rows_that_a_list_keeps_to_be_used_again_are_no_leak(application: Any) -> None:
    shown = CandidateList(lambda _key: None, lambda _key: False)
    before = living.count()
    row = Row(CandidateKey("soleus", Side.LEFT), 1, "Soleus", "left", ("because",), "aloud")
    shown.set_rows([replace(row, key=CandidateKey(f"muscle-{rank}", Side.LEFT)) for rank in range(30)], client=False)
    assert living.count() == before
    shown.finish()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
