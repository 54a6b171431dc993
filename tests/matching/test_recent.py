"""What was answered last, asked for from more than one thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread

from bodymap.matching.recent import Recent


@dataclass(eq=False)
class Question:
    """A question, during whose comparing something else happens, as between any two steps of a thread."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def __hash__(self) -> int:
        while self.meanwhile:
            self.meanwhile.pop()()
        return 1


def test_it_can_be_copied_while_another_thread_asks() -> None:
    recent, question, others = Recent(), Question(), []
    recent.get(question, lambda: "answer")
    recent.get("first", lambda: 1)

    def ask() -> None:
        others.append(Thread(target=recent.get, args=("second", lambda: 2)))
        others[0].start()
        others[0].join(0.05)

    question.meanwhile.append(ask)
    assert len(recent.copy(lambda _question: True)) == 2
    others[0].join()
    assert recent.get("second", lambda: 3) == 2


def test_what_is_made_may_ask_itself_for_something_that_is_kept() -> None:
    recent = Recent()
    assert recent.get("whole", lambda: recent.get("part", lambda: 1) + 1) == 2
    assert recent.get("part", lambda: 5) == 1
