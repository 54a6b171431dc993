"""The one Qt application of the process, for the window, for pictures and for tests."""

from __future__ import annotations

import gc
import os
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

_BASE_PX = (1920, 1080)
_STEPS, _MOST = 4, 3.0
_LOOK_MS = 1000
_OWN = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI")


def scale_for(width_px: int, height_px: int) -> float:
    """Return by how much everything is enlarged on a screen so large that the desktop itself leaves at 100 %.

    >>> [scale_for(*size) for size in ((1024, 768), (1920, 1080), (2560, 1440), (3840, 2160), (7680, 4320))]
    [1.0, 1.0, 1.25, 2.0, 3.0]
    """
    share = min(width_px / _BASE_PX[0], height_px / _BASE_PX[1])
    return min(max(int(share * _STEPS) / _STEPS, 1.0), _MOST)


def fit_screens() -> None:
    """Make sure that nothing is tiny on a large screen: Qt reads the factors only when an application is made, so this comes first.

    What the desktop or the user has set goes before; screens that the desktop enlarges already are left alone.
    """
    if QApplication.instance() is not None or any(name in os.environ for name in _OWN):
        return
    asked = QApplication(sys.argv[:1])
    screens = [(screen.name(), screen.size(), screen.devicePixelRatio()) for screen in asked.screens()]
    factors = {name: scale_for(size.width(), size.height()) for name, size, ratio in screens if ratio == 1.0}
    if all(factor == 1.0 for factor in factors.values()):
        return
    asked.shutdown()
    del asked
    os.environ["QT_SCREEN_SCALE_FACTORS"] = ";".join(f"{name}={factor:g}" for name, factor in factors.items())


def begin_application() -> QApplication:
    """Return the running application, or a new one with the name that the desktop shows and nothing else: enough for a first frame."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("bodymap")
    app.setApplicationDisplayName("bodymap")
    app.setDesktopFileName("io.bodymap.bodymap")
    return app


def make_application() -> QApplication:
    """Return the running application, or a new one, with the bundled face and all that it needs.

    Where Python's own look for garbage is on, the application takes it over; who has switched it off says when (`keep_for_good`).
    """
    from PySide6.QtGui import QIcon

    from bodymap.shipped import assets_dir
    from bodymap.ui.lean import be_lean
    from bodymap.ui.style import load_face
    from bodymap.ui.theme import LIGHT

    be_lean()
    app = begin_application()
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(assets_dir() / "icon" / "bodymap.svg")))
    app.setFont(load_face(LIGHT.type.body))
    if gc.isenabled():
        look_for_garbage_here(app)
    return app


def look_for_garbage_here(app: QApplication) -> None:
    """Have garbage looked for in the window's thread, now and then, and in no other: see `lean.look_for_garbage`."""
    from bodymap.ui.lean import look_for_garbage

    gc.disable()
    if app.findChild(QTimer, "garbage") is None:
        now_and_then = QTimer(app, interval=_LOOK_MS)
        now_and_then.setObjectName("garbage")
        now_and_then.timeout.connect(look_for_garbage)
        now_and_then.start()


def keep_for_good(app: QApplication) -> None:
    """Look for garbage from now on, and never again among what is there: the atlas and the records stay until the end.

    Until then nobody should look: while all of it is made there is next to no garbage, and looking through it stops the window, up to 0.14 s each time.
    """
    gc.freeze()
    look_for_garbage_here(app)


def system_theme(app: QApplication) -> str:
    """Return the theme that the desktop wants: ``light``, ``dark`` or ``contrast``."""
    hints = app.styleHints()
    wish = getattr(hints, "accessibility", lambda: None)()  # since Qt 6.10
    if wish is not None and wish.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def theme_name(app: QApplication, choice: object) -> str:
    """Return the theme that a choice of the settings means on this desktop."""
    return choice if isinstance(choice, str) and choice in {"light", "dark", "contrast"} else system_theme(app)
