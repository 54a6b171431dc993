"""What keeps what going: the records' relations as arrows from cause to effect, the muscle's own and those among its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bodymap.knowledge.record import Muscle, Relation

_COMES_FROM = ("overloaded-by", "compensates-for", "inhibited-by", "satellite-of")
_GOES_TO = ("refers-into", "retrain-after")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow between two muscles, by id. `is_aim` is what is done about it: retrain the one after the other was released."""

    start: str
    end: str
    kind: str
    note: str

    @property
    def is_aim(self) -> bool:
        """Whether it says what to do and not what happens."""
        return self.kind == "retrain-after"


def chain(muscles: Mapping[str, Muscle], muscle_id: str) -> tuple[Arrow, ...]:
    """Return the arrows to and from a muscle, then those between its neighbours, each pair of ends once; empty where it has none.

    Only what lies upstream is followed further: that psoas holds back gluteus maximus belongs to the chain of gluteus medius, where those two
    end up; what else psoas does, does not.
    """
    muscle = muscles.get(muscle_id)
    own = tuple(_arrows(muscle)) if muscle else ()
    near = {each.start for each in own if each.end == muscle_id}
    further = (arrow for name in sorted(near) if name in muscles for arrow in _arrows(muscles[name]))
    between = tuple(arrow for arrow in further if {arrow.start, arrow.end} <= near and not arrow.is_aim)
    found: dict[tuple[str, str, bool], Arrow] = {}
    for arrow in (*own, *between):
        if arrow.start in muscles and arrow.end in muscles:
            found.setdefault((arrow.start, arrow.end, arrow.is_aim), arrow)
    return tuple(found.values())


def _arrows(muscle: Muscle) -> Iterator[Arrow]:
    for relation in muscle.related:
        if relation.kind in _COMES_FROM:
            yield _arrow(relation.muscle, muscle.id, relation)
        elif relation.kind in _GOES_TO:
            yield _arrow(muscle.id, relation.muscle, relation)


def _arrow(start: str, end: str, relation: Relation) -> Arrow:
    return Arrow(start, end, relation.kind, relation.note)
