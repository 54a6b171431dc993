"""Landmarks: read whole, and one wrong one costs only itself."""

import json
from pathlib import Path

from bodymap.anatomy import landmark

GOOD = {
    "id": "psis", "sided": True, "name": "Posterior superior iliac spine", "abbreviation": "PSIS", "point": [40, 960, -95],
    "skin": [45, 956, -105], "normal": [0.1, 0, -1], "rule": "by hand", "segment": "trunk",
}  # fmt: skip


def test_a_wrong_landmark_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "landmarks.json"
    wrong = [GOOD | {"id": "asis", "skin": [1, 2]}, GOOD | {"id": "aiis", "point": [1, 2, "x"]}, GOOD | {"id": "s2", "normal": None}]
    file.write_text(json.dumps({"landmarks": [*wrong, GOOD]}))
    found = landmark.load(file)
    assert found.sided == {"psis": True}
    assert [str(problem).partition(": ")[2] for problem in found.problems] == [
        "asis skin must be three numbers",
        "aiis point must be three numbers",
        "s2 normal must be three numbers",
    ]
