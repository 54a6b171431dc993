"""The scenes of the first slice, played on the real window with the shipped body and records."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from bodymap.anatomy.location import PlatePlace
from bodymap.ids import Side
from bodymap.session.record import CandidateKey, PointKey
from bodymap.ui import state as states
from bodymap.ui.answer import Answers, Loaded
from bodymap.ui.window import Window

BUTTOCK = ("posterior", -95.0, -930.0)
MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
CHAPTER = (
    "gluteus-maximus",
    "gluteus-medius",
    "gluteus-minimus",
    "piriformis",
    "quadratus-lumborum",
    "psoas-major",
    "iliacus",
    "rectus-femoris",
    "tensor-fasciae-latae",
    "sartorius",
    "biceps-femoris",
    "semitendinosus",
    "semimembranosus",
    "transversus-abdominis",
    "iliocostalis-lumborum",
    "longissimus-thoracis",
    "multifidus",
)


def click(window: Window, plate: str, x: float, y: float) -> None:
    pixel = window.canvas.pixel_of(plate, x, y)
    assert pixel is not None
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=pixel.toPoint())


def key(window: Window, text: str) -> None:
    window.actions_by_name[text].trigger()


def test_a_click_on_the_left_buttock_gives_ranked_candidates_with_reasons_and_opens_the_best(window: Window) -> None:
    click(window, *BUTTOCK)
    rows = window.panel.candidates.rows
    assert [row.row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.row.why for row in rows)
    assert all(row.row.key.side is Side.LEFT for row in rows)
    assert window.store.state.session.chosen == rows[0].row.key
    assert window.panel.card.isVisible()


def test_hovering_a_row_lights_its_muscle_zone_and_points_and_leaving_goes_back(window: Window) -> None:
    click(window, *BUTTOCK)
    first, second = (row.row.key for row in window.panel.candidates.rows[:2])
    window.panel.candidates.shown.emit(second)
    scene = window.canvas.scene
    assert scene.active == second
    assert scene.resting
    assert {zone.kind for zone in scene.zones} >= {"essential"}
    assert scene.crosses
    assert {cross.point.candidate for cross in scene.crosses} == {second}
    window.panel.candidates.shown.emit(None)
    assert window.canvas.scene.active == first


def test_a_click_on_an_x_leaves_only_its_own_referral_and_shows_the_fingers_way(window: Window) -> None:
    window.control.choose(MEDIUS)
    cross = next(each for each in window.canvas.scene.crosses if each.plate == "posterior" and each.point.number == 1)
    every = window.canvas.scene.zones
    click(window, "posterior", cross.x, cross.y)
    scene = window.canvas.scene
    assert window.store.state.session.chosen_point == cross.point.number
    assert {each.point for each in scene.crosses} == {cross.point}
    assert scene.routes
    assert scene.routes[0].landmark
    assert [zone.path for zone in scene.zones] != [zone.path for zone in every]


def test_clicks_add_up_and_undo_takes_the_last_back(window: Window) -> None:
    click(window, *BUTTOCK)
    click(window, "left", 0, -700)
    assert len(window.store.state.session.marks) == 2
    key(window, "undo")
    assert len(window.store.state.session.marks) == 1
    key(window, "redo")
    assert len(window.store.state.session.marks) == 2


def test_a_click_beside_the_body_marks_nothing(window: Window) -> None:
    click(window, "posterior", -340, -100)
    assert not window.store.state.session.marks


def test_a_new_client_clears_everything(window: Window, answers: Answers) -> None:
    click(window, *BUTTOCK)
    window.control.answer_precaution(next(iter(answers.knowledge.precautions)), "yes")
    key(window, "new-client")
    assert window.store.state.session == states.State().session
    assert not window.panel.candidates.rows
    assert not window.canvas.scene.spots
    assert window.panel.welcome.isVisible()


def test_a_new_client_finds_no_tissue_and_no_region_of_the_one_before(window: Window) -> None:
    window.canvas.pointed.emit(*BUTTOCK)
    window.canvas.finger.step((0, 1))
    key(window, "new-client")
    assert window.tissue.accessibleDescription() == "Point at the body."
    assert window.canvas.finger.region is None


def test_the_legend_explains_what_was_found_at_an_x(window: Window) -> None:
    click(window, *BUTTOCK)
    assert "latent" not in dict(window.foot.legend.signs)
    for finding in ("active", "latent", "not-found"):
        key(window, "next-point")
        key(window, finding)
    key(window, "next-point")
    found = [words for sign, words in window.foot.legend.signs if sign in {"active", "latent", "not-found"}]
    assert found == ["the client’s pain", "latent", "not found"]


def test_left_and_right_are_kept_apart(window: Window) -> None:
    click(window, "posterior", 95, -930)
    assert {row.row.key.side for row in window.panel.candidates.rows} == {Side.RIGHT}
    assert all(name.endswith(".right") for name in window.canvas.scene.lit)


@pytest.mark.parametrize("muscle", CHAPTER)
def test_every_muscle_of_the_first_chapter_lights_up_with_its_xs_and_zones(window: Window, muscle: str) -> None:
    window.control.choose(CandidateKey(muscle, Side.LEFT))
    scene = window.canvas.scene
    assert [name for name in scene.lit if any(name in plate.by_id for plate in window.plates.values())]
    assert scene.crosses
    assert scene.zones


def test_a_muscle_whose_points_no_figure_sees_opens_all_the_same(window: Window, answers: Answers) -> None:
    for muscle in answers.knowledge.muscles:
        window.control.choose(CandidateKey(muscle, Side.RIGHT))
        assert window.canvas.scene.lit or window.canvas.scene.crosses, muscle
        assert window.panel.card.key == CandidateKey(muscle, Side.RIGHT)


def test_not_this_one_drops_it_and_the_list_answers_for_the_rest(window: Window) -> None:
    click(window, *BUTTOCK)
    first, second = (row.row.key for row in window.panel.candidates.rows[:2])
    key(window, "drop")
    assert first not in {row.row.key for row in window.panel.candidates.rows}
    assert window.store.state.session.chosen == second
    key(window, "undo")
    assert first in {row.row.key for row in window.panel.candidates.rows}


def test_a_finding_is_noted_with_one_key_and_drawn_on_its_x(window: Window) -> None:
    window.control.choose(MEDIUS)
    key(window, "next-point")
    key(window, "active")
    point = PointKey("gluteus-medius", Side.LEFT, 1)
    assert window.store.state.session.finding(point) == "active"
    assert {cross.finding for cross in window.canvas.scene.crosses} == {"active"}
    key(window, "active")
    assert window.store.state.session.finding(point) is None


def test_a_red_flag_answered_yes_puts_the_action_first_and_hides_care(window: Window, answers: Answers) -> None:
    click(window, *BUTTOCK)
    flag = next(iter(answers.knowledge.red_flags.values()))
    window.control.answer_red_flag(flag.id, "yes")
    assert window.panel.red_flags.property("answer") == "yes"
    assert flag.action[:30] in window.panel.red_flags.accessibleName()
    window.control.apply(states.turn_to("care"))
    text = window.panel.card.page.toPlainText()
    assert flag.action in text
    assert "hidden" in text


def test_escape_closes_one_thing_at_a_time(window: Window) -> None:
    window.control.choose(MEDIUS)
    key(window, "next-point")
    key(window, "red-flags")
    assert window.store.state.view.red_flags_open
    key(window, "back")
    assert not window.store.state.view.red_flags_open
    assert window.store.state.session.chosen_point == 1
    key(window, "back")
    assert window.store.state.session.chosen_point is None
    key(window, "back")
    assert window.store.state.session.chosen is None



@pytest.mark.parametrize(("words", "muscle"), [("glut med", "gluteus-medius"), ("musculus piriformis", "piriformis"), ("QL", "quadratus-lumborum")])
def test_the_search_opens_a_muscle(window: Window, words: str, muscle: str) -> None:
    window.search.setFocus()
    window.search.show_hits(words)
    assert window.search.hits[0].id == muscle
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.store.state.session.chosen == CandidateKey(muscle, Side.LEFT)


def test_typing_lists_hits_and_escape_hides_them(window: Window) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "pirif")
    assert "piriformis" in {hit.id for hit in window.search.hits}
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.store.state.session.chosen is None


def test_candidates_can_be_walked_with_the_pedal_keys(window: Window) -> None:
    click(window, *BUTTOCK)
    keys = [row.row.key for row in window.panel.candidates.rows]
    key(window, "next-candidate")
    assert window.store.state.session.chosen == keys[1]
    key(window, "previous-candidate")
    key(window, "previous-candidate")
    assert window.store.state.session.chosen == keys[0]


def test_the_stack_under_the_pointer_reads_skin_maximus_medius_minimus_bone(window: Window) -> None:
    pixel = window.canvas.pixel_of(*BUTTOCK)
    assert pixel is not None
    QTest.mouseMove(window.canvas, pixel.toPoint())
    said = window.tissue.accessibleDescription()
    order = [said.index(name) for name in ("Skin", "Gluteus maximus", "Gluteus medius", "Gluteus minimus", "Hip bone")]
    assert order == sorted(order)
    assert "mm" not in said


def test_millimetres_stand_only_behind_the_expert_switch(window: Window, answers: Answers) -> None:
    slices = answers.tissue(*BUTTOCK, in_mm=True)
    assert any(each.thickness_mm for each in slices)
    assert window.store.state.settings.depths is False
    assert "never for needles" in window.actions_by_name["expert"].toolTip()


def test_no_millimetres_over_the_thorax_even_for_experts(answers: Answers) -> None:
    slices = answers.tissue("posterior", -60, -1250, in_mm=True)
    assert slices
    assert all(each.depth_mm is None for each in slices)


def test_a_tick_today_changes_the_card_at_once(window: Window) -> None:
    window.control.choose(MEDIUS)
    window.control.apply(states.turn_to("care"))
    before = window.panel.card.page.toPlainText()
    window.panel.today.chips["blood-thinner"].click()
    after = window.panel.card.page.toPlainText()
    assert after != before
    assert "Today: " in after


def test_the_window_opens_without_the_engine_and_says_what_is_wrong(empty_window: Window, plates: Any) -> None:
    empty_window.take_plates({name: plates[name] for name in ("posterior", "left", "right")}, ("assets/svg/anterior.svg: is cut off",))
    empty_window.take(Loaded({}, None, ("data/matching.toml: is missing",)))
    empty_window.show()
    assert "assets/svg/anterior.svg: is cut off" in empty_window.banner.text
    assert empty_window.banner.isVisible()
    assert empty_window.banner.unfolded == ""
    empty_window.banner.unfold()
    assert "data/matching.toml: is missing" in empty_window.banner.unfolded
    assert empty_window.canvas.sheet.get("anterior") is None
    click(empty_window, *BUTTOCK)
    key(empty_window, "peel-in")
    assert empty_window.store.state.view.layers.step == "middle"


def test_a_click_before_the_engine_is_there_waits_for_it(empty_window: Window, plates: Any, loaded: Loaded) -> None:
    empty_window.take_plates(plates)
    empty_window.show()
    click(empty_window, *BUTTOCK)
    assert not empty_window.store.state.session.marks
    empty_window.take(loaded)
    QTest.qWait(1)
    assert len(empty_window.store.state.session.marks) == 1


def test_many_clicks_before_the_engine_is_there_are_answered_one_by_one_in_their_order(empty_window: Window, plates: Any, loaded: Loaded) -> None:
    empty_window.take_plates(plates)
    empty_window.show()
    for step in range(3):
        click(empty_window, "posterior", -95.0, -930.0 - 60 * step)
    assert loaded.answers is not None
    loaded.answers.expect(empty_window.control.waiting)
    empty_window.take(loaded)
    for _ in range(5):
        QTest.qWait(1)
    assert not empty_window.control.waiting
    down = [mark.place.y for mark in empty_window.store.state.session.marks if isinstance(mark.place, PlatePlace)]
    assert len(down) == 3
    assert down == sorted(down, reverse=True)


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1920, 1080)])
def test_nothing_is_wider_than_the_window(window: Window, size: tuple[int, int]) -> None:
    from PySide6.QtWidgets import QApplication

    window.resize(*size)
    click(window, *BUTTOCK)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for part in (window.panel, window.canvas, window.tools, window.foot):
        right_bottom = part.mapTo(window, QPoint(part.width(), part.height()))
        assert right_bottom.x() <= size[0]
        assert right_bottom.y() <= size[1]


def test_the_about_box_keeps_both_lines_of_the_atlas(window: Window) -> None:
    from bodymap.ui.panel.about import about_html

    text = about_html(None)
    assert "BodyParts3D - The Database Center for Life Science - CC-BY-SA 2.1 Japan" in text
    assert "Z-Anatomy - The open source atlas of anatomy - CC-BY-SA 4.0" in text


def test_look_alikes_felt_at_the_spot_stand_beside_the_candidates_and_open(window: Window, answers: Answers) -> None:
    click(window, *BUTTOCK)
    conditions = answers.look_alikes(window.store.state.session)
    assert conditions
    window.panel.look_alike_opened.emit(conditions[0].id)
    assert window.store.state.view.condition == conditions[0].id
    assert conditions[0].name in window.panel.card.page.accessibleName()


def test_the_pattern_of_the_week_opens_its_muscle(window: Window) -> None:
    window.panel.welcome.followed.emit("piriformis")
    assert window.store.state.active == CandidateKey("piriformis", Side.LEFT)


def test_a_question_names_versions_and_the_open_record_and_nothing_of_the_client(window: Window) -> None:
    from bodymap.ui.panel.question import prepared

    click(window, *BUTTOCK)
    window.control.choose(MEDIUS)
    text = prepared(window.store.state)
    assert "gluteus-medius" in text
    assert "bodymap 0" in text
    assert "left" not in text


def test_today_can_be_asked(window: Window) -> None:
    click(window, *BUTTOCK)
    assert window.panel.today.summary.isVisible()
    assert not window.panel.today.chips["blood-thinner"].isVisible()
    window.panel.today.summary.click()
    assert window.panel.today.chips["blood-thinner"].isVisible()
    window.panel.today.summary.click()


def test_near_looks_closely_at_the_chosen_muscle_and_again_shows_all_figures(window: Window) -> None:
    click(window, *BUTTOCK)
    before = window.canvas.viewport.scale
    key(window, "close-up")
    assert window.canvas.viewport.scale > 2 * before
    key(window, "close-up")
    assert window.canvas.is_fitted


def test_near_with_nothing_marked_shows_all_figures(window: Window) -> None:
    key(window, "close-up")
    assert window.canvas.is_fitted


def test_the_client_reads_no_signs_behind_a_red_flag(window: Window) -> None:
    from bodymap.ui.panel.redflag import LEVELS

    window.control.apply(states.word_for("client"))
    window.control.apply(states.open_red_flags(on=True))
    shown = [label.text() for label in window.panel.questions.findChildren(QLabel) if not label.isHidden()]
    assert "Before we start" in shown
    assert not set(LEVELS.values()) & set(shown)


def test_an_abbreviation_does_not_list_its_muscle_twice(window: Window) -> None:
    window.search.show_hits("glut med")
    assert window.search.hits[0].id == "gluteus-medius"
    assert "gmed" not in {hit.title for hit in window.search.hits}
    window.search.show_hits("")


def test_the_card_of_a_candidate_says_all_reasons_and_a_sentence_to_read_aloud_but_no_box_hides_the_body(window: Window) -> None:
    click(window, *BUTTOCK)
    row = window.panel.candidates.rows[0]
    text = window.panel.card.page.toPlainText()
    assert all(reason in text for reason in row.row.why)
    assert row.row.aloud in text
    assert row.toolTip() == ""


def test_once_the_view_has_come_to_rest_what_pictures_leave_is_given_back(window: Window) -> None:
    rest = window.findChild(QTimer, "rest")
    assert rest is not None
    rest.stop()
    window.canvas.lens.zoom(1.5, at_once=True)
    assert rest.isActive()
    assert rest.isSingleShot()
