"""A client's sessions as files: a table (CSV) to be counted with, and everything (JSON) to be read in again as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from bodymap.archive import form
from bodymap.archive.visit import Visit
from bodymap.errors import DataError
from bodymap.report.course import Sitting, table

FORMAT = 1
KIND = "client"


def to_csv(sittings: Sequence[Sitting]) -> bytes:
    """Return one row a session under a head, as UTF-8 with the mark that spreadsheets look for; a text that looks like a formula is none."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_plain(cell) for cell in row] for row in table(sittings)])
    return out.getvalue().encode("utf-8-sig")


def to_json(client: str, visits: Sequence[Visit]) -> bytes:
    """Return everything that is kept of a client."""
    whole = {"bodymap": KIND, "format": FORMAT, "client": client, "visits": [form.as_value(visit) for visit in visits]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def from_json(content: bytes, *, file: str | None = None) -> tuple[str, tuple[Visit, ...]]:
    """Return the client and the visits of a JSON export; raises `DataError` where it is none."""
    try:
        whole: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DataError("is not JSON, or not whole", file=file) from error
    if not isinstance(whole, dict) or whole.get("bodymap") != KIND:
        raise DataError("holds no client of bodymap", file=file)
    if whole.get("format") != FORMAT:
        raise DataError(f"is “{whole.get('format')}”; this bodymap reads {FORMAT}", file=file, field="format")
    visits = whole.get("visits")
    if not isinstance(visits, list) or not isinstance(whole.get("client"), str):
        raise DataError("is not a list of visits of a client", file=file, field="visits")
    return whole["client"], tuple(form.from_value(each, file=file) for each in visits)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t", "\r"} else cell
