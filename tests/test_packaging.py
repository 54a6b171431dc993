"""What `pip install .` gives: a working `bodymap` with plates and data, from any folder."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built once, with nothing fetched."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", out, ROOT]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("bodymap-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel in it; the libraries are lent by the one that runs the tests."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lender = next(path for path in sys.path if path.endswith("site-packages"))
    # A plain path in a .pth adds the libraries and, unlike addsitedir, not the lender's own editable bodymap.
    (Path(site) / "lent.pth").write_text(f"{lender}\n")
    return python.parent


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run([program, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_wheel_holds_all_that_is_shipped_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("assets", "data"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                assert f"bodymap/_shipped/{file.relative_to(ROOT).as_posix()}" in names
    assert "bodymap/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/LICENSES/CC-BY-SA-4.0.txt") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "tools/", "platemaker")) or name.endswith(".glb")]


def test_the_installed_package_finds_its_plates_and_data_from_any_folder(installed: Path, tmp_path: Path) -> None:
    code = "from bodymap import shipped; print(shipped.assets_dir(), shipped.data_dir(), shipped.data_version())"
    done = run(installed / "python", "-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assets, data, version = done.stdout.split()
    assert assets.endswith("bodymap/_shipped/assets")
    assert data.endswith("bodymap/_shipped/data")
    assert str(ROOT) not in done.stdout
    assert version == (ROOT / "data" / "VERSION").read_text().strip()


def test_the_installed_command_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    version = run(installed / "bodymap", "--version", cwd=tmp_path)
    assert version.returncode == 0, version.stderr
    assert version.stdout.startswith("bodymap 0.")
    located = run(installed / "bodymap", "locate", "posterior:-95,-930", "--json", cwd=tmp_path)
    assert located.returncode == 0, located.stderr
    answer = json.loads(located.stdout)
    assert answer["stack"][0]["structure"] == "skin"
    assert answer["candidates"]
    assert not list(tmp_path.iterdir()), "it leaves nothing in the folder it is called from"


OPENED = """
from bodymap.ui import application
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
make = application.make_application

def look():
    window = next((each for each in QApplication.allWidgets() if type(each).__name__ == "Window"), None)
    if window is None or window.answers is None or window.reception is None or window.reception.desk.archive is None:
        QTimer.singleShot(50, look)
        return
    window.control.mark("posterior", -95.0, -930.0)
    print(len(window.panel.candidates.rows), flush=True)
    QTimer.singleShot(300, window.window().close)

def made():
    app = make()
    QTimer.singleShot(0, look)
    return app

application.make_application = made
from bodymap.app import run_window
raise SystemExit(run_window())
"""


def test_the_installed_window_opens_and_answers_a_click(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "python", "-c", OPENED, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 3, "candidates for the buttock"
    assert not list(tmp_path.iterdir())


def test_the_installed_command_draws_what_the_checkout_draws(installed: Path, tmp_path: Path) -> None:
    options = ["--size", "800x500", "--plate", "posterior", "--at", "psis.left"]
    drawn = run(installed / "bodymap", "snapshot", "--out", "picture.png", *options, cwd=tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    here = [sys.executable, "-m", "bodymap", "snapshot", "--out", tmp_path / "checkout.png", *options]
    subprocess.run(here, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True, capture_output=True)
    assert (tmp_path / "picture.png").read_bytes() == (tmp_path / "checkout.png").read_bytes()
