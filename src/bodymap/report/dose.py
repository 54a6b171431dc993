"""How long and how often: the therapist's own dose where there is one, else the record's, for whatever is told or handed to a client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bodymap.report.wording import printable

if TYPE_CHECKING:
    from bodymap.knowledge.care import CareItem


def dose_of(item: CareItem, own: Mapping[str, str]) -> str:
    """Return the dose of `item`; `own` are the therapist's, by care item. Empty where nobody says one."""
    return printable(own.get(item.id, "")).strip() or item.dose or ""
