"""What was answered last, kept for a while: one click asks the same of the same marks a dozen times. Knows nothing of what it keeps."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

AnswerT = TypeVar("AnswerT")
MOST = 256


class Recent:
    """The last answers by question, at most so many; the oldest goes first. Safe to be asked from more than one thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, Any] = {}

    def get(self, question: Hashable, make: Callable[[], AnswerT]) -> AnswerT:
        """Return the answer to `question`, made where it is not kept.

        >>> recent = Recent(most=2)
        >>> [recent.get(number, lambda number=number: -number) for number in (1, 2, 3, 1)], len(recent)
        ([-1, -2, -3, -1], 2)
        """
        kept: AnswerT
        try:
            kept = self._kept[question]
        except KeyError:
            kept = self._kept[question] = make()
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)), None)
        return kept

    def __contains__(self, question: Hashable) -> bool:
        return question in self._kept

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
