"""The compiled cache: what is loaded from it is what was read, and nothing in it is trusted."""

from pathlib import Path

import mannequin
import numpy as np
import pytest

from bodymap.atlas import compiled, library
from bodymap.atlas.plate import Plate
from bodymap.errors import DataError, MissingFileError, UnknownNameError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for plate in ("posterior", "left"):
        (tmp_path / f"{plate}.svg").write_text(mannequin.svg(plate))
    return tmp_path


def same(first: Plate, second: Plate) -> bool:
    def flat(plate: Plate) -> list[object]:
        return [
            (
                *(drawn.id, drawn.kind, drawn.layer, drawn.group, drawn.behind, drawn.default_off, drawn.rank),
                *((shape.role, shape.closed, tuple(ring.tobytes() for ring in shape.rings)) for shape in drawn.shapes),
            )
            for drawn in (plate.silhouette, *plate.drawn, *plate.regions)
        ]

    return (first.name, first.bounds, first.problems, flat(first)) == (second.name, second.bounds, second.problems, flat(second))


def test_what_the_cache_gives_is_what_was_read(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = library.load("posterior", folder=folder, cache=cache)
    (kept,) = cache.glob("*.npz")
    assert same(first, compiled.load(kept))
    assert same(first, library.load("posterior", folder=folder, cache=cache))
    assert not list(cache.glob("*.part"))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a cache", None])
def test_a_damaged_cache_is_ignored_and_made_anew(folder: Path, tmp_path: Path, damage: bytes | None) -> None:
    cache = tmp_path / "cache"
    first = library.load("posterior", folder=folder, cache=cache)
    (kept,) = cache.glob("*.npz")
    kept.write_bytes(kept.read_bytes()[:2000] if damage is None else damage)
    assert same(first, library.load("posterior", folder=folder, cache=cache))
    assert same(first, compiled.load(kept))


def test_a_cache_with_a_pickle_in_it_is_never_opened_as_one(tmp_path: Path) -> None:
    file = tmp_path / "plate.npz"
    np.savez(file, head=np.array([{"a": 1}], dtype=object))
    with pytest.raises(DataError):
        compiled.load(file)


def test_another_content_is_another_entry(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library.load("posterior", folder=folder, cache=cache)
    file = folder / "posterior.svg"
    file.write_text(file.read_text().replace("back-cord", "back-rope"))
    assert library.load("posterior", folder=folder, cache=cache).find("back-rope.left") is not None
    assert len(list(cache.glob("*.npz"))) == 2


def test_a_file_where_the_cache_should_be_is_done_without(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("in the way")
    assert library.load("posterior", folder=folder, cache=blocked).drawn


def test_the_right_plate_is_the_left_one_mirrored(folder: Path, tmp_path: Path) -> None:
    left, right = (library.load(name, folder=folder, cache=tmp_path / "cache") for name in ("left", "right"))
    assert right.name == "right"
    assert {drawn.id for drawn in right.drawn} == {drawn.id.replace(".left", ".right") for drawn in left.drawn}
    x0, _, x1, _ = left.polygon("back-cord.left").bounds
    assert right.polygon("back-cord.right").bounds[::2] == (-x1, -x0)


def test_a_plate_that_is_none_or_not_there_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="nearest: posterior"):
        library.load("posteriour", folder=folder)
    with pytest.raises(MissingFileError, match=r"anterior\.svg: is missing"):
        library.load("anterior", folder=folder, cache=tmp_path)
