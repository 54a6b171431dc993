"""The one file of the therapist's own: in the platform's place for data, for its owner alone, written whole.

Nothing in it is lost: a file that cannot be read, or only in parts, is put aside before another takes its place, and what another running
bodymap wrote meanwhile is merged and not overwritten.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QTimer

from bodymap.archive.folder import touch_private
from bodymap.errors import BodymapError, DataError
from bodymap.own import form
from bodymap.own.merge import merge
from bodymap.own.record import NOTHING, Own, set_dose
from bodymap.report import template as templates
from bodymap.report.output import write_whole

if TYPE_CHECKING:
    from bodymap.ui.state import State
    from bodymap.ui.window import Window


def own_file() -> Path:
    """Return where the therapist's own is kept; the file need not exist."""
    return Path(platformdirs.user_data_dir("bodymap", appauthor=False)) / "own.json"


class Keeper:
    """Reads and writes one file, and remembers what it read or wrote last."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or own_file()
        self._text = ""

    def load(self) -> tuple[Own, tuple[str, ...]]:
        """Return what the file holds, nothing where there is none, and one sentence for each thing in it that cannot be used."""
        try:
            self._text = read_text(self.file)
            own, problems = form.read(self._text, self.file) if self._text else (NOTHING, ())
        except BodymapError as error:
            own, problems = NOTHING, (f"{error}. It is kept as {self.file.name}.unread once you write anew.",)
        return own, problems

    def save(self, own: Own) -> Own:
        """Write `own` and return what stands in the file now: with what another bodymap wrote meanwhile. Raises `BodymapError`; the old file stays."""
        there = self._there()
        if there is None:
            self._put_aside()
        elif there and there != self._text:
            own = merge(own, form.read(there)[0])[0]
        text = form.compose(own)
        _make_folder(self.file.parent)
        touch_private(self.file)
        write_whole(self.file, text.encode("utf-8"))
        self._text = text
        return own

    def _there(self) -> str | None:
        """What the file holds now, empty where there is none; None where some of it cannot be used."""
        try:
            text = read_text(self.file)
            is_whole = not text or not form.read(text)[1]
        except BodymapError:
            return None
        return text if is_whole else None

    def _put_aside(self) -> None:
        try:
            self.file.replace(self.file.with_name(self.file.name + ".unread"))
        except OSError as error:
            raise DataError(f"cannot be put aside ({error.strerror})", file=self.file) from None


def keep_own(window: Window, keeper: Keeper | None = None) -> None:
    """Bring the therapist's own into a new window, and keep it from now on, each time it changes."""
    keeper = keeper or Keeper()

    def keep(before: State, after: State) -> None:
        if before.own == after.own:
            return
        try:
            kept = keeper.save(after.own)
        except BodymapError as error:
            window.tell((str(error),))
            return
        if kept != after.own:  # another bodymap wrote too; the screen is being drawn, so this comes after
            QTimer.singleShot(0, window, lambda: window.own.take(merge(window.store.state.own, kept)[0]))

    own, problems = keeper.load()
    window.store.begin_with(own)
    window.tell(problems)
    window.store.changed.connect(keep)
    try:
        window.store.begin_with(take_doses(own))
    except BodymapError as error:
        window.tell((str(error),))


def take_doses(own: Own) -> Own:
    """Return `own` with the doses that were kept in the handout's template before there was this file; they leave the template.

    Raises `BodymapError` where the template cannot be read or written.
    """
    template = templates.load()
    if not template.doses:
        return own
    for care, dose in template.doses.items():
        own = own if own.dose(care) else set_dose(own, care, dose)
    templates.save(template.model_copy(update={"doses": {}}))
    return own


def export(own: Own, out: Path) -> None:
    """Write `own` to a file that can be given away; raises `BodymapError`, and then nothing is there that was not before."""
    write_whole(out, form.compose(own).encode("utf-8"))


def load_other(file: Path) -> Own:
    """Return what another's file holds; raises `BodymapError` for anything wrong in it: of a stranger's file all is taken, or nothing."""
    text = read_text(file)
    if not text:
        raise DataError("is not there, or is empty", file=file)
    own, problems = form.read(text, file)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise BodymapError(f"{problems[0]}{more}. Nothing of it was taken.")
    return own


def read_text(file: Path) -> str:
    """Return the text of a file, empty where there is none; raises `DataError` where it is too large or cannot be read."""
    try:
        if file.stat().st_size > form.MOST_BYTES:
            raise DataError(f"is larger than {form.MOST_BYTES // 1_000_000} MB; no such file is", file=file)
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise DataError("is not text in UTF-8", file=file) from None
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", file=file) from None



def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be made ({error.strerror})", file=folder) from None
