"""Writes `docs/coverage.md`: which entry of the classic maps has which record, and which muscle of the atlas is drawn where.

`python tools/coverage.py` from the project's environment.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bodymap import shipped
from bodymap.anatomy.place import PLATES
from bodymap.atlas import figure as figures
from bodymap.atlas import frame, library, lint
from bodymap.ids import Side
from bodymap.matching import engine as engines
from bodymap.matching.picture import Picture
from bodymap.session.record import PointKey

TARGET = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"


def entries() -> Iterator[tuple[str, str]]:
    """Yield (region, entry) of the classic maps."""
    table = tomllib.loads((shipped.data_dir() / "reference_entries.toml").read_text(encoding="utf-8"))
    for region in table["regions"]:
        for entry in region["entries"]:
            yield region["name"], entry


def knowledge_rows(picture: Picture) -> Iterator[str]:
    """Yield the table of entries."""
    muscles = picture.engine.knowledge.muscles.values()
    yield "| entry | record | trigger points | X's seen on | status |"
    yield "|---|---|---|---|---|"
    for _, entry in entries():
        records = [muscle for muscle in muscles if entry in muscle.reference_entries]
        names = ", ".join(muscle.id for muscle in records) or "**missing**"
        points = [PointKey(muscle.id, Side.LEFT, point.number) for muscle in records for point in muscle.trigger_points]
        seen = sorted({plate for point in points for plate in picture.plates_of(point)}, key=PLATES.index)
        status = ", ".join(sorted({muscle.status for muscle in records}))
        yield f"| {entry} | {names} | {len(points)} | {', '.join(seen)} | {status} |"


def atlas_rows(picture: Picture) -> Iterator[str]:
    """Yield the table of the atlas' muscles: drawn (○), and open to a click (●), plate by plate."""
    plates = {stem: library.load(frame.named(stem)) for stem in (*lint.STORED, *lint.STORED_INSETS)}
    open_to_click = {stem: lint.pickable([plate]) for stem, plate in plates.items()}
    yield f"| muscle | {' | '.join(stem.replace('-', ' ') for stem in plates)} |"
    yield "|---" * (len(plates) + 1) + "|"
    for structure in picture.engine.terminology.of_kind("muscle"):
        marks = []
        for stem, plate in plates.items():
            drawn = [found for each in structure.ids if (found := plate.find(each))]
            is_open = structure.id in open_to_click[stem] and not all(each.behind for each in drawn)
            marks.append("●" if is_open and drawn else "○" if drawn else "")
        yield f"| {structure.name_en} | {' | '.join(marks)} |"


def second_figure() -> str:
    """Return a sentence about the muscles that the second figure's plates draw."""
    ids = [
        {(stem, each.id) for stem in (*lint.STORED, *lint.STORED_INSETS) for each in library.load(frame.named(stem), figure=figure).drawn if each.kind == "muscle"}
        for figure in figures.FIGURES
    ]
    missing = sorted({name for _, name in ids[0]} - {name for _, name in ids[1]})
    if missing:
        return f"The second figure has no {', '.join(missing)}."
    return f"The second figure draws every one of them too: {len(ids[0] & ids[1])} of the {len(ids[0])} drawings on the same plates."


def page(picture: Picture) -> str:
    """Return the whole page."""
    muscles = picture.engine.knowledge.muscles.values()
    every = list(entries())
    covered = [entry for _, entry in every if any(entry in muscle.reference_entries for muscle in muscles)]
    sites = sum(len(muscle.trigger_points) for muscle in muscles)
    lines = [
        "# Coverage",
        "",
        "Generated from data by `python tools/coverage.py`.",
        "",
        f"{len(covered)} of {len(every)} entries of the classic maps have a record; {len(muscles)} records, {2 * sites} sites counting left and right.",
        "",
        "## Entries",
        "",
        *knowledge_rows(picture),
        "",
        "## Muscles of the atlas",
        "",
        "● drawn and open to a click when what lies over it is peeled, ○ drawn behind bone and shown when chosen. The right plates are the left ones mirrored.",
        second_figure(),
        "",
        *atlas_rows(picture),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page; return the exit code."""
    TARGET.write_text(page(Picture.load(engines.load())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
