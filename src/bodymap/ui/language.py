"""Which language the window speaks: English as it is written, a translation made with Qt Linguist, or the pseudo-language.

A translation is a file ``bodymap_de.qm``, shipped in assets/language or put by the user into the folder that `folders` names. It is
chosen once at the start: a text that is on the screen already stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from bodymap import shipped, tongue
from bodymap.ui.pseudo import pseudo

PSEUDO = "pseudo"
VARIABLE = "BODYMAP_LANGUAGE"
"""The environment's word for a language; it goes before the setting."""
_PREFIX = "bodymap_"


def folders() -> tuple[Path, ...]:
    """Return where translations are looked for: the user's own first."""
    return Path(platformdirs.user_data_dir("bodymap", appauthor=False)) / "language", shipped.assets_dir() / "language"


def languages() -> tuple[str, ...]:
    """Return the languages that can be chosen: ``en`` and those of which there is a translation."""
    found = {file.stem.removeprefix(_PREFIX) for folder in folders() if folder.is_dir() for file in folder.glob(f"{_PREFIX}*.qm")}
    return ("en", *sorted(found))


def speak(choice: str = "") -> str:
    """Let the program speak `choice` (empty: the system's language) from now on, and return what it speaks: ``en`` where nothing fits."""
    _forget()
    wanted = os.environ.get(VARIABLE, "") or choice or QLocale.system().name()
    if wanted == PSEUDO:
        tongue.speak(pseudo)
        return PSEUDO
    for name in _likely(wanted):
        file = next((folder / f"{_PREFIX}{name}.qm" for folder in folders() if (folder / f"{_PREFIX}{name}.qm").is_file()), None)
        if file is not None and _take(file, name):
            return name
    tongue.speak()
    return "en"


def _likely(wanted: str) -> Iterator[str]:
    """The language with its land, then without."""
    yield wanted
    if "_" in wanted:
        yield wanted.partition("_")[0]


def _forget() -> None:
    app = QCoreApplication.instance()
    if app is None:
        return
    for spoken in app.findChildren(QTranslator):
        app.removeTranslator(spoken)
        spoken.deleteLater()


def _take(file: Path, name: str) -> bool:
    own = QTranslator()
    if not own.load(str(file)):
        return False
    tongue.speak(lambda text, many, n: own.translate("", text, many, n) or "")
    app = QCoreApplication.instance()
    if app is not None:
        of_qt = QTranslator(app)  # the words of Qt's own dialogs and the names of keys
        if of_qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(of_qt)
    return True
