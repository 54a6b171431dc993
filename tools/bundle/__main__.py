"""Makes the bundle for the system it runs on: one folder (and an archive of it) that needs no Python, in `dist/`.

    python -m tools.bundle [--out FOLDER]

Needs what `requirements/run.txt` and `requirements/bundle.txt` lock. The recipe is `bodymap.spec`; on Linux the desktop entry, the icon and
the AppStream metadata go along, under `share/`.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "io.bodymap.bodymap"
SIZES = (16, 32, 48, 64, 128, 256, 512)


def draw_icons(folder: Path) -> None:
    """Draw the icon's pictures into `folder`: PNG in every size, ``bodymap.ico`` for Windows, ``bodymap.icns`` for macOS."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    drawing = QSvgRenderer(str(ROOT / "assets" / "icon" / "bodymap.svg"))
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(folder / f"{size}.png"))
        if size == 256:
            image.save(str(folder / "bodymap.png"))
            image.save(str(folder / "bodymap.ico"))
        if size == 512:
            image.save(str(folder / "bodymap.icns"))
    del application


def add_desktop_files(bundle: Path, icons: Path) -> None:
    """Lay what a Linux desktop wants under ``share/`` of the bundle, in the places that the desktop's own folders have."""
    share = bundle / "share"
    for file, folder in ((f"{NAME}.desktop", "applications"), (f"{NAME}.metainfo.xml", "metainfo")):
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / file, share / folder / file)
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(icons / f"{size}.png", place / f"{NAME}.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "assets" / "icon" / "bodymap.svg", scalable / f"{NAME}.svg")


def make(out: Path) -> Path:
    """Make the bundle in `out` and return its folder; whatever was there under its name is replaced."""
    work = out / "work"
    draw_icons(work / "icon")
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", str(out), "--workpath", str(work), str(HERE / "bodymap.spec")],
        check=True, cwd=ROOT,
    )
    bundle = out / "bodymap"
    if sys.platform == "linux":
        add_desktop_files(bundle, work / "icon")
    shutil.rmtree(work)
    return bundle


def archive(bundle: Path) -> str:
    """Pack what `make` made into one file beside it: a zip on Windows, the ``.app`` in a zip on macOS, else a ``.tar.gz``."""
    if sys.platform == "darwin":
        made = bundle.with_suffix(".app.zip")
        subprocess.run(["ditto", "-c", "-k", "--keepParent", bundle.with_suffix(".app"), made], check=True)
        return str(made)
    return shutil.make_archive(str(bundle), "zip" if sys.platform == "win32" else "gztar", bundle.parent, bundle.name)


def main() -> None:
    """Make the bundle and its archive, and say where they lie."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to (default: dist/ in the checkout)")
    parser.add_argument("--no-archive", action="store_true", help="make the folder only")
    options = parser.parse_args()
    bundle = make(options.out.resolve())
    print(bundle)
    if not options.no_archive:
        print(archive(bundle))


if __name__ == "__main__":
    main()
