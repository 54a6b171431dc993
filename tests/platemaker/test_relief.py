"""What models flesh and bone: fingers where belly meets tendon, hollows and edges of bone."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex")
pytest.importorskip("skimage")

from tools.platemaker import crease, fray

HEIGHT, WIDTH, BORDER = 120, 60, 70


@pytest.fixture
def muscle() -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """A strap that runs down the image, tendon below the border; twice its fascicles' angle (straight down) is 180°."""
    rows = np.arange(HEIGHT)[:, None] + np.zeros(WIDTH)
    return (rows - BORDER) / 20, np.ones((HEIGHT, WIDTH), bool), (-np.ones((HEIGHT, WIDTH)), np.zeros((HEIGHT, WIDTH)))


def test_belly_and_tendon_meet_in_fingers_that_stay_near_the_border(muscle: tuple) -> None:
    field, inside, angle = muscle
    out = fray.frayed(field, inside, angle, 155.0, "rectus-femoris")
    first = (out > 0).argmax(axis=0)
    assert np.ptp(first) > 4
    assert np.abs(first - BORDER).max() <= (fray.STEEPEST + fray.TAPER) * fray.REACH_MM + 2
    assert (out[:40] < 0).all()
    assert (out[100:] > 0).all()


def test_the_tendon_begins_farther_up_in_the_middle(muscle: tuple) -> None:
    field, inside, angle = muscle
    inside[:, :10] = inside[:, -10:] = False
    first = (fray.frayed(field, inside, angle, 155.0, "rectus-femoris") > 0).argmax(axis=0)
    assert first[25:35].mean() < first[[11, 12, 13, -14, -13, -12]].mean()


def test_fingers_are_the_same_on_every_run_and_differ_between_muscles(muscle: tuple) -> None:
    field, inside, angle = muscle
    one, again, other = (fray.frayed(field, inside, angle, 155.0, name) for name in ("soleus", "soleus", "plantaris"))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_all_flesh_stays_all_flesh(muscle: tuple) -> None:
    _, inside, angle = muscle
    field = np.full((HEIGHT, WIDTH), -1.0)
    assert np.array_equal(fray.frayed(field, inside, angle, 155.0, "soleus"), field)


def test_a_hollow_is_darker_and_a_ridge_lighter_than_the_flat_round_it() -> None:
    mask = np.ones((200, 200), bool)
    y, x = np.mgrid[:200, :200]
    bump = np.exp(-((x - 60) ** 2 + (y - 100) ** 2) / 120) - np.exp(-((x - 140) ** 2 + (y - 100) ** 2) / 120)
    found = crease.hollows((4 * bump).astype(np.float32), mask, 1.0)
    assert found[100, 60] > 0.1
    assert found[100, 140] < -0.1
    assert abs(found[20, 100]) < 0.02
    assert np.abs(found).max() <= crease.MOST


def test_an_edge_casts_its_line_on_what_lies_beneath_it_and_a_slope_casts_none() -> None:
    mask = np.pad(np.ones((108, 108), bool), 6)
    depth = np.tile(np.where(np.arange(120) < 60, 10.0, 4.0), (120, 1)).astype(np.float32)
    line = crease.edges(depth, mask, 1.0) > 0.5
    assert line[60, 60]
    assert not line[60, :57].any()
    assert not line[60, 65:].any()
    slope = np.tile(np.arange(120) * 0.3, (120, 1)).astype(np.float32)
    assert not (crease.edges(slope, mask, 1.0) > 0.5).any()
