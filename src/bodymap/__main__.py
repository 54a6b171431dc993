"""`python -m bodymap` and the console script `bodymap`: opens the window when asked nothing, else hands over to the command line."""

import sys


def main() -> int:
    """Run the command line with this process's arguments and return its exit code; the window needs none of it."""
    if not sys.argv[1:]:
        from bodymap.app import run_window
        from bodymap.errors import BodymapError

        try:
            return run_window()
        except BodymapError as error:
            print(f"bodymap: {error}", file=sys.stderr)
            return 2
    from bodymap.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
