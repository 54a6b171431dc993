"""kill -9 in the middle of saving loses nothing that was kept, on a file and on a server. Fifty times: `tools/nightly`."""

from pathlib import Path

import postgres
import pytest

from benchmarks.kill import LOST_S, WINDOW, kill_drawing, kill_once

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("where", ["file", "server"])
def test_a_program_that_is_killed_while_it_saves_loses_nothing(request: pytest.FixtureRequest, tmp_path: Path, where: str) -> None:
    server: postgres.Server | None = request.getfixturevalue("server") if where == "server" else None
    for number in range(10 if where == "file" else 3):
        named, kept = kill_once(tmp_path, server.address if server else "", number * 0.037 % 0.3)
        assert named <= kept <= named + 1


@pytest.mark.parametrize(("where", "delay_s"), [("file", 0.4), ("file", 3.1), ("server", 1.7)])
def test_a_window_that_is_killed_while_one_works_in_it_loses_five_seconds_at_most(request: pytest.FixtureRequest, tmp_path: Path, where: str, delay_s: float) -> None:
    server: postgres.Server | None = request.getfixturevalue("server") if where == "server" else None
    assert kill_drawing(tmp_path, server.address if server else "", delay_s, WINDOW) <= LOST_S
