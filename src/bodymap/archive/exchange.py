"""What goes out and comes back: one client, or all, as JSON (whole) and as CSV (for a spreadsheet). Described in docs/formats.md.

Reading a JSON file that was written here gives the same visits under the same ids; reading it twice changes nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bodymap.archive import folder as folders
from bodymap.archive import form
from bodymap.archive.visit import ArchiveError, Summary, Visit
from bodymap.errors import DataError
from bodymap.session.document import dumps
from bodymap.session.record import Outcome
from bodymap.session.retest import Pain, pains

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive

FORMAT = 1
LARGEST = 2_000_000_000
COLUMNS = (
    *("client", "started", "pain_before", "pain_after", "skin_cm2_before", "skin_cm2_after", "active_before", "active_after"),
    *("areas", "findings", "treated", "tests", "notes", "visit"),
)
"""The columns of the table, one row a visit; what was not said, or not looked at again, is empty."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: visits that are new here, that were here just so, and that are here otherwise (these were left as they are)."""

    added: int = 0
    same: int = 0
    other: tuple[str, ...] = ()


def to_json(visits: Iterable[Visit]) -> str:
    """Return the visits as a JSON text, one visit a line."""
    lines = ",\n".join(form.to_json(visit) for visit in visits)
    return f'{{"bodymap-visits":{FORMAT},"visits":[\n{lines}\n]}}\n'


def from_json(text: str, *, file: str) -> tuple[Visit, ...]:
    """Return the visits of a JSON text; raises `DataError` naming `file`, the visit and the field."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"is not JSON ({error})", file=file) from error
    given = value.get("visits") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(given, list) or "bodymap-visits" not in value:
        raise DataError("is no export of bodymap: it should begin with “bodymap-visits”", file=file)
    if value["bodymap-visits"] != FORMAT:
        raise DataError(f"is “{value['bodymap-visits']}”; this bodymap reads {FORMAT}", file=file, field="bodymap-visits")
    visits = tuple(form.from_value(each, file=file) for each in given)
    seen: set[str] = set()
    for visit in visits:
        if visit.id in seen:
            raise DataError("stands in the file twice", file=file, record=f"visit {visit.id}")
        seen.add(visit.id)
    return visits


def to_csv(visits: Iterable[Visit], summaries: Sequence[Summary] = ()) -> str:
    """Return a table for a spreadsheet, a row for each visit; `summaries` know the skin where it was measured.

    Whatever could be read as a formula is kept from it by an apostrophe.
    """
    known = {summary.id: summary for summary in summaries}
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for visit in visits:
        table.writerow([_harmless(cell) for cell in _row(visit, known.get(visit.id) or form.summarise(visit))])
    return out.getvalue()


def _row(visit: Visit, found: Summary) -> list[Any]:
    session, is_retested = visit.session, found.before is not None
    return [
        visit.client,
        visit.started.isoformat(timespec="seconds"),
        *(found.pain_before, found.pain_after),
        *((found.cm2_before, found.cm2) if is_retested else (found.cm2, None)),
        *((found.active_before, found.active) if is_retested else (found.active, None)),
        "; ".join(_pain(pain, is_retested=is_retested) for pain in pains(session)),
        "; ".join(f"{point.muscle}.{point.side}:{point.number} {finding}" for point, finding in session.findings),
        "; ".join(f"{point.muscle}.{point.side}:{point.number}" for point in session.treated),
        "; ".join(f"{test.muscle}.{test.side} {test.test}: {_shown(test.before)} > {_shown(test.after)}" for test in session.tests),
        session.notes,
        visit.id,
    ]


def _pain(pain: Pain, *, is_retested: bool) -> str:
    """One area by its number, or one spot by its place, and its pain: ``1: 7 > 3``."""
    name, was = pain.area if pain.area is not None else pain.place, "-" if pain.before is None else pain.before
    now = 0 if pain.is_gone else "-" if pain.now is None else pain.now
    return f"{name}: {was} > {now}" if is_retested else f"{name}: {was}"


def _shown(outcome: Outcome) -> str:
    return " ".join(each for each in (outcome.grade or "", outcome.measure) if each) or "-"


def _harmless(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula, made a text again."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def export_json(archive: Archive, file: Path, client: str | None = None) -> int:
    """Write a client's visits (None: everything) to a JSON file for its owner alone; return how many."""
    visits = _visits(archive, client)
    _write(file, to_json(visits))
    return len(visits)


def export_csv(archive: Archive, file: Path, client: str | None = None) -> int:
    """Write a client's visits (None: everything) to a CSV file for its owner alone; return how many. It is not read back: JSON is."""
    owners = [client] if client is not None else ["", *(each.id for each in archive.clients())]
    visits = _visits(archive, client)
    summaries = [summary for owner in owners for summary in archive.visits(owner)]
    _write(file, "\ufeff" + to_csv(visits, summaries))  # the mark by which a spreadsheet knows the letters
    return len(visits)


def import_json(archive: Archive, file: Path) -> Imported:
    """Keep the visits of a JSON file, all or none. A visit that is here already is left as it is; another content is named, not overwritten."""
    try:
        if file.stat().st_size > LARGEST:
            raise DataError(f"is larger than {LARGEST // 1_000_000_000} GB", file=file)
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise DataError(f"cannot be read as text ({type(error).__name__})", file=file) from error
    return keep(archive, from_json(text, file=str(file)))


def keep(archive: Archive, visits: Sequence[Visit]) -> Imported:
    """Keep visits from elsewhere under their own ids, in their own order, in one transaction."""
    added, same, other = 0, 0, []
    with archive.writing() as shelf:
        for visit in sorted(visits, key=lambda each: (each.placed or each.started, each.id)):
            there = shelf.find(visit.id)
            if there is None:
                shelf.put(replace(visit, version=0), None, shelf.take_number())
                added += 1
            elif _content(there) == _content(visit):
                same += 1
            else:
                other.append(visit.id)
    return Imported(added, same, tuple(other))


def _content(visit: Visit) -> str:
    return dumps({name: value for name, value in form.as_value(visit).items() if name != "placed"})


def _visits(archive: Archive, client: str | None) -> list[Visit]:
    with archive.reading() as shelf:
        if client is None:
            return sorted(shelf.every_visit(), key=lambda visit: (visit.placed or visit.started, visit.id))
        found = [shelf.find(summary.id) for summary in reversed(shelf.summaries(client or None))]
    return [visit for visit in found if visit is not None]


def _write(file: Path, text: str) -> None:
    try:
        folders.write_whole(file, text.encode("utf-8", "replace"))
    except OSError as error:
        raise ArchiveError(f"cannot be written to ({error.strerror}); choose another folder", file=file) from error
