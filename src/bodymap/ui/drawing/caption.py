"""What a plate is called, and the client's own L and R beside it. Knows no painter."""

from __future__ import annotations

from bodymap.anatomy.location import PLATES
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.sheet import TITLES

_INSET_TITLES = {
    "head-anterior": phrase("Head, front"),
    "head-posterior": phrase("Head, back"),
    "head-left": phrase("Head, left"),
    "head-right": phrase("Head, right"),
    "arm-lateral.left": phrase("Left arm, outer side"),
    "arm-lateral.right": phrase("Right arm, outer side"),
    "arm-medial.left": phrase("Left arm, inner side"),
    "arm-medial.right": phrase("Right arm, inner side"),
    "hand-palmar.left": phrase("Left hand, palm"),
    "hand-palmar.right": phrase("Right hand, palm"),
    "hand-dorsal.left": phrase("Left hand, back"),
    "hand-dorsal.right": phrase("Right hand, back"),
    "foot-plantar.left": phrase("Left foot, sole"),
    "foot-plantar.right": phrase("Right foot, sole"),
    "foot-dorsal.left": phrase("Left foot, top"),
    "foot-dorsal.right": phrase("Right foot, top"),
}
_LETTERS = {"posterior": ("L", "R"), "anterior": ("R", "L"), "head-posterior": ("L", "R"), "head-anterior": ("R", "L")}


def title_of(plate: str) -> str:
    """Return the name of a plate or inset in the reader's language."""
    return tr(TITLES.get(plate) or _INSET_TITLES.get(plate, plate))


def letters_of(plate: str) -> tuple[str, str]:
    """Return the letters at the left and at the right edge; empty where none belongs. An inset of one limb bears that limb's own letter."""
    if plate in PLATES or plate.startswith("head-"):
        return _LETTERS.get(plate, ("", ""))
    return ("L" if plate.endswith(".left") else "R"), ""
