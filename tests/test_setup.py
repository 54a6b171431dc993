"""The locks, and the two commands that set everything up."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SCRIPTS = [ROOT / "run", ROOT / "test", ROOT / "tools" / "set-up.sh"]


def locked(name: str) -> dict[str, set[str]]:
    """The versions that a lock pins for each package, one or more for different pythons."""
    pins: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE):
        pins.setdefault(package, set()).add(version)
    return pins


def sh(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `script` with the set-up's functions at hand."""
    return subprocess.run(
        ["sh", "-eu", "-c", f". {ROOT}/tools/set-up.sh\n{script}"],
        env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, check=False,
    )


def machine(folder: Path, *, user: int, apt: str) -> str:
    """A PATH in front of which stand an `id` that answers `user` and an `apt-get` that does `apt`."""
    for name, body in {"id": f"echo {user}", "apt-get": apt}.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_is_exact_and_has_its_hashes_and_no_lock_names_an_address(lock: Path) -> None:
    text = lock.read_text()
    entries = text.replace("\\\n", " ").strip().splitlines()
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^-]+?)?( +--hash=sha256:[0-9a-f]{64})+", entry), entry
    assert "://" not in text
    assert "/" not in text


def test_the_locks_agree_where_they_overlap() -> None:
    pins = [locked(lock.stem) for lock in LOCKS]
    for package in {name for pin in pins for name in pin}:
        assert len({frozenset(pin[package]) for pin in pins if package in pin}) == 1, package


def test_each_direct_requirement_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {
        "run": project["dependencies"],
        "dev": project["dependencies"] + project["optional-dependencies"]["dev"],
        "platemaker": project["optional-dependencies"]["platemaker"],
    }
    for lock, requirements in wanted.items():
        for requirement in requirements:
            name = re.match(r"[\w-]+", requirement)
            assert name
            assert name.group().lower() in locked(lock), f"{requirement} is not in requirements/{lock}.txt"


def test_qt_stays_below_the_version_that_takes_none_away() -> None:
    """PySide6 6.12.0 loses a reference to None at each void call; CPython 3.11 dies of it. Watch the count."""
    assert all(tuple(map(int, v.split(".")[:2])) < (6, 12) for v in locked("run")["pyside6-essentials"])
    code = (
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing = QObject(); before = sys.getrefcount(None)\n"
        "for _ in range(20000): thing.setObjectName('x')\n"
        "print(sys.getrefcount(None) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert abs(int(done.stdout)) < 1000


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_commands_are_plain_sh(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)
    text = script.read_text()
    assert not re.search(r"\[\[|<<<|\bfunction |\blocal |\bsource |\$\{[a-z_]+//|&>", text)


def test_who_may_not_install_gets_one_line_to_paste(tmp_path: Path) -> None:
    done = sh("install_packages libegl1 libgl1", PATH=machine(tmp_path, user=1000, apt="exit 1"))
    assert done.returncode == 1
    pasted = [line for line in done.stderr.splitlines() if line.startswith("  sudo ")]
    assert pasted == ["  sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"]


def test_root_has_the_packages_installed_without_a_question(tmp_path: Path) -> None:
    apt = f'[ "$DEBIAN_FRONTEND" = noninteractive ] && echo "$*" >>{tmp_path}/asked'
    done = sh("install_packages libegl1", PATH=machine(tmp_path, user=0, apt=apt))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "asked").read_text() == "-q update\n-q install -y --no-install-recommends libegl1\n"


def test_a_failed_installation_says_what_could_not_be_installed(tmp_path: Path) -> None:
    done = sh("install_packages libegl1", PATH=machine(tmp_path, user=0, apt="echo E: no route; exit 100"))
    assert done.returncode == 1
    assert "no route" in done.stderr
    assert "could not install: libegl1" in done.stderr


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = sh("find_python", PYTHON=f"{old} {sys.executable}")
    assert Path(done.stdout.strip()).resolve() == Path(sys.executable).resolve(), "the python below the environment"
    done = sh("root=/nowhere; set_up run none", PYTHON=str(old))
    assert done.returncode == 1
    assert "is not Python 3.11 or later" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    script = f'. "{ROOT}/tools/set-up.sh"; root=/proc; lock_set_up'
    done = subprocess.run([*nobody, "sh", "-eu", "-c", script], capture_output=True, text=True, check=False, timeout=20)
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr


def test_a_second_start_finds_the_work_done(tmp_path: Path) -> None:
    script = f'root={tmp_path}; wanted="a b"\nis_set_up run && echo yes || echo no\n'
    binary = tmp_path / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.touch(mode=0o755)
    assert sh(script).stdout == "no\n"
    (tmp_path / ".venv" / "made-from.test").write_text("a b\n")
    assert sh(script).stdout == "yes\n", "an environment for the tests serves the app as well"
    assert sh(script.replace("is_set_up run", "is_set_up test")).stdout == "yes\n"
    (tmp_path / ".venv" / "made-from.test").write_text("old\n")
    assert sh(script).stdout == "no\n"


def test_a_lock_of_a_dead_process_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".venv.lock").mkdir()
    (tmp_path / ".venv.lock" / "pid").write_text("999999999\n")
    done = sh(f"root={tmp_path}\nlock_set_up\necho in\nunlock_set_up")
    assert done.stdout == "in\n", done.stderr
    assert not (tmp_path / ".venv.lock").exists()


@pytest.mark.slow
def test_with_no_display_run_says_so_and_names_two_pictures() -> None:
    environment = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run([ROOT / "run"], env=environment, cwd="/", capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    pictures = [Path(line[line.index("/"):]) for line in done.stdout.splitlines() if line.endswith(".png")]
    assert [picture.name for picture in pictures] == ["opening.png", "example.png"]
    opening, example = (picture.read_bytes() for picture in pictures)
    assert opening.startswith(b"\x89PNG")
    assert example.startswith(b"\x89PNG")
    assert opening != example


LATER = "bodymap.make_types_later()\nfrom bodymap.ui import qttypes\nfor _ in qttypes.make_all(): pass\n"


@pytest.mark.parametrize("made", ["", LATER], ids=["at once", "later"])
def test_two_threads_may_be_the_first_to_use_a_type_of_qt(made: str) -> None:
    """Without the ways in which bodymap has Qt's types made, this ends in a crash nearly every time (PySide6 6.11)."""
    code = (
        f"import bodymap, sys, threading\n{made}"
        "from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath\n"
        "sys.setswitchinterval(1e-6)\n"
        "def paint():\n"
        "    image = QImage(9, 9, QImage.Format.Format_RGB32)\n"
        "    painter = QPainter(image)\n"
        "    painter.fillPath(QPainterPath(), QBrush(QColor('red')))\n"
        "    painter.end()\n"
        "threads = [threading.Thread(target=paint) for _ in range(4)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
    )
    around = {name: value for name, value in os.environ.items() if name != "PYSIDE6_OPTION_LAZY"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=around)
    assert (done.returncode, done.stderr) == (0, "")
