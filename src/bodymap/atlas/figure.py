"""The figures that are shipped, and where each one's files lie. The first is the reference body; others were warped from it."""

from pathlib import Path

from bodymap.errors import UnknownNameError
from bodymap.shipped import assets_dir, data_dir

FIGURES = ("male", "female")
FIRST = "male"
"""The body in whose plate millimetres sessions are kept."""


def known(figure: str) -> str:
    """Return the figure's name; raises `UnknownNameError` with the nearest names for any other."""
    if figure not in FIGURES:
        raise UnknownNameError("figure", figure, FIGURES)
    return figure


def plates(figure: str) -> Path:
    """Return the folder of a figure's plates."""
    return _own(assets_dir() / "svg", figure)


def overlays(figure: str) -> Path:
    """Return the folder of what can be laid over a figure's plates."""
    return _own(assets_dir() / "overlay", figure)


def stacks(figure: str) -> Path:
    """Return the folder of a figure's stacks."""
    return _own(assets_dir() / "stack", figure)


def tables(figure: str, data: Path | None = None) -> Path:
    """Return the folder of a figure's landmarks, cells, addresses and muscle coordinates, below a data folder (the shipped one)."""
    return _own((data or data_dir()) / "body", figure)


def shipped() -> tuple[str, ...]:
    """Return the figures whose plates are there; an installation may do without the second."""
    return tuple(figure for figure in FIGURES if figure == FIRST or plates(figure).is_dir())


def _own(folder: Path, figure: str) -> Path:
    return folder if known(figure) == FIRST else folder / figure
