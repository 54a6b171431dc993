"""The rules of the further landmarks of thigh, leg and foot. They lean on those of `landmark_leg`, which run before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.finder import Finder, between, farthest, middle
from tools.platemaker.joint import DIGITS, extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box

Array = NDArray[np.float64]

KNEE_LINE_MM = 9.0
TOES = ("big toe", "second toe", "third toe", "fourth toe", "little toe")
DOWN, BACK = (0.0, -1.0, 0.0), np.array([0.0, 0.0, -1.0])


def femur_back(low: float, high: float) -> Finder:
    """Return a rule that takes the rearmost line of the femur's shaft between two shares of its length: its middle."""
    return farthest("femur", (0, 0, -1), y=(low, high))


def knee_line(way: float) -> Finder:
    """Return a rule that takes the middle of the gap between femur and tibia on one side (`way` +1 outside, −1 inside), above the rim's edge."""

    def find(site: Site) -> Array:
        rim = extreme(joint.above(site.bones["tibia"], 16), (way, 0.2, 0))
        across = sorted((rim[0], rim[0] - KNEE_LINE_MM * way))
        near = {"x": (across[0], across[1]), "z": (rim[2] - KNEE_LINE_MM, rim[2] + KNEE_LINE_MM)}
        condyle = extreme(box(joint.below(site.bones["femur"], 40), **near), (0, -1, 0))
        top = extreme(box(site.bones["tibia"], **near), (0, 1, 0))
        return np.array([rim[0], (top[1] + condyle[1]) / 2, rim[2]])

    return find


def pes_anserinus(site: Site) -> Array:
    """Return the inner front surface of the tibia at the height of its tuberosity, half-way to its inner border."""
    height = float(site.found["tibial-tuberosity"][1]) - 4
    around = box(site.bones["tibia"], y=(height - 3, height + 3))
    return extreme(around, (-0.8, 0, 0.75))


def tarsal_sinus(site: Site) -> Array:
    """Return the outer upper edge of the calcaneus 11 to 17 mm in front of the lateral process of the talus."""
    process = extreme(site.bones["talus"], (1, -1, 0))
    return extreme(box(site.bones["calcaneus"], z=(process[2] + 11, process[2] + 17)), (0.5, 1, 0))


def metatarsal_head(bone: str) -> Finder:
    """Return a rule that takes the sole side of a metatarsal's head."""
    return farthest(bone, (0, -1, 0.1), z=(0.8, 1))


def tendon_middle(site: Site) -> Array:
    """Return the skin straight behind the ankle, 40 mm above the insertion of the calcaneal tendon."""
    start = site.found["calcaneal-tendon-insertion"] + [0, 40, 20]
    return site.skin_from(start, BACK)


def calf(share: float, way: float) -> Finder:
    """Return a rule that takes the skin behind the leg at a share of the way from knee to ankle, aside by `way` mm."""

    def find(site: Site) -> Array:
        at = joint.knee(site.bones) * (1 - share) + joint.ankle(site.bones) * share
        return site.skin_from(at + np.array([way, 0.0, 0.0]), BACK)

    return find


RULES: tuple[Rule, ...] = (
    Rule("femur-middle", "Shaft of the femur, middle", "thigh", "anterior", "front of the femur at the middle of its length", farthest("femur", (0, 0, 1), y=(0.48, 0.52))),
    Rule("gluteal-tuberosity", "Gluteal tuberosity", "thigh", "posterior", "rear outer side of the femur a good quarter of its length below its top", farthest("femur", (0.6, 0, -1), y=(0.7, 0.74))),
    Rule("linea-aspera", "Linea aspera, middle", "thigh", "posterior", "rearmost line of the femur at the middle of its length", femur_back(0.48, 0.52)),
    Rule("lateral-femoral-condyle", "Lateral condyle of the femur, back", "thigh", "posterior", "rearmost point of the outer half of the lower femur", farthest("femur", (0, 0, -1), y=(0, 0.09), x=(0.42, 1))),
    Rule("medial-femoral-condyle", "Medial condyle of the femur, back", "thigh", "posterior", "rearmost point of the inner half of the lower femur", farthest("femur", (0, 0, -1), y=(0, 0.09), x=(0, 0.3))),
    Rule("patella-lateral", "Patella, outer edge", "thigh", "anterior", "outermost point of the patella", farthest("patella", (1, 0, 0))),
    Rule("patella-medial", "Patella, inner edge", "thigh", "anterior", "innermost point of the patella", farthest("patella", (-1, 0, 0))),
    Rule("knee-joint-line-lateral", "Joint line of the knee, lateral", "leg", "lateral", "middle of the gap between femur and tibia at their outer side", knee_line(1)),
    Rule("knee-joint-line-medial", "Joint line of the knee, medial", "leg", "medial", "middle of the gap between femur and tibia at their inner side", knee_line(-1)),
    Rule("pes-anserinus", "Pes anserinus", "leg", "", "inner front surface of the tibia at the height of its tuberosity", pes_anserinus),
    Rule("fibular-neck", "Neck of the fibula", "leg", "lateral", "outer side of the fibula 38 mm below its head's tip", lambda s: extreme(box(s.bones["fibula"], y=(s.bones["fibula"][:, 1].max() - 41, s.bones["fibula"][:, 1].max() - 35)), (1, 0, 0))),
    Rule("fibula-middle", "Shaft of the fibula, middle", "leg", "lateral", "outer side of the fibula at the middle of its length", farthest("fibula", (1, 0, 0), y=(0.48, 0.52))),
    Rule("tibial-crest-middle", "Anterior border of the tibia, middle", "leg", "anterior", "front of the tibia at the middle of its length", farthest("tibia", (0, 0, 1), y=(0.48, 0.52))),
    Rule("medial-tibial-border", "Medial border of the tibia, middle", "leg", "", "rear inner edge of the tibia at the middle of its length", farthest("tibia", (-1, 0, -0.8), y=(0.48, 0.52))),
    Rule("medial-tibial-border-lower", "Medial border of the tibia, lower third", "leg", "", "rear inner edge of the tibia a third of its length above its lower end", farthest("tibia", (-1, 0, -0.8), y=(0.31, 0.35))),
    Rule("calf-medial", "Calf, inner belly", "leg", "", "skin behind the leg, 19 mm inside its axis, two fifths of the way down", calf(0.4, -19)),
    Rule("calf-lateral", "Calf, outer belly", "leg", "", "skin behind the leg, 35 mm outside its axis, two fifths of the way down", calf(0.38, 35)),
    Rule("calf-middle", "Calf, end of the bellies", "leg", "", "skin behind the leg, 8 mm outside its axis, three fifths of the way from knee to ankle", calf(0.59, 8)),
    Rule("lateral-malleolus-tip", "Lateral malleolus, tip", "leg", "lateral", "lowest point of the fibula", farthest("fibula", (0, -1, 0))),
    Rule("medial-malleolus-tip", "Medial malleolus, tip", "leg", "medial", "lowest point of the inner part of the tibia", farthest("tibia", (-0.3, -1, 0), x=(0, 0.4), y=(0, 0.1))),
    Rule("calcaneal-tendon-insertion", "Insertion of the calcaneal tendon", "foot-3", "posterior", "rearmost point of the calcaneus in the upper part of its back", farthest("calcaneus", (0, 0.35, -1))),
    Rule("calcaneal-tendon-middle", "Calcaneal tendon, narrowest part", "leg", "", "skin straight behind, 40 mm above the tendon's insertion", tendon_middle),
    Rule("sustentaculum-tali", "Sustentaculum tali", "foot-1", "medial", "innermost point of the front half of the calcaneus", farthest("calcaneus", (-1, 0.4, 0), z=(0.5, 1))),
    Rule("fibular-trochlea", "Fibular trochlea of the calcaneus", "foot-5", "lateral", "outermost point of the middle of the calcaneus", farthest("calcaneus", (1, 0, 0), z=(0.45, 0.75))),
    Rule("talus-head", "Head of the talus", "foot-1", "", "foremost inner point of the talus", farthest("talus", (-0.6, 0, 1))),
    Rule("tarsal-sinus", "Tarsal sinus", "foot-4", "", "top of the calcaneus in front of the lateral process of the talus", tarsal_sinus),
    Rule("cuboid-dorsal", "Cuboid bone", "foot-5", "", "top of the cuboid bone", middle("cuboid-bone", (0.35, 1, 0))),
    Rule("navicular-dorsal", "Navicular bone, top", "foot-2", "superior", "highest point of the navicular bone", farthest("navicular-bone", (0, 1, 0.2))),
    Rule("medial-cuneiform", "Medial cuneiform bone", "foot-1", "", "inner upper side of the medial cuneiform bone", middle("medial-cuneiform-bone", (-0.8, 0.7, 0))),
    *(Rule(f"{d}-metatarsal-base", f"Base of the {d} metatarsal", f"foot-{i}", "superior", "highest point of the rear fifth of the metatarsal", farthest(f"{d}-metatarsal-bone", (0, 1, 0), z=(0, 0.2)))
      for i, d in enumerate(DIGITS[:4], 1)),
    *(Rule(f"{d}-metatarsal-head", f"Head of the {d} metatarsal", f"foot-{i}", "inferior", "lowest point of the front fifth of the metatarsal", metatarsal_head(f"{d}-metatarsal-bone"))
      for i, d in enumerate(DIGITS[1:4], 2)),
    *(Rule(f"{d}-toe-tip", f"Tip of the {name}", f"foot-{i}", "", "foremost point of the distal phalanx", farthest(f"distal-phalanx-of-{d}-finger-of-foot", (0, -0.2, 1)))
      for i, (d, name) in enumerate(zip(DIGITS, TOES, strict=True), 1)),
    Rule("big-toe-joint", "Ball of the big toe, sole", "foot-1", "inferior", "lowest point of the sesamoid bones", farthest("sesamoid-bones-of-foot", (0, -1, 0))),
    Rule("arch-medial", "Medial arch, highest point of the sole", "foot-1", "inferior", "lowest inner point of the navicular bone", farthest("navicular-bone", (-0.5, -1, 0))),
    Rule("sole-middle", "Middle of the sole", "foot-3", "inferior", "half-way between the plantar tubercle of the heel and the head of the third metatarsal", between("calcaneus-plantar", "third-metatarsal-head")),
)  # fmt: skip
