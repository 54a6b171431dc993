"""The short words that records and sessions use as values and the screen shows as they are (a side, a layer, how often), marked for translation.

`word` says such a value; `VOCABULARY` is for the extraction, which sees only what is written out, and for the test that none is missing.
"""

from __future__ import annotations

from bodymap.tongue import phrase, tr

VOCABULARY = (
    *(phrase("left"), phrase("right"), phrase("midline")),
    *(phrase("skin"), phrase("superficial"), phrase("intermediate"), phrase("deep"), phrase("bone")),
    *(phrase("often"), phrase("sometimes"), phrase("rarely")),
    *(phrase("essential"), phrase("spillover"), phrase("reported"), phrase("unexplained"), phrase("your own zone")),
    *(phrase("all of it"), phrase("most of it"), phrase("part of it"), phrase("its edge")),
    *(phrase("thin"), phrase("medium"), phrase("thick")),
    *(phrase("muscle"), phrase("joint"), phrase("nerve root"), phrase("nerve"), phrase("organ"), phrase("vessel"), phrase("bursa")),
    *(phrase("tendon"), phrase("syndrome"), phrase("complaint"), phrase("condition"), phrase("place"), phrase("structure")),
    *(phrase("antagonist"), phrase("synergist"), phrase("satellite of"), phrase("compensates for"), phrase("refers into")),
    *(phrase("overloaded by"), phrase("inhibited by"), phrase("retrain after")),
    *(phrase("movement"), phrase("strength"), phrase("length"), phrase("palpation")),
    *(phrase("constant"), phrase("comes and goes")),
)


def word(value: str) -> str:
    """Return a value of a record in the reader's language.

    >>> word("nerve-root")
    'nerve root'
    """
    return tr(value.replace("-", " "))
