"""What a client is called: any text, cleaned of what no database keeps, and compared as people compare names."""

from __future__ import annotations

import unicodedata


def clean(name: str) -> str:
    r"""Return the name on one line: control characters and runs of blanks become one blank, none stands at its ends.

    >>> clean("  Anna\n  Ruiz ")
    'Anna Ruiz'
    """
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in name)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def identity(name: str) -> str:
    """Return what makes two names the same client: all but case. Weiss is not Weiß, and René is not Rene.

    >>> identity("anna ruiz") == identity(" Anna Ruiz")
    True
    """
    return clean(name).lower()


def fold(name: str) -> str:
    """Return what a search compares: no case, no accents.

    >>> fold("Zoë  STRAßE") == fold("zoe strasse")
    True
    """
    bare = unicodedata.normalize("NFKD", clean(name).casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def matches(query: str, name: str) -> bool:
    """Whether each word of the query stands somewhere in the name; an empty query matches all.

    >>> matches("ru an", "Anna Ruiz"), matches("bert", "Anna Ruiz")
    (True, False)
    """
    folded = fold(name)
    return all(word in folded for word in fold(query).split())
