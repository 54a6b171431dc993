"""Degenerate geometries that every reader of shapes must survive, shared by the tests."""

import numpy as np

RINGS = {
    "nothing": [],
    "a ring of no points": [np.zeros((0, 2))],
    "a single point": [[(1, 1)]],
    "two points": [[(0, 0), (5, 5)]],
    "all points the same": [[(2, 2)] * 6],
    "points in a line": [[(0, 0), (5, 0), (10, 0)]],
    "a spike out and back": [[(0, 0), (10, 0), (10, 10), (20, 10), (10, 10), (0, 10)]],
    "a bow tie": [[(0, 0), (10, 10), (10, 0), (0, 10)]],
    "repeated points": [[(0, 0), (0, 0), (10, 0), (10, 0), (10, 10), (0, 10), (0, 10)]],
    "closed twice over": [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]],
    "a hole": [[(0, 0), (10, 0), (10, 10), (0, 10)], [(3, 3), (6, 3), (6, 6), (3, 6)]],
    "a hole that touches the shell": [[(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 3), (6, 3), (6, 6)]],
    "an island in a hole": [
        [(0, 0), (20, 0), (20, 20), (0, 20)],
        [(4, 4), (16, 4), (16, 16), (4, 16)],
        [(8, 8), (12, 8), (12, 12), (8, 12)],
    ],
    "the same ring twice": [[(0, 0), (10, 0), (10, 10), (0, 10)]] * 2,
    "overlapping rings": [[(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 5), (15, 5), (15, 15), (5, 15)]],
    "a figure wound the other way": [[(0, 10), (10, 10), (10, 0), (0, 0)]],
}
AREAS = {
    "nothing": 0,
    "a ring of no points": 0,
    "a single point": 0,
    "two points": 0,
    "all points the same": 0,
    "points in a line": 0,
    "a spike out and back": 100,
    "a bow tie": 50,
    "repeated points": 100,
    "closed twice over": 100,
    "a hole": 91,
    "a hole that touches the shell": 91,
    "an island in a hole": 400 - 144 + 16,
    "the same ring twice": 100,
    "overlapping rings": 150,
    "a figure wound the other way": 100,
}
"""What each covers under the even-odd rule; a ring given twice counts once."""
