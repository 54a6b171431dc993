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


def test_what_grows_with_every_look_is_told_from_what_sways() -> None:
    from monkey.play import growing

    swaying = [1400, 2500, 2700, 3200, 2900, 3100, 2900, 3600, 3500, 3400, 2600, 3000] * 7
    assert growing(swaying, 21_000) is None
    assert growing([count + 25 * look for look, count in enumerate(swaying)], 21_000) is not None
    assert growing([100 * look for look in range(20)], 5_000) is None, "too few looks tell nothing"
