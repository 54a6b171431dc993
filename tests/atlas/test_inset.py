"""Insets: enlarged plates with a view of their own, drawn once for the left, over the mannequin's hand's stead."""

from pathlib import Path

import mannequin
import numpy as np
import pytest
import shapely

from bodymap.anatomy import terminology
from bodymap.anatomy.location import ONE_SIDED, PLATES
from bodymap.atlas import compiled, library, lint
from bodymap.atlas import frame as frames
from bodymap.atlas.body import Body
from bodymap.atlas.pick import Picker
from bodymap.atlas.plate import Plate
from bodymap.atlas.stack import NO_CELL
from bodymap.errors import PlaceError, UnknownNameError
from bodymap.ids import Side, mirror
from bodymap.shipped import assets_dir

ABOUT = 'data-parent="anterior" data-parent-rect="160 -600 80 200" data-zoom="5" viewBox='


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The mannequin's plates, with its left side as an inset of the palm."""
    for plate in lint.STORED:
        (tmp_path / f"{plate}.svg").write_text(mannequin.svg(plate))
    palm = mannequin.svg("left").replace('viewBox=', ABOUT, 1)
    (tmp_path / "hand-palmar.svg").write_text(palm)
    return tmp_path


def test_an_inset_knows_what_it_enlarges_and_its_right_one_is_its_mirror_image(folder: Path, tmp_path: Path) -> None:
    left = library.load("hand-palmar.left", folder=folder, cache=tmp_path / "cache")
    assert (left.name, left.parent, left.parent_rect, left.zoom) == ("hand-palmar.left", "anterior", (160, -600, 240, -400), 5)
    right = library.load("hand-palmar.right", folder=folder, cache=tmp_path / "cache")
    assert (right.name, right.parent, right.parent_rect, right.zoom) == ("hand-palmar.right", "anterior", (-240, -600, -160, -400), 5)
    assert {each.id for each in right.drawn} == {each.id.replace(".left", ".right") for each in left.drawn}
    with pytest.raises(UnknownNameError, match=r"nearest: hand-palmar\.left"):
        library.load("hand-palmar", folder=folder)


def test_the_cache_keeps_what_an_inset_enlarges(folder: Path, tmp_path: Path) -> None:
    first = library.load("hand-palmar.left", folder=folder, cache=tmp_path / "cache")
    kept = compiled.load(next((tmp_path / "cache").glob("hand-palmar.left-*.npz")))
    assert (kept.name, kept.parent, kept.parent_rect, kept.zoom) == (first.name, first.parent, first.parent_rect, first.zoom)


def test_a_good_inset_has_no_fault(folder: Path, mannequin_root: Path) -> None:
    assert lint.lint_plates(terminology.load(mannequin_root / "data/anatomy"), folder=folder) == ()


FAULTS = [
    ('data-parent="anterior" ', "", "data-parent is “”; it must be one of posterior, anterior, left, right"),
    ('data-parent="anterior"', 'data-parent="hand"', "data-parent is “hand”"),
    ("160 -600 80 200", "160 -600 80", "data-parent-rect is “160 -600 80”; it must be four numbers"),
    ("160 -600 80 200", "160 -600 80 2000", "enlarges a part of anterior that leaves its viewBox"),
    ('data-zoom="5"', 'data-zoom="much"', "data-zoom is “much”"),
    (ABOUT, "viewBox=", "does not say what it enlarges"),
    ('id="back-cord.left"', 'id="back-cord.right"', "is a right structure on hand-palmar.left"),
    ("</style>", "/*" + 400_000 * "x" + "*/</style>", "is 0.40 MB; an inset is at most 0.4 MB"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS, ids=[words for *_, words in FAULTS])
def test_each_fault_of_an_inset_has_a_sentence(folder: Path, mannequin_root: Path, old: str, new: str, words: str) -> None:
    file = folder / "hand-palmar.svg"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    found = lint.lint_plates(terminology.load(mannequin_root / "data/anatomy"), folder=folder)
    assert any(words in sentence and "hand-palmar" in sentence for sentence in found), found


@pytest.fixture(scope="module")
def with_inset(mannequin_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Body:
    """The mannequin with the stack of an inset of the palm: the forearm column, seen along that view, whole."""
    stacks = tmp_path_factory.mktemp("stacks")
    view = frames.get("hand-palmar.left")
    with np.load(mannequin_root / "data/body/cells.npz") as cells:
        points, normals, names = cells["points"], cells["normals"], list(cells["segment_names"])
        is_seen = (cells["segment"] == names.index("forearm")) & (normals @ np.array(view.viewer) > 0.2)
    flat = points[is_seen] @ view.matrix.T
    low = np.floor(flat[:, :2].min(axis=0))
    shape = tuple((np.ceil((flat[:, 1::-1].max(axis=0) - low[::-1]) / 2) + 1).astype(int))
    x, y = np.meshgrid(low[0] + 2 * np.arange(shape[1]), low[1] + 2 * np.arange(shape[0]))
    gaps = ((np.stack([x, y], -1)[..., None, :] - flat[:, :2]) ** 2).sum(axis=-1)
    nearest, has_skin = gaps.argmin(axis=-1), gaps.min(axis=-1) < 40
    count = int(has_skin.sum())
    np.savez(
        stacks / "hand-palmar.npz", x0=low[0], y0=low[1], step=2.0,
        skin_depth=np.where(has_skin, np.round(flat[nearest, 2] * 10), -32768).astype(np.int16),
        cell=np.where(has_skin, np.flatnonzero(is_seen)[nearest], 65535).astype(np.uint16),
        start=np.concatenate([[0], np.cumsum(has_skin.ravel())]).astype(np.uint32), structure=np.zeros(count, np.uint16),
        depth=np.full(count, 4, np.uint8), thickness=np.full(count, 6, np.uint8), names=np.array(["back-cord"]),
    )  # fmt: skip
    return Body.load(data=mannequin_root / "data", stacks=stacks)


def test_a_place_on_an_inset_is_on_the_skin_that_it_shows(with_inset: Body) -> None:
    x, y = with_inset.project("hand-palmar.left", (200.0, 700.0, 30.0))
    spot = with_inset.spot(f"hand-palmar.left:{x:.1f},{y:.1f}")
    assert spot.side is Side.LEFT
    assert spot.plate == "hand-palmar.left"
    assert spot.point == pytest.approx([200, 700, 30], abs=3)
    mirrored = with_inset.spot(f"hand-palmar.right:{-x:.1f},{y:.1f}")
    assert mirrored.side is Side.RIGHT
    assert mirrored.point == pytest.approx(spot.point * frames.MIRROR, abs=1e-6)
    assert mirrored.cell == with_inset.cells.mirror(spot.cell)
    with pytest.raises(PlaceError, match=r"nearest skin is at hand-palmar\.left:"):
        with_inset.spot("hand-palmar.left:0,0")


def test_what_lies_under_an_inset_has_the_side_of_the_inset(with_inset: Body) -> None:
    x, y = with_inset.project("hand-palmar.left", (200.0, 700.0, 30.0))
    assert [each.structure for each in with_inset.stack("hand-palmar.left").tissue(x, y)] == ["back-cord.left"]
    assert [each.structure for each in with_inset.stack("hand-palmar.right").tissue(-x, y)] == ["back-cord.right"]


def test_a_zone_is_drawn_on_the_inset_that_sees_it(with_inset: Body) -> None:
    disc = with_inset.disc_path(with_inset.spot("forearm 0.4 anterior left"), 20)
    drawn = with_inset.outline("hand-palmar.left", [disc])
    x, y = with_inset.project("hand-palmar.left", disc.points[0])
    assert drawn.area == pytest.approx(np.pi * 20**2, rel=0.15)
    assert drawn.centroid.coords[0] == pytest.approx((x, y), abs=4)
    assert with_inset.outline("hand-palmar.right", [disc]).is_empty


def test_the_right_grid_is_the_left_one_mirrored(with_inset: Body) -> None:
    left, right = (with_inset.stack(f"hand-palmar.{side}").grid() for side in ("left", "right"))
    assert np.allclose(right.x, -left.x[::-1])
    has_skin = left.cells != NO_CELL
    assert np.allclose(right.points[:, ::-1][has_skin], left.points[has_skin] * frames.MIRROR)
    assert (right.cells[:, ::-1][has_skin] == left.cells[has_skin] + with_inset.cells.half).all()


def test_cells_without_a_column_are_seen_on_no_inset(with_inset: Body) -> None:
    assert not with_inset.cells.is_seen("hand-palmar.left").any()
    assert with_inset.inset(with_inset.spot("thigh 0.5 anterior left")) is None


def test_a_column_of_an_inset_is_mirrored_onto_its_right_one(mannequin_root: Path, tmp_path: Path) -> None:
    with np.load(mannequin_root / "data/body/cells.npz") as whole:
        arrays = {name: whole[name] for name in whole.files}
    is_front = arrays["normals"][:, 2] > 0.5
    arrays["seen"] = np.column_stack([arrays["seen"], is_front])
    arrays["plate_names"] = np.append(arrays["plate_names"], "hand-palmar.left")
    data = tmp_path / "data"
    (data / "body").mkdir(parents=True)
    for name in ("addresses.npz", "landmarks.json"):
        (data / "body" / name).write_bytes((mannequin_root / "data/body" / name).read_bytes())
    (data / "anatomy").symlink_to(mannequin_root / "data/anatomy")
    np.savez(data / "body/cells.npz", **arrays)
    body = Body.load(data=data, stacks=mannequin_root / "assets/stack")
    seen = body.cells.is_seen("hand-palmar.left")
    assert seen[: body.cells.half].any()
    assert not seen[body.cells.half :].any()
    assert (body.cells.is_seen("hand-palmar.right") == np.roll(seen, body.cells.half)).all()
    assert body.inset(body.spot("forearm 0.4 anterior right")) == "hand-palmar.right"
    assert body.spot("forearm 0.4 anterior right").plate == "anterior"


LEFT_INSETS = ("head-anterior", "head-posterior", "head-left", *(f"{name}.left" for name in ONE_SIDED))


@pytest.fixture(scope="module", params=LEFT_INSETS)
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plate:
    name = str(request.param)
    if not (assets_dir() / "svg" / f"{frames.stored(name)}.svg").exists():
        pytest.fail(f"this checkout has no {name} yet")
    return library.load(name, cache=tmp_path_factory.mktemp("cache"))


def points_on(plate: Plate, count: int) -> np.ndarray:
    """Return random points of the silhouette, away from the cut at the window's edge."""
    x0, y0, x1, y1 = plate.bounds
    rng = np.random.default_rng(11)
    found = rng.uniform((x0 + 3, y0 + 3), (x1 - 3, y1 - 3), (count * 4, 2))
    return found[shapely.covers(plate.polygon("skin"), shapely.points(found))][:count]


def test_a_shipped_inset_lies_within_its_parent_and_is_fine(shipped: Plate) -> None:
    assert shipped.problems == ()
    assert shipped.parent in PLATES
    assert shipped.parent_rect is not None
    assert shipped.zoom >= 2
    assert len([each for each in shipped.drawn if each.kind == "muscle"]) >= 20


def test_the_mirror_image_of_a_shipped_inset_answers_with_mirrored_ids(shipped: Plate) -> None:
    here, there = Picker(shipped), Picker(shipped.mirrored())
    points = points_on(shipped, 60)
    assert len(points) > 30
    for x, y in points:
        assert [mirror(each) for each in here.at(x, y)] == list(there.at(-x, y)) or frames.is_two_sided(shipped.name)


def test_what_is_picked_on_a_shipped_inset_lies_under_that_point(shipped: Plate, shipped_body: Body) -> None:
    """The drawing is smoothed and ordered as a whole, so a few points near edges differ."""
    stack, picker = shipped_body.stack(shipped.name), Picker(shipped)
    hits = []
    for x, y in points_on(shipped, 250):
        picked = [each for each in picker.at(x, y) if shipped.get(each).kind == "muscle"]
        tissue = {each.structure for each in stack.tissue(x, y)}
        if picked and tissue:
            hits.append(picked[0] in tissue)
    assert len(hits) > 40
    assert np.mean(hits) > 0.85


def test_a_cell_that_a_shipped_inset_sees_lies_on_its_drawn_skin(shipped: Plate, shipped_body: Body) -> None:
    seen = shipped_body.cells.is_seen(shipped.name)
    if not seen.any():
        pytest.fail("cells.npz does not know the insets yet")
    xy = frames.project_all(shipped.name, shipped_body.cells.points[seen])
    on_skin = shapely.covers(shipped.polygon("skin").buffer(1.5), shapely.points(xy))
    assert on_skin.mean() > 0.98
