from collections import Counter
from typing import Any

from PySide6.QtGui import QKeySequence

from bodymap.ui.action import TABLE, tip_of


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = Counter(QKeySequence(key).toString() for entry in TABLE for key in entry.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({entry.name for entry in TABLE}) == len(TABLE)


def test_every_key_is_one_that_qt_knows() -> None:
    for entry in TABLE:
        for key in entry.keys:
            assert not QKeySequence(key).isEmpty(), key


def test_a_tooltip_names_the_first_key() -> None:
    search = next(entry for entry in TABLE if entry.name == "search")
    assert tip_of(search).endswith("(Ctrl+K)")


def test_every_button_can_be_reached_and_says_what_it_is(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton

    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.text()
            assert button.text() or button.accessibleName()
