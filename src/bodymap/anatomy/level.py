"""Levels of an address: 0…1 along limbs, vertebrae along trunk and neck. Numbers and their text, both ways.

It knows how levels are written, not where they lie on the body.
"""

import re

VERTEBRAE = (
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 6)),
    "Co",
)
"""In order from above; the level number of a vertebra is its index here plus one."""

_BY_LOWER = {name.lower(): number for number, name in enumerate(VERTEBRAE, start=1)}
_VERTEBRA = re.compile(r"([a-z]+\d*)(\.\d+)?")


def parse_vertebra(text: str) -> float | None:
    """Return the level number of a vertebral level, or None where `text` is none.

    A fraction after the dot runs on towards the next vertebra below:

    >>> parse_vertebra("L4"), parse_vertebra("t12.5"), parse_vertebra("Co"), parse_vertebra("L9")
    (23.0, 19.5, 30.0, None)
    """
    match = _VERTEBRA.fullmatch(text.lower())
    number = _BY_LOWER.get(match[1]) if match else None
    if match is None or number is None:
        return None
    return round(number + float(match[2] or 0), 3)


def format_vertebra(level: float) -> str:
    """Return the text of a level number; numbers beyond the column are named from its first or last vertebra.

    >>> format_vertebra(23.0), format_vertebra(19.5), format_vertebra(30.0)
    ('L4', 'T12.5', 'Co')
    """
    number = min(max(int(level), 1), len(VERTEBRAE))
    fraction = f"{max(level - number, 0):.3f}".rstrip("0").rstrip(".")[1:]
    return VERTEBRAE[number - 1] + fraction


def format_number(value: float) -> str:
    """Return a number with at most three decimals, none where it is whole.

    >>> format_number(0.5), format_number(20.0), format_number(-0.0)
    ('0.5', '20', '0')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 0.0005 else f"{value:.3f}".rstrip("0").rstrip(".")
