from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QImage

from bodymap.ui.drawing import opening
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.window import Window

BOUNDS = {"posterior": (-360.0, -1729.0, 360.0, 21.0)}


def picture() -> QImage:
    made = QImage(80, 60, QImage.Format.Format_RGB32)
    made.fill(QColor("#123456"))
    return made


def test_what_was_saved_is_loaded(application: Any, tmp_path: Path) -> None:
    opening.save("light", Opening(picture(), BOUNDS), folder=tmp_path)
    kept = opening.load("light", folder=tmp_path)
    assert kept is not None
    assert kept.bounds == BOUNDS
    assert kept.picture.pixelColor(5, 5) == QColor("#123456")


def test_none_of_this_theme_is_none(tmp_path: Path) -> None:
    assert opening.load("dark", folder=tmp_path) is None


def test_a_picture_of_other_plates_or_a_broken_one_is_not_shown(application: Any, tmp_path: Path, monkeypatch: Any) -> None:
    opening.save("light", Opening(picture(), BOUNDS), folder=tmp_path)
    monkeypatch.setattr(opening, "plates_key", lambda: "others")
    assert opening.load("light", folder=tmp_path) is None
    monkeypatch.undo()
    (tmp_path / "opening-light.png").write_bytes(b"no picture")
    assert opening.load("light", folder=tmp_path) is None


def test_a_folder_that_cannot_be_written_is_no_error(application: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    opening.save("light", Opening(picture(), BOUNDS), folder=tmp_path / "file")


def test_a_click_on_the_opening_picture_waits_for_the_engine(application: Any, empty_window: Window, loaded: Any, plates: Any) -> None:
    bounds = {name: art.bounds for name, art in plates.items()}
    empty_window.take_opening(Opening(picture(), bounds))
    empty_window.show()
    pixel = empty_window.canvas.pixel_of("posterior", -95, -930)
    assert pixel is not None
    found = empty_window.canvas.plate_at(pixel)
    assert found is not None
    empty_window.canvas.clicked.emit(*found)
    assert empty_window.canvas.awaited.spots == [found], "a ring says at once that the press was heard"
    empty_window.canvas.repaint()
    empty_window.take_plates(plates)
    empty_window.take(loaded)
    application.processEvents()
    assert empty_window.canvas.awaited.spots == []
    assert len(empty_window.store.state.session.marks) == 1
