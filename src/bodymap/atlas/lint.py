"""What must hold of every shipped plate, as sentences about what does not: for `bodymap check` and the tests.

It judges files; it mends nothing and knows no muscle facts.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
import shapely

from bodymap.anatomy.location import INSETS
from bodymap.anatomy.terminology import Terminology
from bodymap.atlas import drawing, frame, markup
from bodymap.atlas import figure as figures
from bodymap.atlas.drawing import OPEN_ROLES
from bodymap.atlas.markup import local_name
from bodymap.atlas.pick import Picker
from bodymap.atlas.plate import ROLES, Drawn, Plate
from bodymap.errors import BodymapError, suggestion
from bodymap.ids import Side, mirror
from bodymap.shipped import shown_path

LARGEST_BYTES = 1_600_000
LARGEST_INSET_BYTES = 400_000
STORED = ("anterior", "posterior", "left")
"""The whole-body plates that have a file."""
STORED_INSETS = tuple(dict.fromkeys(frame.stored(inset) for inset in INSETS))
"""The insets' files. A body need not have them: those that are there are judged."""
_FORBIDDEN = ("script", "foreignObject", "image", "iframe", "animate", "set", "handler", "audio", "video")
_ROUNDING_MM = 0.15
"""Coordinates have one decimal: so far may a point miss the viewBox, and so little may a ring cross itself."""


def lint_plates(terminology: Terminology, *, figure: str = figures.FIRST, folder: Path | None = None) -> tuple[str, ...]:
    """Return what is wrong with the plates of a figure (or of a folder), one sentence each; empty when all is well."""
    place = folder or figures.plates(figure)
    found: list[str] = []
    plates: dict[str, Plate] = {}
    for stem in (*STORED, *(inset for inset in STORED_INSETS if (place / f"{inset}.svg").exists())):
        file, name = place / f"{stem}.svg", frame.named(stem)
        try:
            data = file.read_bytes()
            found += lint_markup(data, shown_path(file), most_bytes=LARGEST_BYTES if stem in STORED else LARGEST_INSET_BYTES)
            plates[name] = drawing.read(data, name, shown_path(file))
        except OSError as error:
            found.append(f"{shown_path(file)}: cannot be read ({error.strerror})")
        except BodymapError as error:
            found.append(str(error))
        else:
            found += lint_plate(plates[name], terminology, shown_path(file))
    found += lint_parents(plates)
    if all(name in plates for name in STORED):
        found += lint_muscles(plates, terminology)
    return tuple(dict.fromkeys(found))


def lint_markup(data: bytes, file: str, *, most_bytes: int = LARGEST_BYTES) -> list[str]:
    """Return what is wrong with a plate's SVG as a document. Raises `DataError` where it cannot be read at all."""
    root = markup.parse(data, file)
    found = [f"{file}: the root has a {name}; plates have a viewBox only" for name in ("width", "height") if root.get(name)]
    if len(data) > most_bytes:
        kind = "a plate" if most_bytes == LARGEST_BYTES else "an inset"
        found.append(f"{file}: is {len(data) / 1e6:.2f} MB; {kind} is at most {most_bytes / 1e6:.1f} MB")
    for element in root.iter():
        found += [f"{file}: {_name(element)} {reason}" for reason in _faults(element)]
    return found


def _faults(element: Element) -> Iterator[str]:
    tag = local_name(element.tag)
    if tag in _FORBIDDEN:
        yield "is not allowed on a plate"
    for key, value in element.items():
        name = local_name(key)
        if name.lower().startswith("on"):
            yield f"has the script attribute {name}"
        if name == "href" and not value.startswith("#"):
            yield f"refers to “{value[:60]}”, outside this file"
        if "url(" in value.lower() and "url(#" not in value.lower():
            yield f"refers to something outside this file in its {name}"
    text = (element.text or "").lower()
    if tag == "style" and ("@import" in text or "url(" in text):
        yield "refers to something outside this file"
    classes = (element.get("class") or "").split()
    is_filled = tag == "path" and any(role in classes for role in ROLES) and not any(role in classes for role in OPEN_ROLES)
    if is_filled and element.get("fill-rule") != "evenodd":
        yield f"of class {classes[0]} has no fill-rule=\"evenodd\""


def lint_plate(plate: Plate, terminology: Terminology, file: str) -> list[str]:
    """Return what is wrong with what a plate draws: names, sides, rings, garment, and all that was left out when it was read."""
    found = list(plate.problems)
    for drawn in plate.by_id.values():
        found += [f"{file}: {drawn.id} {reason}" for reason in drawn_faults(drawn, plate, terminology)]
    if plate.name in STORED and not plate.silhouette.of("garment"):
        found.append(f"{file}: {plate.silhouette.id} has no garment; every plate is decent")
    return found


def drawn_faults(drawn: Drawn, plate: Plate, terminology: Terminology) -> Iterator[str]:
    """Yield what is wrong with the name, the kind, the sides and the rings of one drawn structure."""
    known = terminology.find(drawn.id)
    if known is None:
        yield f"is not in the terminology{suggestion(terminology.nearest(drawn.id))}"
    else:
        if known.kind != drawn.kind:
            yield f"is drawn as {drawn.kind}; the terminology knows it as {known.kind}"
        if known.sided == (drawn.side is Side.MIDLINE):
            yield "needs a side" if known.sided else "has a side, but is a midline structure"
    if frame.is_two_sided(plate.name):
        if mirror(drawn.id) not in plate.by_id:
            yield "is drawn on one side only"
    elif drawn.side is Side.RIGHT:
        yield f"is a right structure on {'the left plate' if plate.name == 'left' else plate.name}"
    yield from ring_faults(drawn, plate)


def ring_faults(drawn: Drawn, plate: Plate) -> Iterator[str]:
    """Yield which rings leave the viewBox, cross themselves or enclose nothing."""
    x0, y0, x1, y1 = plate.bounds
    low, high = np.array([x0, y0]) - _ROUNDING_MM, np.array([x1, y1]) + _ROUNDING_MM
    for shape in drawn.shapes:
        points = np.concatenate(shape.rings)
        if (points < low).any() or (points > high).any():
            yield f"leaves the viewBox with its {shape.role}"
        if shape.role == "outline":
            bad = sum(_crosses_itself(shapely.Polygon(ring)) for ring in shape.rings)
            if bad:
                yield f"has {bad} outline ring{'s' if bad > 1 else ''} crossing itself"
            if plate.polygon(drawn.id).is_empty:
                yield "has an outline without area"


def _crosses_itself(ring: shapely.Polygon) -> bool:
    """Whether a ring crosses itself by more than the rounding of its coordinates explains."""
    if ring.is_valid:
        return False
    whole = shapely.make_valid(ring, method="linework")
    return bool(abs(whole.area - ring.area) > max(_ROUNDING_MM * ring.length * 0.05, 0.5))


def lint_parents(plates: Mapping[str, Plate]) -> list[str]:
    """Return which insets do not know what they enlarge: a rectangle inside a whole-body plate."""
    found = []
    for name, plate in plates.items():
        if name in STORED:
            continue
        if plate.parent is None or plate.parent_rect is None:
            found.append(f"{name}: does not say what it enlarges, with data-parent and data-parent-rect on its root")
        elif plate.parent in plates:
            x0, y0, x1, y1 = plate.parent_rect
            left, top, right, bottom = plates[plate.parent].bounds
            if x0 < left or y0 < top or x1 > right or y1 > bottom:
                found.append(f"{name}: enlarges a part of {plate.parent} that leaves its viewBox")
    return found


def lint_muscles(plates: Mapping[str, Plate], terminology: Terminology) -> list[str]:
    """Return which muscles of the terminology no plate draws, or none can be hit on."""
    drawn = {each.base for plate in plates.values() for each in plate.drawn}
    found = []
    hit = pickable(plates.values())
    for muscle in terminology.of_kind("muscle"):
        if muscle.id not in drawn:
            found.append(f"terminology: {muscle.id} is drawn on no plate")
        elif muscle.id not in hit:
            found.append(f"terminology: {muscle.id} can be hit on no plate")
    return found


def pickable(plates: Iterable[Plate]) -> frozenset[str]:
    """Return the base ids of what answers when its own middle is clicked on some plate, with everything shown."""
    found: set[str] = set()
    for plate in plates:
        picker = Picker(plate)
        for drawn in plate.drawn:
            polygon = plate.polygon(drawn.id)
            if drawn.base in found or polygon.is_empty:
                continue
            inside = polygon.representative_point()
            if drawn.id in picker.at(inside.x, inside.y, shows_behind=True, shows_default_off=True):
                found.add(drawn.base)
    return frozenset(found)


def _name(element: Element) -> str:
    return element.get("id") or f"<{local_name(element.tag)}>"


