"""A laid-out handout into files: PDF with title and language, or PNG page by page. Always whole, or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter

from bodymap import __version__
from bodymap.errors import BodymapError
from bodymap.report.output import write_whole
from bodymap.ui.export import png
from bodymap.ui.handout.paper import UNITS_PER_INCH, Paper
from bodymap.ui.panel.about import ATTRIBUTION

FORMATS = (".pdf", ".png")
_PNG_DPI = 200.0


def save(paper: Paper, out: Path) -> tuple[Path, ...]:
    """Write `paper` to `out` and return the files: one PDF, or a PNG for each page (`name.png`, `name-2.png`, …).

    Raises `BodymapError` with the reason, and then no file was touched that could not be written whole.
    """
    check(out)
    if out.suffix.lower() == ".pdf":
        write_whole(out, pdf(paper))
        return (out,)
    files = tuple(out if page == 0 else out.with_name(f"{out.stem}-{page + 1}{out.suffix}") for page in range(paper.count))
    pages = [png(paper.image(page, _PNG_DPI)) for page in range(paper.count)]
    for file, content in zip(files, pages, strict=True):
        write_whole(file, content)
    return files


def check(out: Path) -> None:
    """Raise `BodymapError` where `out` has another ending or its folder is not there."""
    if out.suffix.lower() not in FORMATS:
        raise BodymapError(f"ends in “{out.suffix}”; a handout is written as {' or '.join(FORMATS)}", record=f"file “{out.name}”")
    if not out.parent.is_dir():
        raise BodymapError("cannot be written: its folder does not exist", record=f"file “{out}”")


def pdf(paper: Paper) -> bytes:
    """Return `paper` as a PDF: text that can be selected, embedded fonts, title and language set."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    layout = QPageLayout(paper.page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    writer.setPageLayout(layout)
    writer.setTitle(title_of(paper))
    writer.setCreator(f"bodymap {__version__}")
    writer.setDocumentXmpMetadata(QByteArray(metadata(paper).encode("utf-8")))
    painter = QPainter(writer)
    for page in range(paper.count):
        if page:
            writer.newPage()
        paper.paint(painter, page)
    painter.end()
    return with_language(bytes(buffer.data().data()), paper.handout.language)


def metadata(paper: Paper) -> str:
    """Return what the document says of itself (XMP): title, language, whose work the body is; nothing of the client."""
    title, rights = (escape(text) for text in (title_of(paper), "; ".join(ATTRIBUTION)))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        "<dc:format>application/pdf</dc:format>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(paper.handout.language)}</rdf:li></rdf:Bag></dc:language>"
        f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>'
        f"<xmp:CreatorTool>bodymap {__version__}</xmp:CreatorTool>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def title_of(paper: Paper) -> str:
    """Return the document's title: what it is about, never whom."""
    return f"{paper.handout.title}: {', '.join(chapter.title for chapter in paper.handout.chapters)}"


def with_language(content: bytes, language: str) -> bytes:
    """Return a PDF with its language set and its title shown by viewers; Qt writes neither.

    The catalog is written anew at the end, as the format's incremental updates do. A PDF of another make is returned as it is.
    """
    start = re.findall(rb"startxref\s+(\d+)\s+%%EOF", content)
    root = re.findall(rb"/Root (\d+) 0 R", content)
    size = re.findall(rb"/Size (\d+)", content)
    info = re.findall(rb"/Info (\d+) 0 R", content)
    identity = re.findall(rb"/ID \[.*?\]", content, re.DOTALL)
    if not (start and root and size):
        return content
    number = root[-1]
    catalog = re.search(rb"(?:^|\s)" + number + rb" 0 obj\s*<<(.*?)>>\s*endobj", content, re.DOTALL)
    if catalog is None or b"/Lang" in catalog[1]:
        return content
    head = content if content.endswith(b"\n") else content + b"\n"
    body = b"%s 0 obj\n<<%s/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n"
    entry = body % (number, catalog[1], language.encode("ascii"))
    table = b"xref\n%s 1\n%010d 00000 n \n" % (number, len(head))
    more = (b"/Info %s 0 R\n" % info[-1] if info else b"") + (identity[-1] + b"\n" if identity else b"")
    trailer = b"trailer\n<<\n/Size %s\n/Root %s 0 R\n%s/Prev %s\n>>\n" % (size[-1], number, more, start[-1])
    return head + entry + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(head) + len(entry))
