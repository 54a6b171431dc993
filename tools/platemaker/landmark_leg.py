"""The rules of the landmarks of knee, leg and foot."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box, bulge, edge

Array = NDArray[np.float64]
Finder = Callable[[Site], Array]

UP = np.array([0.0, 1.0, 0.0])
IN = np.array([-1.0, 0.0, 0.0])


def adductor_tubercle(site: Site) -> Array:
    """Return the highest point of the inner outline of the femur that is still within 7 mm of the epicondyle's width."""
    start = site.found["medial-femoral-epicondyle"]
    line = edge(box(site.bones["femur"], y=(start[1] + 4, start[1] + 45)), IN, UP)
    return line[line[:, 0] < start[0] + 7][-1]


def tibial_tuberosity(site: Site) -> Array:
    """Return the foremost point of the tibia 20 to 60 mm below its top."""
    tibia = site.bones["tibia"]
    top = tibia[:, 1].max()
    line = edge(box(tibia, y=(top - 70, top - 18)), np.array([0.0, 0.0, 1.0]), UP)
    return bulge(line, np.array([0.0, 0.0, 1.0]))


def gerdy(site: Site) -> Array:
    """Return the foremost outer point of the lateral condyle of the tibia."""
    tibia = site.bones["tibia"]
    top, centre = tibia[:, 1].max(), joint.knee(site.bones)
    return extreme(box(tibia, y=(top - 30, top - 8), x=(centre[0] + 8, 200)), (0.75, 0, 0.65))


def popliteal_crease(site: Site) -> Array:
    """Return the skin straight behind the knee's centre at the height of the joint line."""
    centre = joint.knee(site.bones)
    line = (site.bones["tibia"][:, 1].max() + site.bones["femur"][:, 1].min()) / 2
    return site.skin_from(np.array([centre[0], line, centre[2]]), np.array([0.0, 0.0, -1.0]))


def patella_centre(site: Site) -> Array:
    """Return the front of the patella at the middle of its height and width."""
    points = site.bones["patella"]
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return extreme(box(points, x=(middle[0] - 8, middle[0] + 8), y=(middle[1] - 8, middle[1] + 8)), (0, 0, 1))


def midfoot(bone: str, way: tuple[float, float, float]) -> Finder:
    """Return a rule that takes the farthest point of a bone along a direction."""
    return lambda site: extreme(site.bones[bone], way)


RULES: tuple[Rule, ...] = (
    Rule("lateral-femoral-epicondyle", "Lateral epicondyle of the femur", "thigh", "lateral", "outermost point of the lower femur", lambda s: extreme(joint.below(s.bones["femur"], 60), (1, 0, 0))),
    Rule("medial-femoral-epicondyle", "Medial epicondyle of the femur", "thigh", "medial", "innermost point of the lower femur", lambda s: extreme(joint.below(s.bones["femur"], 60), (-1, 0, 0))),
    Rule("adductor-tubercle", "Adductor tubercle", "thigh", "medial", "highest point of the inner outline of the femur within 7 mm of the epicondyle's width", adductor_tubercle),
    Rule("patella-superior", "Patella, upper pole", "thigh", "anterior", "highest point of the patella", lambda s: extreme(s.bones["patella"], (0, 1, 0.2))),
    Rule("patella-inferior", "Patella, lower pole", "thigh", "anterior", "lowest point of the patella", lambda s: extreme(s.bones["patella"], (0, -1, 0))),
    Rule("patella-center", "Patella, centre", "thigh", "anterior", "front of the patella at the middle of its height and width", patella_centre),
    Rule("tibial-tuberosity", "Tibial tuberosity", "leg", "anterior", "bulge of the front outline of the tibia below its plateau", tibial_tuberosity),
    Rule("gerdy-tubercle", "Gerdy's tubercle", "leg", "anterior-lateral", "foremost outer point of the lateral condyle of the tibia", gerdy),
    Rule("fibular-head", "Head of the fibula", "leg", "lateral", "highest outer point of the fibula", lambda s: extreme(joint.above(s.bones["fibula"], 40), (1, 0.7, 0))),
    Rule("popliteal-crease", "Popliteal crease, middle", "thigh", "", "skin straight behind the knee's centre at the joint line", popliteal_crease),
    Rule("lateral-malleolus", "Lateral malleolus", "leg", "lateral", "outermost point of the lower fibula", lambda s: extreme(joint.below(s.bones["fibula"], 35), (1, 0, 0))),
    Rule("medial-malleolus", "Medial malleolus", "leg", "medial", "innermost point of the lower tibia", lambda s: extreme(joint.below(s.bones["tibia"], 25), (-1, 0, 0))),
    Rule("calcaneus", "Heel (calcaneal tuberosity)", "foot-3", "posterior", "rearmost point of the calcaneus", midfoot("calcaneus", (0, 0, -1))),
    Rule("calcaneus-plantar", "Heel, plantar tubercle", "foot-2", "inferior", "lowest point of the calcaneus", midfoot("calcaneus", (-0.2, -1, 0))),
    Rule("navicular-tuberosity", "Tuberosity of the navicular bone", "foot-1", "medial", "innermost lower point of the navicular bone", midfoot("navicular-bone", (-1, -0.5, 0))),
    Rule("fifth-metatarsal-base", "Base of the fifth metatarsal", "foot-5", "lateral", "outermost rear point of the fifth metatarsal", midfoot("fifth-metatarsal-bone", (0.6, 0, -1))),
    Rule("first-metatarsal-head", "Head of the first metatarsal", "foot-1", "medial", "innermost front point of the first metatarsal", midfoot("first-metatarsal-bone", (-1, 0, 0.5))),
    Rule("fifth-metatarsal-head", "Head of the fifth metatarsal", "foot-5", "lateral", "outermost front point of the fifth metatarsal", midfoot("fifth-metatarsal-bone", (0.6, 0, 1))),
)
