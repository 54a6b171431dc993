"""The one Qt application of the process, for the window, for pictures and for tests."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from bodymap.ui.style import load_face
from bodymap.ui.theme import LIGHT


def make_application() -> QApplication:
    """Return the running application, or a new one with the bundled face and the name that the desktop shows."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("bodymap")
    app.setApplicationDisplayName("bodymap")
    app.setFont(load_face(LIGHT.type.body))
    return app
