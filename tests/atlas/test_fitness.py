"""The body's files fit together, and a stack made with other cells is noticed."""

from pathlib import Path

import numpy as np

from bodymap.atlas.body import Body
from bodymap.atlas.fitness import lint_body


def test_a_whole_body_fits(body: Body) -> None:
    assert lint_body(body) == ()


def test_a_stack_of_another_body_is_noticed(mannequin_root: Path, tmp_path: Path) -> None:
    for plate in ("anterior", "posterior", "left"):
        with np.load(mannequin_root / f"assets/stack/{plate}.npz") as whole:
            arrays = {name: whole[name] for name in whole.files}
        if plate == "left":
            arrays["cell"] = np.where(arrays["cell"] == 65535, 65535, (arrays["cell"] + 900) % 1500).astype(np.uint16)
        np.savez(tmp_path / f"{plate}.npz", **arrays)
    (sentence,) = lint_body(Body.load(data=mannequin_root / "data", stacks=tmp_path))
    assert "left.npz: was made with other skin cells" in sentence
