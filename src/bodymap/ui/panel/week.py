"""Which muscle's pattern is this week's. Pure: ids and a day in, one id out; the same for everyone all week, Monday to Sunday."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date


def pattern_of_week(muscles: Collection[str], day: date) -> str | None:
    """Return the muscle of `day`'s ISO week: one after the other by id, so that each comes round; None where there are none.

    >>> pattern_of_week(["a", "b"], date(2026, 1, 5)) == pattern_of_week(["b", "a"], date(2026, 1, 11))
    True
    >>> pattern_of_week(["a", "b"], date(2026, 1, 5)) == pattern_of_week(["a", "b"], date(2026, 1, 12))
    False
    """
    if not muscles:
        return None
    monday = date.fromisocalendar(*day.isocalendar()[:2], 1)
    return sorted(muscles)[monday.toordinal() // 7 % len(muscles)]
