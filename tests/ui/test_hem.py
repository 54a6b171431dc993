"""The soft lower edge of what scrolls: there while the page goes on, gone at its end, in nobody's way."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QTextBrowser

from bodymap.ui.hem import HEM_PX, Hem


def test_the_edge_is_soft_only_while_something_is_left_to_scroll_to(application: Any) -> None:
    page = QTextBrowser()
    hem = Hem(page)
    page.resize(300, 200)
    page.setPlainText("one line")
    page.show()
    application.processEvents()
    assert not hem.isVisible()
    page.setPlainText("\n".join(str(line) for line in range(60)))
    application.processEvents()
    assert hem.isVisible()
    page.resize(260, 150)
    seen = page.viewport().geometry()
    assert hem.geometry().bottomRight() == seen.bottomRight()
    assert (hem.width(), hem.height()) == (seen.width(), HEM_PX)
    assert hem.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert page.childAt(QPoint(50, seen.bottom() - 2)) is page.viewport(), "a press goes to the page"
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert not hem.isVisible()
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_card_and_the_red_flag_questions_have_one(window: Any) -> None:
    for part in (window.panel.card, window.panel.questions, window.panel.apart):
        assert part.findChildren(Hem)
