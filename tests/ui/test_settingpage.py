"""The page of settings: every choice holds at once, is kept, and is the only place of its kind."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from bodymap.report import template as templates
from bodymap.session import painting
from bodymap.session.paint import Stroke
from bodymap.ui import signing
from bodymap.ui import state as states
from bodymap.ui.state import in_session
from bodymap.ui.window import Window

BUTTOCK = ("posterior", -95.0, -930.0)


@pytest.fixture
def page(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(templates, "template_file", lambda: tmp_path / "handout.toml")
    window.actions_by_name["settings"].trigger()
    yield window.settings
    window.stage.leave()


def test_the_settings_open_in_the_bodys_place_and_escape_leaves_them(window: Window, page: Any) -> None:
    assert page.isVisible()
    assert not window.canvas.isVisible()
    window.actions_by_name["back"].trigger()
    assert window.canvas.isVisible()


def test_a_theme_holds_at_once(window: Window, page: Any) -> None:
    page.theme._buttons["contrast"].click()
    assert window.store.state.theme == "contrast"
    assert window.canvas._theme.name == "contrast"


def test_size_hand_motion_and_units_hold_at_once(window: Window, page: Any) -> None:
    page.text_size._buttons["130"].click()
    page.hand._buttons["left"].click()
    page.units._buttons["inch"].click()
    page.motion.setChecked(False)
    settings = window.store.state.settings
    assert (settings.text_size, settings.hand, settings.units, settings.motion) == (130, "left", "inch", "full")
    assert window.dock.indexOf(window.panel) == 0


def test_depths_are_said_in_the_units_that_were_chosen(window: Window) -> None:
    window.store.apply(states.set_up(depths=True, units="inch"))
    window.point(*BUTTOCK)
    said = [window.tissue._measure(each) for each in window.tissue._slices]
    assert any(text.endswith(" in") for text in said)
    window.store.apply(states.set_up(units="mm"))
    window.point(*BUTTOCK)
    assert any(window.tissue._measure(each).endswith(" mm") for each in window.tissue._slices)


def test_a_sign_of_pain_that_a_clinic_chose_is_drawn_explained_and_offered(window: Window, page: Any) -> None:
    aching = window.loaded.knowledge.qualities["aching"].sign  # type: ignore[union-attr]
    sharp = window.loaded.knowledge.qualities["sharp"].sign  # type: ignore[union-attr]
    box = page.signs["aching"]
    box.setCurrentIndex(box.findData(sharp))
    box.activated.emit(0)
    assert dict(window.store.state.settings.signs) == {"aching": sharp, "sharp": aching}
    window.stage.leave()
    window.store.apply(in_session(lambda session: painting.paint(session, [Stroke("posterior", ((-95.0, -930.0), (-95.0, -900.0)), 20.0)])))
    number = window.store.state.session.areas[0].number
    window.store.apply(in_session(lambda session: painting.describe(session, number, "quality", "aching")))
    assert {spot.sign for spot in window.scene.spots if spot.kind == "pain"} == {sharp}
    assert (f"quality:{sharp}", "aching") in window.foot.legend.signs


def test_two_qualities_never_share_a_sign(window: Window) -> None:
    qualities = window.loaded.knowledge.qualities  # type: ignore[union-attr]
    shared = signing.signed(qualities, [("aching", qualities["sharp"].sign)], [each.sign for each in qualities.values()])
    assert {name: each.sign for name, each in shared.items()} == {name: each.sign for name, each in qualities.items()}


def test_clinic_and_logo_are_kept_where_the_handout_finds_them(page: Any) -> None:
    page.clinic.setText("Praxis am Fluss")
    page.clinic.editingFinished.emit()
    page.paper._buttons["letter"].click()
    assert templates.load().clinic == "Praxis am Fluss"
    assert templates.load().paper == "letter"


def test_a_template_that_cannot_be_read_is_told_of_and_left_alone(page: Any) -> None:
    file = templates.template_file()
    file.write_text("clinic = 5", encoding="utf-8")
    page.show_template()
    page.clinic.setText("Other")
    page.clinic.editingFinished.emit()
    assert "handout.toml" in page._said.text()
    assert file.read_text(encoding="utf-8") == "clinic = 5"


def test_the_keys_of_the_tools_say_the_same_after_another_page(window: Window, page: Any) -> None:
    window.stage.leave()
    QApplication.processEvents()
    assert window.tools.layers.text() == "Layers"
    assert {each.text() for each in window.tools.findChildren(type(window.tools.layers)) if each.objectName() == "step"} == {"‹", "›"}


def test_the_tone_of_the_hold_timer_can_be_switched_off(window: Any) -> None:
    window.open_settings()
    try:
        assert window.settings.hold_tone.isChecked()
        window.settings.hold_tone.click()
        assert not window.store.state.settings.hold_tone
    finally:
        window.stage.leave()
