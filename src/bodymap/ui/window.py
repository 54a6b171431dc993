"""The one window: puts the parts together and lets the state flow from the store into each of them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from bodymap.session.record import CandidateKey, PointKey
from bodymap.ui import settling
from bodymap.ui import state as states
from bodymap.ui.action import make_actions
from bodymap.ui.answer import Answers, Loaded
from bodymap.ui.client.face import Face
from bodymap.ui.client.table import Table, TableBar
from bodymap.ui.clinic.clientbox import ClientBox
from bodymap.ui.clinic.gesture import Gestures
from bodymap.ui.control import Control
from bodymap.ui.drawing.canvas import Canvas
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.thumbnail import last_plate, thumbnail
from bodymap.ui.errand import Errands, waiting
from bodymap.ui.foresight import Foresight
from bodymap.ui.handout.stage import HandoutStage
from bodymap.ui.own.deed import OwnDeeds
from bodymap.ui.own.strip import OwnStrip
from bodymap.ui.panel.banner import Banner
from bodymap.ui.panel.bar import Foot, Tools, TopBar, ZoomKeys
from bodymap.ui.panel.candidate import THUMBNAIL
from bodymap.ui.panel.column import Panel
from bodymap.ui.panel.dock import Dock
from bodymap.ui.panel.insetbar import InsetBar
from bodymap.ui.panel.legend import idle_of, signs_of
from bodymap.ui.panel.lock import Lock
from bodymap.ui.panel.paintstrip import PaintStrip
from bodymap.ui.panel.searchbox import SearchBox
from bodymap.ui.panel.tissue import TissueStrip, over
from bodymap.ui.part import frame
from bodymap.ui.state import State
from bodymap.ui.store import Store
from bodymap.ui.style import dress, theme_of
from bodymap.ui.theme import Theme
from bodymap.ui.waking import wake
from bodymap.ui.wiring import connect, handlers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bodymap.knowledge.search import Hit
    from bodymap.ui.clinic.desk import Desk
    from bodymap.ui.clinic.reception import Reception
    from bodymap.ui.drawing.art import PlateArt
    from bodymap.ui.own.exchange import Exchange
    from bodymap.ui.panel.settingpage import SettingPage


class Window(QMainWindow):
    """Shows the store's state; every part is reachable by name for tests."""

    def __init__(self, store: Store, *, in_steps: bool = False) -> None:
        super().__init__()
        self.store = store
        self.control = Control(store)
        self.gestures = Gestures(store, self.control)
        self.own = OwnDeeds(store, self.control, self._refuse_own)
        self._composer: Composer | None = None
        self._loaded: Answers | None = None
        self._plates: dict[str, PlateArt] = {}
        self._every: dict[str, PlateArt] = {}
        """The plates, and the enlarged ones as soon as they are there."""
        self._hovered: PointKey | None = None
        self._signs: dict[str, str] = {}
        self._problems: tuple[str, ...] = ()
        self.reception: Reception | None = None
        """What keeps the sessions, where they are kept."""
        self.settings: SettingPage | None = None
        self.exchange: Exchange | None = None
        self.setWindowTitle("bodymap")
        self.setMinimumSize(QSize(1000, 640))
        self.building = self._build(theme_of(store.state))
        """What is left to do until it stands; nothing, unless it is made `in_steps`."""
        if not in_steps:
            deque(self.building, maxlen=0)

    def _build(self, theme: Theme) -> Iterator[None]:
        dress(theme)  # before there are widgets: each would be dressed twice
        yield
        self.search = SearchBox(self._find)
        self.client_box = ClientBox()
        self.canvas = Canvas(theme)
        yield
        self.panel = Panel(theme, self._thumbnail, self._prefetch)
        yield
        self.actions_by_name = make_actions(self, handlers(self))
        self.tissue = TissueStrip(theme)
        self.tools = Tools(self.actions_by_name, self.tissue, self.canvas)
        self.paint = PaintStrip(theme, self.actions_by_name)
        self.own_strip = OwnStrip()
        self.zoom_keys = ZoomKeys(self.actions_by_name, self.canvas)
        self.inset_bar = InsetBar(self.canvas)
        self.foot = Foot(theme)
        self.banner = Banner()
        yield
        yield from self._arrange()
        self.errands = Errands(self.canvas)
        self.errands.failed.connect(self.tell_failure)
        self.foresight = Foresight(self.control, lambda: self._composer, self.canvas.ahead, self.panel.foresee, self)
        self.lock = Lock(self, self.actions_by_name["lock"].shortcut(), theme)
        yield
        connect(self)
        self._paint_theme(theme)
        yield
        self._show(self.store.state)

    # What arrives ------------------------------------------------------------------------------------------------------------

    def take_opening(self, opening: Opening) -> None:
        """Show last time's picture until the plates are there."""
        self.canvas.set_opening(opening)

    def take_plates(self, plates: dict[str, PlateArt], problems: tuple[str, ...] = (), insets: Mapping[str, PlateArt] | None = None) -> None:
        """Show the plates; the engine may still be on its way, and so may the enlarged ones."""
        self._plates, self._every = dict(plates), {**plates, **(insets or {})}
        self.table.take_plates(plates, insets or {}, self.store.state)
        self.tell(problems)

    def take_insets(self, insets: dict[str, PlateArt]) -> None:
        """Have the enlarged plates ready to be opened."""
        self._every = {**self._plates, **insets}
        self.table.take_insets(insets, self.store.state)
        self._hand_out_plates()
        self._show(self.store.state)

    def take(self, loaded: Loaded) -> None:
        """Take the engine's answers (and the plates, where they have not come yet)."""
        if not self._plates and loaded.plates:
            self.take_plates(dict(loaded.plates))
        self.tell(loaded.problems)
        if loaded.answers is None:
            return
        self._loaded, self._composer = loaded.answers, None
        disclaimer = loaded.answers.knowledge.disclaimer
        if disclaimer is not None:
            self.foot.say(disclaimer.short)
        self._take_answers(self.store.state)
        self.canvas.finger.called = loaded.answers.called
        self._show(self.store.state)

    def _take_answers(self, state: State) -> None:
        """Answer with the signs of pain that were chosen, and with the therapist's own."""
        if self._loaded is None:
            return
        answers = (self._loaded.signed(state.settings.signs) if state.settings.signs else self._loaded).owning(state.own)
        self.tell(tuple(answers.own_problems))
        self._composer = Composer(answers, self._composer)
        self._signs = {each.sign: each.name.lower() for each in answers.knowledge.qualities.values()}
        self.paint.set_qualities(tuple(answers.knowledge.qualities.values()))
        self.control.set_answers(answers)
        self.canvas.awaited.clear()
        self.search.ask_again()
        self._hand_out_plates()

    def _hand_out_plates(self) -> None:
        """Let what draws for the client draw by the answers and plates of now."""
        if self.answers is not None:
            self.face.take(self.answers, self._every)
            self.stage.take(self.store.state, self.answers, self._every)

    @property
    def loaded(self) -> Answers | None:
        """The answers as they were loaded, without the clinic's own signs."""
        return self._loaded

    def keep(self, desk: Desk) -> None:
        """Keep the sessions at `desk` from now on."""
        from bodymap.ui.clinic.reception import Reception

        self.reception = Reception(self, desk)
        self.refresh()

    def end(self) -> None:
        """Keep what is open, and keep no more."""
        if self.reception is not None:
            self.reception.close()
            self.reception = None

    def add_bar(self, bar: QWidget) -> None:
        """Put a line over the body, under the banner."""
        self._bars.insertWidget(self._bars.indexOf(self.banner) + 1, bar)

    def refresh(self) -> None:
        """Show the state once more: something beside it is other now."""
        self._show(self.store.state)

    def tell_failure(self, sentence: str) -> None:
        """Say that the engine could not be loaded; the plates stay."""
        self.tell((sentence,))

    @property
    def answers(self) -> Answers | None:
        """The engine's answers, once they are there."""
        return self.control.answers

    @property
    def scene(self) -> Scene:
        """What is drawn over the plates now."""
        return self.canvas.scene

    @property
    def plates(self) -> dict[str, PlateArt]:
        """The plates that could be read."""
        return dict(self._plates)

    def finish_painting(self) -> None:
        """Wait until the sheet and the thumbnails are as the state wants them."""
        self.canvas.paint_now()
        self.panel.candidates.draw_all()
        self.face.paint_now()

    # Putting together --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> Iterator[None]:
        """From the outside inwards: what gets another parent takes all that it holds along."""
        whole = QWidget()
        self.face = Face(whole, self.control, theme_of(self.store.state), self._picture)
        self.stage = HandoutStage(self.face)
        self.stage.turned.connect(self._wake)
        self.stage.left.connect(self._come_back)
        self.setCentralWidget(self.stage)
        yield
        self._bars = rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.bar = TopBar(self.search, self.client_box, self.actions_by_name)
        rows.addWidget(self.bar)
        rows.addWidget(self.banner)
        self.dock = Dock(self._sheet(), self.panel, self.actions_by_name["panel"], whole)
        rows.addWidget(self.dock, 1)
        rows.addWidget(self.foot)

    def _sheet(self) -> QWidget:
        left = frame("sheet")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.table_bar = TableBar()
        self.table = Table(self.canvas, self.table_bar)
        column.addWidget(self.table_bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.paint)
        column.addWidget(self.own_strip)
        column.addWidget(self.tools)
        self.zoom_keys.setParent(left)
        return left

    # The state flows in ------------------------------------------------------------------------------------------------------

    def follow(self, before: State, after: State) -> None:
        """Show the state after an edit."""
        if theme_of(before) != theme_of(after):
            self._paint_theme(theme_of(after))
        if before.settings.signs != after.settings.signs or (before.own.points, before.own.zones) != (after.own.points, after.own.zones):
            self._take_answers(after)
        if self.settings is not None and (before.settings, before.own) != (after.settings, after.own):
            settling.fill_settings(self, self.settings, after)
        self.stage.follow(before, after)
        self._show(after, body_first=before.session != after.session)

    def _show(self, state: State, *, body_first: bool = False) -> None:
        self.face.show_state(state)
        self.table.show_state(state)
        self._wake()
        self.dock.show_state(state)
        self.tools.show_state(state)
        self.canvas.lens.moves = state.settings.moves and self.isVisible()
        self.canvas.brush.take(state.view.tool, state.view.radius_mm)
        self.paint.show_state(state)
        self.own_strip.show_state(state, self.answers)
        self.canvas.show_inset(self.canvas.insets.known(state.view.inset))
        self.inset_bar.show_inset(self.canvas.insets.open)
        self.place_zoom_keys()
        self._draw(state)
        if body_first:
            self.canvas.repaint()  # the body answers the finger before list and card are laid out
        answers = self.answers
        if answers is not None and self._composer is not None:
            self.panel.show_state(state, answers.rows(state.session), answers)

    def _wake(self) -> None:
        store = self.store
        wake(self.actions_by_name, store.state, is_covered=self.stage.is_open, can_undo=store.can_undo, can_redo=store.can_redo)

    def _draw(self, state: State) -> None:
        if self._composer is not None:
            scene = self._composer.scene(state, hovered=self._hovered)
            self.canvas.set_scene(scene)
            self.foot.show_signs(signs_of(scene, self._signs), idle_of(scene))
        else:
            self.canvas.set_layers(state.view.layers)

    def _paint_theme(self, theme: Theme) -> None:
        with waiting():
            dress(theme)
            for part in (self.face, self.canvas, self.tissue, self.foot, self.panel, self.paint, self.lock):
                part.set_theme(theme)

    # Small answers -----------------------------------------------------------------------------------------------------------

    def new_client(self) -> None:
        """Clear all that is of this client from every screen; what is still being written is kept with them first."""
        self.client_box.tell()
        self.control.apply(states.new_client)

    def hover(self, point: PointKey | None) -> None:
        """Lift the X under the pointer."""
        self._hovered = self.control.hovered = point
        self._draw(self.store.state)

    def point(self, plate: str, x: float, y: float) -> None:
        """Show what lies under the pointer."""
        answers = self.answers
        slices = answers.tissue(plate, x, y, in_mm=self.store.state.settings.depths) if answers is not None and plate else ()
        slices = (*over(self.scene.laid, plate, x, y), *slices)
        self.tissue.show_slices(slices, units=self.store.state.settings.units if self.store.state.settings.depths else None)

    def _find(self, words: str) -> tuple[Hit, ...] | None:
        return self.answers.search(words) if self.answers is not None else None

    def _thumbnail(self, key: CandidateKey) -> QPixmap | None:
        return self._picture(key, THUMBNAIL)

    def _picture(self, key: CandidateKey, size: QSize) -> QPixmap | None:
        if self._composer is None or not self.store.state.session.is_marked:
            return None
        plate = last_plate(self.store.state.session)
        art = self._every.get(plate)
        if art is None:
            return None
        theme = theme_of(self.store.state)
        zones = self._composer.zones_on(plate, key)
        spots = self._composer.spots_on(plate, self.store.state.session)
        return thumbnail(art, zones, spots, theme, size, self.devicePixelRatioF())

    def _prefetch(self, key: CandidateKey) -> bool:
        return self._composer is not None and self._composer.prefetch(key)

    def take_hit(self, hit: Hit) -> None:
        """Do what a search hit means."""
        self.control.take_hit(hit)
        self.canvas.setFocus()

    def open_settings(self) -> None:
        """Open the page of settings, or leave it."""
        settling.open_settings(self)

    def take_home(self) -> None:
        """Open the page on which the handout is made."""
        if self.answers is not None and not self.stage.is_open:
            self.stage.open(self.store.state, self.answers, self._every)

    def _come_back(self) -> None:
        self._show(self.store.state)
        self.canvas.setFocus()

    def tell(self, problems: tuple[str, ...]) -> None:
        """Say in the banner what is wrong; nothing is said twice."""
        self._problems = tuple(dict.fromkeys((*self._problems, *problems)))
        self.banner.tell(self._problems)

    def _refuse_own(self, sentence: str) -> None:
        self.tell((sentence,)) if self.own_strip.isHidden() else self.own_strip.say(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place_zoom_keys()
        self.canvas.setFocus()

    def place_zoom_keys(self) -> None:
        """Put the zoom keys where the sheet leaves room."""
        self.zoom_keys.place_in(self.canvas, self.tools)
        self.inset_bar.place_beside(self.zoom_keys)
        self.tools.place_box()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.end()
        self.foresight.rest("", 0.0, 0.0)
        whole = self.window()
        size = whole.normalGeometry().size() if whole.isMaximized() else whole.size()
        self.control.apply(states.arrange(width=size.width(), height=size.height(), maximized=whole.isMaximized()))
        self.errands.finish()
        self.canvas.finish()
        self.face.finish()
        self.panel.candidates.finish()
        super().closeEvent(event)
