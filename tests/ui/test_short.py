"""What a label shows of a text that is longer than its room."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets")


def test_a_row_of_parts_leaves_out_its_last_part_whole(application: object) -> None:
    del application
    from bodymap.ui.short import Short

    made = Short("left · part below the twelfth rib · middle layer")
    made.resize(made.fontMetrics().horizontalAdvance("left · part below the twelfth rib · mid"), 20)
    assert made.shown() == ("left · part below the twelfth rib",)


def test_no_word_stands_alone_and_no_number_without_its_word(application: object) -> None:
    del application
    from bodymap.ui.short import Short

    made = Short("essential zone of TrP 2, most of it; often", lines=2)
    made.resize(made.fontMetrics().horizontalAdvance("essential zone of TrP 2, most of it;  "), 40)
    first, second = made.shown()
    assert not second.startswith("2")
    assert min(len(first), len(second)) > 0.6 * max(len(first), len(second))


def test_what_has_no_room_ends_in_an_ellipsis(application: object) -> None:
    del application
    from bodymap.ui.short import Short

    made = Short("one two three four five six seven", lines=2)
    made.resize(made.fontMetrics().horizontalAdvance("one two three"), 40)
    lines = made.shown()
    assert len(lines) == 2
    assert lines[1].endswith("…")
