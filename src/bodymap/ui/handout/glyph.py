"""Signs that no typeface on this computer holds: found before they are printed as empty boxes, and named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from PySide6.QtGui import QFont, QTextLayout

from bodymap.tongue import tr

_NAMED = 4
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs"}
"""Categories of signs that show nothing by themselves."""


def missing(text: str, font: QFont) -> tuple[str, ...]:
    """Return the signs of `text` that neither `font` nor any typeface that stands in for it holds, each once, in their order."""
    asked = (sign for sign in dict.fromkeys(text) if not sign.isascii() and unicodedata.category(sign) not in _UNSEEN)
    return tuple(sign for sign in asked if not _is_held(sign, font))


def sentence(signs: Iterable[str]) -> str:
    """Return what to tell the therapist about signs that are missing."""
    found = tuple(signs)
    names = [f"{sign} ({unicodedata.name(sign, f'U+{ord(sign):04X}').lower()})" for sign in found[:_NAMED]]
    more = tr(" and {n} more", n=len(found) - _NAMED) if len(found) > _NAMED else ""
    return tr(
        "No typeface on this computer has {signs}: the page shows an empty box there. Say it in words, or install a typeface that has it.",
        signs=", ".join(names) + more,
    )


def _is_held(sign: str, font: QFont) -> bool:
    layout = QTextLayout(sign, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())
