"""The pairs that begin the warp: joints and landmarks measured on both bodies, with a ring of points round each limb's axis.

A joint alone says where a bone goes, not how it is turned: four points square to each axis do. Body frame, millimetres, left side.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.figure.warp import Pairs

Array = NDArray[np.float64]
Points = dict[str, Array]

AXES = (
    ("hip", "knee", 40.0), ("knee", "ankle", 30.0), ("shoulder", "elbow", 28.0), ("elbow", "wrist", 20.0),
)  # fmt: skip
"""Limb segments and the radius of the ring round each on the first body."""
SPINE_RING_MM = 45.0
FINGERS = tuple((f"knuckle{i}", f"fingertip{i}", 7.0) for i in range(1, 6))
PALM = frozenset({"wrist", "knuckle2", "knuckle3", "knuckle5"})
UNLIKE = frozenset({"sternoclavicular", "perineum", "nipple"})
"""Measured in different ways on the two bodies, or soft: not used as points."""
SURE = (
    "vertex", "nose-tip", "umbilicus", "C7-spinous-skin", "T12-spinous-skin", "L5-spinous-skin", "heel-back", "foot-front",
)  # fmt: skip
DEEP = ("hip", "pubic-symphysis")
ON_SKIN = ("nipple",)
"""Kept for the skin alone: what lies beneath does not follow a breast."""
ALONG = (0.0, 0.25, 0.5, 0.75, 1.0)
FRONT = np.array([0.0, 0.0, 1.0])
SHOULDER_SHARES = (0.42, 0.52, 0.62, 0.72, 0.82, 0.92, 1.02)
"""Where the shoulder's ridge is read, as shares of the way from the midline out to the shoulder joint."""
HEAD_LEVELS = (0.22, 0.36)
"""Sections of the head above the ears, as shares of the way from vertex to chin."""
LIP_SHARES = (0.5, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8)
"""Heights at which the lips and the chin are read: 0 tip of the nose, 1 where the lips meet, 2 under the chin."""
BAND_MM, RIDGE_MM, LIP_MM, MIDDLE_MM = 8.0, 7.0, 2.0, 0.6
TURN_MM, THROAT_MM = 14.0, 45.0
"""The skin of the midline turns under the chin where it lies so far behind it; lower than that it is the throat's."""


def landmarks(file: Path) -> tuple[Points, Points, float]:
    """Return the landmarks of the left half of first and second body, and the second's height as a share of the first's."""
    table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    height = table["height_mm"]

    def of(body: str) -> Points:
        return {name.removesuffix(".left"): np.array(p) for name, p in table[body].items() if not name.endswith(".right")}

    return of("male"), of("female"), float(height["female"]) / float(height["male"])


def pairs(first: Points, second: Points, scale: float, skins: tuple[Array, Array]) -> Pairs:
    """Return the first pairs: every landmark, the rings, and the outline of head and forefoot on the two skins (n, 3).

    Where the second body lacks a landmark, what is built on it is left out too.
    """
    names = [name for name in sorted(first) if name in second and name not in UNLIKE]
    out = Pairs(np.array([first[n] for n in names]), np.array([second[n] for n in names]))
    for start, end, radius in AXES:
        if {start, end} <= second.keys():
            out += _rings(first, second, (start, end), (radius, radius * scale), (FRONT, FRONT))
    if second.keys() >= PALM:
        out += _hand(first, second, scale)
    side = np.array([SPINE_RING_MM, 0.0, 0.0])
    for name in ("sacral-base", "L5", "T12", "C7"):
        if name in second:
            out += Pairs((first[name] + side)[None], (second[name] + side * scale)[None])
    for needed, outline in ((("vertex", "chin"), _head), (("ankle", "second-toe-base"), _foot)):
        if second.keys() >= set(needed):
            out += Pairs(*(outline(skin, p) for skin, p in zip(skins, (first, second), strict=True)))
    return out


def kept(first: Points, second: Points, skins: tuple[Array, Array]) -> tuple[Pairs, Pairs, Pairs]:
    """Return the pairs that stay when the skins are paired: what is sure, what holds for the skin alone, and the few that lie deep.

    Joints were needed to lay the limbs on; from then on bones and muscles keep their share of the way between the skins round them.
    """
    ends = [np.vstack([_head(skin, p), _lips(skin, p), _foot(skin, p), _ridge(skin, p)]) for skin, p in zip(skins, (first, second), strict=True)]
    sure, on_skin, deep = (
        Pairs(np.array([first[n] for n in names]), np.array([second[n] for n in names])) for names in (SURE, ON_SKIN, DEEP)
    )
    return sure + Pairs(ends[0], ends[1]), on_skin, deep


def _hand(first: Points, second: Points, scale: float) -> Pairs:
    """The rings of fingers and palm."""
    palms = _palm(first), _palm(second)
    known = [each for each in (*FINGERS, ("wrist", "knuckle3", 15.0)) if set(each[:2]) <= second.keys()]
    rings = [_rings(first, second, (start, end), (radius, radius * scale), palms) for start, end, radius in known]
    return Pairs(np.vstack([each.source for each in rings]), np.vstack([each.target for each in rings]))


def _rings(
    first: Points, second: Points, ends: tuple[str, str], radius: tuple[float, float], fronts: tuple[Array, Array]
) -> Pairs:
    return Pairs(*(_ring(b, ends, r, f) for b, r, f in zip((first, second), radius, fronts, strict=True)))


def _ring(body: Points, ends: tuple[str, str], radius: float, front: Array) -> Array:
    start, end = (body[name] for name in ends)
    axis = (end - start) / np.linalg.norm(end - start)
    ahead = front - axis * (front @ axis)
    ahead /= np.linalg.norm(ahead)
    beside = np.cross(axis, ahead)
    round_it = np.array([ahead, -ahead, beside, -beside]) * radius
    return np.vstack([start + (end - start) * share + round_it for share in ALONG])


def _palm(body: Points) -> Array:
    across = body["knuckle2"] - body["knuckle5"]
    normal = np.cross(body["knuckle3"] - body["wrist"], across)
    return np.asarray(normal / np.linalg.norm(normal) * np.sign(normal[2]))


def _head(skin: Array, body: Points) -> Array:
    """The foremost, rearmost and outermost skin of the head's sections above the ears."""
    top, chin = body["vertex"][1], body["chin"][1]
    out = []
    for share in HEAD_LEVELS:
        height = top + (chin - top) * share
        band = skin[np.abs(skin[:, 1] - height) < BAND_MM]
        middle = band[np.abs(band[:, 0]) < BAND_MM * 2]
        depth = (middle[:, 2].min() + middle[:, 2].max()) / 2
        out += [[0, height, middle[:, 2].max()], [0, height, middle[:, 2].min()], [band[:, 0].max(), height, depth]]
    return np.array(out)


def _lips(skin: Array, body: Points) -> Array:
    """The foremost skin of the midline from nose to chin: lips meet deep in their crease on one body and flush on the other."""
    middle, under = skin[np.abs(skin[:, 0]) < MIDDLE_MM], _under(skin, body)
    ahead = middle[middle[:, 2] > body["chin"][2] - 4 * BAND_MM]
    out = []
    for share in LIP_SHARES:
        height = np.interp(share, [0, 1, 2], [body["nose-tip"][1], body["mouth"][1], under[1]])
        out.append([0, height, ahead[np.abs(ahead[:, 1] - height) < LIP_MM][:, 2].max()])
    return np.array(out)


def throat(skin: Array, body: Points) -> Array:
    """The underside of the chin in the midline: where it turns, where it meets the neck, and between: neither level nor angle finds them."""
    under = _under(skin, body)
    level = np.abs(skin[:, 1] - under[1]) < BAND_MM
    below = skin[level & (np.abs(skin[:, 0]) < MIDDLE_MM) & (skin[:, 2] > body["C7"][2] + 2 * BAND_MM) & (skin[:, 2] <= under[2])]
    corner = below[np.argmin(below[:, 2])]
    between = below[np.argmin(np.abs(below[:, 2] - (under[2] + corner[2]) / 2))]
    return np.asarray(np.array([under, between, corner]) * [0, 1, 1])


def _under(skin: Array, body: Points) -> Array:
    """The lowest skin of the chin in the midline."""
    middle = skin[(np.abs(skin[:, 0]) < MIDDLE_MM) & (skin[:, 2] > body["chin"][2] - TURN_MM)]
    chin = middle[(middle[:, 1] > body["chin"][1] - THROAT_MM) & (middle[:, 1] < body["mouth"][1])]
    return np.asarray(chin[np.argmin(chin[:, 1])])


def _foot(skin: Array, body: Points) -> Array:
    """The outermost and innermost skin of the forefoot, half-way between ankle and toes and at the base of the toes."""
    foot = skin[(skin[:, 1] < 60) & (skin[:, 0] > 0)]
    out = []
    for share in (0.5, 1.0):
        depth = body["ankle"][2] + share * (body["second-toe-base"][2] - body["ankle"][2])
        band = foot[np.abs(foot[:, 2] - depth) < BAND_MM]
        out += [[band[:, 0].max(), 20.0, depth], [band[:, 0].min(), 20.0, depth]]
    return np.array(out)


def _ridge(skin: Array, body: Points) -> Array:
    """The highest skin between neck and shoulder: shoulders hang differently, so vertebral levels do not find the same place there."""
    out = []
    for share in SHOULDER_SHARES:
        x = share * body["shoulder"][0]
        near = skin[(np.abs(skin[:, 0] - x) < RIDGE_MM) & (skin[:, 1] < body["chin"][1]) & (skin[:, 1] > body["shoulder"][1])]
        top = near[np.argsort(-near[:, 1], kind="stable")[:4]].mean(axis=0)
        out.append([x, top[1], top[2]])
    return np.array(out)
