"""What was answered last, kept for a while: one click asks the same of the same marks a dozen times. Knows nothing of what it keeps."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

AnswerT = TypeVar("AnswerT")
MOST = 256


class Recent:
    """The last answers by question, at most so many; what was asked longest ago goes first. Safe to be asked from more than one thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable, make: Callable[[], AnswerT]) -> AnswerT:
        """Return the answer to `question`, made where it is not kept.

        >>> recent = Recent(most=2)
        >>> [recent.get(number, lambda number=number: -number) for number in (1, 2, 1, 3)], 1 in recent, 2 in recent
        ([-1, -2, -1, -3], True, False)
        """
        kept: AnswerT
        with self._lock, contextlib.suppress(KeyError):
            kept = self._kept[question]
            self._kept.move_to_end(question)
            return kept
        kept = make()  # others may ask meanwhile; of two who make the same, both get what they made
        with self._lock:
            self._kept[question] = kept
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept

    def copy(self, wanted: Callable[[Any], bool]) -> Recent:
        """Return another with the answers to those questions that are wanted there too."""
        other = Recent(self._most)
        with self._lock:
            there = list(self._kept.items())
        other._kept.update((question, kept) for question, kept in there if wanted(question))
        return other

    def __contains__(self, question: Hashable) -> bool:
        return question in self._kept

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
