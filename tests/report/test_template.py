from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.errors import BodymapError, DataError
from bodymap.report import template
from bodymap.report.template import Template
from bodymap.report.wording import printable


def test_without_a_file_the_template_is_empty(tmp_path: Path) -> None:
    assert template.load(tmp_path / "handout.toml") == Template()


@given(clinic=st.text(), dose=st.text(min_size=1))
def test_what_was_kept_comes_back(clinic: str, dose: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("config") / "deep" / "handout.toml"
    template.save(Template(clinic=clinic, paper="letter", leave_out=("sources",), doses={"bridge": dose}), file)
    back = template.load(file)
    assert back.clinic == printable(clinic).strip()
    assert back.doses["bridge"] == printable(dose).strip()
    assert (back.paper, back.leave_out) == ("letter", ("sources",))


def test_it_is_kept_apart_from_the_shipped_data() -> None:
    from bodymap import shipped

    assert not template.template_file().is_relative_to(shipped.data_dir().parent / "data")


@pytest.mark.parametrize(("text", "field"), [('paper = "a5"', "paper"), ("cliniq = 1", "cliniq")])
def test_a_wrong_field_is_named_and_the_file_stays(text: str, field: str, tmp_path: Path) -> None:
    file = tmp_path / "handout.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=field):
        template.load(file)
    assert file.read_text(encoding="utf-8") == text


def test_a_broken_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "handout.toml").write_bytes(b"\xff\xfe = [")
    with pytest.raises(BodymapError, match="cannot be read"):
        template.load(tmp_path / "handout.toml")
