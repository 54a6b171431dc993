"""bodymap: click where it hurts, see which muscles may be sending pain there.

The packages read as a sentence: *anatomy exists, atlas draws it, knowledge speaks of it, session marks it, matching weighs it,
report hands it over, ui shows it.* This module knows only its own version, and how Qt for Python must be
started; it must import nothing of ours.
"""

import os

# WORKAROUND for PySide6 6.11: it makes Qt's types when they are first used, and two threads that first use one at the same time end the
# process (tests/test_setup.py shows it). Plates are painted in threads, so all types are made at once; this costs 0.1 s. An own setting wins.
os.environ.setdefault("PYSIDE6_OPTION_LAZY", "0")

__version__ = "0.1.0"
