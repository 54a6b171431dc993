"""The therapist's own in a backup: its file, the handout's template and logo go in as they lie there, and come out beside what is here, overwriting nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from bodymap.errors import BodymapError
from bodymap.own import form
from bodymap.own.merge import merge, sentence
from bodymap.own.record import NOTHING, Own
from bodymap.report import template as templates
from bodymap.report.output import write_whole
from bodymap.tongue import tr
from bodymap.ui.own.keeping import Keeper, make_folder, own_file

_OWN, _TEMPLATE = "own.json", "handout.toml"
_LOGOS = tuple(f"logo.{kind}" for kind in ("png", "jpg", "jpeg", "bmp", "gif", "webp", "svg"))
Papers = Mapping[str, bytes]


def gather() -> Papers:
    """Return what lies there now, byte for byte; what is not there, or cannot be read, is left out."""
    papers = {}
    files = [(_OWN, own_file()), (_TEMPLATE, templates.template_file())]
    with contextlib.suppress(BodymapError):
        logo = Path(templates.load().logo)
        files += [(name, logo) for name in _LOGOS if Path(name).suffix == logo.suffix.lower()]
    for name, file in files:
        with contextlib.suppress(OSError):
            if file.stat().st_size <= form.MOST_BYTES:
                papers[name] = file.read_bytes()
    return papers


def read_own(papers: Papers) -> tuple[Own, tuple[str, ...]]:
    """Return the therapist's own of a backup, and a sentence for what of it cannot be used."""
    try:
        text = papers.get(_OWN, b"").decode("utf-8")
        return form.read(text, f"{_OWN} of the backup") if text else (NOTHING, ())
    except UnicodeDecodeError:
        return NOTHING, (tr("{file} of the backup is not text.", file=_OWN),)
    except BodymapError as error:
        return NOTHING, (str(error),)


def taken(own: Own, papers: Papers) -> tuple[Own, str]:
    """Return `own` with what the backup's has beside it, and what that is, in words; no words where that is nothing."""
    theirs, problems = read_own(papers)
    merged, gain = merge(own, theirs)
    said = [*problems]
    if not gain.is_nothing or gain.other_doses or gain.too_long or gain.left_out:
        said.insert(0, tr("Your own: {what}", what=sentence(gain)))
    return merged, " ".join(said)


def take_template(papers: Papers) -> str:
    """Fill what the handout's template leaves as it ships from the backup's; return what was done in words, or why not."""
    if _TEMPLATE not in papers:
        return ""
    try:
        theirs = templates.parse(papers[_TEMPLATE].decode("utf-8", "replace"), Path(_TEMPLATE))
        mine = templates.load()
        if not mine.logo:
            theirs = _with_logo(theirs, papers)
        filled = templates.filled(mine, theirs)
        if filled == mine:
            return ""
        templates.save(filled)
    except BodymapError as error:
        return str(error)
    except OSError as error:
        return tr("The logo of the backup cannot be read again: {why}.", why=error.strerror or type(error).__name__)
    return tr("Your handout’s template is filled from the backup.")


def _with_logo(theirs: templates.Template, papers: Papers) -> templates.Template:
    """The template with the backup's logo put beside the therapist's own, where the logo's file of then is not here."""
    name = next((each for each in _LOGOS if each in papers), None)
    if name is None or not theirs.logo or Path(theirs.logo).is_file():
        return theirs
    place = own_file().with_name(name)
    if not place.exists():
        make_folder(place.parent)
        write_whole(place, papers[name])
    return theirs.model_copy(update={"logo": str(place)}) if place.read_bytes() == papers[name] else theirs


def bring(papers: Papers) -> str:
    """Take the papers of a backup into the files that lie here, without a window; return what was done in words. Raises `BodymapError`."""
    keeper = Keeper()
    own, problems = keeper.load()
    merged, said = taken(own, papers)
    if merged != own:
        keeper.save(merged)
    return " ".join(each for each in (*problems, said, take_template(papers)) if each)
