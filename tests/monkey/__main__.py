"""A monkey that plays the user: python tests/monkey ACTIONS [SEED]. Ends with 1 at a fault, after finding the fewest actions that lead to it.

A fault is an exception, a word from Qt, an undo that does not lead back to the opening state, or widgets that stay behind.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parents[1]), str(HERE.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import bodymap  # before Qt
from tools import home


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/monkey", description=__doc__)
    parser.add_argument("actions", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--whole", action="store_true", help="do not look for the fewest actions")
    options = parser.parse_args()
    with home.thrown_away():
        from monkey.deed import deeds
        from monkey.play import Stage, shrink

        stage = Stage()
        done = deeds(options.seed, options.actions)
        problem = stage.play(done)
        if problem is None:
            print(f"bodymap {bodymap.__version__}: {len(done)} actions of seed {options.seed}, no fault; {stage.told}")
            return 0
        print(f"bodymap {bodymap.__version__}: seed {options.seed}, after {problem.after} actions: {problem.text}", flush=True)
        if options.whole:
            return 1
        fewest = shrink(stage, done[: problem.after], problem.kind)
        print(f"the fewest of {problem.after} actions that lead to it:", *fewest, sep="\n  ")
        return 1


if __name__ == "__main__":
    sys.exit(main())
