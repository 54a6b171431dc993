"""A plate that an illustrator opened, changed and saved in Inkscape is a plate still: what she moved has moved, on both sides."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import mannequin
import pytest

from bodymap.anatomy import terminology
from bodymap.atlas import drawing, frame, lint, markup
from bodymap.atlas.plate import Plate
from bodymap.shipped import assets_dir

SVG = "{http://www.w3.org/2000/svg}"
SODIPODI = "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"


def saved_by_inkscape(text: str) -> ET.Element:
    """A plate as Inkscape 1.2 writes it: a named view, definitions, an id for everything, layers with labels."""
    root = markup.parse(text.encode(), "anterior.svg")
    root.set("version", "1.1")
    root.set(f"{SODIPODI}docname", "anterior.svg")
    root.set(f"{INKSCAPE}version", "1.2.2 (b0a8486541, 2022-12-01)")
    view = ET.Element(f"{SODIPODI}namedview", {"id": "namedview1", f"{INKSCAPE}pageopacity": "0.0"})
    ET.SubElement(view, f"{INKSCAPE}grid", {"id": "grid1", "type": "xygrid"})
    defs = ET.Element(f"{SVG}defs", {"id": "defs1"})
    ET.SubElement(defs, f"{INKSCAPE}perspective", {"id": "perspective1"})
    root[:0] = [defs, view]
    for number, element in enumerate(root.iter()):
        if element.get("id") is None:
            element.set("id", f"{element.tag.rpartition('}')[2]}{1000 + number}")
        if (element.get("class") or "").startswith("run"):
            element.set(f"{INKSCAPE}groupmode", "layer")
            element.set(f"{INKSCAPE}label", "Deep muscles 1")
    return root


def named(root: ET.Element, name: str) -> ET.Element:
    return next(element for element in root.iter() if element.get("id") == name)


def read(root: ET.Element) -> Plate:
    return drawing.read(ET.tostring(root), "anterior", "anterior.svg")


@pytest.fixture
def saved() -> ET.Element:
    return saved_by_inkscape(mannequin.svg("anterior"))


def test_what_inkscape_adds_changes_nothing(saved: ET.Element, mannequin_root: Path) -> None:
    plain = drawing.read(mannequin.svg("anterior").encode(), "anterior", "anterior.svg")
    plate = read(saved)
    assert plate.problems == ()
    assert [each.id for each in plate.drawn] == [each.id for each in plain.drawn]
    assert all(plate.polygon(each.id).equals(plain.polygon(each.id)) for each in plain.drawn)
    assert lint.lint_markup(ET.tostring(saved), "anterior.svg") == []
    assert lint.lint_plate(plate, terminology.load(mannequin_root / "data/anatomy"), "anterior.svg") == []


def test_a_group_that_was_moved_moves_on_both_sides(saved: ET.Element) -> None:
    before = read(saved)
    named(saved, "back-cord.left").set("transform", "translate(7,-3)")
    plate = read(saved)
    for side, way in (("left", 7), ("right", -7)):
        old, new = (each.polygon(f"back-cord.{side}").bounds for each in (before, plate))
        assert new == pytest.approx((old[0] + way, old[1] - 3, old[2] + way, old[3] - 3))


def test_a_path_that_was_bent_and_styled_keeps_its_role(saved: ET.Element) -> None:
    path = named(saved, "back-cord.left")[0]
    path.set("d", "m 20,-1100 c 20,-15 40,-15 60,0 v 300 c -20,10 -40,10 -60,0 z")
    path.set("style", "fill:#c26a59;fill-opacity:1;stroke:#3d1714;stroke-width:0.6")
    path.set(f"{SODIPODI}nodetypes", "ccccc")
    path.set(f"{INKSCAPE}connector-curvature", "0")
    plate = read(saved)
    assert plate.problems == ()
    x0, y0, x1, y1 = plate.polygon("back-cord.left").bounds
    assert (x0, x1) == pytest.approx((20, 80))
    assert y0 < -1105
    assert y1 > -797


def test_a_node_tool_shape_that_is_no_path_is_said_and_the_muscle_stays(saved: ET.Element) -> None:
    ET.SubElement(named(saved, "back-cord.left"), f"{SVG}ellipse", {"id": "ellipse1", "cx": "40", "cy": "-900", "rx": "5", "ry": "9"})
    plate = read(saved)
    assert plate.find("back-cord.left") is not None
    assert any("back-cord.left has a <ellipse>; only paths are drawn" in problem for problem in plate.problems)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("inkscape") is None, reason="Inkscape is not installed")
@pytest.mark.parametrize("kind", ["export-plain-svg;", ""], ids=["plain", "inkscape"])
def test_the_real_inkscape_moves_a_muscle_of_a_shipped_plate(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "hand-dorsal.svg"
    shutil.copy(assets_dir() / "svg/hand-dorsal.svg", file)
    out = tmp_path / "saved.svg"
    actions = f"select-by-id:extensor-indicis.left;transform-translate:1,2;select-clear;{kind}export-filename:{out};export-do"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QT_")} | {"HOME": str(tmp_path)}
    subprocess.run(["inkscape", f"--actions={actions}", str(file)], check=True, capture_output=True, timeout=120, env=environment)
    name = frame.named("hand-dorsal")
    before, after = (drawing.read(each.read_bytes(), name, each.name) for each in (file, out))
    assert [each.id for each in after.drawn] == [each.id for each in before.drawn]
    moved = [b - a for a, b in zip(before.polygon("extensor-indicis.left").bounds, after.polygon("extensor-indicis.left").bounds, strict=True)]
    assert moved == pytest.approx([1, 2, 1, 2], abs=0.02)
    assert [*lint.lint_markup(out.read_bytes(), "saved.svg"), *lint.lint_plate(after, terminology.load(), "saved.svg")] == []
