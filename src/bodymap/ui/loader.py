"""Loads plates, engine and records behind the first frame, in a thread, and brings what is good with sentences about the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from bodymap.anatomy.location import INSETS
from bodymap.atlas.figure import FIRST
from bodymap.errors import BodymapError, ProblemsError, sentence_of
from bodymap.ui.answer import Loaded
from bodymap.ui.drawing.sheet import PLATES

if TYPE_CHECKING:
    from bodymap.ui.drawing.art import PlateArt


def load_answers(figure: str = FIRST) -> Loaded:
    """Return the engine's answers for a figure, without plates; what is wrong in the shipped files becomes sentences, never an exception."""
    from bodymap.matching import engine
    from bodymap.ui.reply import EngineAnswers

    try:
        answers = EngineAnswers.of(engine.load(figure=figure))
        answers.warm()
    except BodymapError as error:
        return Loaded({}, None, _sentences(error))
    return Loaded({}, answers, tuple(answers.problems))


def load_plates(figure: str = FIRST) -> tuple[dict[str, PlateArt], tuple[str, ...]]:
    """Return the plates of a figure that can be read, as painter paths, and a sentence for each that cannot."""
    from bodymap.atlas import library
    from bodymap.ui.drawing.art import plate_art

    plates: dict[str, PlateArt] = {}
    problems: list[str] = []
    for name in PLATES:
        try:
            plate = library.load(name, figure=figure)
            plates[name] = plate_art(plate)
            problems.extend(str(problem) for problem in plate.problems if name != "right")
        except BodymapError as error:
            if name != "right":
                problems.extend(_sentences(error))
    return plates, tuple(problems)


def load_insets(figure: str = FIRST, names: Sequence[str] = INSETS) -> dict[str, PlateArt]:
    """Return the enlarged plates of a figure that can be read, as painter paths; what is wrong about them `bodymap check` says."""
    from bodymap.atlas import library
    from bodymap.ui.drawing.art import plate_art

    insets: dict[str, PlateArt] = {}
    for name in names:
        with contextlib.suppress(BodymapError):
            insets[name] = plate_art(library.load(name, figure=figure))
    return insets


def _sentences(error: BodymapError) -> tuple[str, ...]:
    return tuple(str(each) for each in error.problems) if isinstance(error, ProblemsError) else (str(error),)


class Loader(QThread):
    """Runs a load in a thread of its own."""

    plates_loaded = Signal(object, object)
    """``(plates, problems)``: they come first, so that the body is there early."""
    loaded = Signal(object)
    """A `Loaded`."""
    insets_loaded = Signal(object)
    """The enlarged plates, by name, last of all."""
    failed = Signal(str)

    def __init__(
        self,
        first: Callable[[], tuple[dict[str, PlateArt], tuple[str, ...]]] | None = None,
        then: Callable[[], Loaded] | None = None,
        last: Callable[[], dict[str, PlateArt]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._then, self._last = first or load_plates, then or load_answers, last or load_insets

    def run(self) -> None:
        try:
            plates, problems = self._first()
            self.plates_loaded.emit(plates, problems)
            self.loaded.emit(self._then())
            self.insets_loaded.emit(self._last())
        except Exception as error:  # noqa: BLE001 - a thread must not die silently: the window shows the sentence
            self.failed.emit(sentence_of(error))
