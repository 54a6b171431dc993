"""bodymap: click where it hurts, see which muscles may be sending pain there.

The packages read as a sentence: *anatomy exists, atlas draws it, knowledge speaks of it, session marks it, matching weighs it,
report hands it over, ui shows it.* This module knows only its own version, and how Qt for Python must be
started; it must import nothing of ours.
"""

import os

# WORKAROUND for PySide6 6.11: it makes Qt's types when they are first used, and two threads that first use one at the same time end the
# process (tests/test_setup.py shows it). Plates are painted in threads, so all types are made at once; this costs 0.1 s. An own setting wins.
_LAZY = "PYSIDE6_OPTION_LAZY"
_IS_OWN = _LAZY in os.environ
os.environ.setdefault(_LAZY, "0")


def make_types_later() -> None:
    """Let Qt's types be made when they are first used: only for who makes all of them (`ui/qttypes.py`) before a thread starts. To be called before Qt is imported."""
    if not _IS_OWN:
        os.environ.pop(_LAZY, None)


__version__ = "0.1.0"
