"""What lies under the pointer as slices for the strip: from the skin to the far side of the first bone, in words, with millimetres where they may stand.

Imported late, with the engine. Frames: plate millimetres.
"""

from __future__ import annotations

from bodymap.anatomy.location import PlatePlace
from bodymap.atlas.stack import Tissue
from bodymap.errors import BodymapError
from bodymap.ids import base_of
from bodymap.matching.engine import Engine
from bodymap.tongue import tr
from bodymap.ui.answer import Slice, Thickness

_THIN_MM, _MEDIUM_MM = 8.0, 20.0
"""Below which thickness the strip says thin and medium: about half a finger's breadth, and one. Words for order, not measurements."""


def slices(engine: Engine, plate: str, x: float, y: float, *, in_mm: bool) -> tuple[Slice, ...]:
    """Return the tissues under a plate point, skin first, each structure once; empty beside the body.

    Whether millimetres may stand takes longer to say than all else, so it is only asked where they are wanted.
    """
    passes = engine.body.stack(plate).tissue(x, y)
    if not passes:
        return ()
    first: dict[str, Tissue] = {}
    for each in passes:
        first.setdefault(each.structure, each)
    kept = _to_bone(engine, list(first.values()))
    whole = kept[0].depth_mm + sum(each.thickness_mm for each in kept) or 1.0
    skin = Slice(tr("Skin"), "skin", _word(kept[0].depth_mm), kept[0].depth_mm / whole, "skin", 0.0, kept[0].depth_mm)
    found = (skin, *(_slice(engine, each, whole) for each in kept))
    return found if in_mm and _may_say_mm(engine, plate, x, y) else tuple(_without_mm(each) for each in found)


def _slice(engine: Engine, each: Tissue, whole: float) -> Slice:
    structure = engine.terminology.find(each.structure)
    name = structure.name_en.removesuffix(" muscle") if structure else base_of(each.structure).replace("-", " ")
    layer = "bone" if _kind(engine, each) == "bone" else (structure.layer if structure else None) or "deep"
    share = each.thickness_mm / whole
    return Slice(name, layer, _word(each.thickness_mm), share, each.structure, each.depth_mm, each.thickness_mm)


def _kind(engine: Engine, each: Tissue) -> str:
    structure = engine.terminology.find(each.structure)
    return structure.kind if structure else "muscle"


def _may_say_mm(engine: Engine, plate: str, x: float, y: float) -> bool:
    try:
        return engine.shows_depth(engine.spot(PlatePlace(plate, round(x, 1), round(y, 1))))
    except BodymapError:
        return False


def _to_bone(engine: Engine, passes: list[Tissue]) -> list[Tissue]:
    first = next((i for i, each in enumerate(passes) if _kind(engine, each) == "bone"), len(passes) - 1)
    return passes[: first + 1]


def _word(thickness_mm: float) -> Thickness:
    return "thin" if thickness_mm < _THIN_MM else "medium" if thickness_mm < _MEDIUM_MM else "thick"


def _without_mm(each: Slice) -> Slice:
    return Slice(each.name, each.layer, each.thickness, each.share, each.structure)
