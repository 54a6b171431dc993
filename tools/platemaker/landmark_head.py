"""The rules of the landmarks of head and throat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Rule, Site
from tools.platemaker.outline_point import box

Array = NDArray[np.float64]


def mastoid(site: Site) -> Array:
    """Return the lowest point of the outer rear part of the temporal bone."""
    temporal = site.bones["temporal-bone"]
    return extreme(box(temporal, x=(50, 100), z=(-60, 0)), (0.3, -1, 0))


def inion(site: Site) -> Array:
    """Return the lip of the occipital bone's midline where its rear face turns into the nuchal plane."""
    return extreme(box(site.bones["occipital-bone"], x=(-4, 4)), (0, -1.2, -1))


def condyle(site: Site) -> Array:
    """Return the outer pole of the mandible's head."""
    mandible = site.bones["mandible"]
    rear = mandible[mandible[:, 2] < mandible[:, 2].min() + 30]
    top = rear[rear[:, 1] > rear[:, 1].max() - 10]
    return extreme(top[top[:, 0] > 0], (1, 0, 0))


def gonion(site: Site) -> Array:
    """Return the lower rear outer corner of the mandible."""
    mandible = site.bones["mandible"]
    return extreme(mandible[mandible[:, 0] > 0], (0.3, -1, -1))


def chin(site: Site) -> Array:
    """Return the foremost midline point of the mandible's lowest 13 mm."""
    mandible = box(site.bones["mandible"], x=(-5, 5))
    return extreme(mandible[mandible[:, 1] < mandible[:, 1].min() + 13], (0, 0, 1))


def vertex(site: Site) -> Array:
    """Return the highest point of the skin, on the midline."""
    return extreme(site.surface.points, (0, 1, 0))


def nasion(site: Site) -> Array:
    """Return the midline front at the upper end of the nasal bone."""
    return extreme(site.bones["nasal-bone"], (-0.3, 1, 0.2))


RULES: tuple[Rule, ...] = (
    Rule("vertex", "Vertex", "head", "", "highest point of the skin", vertex, None, True),
    Rule("nasion", "Nasion", "head", "anterior", "upper end of the nasal bone on the midline", nasion, None, True),
    Rule("chin", "Chin", "head", "anterior", "foremost midline point of the mandible's lowest 13 mm", chin, None, True),
    Rule("mastoid", "Mastoid process", "head", "lateral", "lowest point of the outer rear part of the temporal bone", mastoid),
    Rule("inion", "External occipital protuberance", "head", "posterior", "midline lip where the rear face of the occipital bone turns into the nuchal plane", inion, None, True),
    Rule("tmj", "Temporomandibular joint", "head", "lateral", "outer pole of the head of the mandible", condyle, "TMJ"),
    Rule("gonion", "Angle of the mandible", "head", "lateral", "lower rear outer corner of the mandible", gonion),
    Rule("zygomatic-arch", "Zygomatic arch", "head", "lateral", "outermost point of the zygomatic bone", lambda s: extreme(s.bones["zygomatic-bone"], (1, 0, 0))),
    Rule("hyoid", "Hyoid bone", "neck", "anterior-inferior", "foremost point of the hyoid bone", lambda s: extreme(s.bones["hyoid-bone"], (0, 0, 1)), None, True),
    Rule("larynx", "Laryngeal prominence", "neck", "anterior", "foremost point of the thyroid cartilage", lambda s: extreme(s.bones["thyroid-cartilage"], (0, 0, 1)), None, True),
)
