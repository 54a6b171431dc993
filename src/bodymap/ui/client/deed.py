"""What the keys of client's view, second screen, far view, table view and hold timer do. Named as in `ui.action`'s table."""

from __future__ import annotations

import time
from collections.abc import Callable

from bodymap.ui.client import choice
from bodymap.ui.client.table import TableBar
from bodymap.ui.control import Control
from bodymap.ui.state import Edit


def handlers(control: Control) -> dict[str, Callable[[], None]]:
    """Return the handlers by the names of their actions."""

    def doing(edit: Edit) -> Callable[[], None]:
        return lambda: control.apply(edit)

    return {
        "far": doing(choice.toggle_far),
        "table": doing(choice.toggle_table),
        "turn-over": doing(choice.turn_over),
        "second": doing(choice.toggle_second),
        "turn-client": doing(choice.turn_client),
        "hold": lambda: press_hold(control),
    }


def connect(bar: TableBar, control: Control) -> None:
    """Let the table view's bar lay, swap and stand up the figure."""
    bar.chosen.connect(lambda lying: control.apply(choice.lie(lying)))
    bar.swapped.connect(lambda: control.apply(choice.swap_head))
    bar.left.connect(lambda: control.apply(choice.lie(None)))


def press_hold(control: Control) -> None:
    """Open the hold timer and start it; where it is open, start or pause it. Without records nothing says how long, and nothing happens."""
    seconds = hold_s(control)
    if seconds is not None:
        control.apply(choice.press_hold(time.monotonic(), seconds))


def hold_s(control: Control) -> int | None:
    """Return how long a hold lasts: as the drawn care item says, else as the records' usual time; None where there are no records."""
    if control.answers is None:
        return None
    knowledge = control.answers.knowledge
    item = knowledge.care.get(control.state.view.item or "")
    if item is not None and item.hold_s:
        return item.hold_s
    return knowledge.hold.times.default if knowledge.hold else None
