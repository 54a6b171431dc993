from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from bodymap.ids import Side
from bodymap.session.record import CandidateKey
from bodymap.ui.answer import Row
from bodymap.ui.panel import candidate
from bodymap.ui.panel.candidate import CandidateList, CandidateRow


def rows(count: int) -> list[Row]:
    return [Row(CandidateKey(f"muscle-{rank}", Side.LEFT), rank, f"Muscle {rank}", "left", ("because",), "aloud") for rank in range(1, count + 1)]


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(2000):
        if is_so():
            return
        QTest.qWait(2)
    raise AssertionError("it never came")


def test_rows_that_were_made_ahead_are_unseen_until_they_are_wanted_and_then_used(application: Any) -> None:
    shown = CandidateList(lambda _key: None, lambda _key: False)
    shown.show()
    shown.make_ready()
    until(lambda: len(shown.findChildren(CandidateRow)) == candidate._READY)
    QTest.qWait(20)
    ready = shown.findChildren(CandidateRow)
    assert len(ready) == candidate._READY, "and then no more"
    assert shown.rows == ()
    assert not any(row.isVisible() for row in ready)
    shown.set_rows(rows(3), client=False)
    assert [row.row.rank for row in shown.rows] == [1, 2, 3]
    assert set(shown.rows) <= set(ready)
    assert [row.isVisible() for row in ready].count(True) == 3
    heard: list[object] = []
    shown.chosen.connect(heard.append)
    shown.rows[0].chosen.emit(shown.rows[0].row.key)
    assert heard == [shown.rows[0].row.key]
    shown.finish()
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_rows_end_where_the_list_ends_and_clear_of_a_scroll_bar(application: Any) -> None:
    shown = CandidateList(lambda _key: None, lambda _key: False)
    shown.resize(340, 400)
    shown.show()
    for count, is_long in ((2, False), (9, True), (2, False)):
        shown.set_rows(rows(count), client=False)
        for _ in range(4):
            application.processEvents()
        assert shown.verticalScrollBar().isVisible() == is_long
        gap = shown.viewport().width() - shown.rows[0].geometry().right() - 1
        assert gap == (candidate._BAR_GAP_PX if is_long else 0)
    shown.finish()
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_list_that_is_asked_again_and_again_keeps_no_more_rows_than_its_longest_answer_had(application: Any) -> None:
    shown = CandidateList(lambda _key: None, lambda _key: False)
    shown.show()
    for asked in range(50):
        shown.set_rows(rows(7 * asked % 20), client=asked % 2 == 0)
        application.processEvents()
    assert len(shown.findChildren(CandidateRow)) == 19
    shown.finish()
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_while_the_hand_moves_over_the_body_the_pictures_of_the_list_wait_and_come_once_it_rests(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pictured: list[CandidateKey] = []
    shown = CandidateList(pictured.append, lambda _key: False)
    shown.set_rows(rows(3), client=False)
    monkeypatch.setattr(candidate, "_RESTS_MS", 60_000)
    for _ in range(9):
        shown.wait()
        application.processEvents()
    assert pictured == []
    monkeypatch.setattr(candidate, "_RESTS_MS", 1)
    shown.wait()
    until(lambda: len(pictured) == 3)
    assert pictured == [row.key for row in rows(3)]
    monkeypatch.setattr(candidate, "_RESTS_MS", 60_000)
    shown.wait()
    shown.set_rows(rows(2), client=False)
    until(lambda: len(pictured) == 5)  # a new list begins at once
    shown.finish()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
