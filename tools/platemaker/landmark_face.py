"""The rules of the further landmarks of skull, face and ear. They lean on those of `landmark_head`, which run before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.finder import farthest, joint_line, middle, region_end, region_middle
from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box

Array = NDArray[np.float64]


def bregma(site: Site) -> Array:
    """Return the highest midline point of the frontal bone within 12 mm of its rear end."""
    near = box(site.bones["frontal-bone"], x=(-4, 4))
    return extreme(near[near[:, 2] < near[:, 2].min() + 12], (0, 1, -0.3))


def lambda_point(site: Site) -> Array:
    """Return the highest point of the occipital bone."""
    return extreme(site.bones["occipital-bone"], (0, 1, -0.3))


def glabella(site: Site) -> Array:
    """Return the foremost midline point of the frontal bone."""
    return extreme(box(site.bones["frontal-bone"], x=(-4, 4)), (0, 0, 1))


def supraorbital(site: Site) -> Array:
    """Return the lowest front point of the brow's edge between the inner and middle third of the orbit."""
    return extreme(box(site.bones["frontal-bone"], x=(21, 28), z=(55, 200)), (0, -1, 1.2))


def nuchal_line(site: Site) -> Array:
    """Return the rear surface of the occipital bone half-way between inion and mastoid, at the inion's height."""
    at = (site.found["inion"] + site.found["mastoid"]) / 2
    height = (site.found["inion"][1] * 2 + site.found["mastoid"][1]) / 3
    return extreme(box(site.bones["occipital-bone"], x=(at[0] - 3, at[0] + 3), y=(height - 3, height + 3)), (0, 0, -1))


def occiput_base(site: Site) -> Array:
    """Return the lowest rear surface of the occipital bone, 20 mm beside the midline: the suboccipital hollow's roof."""
    return extreme(box(site.bones["occipital-bone"], x=(17, 23), z=(-75, -40)), (0, -1, 0))


def temporal_line(site: Site) -> Array:
    """Return the outermost point of the parietal bone: the parietal eminence."""
    return extreme(site.bones["parietal-bone"], (1, 0.5, 0))


def mandible_notch(site: Site) -> Array:
    """Return the tip of the coronoid process: the highest point of the ramus in front of the condyle."""
    points = site.bones["mandible"]
    return extreme(box(points, x=(30, 60), z=(site.found["tmj"][2] + 14, 200)), (0, 1, 0))


def mandible_middle(site: Site) -> Array:
    """Return the lower edge of the mandible half-way between angle and chin."""
    middle_z = (site.found["gonion"][2] + site.found["chin"][2]) / 2
    return extreme(box(site.bones["mandible"], x=(0, 60), z=(middle_z - 3, middle_z + 3)), (0.2, -1, 0))


def ramus_middle(site: Site) -> Array:
    """Return the outer surface of the ramus half-way between joint and angle, and between its front and rear edge."""
    height = (site.found["tmj"][1] + site.found["gonion"][1]) / 2
    level = box(site.bones["mandible"], x=(20, 70), y=(height - 3, height + 3))
    across = (level[:, 2].min() + level[:, 2].max()) / 2
    return extreme(box(level, z=(across - 3, across + 3)), (1, 0, 0))


def ear_lobe(site: Site) -> Array:
    """Return the lowest point of the outer half of the lobe, away from its root on the cheek."""
    lobe = site.surface.of("lobule-of-auricle")
    return extreme(lobe[lobe[:, 0] > np.median(lobe[:, 0])], (0, -1, 0))


RULES: tuple[Rule, ...] = (
    Rule("bregma", "Bregma", "head", "superior", "highest midline point of the frontal bone at its rear end", bregma, None, True),
    Rule("lambda", "Lambda", "head", "posterior", "highest point of the occipital bone", lambda_point, None, True),
    Rule("glabella", "Glabella", "head", "anterior", "foremost midline point of the frontal bone", glabella, None, True),
    Rule("parietal-eminence", "Parietal eminence", "head", "", "outermost upper point of the parietal bone", temporal_line),
    Rule("frontal-eminence", "Frontal eminence", "head", "", "foremost point of the upper half of the frontal bone beside the midline", farthest("frontal-bone", (0.45, 0, 1), y=(0.45, 0.7), x=(0.6, 1))),
    Rule("pterion", "Pterion", "head", "lateral", "foremost place where parietal and sphenoid bone come next to each other", joint_line("parietal-bone", "sphenoid-bone", (1, 0, 0.2))),
    Rule("asterion", "Asterion", "head", "", "rearmost lower place where parietal and temporal bone come next to each other", joint_line("parietal-bone", "temporal-bone", (0, -0.5, -1))),
    Rule("temporal-fossa", "Temple", "head", "lateral", "middle of the skin region of that name", region_middle("temporal-region")),
    Rule("superior-nuchal-line", "Superior nuchal line, middle", "head", "posterior", "back of the occipital bone half-way between inion and mastoid", nuchal_line),
    Rule("occiput-base", "Lower edge of the occiput", "head", "posterior", "lowest rear point of the occipital bone beside the midline", occiput_base),
    Rule("supraorbital-notch", "Supraorbital notch", "head", "anterior", "lower edge of the brow at the inner third of the orbit", supraorbital),
    Rule("frontozygomatic-suture", "Frontozygomatic suture", "head", "anterior-lateral", "outermost place where frontal and zygomatic bone come next to each other", joint_line("frontal-bone", "zygomatic-bone", (1, 0, 1))),
    Rule("infraorbital-rim", "Lower rim of the orbit", "head", "anterior", "front place where zygomatic bone and maxilla come next to each other", joint_line("maxilla", "zygomatic-bone", (0, 1, 1))),
    Rule("cheekbone", "Zygomatic bone", "head", "anterior-lateral", "foremost outer point of the zygomatic bone's lower half", farthest("zygomatic-bone", (0.6, 0, 1), y=(0, 0.5))),
    Rule("nose-tip", "Tip of the nose", "head", "", "foremost point of the nasal region of the skin", region_end((0, 0, 1), "nasal-region"), None, True),
    Rule("anterior-nasal-spine", "Anterior nasal spine", "head", "anterior", "foremost midline point of the lower third of the maxilla", farthest("maxilla", (-0.4, 0, 1), y=(0.1, 0.35), x=(0, 0.2)), None, True),
    Rule("philtrum", "Philtrum", "head", "", "middle of the skin region of that name", region_middle("philtrum"), None, True),
    Rule("mouth-corner", "Corner of the mouth", "head", "", "middle of the skin region of that name", region_middle("angle-of-mouth")),
    Rule("coronoid-process-mandible", "Coronoid process of the mandible", "head", "lateral", "highest point of the ramus in front of the condyle", mandible_notch),
    Rule("ramus-middle", "Ramus of the mandible, middle", "head", "lateral", "outer surface of the ramus half-way between joint and angle, front and rear edge", ramus_middle),
    Rule("mandible-body-middle", "Body of the mandible, middle", "head", "anterior-lateral", "lower edge of the mandible half-way between angle and chin", mandible_middle),
    Rule("styloid-process-skull", "Styloid process of the temporal bone", "head", "lateral", "lowest point of the inner part of the temporal bone", farthest("temporal-bone", (0, -1, 0.1), x=(0.35, 0.7), z=(0.4, 0.8))),
    Rule("tragus", "Tragus", "head", "", "middle of the skin region of that name", region_middle("tragus")),
    Rule("ear-lobe", "Lobe of the ear", "head", "", "lowest point of the outer half of the lobe", ear_lobe),
    Rule("ear-top", "Top of the ear", "head", "", "highest point of the helix", region_end((0, 1, 0), "helix", "apex-of-auricle")),
    Rule("eyebrow-middle", "Eyebrow, middle", "head", "", "middle of the skin region of that name", region_middle("eyebrow")),
    Rule("hyoid-horn", "Greater horn of the hyoid", "neck", "lateral", "outermost point of the hyoid bone", farthest("hyoid-bone", (1, 0, 0))),
    Rule("thyroid-cartilage-side", "Thyroid cartilage, side", "neck", "anterior-lateral", "outer side of the thyroid cartilage's plate at the middle of its height", middle("thyroid-cartilage", (1, 0, 0))),
)  # fmt: skip
