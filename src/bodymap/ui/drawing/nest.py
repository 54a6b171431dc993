"""Where each inset lies on the sheet: over the very place that it enlarges, at the same scale, so that going nearer turns into it.

Frames: sheet millimetres, pixels of the widget. Knows no painter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bodymap.anatomy.location import INSETS
from bodymap.ui.drawing.sheet import Bounds, Placement, Sheet, Viewport, lay_out

_AIR = 0.03
"""Room round an inset on its card, as a share of its height."""
_ENTERED, _LEFT = 0.85, 0.45
_SAME_VIEW = ("head", "hand")
"""Insets that look about as their whole-body plate does: only these open by going near."""


class InsetLike(Protocol):
    """What is to be known of an inset: its bounds, and which part of which plate it enlarges."""

    @property
    def bounds(self) -> Bounds: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def parent_rect(self) -> Bounds | None: ...


@dataclass(frozen=True, slots=True)
class Nest:
    """One inset on the sheet."""

    frame: Bounds
    """What it enlarges."""
    placed: Placement
    """Where it lies when it is open."""

    @property
    def inset(self) -> str:
        """Its name."""
        return self.placed.plate

    @property
    def card(self) -> Bounds:
        """The paper that it lies on when it is open."""
        return _grown(self.placed.on_sheet)


def lay_nests(sheet: Sheet, insets: Mapping[str, InsetLike]) -> tuple[Nest, ...]:
    """Return where the insets lie whose plates are on the sheet, in reading order."""
    nests = (_nest(sheet, name, insets[name]) for name in INSETS if name in insets)
    return tuple(each for each in nests if each is not None)


def _nest(sheet: Sheet, name: str, inset: InsetLike) -> Nest | None:
    parent = sheet.get(inset.parent or "")
    if parent is None or inset.parent_rect is None:
        return None
    frame = _moved(inset.parent_rect, parent.dx, parent.dy)
    x0, y0, x1, y1 = inset.bounds
    dx, dy = ((frame[0] + frame[2]) - (x0 + x1)) / 2, ((frame[1] + frame[3]) - (y0 + y1)) / 2
    card = _grown(_moved(inset.bounds, dx, dy))
    dx += max(sheet.bounds[0] - card[0], 0) - max(card[2] - sheet.bounds[2], 0)
    dy += max(sheet.bounds[1] - card[1], 0) - max(card[3] - sheet.bounds[3], 0)
    return Nest(frame, Placement(name, inset.bounds, dx, dy))


def sheet_of(bounds_of: Mapping[str, Bounds]) -> Sheet:
    """Return the sheet for a picture: the whole-body plates side by side, or an inset by itself with room for its name."""
    inset = next((name for name in bounds_of if name in INSETS), None)
    if inset is None:
        return lay_out(bounds_of)
    x0, y0, x1, y1 = _grown(bounds_of[inset])
    return Sheet((Placement(inset, bounds_of[inset], 0.0, 0.0),), (x0, y0 - _AIR * (y1 - y0), x1, y1))


def nest_at(nests: Iterable[Nest], x: float, y: float, reach: float = 0.0) -> Nest | None:
    """Return the nest whose frame, `reach` wider all round, holds a sheet point; of several the smallest."""
    found = [each for each in nests if _holds(each.frame, x, y, reach)]
    return min(found, key=lambda each: _area(each.frame), default=None)


def entered(nests: Sequence[Nest], view: Viewport, width_px: float, height_px: float) -> Nest | None:
    """Return the nest that fills the view so that its inset is what is wanted; None where none does."""
    near = (each for each in nests if each.inset.partition("-")[0] in _SAME_VIEW)
    return next((each for each in near if min(_shares(each.frame, view, width_px, height_px)) >= _ENTERED), None)


def is_left(nest: Nest, view: Viewport, width_px: float, height_px: float) -> bool:
    """Whether so little of an open inset is still seen that the sheet is what is wanted."""
    return max(_shares(nest.card, view, width_px, height_px)) < _LEFT


def _shares(bounds: Bounds, view: Viewport, width_px: float, height_px: float) -> tuple[float, float]:
    """How much of the widget's width and of its height a stretch of the sheet takes."""
    x0, y0 = view.to_px(bounds[0], bounds[1])
    x1, y1 = view.to_px(bounds[2], bounds[3])
    wide, tall = min(x1, width_px) - max(x0, 0.0), min(y1, height_px) - max(y0, 0.0)
    if wide <= 0 or tall <= 0:
        return 0.0, 0.0
    return wide / max(width_px, 1.0), tall / max(height_px, 1.0)


def _moved(bounds: Bounds, dx: float, dy: float) -> Bounds:
    return bounds[0] + dx, bounds[1] + dy, bounds[2] + dx, bounds[3] + dy


def _grown(bounds: Bounds) -> Bounds:
    air = _AIR * (bounds[3] - bounds[1])
    return bounds[0] - air, bounds[1] - air, bounds[2] + air, bounds[3] + air


def _holds(bounds: Bounds, x: float, y: float, reach: float) -> bool:
    return bounds[0] - reach <= x <= bounds[2] + reach and bounds[1] - reach <= y <= bounds[3] + reach


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
