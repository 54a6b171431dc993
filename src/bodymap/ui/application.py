"""The one Qt application of the process, for the window, for pictures and for tests."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bodymap.shipped import assets_dir
from bodymap.ui.style import load_face
from bodymap.ui.theme import LIGHT


def make_application() -> QApplication:
    """Return the running application, or a new one with the bundled face and the name that the desktop shows."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("bodymap")
    app.setApplicationDisplayName("bodymap")
    app.setDesktopFileName("io.bodymap.bodymap")
    app.setWindowIcon(QIcon(str(assets_dir() / "icon" / "bodymap.svg")))
    app.setFont(load_face(LIGHT.type.body))
    return app


def system_theme(app: QApplication) -> str:
    """Return the theme that the desktop wants: ``light``, ``dark`` or ``contrast``."""
    hints = app.styleHints()
    wish = getattr(hints, "accessibility", lambda: None)()  # since Qt 6.10
    if wish is not None and wish.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
