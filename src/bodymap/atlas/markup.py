"""XML → element tree, hardened: no document type, no entities, no external references, and limits on size, depth and number.

Every rejection is one sentence that names the file and the reason. It knows nothing of drawings.
"""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bodymap.errors import DataError

LARGEST_BYTES = 4_000_000
"""Five times the largest plate. More would take seconds to read."""
DEEPEST = 40
MOST_ELEMENTS = 100_000


class _Refused(Exception):
    """A limit was passed; the message completes a sentence that starts with the file."""


class _Limited(TreeBuilder):
    """Builds the tree and stops at the limits, before anything large has been built."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise _Refused(f"nests elements more than {DEEPEST} deep at <{local_name(tag)}>")
        if self._count > MOST_ELEMENTS:
            raise _Refused(f"has more than {MOST_ELEMENTS} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse(data: bytes, file: str) -> Element:
    """Return the root element of an XML document; raises `DataError` with one sentence that names `file` and the reason."""
    if len(data) > LARGEST_BYTES:
        raise DataError(f"is larger than {LARGEST_BYTES // 1_000_000} MB and was not read", file=file)
    parser = DefusedXMLParser(target=_Limited(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root = parser.close()
    except _Refused as error:
        raise DataError(str(error), file=file) from None
    except DefusedXmlException as error:
        kind = {"DTDForbidden": "a document type", "EntitiesForbidden": "an entity"}.get(type(error).__name__, "an external reference")
        raise DataError(f"declares {kind}, which a plate must not", file=file) from None
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise DataError(f"is not well-formed XML (line {line}, column {column}: {reason})", file=file) from None
    except (ValueError, LookupError) as error:
        raise DataError(f"cannot be decoded ({error})", file=file) from None
    if not isinstance(root, Element):
        raise DataError("holds no element", file=file)
    return root


def local_name(name: str) -> str:
    """Return a tag's or attribute's name without its namespace.

    >>> local_name("{http://www.w3.org/2000/svg}path")
    'path'
    """
    return name.rpartition("}")[2]
