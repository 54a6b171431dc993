"""Which sign stands for which quality of pain: the shipped one, or the one that the clinic is used to. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bodymap.knowledge.quality import Quality, Sign

Chosen = tuple[tuple[str, str], ...]


def signed(qualities: Mapping[str, Quality], chosen: Iterable[tuple[str, str]], signs: Iterable[str]) -> Mapping[str, Quality]:
    """Return the qualities with the chosen signs, each with its own: a choice that is not among `signs` or would stand twice is left out."""
    own = {name: each.sign for name, each in qualities.items()}
    known = set(signs)
    for name, sign in chosen:
        if name in own and sign in known:
            own[name] = cast("Sign", sign)
    if len(set(own.values())) < len(own):
        return qualities
    return MappingProxyType({name: each.model_copy(update={"sign": own[name]}) for name, each in qualities.items()})


def choose(shown: Mapping[str, str], shipped: Mapping[str, str], quality: str, sign: str) -> Chosen:
    """Return what differs from the `shipped` signs once `quality` has `sign`; whichever quality had it takes over the sign given up.

    >>> choose({"aching": "wave", "sharp": "spike"}, {"aching": "wave", "sharp": "spike"}, "aching", "spike")
    (('aching', 'spike'), ('sharp', 'wave'))
    >>> choose({"aching": "spike", "sharp": "wave"}, {"aching": "wave", "sharp": "spike"}, "aching", "wave")
    ()
    """
    given_up = shown[quality]
    after = {name: sign if name == quality else given_up if each == sign else each for name, each in shown.items()}
    return tuple((name, each) for name, each in after.items() if each != shipped[name])
