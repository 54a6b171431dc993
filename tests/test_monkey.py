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


def test_what_grows_with_every_look_is_told_from_what_sways_and_from_a_page_that_is_built_late() -> None:
    from monkey.living import is_growing

    calm = [1440, 1790, *([1895, 1880, 1900] * 26)]
    assert not is_growing(calm)
    for late in range(80):
        assert not any(is_growing([count + 430 * (look > late) for look, count in enumerate(calm)][:looks]) for looks in range(81))
    for actions in (1, 10, 20):
        assert is_growing([count + look * 250 // actions for look, count in enumerate(calm)]), f"an object every {actions} actions"
    assert not is_growing([100 * look for look in range(20)]), "too few looks tell nothing"
    swaying = [1400, 2500, 2700, 3200, 2900, 3100, 2900, 3600, 3500, 3400, 2600, 3000] * 7
    assert not is_growing(swaying)
    assert is_growing([count + 25 * look for look, count in enumerate(swaying)])
