"""The window in the treatment room: nothing cut at any size, targets for oily hands, undo in sight."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QSlider, QWidget

from bodymap.session import painting
from bodymap.session.paint import Stroke
from bodymap.session.record import Session
from bodymap.ui import state as states
from bodymap.ui.theme import THEMES
from bodymap.ui.window import Window

BUTTOCK = ("posterior", -95.0, -930.0)
SHOULDER = ("posterior", -90.0, -1330.0)
"""Many muscles refer there."""
SIZES = [(1024, 768), (1280, 800), (1920, 1080)]
TARGET_PX, MAIN_PX = 44, 56
_GAP_PX = 4
"""Between a button's sign and its words."""


def settle(window: Window, size: tuple[int, int] = (1280, 800)) -> None:
    window.resize(*size)
    for _ in range(4):
        QApplication.processEvents()


def shown(window: Window, *kinds: type[QWidget]) -> list[QWidget]:
    return [each for kind in kinds for each in window.findChildren(kind) if each.isVisible()]


@pytest.mark.parametrize(("size", "rows"), [((1024, 768), 3), ((1280, 800), 4), ((1920, 1080), 6)])
def test_so_many_candidates_are_seen_whole_and_none_is_cut(window: Window, size: tuple[int, int], rows: int) -> None:
    window.control.mark(*SHOULDER)
    assert len(window.panel.candidates.rows) > rows
    settle(window, size)
    view = window.panel.candidates.viewport()
    edges = [row.mapTo(view, row.rect().bottomLeft()).y() for row in window.panel.candidates.rows]
    seen = [edge for edge in edges if edge <= view.height()]
    assert len(seen) == rows
    assert seen[-1] >= view.height() - 2, "the next row is cut"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_in_the_top_bar_overlaps_and_the_session_is_offered_once(window: Window, size: tuple[int, int]) -> None:
    window.control.mark(*BUTTOCK)
    settle(window, size)
    boxes = [each.geometry() for each in window.bar.findChildren(QWidget) if each.isVisible() and each.parent() is window.bar]
    assert [(one, other) for one in boxes for other in boxes if one != other and one.intersects(other)] == []
    assert window.bar.offers_session() != window.panel.strip.page.isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", ["start", "list", "point", "flags", "paint", "layers"])
def test_nothing_reaches_out_of_the_window(window: Window, size: tuple[int, int], scene: str) -> None:
    if scene != "start":
        window.control.mark(*BUTTOCK)
    if scene == "point":
        window.control.step_point()
    if scene in {"flags", "paint", "layers"}:
        window.actions_by_name[{"flags": "red-flags"}.get(scene, scene)].trigger()
    settle(window, size)
    assert (window.width(), window.height()) == size, "the parts need more room than there is"
    for each in shown(window, QAbstractButton, QLineEdit, QComboBox, QSlider):
        parent = each.parentWidget()
        if any("scroll" in type(up).__name__.lower() or up.objectName() == "qt_scrollarea_viewport" for up in _up(each)):
            continue
        assert parent.rect().adjusted(-1, -1, 1, 1).contains(each.geometry()), f"{each.accessibleName() or each} is cut"
    window.store.apply(states.arrange(layers_open=False))


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800)])
@pytest.mark.parametrize("scene", ["list", "point", "painted", "raised", "table", "client"])
def test_nothing_lies_on_anything_else_and_no_box_cuts_its_words(window: Window, size: tuple[int, int], scene: str) -> None:
    if scene == "painted":
        window.actions_by_name["paint"].trigger()
        stroke = Stroke("posterior", ((-95.0, -930.0), (-100.0, -700.0)), 20.0)
        window.control.edit_marks(lambda session: painting.paint(session, [stroke]))
    else:
        window.control.mark(*BUTTOCK)
    if scene == "point":
        window.actions_by_name["next-point"].trigger()
    if scene == "raised":
        window.control.answer_red_flag("cauda-equina", "yes")
    if scene in {"table", "client"}:
        window.actions_by_name[{"client": "wording"}.get(scene, scene)].trigger()
        window.face.client.step_page(1)
    settle(window, size)
    placed = [each for each in shown(window, QAbstractButton, QLineEdit, QComboBox, QSlider, QLabel) if _lies_flat(each)]
    rects = [(each, QRect(each.mapTo(window, QPoint(0, 0)), each.size()) & _seen(each, window)) for each in placed]
    rects = [(each, rect) for each, rect in rects if min(rect.width(), rect.height()) > 2]
    for number, (one, first) in enumerate(rects):
        for other, second in rects[number + 1 :]:
            if not one.isAncestorOf(other) and not other.isAncestorOf(one):
                assert not first.adjusted(1, 1, -1, -1).intersects(second.adjusted(1, 1, -1, -1)), f"{_name(one)} and {_name(other)}"
    for box in (each for each in placed if isinstance(each, (QComboBox, QPushButton))):
        words = box.currentText() if isinstance(box, QComboBox) else box.text()
        beside = box.iconSize().width() + _GAP_PX if isinstance(box, QPushButton) and not box.icon().isNull() else 0
        assert box.width() >= beside + box.fontMetrics().horizontalAdvance(words), f"{words} is cut"


def _lies_flat(widget: QWidget) -> bool:
    """Not one of what lies on the sheet on purpose."""
    return widget.objectName() != "tab" and not any(up.objectName() in {"zoom", "layers"} for up in _up(widget))


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """What the scroll areas round a widget let be seen of it."""
    seen = QRect(QPoint(0, 0), window.size())
    for up in _up(widget):
        if up is not window:
            seen &= QRect(up.mapTo(window, QPoint(0, 0)), up.size())
    return seen


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "text", str)() or repr(widget)


def _up(widget: QWidget) -> list[QWidget]:
    found = []
    while (parent := widget.parentWidget()) is not None:
        found.append(parent)
        widget = parent
    return found


@pytest.mark.parametrize("scene", ["start", "list", "point", "flags", "paint", "layers", "today"])
def test_every_target_is_large_enough_for_an_oily_finger(window: Window, scene: str) -> None:
    if scene != "start":
        window.control.mark(*BUTTOCK)
    if scene == "point":
        window.control.step_point()
    if scene in {"flags", "paint", "layers", "today"}:
        window.actions_by_name[{"flags": "red-flags"}.get(scene, scene)].trigger()
    settle(window)
    small = [
        f"{type(each).__name__} “{getattr(each, 'text', str)()}” {each.accessibleName()} {each.width()}×{each.height()}"
        for each in shown(window, QAbstractButton, QComboBox, QLineEdit, QSlider)
        if min(each.width(), each.height()) < TARGET_PX
    ]
    window.store.apply(states.arrange(layers_open=False))
    if scene == "today":
        window.actions_by_name["today"].trigger()
    assert not small


def test_the_main_targets_are_larger(window: Window) -> None:
    window.control.mark(*BUTTOCK)
    settle(window)
    main = [window.panel.candidates.rows[0], *(each for each in shown(window, QAbstractButton) if each.parentWidget().objectName() == "top")]
    assert len(main) > 5
    assert min(each.height() for each in main) >= MAIN_PX


@pytest.mark.parametrize("size", SIZES)
def test_undo_is_always_in_sight(window: Window, size: tuple[int, int]) -> None:
    window.control.mark(*BUTTOCK)
    settle(window, size)
    undo = next(each for each in shown(window, QAbstractButton) if each.text() == "Undo")
    assert window.rect().contains(undo.mapTo(window, undo.rect().center()))
    undo.click()
    assert window.store.state.session == Session()


def test_the_card_may_have_the_whole_panel_and_the_list_comes_back(window: Window) -> None:
    window.control.mark(*BUTTOCK)
    settle(window)
    before = window.panel.card.height()
    window.actions_by_name["card"].trigger()
    settle(window)
    assert window.panel.card.height() > before + 300
    assert not window.panel.candidates.isVisible()
    window.actions_by_name["card"].trigger()
    settle(window)
    assert window.panel.card.height() == before


def test_a_list_that_the_hand_made_lower_shows_whole_rows(window: Window) -> None:
    window.control.mark(*BUTTOCK)
    window.store.apply(states.arrange(list_rows=2))
    settle(window)
    assert window.panel.candidates.height() == window.panel.candidates.height_for(2)


def test_the_layers_stay_open_while_the_body_is_looked_at_until_escape(window: Window) -> None:
    window.actions_by_name["layers"].trigger()
    window.control.mark(*BUTTOCK)
    assert window.tools.box.isVisible()
    window.actions_by_name["back"].trigger()
    assert not window.tools.box.isVisible()


def test_the_legend_explains_what_is_on_the_sheet_and_no_more(window: Window) -> None:
    assert [sign for sign, _ in window.foot.legend.signs] == ["essential", "spillover", "spot", "cross"]
    window.control.mark(*BUTTOCK)
    window.control.choose(window.panel.candidates.rows[1].row.key)
    assert ("reported" in dict(window.foot.legend.signs)) == ("reported" in window.scene.kinds)


@pytest.mark.parametrize("percent", [90, 130, 150])
def test_the_size_of_type_holds_at_once_and_nothing_is_cut(window: Window, percent: int) -> None:
    window.control.mark(*BUTTOCK)
    before = window.panel.candidates.rows[0].height()
    window.store.apply(states.set_up(text_size=percent))
    settle(window)
    assert window.panel.card.font().pixelSize() == round(15 * percent / 100)
    assert window.panel.candidates.rows[0].height() == round(before * max(percent, 100) / 100)
    window.store.apply(states.set_up(text_size=100))
    settle(window)
    assert set(THEMES) == {"light", "dark", "contrast"}
