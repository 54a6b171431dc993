"""The rules of the further landmarks of arm, forearm and hand. They lean on those of `landmark_arm`, which run before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.finder import Finder, farthest, middle, part, region_middle
from tools.platemaker.joint import DIGITS, extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box, bulge, edge

Array = NDArray[np.float64]

DISTAL = (0.13, -0.95, 0.3)
PALMAR = (0.09, 0.27, 0.96)
DORSAL = (-0.09, -0.27, -0.96)
UP, FRONT = np.eye(3)[[1, 2]]
HEAD_MM = 9.0
NAMES = ("thumb", "index finger", "middle finger", "ring finger", "little finger")


def lesser_tubercle(site: Site) -> Array:
    """Return the foremost point of the inner half of the upper humerus, below the head's centre."""
    top = joint.above(site.bones["humerus"], 40)
    return extreme(top, (-0.25, 0, 1))


def bicipital_groove(site: Site) -> Array:
    """Return the front of the upper humerus between lesser and greater tubercle, at the lesser one's height."""
    low, high = site.found["lesser-tubercle"], site.found["greater-tubercle"]
    near = box(joint.above(site.bones["humerus"], 60), y=(low[1] - 3, low[1] + 3), x=(low[0] + 7, low[0] + 11))
    return extreme(near, (0, 0, 1)) if len(near) else np.asarray((low + high) / 2)


def deltoid_tuberosity(site: Site) -> Array:
    """Return the bulge of the humerus' outer outline in the third and fourth tenth of its length."""
    points = site.bones["humerus"]
    low, high = points[:, 1].min(), points[:, 1].max()
    line = edge(box(points, y=(low + 0.4 * (high - low), low + 0.7 * (high - low))), np.array([1.0, 0.0, 0.0]), UP)
    return bulge(line, np.array([1.0, 0.0, 0.0]))


def radial_tuberosity(site: Site) -> Array:
    """Return the bulge of the radius inward and forward below its neck."""
    points = site.bones["radius"]
    top = points[:, 1].max()
    way = np.array([-1.0, 0.0, 0.2])
    return bulge(edge(box(points, y=(top - 55, top - 12)), way, UP), way)


def lister(site: Site) -> Array:
    """Return the rearmost point of the radius 7 to 17 mm above its end."""
    return extreme(part(site.bones["radius"], y=(0.03, 0.07)), (0.1, 0, -1))


def fingertip(digit: str) -> Finder:
    """Return a rule that takes the far end of a digit's last phalanx."""

    def find(site: Site) -> Array:
        base = site.bones[f"proximal-phalanx-of-{digit}-finger-of-hand"].mean(axis=0)
        tip = site.bones[f"distal-phalanx-of-{digit}-finger-of-hand"]
        return tip[np.argmax(np.linalg.norm(tip - base, axis=1))]

    return find


def head_of(bone: str) -> Finder:
    """Return a rule that takes the back of a long hand bone's far end."""

    def find(site: Site) -> Array:
        points = site.bones[bone]
        along = points @ np.array(DISTAL)
        far = points[along > along.max() - HEAD_MM]
        return extreme(far, DORSAL)

    return find


def base_of(bone: str) -> Finder:
    """Return a rule that takes the back of a long hand bone's near end."""

    def find(site: Site) -> Array:
        points = site.bones[bone]
        along = points @ np.array(DISTAL)
        return extreme(points[along < along.min() + HEAD_MM], DORSAL)

    return find


def wrist_crease(site: Site) -> Array:
    """Return the skin in front of the wrist's centre."""
    return site.skin_from(joint.wrist(site.bones), np.array(PALMAR))


def cubital(site: Site) -> Array:
    """Return the skin in front of the elbow's centre."""
    return site.skin_from(joint.elbow(site.bones), FRONT)


def metacarpal(name: str) -> str:
    """Return the id of a digit's metacarpal bone."""
    return f"{name}-metacarpal-bone"


RULES: tuple[Rule, ...] = (
    Rule("shoulder-joint", "Shoulder joint", "arm", "anterior", "centre of the humeral head (sphere fit)", lambda s: joint.shoulder(s.bones)),
    Rule("lesser-tubercle", "Lesser tubercle of the humerus", "arm", "anterior", "foremost point of the upper humerus", lesser_tubercle),
    Rule("bicipital-groove", "Intertubercular sulcus", "arm", "anterior", "front of the humerus beside the lesser tubercle", bicipital_groove),
    Rule("deltoid-tuberosity", "Deltoid tuberosity", "arm", "lateral", "bulge of the outer outline of the humerus above its middle", deltoid_tuberosity),
    Rule("humerus-middle", "Shaft of the humerus, middle", "arm", "lateral", "outer side of the humerus at the middle of its length", farthest("humerus", (1, 0, 0), y=(0.48, 0.52))),
    Rule("capitulum", "Capitulum of the humerus", "arm", "anterior", "foremost outer point of the lowest tenth of the humerus", farthest("humerus", (0.4, 0, 1), y=(0, 0.08))),
    Rule("ulnar-groove", "Groove for the ulnar nerve", "arm", "posterior", "rearmost point of the humerus just outside the medial epicondyle", lambda s: extreme(box(joint.below(s.bones["humerus"], 32), x=(s.found["medial-epicondyle"][0] + 6, s.found["medial-epicondyle"][0] + 14), y=(s.found["medial-epicondyle"][1] - 5, s.found["medial-epicondyle"][1] + 5)), (0, 0, -1))),
    Rule("cubital-crease", "Crease of the elbow, middle", "arm", "", "skin straight in front of the elbow's centre", cubital),
    Rule("coronoid-process-ulna", "Coronoid process of the ulna", "forearm", "anterior", "foremost upper point of the ulna below its notch", farthest("ulna", (0, 0.6, 1), y=(0.8, 0.95))),
    Rule("radial-tuberosity", "Radial tuberosity", "forearm", "anterior", "bulge of the inner outline of the radius below its neck", radial_tuberosity),
    Rule("ulna-middle", "Posterior border of the ulna, middle", "forearm", "", "rear inner edge of the ulna at the middle of its length", farthest("ulna", (-0.5, 0, -1), y=(0.48, 0.52))),
    Rule("radius-middle", "Shaft of the radius, middle", "forearm", "lateral", "outer side of the radius at the middle of its length", farthest("radius", (1, 0, 0), y=(0.48, 0.52))),
    Rule("ulnar-head", "Head of the ulna", "forearm", "posterior", "rearmost point of the ulna 4 to 11 mm above its end", farthest("ulna", (-0.3, 0, -1), y=(0.015, 0.043))),
    Rule("lister-tubercle", "Dorsal tubercle of the radius", "forearm", "posterior", "rearmost point of the radius 7 to 17 mm above its end", lister),
    Rule("wrist-crease", "Crease of the wrist, middle", "forearm", "", "skin straight in front of the wrist's centre", wrist_crease),
    Rule("snuffbox", "Anatomical snuffbox", "hand-1", "", "middle of the skin region of that name", region_middle("radial-foveola")),
    Rule("scaphoid-tubercle", "Tubercle of the scaphoid", "hand-1", "anterior", "foremost outer point of the scaphoid bone", farthest("scaphoid-bone", (0.5, -0.3, 1))),
    Rule("trapezium-tubercle", "Tubercle of the trapezium", "hand-1", "anterior", "foremost point of the trapezium bone", farthest("trapezium-bone", PALMAR)),
    Rule("hamate-hook", "Hook of the hamate", "hand-4", "anterior", "foremost point of the hamate bone", farthest("hamate-bone", PALMAR)),
    Rule("lunate-dorsal", "Lunate bone", "hand-3", "", "back of the lunate bone", middle("lunate-bone", DORSAL)),
    Rule("capitate-dorsal", "Capitate bone", "hand-3", "", "back of the capitate bone", middle("capitate-bone", DORSAL)),
    Rule("triquetrum-dorsal", "Triquetrum bone", "hand-5", "", "back of the triquetrum bone", middle("triquetrum-bone", DORSAL)),
    *(Rule(f"{d}-metacarpal-head", f"Head of the {d} metacarpal", f"hand-{i}", "", "back of the far end of the metacarpal", head_of(metacarpal(d)))
      for i, d in enumerate(DIGITS, 1)),
    *(Rule(f"{d}-metacarpal-base", f"Base of the {d} metacarpal", f"hand-{i}", "", "back of the near end of the metacarpal", base_of(metacarpal(d)))
      for i, d in enumerate(DIGITS, 1)),
    *(Rule(f"{d}-finger-knuckle", f"Middle joint of the {name}", f"hand-{i}", "", "back of the far end of the proximal phalanx", head_of(f"proximal-phalanx-of-{d}-finger-of-hand"))
      for i, (d, name) in enumerate(zip(DIGITS, NAMES, strict=True), 1)),
    *(Rule(f"{d}-fingertip", f"Tip of the {name}", f"hand-{i}", "", "far end of the distal phalanx", fingertip(d))
      for i, (d, name) in enumerate(zip(DIGITS, NAMES, strict=True), 1)),
)  # fmt: skip
