"""A muscle's record: who it is, where its trigger points lie, what they refer to, what keeps them alive, what helps.

Frames: sites are muscle coordinates of one part (`along` 0 origin … 1 insertion, `across` 0 … 1 as `data/body/lattice.npz`
says), or a place on the skin. Strokes are steps on the skin with radii in millimetres. Everything is written for the muscle's
own side and mirrored for the other.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from bodymap.knowledge.claim import (
    Claim,
    Commonness,
    Example,
    Frozen,
    Id,
    PlaceText,
    Sourced,
    StepText,
    Text,
)

Fraction = float
Aspect = Literal["anterior", "posterior", "lateral", "medial", "plantar", "dorsal", "palmar"]
"""Sides of the body; plantar, palmar and dorsal are those of foot and hand (dorsal: the top of the foot, the back of the hand)."""
BodyRegion = Literal[
    "head", "neck", "shoulder", "arm", "forearm", "hand", "chest", "abdomen", "back", "hip", "thigh", "leg", "foot"
]


class Innervation(Sourced):
    """Nerve and roots (``superior gluteal nerve``; ``L4``, ``L5``, ``S1``)."""

    nerve: Text
    roots: tuple[Text, ...] = Field(min_length=1)


class Anatomy(Frozen):
    """What the muscle is and does."""

    origin: Claim
    insertion: Claim
    actions: tuple[Claim, ...] = Field(min_length=1)
    innervation: Innervation
    function: Claim
    """Plain sentence of what it does and when it is used (with its client wording)."""


class Section(Frozen):
    """A named share of the muscle: a mesh part, or a window of muscle coordinates of one part."""

    id: Id
    name: Text
    part: Id
    along: tuple[float, float] = (0.0, 1.0)
    across: tuple[float, float] = (0.0, 1.0)
    note: Text | None = None


class Site(Frozen):
    """Where a trigger point lies: muscle coordinates of a part, or a place on the skin (exactly one of the two)."""

    part: Id | None = None
    along: float | None = Field(default=None, ge=0, le=1)
    across: float | None = Field(default=None, ge=0, le=1)
    place: PlaceText | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Site:
        coordinates = (self.part, self.along, self.across)
        if self.place is None and None in coordinates:
            msg = "a site needs part, along and across, or a place"
            raise ValueError(msg)
        if self.place is not None and coordinates != (None, None, None):
            msg = "a site has either muscle coordinates or a place, not both"
            raise ValueError(msg)
        return self


class Palpation(Sourced):
    """How the finger gets there."""

    position: Text
    """How the client lies, with props."""
    landmark: PlaceText
    """Where the finger starts; the dotted route runs from here over `via` to the X."""
    via: tuple[PlaceText, ...] = ()
    route: Text
    """The way in finger-breadths and directions."""
    direction: Text
    grip: Literal["flat", "pincer", "tool"]
    depth: Text
    """thin, medium or thick cover and what lies over it; never millimetres."""


class ReferralZone(Sourced):
    """Where a trigger point's pain is felt: strokes on the skin. `reported` is what only some sources claim, drawn dashed."""

    kind: Literal["essential", "spillover", "reported"]
    strokes: tuple[tuple[StepText, ...], ...] = Field(min_length=1)
    words: Text
    crosses_midline: bool = False
    quality: Text | None = None
    """How it is usually described (deep ache, tingling), where the sources say."""
    felt_on: tuple[Aspect, ...] = Field(min_length=1)
    """The aspects of the body on which it must be seen; a lint checks that it is not empty there."""


class TriggerPoint(Sourced):
    """One conventional trigger point with its own referral."""

    number: int = Field(ge=1)
    label: Text
    section: Id | None = None
    site: Site
    palpation: Palpation
    zones: tuple[ReferralZone, ...] = Field(min_length=1)
    commonness: Commonness
    client: Text
    """One sentence to read aloud."""


class LookAlike(Sourced):
    """Something else that hurts in the same place, and what tells it apart."""

    kind: Literal["muscle", "joint", "nerve-root", "nerve", "organ", "vessel", "bone", "bursa", "tendon", "skin"]
    name: Text
    muscle: Id | None = None
    condition: Id | None = None
    tells_apart: Text


class Relation(Sourced):
    """An edge of the chain: this muscle stands in `kind` to `muscle`."""

    kind: Literal["antagonist", "synergist", "satellite-of", "compensates-for", "refers-into", "overloaded-by", "inhibited-by", "retrain-after"]
    muscle: Id
    note: Text


class Test(Sourced):
    """A test of movement, strength or length: how it is done, what it suggests, when it is repeated."""

    id: Id
    name: Text
    kind: Literal["movement", "strength", "length", "palpation"]
    how: tuple[Text, ...] = Field(min_length=1)
    suggests: Text
    retest: Text


class Caution(Sourced):
    """An endangerment site or a reason to hold back; drawn as a hatched area where it has a place."""

    name: Text
    text: Text
    client: Text | None = None
    strokes: tuple[tuple[StepText, ...], ...] = ()


class Note(Sourced):
    """A therapist's note: longer than a claim, with a title. `block` ties it to the founding documents' numbered blocks."""

    title: Text
    text: Text
    client: Text | None = None
    block: int | None = Field(default=None, ge=1, le=5)


class Question(Sourced):
    """A question that readers ask, and its answer."""

    question: Text
    answer: Text
    client: Text | None = None


class ClientText(Frozen):
    """The plain words: two or three sentences, reading age about twelve."""

    summary: Text
    where_it_hurts: Text
    what_helps: Text


class MuscleCare(Frozen):
    """Which shared techniques and exercises (`data/care/<id>.toml`) serve this muscle, in the order to show them."""

    techniques: tuple[Id, ...] = ()
    self_care: tuple[Id, ...] = ()
    stretches: tuple[Id, ...] = ()
    strengthening: tuple[Id, ...] = ()
    consent: Id | None = None


class Muscle(Frozen):
    """One anatomical muscle. Its file is `data/muscles/<region>/<id>.toml`."""

    id: Id
    name: Text
    latin: Text
    lay_name: Text
    synonyms: tuple[Text, ...] = ()
    abbreviations: tuple[Text, ...] = ()
    fma: Text | None = None
    region: BodyRegion
    structures: tuple[Id, ...] = ()
    """The atlas structures it is drawn by, without side."""
    constructed: tuple[tuple[StepText, ...], ...] = ()
    """Only for a muscle that the atlas has no mesh of: strokes on the skin over it, from which a shape is made and drawn dashed."""
    layer: Literal["superficial", "intermediate", "deep"]
    """As the anatomists teach it; compared with the computed layer."""
    reference_entries: tuple[Text, ...] = Field(min_length=1)
    status: Literal["draft", "reviewed"]
    reviewed: Text | None = None
    """Against what and when it was read by someone who did not write it."""
    sources: tuple[Id, ...] = Field(min_length=1)

    client: ClientText
    anatomy: Anatomy
    sections: tuple[Section, ...] = ()
    trigger_points: tuple[TriggerPoint, ...] = Field(min_length=1)
    symptoms: tuple[Claim, ...] = Field(min_length=1)
    perpetuating_factors: tuple[Claim, ...] = Field(min_length=1)
    look_alikes: tuple[LookAlike, ...] = Field(min_length=1)
    conditions: tuple[Id, ...] = ()
    related: tuple[Relation, ...] = ()
    tests: tuple[Test, ...] = ()
    care: MuscleCare
    cautions: tuple[Caution, ...] = ()
    notes: tuple[Note, ...] = ()
    questions: tuple[Question, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=2)
    decoys: tuple[Example, ...] = Field(min_length=2)
    """A decoy passes when the muscle is NOT among the first `within`."""

    @model_validator(mode="after")
    def _drawn(self) -> Muscle:
        if bool(self.structures) == bool(self.constructed):
            msg = "a muscle is drawn by structures of the atlas or, where there are none, by constructed strokes"
            raise ValueError(msg)
        return self
