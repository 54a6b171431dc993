import re
from pathlib import Path

import pytest

from bodymap.ui.action import TABLE

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
