"""What the client sees: the plain view, the second screen, the hold timer, the far view."""

import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtTest import QTest

from bodymap.ids import Side
from bodymap.session.record import NEW_CLIENT, CandidateKey, PointKey
from bodymap.ui import state as states
from bodymap.ui.client import choice
from bodymap.ui.client.far import FarView, dots_per_mm, letter_px, share_of
from bodymap.ui.client.ring import HoldPage
from bodymap.ui.client.second import pick_screen
from bodymap.ui.client.telling import marks_of
from bodymap.ui.client.tone import tone
from bodymap.ui.client.words import LARGEST_PX
from bodymap.ui.drawing.letter import sized
from bodymap.ui.hold import Hold
from bodymap.ui.theme import LIGHT

BUTTOCK = ("posterior", -95.0, -930.0)
MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)


def key(window: Any, name: str) -> None:
    window.actions_by_name[name].trigger()


def told(window: Any) -> str:
    page = window.face.client
    return " ".join((*page.texts(), page.words.text))


@pytest.fixture
def second(window: Any) -> Any:
    window.control.mark(*BUTTOCK)
    key(window, "second")
    yield window.face.second.window
    if window.store.state.view.second:
        key(window, "second")
    window.store.apply(lambda _state: states.State())


def test_one_key_tells_the_same_muscle_in_plain_words(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    window.control.choose(MEDIUS)
    key(window, "wording")
    assert window.face.currentWidget() is window.face.client
    assert window.face.client.title.text() == "Side hip muscle, left"
    assert "may send an ache" in told(window)
    assert "Gluteus medius" not in told(window)
    key(window, "back")
    assert window.face.currentIndex() == 0


def test_the_clients_legend_names_no_sign_that_is_not_drawn(window: Any) -> None:
    window.control.choose(MEDIUS)
    key(window, "wording")
    assert "Blue" not in window.face.client.legend.text()
    window.control.mark(*BUTTOCK)
    assert "Blue: what you showed." in window.face.client.legend.text()


def test_next_and_back_go_through_the_candidates_and_end_where_the_list_ends(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "wording")
    back, after = window.face.client._steps[:2]
    assert not back.isEnabled()
    rows = window.control.rows()
    after.click()
    assert window.store.state.session.chosen == rows[1].key
    back.click()
    assert window.store.state.session.chosen == rows[0].key
    assert window.face.client.count.text() == f"1 of {len(rows)}"
    assert min(back.height(), after.height()) >= 56


def test_nothing_private_stands_in_the_clients_view(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    window.control.choose(MEDIUS)
    window.control.find("active")
    private = states.in_session(
        lambda session: replace(session, notes="SECRET NOTE", client="Jane Private", findings=((PointKey("gluteus-medius", Side.LEFT, 1), "active"),))
    )
    window.store.apply(private)
    key(window, "wording")
    pages = window.face.client._shown.told.pages
    assert len(pages) > 1
    for page in pages:
        window.control.apply(choice.turn_to_page(page.id))
        for secret in ("SECRET", "Jane", "active", "essential zone", "TrP"):
            assert secret not in told(window), (page.id, secret)


def test_only_the_marks_reach_the_clients_picture() -> None:
    session = replace(NEW_CLIENT, notes="SECRET", client="Jane", red_flags=(("cancer", "yes"),), precautions=(("pregnant", "yes"),))
    assert marks_of(session) == NEW_CLIENT


def test_a_red_flag_holds_everything_back_and_does_not_say_which(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    knowledge = window.answers.knowledge
    flag = next(iter(knowledge.red_flags.values()))
    window.control.answer_red_flag(flag.id, "yes")
    key(window, "wording")
    assert window.face.client.title.text() == "Let us talk about this first"
    for secret in (flag.name, flag.question, flag.action, flag.client_action, "ball"):
        assert secret not in told(window)


def test_the_arrow_keys_turn_to_ball_stretch_and_exercise_and_draw_them(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    window.control.choose(MEDIUS)
    key(window, "wording")
    window.store.apply(states.set_up(motion="full"))
    QTest.keyClick(window.face.client, Qt.Key.Key_Right)
    assert window.store.state.view.item == "ball-gluteus-medius"
    figure = window.face.client.figure.stretches[0]
    assert figure._scene.balls
    assert figure.rolls, "it moves gently"
    window.store.apply(states.set_up(motion="reduced"))
    assert not figure.rolls, "and is still where motion is not wanted"
    QTest.keyClick(window.face.client, Qt.Key.Key_Left)
    assert window.store.state.view.item is None


def test_keys_of_the_body_sleep_under_the_clients_view_and_wake_again(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "wording")
    assert not window.actions_by_name["drop"].isEnabled()
    assert not window.actions_by_name["handout"].isEnabled()
    assert window.actions_by_name["next-candidate"].isEnabled()
    key(window, "wording")
    assert window.actions_by_name["drop"].isEnabled()


def test_the_second_screen_follows_the_choice_and_not_the_pointer(window: Any, second: Any) -> None:
    before = second.page.title.text()
    other = window.control.rows()[2].key
    window.control.show(other)
    assert second.page.title.text() == before
    window.control.choose(other)
    assert second.page.title.text() != before


def test_a_new_client_clears_the_second_screen_and_leaves_it_open(window: Any, second: Any) -> None:
    key(window, "new-client")
    assert window.face.second.window is second
    assert second.page.title.text() == "Where does it hurt?"
    assert second.page.figure.stretches[0]._scene.spots == ()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_turned_page_fills_its_window_can_be_pressed_and_the_turn_is_kept(window: Any, second: Any, application: Any, turns: int) -> None:
    second.resize(900, 600)
    for _ in range(turns):
        key(window, "turn-client")
    application.processEvents()
    assert window.store.state.settings.client_turn == 90 * turns
    corners = second.view.mapFromScene(second.view.sceneRect()).boundingRect()
    assert abs(corners.width() - 900) <= 3
    assert abs(corners.height() - 600) <= 3
    middle = second.page.turner.mapTo(second.pages, second.page.turner.rect().center())
    QTest.mouseClick(second.view.viewport(), Qt.MouseButton.LeftButton, pos=second.view.mapFromScene(QPointF(middle)))
    assert window.store.state.settings.client_turn == (90 * turns + 90) % 360


def test_closing_the_second_window_is_known_to_the_therapists(window: Any, second: Any) -> None:
    second.close()
    assert not window.store.state.view.second
    assert not window.actions_by_name["second"].isChecked()


def test_the_second_window_opens_on_the_screen_that_is_not_the_therapists() -> None:
    assert pick_screen(["desk", "wall"], "wall") == "desk"
    assert pick_screen(["desk"], "desk") is None


def test_the_hold_timer_starts_pauses_and_ends_once(window: Any) -> None:
    now = 100.0
    page = HoldPage(LIGHT, steps=True, clock=lambda: now)
    page.take(window.answers.knowledge.hold, for_client=False)
    over: list[bool] = []
    page.over.connect(lambda: over.append(True))
    page.show_hold(Hold(30, began=100.0), moves=True)
    page.show()
    assert page.is_ticking
    now = 131.0
    page._tick()
    page._tick()
    assert over == [True]
    assert not page.is_ticking
    assert page.ring.words() == "Let go slowly"
    page.close()
    page.deleteLater()


def test_the_hold_opens_with_one_key_shows_on_both_screens_and_a_pedal_pauses_it(window: Any, second: Any) -> None:
    key(window, "hold")
    assert window.store.state.view.hold.seconds == window.answers.knowledge.hold.times.default
    assert second.pages.currentWidget() is second.hold
    QTest.keyClick(window.face.hold, Qt.Key.Key_PageDown)
    assert not window.store.state.view.hold.runs
    QTest.keyClick(window.face.hold, Qt.Key.Key_3)
    assert window.store.state.view.hold.seconds == window.answers.knowledge.hold.times.seconds[2]
    assert "6 of 10" in window.face.hold.limit.text()
    key(window, "back")
    assert window.store.state.view.hold is None
    assert second.pages.currentWidget() is second.page


def test_the_tone_is_a_soft_sound_file() -> None:
    import io
    import wave

    with wave.open(io.BytesIO(tone())) as file:
        frames = file.readframes(file.getnframes())
        loudest = max(abs(int.from_bytes(frames[i : i + 2], "little", signed=True)) for i in range(0, len(frames), 2))
        assert 1.0 <= file.getnframes() / file.getframerate() <= 3.0
        assert 2000 < loudest < 8000
        assert frames[:2] == b"\0\0", "it begins without a click"


@pytest.mark.parametrize(("size_px", "size_mm"), [((1920, 1080), (531, 299)), ((1280, 800), (217, 136)), ((3840, 2160), (1210, 680)), ((2160, 1440), (285, 190))])
def test_small_letters_of_the_far_view_are_seven_millimetres_high_on_the_real_screen(
    application: Any, size_px: tuple[int, int], size_mm: tuple[int, int]
) -> None:
    font: QFont = application.font()
    px = letter_px(dots_per_mm(size_px[0], *size_mm), share_of(font))
    high_mm = QFontMetricsF(sized(font, px)).xHeight() / (size_px[0] / size_mm[0])
    assert 6.95 <= high_mm < 7.6


@pytest.mark.parametrize("size_mm", [(0, 0), (160, 90), (1600, 900), (16, 9), (10, 5), (90_000, 50_000), (40, 20)])
def test_a_screen_that_lies_about_its_size_gets_the_usual_one(size_mm: tuple[int, int]) -> None:
    assert dots_per_mm(1920, *size_mm) == pytest.approx(96 / 25.4)


def test_the_far_view_names_the_best_three_and_follows_the_pedal(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "far")
    rows = window.control.rows()
    names = [each.text() for each in window.face.far.names[::2]]
    assert names == [f"{row.rank}  {row.name}" for row in rows[:3]]
    key(window, "next-candidate")
    assert window.store.state.session.chosen == rows[1].key
    key(window, "far")
    assert window.face.currentIndex() == 0


def test_on_a_large_screen_the_far_view_and_the_clients_words_grow_with_it(window: Any) -> None:
    window.control.mark(*BUTTOCK)
    rows = window.control.rows()
    far = FarView(lambda *_: None)
    sizes = []
    for width, height in ((1280, 800), (2560, 1440)):
        far.resize(width, height)
        far.show_rows(rows, None)
        sizes.append(int(re.findall(r"font-size: (\d+)px", far.names[1].styleSheet())[0]))
        assert [each.text().replace("\N{NO-BREAK SPACE}", " ") for each in far.names[1::2]] == [row.where for row in rows[:3]], "nothing of where it is is left out"
    assert sizes[1] >= 1.5 * sizes[0]
    far.deleteLater()
    key(window, "wording")
    page = window.face.client
    assert page.words.px <= LARGEST_PX
    window.resize(2560, 1440)
    assert LARGEST_PX * 1.3 < page.words.px < page.title.font().pixelSize()
    window.resize(1280, 800)


def test_a_chosen_stretch_lights_what_it_pulls_and_fainter_what_it_pulls_along(window: Any) -> None:
    window.control.choose(CandidateKey("gluteus-medius", Side.LEFT))
    key(window, "tab-2")
    window.control.draw_item("bench-leg-drop")
    assert "gluteus-medius.left" in window.scene.lit
    assert "sartorius.left" in window.scene.less
    assert window.scene.zones == ()
    window.control.draw_item("bench-leg-drop")
    assert window.store.state.view.item is None


def test_the_chain_is_drawn_as_arrows_between_muscles_on_the_anatomy_tab(window: Any) -> None:
    window.control.choose(CandidateKey("gluteus-medius", Side.LEFT))
    key(window, "tab-4")
    links = {(link.start_name, link.end_name) for link in window.scene.links}
    assert ("Psoas major", "Gluteus maximus") in links
    assert [link.is_aim for link in window.scene.links].count(True) == 1
    key(window, "tab-1")
    assert window.scene.links == ()


