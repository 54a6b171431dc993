"""Where the user's settings and the window's arrangement are kept, and the plain table of either: enough for what is shown before anything else is loaded.

Knows no Qt and checks nothing: what can be used of a table say `setting` and `arrangement`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import platformdirs

_MOST_BYTES = 1_000_000


def settings_file() -> Path:
    """Return where the settings are kept; the file need not exist."""
    return Path(platformdirs.user_config_dir("bodymap", appauthor=False)) / "settings.json"


def arrangement_file() -> Path:
    """Return where the arrangement is kept; the file need not exist."""
    return Path(platformdirs.user_state_dir("bodymap", appauthor=False)) / "window.json"


def table(file: Path) -> dict[str, Any]:
    """Return what stands in `file`, nothing where it cannot be read: nobody needs to hear of it yet."""
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file.stat().st_size <= _MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
