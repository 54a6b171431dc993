"""Opens the window's page of settings, made when it is first wanted, and fills it from the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bodymap.ui import state as states

if TYPE_CHECKING:
    from bodymap.ui.panel.settingpage import SettingPage
    from bodymap.ui.state import State
    from bodymap.ui.window import Window


def open_settings(window: Window) -> None:
    """Open the page, or leave it."""
    page = window.settings or _made(window)
    if window.stage.currentWidget() is page:
        window.stage.leave()
        return
    fill_settings(window, page, window.store.state)
    page.show_template()
    window.stage.show_page(page)


def fill_settings(window: Window, page: SettingPage, state: State) -> None:
    """Show in `page` what `state` has set."""
    shipped = window.loaded.knowledge.qualities if window.loaded else {}
    shown = window.answers.knowledge.qualities if window.answers else {}
    page.show_state(state, shipped, shown)


def _made(window: Window) -> SettingPage:
    from bodymap.ui.language import languages
    from bodymap.ui.own.exchange import Exchange
    from bodymap.ui.panel.settingpage import SettingPage

    page = SettingPage(languages(), window.reception.housekeeping.section if window.reception is not None else None)
    window.settings, window.exchange = page, Exchange(window, page.own)
    page.closed.connect(window.stage.leave)
    page.changed.connect(lambda changes: window.control.apply(states.set_up(**changes)))
    return page
