"""The card of the chosen muscle: title, tabs, the page, its X's, and what was found at the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QIcon, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from bodymap.anatomy.structure import Side
from bodymap.own.record import is_own, named
from bodymap.session.record import CandidateKey, Finding, PointKey, Session
from bodymap.tongue import phrase, tr
from bodymap.ui.clinic.confirm import Confirm
from bodymap.ui.hem import Hem
from bodymap.ui.markup import quiet, style
from bodymap.ui.own.editor import Editor
from bodymap.ui.panel.carepage import care_page, danger
from bodymap.ui.panel.page import Topic, anatomy_page, condition_page, find_page, look_alike_page, notes_page
from bodymap.ui.panel.pointsign import point_icon
from bodymap.ui.part import Flow, accessible, button, label
from bodymap.ui.short import Short
from bodymap.ui.state import Tab, Wording
from bodymap.ui.theme import Theme
from bodymap.vocabulary import word

if TYPE_CHECKING:
    from bodymap.knowledge.condition import Condition
    from bodymap.knowledge.library import Knowledge

TABS: tuple[tuple[Tab, str, str], ...] = (
    ("find", phrase("Find it"), phrase("About")),
    ("care", phrase("Care"), phrase("At home")),
    ("look-alikes", phrase("Look-alikes"), phrase("Or is it…")),
    ("anatomy", phrase("Anatomy"), phrase("Muscle")),
    ("notes", phrase("Notes"), phrase("More")),
)
_PAGES: dict[Tab, Callable[[Topic], str]] = {
    "find": find_page,
    "care": care_page,
    "look-alikes": look_alike_page,
    "anatomy": anatomy_page,
    "notes": notes_page,
}



_LEAST_PX, _LEAST_TO_READ_PX, _LEAST_TO_CONFIRM_PX = 190, 260, 390
_ROOMY_PX, _ROOMY_TO_CONFIRM_PX, _LEAST_TEXT_PX = 270, 340, 36
_SIGN = QSize(20, 18)
_AIR_PX = 5


class Card(QWidget):
    """Shows one topic; says what was pressed."""

    tab_chosen = Signal(str)
    point_chosen = Signal(object)
    """A `PointKey`, or None for all points."""
    muscle_followed = Signal(str)
    item_followed = Signal(str)
    """A care item, to be drawn on the body."""
    found = Signal(object, object)
    """``(PointKey, finding or None)``."""
    ticked = Signal(object, str)
    """``(PointKey, criterion)``."""
    treated = Signal(object)
    """The `PointKey` that was treated."""
    dropped = Signal(object)
    """The `CandidateKey` that it was not."""
    own_wanted = Signal(str)
    """What of the therapist's own is wanted: `x`, `note`, or `dose:` and a care item."""
    unfolded = Signal()
    """The card is to have the whole panel, or no longer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._topic: Topic | None = None
        self._shown: tuple[object, ...] = ()
        self._foreseen: tuple[tuple[Topic, Tab], QTextDocument] | None = None
        self._standing: QTextDocument | None = None
        self._name = Short(lines=2)
        self._name.setProperty("role", "title")
        self._latin = label(role="caption", wrap=True)
        self._drop = button(tr("Not this one"), "plain", tip=tr("Drop this candidate; the list answers for what remains (Delete)"))
        self._drop.clicked.connect(lambda: self.dropped.emit(self.key))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(self._drop)
        self._fold = button("▴", "round", tip=tr("Give the card the whole panel, or the list its place again (O)"))
        self._fold.clicked.connect(self.unfolded)
        head.addWidget(self._fold)
        self._tabs: dict[Tab, QPushButton] = {}
        tabs = QHBoxLayout()
        tabs.setSpacing(9)
        for tab, text, _ in TABS:
            made = button(tr(text), "tab", tip=f"{tr(text)} (Alt+{len(self._tabs) + 1})", checkable=True)
            made.clicked.connect(lambda _checked=False, tab=tab: self.tab_chosen.emit(tab))
            self._tabs[tab] = made
            tabs.addWidget(made)
        tabs.addStretch()
        self._air = QWidget()  # keeps the text off the tabs where no row of points stands between
        self._air.setFixedHeight(_AIR_PX)
        self._points = QWidget()
        self._chips: dict[int | None, QPushButton] = {}
        self._made_chips: list[QPushButton] = []
        self._signs: dict[object, QIcon] = {}
        self._point_row = Flow(self._points, line_gap=0)
        self._page = _text()
        self._page.anchorClicked.connect(self._follow)
        self.confirm = Confirm(theme)
        self.confirm.found.connect(lambda finding: self.found.emit(self._point_key(), finding))
        self.confirm.ticked.connect(lambda criterion: self.ticked.emit(self._point_key(), criterion))
        self.confirm.treated.connect(lambda: self.treated.emit(self._point_key()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._latin)
        column.addLayout(tabs)
        self.writing = Editor()
        for part, share in ((self._points, 0), (self._air, 0), (self._page, 1), (self.confirm, 0), (self.writing, 0)):
            column.addWidget(part, share)

    @property
    def key(self) -> CandidateKey | None:
        """The candidate that the card is about."""
        return CandidateKey(self._topic.muscle.id, self._topic.side) if self._topic else None

    @property
    def page(self) -> QTextBrowser:
        """The text."""
        return self._page

    @property
    def least_px(self) -> int:
        """The height below which it shows too little to be of use."""
        is_read = not self._tabs["find"].isChecked() and not self._tabs["find"].isHidden()
        least = _LEAST_TO_CONFIRM_PX if self.is_asking else _LEAST_TO_READ_PX if is_read else _LEAST_PX
        return round(least * max(self._theme.text_size, 100) / 100)

    @property
    def is_asking(self) -> bool:
        """Whether it asks what was found at a point, or lets something be written, and so needs more room."""
        return not self.confirm.isHidden() or not self.writing.isHidden()

    def show_tall(self, *, on: bool, offered: bool) -> None:
        """Show whether the card has the whole panel, and whether that can be changed."""
        self._fold.setText("▾" if on else "▴")
        self._fold.setVisible(offered)
        accessible(self._fold, tr("Show the list again") if on else tr("Whole card"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_latin()

    def _fit_latin(self) -> None:
        """What is read last goes first where the card is low."""
        self._latin.setVisible(self.height() >= (_ROOMY_TO_CONFIRM_PX if self.is_asking else _ROOMY_PX))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of the text from `theme`."""
        self._theme = theme
        self._shown = ()
        self._forget_foreseen()
        self._signs.clear()
        self.confirm.set_theme(theme)

    def show_topic(self, topic: Topic, tab: Tab, session: Session) -> None:
        """Show `tab` of `topic`; the scroll position stays where the page is the same."""
        self._topic = topic
        client = topic.for_client
        muscle = topic.muscle
        roots = "–".join(_ends(muscle.anatomy.innervation.roots))
        self._name.setText(muscle.lay_name[:1].upper() + muscle.lay_name[1:] if client else muscle.name)
        side = _your(topic.side) if client else word(topic.side)
        latin = f"{side} · {muscle.name}" if client else f"{side} · {muscle.latin} · {roots}"
        self._latin.setText(latin)
        self._name.setToolTip(latin)
        self._drop.setVisible(not client)
        for (name, therapist, plain), made in zip(TABS, self._tabs.values(), strict=True):
            made.setText(tr(plain if client else therapist))
            made.setChecked(name == tab)
            made.show()
        self._show_points(topic, tab, session)
        self._fit_latin()
        self._show_page(topic, tab)

    def show_condition(self, condition: Condition, knowledge: Knowledge, wording: Wording) -> None:
        """Show a condition instead of a muscle: no tabs, no points."""
        self._topic, self._shown = None, ()
        self._name.setText(condition.name)
        self._latin.setText(tr("look-alike") + f" · {word(condition.kind)}")
        for part in (self._drop, self._points, self.confirm, self.writing, *self._tabs.values()):
            part.hide()
        self._put(self._set(condition_page(condition, knowledge, wording), large=wording == "client"))
        accessible(self._page, condition.name)

    def foresee(self, topic: Topic, tab: Tab) -> None:
        """Have a page set that may be shown next."""
        if self._foreseen is None or self._foreseen[0] != (topic, tab):
            self._forget_foreseen()
            self._foreseen = (topic, tab), self._written(topic, tab)

    def _forget_foreseen(self) -> None:
        if self._foreseen is not None:
            self._foreseen[1].deleteLater()
            self._foreseen = None

    def _written(self, topic: Topic, tab: Tab) -> QTextDocument:
        first = danger(topic) if topic.raised and tab != "care" else ""
        return self._set(first + (_PAGES[tab](topic) or quiet(tr("Nothing is written here yet."))), large=topic.for_client)

    def _set(self, body: str, *, large: bool) -> QTextDocument:
        """A page that stands in no widget yet: one that does is laid out several times while it is set."""
        made = QTextDocument(self._page)
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(0)
        made.setDefaultFont(self._page.document().defaultFont())
        made.setDefaultStyleSheet(style(self._theme, large=large))
        made.setHtml(f"<body>{body}</body>")
        edges = made.rootFrame().frameFormat()
        edges.setRightMargin(_AIR_PX)  # off the scroll bar
        made.rootFrame().setFrameFormat(edges)
        return made

    def _put(self, page: QTextDocument) -> None:
        self._page.setDocument(page)
        if self._standing is not None:
            self._standing.deleteLater()
        self._standing = page

    def _show_points(self, topic: Topic, tab: Tab, session: Session) -> None:
        points = topic.muscle.trigger_points
        self._points.setVisible(not topic.for_client and tab == "find")
        self._air.setVisible(self._points.isHidden())
        labels: dict[int | None, str] = {None: tr("All trigger points")} if len(points) > 1 or topic.own.points else {}
        labels.update({each.number: each.label for each in points})
        own = topic.own.points_of(topic.muscle.id, topic.side)
        labels.update({each.number: tr("Yours: {name}", name=each.name or named(each.number)) for each in own})
        self._set_chips(labels)
        for number, chip in self._chips.items():
            chip.setChecked(topic.point == number)
            icon = QIcon() if number is None else self._sign_of(number, session.finding(PointKey(topic.muscle.id, topic.side, number)))
            if chip.icon().cacheKey() != icon.cacheKey():
                chip.setIcon(icon)
        key = self._point_key()
        self.confirm.setVisible(key is not None and not topic.for_client and tab == "find")
        if key is not None:
            self.confirm.show_point(key, session, topic.knowledge.criteria)

    def _sign_of(self, number: int, finding: Finding | None) -> QIcon:
        """The sign of a point, drawn once: few differ."""
        ratio = self.devicePixelRatioF()
        look = (is_own(number), finding, ratio)
        if look not in self._signs:
            self._signs[look] = point_icon(self._theme, number, finding, _SIGN, ratio)
        return self._signs[look]

    def _set_chips(self, labels: Mapping[int | None, str]) -> None:
        """Give each point a chip; the same points keep their chips, and with them the keyboard's focus. To make a chip takes longest: they are used again."""
        if {number: chip.accessibleName() for number, chip in self._chips.items()} == dict(labels):
            return
        while len(self._made_chips) < len(labels):
            self._make_chip()
        self._chips = dict(zip(labels, self._made_chips, strict=False))
        for (number, text), chip in zip(labels.items(), self._made_chips, strict=False):
            chip.setText(tr("All") if number is None else named(number))
            chip.setToolTip(text)
            accessible(chip, text, text)
        for place, chip in enumerate(self._made_chips):
            chip.setVisible(place < len(labels))

    def _make_chip(self) -> None:
        made = button("", "point", checkable=True)
        made.setIconSize(_SIGN)
        made.clicked.connect(lambda: self._choose_point(next(number for number, chip in self._chips.items() if chip is made)))
        self._point_row.addWidget(made)
        QWidget.setTabOrder((self._made_chips or list(self._tabs.values()))[-1], made)  # else it would come after everything that was there before it
        self._made_chips.append(made)

    def _show_page(self, topic: Topic, tab: Tab) -> None:
        wanted = (topic, tab)
        if self._shown == wanted:
            return
        keep = self._page.verticalScrollBar().value() if self._shown and _same_page(self._shown, wanted) else 0
        self._shown = wanted
        if self._foreseen is not None and self._foreseen[0] == wanted:
            page, self._foreseen = self._foreseen[1], None
        else:
            page = self._written(topic, tab)
        self._put(page)
        self._page.verticalScrollBar().setValue(keep)
        accessible(self._page, f"{topic.muscle.name}: {next(tr(text) for name, text, _ in TABS if name == tab)}")

    def _point_key(self) -> PointKey | None:
        if self._topic is None or self._topic.point is None:
            return None
        return PointKey(self._topic.muscle.id, self._topic.side, self._topic.point)

    def _choose_point(self, number: int | None) -> None:
        key = self.key
        if key is not None:
            self.point_chosen.emit(PointKey(key.muscle, key.side, number) if number is not None else None)

    def _follow(self, url: QUrl) -> None:
        kind, _, name = url.toString().partition(":")
        if kind == "point" and name.isdigit():
            self._choose_point(int(name))
        elif kind == "muscle":
            self.muscle_followed.emit(name)
        elif kind == "care":
            self.item_followed.emit(name)
        elif kind == "own":
            self.own_wanted.emit(name)


def _your(side: Side) -> str:
    return tr("your left") if side is Side.LEFT else tr("your right")


def _ends(roots: tuple[str, ...]) -> tuple[str, ...]:
    return roots if len(roots) < 2 else (roots[0], roots[-1])


def _same_page(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    old, new = before[0], after[0]
    return (
        isinstance(old, Topic)
        and isinstance(new, Topic)
        and (old.muscle.id, old.point, old.wording, before[1]) == (new.muscle.id, new.point, new.wording, after[1])
    )


def _text() -> QTextBrowser:
    """An empty page that scrolls."""
    made = QTextBrowser()
    made.setMinimumHeight(_LEAST_TEXT_PX)
    made.setOpenLinks(False)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    Hem(made)
    return made
