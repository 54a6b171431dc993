"""Brings a translation up to date with the program's texts, and compiles it.

    python tools/words.py de        writes translations/bodymap_de.ts (what was translated stays) and assets/language/bodymap_de.qm

The .ts file is opened with Qt Linguist (`pyside6-linguist`). Both steps are Qt's own tools; this only names the files.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "bodymap"
ALIAS = "tr+=phrase"
"""`phrase` marks a text as `tr` does."""


def update(ts: Path) -> None:
    """Write every text of the program into `ts`; translations that are there stay, texts that are gone leave."""
    ts.parent.mkdir(parents=True, exist_ok=True)
    files = [file for file in sorted(SOURCE.rglob("*.py")) if file.name != "tongue.py"]
    _run("pyside6-lupdate", "-silent", "-no-obsolete", "-locations", "relative", "-tr-function-alias", ALIAS, *map(str, files), "-ts", str(ts))


def compile_(ts: Path, qm: Path) -> None:
    """Write the finished texts of `ts` in the form that the program reads."""
    qm.parent.mkdir(parents=True, exist_ok=True)
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], check=True)


def main() -> None:
    """Update and compile the languages named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("languages", nargs="+", metavar="LANGUAGE", help="such as de, fr or pt_BR")
    for language in parser.parse_args().languages:
        ts = ROOT / "translations" / f"bodymap_{language}.ts"
        update(ts)
        compile_(ts, ROOT / "assets" / "language" / f"bodymap_{language}.qm")
        print(f"{ts.relative_to(ROOT)} is up to date")


if __name__ == "__main__":
    main()
