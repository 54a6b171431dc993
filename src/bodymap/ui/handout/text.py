"""A handout as rich text for paper: HTML with named places for its pictures. Knows neither plates nor pages.

Lengths are 1/720 inch, a tenth of a typographer's point, so that rounding to whole units is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from bodymap.report.handout import Block, Chapter, Figure, Handout, Urgent
from bodymap.report.wording import STOP, Line
from bodymap.tongue import phrase, tr
from bodymap.ui.panel.about import ATTRIBUTION
from bodymap.ui.theme import LIGHT

PER_MM = 720 / 25.4
SMALL_FIGURE_MM = (34.0, 36.0)
FIGURE_MM = (114.0, 84.0)
WIDE_FIGURE_MM = (184.0, 74.0)
_BESIDE_MM = 6.0
_SIGN_MM = (6.5, 4.0)
_LEGEND_LETTERS, _SIGN_LETTERS = 118, 8
"""About how many letters a line of the legend holds, and how many a sign takes."""

Sign = tuple[str, str]
"""A sign of the legend and its words."""
SIGNS: tuple[Sign, ...] = (
    ("essential", phrase("pain felt by nearly everyone")),
    ("spillover", phrase("felt by some")),
    ("reported", phrase("reported by a few")),
    ("spot", phrase("where you said it hurts")),
    ("ghost", phrase("where it hurt before")),
    ("clear", phrase("no pain here")),
    ("cross", phrase("trigger point")),
)
"""In the client's words; each is printed where it occurs."""

_STYLE = f"""
body, p, li, td {{ font-size: 94px; color: {LIGHT.ink}; line-height: 118%; }}
p {{ margin: 0 0 30px 0; }}
.title {{ font-size: 190px; font-weight: 700; margin: 0; line-height: 104%; }}
.clinic {{ font-size: 120px; font-weight: 600; margin: 0; }}
.day {{ font-size: 98px; color: {LIGHT.quiet}; margin: 0; }}
.chapter {{ font-size: 150px; font-weight: 700; margin: 0; line-height: 108%; }}
.latin {{ font-size: 98px; color: {LIGHT.quiet}; margin: 0 0 40px 0; }}
.head {{ font-size: 138px; font-weight: 700; margin: 40px 0 36px 0; }}
.item {{ font-size: 108px; font-weight: 700; margin: 0 0 12px 0; }}
.label {{ font-weight: 600; }}
.legend {{ font-size: 80px; color: {LIGHT.ink}; margin: 40px 0 10px 0; line-height: 100%; }}
.small {{ font-size: 78px; line-height: 106%; margin: 0 0 10px 0; }}
.tiny {{ font-size: 68px; color: {LIGHT.quiet}; line-height: 110%; margin: 0 0 12px 0; }}
ol, ul {{ margin: 0 0 18px 0; -qt-list-indent: 0; margin-left: 130px; }}
li {{ margin: 0 0 4px 0; }}
.urgent {{ font-size: 90px; font-weight: 700; margin: 0 0 14px 0; }}
.question {{ font-size: 78px; line-height: 104%; margin: 0 0 8px 0; }}
"""


def style(factor: float) -> str:
    """Return the style sheet with all lengths times `factor`."""
    return re.sub(r"(\d+)px", lambda length: f"{round(int(length[1]) * factor)}px", _STYLE)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Width and height in units of each picture that can be drawn, by name."""

    figures: Mapping[Figure, tuple[float, float]]
    logo: tuple[float, float] | None = None


def names_of(handout: Handout) -> dict[str, Figure]:
    """Return the pictures of a handout by the names that the text gives them, in the order of the page."""
    found = [chapter.figure for chapter in handout.chapters] + [block.figure for block in handout.blocks]
    return {f"figure:{number}": figure for number, figure in enumerate(dict.fromkeys(each for each in found if each))}


def html_of(handout: Handout, sizes: Sizes, signs: Sequence[Sign]) -> str:
    """Return the page's text; a picture without a size is left out. `signs` are those that occur, for the legend."""
    names = {figure: name for name, figure in names_of(handout).items()}
    parts = [_top(handout, sizes)]
    parts += [_box(block) for block in handout.first]
    explained = next((chapter for chapter in handout.chapters if chapter.figure in sizes.figures), None)
    parts += [_chapter(chapter, sizes, names, signs if chapter is explained else ()) for chapter in handout.chapters]
    if handout.care:
        heads = [_head(tr("What you can do at home")), *[""] * len(handout.care)]
        parts += [_item(block, sizes, names, head) for block, head in zip(handout.care, heads, strict=False)]
    if handout.note:
        parts += [_head(tr("From your therapist")), *(f"<p>{_plain(each) or '&nbsp;'}</p>" for each in handout.note.split("\n"))]
    if handout.urgent:
        parts.append(_urgent(handout.urgent))
    parts += [f'<p class="small">{escape(each)}</p>' for each in handout.disclaimer]
    parts.append(_small_print(handout))
    return f"<body>{''.join(parts)}</body>"


def _top(handout: Handout, sizes: Sizes) -> str:
    logo = f'<img src="logo" width="{sizes.logo[0]:.0f}" height="{sizes.logo[1]:.0f}"/>' if sizes.logo else ""
    right = (f'<p class="clinic">{escape(handout.clinic)}</p>' if handout.clinic else "") + (
        f'<p class="day">{escape(handout.day)}</p>' if handout.day else ""
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr><td valign="middle"><p class="title">{escape(handout.title)}</p></td>'
        f'<td align="right" valign="middle">{right}</td>{f"<td width=1% align=right>{logo}</td>" if logo else ""}</tr></table>'
        + _gap()
    )


def _chapter(chapter: Chapter, sizes: Sizes, names: Mapping[Figure, str], signs: Sequence[Sign]) -> str:
    """Name, then the picture with the plain words beside it, then the legend."""
    head = f'<p class="chapter">{escape(chapter.title)}</p><p class="latin">{escape(chapter.also)}</p>'
    words = "".join(_words(block) for block in chapter.blocks)
    figure = _image(chapter.figure, sizes, names)
    if not figure or chapter.figure is None:
        return _whole(head + words)
    wide = sizes.figures[chapter.figure][0] + _BESIDE_MM * PER_MM
    legend = f'<p class="legend">{_legend(signs)}</p>' if signs else ""
    if wide > (FIGURE_MM[0] + _BESIDE_MM + 1) * PER_MM:
        return _whole(head + figure + legend + words)
    return _whole(
        f'{head}<table width="100%" cellspacing="0" cellpadding="0"><tr><td width="{wide:.0f}" valign="top">{figure}</td>'
        f'<td valign="top">{words}</td></tr></table>{legend}'
    )


def _legend(signs: Sequence[Sign]) -> str:
    """The signs with their words, broken into lines between signs only: a sign and its words stay together."""
    wide, tall = (side * PER_MM for side in _SIGN_MM)
    lines: list[list[str]] = []
    room = 0
    for sign, words in signs:
        room -= len(words) + _SIGN_LETTERS
        if room < 0 or not lines:
            lines.append([])
            room = _LEGEND_LETTERS - len(words) - _SIGN_LETTERS
        picture = f'<img src="sign:{sign}" width="{wide:.0f}" height="{tall:.0f}" align="middle"/>'
        lines[-1].append(f'{picture}&nbsp;{escape(words).replace(" ", "&nbsp;")}')
    return "<br/>".join(" &nbsp;&nbsp; ".join(line) for line in lines)


def _words(block: Block) -> str:
    return f'<p style="margin:0 0 30px 0"><span class="label">{escape(block.title)}.</span> {_inline(block.lines)}</p>{_steps_of(block.lines)}'


def _inline(lines: Iterable[Line]) -> str:
    return " ".join(_sentence(line) for line in lines if line.role != "step")


def _steps_of(lines: Iterable[Line]) -> str:
    steps = [line for line in lines if line.role == "step"]
    return f"<ol>{''.join(f'<li>{_plain(line.text)}</li>' for line in steps)}</ol>" if steps else ""


def _item(block: Block, sizes: Sizes, names: Mapping[Figure, str], head: str) -> str:
    figure = _image(block.figure, sizes, names)
    text = f'<p class="item">{escape(block.title)}</p>{"".join(_runs(block.lines))}'
    if not figure:
        return _whole(head + text)
    room = (SMALL_FIGURE_MM[0] + _BESIDE_MM / 2) * PER_MM
    return _whole(
        f'{head}<table width="100%" cellspacing="0" cellpadding="0"><tr>'
        f'<td valign="top">{text}</td><td width="{room:.0f}" align="right" valign="top">{figure}</td></tr></table>'
    )


def _runs(lines: Sequence[Line]) -> Iterator[str]:
    for role, group in groupby(lines, key=lambda line: line.role):
        found = list(group)
        between = "<br/>" if role == "label" else "</p><p>"
        yield _steps_of(found) if role == "step" else f"<p>{between.join(_sentence(line) for line in found)}</p>"


def _sentence(line: Line) -> str:
    if line.role != "label":
        return _plain(line.text)
    colon = "" if line.label == STOP else ":"
    return f'<span class="label">{escape(tr(line.label))}{colon}</span> {_plain(line.text)}'


def _box(block: Block) -> str:
    return _framed(f'<p class="item">{escape(block.title)}</p>{"".join(_runs(block.lines))}') + _gap()


def _urgent(groups: Sequence[Urgent]) -> str:
    cells = "".join(
        f'<td width="{100 // len(groups) - 3}%" valign="top"><p class="urgent">{escape(group.title)}</p>'
        + "".join(f'<p class="question">•&nbsp;{escape(question)}</p>' for question in group.questions)
        + '</td><td width="3%"></td>'
        for group in groups
    )
    question = tr("When to see a doctor now: if you would answer yes")
    title = f'<p class="item">{escape(question)}</p>'
    return f'{_gap()}{_framed(f"{title}<table width=100% cellspacing=35 cellpadding=0><tr>{cells}</tr></table>")}{_gap()}'


def _framed(html: str) -> str:
    """A box with one line round it."""
    return (
        '<table width="100%" cellspacing="0" cellpadding="60" border="12" '
        f'style="border-collapse:collapse; border-style:solid; border-color:{LIGHT.ink}"><tr><td>{html}</td></tr></table>'
    )


def _small_print(handout: Handout) -> str:
    sources = tr("Sources: {titles}.", titles="; ".join(handout.sources)) if handout.sources else ""
    made = tr("Body: {credits}; drawn anew by bodymap.", credits="; ".join(ATTRIBUTION))
    return "".join(f'<p class="tiny">{escape(each)}</p>' for each in (sources, made) if each)


def _whole(html: str) -> str:
    """A piece that is not cut between pages where a page can hold it: a table of one cell."""
    return f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-bottom:64px"><tr><td>{html}</td></tr></table>'


def _image(figure: Figure | None, sizes: Sizes, names: Mapping[Figure, str]) -> str:
    if figure is None or figure not in sizes.figures:
        return ""
    wide, tall = sizes.figures[figure]
    return f'<p style="margin:0; line-height:100%"><img src="{names[figure]}" width="{wide:.0f}" height="{tall:.0f}"/></p>'


def _head(text: str) -> str:
    return f'<p class="head">{escape(text)}</p>'


def _gap() -> str:
    return '<p style="font-size:36px; margin:0">&nbsp;</p>'


def _plain(text: str) -> str:
    """Typed text: escaped, with its own blanks kept and tabs made into four."""
    return escape(text.expandtabs(4)).replace("  ", "&nbsp; ")
