"""What lies under the pointer, as a core drilled from skin to bone: order and thickness, left to right.

Thin, medium or thick; millimetres only behind the expert switch, and labelled as the model body's. Paints itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.answer import Slice
from bodymap.ui.drawing.laid import LaidArt, names_at
from bodymap.ui.drawing.letter import sized
from bodymap.ui.measure import span
from bodymap.ui.setting import Units
from bodymap.ui.theme import Theme
from bodymap.vocabulary import word

_HINTS = (phrase("Point at the body: what lies there, skin to bone"), phrase("Point at the body"))
_BARE = frozenset({"laid", "skin", "bone"})
"""What has no thickness to tell."""
_HEIGHT_PX = 56
_LINE_PX = 14
_GAP_PX = 8.0
_LEFT_PX, _RIGHT_PX = 4.0, 10.0
_NARROW_PX = 13.0
"""A block without words: what lies there but has no room to be named."""


class TissueStrip(QWidget):
    """One row of blocks, the widest the thickest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._slices: tuple[Slice, ...] = ()
        self._units: Units | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Tissue under the pointer"))
        self.setAccessibleDescription(tr("Point at the body."))
        self.setToolTip(tr("What lies under the pointer, from skin to bone. Wider is thicker."))

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT_PX)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.update()

    def show_slices(self, slices: Sequence[Slice], *, units: Units | None) -> None:
        """Show `slices`, skin first; `units` are those of the model body's depths, None where they are not wanted."""
        if (tuple(slices), units) == (self._slices, self._units):
            return
        self._slices, self._units = tuple(slices), units
        self.setAccessibleDescription(sentence(slices) or tr("Point at the body."))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        font = sized(painter.font(), theme.type.caption - 1)
        painter.setFont(font)
        if not self._slices:
            painter.setPen(QColor(theme.quiet))
            long, short = (tr(each) for each in _HINTS)
            text = long if QFontMetricsF(font).horizontalAdvance(long) <= self.width() - _LEFT_PX - _RIGHT_PX else short
            painter.drawText(QRectF(self.rect()).adjusted(_LEFT_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            painter.end()
            return
        room = self.width() - _LEFT_PX - _RIGHT_PX
        metrics = QFontMetricsF(font)
        least = {each: self._least(each, metrics) for each in self._slices}
        stack = down_to_bone(self._slices)
        named = fitting(stack, least.__getitem__, room)
        widths = iter(_widths([least[each] for each in named], [each.share for each in named], room - _NARROW_PX * (len(stack) - len(named))))
        x = _LEFT_PX
        for each in stack:
            is_named = each in named
            width = next(widths) if is_named else _NARROW_PX
            self._paint_slice(painter, each, QRectF(x, 4, width - 3, 7), is_named=is_named)
            x += width
        painter.end()

    def _least(self, each: Slice, metrics: QFontMetricsF) -> float:
        """The width that the words of `each` need."""
        texts = (*in_two_lines(each.name), self._measure(each))
        return max(metrics.horizontalAdvance(text) for text in texts) + _GAP_PX

    def _paint_slice(self, painter: QPainter, each: Slice, block: QRectF, *, is_named: bool) -> None:
        theme = self._theme
        colours = {"laid": theme.nerve, "skin": theme.skin, "bone": theme.bone.base}
        painter.setPen(QColor(theme.skin_line))
        painter.setBrush(QColor(colours.get(each.layer, theme.muscle.base)))
        painter.drawRoundedRect(block, 3, 3)
        if not is_named:
            painter.setPen(QColor(theme.quiet))
            painter.drawText(QRectF(block.x(), 12, block.width() + 3, _LINE_PX), Qt.AlignmentFlag.AlignLeft, "…")
            return
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(theme.ink))
        whole = metrics.horizontalAdvance(each.name) <= block.width() + 2
        y = 12
        for text in (each.name,) if whole else in_two_lines(each.name):
            fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, block.width() + 3)
            painter.drawText(QRectF(block.x(), y, block.width() + 3, _LINE_PX), Qt.AlignmentFlag.AlignLeft, fitted)
            y += _LINE_PX
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QRectF(block.x(), y, block.width() + 3, _LINE_PX), Qt.AlignmentFlag.AlignLeft, self._measure(each))

    def _measure(self, each: Slice) -> str:
        if self._units is not None and each.depth_mm is not None and each.thickness_mm is not None:
            return span(each.depth_mm, each.depth_mm + each.thickness_mm, self._units)
        return "" if each.layer in _BARE else word(each.thickness)


def over(laid: Sequence[LaidArt], plate: str, x: float, y: float) -> tuple[Slice, ...]:
    """Return what is laid over a place of a plate, as one block before the skin; empty where nothing is."""
    names = names_at(laid, plate, x, y) if laid and plate else ()
    return (Slice(", ".join(names), "laid", "thin", 0.0, ""),) if names else ()


def sentence(slices: Sequence[Slice]) -> str:
    """Return the stack as one sentence for a screen reader.

    >>> sentence((Slice("Skin", "skin", "thin", 0.1, "skin"), Slice("Gluteus maximus", "superficial", "thick", 0.9, "x")))
    'Skin, Gluteus maximus (thick)'
    """
    return ", ".join(each.name if each.layer in _BARE else f"{each.name} ({word(each.thickness)})" for each in slices)


def down_to_bone(slices: Sequence[Slice]) -> tuple[Slice, ...]:
    """Return `slices` down to the first bone, where the finger stops."""
    first_bone = next((i for i, each in enumerate(slices) if each.layer == "bone"), len(slices) - 1)
    return tuple(slices[: first_bone + 1])


def fitting(stack: Sequence[Slice], least: Callable[[Slice], float], room: float) -> tuple[Slice, ...]:
    """Return those of `stack` whose words fit `room`, where the others stand as blocks without words: the thinnest lose theirs first."""
    kept = list(stack)
    while len(kept) > 1 and sum(least(each) for each in kept) + _NARROW_PX * (len(stack) - len(kept)) > room:
        inner = [each for each in kept if each.layer not in _BARE] or kept
        kept.remove(min(inner, key=lambda each: each.share))
    return tuple(kept)


def in_two_lines(name: str) -> tuple[str, ...]:
    """Return `name` broken where the longer line is shortest; one word stays one line.

    >>> in_two_lines("Long head of biceps femoris")
    ('Long head of', 'biceps femoris')
    >>> in_two_lines("Skin")
    ('Skin',)
    """
    words = name.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines))) if breaks else (name,)


def _widths(least: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """Widths that sum to `room`: what the words need, and what is left over by share; where too little, all give alike.

    >>> _widths([10, 30], [1, 1], 60)
    [20.0, 40.0]
    >>> _widths([10, 30], [1, 1], 20)
    [5.0, 15.0]
    """
    needed = sum(least)
    if needed >= room:
        return [width * room / needed for width in least]
    total = sum(shares) or 1.0
    return [width + (room - needed) * share / total for width, share in zip(least, shares, strict=True)]
