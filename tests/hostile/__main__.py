"""Gives every door the fixed corpus, then `RUNS` variations: python tests/hostile RUNS [SEED]. Ends with 1 where there was a fault, and keeps its file.

A fault is anything but an answer or a `BodymapError` of one sentence, 2 s of processor time, or 500 MB more memory than at the start.
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parents[1]), str(HERE.parent)]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import bodymap  # before Qt
from tools import home

MOST_SECONDS = 2
MOST_BYTES = 500_000_000


def memory() -> int:
    """The address space of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def fault(reader: Callable[[Path], object], file: Path) -> str | None:
    from bodymap.errors import BodymapError

    begin = time.process_time()
    try:
        reader(file)
    except BodymapError as error:
        said = str(error)
        if not said.strip() or len(said) > 2_000 or "Traceback" in said or not said.isprintable():
            return f"its refusal is no sentence: {said[:300]!r}"
    except RecursionError:
        return "nested too deeply for the reader"
    except MemoryError:
        return f"took more than {MOST_BYTES // 1_000_000} MB"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        return f"{type(error).__name__}: {str(error)[:300]}"
    seconds = time.process_time() - begin
    return f"took {seconds:.1f} s" if seconds > MOST_SECONDS else None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/hostile", description=__doc__)
    parser.add_argument("runs", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    options = parser.parse_args()

    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    qInstallMessageHandler(lambda *_: None)  # Qt's readers of pictures grumble about broken ones; that is theirs to do
    from hostile.maker import corpus, variations
    from hostile.reader import READERS

    made = list(corpus())
    for kind, content in {kind: content for kind, content in made if content}.items():
        with tempfile.NamedTemporaryFile() as file:  # whatever the readers import or open once is no burden of a file
            Path(file.name).write_bytes(content)
            fault(READERS[kind], Path(file.name))
    gc.collect()
    resource.setrlimit(resource.RLIMIT_AS, (memory() + MOST_BYTES,) * 2)
    counts = dict.fromkeys(READERS, 0)
    slowest = (0.0, "")
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, content) in enumerate(chain(made, islice(variations(options.seed), options.runs))):
            file = Path(folder) / f"{kind}.{'svg' if kind in ('plate', 'logo') else 'toml' if kind == 'template' else 'dat'}"
            file.write_bytes(content)
            begin = time.process_time()
            problem = fault(READERS[kind], file)
            slowest = max(slowest, (time.process_time() - begin, f"{kind} {number}"))
            counts[kind] += 1
            if problem:
                kept = Path(tempfile.gettempdir()) / f"hostile-{options.seed}-{number}-{kind}"
                kept.write_bytes(content)
                print(f"{kind}: file {number} of seed {options.seed} ({kept}): {problem}", flush=True)
                faults += 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"bodymap {bodymap.__version__}: {sum(counts.values())} files ({len(made)} of the corpus, {sum(len(content) for _, content in made) / 1e6:.1f} MB), {faults or 'no'} fault{'s' if faults > 1 else ''}")
    print(", ".join(f"{kind} {count}" for kind, count in counts.items()))
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), at most {grown} MB in memory")
    del application
    return 1 if faults else 0


if __name__ == "__main__":
    with home.thrown_away():
        code = main()
    sys.exit(code)
