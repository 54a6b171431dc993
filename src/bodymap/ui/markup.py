"""Small pieces of rich text for the card, escaped once and for all. Knows no widgets and no records.

Each function returns one HTML fragment; `style` returns the matching style sheet of the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bodymap.ui.theme import Theme


def style(theme: Theme, *, large: bool = False) -> str:
    """Return the document's style sheet; `large` is the client's view."""
    body = 18 if large else 15
    quiet = 13
    return f"""
    body, p, li, td {{ font-size: {body}px; color: {theme.ink}; line-height: 118%; }}
    p {{ margin: 0 0 7px 0; }}
    .head {{ font-size: {body + 2}px; font-weight: 700; margin: 14px 0 5px 0; }}
    .subhead {{ font-weight: 600; margin: 9px 0 2px 0; }}
    .source {{ font-size: {quiet - 1}px; color: {theme.quiet}; margin: 0 0 9px 0; }}
    .quiet {{ color: {theme.quiet}; font-size: {quiet}px; }}
    .label {{ color: {theme.quiet}; font-size: {quiet}px; }}
    .alert {{ background-color: {theme.alert}; }}
    .danger {{ background-color: {theme.danger}; }}
    .soft {{ background-color: {theme.accent_soft}; }}
    ol, ul {{ margin: 2px 0 8px 0; -qt-list-indent: 0; margin-left: 20px; }}
    li {{ margin-bottom: 4px; }}
    .way {{ margin-top: 7px; }}
    a {{ color: {theme.accent}; text-decoration: none; font-weight: 600; }}
    """


def heading(text: str) -> str:
    """A section's heading."""
    return f'<p class="head">{escape(text)}</p>'


def subheading(text: str) -> str:
    """A heading inside a section."""
    return f'<p class="subhead">{escape(text)}</p>'


def paragraph(text: str) -> str:
    """Plain text."""
    return f"<p>{escape(text)}</p>"


def quiet(text: str) -> str:
    """Text that stands back."""
    return f'<p class="quiet">{escape(text)}</p>'


def labelled(label: str, text: str) -> str:
    """``Position  Client on the side``: a quiet label and its text, one line where it fits."""
    return f'<p><span class="label">{escape(label)}&nbsp;&nbsp;</span>{escape(text)}</p>'


def steps(lines: Iterable[str]) -> str:
    """A numbered list; empty for none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ol>{items}</ol>" if items else ""


def bullets(lines: Iterable[str]) -> str:
    """A list; empty for none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def box(kind: str, title: str, text: str) -> str:
    """A tinted box (`alert`, `danger` or `soft`) with a bold first line."""
    head = f"<b>{escape(title)}</b><br/>" if title else ""
    return f'<table width="100%" cellpadding="9" cellspacing="0"><tr><td class="{kind}">{head}{escape(text)}</td></tr></table><p></p>'


def own_box(title: str, body: str) -> str:
    """The therapist's own words in a tinted box; both are rich text already."""
    return f'<table width="100%" cellpadding="9" cellspacing="0"><tr><td class="soft"><b>{title}</b><br/>{body}</td></tr></table><p></p>'


def source(text: str) -> str:
    """The quiet line that says where a statement is from and how settled it is."""
    return f'<p class="source">{escape(text)}</p>' if text else ""


def link(target: str, text: str) -> str:
    """A link that the card's owner follows (``muscle:piriformis``)."""
    return f'<a href="{escape(target, quote=True)}">{escape(text)}</a>'
