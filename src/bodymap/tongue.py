"""The words a person reads, in that person's language: `tr` marks a text and says it as the translator in place says it.

English is written where it is used, so that the code reads as the screen does. `pyside6-lupdate` finds every ``tr("…")`` and ``phrase("…")``
(see docs/translating.md); a table of constants writes `phrase`, and whoever shows the constant writes ``tr(it)``. Qt-free: the window puts the
translator in place. What comes from data/ does not pass here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Translator = Callable[[str, str, int], str]
"""From an English text, its plural (or nothing) and the number (or -1), the text to show; nothing where it knows none."""


def english(text: str, many: str = "", n: int = -1) -> str:
    """Return the English itself: `many` where there is one and `n` is not 1."""
    return many if many and n != 1 else text


_speaking: list[Translator] = [english]


def tr(text: str, many: str = "", /, **values: object) -> str:
    """Return `text` in the language in place, with `values` put in; `many` is the English for every `n` but 1.

    >>> tr("{n} area", "{n} areas", n=1), tr("{n} area", "{n} areas", n=3)
    ('1 area', '3 areas')
    >>> tr("On the {side} side", side="left"), tr("100 %")
    ('On the left side', '100 %')
    """
    if not text:
        return ""
    number = values.get("n")
    n = number if isinstance(number, int) else -1
    shown = _speaking[-1](text, many, n) or english(text, many, n)
    return _filled(shown, english(text, many, n), values) if values else shown


def phrase(text: str) -> str:
    """Return `text` as it is, marked for the translator: for constants, whose reader calls `tr`."""
    return text


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    >>> listed(["skin", "muscle", "bone"]), listed(["skin"])
    ('skin, muscle and bone', 'skin')
    """
    return tr("{most} and {last}", most=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def speak(translator: Translator = english) -> None:
    """Put `translator` in place for all that is said from now on; without one, English."""
    _speaking[:] = [translator]


def _filled(shown: str, original: str, values: dict[str, object]) -> str:
    """Return the text with its values; a translation that names a value nobody has gives way to the English."""
    try:
        return shown.format(**values)
    except (KeyError, IndexError, ValueError):
        return original.format(**values)
