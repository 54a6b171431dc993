"""What must hold of every shipped overlay (attachments, nerves, fascia over a plate), as sentences about what does not.

An overlay is judged as a plate is, and besides: it fits its plate, and every attachment is one of known muscles on a known bone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bodymap.anatomy.terminology import Terminology
from bodymap.atlas import drawing, frame, lint
from bodymap.atlas import figure as figures
from bodymap.atlas.plate import Drawn, Plate
from bodymap.errors import BodymapError
from bodymap.ids import mirror
from bodymap.shipped import shown_path

LARGEST_BYTES = 200_000
LARGEST_INSET_BYTES = 80_000
LAID_KINDS = ("attachment", "nerve", "fascia")
_ATTACHMENT = re.compile(r"(?P<muscle>.+)--(?P<end>origin|insertion|attachment)-(?P<bone>[a-z0-9-]+?)(?:-\d+)?(?:\.(?:left|right))?")


def end_of(attachment: str) -> str:
    """Return which end of its muscle an attachment is, by its id: origin, insertion, or attachment where the sources do not say.

    >>> end_of("gluteus-medius--origin-hip-bone.left"), end_of("procerus--attachment-nasal-bone.right")
    ('origin', 'attachment')
    """
    found = _ATTACHMENT.fullmatch(attachment)
    return found["end"] if found else "attachment"


def lint_overlays(terminology: Terminology, *, figure: str = figures.FIRST, folder: Path | None = None) -> tuple[str, ...]:
    """Return what is wrong with the overlays of a figure (or of an assets folder), one sentence each."""
    plates, overlays = (folder / "svg", folder / "overlay") if folder else (figures.plates(figure), figures.overlays(figure))
    found: list[str] = []
    for plate in sorted(plates.glob("*.svg")):
        file = overlays / plate.name
        name, shown = frame.named(plate.stem), shown_path(file)
        try:
            data = file.read_bytes()
            most = LARGEST_BYTES if plate.stem in lint.STORED else LARGEST_INSET_BYTES
            found += lint.lint_markup(data, shown, most_bytes=most)
            found += lint_overlay(drawing.read_overlay(data, name, shown), drawing.read(plate.read_bytes(), name, shown_path(plate)), terminology, shown)
        except OSError as error:
            found.append(f"{shown}: cannot be read ({error.strerror})")
        except BodymapError as error:
            found.append(str(error))
    return tuple(dict.fromkeys(found))


def lint_overlay(overlay: Plate, plate: Plate, terminology: Terminology, file: str) -> list[str]:
    """Return what is wrong with one overlay of a plate."""
    found = list(overlay.problems)
    if overlay.bounds != plate.bounds:
        found.append(f"{file}: has another viewBox than its plate")
    for drawn in overlay.drawn:
        found += [f"{file}: {drawn.id} {reason}" for reason in _faults(drawn, overlay, terminology)]
    return found


def _faults(drawn: Drawn, overlay: Plate, terminology: Terminology) -> Iterator[str]:
    if drawn.kind not in LAID_KINDS:
        yield f"is drawn as {drawn.kind}; an overlay has {', '.join(LAID_KINDS)} only"
    elif drawn.kind != "attachment":
        yield from lint.drawn_faults(drawn, overlay, terminology)
    else:
        yield from _attachment_faults(drawn, terminology)
        if frame.is_two_sided(overlay.name) and mirror(drawn.id) not in overlay.by_id:
            yield "is drawn on one side only"
        yield from lint.ring_faults(drawn, overlay)


def _attachment_faults(drawn: Drawn, terminology: Terminology) -> Iterator[str]:
    parts = _ATTACHMENT.fullmatch(drawn.id)
    if parts is None:
        yield "is no attachment: its id must say MUSCLE--origin-BONE, MUSCLE--insertion-BONE or MUSCLE--attachment-BONE"
        return
    bone = terminology.find(parts["bone"])
    if bone is None or bone.kind not in {"bone", "fascia"}:
        yield f"is on {parts['bone']}, which is no bone of the terminology"
    muscles = (drawn.group or "").split()
    if not any(terminology.of_record(muscle) for muscle in muscles):
        yield f"belongs to no muscle of the terminology (data-group “{drawn.group or ''}”)"
