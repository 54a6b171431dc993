import re
from pathlib import Path
from typing import Any

import pytest

from bodymap.ui.action import TABLE
from tools import guide_pictures
from tools.walk import Walk

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
SPELT = {"PgDown": "Page Down", "PgUp": "Page Up"}
WORDS = (GUIDE / "keys.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [key for entry in TABLE for key in entry.keys])
def test_the_guide_names_every_key(key: str) -> None:
    assert re.search(rf"(^|[ |]){re.escape(SPELT.get(key, key))}([ |]|$)", WORDS) or re.fullmatch(r"Alt\+[1-5]", key), key


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=lambda page: page.stem)
def test_every_link_of_the_guide_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_picture_of_the_guide_is_made_by_the_script_and_stands_in_it() -> None:
    named = {Path(target).stem for page in GUIDE.glob("*.md") for target in re.findall(r"\]\((pictures/[^)]+)\)", page.read_text(encoding="utf-8"))}
    kept = {file.stem for file in (GUIDE / "pictures").iterdir()}
    assert named == kept == set(guide_pictures.SHOTS)


@pytest.mark.parametrize("name", ["point", "painting-steps", "handout"])
def test_the_script_still_makes_the_picture_in_the_size_that_is_kept(name: str, window: Any, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    made = guide_pictures.picture(Walk(window), name)
    kept = QImage(str(GUIDE / "pictures" / f"{name}.png"))
    assert made.size() == kept.size()
    window.stage.leave()
