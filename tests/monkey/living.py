"""What lives: every object of Qt that somebody made and nobody took away, and whether ever more of them do."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median_low

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

from bodymap.ui.panel.candidate import CandidateRow

_MORE = 1.06
"""By so much more lives from quarter to quarter of a long run where something leaks: looks sway by 2 %; an object every twenty actions makes 12 in 20,000."""
_LONG = 24
"""So many looks tell what grows from what is built the first time that somebody asks for it: pages, a second screen."""


def count() -> Counter[str]:
    """How many objects of Qt live, by their class, whether they belong to a window or to nobody.

    Without the list's rows, of which there are as many as the longest list had (tests/ui/test_candidate.py): ever longer ones are found as long as one plays.
    """
    gc.collect()
    roots = {_root(each) for each in _held()}
    found = Counter(type(each).__name__ for root in roots for each in _family(root))
    found.subtract(type(each).__name__ for root in roots for row in root.findChildren(CandidateRow) for each in _family(row))
    return +found


def _family(each: QObject) -> tuple[QObject, ...]:
    return (each, *each.findChildren(QObject))


def _held() -> Iterator[QObject]:
    """The windows, and all that was made in Python."""
    yield from QApplication.topLevelWidgets()
    application = QCoreApplication.instance()
    if application is not None:
        yield application
    for each in shiboken6.getAllValidWrappers():
        if isinstance(each, QObject):
            yield each


def _root(each: QObject) -> QObject:
    above = each.parent()
    while above is not None:
        each, above = above, above.parent()
    return each


def is_growing(alive: Sequence[int]) -> bool:
    """Whether in a long run ever more lives: from quarter to quarter of the looks, but for the first, by the medians.

    What is built late, the first time that somebody asks for it (the plots of a course: 430 objects), makes one step and not two.
    """
    if len(alive) < _LONG:
        return False
    quarter, end = len(alive) // 4, len(alive)
    second, third, last = (median_low(alive[end - back * quarter : end - (back - 1) * quarter]) for back in (3, 2, 1))
    return third > _MORE * second and last > _MORE * third


def grown(before: Counter[str], after: Counter[str]) -> str:
    """Of which classes there are more, most of all first."""
    return ", ".join(f"{more} {name}" for name, more in (after - before).most_common(8))
