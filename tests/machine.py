"""What some tests need of the machine. Where it is missing they are skipped with the reason; with `CI` set they fail, so that no gate passes on skips."""

import os
import shutil
from typing import NoReturn

import pytest


def needs(package: str, *programs: str) -> pytest.MarkDecorator:
    """Return the mark of tests that start `programs`, which Debian has in `package`. With `CI` set they run, and say which program was not found."""
    absent = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(absent) and not os.environ.get("CI"), reason=_sentence(", ".join(absent), package))


def is_missing(what: str, package: str) -> NoReturn:
    """Skip or fail the running test, as `CI` has it."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(_sentence(what, package))


def _sentence(what: str, package: str) -> str:
    return f"{what} not found: apt-get install {package} (tools/set-up.sh does, as root)"
