"""`python -m bodymap` and the console script `bodymap`: hands over to the command line, which opens the window when asked nothing."""

import sys


def main() -> int:
    """Run the command line with this process's arguments and return its exit code."""
    from bodymap.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
