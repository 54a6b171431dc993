"""The one window: puts the parts together and lets the state flow from the store into each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from bodymap.session import painting, record
from bodymap.session.record import CandidateKey, PointKey
from bodymap.ui import state as states
from bodymap.ui.action import make_actions
from bodymap.ui.answer import Answers, Loaded
from bodymap.ui.control import Control, bound
from bodymap.ui.drawing.canvas import Canvas
from bodymap.ui.drawing.closeup import close_up
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import PLATES, lay_out
from bodymap.ui.drawing.thumbnail import last_plate, thumbnail
from bodymap.ui.handout.stage import HandoutStage
from bodymap.ui.panel.about import About
from bodymap.ui.panel.banner import Banner
from bodymap.ui.panel.bar import Foot, Tools, TopBar, ZoomKeys
from bodymap.ui.panel.candidate import THUMBNAIL
from bodymap.ui.panel.column import Panel
from bodymap.ui.panel.paintstrip import PaintStrip
from bodymap.ui.panel.question import Question
from bodymap.ui.panel.searchbox import SearchBox
from bodymap.ui.panel.tissue import TissueStrip
from bodymap.ui.part import frame
from bodymap.ui.state import State
from bodymap.ui.store import Store
from bodymap.ui.style import palette, sheet
from bodymap.ui.theme import THEMES

if TYPE_CHECKING:
    from bodymap.knowledge.search import Hit
    from bodymap.ui.drawing.art import PlateArt

_PANEL_PX = (350, 404, 450)


class Window(QMainWindow):
    """Shows the store's state; every part is reachable by name for tests."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.control = Control(store)
        self._composer: Composer | None = None
        self._plates: dict[str, PlateArt] = {}
        self._hovered: PointKey | None = None
        self._problems: tuple[str, ...] = ()
        theme = THEMES[store.state.theme]
        self.search = SearchBox(self._find)
        self.actions_by_name = make_actions(self, self._handlers())
        self.canvas = Canvas(theme)
        self.tissue = TissueStrip(theme)
        self.tools = Tools(self.actions_by_name, self.tissue)
        self.paint = PaintStrip(theme, self.actions_by_name)
        self.zoom_keys = ZoomKeys(self.actions_by_name, self.canvas)
        self.foot = Foot(theme)
        self.banner = Banner()
        self.panel = Panel(theme, self._thumbnail, self._prefetch)
        self.setWindowTitle("bodymap")
        self.setMinimumSize(QSize(1000, 640))
        self._arrange()
        self._connect()
        self._paint_theme(theme.name)
        self._show(store.state)

    # What arrives ------------------------------------------------------------------------------------------------------------

    def take_opening(self, opening: Opening) -> None:
        """Show last time's picture until the plates are there."""
        self.canvas.set_opening(opening)

    def take_plates(self, plates: dict[str, PlateArt], problems: tuple[str, ...] = ()) -> None:
        """Show the plates; the engine may still be on its way."""
        self._plates = dict(plates)
        self.canvas.set_plates(self._plates, lay_out({name: art.bounds for name, art in self._plates.items()}))
        self.tell(problems)

    def take(self, loaded: Loaded) -> None:
        """Take the engine's answers (and the plates, where they have not come yet)."""
        if not self._plates and loaded.plates:
            self.take_plates(dict(loaded.plates))
        self.tell(loaded.problems)
        if loaded.answers is None:
            return
        self._composer = Composer(loaded.answers)
        disclaimer = loaded.answers.knowledge.disclaimer
        if disclaimer is not None:
            self.foot.say(disclaimer.short)
        self.paint.set_qualities(tuple(loaded.answers.knowledge.qualities.values()))
        self.control.set_answers(loaded.answers)
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

    # Putting together --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        left = frame("sheet")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.paint)
        column.addWidget(self.tools)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(left, 1)
        middle.addWidget(self.panel)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(TopBar(self.search, self.actions_by_name))
        rows.addWidget(self.banner)
        rows.addLayout(middle, 1)
        rows.addWidget(self.foot)
        self.stage = HandoutStage(whole, self.actions_by_name)
        self.stage.left.connect(self._come_back)
        self.setCentralWidget(self.stage)

    def _connect(self) -> None:
        control, panel = self.control, self.panel
        self.store.changed.connect(self._changed)
        self.canvas.resized.connect(self._place_zoom_keys)
        self.canvas.clicked.connect(control.mark)
        self.canvas.brush.painting.connect(control.painting)
        self.canvas.brush.painted.connect(control.painted)
        self.paint.tool_chosen.connect(lambda tool: control.apply(states.take_tool(tool)))
        self.paint.sized.connect(lambda radius_mm: control.apply(states.size_brush(radius_mm)))
        self.paint.area_chosen.connect(control.select_area)
        self.paint.said.connect(control.describe_area)
        panel.apart.closed.connect(lambda: control.apply(states.compare_with(None)))
        panel.compared.connect(control.compare)
        self.canvas.cross_clicked.connect(control.choose_point)
        self.canvas.cross_hovered.connect(self._hover)
        self.canvas.pointed.connect(self._point)
        self.tools.peel.chosen.connect(lambda step: control.apply(states.peel_to(step)))
        self.tools.box.switched.connect(lambda layer, on: control.apply(states.switch(layer, on=on)))
        self.tools.box.faded.connect(lambda layer, value: control.apply(states.fade(layer, value)))
        panel.candidates.shown.connect(control.show)
        panel.candidates.chosen.connect(control.choose)
        panel.card.tab_chosen.connect(lambda tab: control.apply(states.turn_to(tab)))
        panel.card.point_chosen.connect(control.choose_point)
        panel.card.muscle_followed.connect(control.follow_muscle)
        panel.card.found.connect(control.note_finding)
        panel.card.dropped.connect(control.drop)
        panel.red_flags.opened.connect(lambda: control.apply(states.open_red_flags(on=True)))
        panel.questions.answered.connect(control.answer_red_flag)
        panel.questions.all_denied.connect(control.deny_red_flags)
        panel.questions.closed.connect(lambda: control.apply(states.open_red_flags(on=False)))
        panel.today.answered.connect(control.answer_precaution)
        panel.today.all_denied.connect(control.deny_precautions)
        panel.welcome.tried.connect(self._try)
        panel.welcome.followed.connect(control.follow_muscle)
        panel.look_alike_opened.connect(lambda name: control.apply(states.open_condition(name)))
        self.search.picked.connect(self._take_hit)
        self.search.left.connect(self.canvas.setFocus)

    def _handlers(self) -> dict[str, Callable[[], None]]:
        control, store = self.control, self.store
        return {
            "search": self._focus_search,
            "new-client": lambda: control.apply(states.new_client),
            "undo": store.undo,
            "redo": store.redo,
            "wording": lambda: control.apply(states.other_wording),
            "paint": control.toggle_paint,
            "erase": bound(control.take_tool, "eraser"),
            "region": bound(control.take_tool, "region"),
            "no-pain": bound(control.take_tool, "clear"),
            "smaller": bound(control.size_by, 0.8),
            "larger": bound(control.size_by, 1.25),
            "new-area": bound(control.select_area, None),
            "mirror": bound(control.edit_marks, painting.add_mirror),
            "swap-sides": bound(control.edit_marks, painting.swap_sides),
            "remove-area": control.remove_area,
            "clear-paint": bound(control.edit_marks, record.clear_marks),
            "compare": control.compare,
            "peel-in": lambda: control.apply(states.peel_by(1)),
            "peel-out": lambda: control.apply(states.peel_by(-1)),
            "layers": self._open_layers,
            "zoom-in": self._zoom_in,
            "zoom-out": self._zoom_out,
            "close-up": self._look_closely,
            "fit": self._fit,
            **{f"plate-{plate}": bound(self._look_at_plate, plate) for plate in PLATES},
            "red-flags": lambda: control.apply(states.open_red_flags(on=not store.state.view.red_flags_open)),
            "today": self._fold_today,
            "next-candidate": bound(control.step_candidate, 1),
            "previous-candidate": bound(control.step_candidate, -1),
            "next-point": control.step_point,
            "drop": bound(control.drop),
            "not-found": bound(control.find, "not-found"),
            "latent": bound(control.find, "latent"),
            "active": bound(control.find, "active"),
            "back": lambda: self.stage.leave() if self.stage.is_open else control.back(),
            "dark": lambda: control.apply(states.set_up(theme="light" if store.state.theme == "dark" else "dark")),
            "expert": lambda: control.apply(states.set_up(depths=not store.state.settings.depths)),
            "picture": self._save_picture,
            "handout": self._take_home,
            "copy-picture": self._copy_picture,
            "copy-summary": self._copy_summary,
            "ask": lambda: Question(store.state, self).show(),
            "about": self._about,
            **{f"tab-{number}": bound(control.turn_tab, number) for number in range(1, 6)},
        }

    # The state flows in ------------------------------------------------------------------------------------------------------

    def _changed(self, before: State, after: State) -> None:
        if before.theme != after.theme:
            self._paint_theme(after.theme)
        self.stage.follow(after)
        self._show(after)

    def _show(self, state: State) -> None:
        self.actions_by_name["undo"].setEnabled(self.store.can_undo)
        self.actions_by_name["redo"].setEnabled(self.store.can_redo)
        self.actions_by_name["wording"].setChecked(state.view.wording == "client")
        self.actions_by_name["dark"].setChecked(state.theme == "dark")
        self.actions_by_name["expert"].setChecked(state.settings.depths)
        self.actions_by_name["paint"].setChecked(state.view.tool != "click")
        self.tools.show_view(state.view)
        self.canvas.lens.moves = state.settings.moves and self.isVisible()
        self.canvas.brush.take(state.view.tool, state.view.radius_mm)
        self.paint.show_state(state)
        answers = self.answers
        if answers is not None and self._composer is not None:
            self.panel.show_state(state, answers.rows(state.session), answers)
        self._draw(state)

    def _draw(self, state: State) -> None:
        if self._composer is not None:
            self.canvas.set_scene(self._composer.scene(state, hovered=self._hovered))
        else:
            self.canvas.set_layers(state.view.layers)

    def _paint_theme(self, name: str) -> None:
        theme = THEMES[name]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette(theme))
            app.setStyleSheet(sheet(theme))
        for part in (self.canvas, self.tissue, self.foot, self.panel, self.paint):
            part.set_theme(theme)

    # Small answers -----------------------------------------------------------------------------------------------------------

    def _hover(self, point: PointKey | None) -> None:
        self._hovered = point
        self._draw(self.store.state)

    def _point(self, plate: str, x: float, y: float) -> None:
        answers = self.answers
        slices = answers.tissue(plate, x, y) if answers is not None and plate else ()
        self.tissue.show_slices(slices, expert=self.store.state.settings.depths)

    def _find(self, words: str) -> tuple[Hit, ...]:
        return self.answers.search(words) if self.answers is not None else ()

    def _thumbnail(self, key: CandidateKey) -> QPixmap | None:
        if self._composer is None or not self.store.state.session.is_marked:
            return None
        plate = last_plate(self.store.state.session)
        art = self._plates.get(plate)
        if art is None:
            return None
        theme = THEMES[self.store.state.theme]
        zones = self._composer.zones_on(plate, key)
        spots = self._composer.spots_on(plate, self.store.state.session)
        return thumbnail(art, zones, spots, theme, THUMBNAIL, self.devicePixelRatioF())

    def _prefetch(self, key: CandidateKey) -> bool:
        return self._composer is not None and self._composer.prefetch(key)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _try(self, words: str) -> None:
        self._focus_search()
        self.search.setText(words)
        self.search.show_hits(words)

    def _take_hit(self, hit: Hit) -> None:
        self.control.take_hit(hit)
        self.canvas.setFocus()

    def _open_layers(self) -> None:
        self.tools.open_layers()

    def _zoom_in(self) -> None:
        self.canvas.zoom_in()

    def _zoom_out(self) -> None:
        self.canvas.zoom_out()

    def _fit(self) -> None:
        self.canvas.fit()

    def _look_at_plate(self, plate: str) -> None:
        self.canvas.look_at_plate(plate)

    def _look_closely(self) -> None:
        bounds = close_up(self.canvas.scene, self.canvas.sheet) if self.canvas.is_fitted else None
        if bounds is None:
            self.canvas.fit()
        else:
            self.canvas.look_at(bounds)

    def _fold_today(self) -> None:
        self.panel.today.toggle()

    def _about(self) -> None:
        disclaimer = self.answers.knowledge.disclaimer if self.answers is not None else None
        About(THEMES[self.store.state.theme], disclaimer, self).show()

    def _save_picture(self) -> None:
        from bodymap.ui.export import ask_and_save

        ask_and_save(self)

    def _take_home(self) -> None:
        if self.answers is not None and not self.stage.is_open:
            self.stage.open(self.store.state, self.answers, self._plates)

    def _come_back(self) -> None:
        self._show(self.store.state)
        self.canvas.setFocus()

    def _copy_picture(self) -> None:
        from bodymap.ui.clipboard import copy_picture

        copy_picture(self.scene, self._plates)

    def _copy_summary(self) -> None:
        from bodymap.ui.clipboard import copy_summary

        if self.answers is not None:
            copy_summary(self.store.state, self.answers, self.stage.items)

    def tell(self, problems: tuple[str, ...]) -> None:
        """Say in the banner what is wrong; nothing is said twice."""
        self._problems = tuple(dict.fromkeys((*self._problems, *problems)))
        self.banner.tell(self._problems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self.panel.setFixedWidth(_PANEL_PX[0] if width < 1200 else _PANEL_PX[1] if width < 1600 else _PANEL_PX[2])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_zoom_keys()
        self.canvas.setFocus()

    def _place_zoom_keys(self) -> None:
        self.zoom_keys.place_in(self.canvas)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.canvas.finish()
        self.panel.candidates.finish()
        super().closeEvent(event)
