"""What a test needs of the machine and does not find: a reason to skip at the desk, a failure in the gates."""

import machine
import pytest


@pytest.mark.parametrize(("ci", "expected"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_what_is_missing_is_skipped_at_the_desk_and_fails_with_ci_set(ci: str, expected: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(expected, match=r"a moon not found: apt-get install moon"):
        machine.is_missing("a moon", "moon")


@pytest.mark.parametrize(("ci", "is_skipped"), [("", True), ("true", False)])
def test_a_test_that_starts_a_missing_program_runs_with_ci_set(ci: str, is_skipped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    assert machine.needs("moon", "no-such-program", "sh").mark.args == (is_skipped,)
    assert machine.needs("dash", "sh").mark.args == (False,)
