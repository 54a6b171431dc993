"""All actions as one table: name, words, keys, tooltip. The window binds each name to what it does.

Knows Qt's actions only; a test walks the table for double keys and missing words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bodymap.ui.drawing.sheet import TITLES


@dataclass(frozen=True, slots=True)
class Entry:
    """One action."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    checkable: bool = False


TABLE = (
    Entry("search", "Search", ("Ctrl+K", "/"), "Search muscles, places, complaints, conditions"),
    Entry("new-client", "New client", ("Ctrl+N",), "Clear everything of this client"),
    Entry("undo", "Undo", ("Ctrl+Z",), "Take the last step back"),
    Entry("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Take the step again"),
    Entry("wording", "Client view", ("V",), "The same in the client’s words", checkable=True),
    Entry("paint", "Paint", ("B",), "Paint where it hurts: brush, eraser, regions", checkable=True),
    Entry("erase", "Eraser", ("E",), "Take paint and spots away with the brush"),
    Entry("region", "Region", ("R",), "Fill a whole named region with one press"),
    Entry("no-pain", "No pain here", ("N",), "Paint where there is no pain"),
    Entry("smaller", "Smaller brush", (",",), "Make the brush smaller"),
    Entry("larger", "Larger brush", (".",), "Make the brush larger"),
    Entry("new-area", "New area", ("A",), "The next stroke begins an area of its own"),
    Entry("mirror", "Mark the other side too", ("M",), "The same on the other side of the body"),
    Entry("swap-sides", "Swap left and right", ("Shift+M",), "Exchange left and right in all that is marked"),
    Entry("remove-area", "Remove this area", ("Shift+Delete",), "Take the current painted area away"),
    Entry("clear-paint", "Clear all marks", ("Ctrl+Delete",), "Take all spots and paint away"),
    Entry("compare", "Tell apart", ("C",), "The chosen candidate beside the next one, differences only"),
    Entry("peel-in", "Peel in", ("]",), "One layer deeper"),
    Entry("peel-out", "Peel out", ("[",), "One layer outward"),
    Entry("layers", "Layers", ("L",), "Switch and fade single layers"),
    Entry("zoom-in", "+", ("+", "="), "Zoom in"),
    Entry("zoom-out", "−", ("-",), "Zoom out"),
    Entry("close-up", "Near", ("Z",), "Look closely at the chosen muscle; again: all four figures"),
    Entry("fit", "Fit", ("0", "Home"), "Show all four figures"),
    *(
        Entry(f"plate-{plate}", title, (f"Ctrl+{number}",), f"Look closely at one figure: {title.lower()}; again: all four")
        for number, (plate, title) in enumerate(TITLES.items(), start=1)
    ),
    Entry("red-flags", "Red flags", ("F",), "Ask the red-flag questions"),
    Entry("today", "Today", ("T",), "Today’s precautions"),
    Entry("next-candidate", "Next candidate", ("PgDown", "J"), "Choose the next candidate"),
    Entry("previous-candidate", "Previous candidate", ("PgUp", "K"), "Choose the candidate before"),
    Entry("next-point", "Next trigger point", ("X",), "Choose the next trigger point"),
    Entry("drop", "Not this one", ("Delete",), "Drop the candidate; the list answers for what remains"),
    Entry("not-found", "Not found", ("1",), "No tender point there"),
    Entry("latent", "Latent", ("2",), "Tender, but not the client’s pain"),
    Entry("active", "That’s my pain", ("3",), "Pressing it brings the client’s own pain"),
    Entry("back", "Back", ("Escape",), "Close what is open, one step at a time"),
    Entry("dark", "Dark theme", (), "Light or dark", checkable=True),
    Entry("expert", "Millimetres (expert)", (), "Depth in mm: model body, not your client; never for needles", checkable=True),
    Entry("picture", "Save picture…", ("Ctrl+S",), "Save the sheet as PNG, SVG or PDF"),
    Entry("handout", "Take home…", ("Ctrl+P",), "A page for the client: choose, edit, print or save"),
    Entry("copy-picture", "Copy picture", ("Ctrl+Shift+C",), "Put the sheet on the clipboard as a picture"),
    Entry("copy-summary", "Copy summary", ("Ctrl+Shift+T",), "Put the session on the clipboard as text in SOAP order"),
    Entry("ask", "Question, comment or typo…", (), "A prepared text to complete and copy; nothing is sent"),
    Entry("about", "About bodymap", (), "What this is, what it is not, whose work the body is"),
    *(
        Entry(f"tab-{number}", f"Tab {number}", (f"Alt+{number}",), f"Open tab {number} of the card")
        for number in range(1, 6)
    ),
)


def make_actions(owner: QWidget, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Return the table as actions of `owner`, each bound to its handler; a name without handler is a KeyError."""
    made: dict[str, QAction] = {}
    for entry in TABLE:
        action = QAction(entry.text, owner)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        action.setToolTip(tip_of(entry))
        action.setCheckable(entry.checkable)
        handler = handlers[entry.name]
        action.triggered.connect(lambda _checked=False, handler=handler: handler())
        owner.addAction(action)
        made[entry.name] = action
    return made


def tip_of(entry: Entry) -> str:
    """Return the tooltip with its first key: ``Zoom in (+)``."""
    return f"{entry.tip} ({entry.keys[0]})" if entry.keys else entry.tip
