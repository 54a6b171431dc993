"""A pseudo-language as proof: every text that went through `tr` stands in brackets, accented and about a third longer; what stays plain was missed.

Values in braces, markup and line ends stay as they are.
"""

from __future__ import annotations

import re

from bodymap.tongue import english

OPEN, CLOSE = "⟦", "⟧"
_PLAIN = "ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz"
_ACCENTED = "ÀßĆÐÉĜĤÎĴĶĹÑÖŔŠŤÛŴÝŽàƀćđéĝĥîĵķĺñöŕšťûŵýž"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;|\n)")
_LONGER = 0.3


def pseudo(text: str, many: str = "", n: int = -1) -> str:
    """Return the English in the pseudo-language.

    >>> pseudo("Undo")
    '⟦Ûñđö~⟧'
    >>> pseudo("{n} area", "{n} areas", 2)
    '⟦{n} àŕéàš~~⟧'
    """
    said = english(text, many, n)
    if not any(sign.isalpha() for sign in said):
        return said
    letters = "".join(part if index % 2 else part.translate(_TABLE) for index, part in enumerate(_KEPT.split(said)))
    length = sum(len(part) for part in _KEPT.split(said)[::2])
    return f"{OPEN}{letters}{'~' * max(round(length * _LONGER), 1)}{CLOSE}"


def plain_rest(text: str) -> str:
    """Return what of a shown text did not go through the pseudo-language: all outside the brackets.

    >>> plain_rest("⟦Ûñđö~⟧ all")
    ' all'
    """
    rest, depth = [], 0
    for sign in text:
        depth += sign == OPEN
        if depth == 0:
            rest.append(sign)
        depth -= sign == CLOSE
    return "".join(rest)
