"""What belongs together: each action's name with what it does, each part's signal with the edit that it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from bodymap.session import painting, record
from bodymap.ui import speech
from bodymap.ui import state as states
from bodymap.ui.client import deed
from bodymap.ui.control import bound
from bodymap.ui.drawing import hearing
from bodymap.ui.drawing.closeup import close_up
from bodymap.ui.drawing.sheet import PLATES
from bodymap.ui.lean import give_back
from bodymap.ui.panel.about import About
from bodymap.ui.panel.keysheet import KeySheet
from bodymap.ui.panel.question import Question
from bodymap.ui.style import theme_of

if TYPE_CHECKING:
    from bodymap.ui.state import State
    from bodymap.ui.window import Window


_REST_MS = 2000


def handlers(window: Window) -> dict[str, Callable[[], None]]:
    """Return what each action of the table does."""
    control, store = window.control, window.store
    return {
        "search": window.search.begin,
        "new-client": window.new_client,
        "undo": store.undo,
        "redo": store.redo,
        "wording": lambda: control.apply(states.other_wording),
        "paint": control.toggle_paint,
        "erase": window.own.take_eraser,
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
        **deed.handlers(control),
        "peel-in": lambda: control.apply(states.peel_by(1)),
        "peel-out": lambda: control.apply(states.peel_by(-1)),
        "layers": lambda: control.apply(states.arrange(layers_open=not store.state.arrangement.layers_open)),
        "zoom-in": window.canvas.lens.zoom_in,
        "zoom-out": window.canvas.lens.zoom_out,
        "close-up": bound(_look_closely, window),
        "fit": window.canvas.lens.fit,
        **{f"plate-{plate}": bound(_look_at_plate, window, plate) for plate in PLATES},
        "inset": bound(_step_inset, window, 1),
        "inset-before": bound(_step_inset, window, -1),
        "panel": lambda: control.apply(states.arrange(panel_open=not store.state.arrangement.panel_open)),
        "card": lambda: control.apply(states.arrange(card_tall=not store.state.arrangement.card_tall)),
        "red-flags": lambda: control.apply(states.open_red_flags(on=not store.state.view.red_flags_open)),
        "today": window.panel.today.toggle,
        "next-candidate": bound(control.step_candidate, 1),
        "previous-candidate": bound(control.step_candidate, -1),
        "next-point": control.step_point,
        "drop": bound(control.drop),
        "not-found": bound(control.find, "not-found"),
        "latent": bound(control.find, "latent"),
        "active": bound(control.find, "active"),
        "treated": window.gestures.treat,
        "session": window.gestures.toggle_page,
        "own": window.own.toggle,
        "ghost": window.gestures.toggle_ghost,
        "last-time": window.gestures.begin_from_last,
        "keys": bound(_show_keys, window),
        "client": window.client_box.setFocus,
        "sessions": bound(_receive, window, "open_course"),
        "cover": bound(_receive, window, "cover"),
        "back": bound(_step_back, window),
        "dark": lambda: control.apply(states.set_up(theme="light" if store.state.theme == "dark" else "dark")),
        "figure": lambda: control.apply(states.set_up(figure="male" if store.state.settings.figure == "female" else "female")),
        "expert": lambda: control.apply(states.set_up(depths=not store.state.settings.depths)),
        "lock": bound(_lock, window),
        "settings": window.open_settings,
        "picture": bound(_save_picture, window),
        "handout": window.take_home,
        "copy-picture": bound(_copy_picture, window),
        "copy-summary": bound(_copy_summary, window),
        "ask": lambda: Question(store.state, window).show(),
        "about": bound(_about, window),
        **{f"tab-{number}": bound(control.turn_tab, number) for number in range(1, 6)},
    }


def _finish_typing() -> None:
    """What is being typed counts before whatever is done next: a field that goes with its page could say it only while the state is being shown."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit) and field.isVisible():
        field.editingFinished.emit()


def connect(window: Window) -> None:
    """Let what each part says become an edit, and each edit reach the parts."""
    control, panel = window.control, window.panel
    hearing.listen()
    window.store.changed.connect(window.follow)
    window.store.changed.connect(lambda before, after: _speak(window, before, after))
    window.store.changed.connect(lambda before, after: _rest(window, before, after))
    _tidy_at_rest(window)
    _connect_canvas(window)
    window.inset_bar.chosen.connect(lambda inset: control.apply(states.open_inset(inset)))
    window.paint.tool_chosen.connect(lambda tool: control.apply(states.take_tool(tool)))
    window.paint.sized.connect(lambda radius_mm: control.apply(states.size_brush(radius_mm)))
    window.paint.area_chosen.connect(control.select_area)
    window.paint.said.connect(control.describe_area)
    panel.apart.closed.connect(lambda: control.apply(states.compare_with(None)))
    panel.compared.connect(control.compare)
    window.tools.peel.chosen.connect(lambda step: control.apply(states.peel_to(step)))
    window.tools.box.switched.connect(lambda layer, on: control.apply(states.switch(layer, on=on)))
    window.tools.box.faded.connect(lambda layer, value: control.apply(states.fade(layer, value)))
    window.tools.box.laid.connect(lambda name, on: control.apply(states.lay(name, on=on)))
    panel.candidates.shown.connect(control.show)
    panel.candidates.chosen.connect(control.choose)
    panel.card.tab_chosen.connect(lambda tab: control.apply(states.turn_to(tab)))
    panel.card.point_chosen.connect(control.choose_point)
    panel.card.muscle_followed.connect(control.follow_muscle)
    panel.card.item_followed.connect(control.draw_item)
    panel.card.found.connect(control.note_finding)
    panel.card.dropped.connect(control.drop)
    _connect_session(window)
    _connect_own(window)
    panel.red_flags.opened.connect(lambda: control.apply(states.open_red_flags(on=True)))
    panel.questions.answered.connect(control.answer_red_flag)
    panel.questions.all_denied.connect(control.deny_red_flags)
    panel.questions.closed.connect(lambda: control.apply(states.open_red_flags(on=False)))
    panel.today.answered.connect(control.answer_precaution)
    panel.today.all_denied.connect(control.deny_precautions)
    panel.welcome.tried.connect(window.search.try_words)
    panel.welcome.followed.connect(control.follow_muscle)
    panel.look_alike_opened.connect(lambda name: control.apply(states.open_condition(name) if name else states.turn_to("look-alikes")))
    window.search.picked.connect(window.take_hit)
    window.search.left.connect(window.canvas.setFocus)
    panel.listed.connect(lambda rows: control.apply(states.arrange(list_rows=rows)))
    panel.card.unfolded.connect(window.actions_by_name["card"].trigger)
    deed.connect(window.table_bar, control)
    window.dock.widened.connect(lambda px: control.apply(states.arrange(panel_px=px)))


def _connect_canvas(window: Window) -> None:
    """Let the hand on the body be answered: a press at once, a pointer that moves before all that can wait."""
    control, canvas = window.control, window.canvas
    canvas.resized.connect(window.place_zoom_keys)
    canvas.insets.wanted.connect(lambda inset: control.apply(states.open_inset(inset)))
    canvas.cross_clicked.connect(control.choose_point)
    canvas.finger.moved.connect(lambda region: speech.announce(canvas, canvas.finger.called(region)))
    canvas.cross_hovered.connect(window.hover)
    canvas.pointed.connect(window.point)
    canvas.pointed.connect(window.foresight.rest)
    canvas.pointed.connect(window.panel.candidates.wait)


def _speak(window: Window, before: State, after: State) -> None:
    if window.answers is not None:
        speech.announce(window.canvas, speech.said(before, after, window.answers))


def _rest(window: Window, before: State, after: State) -> None:
    """Between two clients there is a moment to tidy up; nothing that was pointed at before is shown any longer."""
    if before.session.key != after.session.key:
        window.canvas.finger.leave()
        window.point("", 0.0, 0.0)
        QTimer.singleShot(0, window, give_back)


def _tidy_at_rest(window: Window) -> None:
    """Pictures from near come and go with the view; once it has come to rest, what they leave is given back."""
    rest = QTimer(window, singleShot=True, interval=_REST_MS)
    rest.setObjectName("rest")
    rest.timeout.connect(give_back)
    window.canvas.lens.changed.connect(rest.start)


def _lock(window: Window) -> None:
    window.lock.lock()


def _step_back(window: Window) -> None:
    """One level at a time: another page, the layers' box, what the state has open, the keyboard back on the body, the whole sheet, and off the body."""
    if window.stage.is_open:
        window.stage.leave()
    elif window.store.state.arrangement.layers_open:
        window.control.apply(states.arrange(layers_open=False))
    elif window.control.back():
        return
    elif not window.canvas.hasFocus():
        window.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif not window.canvas.is_fitted:
        window.canvas.fit()
    elif window.canvas.finger.leave():
        window.canvas.update()


def _receive(window: Window, wanted: str) -> None:
    if window.reception is not None:
        getattr(window.reception, wanted)()


def _connect_session(window: Window) -> None:
    gestures, panel = window.gestures, window.panel
    window.store.about_to_change.connect(_finish_typing)
    window.store.about_to_change.connect(panel.session.notes.tell)
    panel.strip.is_elsewhere = window.bar.offers_session
    window.bar.refitted.connect(panel.fit_soon)
    panel.card.ticked.connect(gestures.tick)
    panel.card.treated.connect(gestures.treat)
    panel.dropped.restored.connect(gestures.restore)
    panel.strip.opened.connect(gestures.toggle_page)
    panel.strip.begun.connect(gestures.begin_from_last)
    page = panel.session
    page.closed.connect(lambda: gestures.open_page(on=False))
    page.treated.connect(gestures.look_again)
    page.rated.connect(gestures.rate)
    page.test_chosen.connect(gestures.choose_test)
    page.graded.connect(gestures.grade)
    page.noted.connect(gestures.note)


def _connect_own(window: Window) -> None:
    own, strip, card, canvas = window.own, window.own_strip, window.panel.card, window.canvas
    canvas.clicked.connect(own.click)
    canvas.clicked.connect(lambda plate, x, y: None if window.answers is not None else canvas.awaited.add(plate, x, y))
    window.store.changed.connect(lambda before, after: canvas.awaited.clear() if before.session.key != after.session.key else None)
    canvas.finger.pressed.connect(own.press)
    canvas.brush.painting.connect(own.painting)
    canvas.brush.painted.connect(own.painted)
    strip.tool_chosen.connect(own.take_tool)
    strip.sides_chosen.connect(own.turn_sides)
    strip.point_chosen.connect(window.control.choose_point)
    strip.named.connect(own.name)
    strip.removed.connect(own.remove)
    strip.zone_removed.connect(own.remove_zone)
    strip.closed.connect(own.toggle)
    card.own_wanted.connect(own.wanted)
    window.stage.dose_kept.connect(lambda care, dose: window.stage.page.take_own(*own.keep_dose(care, dose)))
    window.store.about_to_change.connect(card.writing.field.tell)
    card.writing.noted.connect(own.write_note)
    card.writing.dosed.connect(own.set_dose)
    card.writing.closed.connect(lambda: window.control.apply(states.write("")))


def _look_at_plate(window: Window, plate: str) -> None:
    window.canvas.look_at_plate(plate)


def _step_inset(window: Window, step: int) -> None:
    """Open the inset of the place under the pointer, or of what is drawn on the body; an open one gives way to the next."""
    insets = window.canvas.insets
    names = insets.names
    if not names:
        return
    if insets.open is None:
        wanted = insets.hovered or insets.suited(window.canvas.scene, window.canvas.sheet) or names[0]
    else:
        wanted = names[(names.index(insets.open) + step) % len(names)]
    window.control.apply(states.open_inset(wanted))


def _look_closely(window: Window) -> None:
    bounds = close_up(window.canvas.scene, window.canvas.sheet) if window.canvas.is_fitted else None
    if bounds is None:
        window.canvas.fit()
    else:
        window.canvas.look_at(bounds)


def _show_keys(window: Window) -> None:
    KeySheet(theme_of(window.store.state), window).show()


def _about(window: Window) -> None:
    disclaimer = window.answers.knowledge.disclaimer if window.answers is not None else None
    About(theme_of(window.store.state), disclaimer, window).show()


def _save_picture(window: Window) -> None:
    from bodymap.ui.export import ask_and_save

    ask_and_save(window)


def _copy_picture(window: Window) -> None:
    from bodymap.ui.clipboard import copy_picture

    copy_picture(window.scene, window.plates)


def _copy_summary(window: Window) -> None:
    from bodymap.ui.clipboard import copy_summary

    if window.answers is not None:
        copy_summary(window.store.state, window.answers, window.stage.items)
