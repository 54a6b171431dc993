"""How this process uses memory and time beneath its own code: large blocks go back to the system, nobody reads sources that are not asked for.

To be called once, before there is an application. What cannot be set here (another system, another Qt for Python) is left as it is.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import linecache
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""The names that glibc's `mallopt` has for what is set."""
_LARGE_BYTES, _ARENAS = 1 << 20, 2
"""What reckons outlines takes half a megabyte again and again: given back each time, it would be half as slow again."""
_TURN_S = 0.0005
"""So long a thread may hold the interpreter while the window's own waits: what loads behind it must not be felt in the hand."""


def be_lean() -> None:
    """Set what is measured in decision 10."""
    sys.setswitchinterval(_TURN_S)
    _give_large_blocks_back()
    _read_no_sources()


def look_for_garbage() -> None:
    """Look for garbage, as far back as Python itself would where as much is new; to be called again and again, from the window's thread alone.

    Python looks in whichever thread happens to make something. What Qt made would be let go there, while the window's thread still writes to it or has
    a timer of it: a text that painters let go ended in a crash of the window, some time later.
    """
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def give_back() -> None:
    """Let the system have what is free between the blocks in use; takes some three milliseconds."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _give_large_blocks_back() -> None:
    """Pictures of many megabytes come and go; glibc would keep what they took once they were freed, and so for each thread."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in ((_MMAP_THRESHOLD, _LARGE_BYTES), (_TRIM_THRESHOLD, 4 * _LARGE_BYTES), (_ARENA_MAX, _ARENAS)):
            mallopt(name, value)


def _read_no_sources() -> None:
    """WORKAROUND for PySide6 6.11: it reads and keeps the source of each module that is imported, to see whether the module uses PySide.

    It asks in order to know where `from __feature__ import …` may hold; nothing here uses that.
    """
    feature = sys.modules.get("PySide6.support.feature")
    asks = "_mod_uses_pyside"
    if feature is not None and hasattr(feature, asks):
        setattr(feature, asks, lambda _module: False)
        linecache.clearcache()
