"""The rules of the further landmarks of neck, ribs, shoulder girdle, pelvis and hip.

They lean on those of `landmark_spine`, `landmark_pelvis` and `landmark_arm`, which run before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import joint
from tools.platemaker.finder import Finder, between, farthest, joint_line
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.landmark_pelvis import TUBERCLES, crest, sacral_tubercle
from tools.platemaker.landmark_spine import LABELS, transverse
from tools.platemaker.outline_point import box, edge, walk

Array = NDArray[np.float64]

RIBS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
UP, FRONT, OUT = np.eye(3)[[1, 2, 0]]
FORAMINA = ((0.4, 0.68), (0.28, 0.56), (0.28, 0.365), (0.26, 0.19))
"""Where about the posterior sacral foramina lie: shares of the sacrum's half width, and of its height from its tip."""
FORAMEN_REACH_MM, FORAMEN_DEEP_MM = 3.0, 12.0


def clavicle_at(share: float) -> Finder:
    """Return a rule that takes the front upper edge of the clavicle at a share of its width."""

    def find(site: Site) -> Array:
        points = site.bones["clavicle"]
        at = points[:, 0].min() * (1 - share) + points[:, 0].max() * share
        return extreme(box(points, x=(at - 2, at + 2)), (0, 1, 0.8))

    return find


def scapula_spine(share: float) -> Finder:
    """Return a rule that takes the rear edge of the scapula's spine at a share of the way from its root to the acromial angle."""

    def find(site: Site) -> Array:
        at = site.found["scapular-spine-root"] * (1 - share) + site.found["acromial-angle"] * share
        points = site.bones["scapula"]
        return extreme(box(points, x=(at[0] - 2, at[0] + 2), y=(at[1] - 22, at[1] + 22)), (0, 0, -1))

    return find


def lateral_border(site: Site) -> Array:
    """Return the outermost point of the scapula half-way between its inferior angle and the lower rim of the socket."""
    low = site.found["inferior-angle-scapula"][1]
    height = (low + site.found["infraglenoid-tubercle"][1]) / 2
    return extreme(box(site.bones["scapula"], y=(height - 3, height + 3)), (1, 0, 0))


def infraglenoid(site: Site) -> Array:
    """Return the outermost point of the scapula just under the socket, 20 to 26 mm below the centre of the humeral head."""
    height = joint.shoulder(site.bones)[1] - 23
    return extreme(box(site.bones["scapula"], y=(height - 3, height + 3)), (1, 0, 0))


def rib_angle(rib: str) -> Finder:
    """Return a rule that takes the point of a rib that bulges out most backward, where it turns forward."""

    def find(site: Site) -> Array:
        points = site.bones[rib]
        rear = points[points[:, 2] < points[:, 2].min() + 30]
        return extreme(rear, (0.1, 0, -1))

    return find


def costochondral(rib: str) -> Finder:
    """Return a rule that takes the foremost surface where a rib meets its cartilage."""
    return joint_line(f"{rib}-rib", f"costal-cartilage-of-{rib}-rib", (0, 0, 1))


def sternal_end(rib: str) -> Finder:
    """Return a rule that takes the front of a costal cartilage's inner end."""

    def find(site: Site) -> Array:
        points = site.bones[f"costal-cartilage-of-{rib}-rib"]
        return extreme(points[points[:, 0] < points[:, 0].min() + 5], (0, 0, 1))

    return find


def sacral_foramen(index: int) -> Finder:
    """Return a rule that takes the middle of the largest gap in the back of the sacrum about the place where the foramen is due."""

    def find(site: Site) -> Array:
        sacrum = site.bones["sacrum"]
        low, high = sacrum.min(axis=0), sacrum.max(axis=0)
        beside, height = FORAMINA[index][0] * high[0], low[1] + FORAMINA[index][1] * (high[1] - low[1])
        near = box(sacrum, x=(0, 40), y=(height - 12, height + 12))
        line = edge(near, -FRONT, UP, 2.0)
        slope, start = np.polyfit(line[:, 1], line[:, 2], 1)
        back = near[near[:, 2] < slope * near[:, 1] + start + FORAMEN_DEEP_MM]
        reach = np.arange(-FORAMEN_REACH_MM, FORAMEN_REACH_MM + 1)
        grid = np.stack([a.ravel() for a in np.meshgrid(beside + reach, height + reach)], axis=1)
        gap, nearest = cKDTree(back[:, :2]).query(grid)
        best = int(np.argmax(gap))
        return np.array([*grid[best], back[nearest[best], 2]])

    return find


def piis(site: Site) -> Array:
    """Return the rear lower corner of the hip bone above the greater sciatic notch, where the rear edge turns forward."""
    notch_point, top = site.found["sciatic-notch"], site.found["psis"]
    part = box(site.bones["hip-bone"], y=(notch_point[1], top[1] - 14), z=(-500, notch_point[2] - 12))
    return extreme(part, (0, -1, -0.8))


def ischial_spine(site: Site) -> Array:
    """Return the innermost rear point of the hip bone between the tuberosity and the greater sciatic notch."""
    low, high = site.found["ischial-tuberosity"][1], site.found["sciatic-notch"][1]
    middle = box(site.bones["hip-bone"], y=(low + 22, high - 12))
    return extreme(middle, (-0.55, 0, -1))


def pubic_ramus(site: Site) -> Array:
    """Return the lowest point of the ischiopubic ramus half-way from the symphysis to the ischial tuberosity."""
    middle = (site.found["pubic-symphysis"] + site.found["ischial-tuberosity"]) / 2
    return extreme(box(site.bones["hip-bone"], z=(middle[2] - 4, middle[2] + 4), y=(0, middle[1] + 12)), (-0.4, -1, 0))


def iliopubic_eminence(site: Site) -> Array:
    """Return the foremost upper point of the pubis inside the hip joint, at most 28 mm above the joint's centre."""
    centre = joint.hip(site.bones)
    near = box(site.bones["hip-bone"], x=(centre[0] - 32, centre[0] - 8), y=(centre[1], centre[1] + 28))
    return extreme(near, (0, 0.5, 1))


def crest_middle(site: Site) -> Array:
    """Return the iliac crest half-way along from PSIS to ASIS."""
    return walk(crest(site), 0.5)


def scapular_notch(site: Site) -> Array:
    """Return the lowest point of the scapula's upper border 20 to 55 mm behind the tip of the coracoid process: next to its base."""
    tip = site.found["coracoid-process"]
    part = box(site.bones["scapula"], x=(tip[0] - 45, tip[0] - 12), y=(tip[1] - 30, tip[1] + 60), z=(tip[2] - 55, tip[2] - 20))
    border = edge(part, UP, FRONT, 2.0)
    return border[np.argmin(border[:, 1])]


def second_space(site: Site) -> Array:
    """Return the middle of the gap between second and third rib in front, straight below the clavicle's middle."""
    across = float(site.found["clavicle-middle"][0])
    upper, lower = (box(site.bones[f"{rib}-rib"], x=(across - 3, across + 3), z=(0, 300)) for rib in ("second", "third"))
    return np.asarray((extreme(upper, (0, -1, 0)) + extreme(lower, (0, 1, 0))) / 2)


def axillary_fold(share: float, way: Array) -> Finder:
    """Return a rule that takes the skin straight before or behind the place a share of the humerus's length below the shoulder joint."""

    def find(site: Site) -> Array:
        humerus = site.bones["humerus"]
        length = float(humerus[:, 1].max() - humerus[:, 1].min())
        return site.skin_from(joint.shoulder(site.bones) - share * length * UP, way)

    return find


_TRANSVERSE = tuple(
    Rule(f"transverse-{label}", f"Transverse process of {label.upper()}", "neck" if label[0] == "c" else "trunk",
         "lateral" if label[0] == "c" else "posterior", "outermost point of the vertebra", transverse(bone))
    for label, bone in zip(LABELS, joint.VERTEBRAE, strict=True) if label[0] == "t" or label in {f"c{i}" for i in range(2, 8)}
)  # fmt: skip
_RIB_ANGLES = tuple(
    Rule(f"{rib}-rib-angle", f"Angle of the {rib} rib", "trunk", "posterior", "rearmost point of the rib, where it turns forward", rib_angle(f"{rib}-rib"))
    for rib in RIBS[1:]
)
_CARTILAGES = tuple(
    Rule(f"{rib}-costochondral-joint", f"Costochondral joint of the {rib} rib", "trunk", "anterior",
         "foremost point where the rib meets its cartilage", costochondral(rib))
    for rib in RIBS[:6]
)  # fmt: skip
_STERNAL = tuple(
    Rule(f"{rib}-sternocostal-joint", f"Sternocostal joint of the {rib} rib", "trunk", "anterior", "front of the inner end of the cartilage", sternal_end(rib))
    for rib in RIBS[:6]
)
_FORAMINA = tuple(
    Rule(f"sacral-foramen-{i + 1}", f"Posterior sacral foramen {i + 1}", "trunk", "posterior",
         "middle of the largest gap in the back of the sacrum about shares of its half width and height", sacral_foramen(i))
    for i in range(4)
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *_TRANSVERSE, *_RIB_ANGLES, *_CARTILAGES, *_STERNAL, *_FORAMINA,
    Rule("c1-posterior-tubercle", "Posterior tubercle of the atlas", "neck", "posterior", "rearmost midline point of the atlas", farthest("atlas-c1", (0, 0, -1), x=(0.45, 0.55)), None, True),
    Rule("cricoid", "Cricoid cartilage", "neck", "anterior", "foremost point of the cricoid cartilage", farthest("cricoid-cartilage", (0, 0, 1)), None, True),
    Rule("first-rib", "First rib above the clavicle", "neck", "superior", "highest point of the outermost part of the first rib", farthest("first-rib", (0, 1, 0), x=(0.96, 1))),
    Rule("clavicle-medial-third", "Clavicle, end of the medial third", "trunk", "anterior-superior", "front upper edge of the clavicle at a third of its width", clavicle_at(1 / 3)),
    Rule("clavicle-middle", "Clavicle, middle", "trunk", "anterior-superior", "front upper edge of the clavicle half-way along", clavicle_at(0.5)),
    Rule("clavicle-lateral-third", "Clavicle, beginning of the lateral third", "trunk", "anterior-superior", "front upper edge of the clavicle at two thirds of its width", clavicle_at(2 / 3)),
    Rule("xiphisternal-joint", "Xiphisternal joint", "trunk", "anterior", "lowest front point of the body of the sternum on the midline", farthest("body-of-sternum", (0, -1, 0.3), x=(0.4, 0.6)), None, True),
    Rule("tenth-costal-cartilage", "Tip of the tenth costal cartilage", "trunk", "anterior-lateral", "foremost point of the tenth costal cartilage", farthest("costal-cartilage-of-tenth-rib", (-0.3, 0.2, 1))),
    Rule("ninth-costal-cartilage", "Tip of the ninth costal cartilage", "trunk", "anterior", "upper inner end of the ninth costal cartilage", farthest("costal-cartilage-of-ninth-rib", (-1, 0.5, 0.5))),
    Rule("scapular-spine-middle", "Spine of the scapula, middle", "trunk", "posterior", "rear edge of the spine half-way between its root and the acromial angle", scapula_spine(0.5)),
    Rule("infraglenoid-tubercle", "Infraglenoid tubercle", "arm", "posterior-lateral", "outermost point of the scapula just under the socket", infraglenoid),
    Rule("lateral-border-scapula", "Lateral border of the scapula, middle", "trunk", "posterior-lateral", "outermost point of the scapula half-way between its inferior angle and the socket", lateral_border),
    Rule("scapular-notch", "Suprascapular notch", "trunk", "posterior-superior", "lowest point of the upper border of the scapula next to the base of the coracoid process", scapular_notch),
    Rule("anterior-axillary-fold", "Anterior axillary fold", "trunk", "", "skin in front of the place 28 % of the humerus's length below the shoulder joint", axillary_fold(0.28, FRONT)),
    Rule("posterior-axillary-fold", "Posterior axillary fold", "trunk", "", "skin behind the place 34 % of the humerus's length below the shoulder joint", axillary_fold(0.34, -FRONT)),
    Rule("piis", "Posterior inferior iliac spine", "trunk", "posterior", "rear lower corner of the hip bone above the greater sciatic notch", piis, "PIIS"),
    Rule("ischial-spine", "Ischial spine", "trunk", "posterior", "innermost rear point of the hip bone between tuberosity and greater sciatic notch", ischial_spine),
    Rule("ischiopubic-ramus", "Ischiopubic ramus, middle", "thigh", "inferior", "lowest point of the ramus half-way from symphysis to ischial tuberosity", pubic_ramus),
    Rule("iliopubic-eminence", "Iliopubic eminence", "thigh", "anterior", "foremost upper point of the pubis inside the hip joint, at most 28 mm above its centre", iliopubic_eminence),
    Rule("iliac-crest-middle", "Iliac crest, middle", "trunk", "lateral", "half of the crest's length from PSIS to ASIS", crest_middle),
    Rule("s3", "Third sacral spinous tubercle", "trunk", "posterior", "bulge of the median sacral crest at S3", sacral_tubercle(TUBERCLES[2]), "S3", True),
    Rule("s4", "Fourth sacral spinous tubercle", "trunk", "posterior", "bulge of the median sacral crest at S4", sacral_tubercle(TUBERCLES[3]), "S4", True),
    Rule("inferior-lateral-angle-sacrum", "Inferior lateral angle of the sacrum", "trunk", "posterior", "lower outer corner of the sacrum's lowest fifth", farthest("sacrum", (1, -0.8, -0.2), y=(0, 0.2)), "ILA"),
    Rule("sacrococcygeal-joint", "Sacrococcygeal joint", "trunk", "posterior", "rear upper end of the coccyx on the midline", farthest("coccyx", (0, 1, -0.6), x=(0.35, 0.65)), None, True),
    Rule("sacroiliac-joint", "Sacroiliac joint, middle", "trunk", "posterior", "half-way between PSIS and PIIS", between("psis", "piis"), "SIJ"),
    Rule("hip-joint", "Hip joint", "thigh", "anterior", "centre of the femoral head (sphere fit)", lambda s: joint.hip(s.bones)),
    Rule("waist", "Waist at the side", "trunk", "", "skin straight beside the twelfth rib's tip and the iliac crest's highest point, half-way", lambda s: s.skin_from((s.found["twelfth-rib-tip"] + s.found["iliac-crest-highest"]) / 2, np.array([1.0, 0.0, 0.0]))),
    Rule("second-intercostal-space", "Second intercostal space, midclavicular line", "trunk", "anterior", "middle of the gap between ribs two and three, straight below the clavicle's middle", second_space),
    Rule("sciatic-point", "Sciatic nerve at the fold of the buttock", "thigh", "", "skin straight behind the point half-way between ischial tuberosity and greater trochanter", lambda s: s.skin_from((s.found["ischial-tuberosity"] + s.found["greater-trochanter"]) / 2, np.array([0.0, 0.0, -1.0]))),
)
