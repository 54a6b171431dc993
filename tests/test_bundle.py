"""The folder that needs no Python: built by its one command, then started where neither Python nor its packages are to be found."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from defusedxml import ElementTree
from machine import needs

from bodymap import __version__

ROOT = Path(__file__).parent.parent
RECIPE = ROOT / "tools" / "bundle"
NAME = "io.bodymap.bodymap"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="the test's walls are those of Linux")]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle")
    make = [sys.executable, "-m", "tools.bundle", "--out", str(out), "--no-archive"]
    done = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / "bodymap"


def walled(*command: object, home: Path) -> tuple[list[str], dict[str, str]]:
    """Return words and environment that run `command` with an empty environment and, where the machine lets us, with every folder of this Python covered up."""
    words = [str(word) for word in command]
    environment = {"PATH": "/nonexistent", "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    covers = {sys.prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), str(ROOT / "src"), str(ROOT / "assets"), str(ROOT / "data")}
    outermost = sorted(cover for cover in covers if not any(cover != other and Path(cover).is_relative_to(other) for other in covers))
    mounts = " && ".join(f"mount -t tmpfs none '{cover}'" for cover in outermost)
    wall = ["unshare", "--mount", "sh", "-c"]
    if shutil.which("unshare") and subprocess.run([*wall, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode == 0:
        words = [*wall, f'{mounts} && exec env -i {" ".join(f"{k}={v}" for k, v in environment.items())} "$@"', "sh", *words]
        environment = dict(os.environ)
    return words, environment


def without_python(*command: object, home: Path) -> subprocess.CompletedProcess[str]:
    """Run `command` behind the wall."""
    words, environment = walled(*command, home=home)
    return subprocess.run(words, env=environment, cwd=home, capture_output=True, text=True, check=False, timeout=300)


def test_the_bundle_says_its_versions(bundle: Path, tmp_path: Path) -> None:
    done = without_python(bundle / "bodymap", "--version", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("bodymap 0.")
    assert "plates" in done.stdout
    assert "data" in done.stdout


def test_the_bundle_draws_what_the_checkout_draws(bundle: Path, tmp_path: Path) -> None:
    options = ["--size", "800x500", "--plate", "posterior", "--at", "psis.left"]
    done = without_python(bundle / "bodymap", "snapshot", "--out", tmp_path / "bundle.png", *options, home=tmp_path)
    assert done.returncode == 0, done.stderr
    here = [sys.executable, "-m", "bodymap", "snapshot", "--out", str(tmp_path / "checkout.png"), *options]
    subprocess.run(here, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True, capture_output=True)
    assert (tmp_path / "bundle.png").read_bytes() == (tmp_path / "checkout.png").read_bytes()


def test_the_bundle_opens_its_window_and_keeps_sessions(bundle: Path, tmp_path: Path) -> None:
    words, environment = walled(bundle / "bodymap", home=tmp_path)
    kept = tmp_path / ".local" / "share" / "bodymap" / "archive" / "archive.sqlite"
    with subprocess.Popen(words, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as window:
        end = time.monotonic() + 120
        while window.poll() is None and not kept.is_file() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(1)
        is_open = window.poll() is None
        window.terminate()
        said, _ = window.communicate(timeout=60)
    assert is_open, said
    assert kept.is_file(), said
    assert "Traceback" not in said


def test_the_bundle_opens_an_archive(bundle: Path, tmp_path: Path) -> None:
    done = without_python(bundle / "bodymap", "archive", "export", tmp_path / "all.json", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "all.json").is_file()


def test_the_bundle_holds_what_it_needs_and_not_the_makers_tools(bundle: Path) -> None:
    inside = bundle / "_internal"
    for part in ("assets", "data"):
        kept = inside / "bodymap" / "_shipped" / part
        shipped = {path.relative_to(ROOT / part) for path in (ROOT / part).rglob("*") if path.is_file()}
        assert shipped - {path.relative_to(kept) for path in kept.rglob("*")} == set()
    assert (inside / "psycopg_binary").is_dir()
    assert (inside / "LICENSES" / "CC-BY-SA-4.0.txt").is_file()
    assert not [name for name in ("scipy", "skimage", "trimesh", "PIL", "pytest", "mypy") if (inside / name).exists()]
    share = bundle / "share"
    for file in ("applications", f"{NAME}.desktop"), ("metainfo", f"{NAME}.metainfo.xml"), ("icons/hicolor/256x256/apps", f"{NAME}.png"):
        assert share.joinpath(*file).is_file(), file


def test_the_desktop_entry_starts_bodymap_under_its_own_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(RECIPE / f"{NAME}.desktop")
    assert dict(entry["Desktop Entry"]) | {"Exec": "bodymap", "Icon": NAME, "Type": "Application", "Terminal": "false"} == dict(entry["Desktop Entry"])


def test_the_metadata_names_the_desktop_entry_and_the_version() -> None:
    component = ElementTree.parse(RECIPE / f"{NAME}.metainfo.xml").getroot()
    assert component.findtext("id") == NAME
    assert component.findtext("launchable") == f"{NAME}.desktop"
    assert next(release.get("version") for release in component.iter("release")) == __version__


@needs("desktop-file-utils", "desktop-file-validate")
def test_the_desktop_entry_is_what_desktops_take() -> None:
    done = subprocess.run(["desktop-file-validate", RECIPE / f"{NAME}.desktop"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@needs("appstream", "appstreamcli")
def test_the_metadata_is_what_app_stores_take() -> None:
    done = subprocess.run(["appstreamcli", "validate", "--no-net", RECIPE / f"{NAME}.metainfo.xml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_recipe_for_other_systems_names_what_is_there(tmp_path: Path) -> None:
    text = (ROOT / ".github" / "workflows" / "bundles.yml").read_text(encoding="utf-8")
    assert {"ubuntu", "windows", "macos"} == set(re.findall(r"system: (\w+)-", text))
    locked = re.findall(r"-r (\S+)", text)
    assert len(locked) == 3
    assert all((ROOT / name).is_file() for name in locked)
    assert all((ROOT / name.replace(".", "/") / "__main__.py").is_file() for name in re.findall(r"python -m (tools\.\w+)", text))
    asked = [line.split()[3:] for line in text.splitlines() if "matrix.program }}" in line]
    assert len(asked) == 2
    for words in asked:
        done = subprocess.run([sys.executable, "-m", "bodymap", *words], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "picture.png").is_file()
