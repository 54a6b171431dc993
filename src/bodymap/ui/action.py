"""All actions as one table: name, words, keys, tooltip. The window binds each name to what it does.

Knows Qt's actions only; a test walks the table for double keys and missing words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.sheet import TITLES


@dataclass(frozen=True, slots=True)
class Entry:
    """One action."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    checkable: bool = False
    about: str = ""
    """What `{about}` in the texts stands for, where they say so."""

    def said(self, text: str) -> str:
        """Return a text of this entry in the reader’s language."""
        return tr(text, about=tr(self.about)) if self.about else tr(text)


TABLE = (
    Entry("search", phrase("Search"), ("Ctrl+K", "/"), phrase("Search muscles, places, complaints, conditions")),
    Entry("new-client", phrase("New client"), ("Ctrl+N",), phrase("Clear everything of this client")),
    Entry("undo", phrase("Undo"), ("Ctrl+Z",), phrase("Take the last step back")),
    Entry("redo", phrase("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), phrase("Take the step again")),
    Entry("wording", phrase("Client view"), ("V",), phrase("The same in the client’s words"), checkable=True),
    Entry("paint", phrase("Paint"), ("B",), phrase("Paint where it hurts: brush, eraser, regions"), checkable=True),
    Entry("erase", phrase("Eraser"), ("E",), phrase("Take paint and spots away with the brush")),
    Entry("region", phrase("Region"), ("R",), phrase("Fill a whole named region with one press")),
    Entry("no-pain", phrase("No pain here"), ("N",), phrase("Paint where there is no pain")),
    Entry("smaller", phrase("Smaller brush"), (",",), phrase("Make the brush smaller")),
    Entry("larger", phrase("Larger brush"), (".",), phrase("Make the brush larger")),
    Entry("new-area", phrase("New area"), ("A",), phrase("The next stroke begins an area of its own")),
    Entry("mirror", phrase("Mark the other side too"), ("M",), phrase("The same on the other side of the body")),
    Entry("swap-sides", phrase("Swap left and right"), ("Shift+M",), phrase("Exchange left and right in all that is marked")),
    Entry("remove-area", phrase("Remove this area"), ("Shift+Delete",), phrase("Take the current painted area away")),
    Entry("clear-paint", phrase("Clear all marks"), ("Ctrl+Delete",), phrase("Take all spots and paint away")),
    Entry("compare", phrase("Tell apart"), ("C",), phrase("The chosen candidate beside the next one, differences only")),
    Entry("peel-in", phrase("Peel in"), ("]",), phrase("One layer deeper")),
    Entry("peel-out", phrase("Peel out"), ("[",), phrase("One layer outward")),
    Entry("layers", phrase("Layers"), ("L",), phrase("Switch and fade single layers")),
    Entry("zoom-in", "+", ("+", "="), phrase("Zoom in")),
    Entry("zoom-out", "−", ("-",), phrase("Zoom out")),
    Entry("close-up", phrase("Near"), ("Z",), phrase("Look closely at the chosen muscle; again: all four figures")),
    Entry("fit", phrase("Fit"), ("0", "Home"), phrase("Show all four figures")),
    *(
        Entry(f"plate-{plate}", "{about}", (f"Ctrl+{number}",), phrase("Look closely at one figure: {about}; again: all four"), about=title)
        for number, (plate, title) in enumerate(TITLES.items(), start=1)
    ),
    Entry("inset", phrase("Enlarge"), ("I",), phrase("Head, arm, hand or foot enlarged in its place; again: the next one")),
    Entry("inset-before", phrase("Enlarge the one before"), ("Shift+I",), phrase("The enlarged plate before")),
    Entry("panel", phrase("Panel"), ("\\", "F9"), phrase("Fold the panel away, or show it")),
    Entry("card", phrase("Whole card"), ("O",), phrase("Give the card the whole panel, or the list its place again")),
    Entry("red-flags", phrase("Red flags"), ("Q",), phrase("Ask the red-flag questions")),
    Entry("today", phrase("Today"), ("D",), phrase("Today’s precautions")),
    Entry("next-candidate", phrase("Next candidate"), ("PgDown", "J"), phrase("Choose the next candidate")),
    Entry("previous-candidate", phrase("Previous candidate"), ("PgUp", "K"), phrase("Choose the candidate before")),
    Entry("next-point", phrase("Next trigger point"), ("X",), phrase("Choose the next trigger point")),
    Entry("drop", phrase("Not this one"), ("Delete",), phrase("Drop the candidate; the list answers for what remains")),
    Entry("not-found", phrase("Not found"), ("1",), phrase("No tender point there")),
    Entry("latent", phrase("Latent"), ("2",), phrase("Tender, but not the client’s pain")),
    Entry("active", phrase("That’s my pain"), ("3",), phrase("Pressing it brings the client’s own pain")),
    Entry("treated", phrase("Treated"), ("4",), phrase("This point was treated today")),
    Entry("own", phrase("Yours"), ("Y",), phrase("Your own X’s and zones of the chosen muscle, kept for all clients"), checkable=True),
    Entry("session", phrase("Session"), ("S",), phrase("Pain before and after, one movement test, notes")),
    Entry("ghost", phrase("Earlier pain"), ("G",), phrase("Draw the pain of before under that of now, or leave it away"), checkable=True),
    Entry("client", phrase("Client"), ("Ctrl+I",), phrase("Type whose session it is: a name or a number, or nothing")),
    Entry("sessions", phrase("Earlier sessions"), ("Ctrl+H",), phrase("All sessions of this client: beside each other, over each other, over time")),
    Entry("cover", phrase("Cover the screens"), ("Ctrl+Shift+L",), phrase("Cover every screen until you go on")),
    Entry("last-time", phrase("Start from last time"), (), phrase("Mark what was marked last time, to be asked anew")),
    Entry("keys", phrase("Keys"), ("?", "F1"), phrase("All keys on one sheet")),
    Entry("back", phrase("Back"), ("Escape",), phrase("Close what is open, one step at a time")),
    Entry("hold", phrase("Hold timer"), ("H",), phrase("A large ring for a hold; again: start or pause")),
    Entry("far", phrase("Far view"), ("F",), phrase("The top three, to be read from two metres"), checkable=True),
    Entry("table", phrase("Table view"), ("T",), phrase("The figure lies as the client lies"), checkable=True),
    Entry("turn-over", phrase("Turn the figure over"), ("Shift+T",), phrase("On the belly, back, left side, right side")),
    Entry("second", phrase("Client’s screen"), ("W",), phrase("A window for the wall or a tablet that shows only the client’s view"), checkable=True),
    Entry("turn-client", phrase("Turn the client’s screen"), ("Shift+W",), phrase("By a quarter, for a tablet under the face cradle")),
    Entry("lock", phrase("Lock for wiping"), ("Ctrl+L",), phrase("Nothing on the screen reacts until it is unlocked")),
    Entry("settings", phrase("Settings…"), ("Ctrl+,",), phrase("Look, room, handouts, signs of pain")),
    Entry("dark", phrase("Dark theme"), (), phrase("Light or dark"), checkable=True),
    Entry("figure", phrase("Female figure"), ("Shift+G",), phrase("The female or the male figure; what is marked stays"), checkable=True),
    Entry("expert", phrase("Depths (expert)"), (), phrase("Depths of the model body, not your client; never for needles"), checkable=True),
    Entry("picture", phrase("Save picture…"), ("Ctrl+S",), phrase("Save the sheet as PNG, SVG or PDF")),
    Entry("handout", phrase("Take home…"), ("Ctrl+P",), phrase("A page for the client: choose, edit, print or save")),
    Entry("copy-picture", phrase("Copy picture"), ("Ctrl+Shift+C",), phrase("Put the sheet on the clipboard as a picture")),
    Entry("copy-summary", phrase("Copy summary"), ("Ctrl+Shift+T",), phrase("Put the session on the clipboard as text in SOAP order")),
    Entry("ask", phrase("Question, comment or typo…"), (), phrase("A prepared text to complete and copy; nothing is sent")),
    Entry("about", phrase("About bodymap"), (), phrase("What this is, what it is not, whose work the body is")),
    *(
        Entry(f"tab-{number}", phrase("Tab {about}"), (f"Alt+{number}",), phrase("Open tab {about} of the card"), about=str(number))
        for number in range(1, 6)
    ),
)


def make_actions(owner: QWidget, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Return the table as actions of `owner`, each bound to its handler; a name without handler is a KeyError."""
    made: dict[str, QAction] = {}
    for entry in TABLE:
        action = QAction(entry.said(entry.text), owner)
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
    tip = entry.said(entry.tip)
    return f"{tip} ({entry.keys[0]})" if entry.keys else tip
