"""A home that is thrown away: tests, walks and measurements neither read nor write what is the user's. Knows neither Qt nor the app."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def variables(folder: Path) -> dict[str, str]:
    """Return the environment in which settings, cache, archive and all else lie below `folder`, and no server and no language is named."""
    own = {name: str(folder / name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return {**own, "BODYMAP_ARCHIVE": str(folder / "archive"), "BODYMAP_SERVER": "", "BODYMAP_LANGUAGE": ""}


@contextmanager
def thrown_away() -> Iterator[Path]:
    """Let this process, and those that it starts, live in a home of its own until the end; then all is as it was."""
    with tempfile.TemporaryDirectory(prefix="bodymap-home-") as folder:
        own = variables(Path(folder))
        before = {name: os.environ[name] for name in own if name in os.environ}
        os.environ.update(own)
        try:
            yield Path(folder)
        finally:
            for name in own:
                os.environ.pop(name, None)
            os.environ.update(before)
