"""What is laid over the plates: switched in the layers' box, or shown for the muscle, nerve or root that is looked at."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from bodymap.ids import Side, base_of
from bodymap.session.record import CandidateKey
from bodymap.ui import state as states
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.laid import LaidArt, LaidKind, paint_one
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.panel.tissue import over
from bodymap.ui.state import LAID
from bodymap.ui.theme import CONTRAST, DARK, LIGHT

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)


def kinds(window: Any) -> set[str]:
    return {art.kind for art in window.scene.laid}


@pytest.mark.parametrize(
    ("name", "kind"), [("attachments", "origin"), ("nerves", "nerve"), ("fascia", "fascia"), ("roots", "band"), ("skin-nerves", "band")]
)
def test_a_switch_lays_it_over_the_body_and_takes_it_away(window: Any, name: str, kind: str) -> None:
    assert not window.scene.laid
    window.tools.box.laid_switches[name].click()
    assert kind in kinds(window)
    assert kind in dict(window.foot.legend.signs)
    assert window.tools.box.laid_switches[name].isChecked()
    window.tools.box.laid_switches[name].click()
    assert not window.scene.laid


def test_there_is_a_switch_for_each(window: Any) -> None:
    assert tuple(window.tools.box.laid_switches) == LAID


def test_the_anatomy_page_shows_the_muscles_own_attachments_on_its_side(window: Any) -> None:
    window.control.choose(MEDIUS)
    assert not window.scene.laid
    window.control.apply(states.turn_to("anatomy"))
    ids = {art.id for art in window.scene.laid}
    assert ids
    assert all(each.startswith("gluteus-medius--") and each.endswith(".left") for each in ids)
    assert kinds(window) == {"origin", "insertion"}


def test_a_root_look_alike_shows_its_dermatome(window: Any) -> None:
    window.control.apply(states.open_condition("lumbar-root-l5"))
    assert {art.label for art in window.scene.laid} == {"L5"}
    window.control.apply(states.open_condition("hip-osteoarthritis"))
    assert not window.scene.laid


def test_a_nerve_that_is_looked_for_is_shown_with_its_skin(window: Any) -> None:
    window.control.apply(states.look_at("lateral-femoral-cutaneous-nerve"))
    assert kinds(window) == {"nerve", "band"}
    assert {base_of(art.id) for art in window.scene.laid if art.kind == "nerve"} == {"lateral-femoral-cutaneous-nerve"}


def test_all_roots_from_c2_to_s5_have_a_band(window: Any) -> None:
    window.control.apply(states.lay("roots", on=True))
    counts = (("C", 2, 8), ("T", 1, 12), ("L", 1, 5), ("S", 1, 5))
    assert {art.label for art in window.scene.laid} == {f"{part}{n}" for part, first, last in counts for n in range(first, last + 1)}


def painted(kind: LaidKind, theme: Any) -> QImage:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.paper))
    painter = QPainter(image)
    path = QPainterPath()
    path.addRect(QRectF(5, 5, 50, 50))
    paint_one(Easel(painter, theme, Viewport()), path, LaidArt(kind, "", path))
    painter.end()
    return image


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
def test_origin_and_insertion_are_told_apart_without_colour(application: Any, theme: Any) -> None:
    first, second = (painted(kind, theme).convertToFormat(QImage.Format.Format_Grayscale8) for kind in ("origin", "insertion"))
    mirrored = second.flipped() if hasattr(second, "flipped") else second.mirrored()
    assert difference(first, second) > 25
    assert difference(first, mirrored) < difference(first, second)


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
def test_nothing_that_is_laid_over_is_red(theme: Any) -> None:
    for colour in (theme.nerve, theme.nerve_line, theme.origin, theme.insertion):
        hue, red = QColor(colour).hslHue(), QColor(theme.referral).hslHue()
        assert min(abs(hue - red), 360 - abs(hue - red)) > 20


def difference(first: QImage, second: QImage) -> float:
    """The mean difference of two grey pictures, 0 … 255, within the painted square."""
    spots = [(x, y) for x in range(10, 50) for y in range(10, 50)]
    return sum(abs(first.pixelColor(x, y).red() - second.pixelColor(x, y).red()) for x, y in spots) / len(spots)


def test_what_is_laid_is_named_where_it_is_pointed_at(window: Any) -> None:
    window.tools.box.laid_switches["roots"].click()
    art = next(art for art in window.scene.laid if art.label == "L4" and art.plate == "anterior")
    middle = next(iter(art.path.toFillPolygons())).boundingRect().center()
    assert over(window.scene.laid, "anterior", middle.x(), middle.y())[0].name.startswith("L")
    window.point("anterior", middle.x(), middle.y())
    assert window.tissue.accessibleDescription().startswith("L")
    window.tools.box.laid_switches["roots"].click()
    window.point("anterior", middle.x(), middle.y())
    assert window.tissue.accessibleDescription().startswith("Skin")


def test_an_attachment_says_whose_and_which_end_it_is(window: Any) -> None:
    window.tools.box.laid_switches["attachments"].click()
    art = next(art for art in window.scene.laid if art.id == "gluteus-medius--origin-hip-bone.left" and art.plate == "left")
    assert art.name.startswith("Gluteus medius")
    assert art.name.endswith(": origin")


def test_each_skin_area_of_a_nerve_has_its_name(window: Any) -> None:
    window.tools.box.laid_switches["skin-nerves"].click()
    bands = [art for art in window.scene.laid if art.kind == "band"]
    assert all(art.label and art.name.startswith(art.label) for art in bands)
    assert {art.is_even for art in bands} == {True, False}
