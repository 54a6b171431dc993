import errno
import os
from pathlib import Path

import pytest

from bodymap.errors import BodymapError
from bodymap.report.output import write_whole


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.pdf", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["page.pdf"]
    assert (tmp_path / "page.pdf").read_bytes() == b"new"


def test_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BodymapError, match="the disk is full"):
        write_whole(file, b"new and longer")
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["page.pdf"]


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def refused(**_options: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(BodymapError, match=r"page\.pdf.*you may not write"):
        write_whole(tmp_path / "page.pdf", b"new")


@pytest.mark.parametrize(("name", "why"), [("nowhere/page.pdf", "does not exist"), ("", "is a folder"), ("a\0b.pdf", "cannot be written")])
def test_other_impossible_places_are_one_sentence(name: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match=why):
        write_whole(tmp_path / name, b"new")
