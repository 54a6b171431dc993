"""What runs by night runs to its end, whatever one part of it finds, and says which part failed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from machine import needs

NIGHTLY = Path(__file__).resolve().parents[1] / "tools" / "nightly"


@needs("dash", "sh")
@pytest.mark.parametrize(("broken", "code"), [("", 0), ("benchmarks/kill.py", 1), ("tests/monkey", 1)])
def test_every_part_runs_and_the_one_that_failed_is_named(tmp_path: Path, broken: str, code: int) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    shutil.copy(NIGHTLY, tools / "nightly")
    fake = tmp_path / "python"
    fake.write_text(f'#!/bin/sh\necho "ran $*"\n[ "$1" != "{broken}" ]\n', encoding="utf-8")
    fake.chmod(0o755)
    (tools / "set-up.sh").write_text(f"set_up() {{ :; }}\nvenv_python() {{ echo '{fake}'; }}\n", encoding="utf-8")
    done = subprocess.run(["sh", str(tools / "nightly")], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    ran = [line for line in done.stdout.splitlines() if line.startswith("ran ")]
    assert len(ran) == 7
    assert "ran tests/hostile 20000" in ran
    assert ("FAILED" in done.stdout) is bool(code)
    if broken == "tests/monkey":
        assert "20,000 actions in the window: FAILED with code 1" in done.stdout
        assert "20,000 hostile files: passed" in done.stdout
