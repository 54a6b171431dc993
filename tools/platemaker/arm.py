"""Which structures belong to the arm that hangs before the trunk on a side plate, by their place on the body."""

from __future__ import annotations

from tools.platemaker.meshes import Structure

LATERAL_MM = 162.0
INNERMOST_MM = 118.0
SHOULDER_SHARE = 0.93
"""A structure is the arm's when its middle and its innermost point lie further out than these, and below this share of the shoulder's height."""


def shoulder_height(clavicle: Structure) -> float:
    """Return the height of the shoulder in body mm: the top of the clavicle."""
    return float(clavicle.vertices[:, 1].max())


def is_near_arm(structure: Structure, shoulder: float) -> bool:
    """Return whether a left structure hangs with the arm: humerus and all below it, and the muscles of arm and hand.

    A warped body's structures carry what they are on the first body (`near_arm` in the manifest).
    """
    known = structure.entry.get("near_arm")
    if known is not None:
        return bool(known)
    low, high = structure.vertices.min(axis=0), structure.vertices.max(axis=0)
    middle = (low + high) / 2
    outside = low[0] > INNERMOST_MM and middle[0] > LATERAL_MM
    return bool(structure.side == "left" and outside and middle[1] < SHOULDER_SHARE * shoulder)
