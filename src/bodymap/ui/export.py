"""Pictures and print: the same scene through the same drawing code, into PNG, SVG or PDF; and `bodymap snapshot`.

Without a plate a PNG is the real window, grabbed off screen; everything else is the sheet, or one plate of it, drawn for that size.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from bodymap.anatomy.location import INSETS
from bodymap.atlas.figure import FIRST
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import Id, Side
from bodymap.report.output import write_whole
from bodymap.session import record
from bodymap.session.record import CandidateKey, Session
from bodymap.tongue import tr
from bodymap.ui import state as states
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.brushwork import Weight, paint_body
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.nest import sheet_of
from bodymap.ui.drawing.overlay import paint_scene, paint_titles
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import PLATES, Sheet, fit
from bodymap.ui.errand import saved
from bodymap.ui.panel.about import SHORT_DISCLAIMER
from bodymap.ui.state import Layers, State, View, set_up
from bodymap.ui.theme import LAYERS, THEMES, Theme

if TYPE_CHECKING:
    from bodymap.ui.answer import Answers
    from bodymap.ui.window import Window

FORMATS = (".png", ".svg", ".pdf")
_FOOT_PX = 26
_PDF_DPI = 96


def snapshot(  # noqa: PLR0913 - one keyword for each option of the command
    out: Path,
    *,
    plate: str | None = None,
    at: Sequence[str] = (),
    muscle: str | None = None,
    layers: Sequence[str] | None = None,
    size: tuple[int, int] = (1600, 1000),
    theme: str = "light",
    figure: str = FIRST,
    laid: Sequence[str] = (),
) -> None:
    """Draw a picture of `size` pixels to `out`: the window, or one `plate`, with places marked and a muscle chosen.

    `muscle` may end in a side, left by default; without it the best candidate of the places is chosen. `layers` names the layers to show, `laid` what is laid over them.
    Raises `BodymapError` with one sentence for a wrong ending, plate, place, muscle or layer.
    """
    out = Path(out)
    _check(out, plate)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bodymap.ui.application import make_application
    from bodymap.ui.loader import load_answers, load_insets, load_plates

    application = make_application()
    plates, _ = load_plates(figure)
    if plate in INSETS:
        plates |= load_insets(figure, [plate])
    loaded = load_answers(figure)
    if loaded.answers is None and (at or muscle):
        raise BodymapError("; ".join(loaded.problems) or "the records could not be read")
    state = set_up(figure=figure, theme=theme)(_state(loaded.answers, at, muscle, layers))
    for name in laid:
        state = states.lay(name, on=True)(state)
    if plate is None and out.suffix == ".png":
        from bodymap.ui.store import Store
        from bodymap.ui.window import Window

        window = Window(Store(state))
        window.resize(*size)
        window.take_plates(plates)
        window.take(loaded)
        window.show()
        window.finish_painting()
        application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        write_whole(out, png(window.grab().toImage().scaled(QSize(*size))))
        window.close()
        window.deleteLater()
        return
    if plate is not None and plate not in plates:
        raise BodymapError(f"cannot be drawn: {_why(plate, loaded.problems)}", record=f"plate {plate}")
    chosen = {plate: plates[plate]} if plate else plates
    scene = _scene(loaded.answers, state, tuple(chosen))
    save(out, scene, chosen, size=size, theme=THEMES[theme])


def save(out: Path, scene: Scene, plates: dict[str, PlateArt], *, size: tuple[int, int], theme: Theme) -> None:
    """Write `scene` on `plates` to `out`, in the format that its ending names; raises `BodymapError` where that fails."""
    _check(out, None)
    content = {".png": _png, ".svg": _svg, ".pdf": _pdf}[out.suffix](scene, plates, size, theme)
    write_whole(out, content)


def _png(scene: Scene, plates: dict[str, PlateArt], size: tuple[int, int], theme: Theme) -> bytes:
    return png(render(scene, plates, size=size, theme=theme))


def _svg(scene: Scene, plates: dict[str, PlateArt], size: tuple[int, int], theme: Theme) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(*size))
    generator.setViewBox(QRect(0, 0, *size))
    generator.setTitle("bodymap")
    generator.setDescription(SHORT_DISCLAIMER)
    painter = QPainter(generator)
    paint(painter, scene, plates, size=size, theme=theme, as_vectors=True)
    painter.end()
    return bytes(buffer.data().data())


def _pdf(scene: Scene, plates: dict[str, PlateArt], size: tuple[int, int], theme: Theme) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle("bodymap")
    writer.setResolution(_PDF_DPI)
    points = QSizeF(size[0] * 72 / _PDF_DPI, size[1] * 72 / _PDF_DPI)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    paint(painter, scene, plates, size=size, theme=theme, as_vectors=True)
    painter.end()
    return bytes(buffer.data().data())


def png(image: QImage) -> bytes:
    """Return `image` as PNG."""
    buffer = _buffer()
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # PySide's stub wants bytes and refuses bytes at run time
        raise BodymapError("the picture could not be made")
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def render(scene: Scene, plates: dict[str, PlateArt], *, size: tuple[int, int], theme: Theme) -> QImage:
    """Return `scene` on `plates` as an opaque image of `size` pixels."""
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, scene, plates, size=size, theme=theme)
    painter.end()
    return image


def paint(
    painter: QPainter,
    scene: Scene,
    plates: dict[str, PlateArt],
    *,
    size: tuple[int, int],
    theme: Theme,
    as_vectors: bool = False,
) -> None:
    """Paint `scene` on `plates` into `size` pixels, with titles, side letters and the disclaimer; `as_vectors` for SVG and print."""
    paint_ground(painter, scene, plates, size=size, theme=theme)
    paint_over(painter, scene, plates, size=size, theme=theme, as_vectors=as_vectors)


def paint_ground(painter: QPainter, scene: Scene, plates: dict[str, PlateArt], *, size: tuple[int, int], theme: Theme) -> None:
    """Paint the paper and the bodies of `scene` alone: what stays the same while other pain is drawn on them."""
    easel, sheet = _easel(painter, plates, size, theme, as_vectors=False)
    painter.fillRect(0, 0, *size, QColor(theme.paper))
    for placed in sheet.placements:
        painter.save()
        painter.setTransform(easel.transform(placed), combine=True)
        paint_body(painter, plates[placed.plate], scene, theme, Weight(easel.viewport.scale))
        painter.restore()


def paint_over(
    painter: QPainter, scene: Scene, plates: dict[str, PlateArt], *, size: tuple[int, int], theme: Theme, as_vectors: bool = False
) -> None:
    """Paint what lies over the bodies, titles and the disclaimer."""
    easel, sheet = _easel(painter, plates, size, theme, as_vectors=as_vectors)
    paint_scene(easel, scene, sheet, plates)
    paint_titles(easel, sheet)
    _paint_foot(painter, theme, size)


def _easel(painter: QPainter, plates: dict[str, PlateArt], size: tuple[int, int], theme: Theme, *, as_vectors: bool) -> tuple[Easel, Sheet]:
    sheet = sheet_of({name: art.bounds for name, art in plates.items()})
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view = fit(sheet.bounds, size[0], size[1] - _FOOT_PX, padding_px=4)
    return Easel(painter, theme, view, painter.device().devicePixelRatioF(), as_vectors=as_vectors), sheet


def _paint_foot(painter: QPainter, theme: Theme, size: tuple[int, int]) -> None:
    width, height = size
    painter.setPen(QColor(theme.quiet))
    font = painter.font()
    font.setPixelSize(theme.type.caption - 1)
    painter.setFont(font)
    painter.drawText(12, height - 9, tr(SHORT_DISCLAIMER))
    credit = "Anatomy: Z-Anatomy (CC BY-SA 4.0), based on BodyParts3D © DBCLS"
    room = painter.fontMetrics().horizontalAdvance(credit)
    if room + painter.fontMetrics().horizontalAdvance(tr(SHORT_DISCLAIMER)) + 40 < width:
        painter.drawText(width - room - 12, height - 9, credit)


def ask_and_save(window: Window) -> None:
    """Ask where to, and save the sheet as it is shown now."""
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(window, tr("Save picture"), "bodymap.png", "Pictures (*.png *.svg *.pdf)")
    if not name:
        return
    out = Path(name) if Path(name).suffix in FORMATS else Path(name + ".png")
    scene, plates, theme = window.scene, window.plates, THEMES[window.store.state.theme]
    window.errands.run(tr("Saving the picture…"), saved(out.name), lambda: save(out, scene, plates, size=(2400, 1500), theme=theme))


def _check(out: Path, plate: str | None) -> None:
    if out.suffix not in FORMATS:
        raise BodymapError(f"ends in “{out.suffix}”; a picture is written as {', '.join(FORMATS)}", record=f"file “{out.name}”")
    if plate is not None and plate not in (*PLATES, *INSETS):
        raise UnknownNameError("plate", plate, (*PLATES, *INSETS))
    if not out.parent.is_dir():
        raise BodymapError("cannot be written: its folder does not exist", record=f"file “{out}”")


def _state(
    answers: Answers | None, at: Sequence[str], muscle: str | None, layers: Sequence[str] | None
) -> State:
    session = Session()
    if answers is not None:
        for text in at:
            session = record.add_mark(session, answers.place_of(text))
        session = record.choose(session, _candidate(answers, session, muscle))
    return State(session, View(layers=_layers(layers)))


def _candidate(answers: Answers, session: Session, muscle: str | None) -> CandidateKey | None:
    if muscle is None:
        rows = answers.rows(session)
        return rows[0].key if rows else None
    wanted = Id.parse(muscle)
    answers.knowledge.muscle(wanted.base)
    return CandidateKey(wanted.base, wanted.side or Side.LEFT)


def _layers(names: Sequence[str] | None) -> Layers:
    if names is None:
        return Layers()
    wanted = {"bone" if name == "bones" else name for name in names}
    return Layers(tuple(1.0 if layer in wanted else 0.0 for layer in LAYERS), frozenset(LAYERS) - wanted)


def _scene(answers: Answers | None, state: State, plates: tuple[str, ...]) -> Scene:
    if answers is None:
        return Scene(state.view.layers)
    from bodymap.ui.drawing.compose import Composer

    return Composer(answers).scene_on(plates, state)


def _why(plate: str, problems: Sequence[str]) -> str:
    return next((each for each in problems if plate in each), tr("its file could not be read"))
