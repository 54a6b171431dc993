"""Lengths as a person reads them, in millimetres or inches. Everything is reckoned in millimetres; only here it is said otherwise. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bodymap.tongue import tr

if TYPE_CHECKING:
    from bodymap.ui.setting import Units

_MM_PER_INCH = 25.4


def length(mm: float, units: Units) -> str:
    """Return one length: whole millimetres, or inches to a tenth.

    >>> length(20.0, "mm"), length(20.0, "inch")
    ('20 mm', '0.8 in')
    """
    return tr("{number} mm", number=f"{mm:.0f}") if units == "mm" else tr("{number} in", number=f"{mm / _MM_PER_INCH:.1f}")


def span(from_mm: float, to_mm: float, units: Units) -> str:
    """Return a stretch from one depth to another.

    >>> span(4.0, 31.0, "mm"), span(4.0, 31.0, "inch")
    ('4–31 mm', '0.2–1.2 in')
    """
    if units == "mm":
        return tr("{first}–{last} mm", first=f"{from_mm:.0f}", last=f"{to_mm:.0f}")
    return tr("{first}–{last} in", first=f"{from_mm / _MM_PER_INCH:.1f}", last=f"{to_mm / _MM_PER_INCH:.1f}")
