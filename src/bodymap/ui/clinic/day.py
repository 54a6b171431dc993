"""A day, and a day with its time, short, in the words of this country."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QTime


def day_of(when: datetime) -> str:
    """Return the day: ``3 Mar 2026``."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMM yyyy")


def near_day_of(when: datetime) -> str:
    """Return the day without its year where that is this one: ``3 Mar``."""
    if when.year != datetime.now().astimezone().year:
        return day_of(when)
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMM")


def day_and_time(when: datetime) -> str:
    """Return the day and the time: ``3 Mar 2026, 09:30``, as the clock showed it there."""
    return f"{day_of(when)}, {QLocale().toString(QTime(when.hour, when.minute), 'HH:mm')}"
