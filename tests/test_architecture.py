"""The house's rules that a machine can keep: who may import whom, and how the modules are named and how long they are."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "bodymap"
WITH_QT = {"__main__", "app", "cli", "ui"}
PARTS = sorted(path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
MODULES = sorted(path for folder in (SOURCE, ROOT / "tools") for path in folder.rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(("bodymap", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def modules_below_the_window() -> list[str]:
    return sorted(module_name(path) for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).with_suffix("").parts[0] not in WITH_QT)


def test_the_contributors_table_names_every_part() -> None:
    rows = [line for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(PARTS) - {"__init__"}


def test_only_the_plate_maker_and_its_proof_sheets_need_its_libraries() -> None:
    libraries = {"PIL", "embreex", "lxml", "networkx", "scipy", "skimage", "tqdm", "trimesh"}
    needing = {
        path.stem
        for path in (*(ROOT / "tools").glob("*.py"), *(ROOT / "tools" / "bundle").glob("*.py"), *(ROOT / "benchmarks").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in ([each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        if name.partition(".")[0] in libraries
    }
    assert needing == {"landmark_reading", "landmark_sheets"}


def test_imports_point_downwards_and_each_library_has_its_one_door() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_below_the_window_brings_qt_in() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {modules_below_the_window()!r}: importlib.import_module(name)\n"
        "print(*sorted(name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_the_first_import_of_bodymap_is_light() -> None:
    """Before the first frame only light modules: the foundations bring in none of the heavy libraries."""
    code = (
        "import sys, bodymap, bodymap.errors, bodymap.ids, bodymap.shipped, bodymap.__main__, bodymap.archive.visit\n"
        "print(*sorted({'numpy', 'shapely', 'pydantic', 'svgelements', 'PySide6', 'sqlalchemy', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "split it: a module holds one idea in at most 400 lines"
    assert path.stem.rstrip("s") not in {"util", "helper", "common", "core", "manager", "misc"}, "name the idea"
    assert not text.strip() or text.lstrip().startswith(('"""', "#!")), "open with what the module is for"
