"""Times the archive with 10,000 sessions of 50 strokes each, open and with a passphrase; with a server: `python -m benchmarks.archive --server ADDRESS`.

Nothing is asserted: a slow machine is no fault. The archives are made once, each in a folder of its own in the system's temporary folder (some minutes, 140 MB each), and
used again by the next run.
"""

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.outcome import Chapter, Line, clocked, share, timed
from bodymap.archive import schema
from bodymap.archive.archive import Archive
from bodymap.archive.form import SUMMARY
from bodymap.archive.visit import Skin, Visit, begin
from bodymap.ids import Side
from bodymap.session.paint import Area, Dab, Stroke
from bodymap.session.record import NEW_CLIENT, PointKey, Session, find, name_client, note
from tools import home

SESSIONS, STROKES, POINTS, AREAS = 10_000, 50, 40, 3
CLIENTS, BATCH = 400, 200
LARGE = 500
"""The sessions of the one client who came weekly for ten years."""

PASSPHRASE = "correct horse"  # noqa: S105
TIMES = 25
AIM_MS = 200

FIRST_NAMES = ["Anna", "Ben", "Carla", "Dario", "Eva", "Finn", "Greta", "Hugo", "Ida", "Jan", "Kira", "Leon", "Mia", "Noah", "Olga", "Paul", "Rosa", "Sam", "Tara", "Uwe"]


def drawn(number: int) -> Session:
    """A session of 50 strokes in three areas, another one for each number."""
    chance = random.Random(number)
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
        print(f"\r{batch[-1] + 1:6} of {SESSIONS} sessions made", end="", flush=True, file=sys.stderr)


def folder(passphrase: str | None = None, *, kind: str = "") -> Path:
    """Where the archive of a kind lies; one whose summaries are of an older form is left alone."""
    return Path(tempfile.gettempdir()) / f"bodymap-benchmark-{SUMMARY}{'-locked' if passphrase else ''}{kind}"


def made(passphrase: str | None = None, *, server: str | None = None) -> Archive:
    """Open an archive with all sessions in it, each measured."""
    archive = Archive.open(folder(passphrase, kind="-server" if server else ""), passphrase, server=server)
    fill(archive)
    for each in (client(0), client(LARGE)):
        found = archive.client(each)
        if found is not None:
            archive.timeline(found.id, lambda _session: Skin(42.0))
    return archive


def line(what: str, action: Callable[[], object], aim_ms: float = AIM_MS) -> Line:
    """Time one action."""
    taken = [clocked(action)[0] for _ in range(TIMES)]
    return Line(what, f"≤ {aim_ms:.0f} ms", *timed(taken), share(taken, 0.5) <= aim_ms)


def saves(archive: Archive, visit: Visit) -> Callable[[], object]:
    """Save one visit again and again, each time under its new version."""
    open_visit = [visit]

    def save() -> None:
        open_visit[0] = archive.save(open_visit[0]).visit

    return save


def lines(how: str, passphrase: str | None = None, *, server: str | None = None) -> tuple[Line, ...]:
    """Measure one archive; `how` is said of each line."""
    with made(passphrase, server=server) as archive:
        large, usual = archive.client(client(0)), archive.client(client(LARGE))
        assert large is not None
        assert usual is not None
        last = archive.latest(usual.id)
        assert last is not None
        here = folder(passphrase, kind="-server" if server else "")
        costly = " (its passphrase is made costly to guess)" if passphrase else ""
        return (
            line(f"{how}: open it{costly}", lambda: Archive.open(here, passphrase, server=server).close(), 1000 if passphrase else AIM_MS),
            line(f"{how}: all clients, the last seen first", archive.clients),
            line(f"{how}: search a client", lambda: archive.clients("anna 2")),
            line(f"{how}: the sessions of a client ({usual.visits}) in short", lambda: archive.visits(usual.id)),
            line(f"{how}: open a client's last session", lambda: archive.latest(usual.id)),
            line(f"{how}: what a plot needs ({usual.visits} sessions)", lambda: archive.timeline(usual.id)),
            line(f"{how}: what a plot needs ({large.visits} sessions)", lambda: archive.timeline(large.id)),
            line(f"{how}: save the open session", saves(archive, last)),
            line(f"{how}: what other rooms wrote, which is nothing", lambda: archive.changes(archive.changes().upto), 20),
        )


def chapter() -> Chapter:
    """Measure an open archive and a locked one."""
    note = f"{SESSIONS:,} sessions of {STROKES} strokes with {POINTS} points each, {LARGE} of them of one client who came weekly for ten years; on the wall."
    title = "Archive of 10,000 sessions"
    return Chapter(title, (*lines("as a file"), *lines("with a passphrase", PASSPHRASE)), (note,))


def main() -> None:
    """Measure an archive on a server, and print."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--server")
    options = said.parse_args()
    with home.thrown_away():  # ten thousand sessions must never reach the server that the user's environment names
        print(Chapter("Archive on a server", lines("on a server", server=options.server)) if options.server else chapter())


if __name__ == "__main__":
    main()
