"""All of Qt's types, made one after the other on the window's thread before any other thread of ours starts.

WORKAROUND for PySide6 6.11, see `bodymap/__init__.py`: made at the import they would hold up the first frame by 0.1 s. A type is made when its name is
asked of its module; those inside it are made with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6 import QtCore, QtGui, QtWidgets

MODULES = (QtCore, QtGui, QtWidgets)


def make_all() -> Iterator[None]:
    """Make them, some at a time."""
    for module in MODULES:
        for number, name in enumerate(dir(module)):
            getattr(module, name, None)
            if number % 8 == 7:
                yield
    yield
