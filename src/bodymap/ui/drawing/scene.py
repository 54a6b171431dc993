"""What is to be seen on the plates, as one value: the same scene is painted on the screen, into pictures and on paper.

Frames: paths and points in plate millimetres. Knows neither widgets nor records.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from bodymap.own.record import is_own
from bodymap.session.record import CandidateKey, Finding, PointKey
from bodymap.ui.drawing.laid import LaidArt
from bodymap.ui.state import Layers

ZoneKind = Literal["essential", "spillover", "own", "reported"]
SpotKind = Literal["pain", "clear", "unexplained", "ghost", "new"]
"""The client's pain now; where there is none; what no candidate explains; the pain of an earlier time; pain that was not there then."""


@dataclass(frozen=True, slots=True)
class ZoneArt:
    """One referral zone on one plate."""

    kind: ZoneKind
    plate: str
    path: QPainterPath


@dataclass(frozen=True, slots=True)
class Cross:
    """One trigger point on one plate."""

    point: PointKey
    plate: str
    x: float
    y: float
    name: str
    finding: Finding | None = None
    chosen: bool = False
    hovered: bool = False
    quiet: bool = False
    """One that was examined and belongs to another muscle than the one that is shown: small, without its number."""


@dataclass(frozen=True, slots=True)
class SpotArt:
    """One marked spot or painted area on one plate."""

    plate: str
    path: QPainterPath
    number: int
    kind: SpotKind = "pain"
    sign: str | None = None
    """The sign of the pain's quality (`sign.sign_path`)."""
    badge: str = ""
    """The intensity, as it stands beside the area."""


@dataclass(frozen=True, slots=True)
class RouteArt:
    """The finger's way from a landmark to a trigger point on one plate, along the skin."""

    plate: str
    path: QPainterPath
    landmark: str


@dataclass(frozen=True, slots=True)
class CautionArt:
    """Where to hold back, on one plate."""

    plate: str
    path: QPainterPath
    name: str


@dataclass(frozen=True, slots=True)
class BallArt:
    """Where a ball, tool or hand lies on one plate (None where only its way is seen there), and its way."""

    plate: str
    at: QPointF | None
    path: QPainterPath
    form: str = "ball"
    """What is laid there, as in the care records."""


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of the chain, from ``(plate, x, y)`` to another, and the names of its ends."""

    start: tuple[str, float, float]
    end: tuple[str, float, float]
    start_name: str
    end_name: str
    is_aim: bool = False
    """Whether it says what to do and not what happens."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything drawn over the plates, and how much of each layer of the plates shows."""

    layers: Layers = field(default_factory=Layers)
    resting: bool = False
    """Whether all muscles go to their resting tones, because a zone shows."""
    active: CandidateKey | None = None
    lit: tuple[str, ...] = ()
    """Sided ids of the structures painted as chosen."""
    less: tuple[str, ...] = ()
    """Sided ids of the structures that are meant too, but less: what a stretch pulls along, the neighbours of the chain."""
    constructed: tuple[CautionArt, ...] = ()
    """The made shape of a chosen muscle that the atlas has no mesh of: drawn dashed."""
    zones: tuple[ZoneArt, ...] = ()
    crosses: tuple[Cross, ...] = ()
    spots: tuple[SpotArt, ...] = ()
    routes: tuple[RouteArt, ...] = ()
    cautions: tuple[CautionArt, ...] = ()
    balls: tuple[BallArt, ...] = ()
    links: tuple[Link, ...] = ()
    """The chain, from cause to effect."""
    areas: tuple[CautionArt, ...] = ()
    """Where a condition is usually felt: only an edge in ink, never red."""
    laid: tuple[LaidArt, ...] = ()
    """Attachments, nerves, fascia and bands of skin."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of zones that can be seen, for the legend."""
        return frozenset(zone.kind for zone in self.zones)

    @property
    def own_crosses(self) -> bool:
        """Whether an X of the therapist's own is among the X's."""
        return any(is_own(cross.point.number) for cross in self.crosses)

    def shipped_only(self) -> Scene:
        """Return the scene without the therapist's own X's and zones."""
        zones = tuple(zone for zone in self.zones if zone.kind != "own")
        return replace(self, zones=zones, crosses=tuple(cross for cross in self.crosses if not is_own(cross.point.number)))
