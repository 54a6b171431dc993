"""The rules of the landmarks of pelvis, sacrum, buttock and groin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.finder import between, region_middle
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box, bulge, edge, notch, walk

Array = NDArray[np.float64]
Finder = Callable[[Site], Array]

UP, FRONT, OUT = np.eye(3)[[1, 2, 0]]
TUBERCLES, TUBERCLE_MM = (0.79, 0.61, 0.4, 0.225), 9.0
"""The sacral spinous tubercles as shares of the sacrum's height from its tip, and how far up and down they are sought."""


def psis(site: Site) -> Array:
    """Return the middle of the rear end, a little inward and downward, of the upper half of the hip bone."""
    hip = site.bones["hip-bone"]
    return extreme(hip[hip[:, 1] > (hip[:, 1].min() + hip[:, 1].max()) / 2], (-0.3, -0.3, -1), 0.003)


def asis(site: Site) -> Array:
    """Return the foremost point of the hip bone above the hip joint's upper rim."""
    hip = site.bones["hip-bone"]
    return extreme(hip[hip[:, 1] > joint.hip(site.bones)[1] + 50], (0, -0.1, 1))


def front_edge(site: Site) -> Array:
    """Return the front edge of the ilium from the hip joint up to the ASIS."""
    hip, top = site.bones["hip-bone"], site.found["asis"]
    centre = joint.hip(site.bones)
    part = box(hip, y=(centre[1] + 18, top[1]), x=(centre[0] - 25, 200))
    return edge(part, FRONT, UP)


def aiis(site: Site) -> Array:
    """Return the bulge of the front edge between the hip joint and the notch below the ASIS."""
    line = front_edge(site)
    dip = notch(line[len(line) // 3 :], FRONT)
    lower = line[line[:, 1] <= dip[1]]
    return bulge(lower, FRONT)


def crest(site: Site) -> Array:
    """Return the iliac crest from PSIS to ASIS: the farthest points from the hip joint's centre seen from the side."""
    hip, centre = site.bones["hip-bone"], joint.hip(site.bones)
    offset = hip - centre
    around = np.degrees(np.arctan2(offset[:, 1], offset[:, 2]))
    start, end = (
        float(np.degrees(np.arctan2(*(site.found[name] - centre)[[1, 2]]))) % 360 for name in ("psis", "asis")
    )
    radius = np.hypot(offset[:, 1], offset[:, 2])
    line = [site.found["psis"]]
    for angle in np.arange(start - 3, end + 2, -3.0):
        rows = np.flatnonzero(np.abs((around - angle + 180) % 360 - 180) < 1.8)
        if len(rows):
            line.append(hip[rows[np.argmax(radius[rows])]])
    return np.array([*line, site.found["asis"]])


def iliac_tubercle(site: Site) -> Array:
    """Return the outermost point of the ilium above the ASIS."""
    hip = site.bones["hip-bone"]
    return extreme(hip[hip[:, 1] > site.found["asis"][1] + 15], (1, 0, 0))


def ischial_tuberosity(site: Site) -> Array:
    """Return the lowest rear point of the hip bone behind the hip joint."""
    hip = site.bones["hip-bone"]
    return extreme(hip[hip[:, 2] < joint.hip(site.bones)[2] - 10], (0, -1, -0.5), 0.006)


def sciatic_notch(site: Site) -> Array:
    """Return the foremost point of the rear edge of the hip bone between PSIS and ischial tuberosity."""
    hip, low, high = site.bones["hip-bone"], site.found["ischial-tuberosity"], site.found["psis"]
    line = edge(box(hip, y=(low[1] + 40, high[1])), -FRONT, UP, 2.5)
    return line[np.argmax(line[:, 2])]


def sacral_tubercle(share: float) -> Finder:
    """Return a rule that takes the bulge of the median sacral crest about a share of the sacrum's height."""

    def find(site: Site) -> Array:
        points = site.bones["sacrum"]
        low, high = points[:, 1].min(), points[:, 1].max()
        height = low + share * (high - low)
        return bulge(edge(box(points, x=(-3, 3), y=(height - TUBERCLE_MM, height + TUBERCLE_MM)), -FRONT, UP, 2.0), -FRONT)

    return find


def sacral_back(site: Site, height: float) -> Array:
    """Return the rearmost point of the sacrum near the midline at a height."""
    near = box(site.bones["sacrum"], x=(-6, 6), y=(height - 4, height + 4))
    return extreme(near, (0, 0, -1))


def sacral_cornu(site: Site) -> Array:
    """Return the rearmost point beside the midline on the lowest 25 mm of the sacrum, left."""
    low = joint.below(site.bones["sacrum"], 25)
    return extreme(box(low, x=(4, 25)), (0, -0.3, -1))


def sacral_hiatus(site: Site) -> Array:
    """Return the midline of the sacrum's back at the height of the cornua."""
    return sacral_back(site, float(site.found["sacral-cornu"][1]) - 2)


def symphysis(site: Site) -> Array:
    """Return the foremost upper point of the hip bone within 8 mm of the midline."""
    return extreme(box(site.bones["hip-bone"], x=(-2, 8)), (0, 1, 0.6))


def pubic_tubercle(site: Site) -> Array:
    """Return the foremost upper point of the pubis 15 to 38 mm from the midline."""
    high = float(site.found["pubic-symphysis"][1])
    return extreme(box(site.bones["hip-bone"], x=(15, 38), y=(high - 25, high + 20)), (0.35, 0.5, 1))


def natal_cleft_top(site: Site) -> Array:
    """Return the highest midline skin point below S1 that lies 6 mm deeper than the skin 8 mm beside it."""
    top, low = site.found["sacral-base"][1], site.found["coccyx"][1]
    for y in np.arange(top, low, -1.0):
        middle, beside = (site.skin_from(np.array([x, y, 0.0]), -FRONT) for x in (0.3, 8.0))
        if middle[2] - beside[2] > 6.0:
            return middle
    return site.skin_from(np.array([0.3, low, 0.0]), -FRONT)


def centre_of_buttock(site: Site) -> Array:
    """Return the skin straight behind the middle of the buttock's four bony corners."""
    corners = ("iliac-crest-posterior", "iliac-tubercle", "greater-trochanter-tip", "ischial-tuberosity")
    return site.skin_from(np.mean([site.found[name] for name in corners], axis=0), -FRONT)


def femur_tip(site: Site) -> Array:
    """Return the highest point of the femur lateral to its neck."""
    femur = site.bones["femur"]
    return extreme(femur[femur[:, 0] > joint.hip(site.bones)[0] + 28], (0, 1, 0))


def lesser_trochanter(site: Site) -> Array:
    """Return the bulge backward and inward of the shaft below the neck."""
    centre = joint.hip(site.bones)
    part = box(site.bones["femur"], y=(centre[1] - 85, centre[1] - 40), x=(centre[0] - 10, 200))
    return extreme(part, (-1, 0, -0.8))


RULES: tuple[Rule, ...] = (
    Rule("psis", "Posterior superior iliac spine", "trunk", "posterior", "middle of the rear end of the iliac crest, at its inner lower side, on the upper half of the hip bone", psis, "PSIS"),
    Rule("asis", "Anterior superior iliac spine", "trunk", "anterior", "foremost point of the ilium above the hip joint", asis, "ASIS"),
    Rule("aiis", "Anterior inferior iliac spine", "trunk", "anterior", "bulge of the front edge of the ilium below the notch under the ASIS", aiis, "AIIS"),
    Rule("iliac-crest-posterior", "Iliac crest, posterior third", "trunk", "posterior-superior", "a sixth of the crest's length from PSIS to ASIS", lambda s: walk(crest(s), 1 / 6)),
    Rule("iliac-crest-highest", "Iliac crest, highest point", "trunk", "lateral", "highest point of the hip bone", lambda s: extreme(s.bones["hip-bone"], (0, 1, 0))),
    Rule("iliac-crest-anterior", "Iliac crest, anterior third", "trunk", "lateral", "five sixths of the crest's length from PSIS to ASIS", lambda s: walk(crest(s), 5 / 6)),
    Rule("iliac-tubercle", "Tubercle of the iliac crest", "trunk", "lateral", "outermost point of the ilium above the ASIS", iliac_tubercle),
    Rule("greater-trochanter", "Greater trochanter, lateral prominence", "thigh", "lateral", "outermost point of the upper femur", lambda s: extreme(joint.above(s.bones["femur"], 90), (1, 0, 0)), "GT"),
    Rule("greater-trochanter-tip", "Greater trochanter, tip", "thigh", "lateral", "highest point of the femur lateral to its neck", femur_tip),
    Rule("lesser-trochanter", "Lesser trochanter", "thigh", "posterior", "innermost rear point of the femur just below the neck", lesser_trochanter),
    Rule("ischial-tuberosity", "Ischial tuberosity", "thigh", "posterior", "lowest rear point of the hip bone behind the hip joint", ischial_tuberosity),
    Rule("sciatic-notch", "Greater sciatic notch", "trunk", "posterior", "foremost point of the rear edge of the hip bone between PSIS and ischial tuberosity", sciatic_notch),
    Rule("sacral-base", "Median sacral crest at S1", "trunk", "posterior", "bulge of the median sacral crest at S1", sacral_tubercle(TUBERCLES[0]), None, True),
    Rule("s2", "Second sacral spinous tubercle", "trunk", "posterior", "bulge of the median sacral crest at S2", sacral_tubercle(TUBERCLES[1]), "S2", True),
    Rule("sacral-cornu", "Sacral cornu", "trunk", "posterior", "rearmost point beside the midline on the lowest part of the sacrum", sacral_cornu),
    Rule("sacral-hiatus", "Sacral hiatus", "trunk", "posterior", "midline back of the sacrum between the cornua", sacral_hiatus, None, True),
    Rule("coccyx", "Tip of the coccyx", "trunk", "posterior", "lowest point of the coccyx", lambda s: extreme(s.bones["coccyx"], (0, -1, 0), 0.01), None, True),
    Rule("natal-cleft-top", "Top of the natal cleft", "trunk", "", "highest midline skin that lies 6 mm deeper than the skin beside it", natal_cleft_top, None, True),
    Rule("gluteal-fold", "Gluteal fold, middle", "thigh", "", "middle of the skin region of that name", region_middle("gluteal-fold")),
    Rule("centre-of-buttock", "Centre of the buttock", "trunk", "", "skin straight behind the middle of posterior iliac crest, iliac tubercle, tip of the trochanter and ischial tuberosity", centre_of_buttock),
    Rule("pubic-symphysis", "Pubic symphysis, upper edge", "trunk", "anterior", "foremost upper point of the hip bone next to the midline", symphysis, None, True),
    Rule("pubic-tubercle", "Pubic tubercle", "trunk", "anterior", "foremost upper point of the pubis 15 to 38 mm from the midline", pubic_tubercle),
    Rule("inguinal-ligament-mid", "Middle of the inguinal ligament", "thigh", "anterior", "half-way between ASIS and pubic tubercle", between("asis", "pubic-tubercle")),
    Rule("femoral-pulse", "Femoral pulse (mid-inguinal point)", "thigh", "anterior", "half-way between ASIS and pubic symphysis", between("asis", "pubic-symphysis")),
    Rule("umbilicus", "Umbilicus", "trunk", "", "middle of the skin region of that name", region_middle("umbilicus"), None, True),
)
