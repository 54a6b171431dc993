"""Whether the files of one body fit together: landmarks on its skin, stacks made with its cells, addresses that lead back."""

from collections.abc import Iterator

import numpy as np

from bodymap.atlas import frame, lint
from bodymap.atlas.body import Body
from bodymap.atlas.stack import NO_CELL
from bodymap.errors import BodymapError, MissingFileError

_LANDMARK_MM = 15.0
_PIXEL_MM = 10.0


def lint_body(body: Body) -> tuple[str, ...]:
    """Return what does not fit, one sentence each; empty when all is well."""
    return (*map(str, body.problems), *_landmarks(body), *_stacks(body))


def _landmarks(body: Body) -> Iterator[str]:
    for name, landmark in body.landmarks.items():
        gap = float(np.linalg.norm(body.cells.points[body.cells.nearest(landmark.skin)] - landmark.skin))
        if gap > _LANDMARK_MM:
            yield f"data/body/landmarks.json: {name} skin is {gap:.0f} mm off the skin cells"
        if not landmark.sided and abs(landmark.skin[0]) > _LANDMARK_MM:
            yield f"data/body/landmarks.json: {name} is said to be on the midline and lies {abs(landmark.skin[0]):.0f} mm off it"


def _stacks(body: Body) -> Iterator[str]:
    for stem in (*lint.STORED, *lint.STORED_INSETS):
        try:
            grid = body.stack(frame.named(stem)).grid()
        except MissingFileError as error:
            if stem in lint.STORED:
                yield str(error)
            continue
        except BodymapError as error:
            yield str(error)
            continue
        has_skin = grid.cells != NO_CELL
        if not has_skin.any():
            yield f"assets/stack/{stem}.npz: has no skin at all"
            continue
        gaps = np.linalg.norm(grid.points[has_skin] - body.cells.points[grid.cells[has_skin]], axis=1)
        if float(np.median(gaps)) > _PIXEL_MM:
            yield f"assets/stack/{stem}.npz: was made with other skin cells than data/body/cells.npz; make both anew"
