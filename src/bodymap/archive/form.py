"""A visit and its summary as JSON, and back. The session inside is the session's own document. Described in docs/formats.md."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bodymap.archive.visit import PaintedArea, Skin, Summary, Versions, Visit
from bodymap.errors import DataError
from bodymap.session.document import dumps, from_document, to_document
from bodymap.session.paint import Area
from bodymap.session.retest import worst

FORMAT = 1
"""The version of the visit round the session, which has a version of its own."""

SUMMARY = 3
"""The version of the summary: one that is older is made anew from its visit."""

_COUNTS = ("pain_before", "pain_after", "active", "active_before", "latent", "not_found", "treated", "cm2", "cm2_before")


def to_json(visit: Visit) -> str:
    """Return the visit as one line of JSON: all of it but its version, which belongs to where it is kept."""
    return dumps(as_value(visit))


def as_value(visit: Visit) -> dict[str, Any]:
    """Return the visit as a value of JSON."""
    value: dict[str, Any] = {"visit": FORMAT, "id": visit.id, "started": visit.started.isoformat()}
    if visit.placed is not None:
        value["placed"] = visit.placed.isoformat()
    versions = {name: said for name, said in asdict(visit.versions).items() if said}
    if versions:
        value["versions"] = versions
    return {**value, "session": to_document(visit.session)}


def from_json(text: str | bytes, *, file: str | None = None, version: int = 0) -> Visit:
    """Return the visit of a JSON text; raises `DataError` naming `file`, the visit and the field."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"is not JSON ({error})", file=file) from error
    return from_value(value, file=file, version=version)


def from_value(value: Any, *, file: str | None = None, version: int = 0) -> Visit:
    """Return the visit of a value of JSON; raises as `from_json` does."""
    if not isinstance(value, dict):
        raise DataError("is no visit", file=file)
    where = {"file": file, "record": f"visit {value.get('id', '?')}"}
    form = value.get("visit")
    if form != FORMAT:
        raise DataError(f"is “{form}”; this bodymap reads {FORMAT}", field="visit", **where)
    for name in value:
        if name not in ("visit", "id", "started", "placed", "versions", "session"):
            raise DataError("is not known to this bodymap", field=str(name), **where)
    identity = value.get("id")
    if not isinstance(identity, str) or not identity or len(identity) > 64 or not identity.isalnum():
        raise DataError("is not an id of up to 64 letters and digits", field="id", **where)
    return Visit(
        identity,
        _time(value.get("started"), "started", where),
        from_document(value.get("session"), file=file, record=where["record"]),
        _versions(value.get("versions", {}), where),
        version,
        None if value.get("placed") is None else _time(value["placed"], "placed", where),
    )


def summarise(visit: Visit, skin: Skin | None = None, skin_before: Skin | None = None) -> Summary:
    """Return the summary of a kept visit; `skin` is what was measured of it, `skin_before` the same before treatment."""
    session, before = visit.session, visit.session.before
    if not session.is_marked:
        skin = Skin(0.0)
    found = [finding for _, finding in session.findings]
    return Summary(
        visit.id,
        visit.started,
        visit.placed or visit.started,
        _painted(session.areas, skin),
        None if before is None else _painted(before.areas, skin_before),
        worst(session, "before"),
        worst(session, "after"),
        found.count("active"),
        None if before is None else [finding for _, finding in before.findings].count("active"),
        found.count("latent"),
        found.count("not-found"),
        len(session.treated),
        visit.version,
        None if skin is None else round(skin.cm2, 1),
        None if before is None or skin_before is None else round(skin_before.cm2, 1),
    )


def _painted(areas: tuple[Area, ...], skin: Skin | None) -> tuple[PaintedArea, ...]:
    sizes = {area.number: None if skin is None else round(skin.areas.get(area.number, 0.0), 1) for area in areas}
    return tuple(PaintedArea(area.number, area.intensity, sizes[area.number], area.is_clear) for area in areas)


def summary_to_json(summary: Summary) -> str:
    """Return the summary as one short line: a list by position, as a course reads thousands."""
    return dumps(
        [
            *(SUMMARY, summary.started.isoformat(), summary.placed.isoformat()),
            _packed(summary.areas),
            None if summary.before is None else _packed(summary.before),
            *(getattr(summary, name) for name in _COUNTS),
        ]
    )


def summary_from_json(text: str | bytes, identity: str, version: int) -> Summary | None:
    """Return the summary, or None where it is of an older form and must be made anew."""
    form, *rest = json.loads(text)
    if form != SUMMARY:
        return None
    started, placed, areas, before, *counts = rest
    return Summary(
        identity,
        datetime.fromisoformat(started),
        datetime.fromisoformat(placed),
        tuple(PaintedArea(*area) for area in areas),
        None if before is None else tuple(PaintedArea(*area) for area in before),
        version=version,
        **dict(zip(_COUNTS, counts, strict=True)),
    )


def _packed(areas: tuple[PaintedArea, ...]) -> list[list[float | None]]:
    return [[area.number, area.intensity, area.cm2, area.is_clear] for area in areas]


def _time(text: Any, field: str, where: dict[str, Any]) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise DataError(f"“{text}” is not a time such as 2026-03-01T09:30:00+01:00", field=field, **where) from None
    if time.tzinfo is None:
        raise DataError(f"“{text}” does not say its zone, such as +01:00", field=field, **where)
    return time


def _versions(value: Any, where: dict[str, Any]) -> Versions:
    if not isinstance(value, dict) or not all(isinstance(said, str) for said in value.values()):
        raise DataError("is not a list of versions", field="versions", **where)
    unknown = value.keys() - asdict(Versions()).keys()
    if unknown:
        raise DataError("is not known to this bodymap", field=f"versions.{min(unknown)}", **where)
    return Versions(**value)
