"""TOML within limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap import shipped, table


@pytest.mark.parametrize("text", [
    "a = " + "[" * 21 + "]" * 21, "a = " + "{a = " * 21 + "1" + "}" * 21, "a." * 300 + "a = 1", "[" + "a." * 300 + "a]", "a = " + "[" * 50_000,
    'a = "' + chr(92) + '"' * 5_000, '"' * 100_001,
])
def test_what_nests_without_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"nests|TOML|line|Invalid|Expected|Unterminated|Illegal"):
        table.parse(text)


def test_what_nests_too_deep_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match="nests more than 20 deep at line 2"):
        table.parse("a = 1\nb = " + "[" * 30 + "]" * 30)


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="a list of 3000 entries"):
        table.parse("[[a]]\n" * 3000)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_brackets_and_dots_in_texts_and_comments_do_not_count(text: str) -> None:
    quoted = text.replace(chr(92), "").replace('"', "").replace("'", "")
    deep = "[{" * 30 + "a." * 300
    for mark in ('"', "'", '"""', "'''"):
        assert table.parse(f"a = {mark}{deep}{quoted}{mark} # {deep}{quoted}") == {"a": deep + quoted}


@pytest.mark.parametrize("file", sorted(shipped.data_dir().rglob("*.toml"))[::9], ids=lambda file: file.stem)
def test_nothing_that_is_shipped_comes_near_the_limits(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert table.parse(text)
