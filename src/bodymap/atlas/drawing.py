"""An SVG document → a plate: walks the tree itself, resolves the mirrored halves, leaves out what is wrong with a sentence for each.

The format stands in docs/formats.md. Paths and transforms are read through `bodymap.atlas.svg`.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import numpy as np

from bodymap.anatomy.location import PLATES
from bodymap.anatomy.structure import KINDS, LAYERS
from bodymap.atlas import markup, svg
from bodymap.atlas.markup import local_name
from bodymap.atlas.plate import ROLES, Bounds, Drawn, Plate, Ring, Role, Shape
from bodymap.errors import DataError
from bodymap.ids import Id, IdError, Side, mirror

OPEN_ROLES = ("fibres", "strands", "rim")
MOST_POINTS = 4_000_000
MOST_VISITS = 300_000
"""Elements as drawn: what a `<use>` repeats counts again."""
MOST_PROBLEMS = 200
_CONTAINERS = ("svg", "g", "use", "path")
_SILENT = ("metadata", "style", "title", "desc", "namedview", "defs")
NO_SKIN = Drawn("skin", "skin", "skin", None, behind=False, default_off=False, rank=0, shapes=())
"""The silhouette of an overlay, which has none."""
_IDENTITY = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def read(data: bytes, name: str, file: str) -> Plate:
    """Return the plate of an SVG document. `file` is how sentences name it.

    What is wrong about one structure or shape leaves out that one and is said in `problems`. Raises `DataError` where the document
    cannot be read, has no usable viewBox, or no silhouette.
    """
    reader, bounds = _walked(data, file)
    drawn = reader.drawn
    skins = [each for each in drawn if each.kind == "skin"]
    if not skins:
        raise DataError("has no silhouette (an element of class “skin” with an outline)", file=file)
    regions = tuple(each for each in drawn if each.kind == "skin-region")
    others = tuple(each for each in drawn if each.kind not in ("skin", "skin-region"))
    parent, rect, zoom = reader.parent()
    return Plate(name, bounds, others, skins[0], regions, tuple(reader.problems), parent, rect, zoom)


def read_overlay(data: bytes, name: str, file: str) -> Plate:
    """Return what an overlay lays over the plate `name`: a plate with an empty silhouette and no skin. `file` is how sentences name it.

    Problems and errors are as those of `read`, but that an overlay has no silhouette.
    """
    reader, bounds = _walked(data, file)
    parent, rect, zoom = reader.parent()
    return Plate(name, bounds, tuple(reader.drawn), NO_SKIN, (), tuple(reader.problems), parent, rect, zoom)


def _walked(data: bytes, file: str) -> tuple["_Reader", Bounds]:
    root = markup.parse(data, file)
    if local_name(root.tag) != "svg":
        raise DataError(f"starts with <{local_name(root.tag)}>; a plate is an <svg>", file=file)
    reader = _Reader(root, file)
    bounds = reader.view_box()
    reader.walk(root, _IDENTITY, behind=False, mirrored=False)
    return reader, bounds


class _Reader:
    """Collects what is drawn, in drawing order."""

    def __init__(self, root: Element, file: str) -> None:
        self.root = root
        self.file = file
        self.drawn: list[Drawn] = []
        self.problems: list[str] = []
        self._ids: set[str] = set()
        self._points = 0
        self._visits = 0
        self._read: dict[str, tuple[svg.Subpath, ...]] = {}
        named = [(element.attrib["id"], element) for element in root.iter() if element.get("id")]
        self._targets = dict(reversed(named))
        for repeated in [key for key, count in Counter(key for key, _ in named).items() if count > 1]:
            self.problem(f"has the id {repeated} more than once; the first is used")

    def problem(self, reason: str) -> None:
        """Record what is wrong; after very many problems no more."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{self.file}: {reason}")

    def view_box(self) -> Bounds:
        """Return (x0, y0, x1, y1) of the root's viewBox."""
        text = self.root.get("viewBox")
        if text is None:
            raise DataError("has no viewBox", file=self.file, record="svg")
        return self._box(text, "viewBox")

    def parent(self) -> tuple[str | None, Bounds | None, float]:
        """Return the plate that an inset enlarges a part of, that part, and how finely the inset is drawn; (None, None, 1) where it says nothing.

        What cannot be used is a problem and counts as not said.
        """
        name, text, zoom = (self.root.get(f"data-{key}") for key in ("parent", "parent-rect", "zoom"))
        if name is None and text is None:
            return None, None, 1.0
        try:
            return _plate(name or "", self.file), self._box(text or "", "data-parent-rect"), _zoom(zoom or "1", self.file)
        except DataError as error:
            self.problem(str(error).removeprefix(f"{self.file}: "))
            return None, None, 1.0

    def _box(self, text: str, field: str) -> Bounds:
        try:
            x, y, width, height = (float(number) for number in text.replace(",", " ").split())
        except ValueError:
            raise DataError(f"is “{text[:60]}”; it must be four numbers", file=self.file, record="svg", field=field) from None
        is_sound = all(abs(value) <= svg.LARGEST for value in (x, y, width, height)) and width > 0 and height > 0
        if not is_sound:
            raise DataError(f"is “{text[:60]}”; it must span an area", file=self.file, record="svg", field=field)
        return x, y, x + width, y + height

    def walk(self, parent: Element, outer: svg.Matrix, *, behind: bool, mirrored: bool) -> None:
        """Visit the children of a container, back to front."""
        for element in parent:
            self._visits += 1
            if self._visits > MOST_VISITS:
                raise DataError(f"draws more than {MOST_VISITS} elements", file=self.file)
            tag = local_name(element.tag)
            if tag in _SILENT:
                continue
            if tag not in _CONTAINERS:
                self.problem(f"has a <{tag}>{_named(element)}, which a plate must not have; it is ignored")
                continue
            try:
                self._visit(element, tag, self._matrix(element, outer), behind=behind, mirrored=mirrored)
            except svg.SvgError as error:
                self.problem(f"{_named(element).strip() or f'<{tag}>'} {error}; it is left out")

    def _visit(self, element: Element, tag: str, inner: svg.Matrix, *, behind: bool, mirrored: bool) -> None:
        classes = (element.get("class") or "").split()
        if tag == "use":
            self._use(element, inner, behind=behind, mirrored=mirrored)
        elif tag == "g" and "run" not in classes and any(kind in classes for kind in KINDS):
            self._structure(element, classes, inner, behind=behind, mirrored=mirrored)
        elif tag == "g":
            self.walk(element, inner, behind=behind or "behind" in classes, mirrored=mirrored)
        else:
            raise svg.SvgError("stands outside any structure")

    def _matrix(self, element: Element, outer: svg.Matrix) -> svg.Matrix:
        transform = element.get("transform")
        return outer if transform is None else _product(outer, svg.matrix(transform))

    def _use(self, element: Element, inner: svg.Matrix, *, behind: bool, mirrored: bool) -> None:
        reference = next((value for key, value in element.items() if local_name(key) == "href"), "")
        if not reference.startswith("#"):
            raise svg.SvgError(f"refers to “{reference[:60]}”, which is not in this file")
        target = self._targets.get(reference[1:])
        if target is None:
            raise svg.SvgError(f"refers to {reference[:60]}, which is not there")
        if any(local_name(each.tag) == "use" for each in target.iter()):
            raise svg.SvgError(f"refers to {reference[:60]}, which holds another <use>")
        if target is self.root or element.get("x") or element.get("y"):
            raise svg.SvgError(f"refers to {reference[:60]} in a way that is not read")
        holder = Element("g")
        holder.append(target)
        is_mirror = np.linalg.det(inner[:, :2]) < 0
        self.walk(holder, inner, behind=behind, mirrored=mirrored != bool(is_mirror))

    def _structure(self, element: Element, classes: list[str], inner: svg.Matrix, *, behind: bool, mirrored: bool) -> None:
        name = self._id(element, mirrored=mirrored)
        kind = next(kind for kind in KINDS if kind in classes)
        shapes = tuple(self._shapes(element, name, inner))
        if sum(shape.role == "outline" for shape in shapes) != 1:
            raise svg.SvgError("has no outline" if not any(shape.role == "outline" for shape in shapes) else "has more than one outline")
        self._ids.add(name)
        group, off = element.get("data-group"), element.get("data-off")
        layer = self._layer(element, name, kind)
        self.drawn.append(Drawn(name, kind, layer, group, behind, off is not None, len(self.drawn), shapes))

    def _id(self, element: Element, *, mirrored: bool) -> str:
        text = element.get("id")
        if text is None:
            raise svg.SvgError("is a structure without an id")
        try:
            name = mirror(text) if mirrored else str(Id.parse(text))
        except IdError as error:
            raise svg.SvgError(f"is no structure: {error}") from None
        if mirrored and Id.parse(name).side in (None, Side.MIDLINE):
            raise svg.SvgError("is mirrored, but its id has no side")
        if name in self._ids:
            raise svg.SvgError("is drawn more than once")
        return name

    def _layer(self, element: Element, name: str, kind: str) -> str:
        layer = element.get("data-layer")
        if layer in LAYERS:
            return str(layer)
        self.problem(f"{name} has the layer “{layer}”; layers are {', '.join(LAYERS)}")
        return {"bone": "bone", "skin": "skin", "skin-region": "skin"}.get(kind, "deep")

    def _shapes(self, structure: Element, name: str, outer: svg.Matrix) -> Iterator[Shape]:
        for element, inner in self._paths(structure, name, outer):
            role = next((role for role in ROLES if role in (element.get("class") or "").split()), None)
            try:
                yield self._shape(element, role, inner)
            except svg.SvgError as error:
                if role == "outline":
                    raise svg.SvgError(f"{error}, in its outline") from None
                self.problem(f"{name} {error}, in its {role or 'path of unknown class'}; that shape is left out")

    def _paths(self, structure: Element, name: str, outer: svg.Matrix) -> Iterator[tuple[Element, svg.Matrix]]:
        for element in structure:
            if local_name(element.tag) in _SILENT:
                continue
            inner = self._matrix(element, outer)
            if local_name(element.tag) == "path":
                yield element, inner
            elif local_name(element.tag) == "g":
                yield from self._paths(element, name, inner)
            else:
                self.problem(f"{name} has a <{local_name(element.tag)}>; only paths are drawn, it is ignored")

    def _shape(self, element: Element, role: Role | None, inner: svg.Matrix) -> Shape:
        if role is None:
            raise svg.SvgError(f"has the class “{element.get('class') or ''}”, which is no part of a structure")
        found = self._subpaths(element.get("d") or "")
        self._points += sum(len(each.points) for each in found)
        if self._points > MOST_POINTS:
            raise DataError(f"has more than {MOST_POINTS} points", file=self.file)
        is_closed = role not in OPEN_ROLES
        if is_closed and not all(each.closed for each in found):
            raise svg.SvgError("has a ring that is not closed")
        least = 3 if is_closed else 2
        rings = tuple(_moved(each.points, inner) for each in found if len(each.points) >= least)
        if not rings:
            raise svg.SvgError("has rings of fewer than three points only")
        return Shape(role, rings, is_closed)

    def _subpaths(self, data: str) -> tuple[svg.Subpath, ...]:
        """Read path data once, however often it is drawn: the mirrored half is the same text."""
        if data not in self._read:
            self._read[data] = svg.subpaths(data)
        return self._read[data]


def _plate(name: str, file: str) -> str:
    if name not in PLATES:
        raise DataError(f"is “{name[:60]}”; it must be one of {', '.join(PLATES)}", file=file, record="svg", field="data-parent")
    return name


def _zoom(text: str, file: str) -> float:
    try:
        zoom = float(text)
    except ValueError:
        zoom = float("nan")
    if not 1 <= zoom <= 20:
        raise DataError(f"is “{text[:60]}”; it must be a number from 1 to 20", file=file, record="svg", field="data-zoom")
    return zoom


def _moved(points: Ring, by: svg.Matrix) -> Ring:
    if by is _IDENTITY:
        return points
    return np.asarray(points @ by[:, :2].T + by[:, 2], dtype=np.float32)


def _product(outer: svg.Matrix, inner: svg.Matrix) -> svg.Matrix:
    last = [[0.0, 0.0, 1.0]]
    return np.asarray((np.vstack([outer, last]) @ np.vstack([inner, last]))[:2])


def _named(element: Element) -> str:
    name = element.get("id")
    return f" {name}" if name else ""
