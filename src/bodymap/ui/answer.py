"""What the window asks, and the answers as small plain values. `EngineAnswers` gets them from the engine; tests bring their own.

Frames: plate millimetres; geometry is shapely's. Imports nothing heavy, so that the window opens before the engine is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bodymap.session.record import CandidateKey, PointKey, Session
from bodymap.ui.drawing.sheet import PLATES

if TYPE_CHECKING:
    from bodymap.anatomy.location import Place
    from bodymap.archive.visit import Skin
    from bodymap.atlas.plate import Plate
    from bodymap.knowledge.condition import Condition
    from bodymap.knowledge.library import Knowledge
    from bodymap.knowledge.safety import SafetyRegion
    from bodymap.knowledge.search import Hit
    from bodymap.own.record import Own, OwnSite
    from bodymap.own.stroke import Stroke as OwnStroke
    from bodymap.session.paint import Fill, Shape, Stroke
    from bodymap.session.retest import Pain

Plates = Sequence[str]
Thickness = Literal["thin", "medium", "thick"]


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the list shows it."""

    key: CandidateKey
    rank: int
    name: str
    where: str
    """Side, sections and layer: ``left · anterior part · deep``."""
    why: tuple[str, ...]
    """The reasons in words, the weightiest first."""
    aloud: str
    """One sentence for the client."""
    lay_name: str = ""
    """What the client calls it."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One tissue under the pointer, from outside to inside."""

    name: str
    layer: str
    thickness: Thickness
    share: float
    """Its share of the whole column, 0 … 1, for drawing."""
    structure: str
    depth_mm: float | None = None
    thickness_mm: float | None = None
    """Only where millimetres may stand."""


@dataclass(frozen=True, slots=True)
class CrossAt:
    """A trigger point's place on a plate that sees it."""

    point: PointKey
    plate: str
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """The finger's way on one plate: polylines (n, 2) along the skin where the plate sees it."""

    plate: str
    lines: tuple[Any, ...]
    landmark: str


@dataclass(frozen=True, slots=True)
class CareMark:
    """A ball, tool or hand on one plate: where it lies, and the lines (n, 2) along which it goes."""

    plate: str
    x: float
    y: float
    lines: tuple[Any, ...]
    name: str
    item: str = ""
    """The care item's id."""
    form: str = "ball"
    for_client: bool = True


@dataclass(frozen=True, slots=True)
class Together:
    """What the best candidates explain together, and what they leave."""

    keys: tuple[CandidateKey, ...] = ()
    sentence: str = ""
    leaves: bool = False
    """Whether something stays unexplained."""


@dataclass(frozen=True, slots=True)
class Painted:
    """One marked spot or painted area on one plate, or what no candidate explains there."""

    plate: str
    outline: Any
    number: int
    kind: Literal["pain", "clear", "unexplained", "ghost", "new"] = "pain"
    sign: str | None = None
    intensity: int | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """Two candidates side by side: their names, and rows of (topic, one, other) in which they differ."""

    first: str
    second: str
    rows: tuple[tuple[str, str, str], ...]


class Answers(Protocol):
    """Everything the window asks. `plates` are those that are looked at: the whole-body plates, or an inset that is open."""

    @property
    def knowledge(self) -> Knowledge: ...
    @property
    def problems(self) -> Sequence[str]: ...
    def signed(self, chosen: Iterable[tuple[str, str]]) -> Answers:
        """Return the same answers with the clinic's own ``(quality, sign)``."""

    def expect(self, clicks: Iterable[tuple[str, float, float]]) -> None:
        """Think about clicks (plate, x, y) before the window asks."""

    def owning(self, own: Own) -> Answers:
        """Return the same answers with the therapist's own X's and zones."""

    @property
    def own_problems(self) -> Sequence[str]:
        """What of the therapist's own could not be placed, a sentence each."""

    def site_at(self, key: CandidateKey, plate: str, x: float, y: float) -> OwnSite | None:
        """Return the place that a finger on a plate means for a muscle's own X, or None beside the body."""

    def strokes_at(self, key: CandidateKey, strokes: Sequence[Stroke]) -> tuple[OwnStroke, ...]:
        """Return what the brush drew as strokes of a muscle's own zone; what lay beside the body is left out."""

    def rubbed_out(self, own: Own, key: CandidateKey, number: int | None, strokes: Sequence[Stroke]) -> Own:
        """Return the therapist's own after the eraser went over a muscle's zones, of one X or (None) all: one of which nothing is left is gone."""

    def place_at(self, plate: str, x: float, y: float) -> Place | None:
        """Return the place of a click, or None beside the body."""

    def kept(self, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
        """Return shapes drawn on the figure that is shown as a session keeps them."""

    def spots(self, session: Session) -> Mapping[str, Sequence[Any]]:
        """Return for each plate the outlines of the marked spots there, in the order of the marks (an empty one where unseen)."""

    def painted(self, session: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return what is marked and painted, plate by plate, and what stays unexplained."""

    def ghost(self, session: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return where an earlier session hurt, plate by plate."""

    def difference(self, before: Session, now: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return what hurt before and no more (ghost), what still hurts (pain), and what hurts only now (new), plate by plate."""

    def skin(self, session: Session) -> Skin:
        """Return how much skin hurts, in cm², each bit once."""

    def where(self, session: Session, pain: Pain) -> str:
        """Return the words for the place of one marked thing: ``left gluteal region``; empty where it is nowhere."""

    def region_at(self, plate: str, x: float, y: float) -> Fill | None:
        """Return the named skin region under a plate point, or None beside the body."""

    def called(self, structure: str) -> str:
        """Return the name of an atlas structure, with its side where its id has one."""

    def erased(self, session: Session, shapes: Sequence[Shape]) -> Session:
        """Return the session after the eraser: spots under it are gone, and so are areas of which nothing is left."""

    def tell_apart(self, session: Session, first: CandidateKey, second: CandidateKey) -> Apart:
        """Return in what two candidates differ."""

    def next_check(self, session: Session) -> str:
        """Return the sentence of the trigger point to press next; empty where there is nothing to separate, and where a red flag comes first."""

    def raising(self, session: Session) -> frozenset[str]:
        """Return the words of the painted qualities that bring red flags to the front."""

    def rows(self, session: Session) -> tuple[Row, ...]:
        """Return the candidates, best first."""

    def together(self, session: Session) -> Together:
        """Return what the best few explain together."""

    def outline(self, plate: str, key: CandidateKey, kind: str, number: int | None) -> Any:
        """Return a candidate's zones of one kind on a plate, of all points or of one."""

    def crosses(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[CrossAt, ...]:
        """Return a candidate's X's on those of `plates` that see them."""

    def structures(self, key: CandidateKey) -> tuple[str, ...]:
        """Return the sided ids of the drawn structures of a candidate."""

    def constructed(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[tuple[str, Any], ...]:
        """The made shape of a muscle that the atlas has no mesh of, plate by plate; empty for all others."""

    def drawn_of(self, base: str) -> tuple[str, ...]:
        """Return the sided ids by which an atlas structure is drawn."""

    def overlay(self, plate: str) -> Plate | None:
        """Return the attachments, nerves and sheets of fascia that can be laid over a plate; None where there are none."""

    def bands(self, what: str, names: frozenset[str] | None, plate: str) -> tuple[tuple[str, Any], ...]:
        """Return ``(label, outline)`` of the skin of "roots" or "skin-nerves" on a plate, all or those named."""

    def area_of(self, condition: str, plates: Plates = PLATES) -> tuple[tuple[str, Any], ...]:
        """Return ``(plate, outline)`` of where a condition is usually felt, on the left or the midline."""

    def care_marks(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[CareMark, ...]:
        """Return where a candidate's care puts a ball, tool or hand, and along which way it goes; self-care before techniques."""

    def ways(self, point: PointKey, plates: Plates = PLATES) -> tuple[Way, ...]:
        """Return the finger's way to a trigger point on each plate that sees it."""

    def cautions(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[tuple[str, str, Any], ...]:
        """Return ``(name, plate, outline)`` of what to keep off."""

    def tissue(self, plate: str, x: float, y: float, *, in_mm: bool = False) -> tuple[Slice, ...]:
        """Return what lies under a plate point, skin first, with millimetres where they are asked for and may stand; empty beside the body."""

    def safety_regions(self, session: Session) -> tuple[SafetyRegion, ...]:
        """Return the regions of which red flags are asked."""

    def look_alikes(self, session: Session) -> tuple[Condition, ...]:
        """Return conditions usually felt at the marks."""

    def prompts(self, session: Session) -> tuple[str, ...]:
        """Return the sentences that the marked regions call for."""

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return what the words may mean, best first."""

    def place_of(self, text: str) -> Place:
        """Return the place that `text` gives, on a plate; raises `PlaceError`."""

    def place_named(self, text: str) -> Place | None:
        """Return the place that a search hit names, as a point on a plate, or None."""


@dataclass(frozen=True)
class Loaded:
    """What the loader brings: the plates that are good, the answers, and sentences about what is not."""

    plates: Mapping[str, Any]
    answers: Answers | None
    problems: tuple[str, ...] = field(default=())
