"""Repainting a plate whole: from what is kept and without, beside QSvgRenderer drawing the same file at the same size."""

from __future__ import annotations

import statistics

from benchmarks.outcome import Chapter, Line, clocked, share

ROUNDS = 9
SIZE = (1200, 1000)


def chapter() -> Chapter:
    """Measure all plates in turn, each way once a round."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    from bodymap.atlas import figure
    from bodymap.ui.application import make_application
    from bodymap.ui.drawing.raster import Request, compose, make_frame
    from bodymap.ui.drawing.sheet import fit, lay_out
    from bodymap.ui.loader import load_plates
    from bodymap.ui.state import Layers
    from bodymap.ui.theme import LIGHT

    make_application()
    plates = load_plates()[0]
    layers = Layers((0.7, 0.7, 0.7, 0.7, 1.0))
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    kept, anew = [], []
    for name, art in plates.items():
        sheet = lay_out({name: art.bounds})
        request = Request(fit(sheet.bounds, *SIZE), (0, 0, *SIZE), 1.0, LIGHT, resting=False)
        renderer = QSvgRenderer(str(figure.plates(figure.FIRST) / f"{name}.svg")) if name != "right" else None
        frame = make_frame(plates, sheet, request)
        composed = compose(frame, layers)

        def by_svg(renderer: QSvgRenderer = renderer) -> None:
            painter = QPainter(picture)
            renderer.render(painter)
            painter.end()

        def by_cache(composed: QImage = composed) -> None:
            painter = QPainter(picture)
            painter.drawImage(0, 0, composed)
            painter.end()

        if renderer is None or not renderer.isValid():
            continue
        for _ in range(ROUNDS):
            svg = clocked(by_svg)[1]
            kept.append(svg / max(clocked(by_cache)[1], 1e-3))
            anew.append(clocked(lambda sheet=sheet, request=request: compose(make_frame(plates, sheet, request), layers))[1] / svg)
    lines = (
        Line("QSvgRenderer ÷ bodymap from its cache", "≥ 5", f"{statistics.median(kept):.0f}", f"{share(kept, 0.01):.0f} (lowest 1 %)", share(kept, 0.01) >= 5),
        Line("bodymap without its cache ÷ QSvgRenderer", "≤ 1.1", f"{statistics.median(anew):.2f}", f"{share(anew, 0.99):.2f}", statistics.median(anew) <= 1.1),
    )
    return Chapter(f"Full repaint of a plate ({SIZE[0]} × {SIZE[1]}, processor time)", lines)
