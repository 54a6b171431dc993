"""The rules of the landmarks of shoulder girdle, arm and hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box, edge

Array = NDArray[np.float64]

SPINE_BASE_MM = 9.0
UP = np.array([0.0, 1.0, 0.0])
IN = np.array([-1.0, 0.0, 0.0])


def spine_root(site: Site) -> Array:
    """Return the point next to the medial border that stands out farthest behind the plane of its two angles and the socket."""
    scapula = site.bones["scapula"]
    top, low = site.found["superior-angle-scapula"], site.found["inferior-angle-scapula"]
    border = edge(box(scapula, y=(low[1] + 60, top[1] - 12)), IN, UP, 4.0)
    near = np.vstack([box(scapula, y=(p[1] - 2, p[1] + 2), x=(p[0], p[0] + SPINE_BASE_MM)) for p in border])
    socket = joint.shoulder(site.bones)
    plane = np.cross(top - low, socket - low)
    plane *= -np.sign(plane[2]) / np.linalg.norm(plane)
    return near[np.argmax((near - low) @ plane)]


def medial_border(site: Site) -> Array:
    """Return the innermost point of the scapula half-way between the root of its spine and its inferior angle."""
    height = (site.found["scapular-spine-root"][1] + site.found["inferior-angle-scapula"][1]) / 2
    return extreme(box(site.bones["scapula"], y=(height - 4, height + 4)), (-1, 0, 0))


def acromion(site: Site) -> Array:
    """Return the outermost point of the scapula's upper third."""
    return extreme(joint.above(site.bones["scapula"], 50), (1, 0.3, 0))


def acromial_angle(site: Site) -> Array:
    """Return the rear outer corner of the acromion."""
    return extreme(joint.above(site.bones["scapula"], 50), (1, 0, -1))


def olecranon(site: Site) -> Array:
    """Return the rear upper point of the ulna."""
    return extreme(joint.above(site.bones["ulna"], 30), (0, 0.35, -1), 0.01)


RULES: tuple[Rule, ...] = (
    Rule("acromion", "Acromion, lateral tip", "arm", "lateral-superior", "outermost upper point of the scapula", acromion),
    Rule("acromial-angle", "Acromial angle", "arm", "posterior-lateral", "rear outer corner of the acromion", acromial_angle),
    Rule("coracoid-process", "Coracoid process", "trunk", "anterior", "foremost point of the scapula", lambda s: extreme(s.bones["scapula"], (0, 0, 1))),
    Rule("sternoclavicular-joint", "Sternoclavicular joint", "trunk", "anterior", "inner end of the clavicle", lambda s: extreme(s.bones["clavicle"], (-1, 0, 0), 0.03)),
    Rule("acromioclavicular-joint", "Acromioclavicular joint", "trunk", "superior", "outer end of the clavicle", lambda s: extreme(s.bones["clavicle"], (1, 0, 0), 0.02)),
    Rule("inferior-angle-scapula", "Inferior angle of the scapula", "trunk", "posterior", "lowest point of the scapula", lambda s: extreme(s.bones["scapula"], (0, -1, 0))),
    Rule("superior-angle-scapula", "Superior angle of the scapula", "trunk", "posterior-superior", "innermost upper corner of the scapula", lambda s: extreme(s.bones["scapula"], (-1, 0.8, 0))),
    Rule("scapular-spine-root", "Root of the spine of the scapula", "trunk", "posterior", "point next to the medial border that stands out farthest behind the plane of the blade", spine_root),
    Rule("medial-border", "Medial border of the scapula, middle", "trunk", "posterior", "innermost point of the scapula half-way between the root of its spine and the inferior angle", medial_border),
    Rule("greater-tubercle", "Greater tubercle of the humerus", "arm", "lateral", "outermost point of the upper humerus", lambda s: extreme(joint.above(s.bones["humerus"], 32), (1, 0, 0))),
    Rule("lateral-epicondyle", "Lateral epicondyle of the humerus", "arm", "lateral", "outermost point of the lower humerus", lambda s: extreme(joint.below(s.bones["humerus"], 50), (1, 0, 0))),
    Rule("medial-epicondyle", "Medial epicondyle of the humerus", "arm", "medial", "innermost point of the lower humerus", lambda s: extreme(joint.below(s.bones["humerus"], 50), (-1, 0, 0))),
    Rule("olecranon", "Olecranon", "forearm", "posterior", "rear upper point of the ulna", olecranon),
    Rule("radial-head", "Head of the radius", "forearm", "lateral", "outermost point of the upper end of the radius", lambda s: extreme(joint.above(s.bones["radius"], 12), (1, 0, -0.4))),
    Rule("radial-styloid", "Radial styloid process", "forearm", "lateral", "lowest outer point of the radius", lambda s: extreme(s.bones["radius"], (0.7, -1, 0))),
    Rule("ulnar-styloid", "Ulnar styloid process", "forearm", "medial-posterior", "lowest point of the ulna", lambda s: extreme(s.bones["ulna"], (0, -1, 0))),
    Rule("pisiform", "Pisiform bone", "hand-5", "anterior", "foremost point of the pisiform bone", lambda s: extreme(s.bones["pisiform-bone"], (0, 0, 1))),
)
