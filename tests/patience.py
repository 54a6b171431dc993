"""Waiting for what a desk does on its other thread."""

import time
from collections.abc import Callable
from typing import Any


class Patience:
    """Something with a desk whose errands a test waits for."""

    application: Any
    desk: Any

    def wait(self, is_done: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not is_done():
            assert time.monotonic() < end, "nothing came"
            self.application.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        for _ in range(4):
            done: list[bool] = []
            self.desk.errands.run(lambda: True, done.append)
            self.wait(lambda done=done: done)
