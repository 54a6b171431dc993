"""A handout as rich text for paper: HTML with named places for its pictures. Knows neither plates nor pages.

Lengths are 1/720 inch, a tenth of a typographer's point, so that rounding to whole units is never seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from bodymap.report.handout import Block, Chapter, Figure, Handout, Urgent
from bodymap.report.wording import STOP, Line
from bodymap.tongue import phrase, tr
from bodymap.ui.handout.band import Band
from bodymap.ui.handout.fit import Fit
from bodymap.ui.panel.about import ATTRIBUTION
from bodymap.ui.theme import LIGHT

PER_MM = 720 / 25.4
SMALL_FIGURE_MM = (38.0, 34.0)
FIGURE_MM = (114.0, 84.0)
WIDE_FIGURE_MM = (186.0, 74.0)
_GAP_MM = 8.0
_BESIDE_MM = 6.0
_SIGN_MM = (6.5, 4.0)
_QUESTION_LETTERS = 48
"""About how many letters a line of a question holds."""
_BODY_PX = 105
_PIECE_PX = 64
_LETTER, _ROW = 0.46, 1.22
"""About how wide a letter is and how tall a line, as shares of the body text's size."""
_STEP_AIR, _PIECE_AIR = 8.0, 30.0
_LEGEND_LETTERS, _SIGN_LETTERS = 138, 8
"""About how many letters a line of the legend holds, and how many a sign takes."""

Sign = tuple[str, str]
"""A sign of the legend and its words."""
SIGNS: tuple[Sign, ...] = (
    ("essential", phrase("pain felt by nearly everyone")),
    ("spillover", phrase("felt by some")),
    ("own", phrase("felt here too, your therapist has found")),
    ("reported", phrase("reported by a few")),
    ("spot", phrase("where you said it hurts")),
    ("ghost", phrase("where it hurt before")),
    ("clear", phrase("no pain here")),
    ("cross", phrase("trigger point")),
    ("own-cross", phrase("your therapist’s own point")),
)
"""In the client's words; each is printed where it occurs."""

_STYLE = f"""
body, p, li, td {{ font-size: {_BODY_PX}px; color: {LIGHT.ink}; line-height: LEADING%; }}
p {{ margin: 0 0 30px 0; }}
.title {{ font-size: 190px; font-weight: 700; margin: 0; line-height: 104%; }}
.clinic {{ font-size: 120px; font-weight: 600; margin: 0; }}
.day {{ font-size: 104px; color: {LIGHT.quiet}; margin: 0; }}
.chapter {{ font-size: 150px; font-weight: 700; margin: 0 0 36px 0; line-height: 108%; }}
.latin {{ font-size: 104px; font-weight: 400; color: {LIGHT.quiet}; }}
.column {{ font-size: 130px; font-weight: 700; margin: 0; line-height: 104%; }}
.book {{ font-size: 100px; color: {LIGHT.quiet}; margin: 0 0 30px 0; }}
.head {{ font-size: 138px; font-weight: 700; margin: 40AIR 0 36AIR 0; }}
.item {{ font-size: 114px; font-weight: 700; margin: 0 0 12px 0; }}
.label {{ font-weight: 600; }}
.legend {{ font-size: 84px; color: {LIGHT.ink}; margin: 40px 0 10px 0; line-height: 100%; }}
.small {{ font-size: 82px; line-height: 106%; margin: 0 0 10px 0; }}
.tiny {{ font-size: 72px; color: {LIGHT.quiet}; line-height: 110%; margin: 0 0 12px 0; }}
.step {{ margin: 0 0 8px 0; }}
.urgent {{ font-size: 100px; font-weight: 700; margin: 0; }}
.question {{ font-size: 92px; line-height: 106%; margin: 0 0 10px 0; }}
"""


def style(fit: Fit) -> str:
    """Return the style sheet with letters, lines and headings as `fit` has them."""
    sized = re.sub(r"(\d+)px", lambda length: f"{round(int(length[1]) * fit.letters)}px", _STYLE)
    aired = re.sub(r"(\d+)AIR", lambda length: f"{round(int(length[1]) * fit.air)}px", sized)
    return aired.replace("LEADING%", f"{round(fit.leading * 100)}%")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Width and height in units of each picture that can be drawn, by name."""

    figures: Mapping[Figure, tuple[float, float]]
    logo: tuple[float, float] | None = None
    fit: Fit = field(default_factory=Fit)
    width_mm: float = WIDE_FIGURE_MM[0]
    """How wide the page's text is."""


def names_of(handout: Handout) -> dict[str, Figure]:
    """Return the pictures of a handout by the names that the text gives them, in the order of the page."""
    found = [chapter.figure for chapter in handout.chapters] + [block.figure for block in handout.blocks]
    return {f"figure:{number}": figure for number, figure in enumerate(dict.fromkeys(each for each in found if each))}


def html_of(handout: Handout, sizes: Sizes, signs: Sequence[Sign], bands: Sequence[Band]) -> str:
    """Return the page's text; a picture without a size is left out. `signs` are those that occur, for the legend; `bands` holds the care."""
    parts = [html_before_care(handout, sizes, signs)]
    parts += [_band(handout, sizes, band, is_first=number == 0) for number, band in enumerate(bands)]
    return f"<body>{''.join((*parts, *html_after_care(handout, sizes)))}</body>"


def html_after_care(handout: Handout, sizes: Sizes) -> tuple[str, ...]:
    """Return the pieces that stand below the care: the note, when to see a doctor, the small print."""
    note, doctor = "", ""
    if handout.note:
        first, *others = (f"<p>{_plain(each) or '&nbsp;'}</p>" for each in handout.note.split("\n"))
        note = _whole(_head(tr("From your therapist")) + first, sizes.fit) + "".join(others)
    if handout.urgent and not sizes.fit.doctor_first:
        doctor = _urgent(handout.urgent)
    small = "".join(f'<p class="small">{escape(each)}</p>' for each in handout.disclaimer) + _small_print(handout)
    return tuple(each for each in (note, doctor, small) if each)


def html_before_care(handout: Handout, sizes: Sizes, signs: Sequence[Sign]) -> str:
    """Return what stands above the care."""
    names = {figure: name for name, figure in names_of(handout).items()}
    explained = next((chapter for chapter in handout.chapters if chapter.figure in sizes.figures), None)
    parts = [_top(handout, sizes), *(_box(block) for block in handout.first)]
    if sizes.fit.is_abreast:
        parts.append(_abreast(handout.chapters, sizes, names, signs))
    else:
        parts += [_chapter(chapter, sizes, names, signs if chapter is explained else ()) for chapter in handout.chapters]
    if handout.urgent and sizes.fit.doctor_first:
        parts.append(_urgent(handout.urgent))
    return "".join(parts)


def html_of_care_head(handout: Handout) -> str:
    """Return the title of the care, and what holds for all of it."""
    head = _head(tr("What you can do at home"))
    if not handout.for_all:
        return head
    title = escape(tr("For all of these"))
    return f'{head}<p class="item">{title}</p>{"".join(_runs(handout.for_all))}{_gap(12)}'


def _top(handout: Handout, sizes: Sizes) -> str:
    logo = f'<img src="logo" width="{sizes.logo[0]:.0f}" height="{sizes.logo[1]:.0f}"/>' if sizes.logo else ""
    right = (f'<p class="clinic">{escape(handout.clinic)}</p>' if handout.clinic else "") + (
        f'<p class="day">{escape(handout.day)}</p>' if handout.day else ""
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr><td valign="middle"><p class="title">{escape(handout.title)}</p></td>'
        f'<td align="right" valign="middle">{right}</td>{f"<td width=1% align=right>&nbsp;{logo}</td>" if logo else ""}</tr></table>'
        + _rule()
    )


def _chapter(chapter: Chapter, sizes: Sizes, names: Mapping[Figure, str], signs: Sequence[Sign]) -> str:
    """Name, then the picture with the plain words beside it, then the legend."""
    head = f'<p class="chapter">{escape(chapter.title)} <span class="latin">&nbsp; {escape(chapter.also)}</span></p>'
    words = "".join(_words(block) for block in chapter.blocks)
    figure = _image(chapter.figure, sizes, names)
    if not figure or chapter.figure is None:
        return _whole(head + words, sizes.fit)
    wide = sizes.figures[chapter.figure][0] + _BESIDE_MM * PER_MM
    legend = f'<p class="legend">{_legend(signs)}</p>' if signs else ""
    if wide > (FIGURE_MM[0] + _BESIDE_MM + 1) * PER_MM:
        return _whole(head + figure + legend + words, sizes.fit)
    return _whole(
        f'{head}<table width="100%" cellspacing="0" cellpadding="0"><tr><td width="{wide:.0f}" valign="top">{figure}</td>'
        f'<td valign="top">{words}</td></tr></table>{legend}',
        sizes.fit,
    )


def _abreast(chapters: Sequence[Chapter], sizes: Sizes, names: Mapping[Figure, str], signs: Sequence[Sign]) -> str:
    """The chapters beside each other: names, pictures and words each in a row of their own, so that they begin at one height; then the legend."""
    wide, air = (round(each * PER_MM) for each in (column_mm(sizes.width_mm, len(chapters)), _GAP_MM))

    def row(cells: Iterable[str]) -> str:
        return "<tr>" + f'<td width="{air}"></td>'.join(f'<td width="{wide}" valign="top">{cell}</td>' for cell in cells) + "</tr>"

    heads = (f'<p class="column">{escape(each.title)}</p><p class="book">{escape(each.also)}</p>' for each in chapters)
    rows = (heads, (_image(each.figure, sizes, names) for each in chapters), (_gap(24) + "".join(map(_words, each.blocks)) for each in chapters))
    legend = f'<p class="legend">{_legend(signs)}</p>' if signs else ""
    return _whole(f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(map(row, rows))}</table>{legend}', sizes.fit)


def column_mm(width_mm: float, count: int) -> float:
    """Return how wide one of so many columns is, on a page of which so much is text.

    >>> column_mm(186, 1), column_mm(186, 2), round(column_mm(186, 3), 1)
    (186.0, 89.0, 56.7)
    """
    return (width_mm - _GAP_MM * (count - 1)) / count


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
    return _numbered(steps) if steps else ""


def _numbered(steps: Sequence[Line], start: int = 1) -> str:
    return _hanging([(f"{number}.", _plain(line.text)) for number, line in enumerate(steps, start=start)], "step")


def _hanging(rows: Sequence[tuple[str, str]], style_class: str) -> str:
    """Numbers or dots in a column of their own, so that every line of what follows begins at one edge."""
    cells = "".join(
        f'<tr><td width="120" valign="top"><p class="{style_class}">{mark}</p></td><td valign="top"><p class="{style_class}">{text}</p></td></tr>'
        for mark, text in rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-bottom:16px">{cells}</table>'


def _band(handout: Handout, sizes: Sizes, band: Band, *, is_first: bool) -> str:
    """Cards in two columns, or one as wide as the page; the first with the title of them all."""
    head = html_of_care_head(handout) if is_first else ""
    cards = handout.cards
    columns = ["".join(html_of_card(handout, cards[each], sizes, is_wide=not band.right) for each in column) for column in (band.left, band.right)]
    if not band.right:
        return _whole(head + columns[0], sizes.fit)
    wide = round(column_mm(sizes.width_mm, 2) * PER_MM)
    cells = f'<td width="{wide}" valign="top">{columns[0]}</td><td></td><td width="{wide}" valign="top">{columns[1]}</td>'
    return _whole(f'{head}<table width="100%" cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>', sizes.fit)


def html_of_card(handout: Handout, block: Block, sizes: Sizes, *, is_wide: bool) -> str:
    """Return one thing to do, in a column or as wide as the page: its picture beside the words; in a column beside the first lines, the others below."""
    names = {figure: name for name, figure in names_of(handout).items()}
    figure = _image(block.figure, sizes, names)
    title = f'<p class="item">{escape(block.title)}</p>'
    if not figure:
        return f"{title}{''.join(_runs(block.lines))}{_gap()}"
    wide, tall = sizes.figures[block.figure] if block.figure else (0.0, 0.0)
    room = wide + _BESIDE_MM / 2 * PER_MM
    narrow = column_mm(sizes.width_mm, 2) * PER_MM - room
    cut = len(block.lines) if is_wide else _lines_beside(block.lines, tall, narrow, _BODY_PX * sizes.fit.letters, sizes.fit.leading)
    done = sum(line.role == "step" for line in block.lines[:cut])
    beside, below = "".join(_runs(block.lines[:cut])), "".join(_runs(block.lines[cut:], done + 1))
    return (
        f'{title}<table width="100%" cellspacing="0" cellpadding="0"><tr><td valign="top">{beside}</td>'
        f'<td width="{room:.0f}" align="right" valign="top">{figure}</td></tr></table>{below}{_gap()}'
    )


def _lines_beside(lines: Sequence[Line], tall: float, wide: float, letter_px: float, leading: float) -> int:
    """How many lines stand in the width beside a picture so tall, before the text goes on under it over the whole width."""
    letters, row = max(wide / (_LETTER * letter_px), 1.0), _ROW * leading * letter_px
    used = 0.0
    for number, line in enumerate(lines):
        rows = math.ceil((len(line.label) + len(line.text)) / letters)
        if used + rows * row / 2 > tall:
            return number
        used += rows * row + (_STEP_AIR if line.role == "step" else _PIECE_AIR)
    return len(lines)


def _runs(lines: Sequence[Line], start: int = 1) -> Iterator[str]:
    for role, group in groupby(lines, key=lambda line: line.role):
        found = list(group)
        between = "<br/>" if role == "label" else "</p><p>"
        yield _numbered(found, start) if role == "step" else f"<p>{between.join(_sentence(line) for line in found)}</p>"


def _sentence(line: Line) -> str:
    if line.role != "label":
        return _plain(line.text)
    colon = "" if line.label == STOP else ":"
    return f'<span class="label">{escape(tr(line.label))}{colon}</span> {_plain(line.text)}'


def _box(block: Block) -> str:
    return _framed(f'<p class="item">{escape(block.title)}</p>{"".join(_runs(block.lines))}') + _gap()


def _urgent(groups: Sequence[Urgent]) -> str:
    """Each group's questions in two columns of much the same height under its title."""
    question = tr("When to see a doctor now: if you would answer yes")
    parts = "".join(_group(group) for group in groups)
    return f'{_gap()}{_framed(f"""<p class="item">{escape(question)}</p>{parts}""")}{_gap()}'


def _group(group: Urgent) -> str:
    rows = [("•", escape(question)) for question in group.questions]
    lengths = [-(-len(question) // _QUESTION_LETTERS) for question in group.questions]
    cut = min(range(1, len(rows) + 1), key=lambda each: (max(sum(lengths[:each]), sum(lengths[each:])), each))
    columns = [_hanging(each, "question") if each else "" for each in (rows[:cut], rows[cut:])]
    return (
        f'<p class="urgent">{escape(group.title)}</p><table width="100%" cellspacing="0" cellpadding="0"><tr>'
        f'<td width="47%" valign="top">{columns[0]}</td><td width="6%"></td><td width="47%" valign="top">{columns[1]}</td></tr></table>'
    )


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


def _whole(html: str, fit: Fit) -> str:
    """A piece that is not cut between pages where a page can hold it: a table of one cell."""
    return f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-bottom:{round(_PIECE_PX * fit.air)}px"><tr><td>{html}</td></tr></table>'


def _image(figure: Figure | None, sizes: Sizes, names: Mapping[Figure, str]) -> str:
    if figure is None or figure not in sizes.figures:
        return ""
    wide, tall = sizes.figures[figure]
    return f'<p style="margin:0; line-height:100%"><img src="{names[figure]}" width="{wide:.0f}" height="{tall:.0f}"/></p>'


def _head(text: str) -> str:
    return f'<p class="head">{escape(text)}</p>'


def _rule() -> str:
    """A thin line across the page."""
    return f'{_gap(10)}<table width="100%" cellspacing="0" cellpadding="0"><tr><td bgcolor="{LIGHT.strong_line}" style="font-size:1px">{_gap(4)}</td></tr></table>{_gap(24)}'


def _gap(size: int = 36) -> str:
    return f'<p style="font-size:{size}px; line-height:100%; margin:0">&nbsp;</p>'


def _plain(text: str) -> str:
    """Typed text: escaped, with its own blanks kept and tabs made into four."""
    return escape(text.expandtabs(4)).replace("  ", "&nbsp; ")
