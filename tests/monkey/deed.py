"""What a user may do, as plain values that can be done again: random, weighted as a busy hand would, the same for the same seed."""

import random
from dataclasses import dataclass

from bodymap.ui.action import TABLE

WORDS = ("glut med", "sciatica", "hedache", "", "zzz", "piriformis", "left hip", "C5", "𓂀", "\\", "A. B.", "a" * 300)
SIZES = ((1280, 800), (1920, 1080), (1024, 768), (1000, 640), (1600, 1000))

@dataclass(frozen=True, slots=True)
class Deed:
    """One action; `spot` and `to` are fractions of the thing it is done to, `number` chooses among what is there."""

    kind: str
    spot: tuple[float, float] = (0.5, 0.5)
    to: tuple[float, float] = (0.5, 0.5)
    number: int = 0
    text: str = ""


_WEIGHTS = {
    "click": 22, "hover": 8, "drag": 8, "wheel": 6, "key": 26, "button": 16, "press": 8, "menu": 4, "slide": 3, "choose": 2, "search": 4, "type": 3,
    "resize": 1, "tick": 1, "leave": 5, "undo": 4,
}  # fmt: skip
_KEYS = [keys for entry in TABLE for keys in entry.keys] + ["Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Return", "Space", "Backspace"]


def deeds(seed: int, count: int) -> list[Deed]:
    """Return `count` deeds."""
    rng = random.Random(seed)
    return [_deed(rng) for _ in range(count)]


def _deed(rng: random.Random) -> Deed:
    (kind,) = rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
    text = rng.choice(_KEYS) if kind == "key" else rng.choice(WORDS) if kind in {"search", "type"} else ""
    return Deed(kind, _spot(rng), _spot(rng), rng.randrange(10_000), text)


def _spot(rng: random.Random) -> tuple[float, float]:
    return round(rng.random(), 4), round(rng.random(), 4)
