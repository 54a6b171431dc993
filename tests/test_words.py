"""Every text goes through `tr` in a form that Qt's own extraction sees, and the words of the records' values are all marked."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from defusedxml.ElementTree import parse

from bodymap.vocabulary import VOCABULARY

SOURCE = Path(__file__).parent.parent / "src" / "bodymap"
FILES = [file for file in sorted(SOURCE.rglob("*.py")) if file.name != "tongue.py"]
TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in FILES}
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def where(file: Path, node: Any) -> str:
    return f"{file.relative_to(SOURCE)}:{node.lineno}"


def marked() -> set[str]:
    """The texts in ``tr("…")`` and ``phrase("…")``."""
    first = (call.args[0] for tree in TREES.values() for call in calls(tree, "tr", "phrase"))
    return {node.value for node in first if isinstance(node, ast.Constant)}


@pytest.mark.slow
def test_qt_finds_every_marked_text(tmp_path: Path) -> None:
    done = subprocess.run(
        [LUPDATE, "-silent", "-tr-function-alias", "tr+=phrase", *FILES, "-ts", tmp_path / "all.ts"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = {element.text for element in parse(tmp_path / "all.ts").iter("source")}
    assert sorted(marked() - found) == []


def test_a_text_is_asked_for_where_it_is_shown_and_not_when_a_module_is_read() -> None:
    """At import no translator is in place: a constant is marked with `phrase`."""
    inside = {
        id(call)
        for tree in TREES.values()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for statement in (function.body if isinstance(function, ast.FunctionDef) else [function.body])
        for call in calls(statement, "tr")
    }
    assert [where(file, call) for file, tree in TREES.items() for call in calls(tree, "tr") if id(call) not in inside] == []


def test_no_text_is_asked_for_inside_an_f_string() -> None:
    """There Qt's extraction does not look."""
    strings = ((file, node) for file, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    assert [
        where(file, node) for file, node in strings if any(isinstance(call.args[0], ast.Constant) for call in calls(node, "tr", "phrase"))
    ] == []


def test_a_marked_text_is_written_out() -> None:
    """Never an f-string: its values are named in braces and handed to `tr`."""
    built = (ast.JoinedStr, ast.BinOp)
    assert [where(file, call) for file, tree in TREES.items() for call in calls(tree, "tr", "phrase") if isinstance(call.args[0], built)] == []


def test_the_words_of_the_records_values_are_marked() -> None:
    from bodymap.knowledge import claim, condition, record, search
    from bodymap.matching import setting
    from bodymap.session import paint

    values = {*get_args(claim.Commonness), *get_args(setting.Share), *get_args(search.HitKind), *get_args(paint.Depth), *get_args(paint.Constancy)}
    for model, name in (
        (record.Muscle, "layer"),
        (record.ReferralZone, "kind"),
        (record.Relation, "kind"),
        (record.LookAlike, "kind"),
        (record.Test, "kind"),
        (condition.Condition, "kind"),
    ):
        values |= set(get_args(model.model_fields[name].annotation))
    assert {value.replace("-", " ") for value in values} <= set(VOCABULARY)
