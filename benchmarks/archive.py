"""Times the archive with 10,000 sessions of 50 strokes each: `.venv/bin/python benchmarks/archive.py [--locked] [--server ADDRESS]`.

Prints one line each: median, slowest, and the aim of benchmarks/README.md, in milliseconds. Nothing is asserted: a slow machine is no fault.
The archive is made once, in a folder of its own in the system's temporary folder (some minutes, 200 MB), and used again by the next run.
"""

import argparse
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bodymap.archive import schema
from bodymap.archive.archive import Archive
from bodymap.archive.visit import Skin, Visit, begin
from bodymap.ids import Side
from bodymap.session.paint import Area, Dab, Stroke
from bodymap.session.record import NEW_CLIENT, PointKey, Session, find, name_client, note

SESSIONS, STROKES, POINTS, AREAS = 10_000, 50, 40, 3
CLIENTS, BATCH = 400, 200
LARGE = 500
"""The sessions of the one client who came weekly for ten years."""

FIRST_NAMES = ["Anna", "Ben", "Carla", "Dario", "Eva", "Finn", "Greta", "Hugo", "Ida", "Jan", "Kira", "Leon", "Mia", "Noah", "Olga", "Paul", "Rosa", "Sam", "Tara", "Uwe"]


def drawn(number: int) -> Session:
    """A session of 50 strokes in three areas, another one for each number."""
    chance = random.Random(number)  # noqa: S311
    session = name_client(note(NEW_CLIENT, "Better since last time. " * chance.randrange(1, 20)), client(number))
    areas = []
    for area in range(AREAS):
        dabs = tuple(Dab(stroke(chance)) for _ in range(STROKES // AREAS + (area < STROKES % AREAS)))
        areas.append(Area(area + 1, dabs, intensity=chance.randrange(11)))
    session = replace(session, areas=tuple(areas))
    for point in range(chance.randrange(4)):
        session = find(session, PointKey("piriformis", Side.LEFT, point + 1), chance.choice(("active", "latent", "not-found")))
    return session


def stroke(chance: random.Random) -> Stroke:
    """One stroke of the hand, somewhere on the back."""
    x, y, turn = chance.uniform(-200, 200), chance.uniform(-1600, -100), chance.uniform(0, 6)
    points = tuple((round(x + 3 * step, 3), round(y + 20 * math.sin(turn + step / 6), 3)) for step in range(POINTS))
    return Stroke("posterior", points, 15.0)


def client(number: int) -> str:
    """Whose the session is: the first ones are all of one client."""
    which = 0 if number < LARGE else 1 + number % (CLIENTS - 1)
    return f"{FIRST_NAMES[which % len(FIRST_NAMES)]} {which}"


def fill(archive: Archive) -> None:
    """Write what is not there yet, in large transactions."""
    with archive.reading() as shelf:
        there = shelf.connection.execute(sa.select(sa.func.count()).select_from(schema.visit)).scalar_one()
    began = datetime(2016, 1, 4, 9, tzinfo=UTC)
    for batch in [range(start, min(start + BATCH, SESSIONS)) for start in range(there, SESSIONS, BATCH)]:
        with archive.writing() as shelf:
            for number in batch:
                visit = begin(drawn(number), now=began + timedelta(hours=7 * number))
                shelf.put(replace(visit, placed=visit.started), None, shelf.take_number())
        print(f"\r{batch[-1] + 1:6} of {SESSIONS} sessions made", end="", flush=True)
    print()


def timed(action: Callable[[], object], *, times: int = 9) -> list[float]:
    """Milliseconds of each of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def show(what: str, taken: list[float], aim_ms: float) -> None:
    """Print one line of the table."""
    print(f"{what:<58} {statistics.median(taken):9.1f} {max(taken):9.1f} {aim_ms:6.0f}")


def saves(archive: Archive, visit: Visit) -> Callable[[], object]:
    """Save one visit again and again, each time under its new version."""
    open_visit = [visit]

    def save() -> None:
        open_visit[0] = archive.save(open_visit[0]).visit

    return save


def main() -> None:
    """Measure and print."""
    said = argparse.ArgumentParser()
    said.add_argument("--locked", action="store_true")
    said.add_argument("--server")
    options = said.parse_args()
    passphrase = "correct horse" if options.locked else None
    folder = Path(tempfile.gettempdir()) / f"bodymap-benchmark{'-locked' if options.locked else ''}{'-server' if options.server else ''}"

    def opened() -> Archive:
        return Archive.open(folder, passphrase, server=options.server)

    with opened() as archive:
        fill(archive)
        large = archive.client(client(0))
        usual = archive.client(client(LARGE))
        assert large is not None
        assert usual is not None
        for each in (large, usual):
            archive.timeline(each.id, lambda _session: Skin(42.0))
        print(f"{archive.where}: {SESSIONS} sessions, {STROKES} strokes of {POINTS} points each; ms")
        print(f"{'':<58} {'median':>9} {'slowest':>9} {'aim':>6}")
        if not options.locked:
            show("open the archive", timed(lambda: opened().close()), 200)
        else:
            show("open the archive (the passphrase is made costly to guess)", timed(lambda: opened().close()), 1000)
        show("all clients, the last seen first", timed(archive.clients), 200)
        show("search a client", timed(lambda: archive.clients("anna 2")), 200)
        show(f"the visits of a client ({usual.visits})", timed(lambda: archive.visits(usual.id)), 200)
        show("open a client's last session", timed(lambda: archive.latest(usual.id)), 200)
        show(f"plot-data of a client ({usual.visits} sessions)", timed(lambda: archive.timeline(usual.id)), 200)
        show(f"plot-data of a client ({large.visits} sessions)", timed(lambda: archive.timeline(large.id)), 200)
        last = archive.latest(usual.id)
        assert last is not None
        show("save the open session", timed(saves(archive, last)), 200)
        show("what other rooms wrote: nothing", timed(lambda: archive.changes(archive.changes().upto)), 20)


if __name__ == "__main__":
    main()
