"""About: what this is, what it is not, whose work the body is, and which versions are here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from bodymap import __version__, shipped
from bodymap.errors import BodymapError
from bodymap.tongue import phrase, tr
from bodymap.ui.hem import Hem
from bodymap.ui.markup import heading, paragraph, quiet, style
from bodymap.ui.part import accessible, button
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.safety import Disclaimer

ATTRIBUTION = (
    "BodyParts3D - The Database Center for Life Science - CC-BY-SA 2.1 Japan",
    "Z-Anatomy - The open source atlas of anatomy - CC-BY-SA 4.0",
)
"""Both lines are kept as their authors ask."""

SHORT_DISCLAIMER = phrase("Common patterns for education. Not a diagnosis.")


def about_html(disclaimer: Disclaimer | None) -> str:
    """Return the text of the box."""
    says = ""
    if disclaimer is not None:
        texts = (disclaimer.therapist.text, disclaimer.maps.text, disclaimer.depth)
        says = "".join(paragraph(text) for text in texts)
    lines = "<br/>".join(escape(line) for line in ATTRIBUTION)
    return (
        f'<p style="font-size:24px;font-weight:700">bodymap</p>{quiet(versions())}'
        + paragraph(tr("Click where it hurts: which muscles may be sending pain there, and where their trigger points lie."))
        + heading(tr("Not a diagnosis"))
        + (says or paragraph(tr(SHORT_DISCLAIMER)))
        + heading(tr("The body"))
        + f"<p>{lines}</p>"
        + paragraph(
            tr(
                "The plates and the data computed from that body are adapted: projected, contoured, shaded and drawn anew. "
                "They are under CC BY-SA 4.0; the program’s own code is under the MIT licence; the typeface Inter is under the SIL Open Font License."
            )
        )
    )


def versions() -> str:
    """Return ``bodymap 0.1.0 · plates 1.0.0 · data 1.0.0``, as far as they can be read."""
    parts = [f"bodymap {__version__}"]
    for name, read in ((tr("plates"), shipped.plates_version), (tr("data"), shipped.data_version)):
        try:
            parts.append(f"{name} {read()}")
        except BodymapError:
            parts.append(tr("{name} not readable", name=name))
    return " · ".join(parts)


class About(QDialog):
    """The box, closed with Escape."""

    def __init__(self, theme: Theme, disclaimer: Disclaimer | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About bodymap"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 640)
        self.text = QTextBrowser()
        accessible(self.text, tr("About bodymap"))
        Hem(self.text)
        self.text.document().setDefaultStyleSheet(style(theme))
        self.text.setHtml(f"<body>{about_html(disclaimer)}</body>")
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.addWidget(self.text, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
