"""Measures everything that is promised of speed and writes it into docs/performance.md: `python -m benchmarks [chapter …]`.

Chapters: start, screen, repaint, hitting, archive, course, lasting; without any, all of them, in about ten minutes (and some more where the archives are yet to be made). Ratios are taken within one run, round by round.
Only the block between the two marks in docs/performance.md is written; what stands around it is kept.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tools import home

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
CHAPTERS = ("start", "screen", "repaint", "hitting", "archive", "course", "lasting")
_ONE = "import benchmarks.{name} as made; print(made.chapter())"


def machine() -> str:
    """Return one paragraph on where it was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    chip = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor() or "unknown processor")
    from PySide6 import __version__ as qt

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, PySide6 {qt}, platform plugin {os.environ['QT_QPA_PLATFORM']}"
    return f"{chip}, {os.cpu_count()} cores, {memory:.0f} GB; {system}. {datetime.now(UTC):%d %B %Y}; load when it began: {load:.1f}."


def measure(name: str) -> str:
    """Measure one chapter in a process and a home of its own; return its text."""
    with tempfile.TemporaryDirectory() as folder:
        own = home.variables(Path(folder))
        del own["XDG_CACHE_HOME"]  # what was drawn once is measured warm
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", _ONE.format(name=name)], cwd=ROOT, env={**os.environ, **own, "PYTHONPATH": path}, capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    return done.stdout.strip()


def write(chapters: dict[str, str]) -> None:
    """Put the chapters into the page, and keep those that were not measured now and all that is written by hand."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# How fast it is\n\n{BEGIN}\n{END}\n"
    if BEGIN not in page:
        page = page.rstrip() + f"\n\n{BEGIN}\n{END}\n"
    head, _, rest = page.partition(BEGIN)
    old, _, tail = rest.partition(END)
    parts = {name: _part(old, name) for name in CHAPTERS}
    parts.update(chapters)
    body = "\n\n".join(f"<!-- {name} -->\n{parts[name]}\n<!-- /{name} -->" for name in CHAPTERS if parts[name])
    PAGE.write_text(f"{head}{BEGIN}\n{body}\n{END}{tail}", encoding="utf-8")


def _part(text: str, name: str) -> str:
    _, _, rest = text.partition(f"<!-- {name} -->\n")
    return rest.partition(f"\n<!-- /{name} -->")[0].strip()


def main() -> None:
    """Measure what is asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = sys.argv[1:] or list(CHAPTERS)
    unknown = [name for name in wanted if name not in CHAPTERS]
    if unknown:
        sys.exit(f"{unknown[0]} is no chapter; there are {', '.join(CHAPTERS)}")
    place = machine()
    for name in wanted:
        begin = time.monotonic()
        text = measure(name)
        title, _, rest = text.partition("\n")
        write({name: f"{title}\n\n{place}\n{rest}"})
        print(text, f"\n({time.monotonic() - begin:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main()
