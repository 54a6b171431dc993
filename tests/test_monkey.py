"""A monkey that plays the user breaks nothing: no exception, no word from Qt, nothing leaked, and undo leads back to the opening state."""

import subprocess
import sys
from pathlib import Path

import pytest

MONKEY = Path(__file__).parent / "monkey"


@pytest.mark.slow
def test_a_thousand_random_actions_do_no_harm() -> None:
    done = subprocess.run([sys.executable, str(MONKEY), "1000", "--whole"], capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_seed_is_the_same_hand() -> None:
    from monkey.deed import deeds

    first = deeds(3, 1000)
    assert first == deeds(3, 1000)
    assert first != deeds(4, 1000)
