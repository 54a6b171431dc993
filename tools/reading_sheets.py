"""The sheets from which landmarks are read: from where each looks, and at which bones (see `landmark_reading`)."""

from __future__ import annotations

from dataclasses import dataclass

LOOKS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "front": ((0, 0, 1), (0, 1, 0)),
    "behind": ((0, 0, -1), (0, 1, 0)),
    "left": ((1, 0, 0), (0, 1, 0)),
    "inside": ((-1, 0, 0), (0, 1, 0)),
    "above": ((0, 1, 0), (0, 0, 1)),
    "below": ((0, -1, 0), (0, 0, 1)),
}
"""Of each look the direction to the viewer and what is upward on the sheet."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's name, its look, the patterns of what it shows, of what its window lies round (none: the same), and the window's part."""

    name: str
    look: str
    shown: tuple[str, ...]
    around: tuple[str, ...] = ()
    part: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)
    kind: str = "bone"
    """What is shown; the window always lies round bones."""


SKULL = (
    "frontal-bone", "parietal-bone", "occipital-bone", "temporal-bone", "sphenoid-bone", "ethmoid-bone", "zygomatic-bone", "maxilla",
    "nasal-bone", "lacrimal-bone", "palatine-bone", "vomer", "mandible", "upper-*", "lower-*",
)  # fmt: skip
NECK = ("hyoid-bone", "thyroid-cartilage", "cricoid-cartilage", "arytenoid-cartilage")
CERVICAL = ("atlas-c1", "axis-c2", "vertebra-c?")
SPINE = (*CERVICAL, "vertebra-*", "sacrum", "coccyx")
RIBS = ("*-rib", "costal-cartilage*")
STERNUM = ("manubrium-of-sternum", "body-of-sternum", "xiphoid-process")
FOREARM = ("ulna", "radius")
WRIST = ("scaphoid-bone", "lunate-bone", "triquetrum-bone", "pisiform-bone", "trapezium-bone", "trapezoid-bone", "capitate-bone", "hamate-bone")
HAND = (*WRIST, "*-metacarpal-bone", "*-of-hand")
TARSUS = ("talus", "calcaneus", "navicular-bone", "cuboid-bone", "*-cuneiform-bone")
FOOT = (*TARSUS, "*-metatarsal-bone", "*-of-foot")
PELVIS = ("hip-bone", "sacrum", "coccyx")


def _each(
    name: str, looks: str, shown: tuple[str, ...], around: tuple[str, ...] = (), part: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)
) -> tuple[Sheet, ...]:
    kind = "skin" if name.startswith("skin-") else "muscle" if name.startswith("muscle-") else "bone"
    return tuple(Sheet(f"{name}-{look}", look, shown, around, part, kind) for look in looks.split())


SHEETS: tuple[Sheet, ...] = (
    *_each("skull", "front left behind below above", SKULL),
    *_each("cranium", "below left", (*SKULL, "!mandible", "!lower-*")),
    *_each("mandible", "left front", ("mandible",)),
    *_each("throat", "front left", NECK),
    *_each("cervical", "front behind left above", CERVICAL),
    *_each("thoracic", "behind left", ("vertebra-t*", "vertebra-c7")),
    *_each("thoracic-upper", "behind left", ("vertebra-c7", "vertebra-t*"), ("vertebra-c7", "vertebra-t?", "!vertebra-t7", "!vertebra-t8", "!vertebra-t9")),
    *_each("thoracic-lower", "behind left", ("vertebra-t*",), ("vertebra-t7", "vertebra-t8", "vertebra-t9", "vertebra-t1?")),
    *_each("lumbar", "behind left", ("vertebra-t12", "vertebra-l?", "sacrum")),
    *_each("sacrum", "behind left front", ("sacrum", "coccyx")),
    *_each("thorax", "front behind left", (*RIBS, *STERNUM, "vertebra-t*")),
    *_each("thorax-upper", "front", (*RIBS, *STERNUM, "clavicle"), ("*-rib", "!t*-rib", "!e*-rib", "!n*-rib", *STERNUM)),
    *_each("thorax-lower", "front left", RIBS, ("seventh-rib", "eighth-rib", "ninth-rib", "tenth-rib", "eleventh-rib", "twelfth-rib")),
    *_each("sternum", "front left", STERNUM),
    *_each("shoulder", "front behind left above", ("scapula", "clavicle", "humerus"), ("scapula", "clavicle")),
    *_each("clavicle", "front above", ("clavicle", "manubrium-of-sternum", "first-rib")),
    *_each("scapula", "front behind left above", ("scapula",)),
    *_each("humerus", "front behind left inside", ("humerus",)),
    *_each("humerus-top", "front behind left above", ("humerus",), part=(0.3, 1.0, 0.0, 1.0)),
    *_each("elbow", "front behind left inside", ("humerus", *FOREARM), ("ulna", "radius"), part=(0.0, 1.0, 0.78, 1.15)),
    *_each("forearm", "front behind left inside", FOREARM),
    *_each("wrist", "front behind left inside", (*FOREARM, *HAND), WRIST, part=(-0.3, 1.3, -0.3, 2.0)),
    *_each("hand", "front behind left inside", HAND),
    *_each("pelvis", "front behind left below", PELVIS),
    *_each("hip-bone", "front behind left inside above", ("hip-bone",)),
    *_each("hip", "front behind", ("femur",), part=(0.0, 1.0, 0.7, 1.0)),
    *_each("femur", "front behind left inside", ("femur",)),
    *_each("knee", "front behind left inside", ("femur", "tibia", "fibula", "patella"), ("tibia", "fibula"), part=(-0.05, 1.05, 0.75, 1.25)),
    *_each("femur-ends", "above below", ("femur",)),
    *_each("tibia-top", "above", ("tibia", "fibula")),
    *_each("patella", "front left", ("patella",)),
    *_each("leg", "front behind left inside", ("tibia", "fibula")),
    *_each("ankle", "front behind left inside", ("tibia", "fibula", *FOOT), (*TARSUS,), part=(0.0, 1.0, 0.0, 1.6)),
    *_each("foot", "above below left inside front", FOOT),
    *_each("toes", "above below", FOOT, ("*-metatarsal-bone", "*-of-foot")),
    *_each("skin-head", "front left behind", ("skin",), SKULL),
    *_each("skin-neck", "front left", ("skin",), (*NECK, "mandible")),
    *_each("skin-trunk", "front behind left", ("skin",), (*SPINE, *RIBS, "scapula", "hip-bone")),
    *_each("skin-arm", "front behind", ("skin",), ("humerus", "ulna", "radius")),
    *_each("skin-hand", "front behind left", ("skin",), HAND),
    *_each("skin-seat", "behind front left", ("skin",), ("hip-bone", "sacrum", "coccyx"), part=(0.0, 1.2, -0.5, 1.0)),
    *_each("skin-leg", "front behind left inside", ("skin",), ("tibia", "fibula")),
    *_each("muscle-calf", "behind", ("gastrocnemius*", "*-head-of-gastrocnemius", "soleus", "plantaris"), ("tibia", "fibula")),
    *_each("skin-foot", "below above left inside", ("skin",), FOOT),
)
