"""The therapist's own in the window: put, drawn, written, shown as theirs, undone, kept, exported and imported."""

from pathlib import Path
from typing import Any

import pytest

from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.own import form, record
from bodymap.own.record import NOTHING, OwnSite
from bodymap.report import template as templates
from bodymap.session.paint import Stroke
from bodymap.session.record import CandidateKey, PointKey
from bodymap.ui import state as states
from bodymap.ui.drawing.hand import Gesture
from bodymap.ui.handout import draft as drafts
from bodymap.ui.own import keeping
from bodymap.ui.own.keeping import Keeper
from bodymap.ui.panel.legend import signs_of

LEFT = CandidateKey("gluteus-medius", Side.LEFT)
RIGHT = CandidateKey("gluteus-medius", Side.RIGHT)
HERE = ("posterior", -120.0, -915.0)
DRAWN = Stroke("posterior", ((-110, -800), (-120, -700)), 22.0)


def put_an_x(window: Any) -> None:
    window.control.choose(LEFT)
    window.own.toggle()
    window.own.take_tool("own-x")
    window.canvas.clicked.emit(*HERE)


def test_a_press_puts_an_x_of_ones_own_on_every_plate_and_both_sides_and_marks_no_pain(window: Any) -> None:
    put_an_x(window)
    state = window.store.state
    assert not state.session.is_marked
    assert [each.muscle for each in state.own.points] == ["gluteus-medius"]
    assert state.session.chosen_point == 101
    crosses = [each for each in window.scene.crosses if each.point.number == 101]
    assert {each.plate for each in crosses} == {"posterior", "left"}
    window.control.choose(RIGHT)
    assert {each.plate for each in window.scene.crosses if each.point.number == 101} == {"posterior", "right"}
    assert window.store.state.view.tool == "click", "one press, one X: the next one marks the client's pain again"


def test_on_this_side_only_means_that(window: Any) -> None:
    put_an_x(window)
    window.own_strip.sides_chosen.emit("one")
    assert window.store.state.own.points[0].sides == "left"
    window.control.choose(RIGHT)
    assert all(each.point.number != 101 for each in window.scene.crosses)


def test_a_zone_is_drawn_where_it_was_painted_and_belongs_to_the_chosen_x(window: Any) -> None:
    put_an_x(window)
    window.own.take_tool("own-zone")
    window.canvas.brush.painted.emit(Gesture((DRAWN,), "own-zone"))
    state = window.store.state
    assert not state.session.areas
    assert state.own.zones[0].number == 101
    own = [zone for zone in window.scene.zones if zone.kind == "own" and zone.plate == "posterior"]
    assert len(own) == 1
    box = own[0].path.boundingRect()
    assert abs(box.center().x() + 115) < 8
    assert abs(box.height() - 144) < 12
    window.control.choose_point(PointKey("gluteus-medius", Side.LEFT, 1))
    assert all(zone.kind != "own" for zone in window.scene.zones)


def test_the_eraser_rubs_out_ones_own_zone_and_not_the_clients_pain_and_is_undone(window: Any) -> None:
    put_an_x(window)
    window.control.choose_point(None)
    window.own.painted(Gesture((DRAWN,), "own-zone"))
    window.control.painted(Gesture((DRAWN,), "brush"))
    window.control.choose(LEFT)
    before = window.store.state
    window.actions_by_name["erase"].trigger()
    assert window.store.state.view.tool == "own-eraser"
    assert "the client’s pain stays" in window.own_strip._hint.text()
    half = Stroke("posterior", ((-118, -760), (-122, -650)), 40.0)
    window.canvas.brush.painted.emit(Gesture((half,), "own-eraser"))
    state = window.store.state
    assert state.session.areas == before.session.areas
    path = next(zone.path for zone in window.scene.zones if zone.kind == "own" and zone.plate == "posterior")
    assert path.boundingRect().bottom() < -770
    window.canvas.brush.painted.emit(Gesture((DRAWN,), "eraser"))
    assert not window.store.state.own.zones, "the pen's other end too; of which nothing is left is gone"
    assert window.store.state.session.areas == before.session.areas
    window.store.undo()
    window.store.undo()
    assert window.store.state.own == before.own
    window.actions_by_name["erase"].trigger()
    assert window.store.state.view.tool == "click"
    window.own.toggle()
    window.actions_by_name["erase"].trigger()
    assert window.store.state.view.tool == "eraser", "without the strip it is that of the client's pain"


def test_own_zones_are_drawn_and_rubbed_out_by_keyboard_too(window: Any) -> None:
    window.control.choose(LEFT)
    window.own.toggle()
    window.own.take_tool("own-zone")
    window.canvas.finger.pressed.emit(*HERE)
    assert len(window.store.state.own.zones) == 1
    window.own.take_tool("own-eraser")
    window.canvas.finger.pressed.emit(*HERE)
    assert not window.store.state.own.zones


def test_it_is_shown_as_theirs_by_its_sign_its_letter_and_its_words(window: Any) -> None:
    put_an_x(window)
    window.own.name("lets go late")
    window.own.take_tool("own-zone")
    window.own.painted(Gesture((DRAWN,), "own-zone"))
    signs = dict(signs_of(window.scene, {}))
    assert signs["own"] == "your own zone"
    assert signs["own-cross"] == "your own X"
    text = window.panel.card.page.toPlainText()
    assert "Yours" in text
    assert "lets go late" in text
    assert "◇ a" in text


@pytest.mark.usefixtures("qapp")
def test_an_x_of_ones_own_looks_other_than_a_shipped_one() -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QPainter

    from bodymap.ui.drawing.cross import paint_cross
    from bodymap.ui.drawing.easel import Easel
    from bodymap.ui.drawing.scene import Cross
    from bodymap.ui.drawing.sheet import Viewport
    from bodymap.ui.theme import LIGHT

    def drawn(number: int) -> QImage:
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill("white")
        painter = QPainter(image)
        paint_cross(Easel(painter, LIGHT, Viewport()), QPointF(30, 30), Cross(PointKey("", Side.LEFT, number), "", 0, 0, ""), number="")
        painter.end()
        return image

    own, shipped = drawn(101), drawn(1)
    corner = QPointF(30, 30 - 0.9 * 16).toPoint()
    assert own.pixelColor(corner).lightness() < 100 < shipped.pixelColor(corner).lightness()


def test_undo_takes_it_back_and_a_new_client_leaves_it(window: Any) -> None:
    put_an_x(window)
    window.own.write_note("gluteus-medius", "Balance the pelvis first.")
    window.new_client()
    assert window.store.state.own.note("gluteus-medius")
    window.store.undo()
    assert not window.store.state.own.note("gluteus-medius")
    assert window.store.state.own.points
    while window.store.can_undo and window.store.state.own.points:
        window.store.undo()
    assert not window.store.state.own.points
    window.store.redo()
    assert window.store.state.own.points


def test_what_is_removed_is_gone_with_its_zone(window: Any) -> None:
    put_an_x(window)
    window.own.painted(Gesture((DRAWN,), "own-zone"))
    window.own_strip.removed.emit()
    assert window.store.state.own.points == window.store.state.own.zones == ()
    assert window.store.state.session.chosen_point is None


def test_what_was_found_at_it_is_noted_by_the_same_keys(window: Any) -> None:
    put_an_x(window)
    window.control.find("active")
    assert window.store.state.session.finding(PointKey("gluteus-medius", Side.LEFT, 101)) == "active"
    window.control.step_point()
    assert window.store.state.session.chosen_point is None, "after the last X come all"


def test_a_note_is_written_on_the_card_and_never_goes_to_another_muscle(window: Any, application: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.control.choose(LEFT)
    window.control.turn_tab(5)
    window.panel.card.own_wanted.emit("note")
    editor = window.panel.card.writing
    assert not editor.isHidden()
    editor.field.setPlainText("Balance the pelvis first.")
    window.control.choose(CandidateKey("piriformis", Side.LEFT))
    application.processEvents()
    assert window.store.state.own.notes == (("gluteus-medius", "Balance the pelvis first."),)
    assert editor.field.toPlainText() == ""
    window.control.choose(LEFT)
    assert "Balance the pelvis first." in window.panel.card.page.toPlainText()
    window.actions_by_name["back"].trigger()
    assert editor.isHidden()


def test_the_client_sees_no_note_and_the_own_dose_simply_as_how_long(window: Any) -> None:
    window.control.choose(LEFT)
    window.own.write_note("gluteus-medius", "Private to me.")
    item = window.answers.knowledge.muscle("gluteus-medius").care.self_care[0]
    window.own.set_dose(item, "45 seconds")
    window.control.turn_tab(2)
    text = window.panel.card.page.toPlainText()
    assert "Yours" in text
    assert "45 seconds" in text
    from bodymap.report.told import texts
    from bodymap.ui.client.choice import draw_item
    from bodymap.ui.client.telling import told_of

    window.store.apply(draw_item(item))
    window.store.apply(states.word_for("client"))
    told = told_of(window.store.state, window.answers)
    assert told is not None
    said = list(texts(told))
    assert "45 seconds" in said
    assert "Private to me." not in " ".join(said)


def test_escape_puts_the_tool_back_and_then_closes_the_strip(window: Any) -> None:
    window.control.choose(LEFT)
    window.actions_by_name["own"].trigger()
    window.own.take_tool("own-zone")
    assert not window.own_strip.isHidden()
    window.actions_by_name["back"].trigger()
    assert window.store.state.view.tool == "click"
    window.actions_by_name["back"].trigger()
    assert window.own_strip.isHidden()


def test_without_a_muscle_the_strip_says_what_to_do(window: Any) -> None:
    window.actions_by_name["own"].trigger()
    window.own.take_tool("own-x")
    window.canvas.clicked.emit(*HERE)
    assert window.store.state.own == NOTHING
    assert not window.own_strip.tools.isEnabled()


def test_the_handout_shows_ones_own_where_that_is_chosen_and_the_note_only_when_asked(window: Any) -> None:
    put_an_x(window)
    window.own.painted(Gesture((DRAWN,), "own-zone"))
    window.control.choose_point(None)
    window.own.write_note("gluteus-medius", "Side-lying works best.")
    window.take_home()
    page = window.stage.page

    def drawn() -> tuple[bool, bool]:
        page.draw_now()
        scene = next(each.scene for name, each in page.paper._pictures.items() if name == "figure:0")
        return scene.own_crosses, "own" in scene.kinds

    try:
        assert drawn() == (True, True)
        assert not [block for block in page.made().blocks if block.id.startswith("own-note")]
        page.edit(lambda draft: drafts.switch_part(draft, "own", on=False))
        page.edit(lambda draft: drafts.switch_part(draft, "own-note", on=True))
        page.draw_now()
        assert drawn() == (False, False)
        note = next(block for block in page.made().blocks if block.id.startswith("own-note"))
        assert note.lines[0].text == "Side-lying works best."
    finally:
        window.stage.leave()
        page.forget()


# The file


@pytest.fixture
def kept() -> record.Own:
    own = record.write_note(NOTHING, "gluteus-medius", "Mine.")
    return record.put_point(own, "gluteus-medius", OwnSite("gluteus-medius", 0.5, 0.5))


def test_what_is_kept_comes_back_and_only_its_owner_may_read_it(tmp_path: Path, kept: record.Own) -> None:
    file = tmp_path / "deep" / "own.json"
    Keeper(file).save(kept)
    assert Keeper(file).load() == (kept, ())
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["own.json"]


def test_a_file_that_cannot_be_read_is_said_and_put_aside_and_never_lost(tmp_path: Path, kept: record.Own) -> None:
    file = tmp_path / "own.json"
    file.write_text("{ half of", encoding="utf-8")
    keeper = Keeper(file)
    own, problems = keeper.load()
    assert own == NOTHING
    assert "own.json" in problems[0]
    assert file.read_text(encoding="utf-8") == "{ half of", "looking changes nothing"
    keeper.save(kept)
    assert (tmp_path / "own.json.unread").read_text(encoding="utf-8") == "{ half of"
    assert Keeper(file).load() == (kept, ())


def test_what_was_put_aside_before_is_never_overwritten(tmp_path: Path, kept: record.Own) -> None:
    file = tmp_path / "own.json"
    for text in ("{ one", "{ two", "{ three"):
        file.write_text(text, encoding="utf-8")
        keeper = Keeper(file)
        said = keeper.load()[1][0]
        keeper.save(kept)
    assert "own.json.unread-3" in said
    aside = sorted(tmp_path.glob("own.json.unread*"))
    assert [each.read_text(encoding="utf-8") for each in aside] == ["{ one", "{ two", "{ three"]


def test_what_another_window_wrote_meanwhile_is_not_overwritten(tmp_path: Path, kept: record.Own) -> None:
    file = tmp_path / "own.json"
    one, other = Keeper(file), Keeper(file)
    one.load(), other.load()
    other.save(record.write_note(NOTHING, "piriformis", "From the other room."))
    merged = one.save(kept).into(kept)
    assert merged.note("piriformis") == "From the other room."
    assert Keeper(file).load()[0] == merged


@pytest.fixture
def room(application: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What of a window keeping needs."""
    from PySide6.QtCore import QObject

    from bodymap.ui.own.deed import OwnDeeds
    from bodymap.ui.store import Store

    class Room(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.told: list[str] = []
            self.store = Store(parent=self)
            self.own = OwnDeeds(self.store, None, self.told.append)  # type: ignore[arg-type]

        def tell(self, problems: tuple[str, ...]) -> None:
            self.told += problems

    monkeypatch.setattr(templates, "template_file", lambda: tmp_path / "handout.toml")
    return Room()


def test_undo_takes_back_ones_own_and_never_what_another_window_wrote(room: Any, application: Any, tmp_path: Path) -> None:
    file, store = tmp_path / "own.json", room.store
    keeping.keep_own(room, Keeper(file))
    room.own.write_note("gluteus-medius", "Mine.")
    other = Keeper(file)
    there, _ = other.load()
    other.save(record.write_note(there, "piriformis", "From the other room."))
    room.own.write_note("soleus", "Mine too.")
    application.processEvents()
    names = ["gluteus-medius", "piriformis", "soleus"]
    assert [name for name, _ in store.state.own.notes] == names
    store.undo()
    assert [name for name, _ in store.state.own.notes] == names[:2]
    store.undo()
    assert [name for name, _ in store.state.own.notes] == ["piriformis"], "and what is taken back stays taken back"
    assert Keeper(file).load()[0] == store.state.own
    assert not store.can_undo
    store.redo()
    store.redo()
    assert [name for name, _ in store.state.own.notes] == names
    there, _ = other.load()
    other.save(record.write_note(there, "gluteus-medius", ""))
    room.own.write_note("iliacus", "Third.")
    application.processEvents()
    assert not store.state.own.note("gluteus-medius"), "taken away there is taken away here"


def test_a_stroke_that_would_not_be_read_again_is_refused_where_the_hand_is(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MOST_STROKES", 1)
    put_an_x(window)
    window.own.painted(Gesture((DRAWN,), "own-zone"))
    before = window.store.state.own
    window.own.painted(Gesture((Stroke("posterior", ((-150, -800), (-160, -700)), 22.0),), "own-zone"))
    assert window.store.state.own == before
    assert window.own_strip._hint.text() == "This zone is full: 1 strokes. Remove it, and draw it with a broader brush."


def test_notes_that_together_would_not_be_read_again_are_refused(room: Any) -> None:
    wide = "\U0001f600" * record.MOST_NOTE
    room.store.begin_with(record.Own(notes=tuple((f"muscle-{number}", wide) for number in range(100, 224))))
    room.own.write_note("muscle-224", "x" * 30_000)
    room.own.write_note("muscle-225", wide)
    own = room.store.state.own
    assert [name for name, _ in own.notes][-2:] == ["muscle-223", "muscle-224"]
    assert form.read(form.compose(own)) == (own, ())
    assert len(form.compose(own).encode()) <= form.MOST_BYTES
    assert "larger than the 5 MB" in room.told[-1]


def test_what_is_left_out_of_a_note_or_dose_that_is_too_long_is_said(room: Any) -> None:
    room.own.write_note("soleus", "x" * (record.MOST_NOTE + 1))
    room.own.set_dose("ball-on-wall", "y" * (record.MOST_DOSE + 1))
    assert len(room.store.state.own.note("soleus")) == record.MOST_NOTE
    assert [each.partition(" signs")[0] for each in room.told] == ["A note holds at most 10000", "A dose holds at most 300"]


def test_a_blank_at_the_end_stays_while_a_note_is_written(window: Any) -> None:
    from bodymap.ui.writing import Writing

    field = Writing("Note", "")
    field.written.connect(lambda text: field.show_text(record.cleaned(text)))
    field.setPlainText("Lets go ")
    field.tell()
    assert field.toPlainText() == "Lets go "
    field.deleteLater()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b'{"bodymap-own": 1, "points": [{"muscle": "x"}]}', b"x" * (form.MOST_BYTES + 1)])
def test_of_a_strangers_bad_file_nothing_is_taken(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "theirs.json"
    file.write_bytes(content)
    with pytest.raises(BodymapError, match=r"theirs\.json"):
        keeping.load_other(file)


def test_doses_that_the_handouts_template_kept_move_to_the_others_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "template_file", lambda: tmp_path / "handout.toml")
    templates.save(templates.Template(clinic="Clinic", doses={"ball-on-wall": "60 s", "side-bend": "30 s"}))
    keeper = Keeper(tmp_path / "own.json")
    own = keeping.take_doses(record.set_dose(NOTHING, "ball-on-wall", "45 s"), keeper)
    assert own.doses == (("ball-on-wall", "45 s"), ("side-bend", "30 s"))
    assert templates.load() == templates.Template(clinic="Clinic")
    assert Keeper(tmp_path / "own.json").load() == (own, ())
    assert keeping.take_doses(NOTHING, keeper) == NOTHING


def test_doses_leave_the_template_only_once_they_are_kept_and_only_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "template_file", lambda: tmp_path / "handout.toml")
    full = templates.Template(doses={"ball-on-wall": "60 s", "side-bend": "x" * (record.MOST_DOSE + 1), "No Such Id": "1 min"})
    templates.save(full)

    def fail(_file: Path, _content: bytes) -> None:
        raise BodymapError("no room")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(keeping, "write_whole", fail)
        with pytest.raises(BodymapError):
            keeping.take_doses(NOTHING, Keeper(tmp_path / "own.json"))
    assert templates.load() == full
    own = keeping.take_doses(NOTHING, Keeper(tmp_path / "own.json"))
    assert own.dose("ball-on-wall") == "60 s"
    assert set(templates.load().doses) == {"side-bend", "No Such Id"}


def test_an_import_says_what_it_would_do_before_it_does_it_and_is_undone_as_one_step(window: Any, tmp_path: Path, kept: record.Own) -> None:
    window.open_settings()
    box, exchange = window.settings.own, window.exchange
    try:
        put_an_x(window)
        window.own.write_note("gluteus-medius", "First.")
        exchange.export_to(tmp_path / "given.json")
        assert keeping.load_other(tmp_path / "given.json") == window.store.state.own
        keeping.export(record.write_note(kept, "no-such-muscle", "?"), tmp_path / "theirs.json")
        before = window.store.state.own
        exchange.read(tmp_path / "theirs.json")
        assert box.said.text() == (
            "Adds 1 note and 1 X. 1 note differs: the other words go below yours. "
            "1 is of a muscle or exercise not known here: it is kept, but not shown."
        )
        assert window.store.state.own == before, "nothing is taken by looking"
        box.take.click()
        assert window.store.state.own.note("gluteus-medius") == "First.\n\nMine."
        assert len(window.store.state.own.points) == 2
        assert box.count.text() == "2 notes and 2 X’s"
        exchange.read(tmp_path / "theirs.json")
        assert box.take.isHidden(), "there is nothing left to take"
        window.store.undo()
        assert window.store.state.own == before
        with pytest.MonkeyPatch.context() as small:
            small.setattr(form, "MOST_BYTES", (tmp_path / "theirs.json").stat().st_size)
            exchange.read(tmp_path / "theirs.json")
            box.take.click()
            assert "larger than" in box.said.text(), "what was not taken is not said to be"
            assert window.store.state.own == before
        (tmp_path / "bad.json").write_text("{", encoding="utf-8")
        exchange.read(tmp_path / "bad.json")
        assert "is not JSON" in box.said.text()
        assert box.take.isHidden()
    finally:
        window.stage.leave()
