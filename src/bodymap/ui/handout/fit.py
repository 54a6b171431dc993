"""The ways in which a handout may be laid out, from the most generous on. Body text is never smaller than ten points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """One way: how large letters, large and small pictures are, how far lines and pieces are apart, and in what order things stand."""

    letters: float = 1.0
    leading: float = 1.14
    air: float = 1.0
    large: float = 1.0
    small: float = 1.0
    doctor_first: bool = False
    """Whether when to see a doctor stands before the care: what is to be known on one page, what is to be done on the other."""
    is_abreast: bool = False
    """Whether the muscles stand beside each other, each with its picture over its words."""


_ROOMY, _TIGHT, _TIGHTER, _TIGHTEST = (
    Fit(),
    Fit(0.953, 1.06, 0.7, 0.85, 0.85),
    Fit(0.953, 1.03, 0.5, 0.75, 0.75),
    Fit(0.953, 1.0, 0.4, 0.62, 0.7),
)
_MOST_ABREAST = 3
LaidT = TypeVar("LaidT")


def fitted(muscles: int, lay_out: Callable[[Fit], LaidT], pages: Callable[[LaidT], int]) -> LaidT:
    """Return what `lay_out` makes of the most generous fit that takes no more than `MOST_PAGES`; where none does, of that with the fewest pages.

    The tightest come second: where even they need more, the ones between are not tried.
    """
    roomy = lay_out(_ROOMY)
    if pages(roomy) <= MOST_PAGES:
        return roomy
    tight = lay_out(_TIGHT)
    if pages(tight) <= MOST_PAGES:
        return tight
    tightest = [lay_out(fit) for fit in _orders(_TIGHTEST, muscles)]
    least = min(tightest, key=pages)
    if pages(least) > MOST_PAGES:
        return min(roomy, tight, least, key=pages)
    between = (lay_out(fit) for each in (_TIGHT, _TIGHTER) for fit in _orders(each, muscles) if fit != _TIGHT)
    return next((laid for laid in between if pages(laid) <= MOST_PAGES), least)


def _orders(fit: Fit, muscles: int) -> tuple[Fit, Fit]:
    """A fit with the doctor last and first; a few muscles stand beside each other."""
    abreast = replace(fit, is_abreast=1 < muscles <= _MOST_ABREAST)
    return abreast, replace(abreast, doctor_first=True)
