"""A real PostgreSQL server for tests: made in a folder of its own, reached by a socket there, ended with the tests.

PostgreSQL does not run as root, so root lends it the user `postgres` (or `nobody`).
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from machine import is_missing

_SETTINGS = ("listen_addresses=''", "fsync=off", "full_page_writes=off", "max_connections=40", "shared_buffers=16MB", "autovacuum=off")


class Server:
    """One server and its one database."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self.programs, self.folder, self.user = programs, folder, user

    @property
    def address(self) -> str:
        """What the archive is told; the socket's folder is the host."""
        return f"postgresql://bodymap@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs on the server's folder."""
        command = [self.programs / program, "-D", self.folder / "data", *arguments]
        done = subprocess.run(
            command, user=self.user, cwd=self.folder, capture_output=True, text=True, check=False, timeout=60, env={"PATH": os.defpath, "LC_ALL": "C"}
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"unix_socket_directories='{self.folder}'"))
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Pull the plug: nobody is told."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Be gone for a while, unannounced, and come back whatever happens meanwhile."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def empty(self) -> None:
        """Throw away all that is in the database."""
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: on the path, or where Debian puts those of the newest version."""
    here = shutil.which("initdb")
    if here:
        return Path(here).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def lent_user() -> str | None:
    """Whom root lets the server run as; None for ourselves."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server that runs, new and empty; where there is none to be had the test is skipped or fails (`machine`)."""
    programs = find_programs()
    if programs is None:
        is_missing("a PostgreSQL server", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bodymap-pg-"))
    user = lent_user()
    server = Server(programs, folder, user)
    try:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        server.run("initdb", "--no-sync", "--auth=trust", "--username=bodymap", "--encoding=UTF8", "--locale=C")
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(AssertionError):
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
