"""The one file of the therapist's own: in the platform's place for data, for its owner alone, written whole.

Nothing in it is lost: a file that cannot be read, or only in parts, is put aside before another takes its place, and what another running
bodymap did meanwhile is kept and not overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from bodymap.archive.folder import touch_private
from bodymap.errors import BodymapError, DataError
from bodymap.own import form
from bodymap.own.meanwhile import Meanwhile
from bodymap.own.record import MOST_DOSE, NOTHING, Own, cleaned, set_dose
from bodymap.report import template as templates
from bodymap.report.output import write_whole
from bodymap.ui.keeping import place_aside, put_aside

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
        self._is_whole = False

    def load(self) -> tuple[Own, tuple[str, ...]]:
        """Return what the file holds, nothing where there is none, and one sentence for each thing in it that cannot be used."""
        try:
            self._text = read_text(self.file)
            own, problems = form.read(self._text, self.file) if self._text else (NOTHING, ())
        except BodymapError as error:
            own, problems = NOTHING, (f"{error}. It is kept as {place_aside(self.file).name} once you write anew.",)
        self._is_whole = not problems
        return own, problems

    def save(self, own: Own) -> Meanwhile:
        """Write `own` together with what another bodymap did meanwhile, and return that. Raises `BodymapError`; the old file stays."""
        there = self._there()
        meanwhile = Meanwhile(_known(self._text), _known(there)) if there and there != self._text else Meanwhile()
        text = form.compose_readable(meanwhile.into(own))
        if there is None:
            put_aside(self.file)
        if text != there:
            make_folder(self.file.parent)
            touch_private(self.file)
            write_whole(self.file, text.encode("utf-8"))
        self._text, self._is_whole = text, True
        return meanwhile

    def _there(self) -> str | None:
        """What the file holds now, empty where there is none; None where some of it cannot be used."""
        try:
            text = read_text(self.file)
            is_whole = not text or (self._is_whole and text == self._text) or not form.read(text)[1]
        except BodymapError:
            return None
        return text if is_whole else None


def _known(text: str) -> Own:
    """What can be used of a text that was read before."""
    try:
        return form.read(text)[0] if text else NOTHING
    except BodymapError:
        return NOTHING


def keep_own(window: Window, keeper: Keeper | None = None) -> None:
    """Bring the therapist's own into a new window, and keep it from now on, each time it changes."""
    from PySide6.QtCore import QTimer

    keeper = keeper or Keeper()
    waiting: list[Meanwhile] = []
    """What another bodymap did, from when it was seen until it is on the screen."""

    def keep(before: State, after: State) -> None:
        if before.own == after.own:
            return
        try:
            meanwhile = keeper.save(_with(after.own, waiting))
        except BodymapError as error:
            window.tell((str(error),))
            return
        if not meanwhile.is_nothing:
            waiting.append(meanwhile)
            QTimer.singleShot(0, window, take)  # the screen is being drawn

    def take() -> None:
        there, waiting[:] = tuple(waiting), ()
        if there:
            window.store.carry(lambda own: _with(own, there))

    own, problems = keeper.load()
    window.store.begin_with(own)
    window.tell(problems)
    try:
        window.store.begin_with(take_doses(own, keeper))
    except BodymapError as error:
        window.tell((str(error),))
    window.store.changed.connect(keep)


def _with(own: Own, waiting: Iterable[Meanwhile]) -> Own:
    for each in waiting:
        own = each.into(own)
    return own


def take_doses(own: Own, keeper: Keeper) -> Own:
    """Return `own` with the doses that were kept in the handout's template before there was this file; each leaves the template once it is in the
    file, whole.

    Raises `BodymapError` where the template cannot be read, or either cannot be written.
    """
    template = templates.load()
    if not template.doses:
        return own
    for care, dose in template.doses.items():
        own = own if own.dose(care) else set_dose(own, care, dose)
    own = form.read(form.compose(own))[0]
    own = keeper.save(own).into(own)
    left = {care: dose for care, dose in template.doses.items() if not own.dose(care) or len(cleaned(dose)) > MOST_DOSE}
    if left != template.doses:
        templates.save(template.model_copy(update={"doses": left}))
    return own


def export(own: Own, out: Path) -> None:
    """Write `own` to a file that can be given away; raises `BodymapError`, and then nothing is there that was not before."""
    write_whole(out, form.compose_readable(own).encode("utf-8"))


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


def make_folder(folder: Path) -> None:
    """Make a folder for a file of the therapist's own; raises `DataError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be made ({error.strerror})", file=folder) from None
