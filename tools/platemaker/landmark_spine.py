"""The rules of the landmarks of spine, ribs, sternum and abdomen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box

Array = NDArray[np.float64]
Finder = Callable[[Site], Array]

LABELS = tuple(f"{part}{i}" for part, count in (("c", 7), ("t", 12), ("l", 5)) for i in range(1, count + 1))


def spinous(bone: str) -> Finder:
    """Return a rule that takes the tip of a vertebra's spinous process: the middle of its rearmost 3 mm."""

    def find(site: Site) -> Array:
        near = box(site.bones[bone], x=(-12, 12))
        return near[near[:, 2] < near[:, 2].min() + 3].mean(axis=0)

    return find


def transverse(bone: str) -> Finder:
    """Return a rule that takes the outermost point of a vertebra: the tip of its left transverse process."""
    return lambda site: extreme(site.bones[bone], (1, 0, 0))


def rib_tip(rib: str) -> Finder:
    """Return a rule that takes the middle of the end of a floating rib, the points farthest from its head along the bone."""

    def find(site: Site) -> Array:
        points = site.bones[rib]
        return extreme(points, _away(points), 0.01)

    return find


def _away(points: Array) -> Array:
    head = extreme(points, (-1, 0, 0), 0.02)
    far = points[np.argmax(np.linalg.norm(points - head, axis=1))]
    return np.asarray((far - head) / np.linalg.norm(far - head))


def costal_margin(site: Site) -> Array:
    """Return the lowest point of the cartilages of the eighth to tenth ribs."""
    parts = [site.bones[f"costal-cartilage-of-{rib}-rib"] for rib in ("eighth", "ninth", "tenth")]
    return extreme(np.vstack(parts), (0, -1, 0), 0.004)


def midline(bone: str, way: tuple[float, float, float], width: float = 5.0) -> Finder:
    """Return a rule that takes the farthest midline point of a bone along a direction."""
    return lambda site: extreme(box(site.bones[bone], x=(-width, width)), way)


def sternal_angle(site: Site) -> Array:
    """Return the front of the joint between manubrium and body of the sternum."""
    height = (site.bones["manubrium-of-sternum"][:, 1].min() + site.bones["body-of-sternum"][:, 1].max()) / 2
    both = np.vstack([site.bones["manubrium-of-sternum"], site.bones["body-of-sternum"]])
    return extreme(box(both, x=(-5, 5), y=(height - 6, height + 6)), (0, 0, 1))


def nipple(site: Site) -> Array:
    """Return the skin point of the mammary region that stands out most from the skin around it."""
    samples = site.surface.of("mammary-region")
    tree_mean = np.array([samples[np.linalg.norm(samples - p, axis=1) < 12].mean(axis=0) for p in samples])
    normal = site.surface.normal(samples)
    return samples[np.argmax(np.einsum("ij,ij->i", samples - tree_mean, normal))]


def _name(label: str) -> str:
    return label.upper()


SPINOUS = tuple(
    Rule(f"spinous-{label}", f"Spinous process of {_name(label)}", "neck" if label[0] == "c" else "trunk", "posterior",
         "middle of the rearmost 3 mm of the vertebra near the midline", spinous(bone), None, True)
    for label, bone in zip(LABELS, joint.VERTEBRAE, strict=True) if label != "c1"
)  # fmt: skip
TRANSVERSE = tuple(
    Rule(f"transverse-{label}", f"Transverse process of {_name(label)}", "neck" if label[0] == "c" else "trunk",
         "lateral" if label == "c1" else "posterior", "outermost point of the vertebra", transverse(bone))
    for label, bone in zip(LABELS, joint.VERTEBRAE, strict=True) if label[0] == "l" or label == "c1"
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *SPINOUS,
    *TRANSVERSE,
    Rule("twelfth-rib-tip", "Tip of the twelfth rib", "trunk", "posterior-lateral", "far end of the twelfth rib", rib_tip("twelfth-rib")),
    Rule("eleventh-rib-tip", "Tip of the eleventh rib", "trunk", "lateral", "far end of the eleventh rib", rib_tip("eleventh-rib")),
    Rule("costal-margin", "Costal margin, lowest point", "trunk", "anterior-lateral", "lowest point of the cartilages of ribs eight to ten", costal_margin),
    Rule("xiphoid", "Xiphoid process, tip", "trunk", "anterior", "lowest midline point of the xiphoid process", midline("xiphoid-process", (0, -1, 0)), None, True),
    Rule("sternal-angle", "Sternal angle", "trunk", "anterior", "front of the joint between manubrium and body of the sternum", sternal_angle, None, True),
    Rule("jugular-notch", "Jugular notch", "trunk", "anterior-superior", "highest midline point of the manubrium", midline("manubrium-of-sternum", (0, 1, 0)), None, True),
    Rule("nipple", "Nipple", "trunk", "", "point of the mammary region that stands out most", nipple),
)
