"""From untrusted bytes to the parts of a message, one at a time. What a part means belongs in `read`.

Nothing in the file can make the parser fetch, expand or build without bound: a document type, which is where entities
are declared, is refused before the parser sees it; entities and the network are off besides; only encodings in which
markup reads as ASCII are let in, so that no document type can hide; the file, a child's record and the depth have
limits; and each part is dropped once it has been read.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from roth.domain.errors import BadFile
from roth.exchange.cin_census.shape import ROOT, WRAPPER, local_name

Source = bytes | BinaryIO | Path

DEFAULT_MAX_BYTES: Final = 200 * 1024 * 1024
MAX_DEPTH: Final = 20
MAX_ELEMENTS_IN_PART: Final = 5_000
_CHUNK: Final = 64 * 1024
_FORBIDDEN: Final = re.compile(rb"<!(DOCTYPE|ENTITY)")
_TAIL: Final = 64  # bytes kept between chunks: more than the longest thing that is looked for
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_ENCODING_ERRORS: Final = frozenset({31, 32, 81})  # libxml2: unknown, unsupported and invalid encoding
_OTHER_KINDS: Final = {
    b"PK\x03\x04": "a zip or Office file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\xd0\xcf\x11\xe0": "an older Office file",
}
_WEB_PAGE: Final = re.compile(rb"\s*<(!doctype\s+)?html", re.IGNORECASE)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_SAVE_AS_UTF8: Final = "Save it as UTF-8 XML, or export the return again."


def parts(source: Source, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Iterator[etree._Element]:
    """The header, each child, and anything else at their level. A part is emptied when the next one is asked for."""
    with _opened(source) as stream:
        guarded = _Guarded(stream, max_bytes)
        walk = _Walk()
        parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            while chunk := guarded.read():
                parser.feed(chunk)
                yield from walk.parts(parser)
            parser.close()
            yield from walk.parts(parser)
        except etree.XMLSyntaxError as error:
            raise BadFile(_why(error, cut_off=guarded.cut_off)) from error


class _Walk:
    """Where the parser is in the message, and which part it is inside."""

    def __init__(self) -> None:
        self._depth = 0
        self._part_depth = 0  # 0 while between parts
        self._elements = 0

    def parts(self, parser: etree.XMLPullParser) -> Iterator[etree._Element]:
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element):  # only to tell the type checker: start and end bring elements
                continue
            if event == "start":
                self._enter(element)
                continue
            if self._depth == self._part_depth:
                yield element
                _forget(element)
                self._part_depth = 0
            self._depth -= 1

    def _enter(self, element: etree._Element) -> None:
        self._depth += 1
        name = local_name(element.tag)
        if self._depth == 1:
            _check_root(element, name)
        elif not self._part_depth and not (self._depth == 2 and name == WRAPPER):
            self._part_depth, self._elements = self._depth, 0
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise BadFile("The file nests elements deeper than any census return does. Export the return again.")
        if self._part_depth and self._elements > MAX_ELEMENTS_IN_PART:
            raise BadFile(
                f"One record in the file has more than {MAX_ELEMENTS_IN_PART:,} entries, which no census record has. "
                "Export the return again."
            )


class _Guarded:
    """The bytes on their way to the parser: counted, and searched for a document type."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self._taken = 0
        self._tail = b""
        self._at_end = False
        self._head = stream.read(_CHUNK)
        _check_head(self._head)

    def read(self) -> bytes:
        chunk, self._head = self._head or self._stream.read(_CHUNK), b""
        self._at_end = not chunk
        self._taken += len(chunk)
        if self._taken > self._max_bytes:
            raise BadFile(
                f"The file is larger than {_size(self._max_bytes)}. Split the return, or allow a larger file."
            )
        window = self._tail + chunk
        if _FORBIDDEN.search(window):
            raise BadFile(
                "The file declares a document type or entities, which no census return does. Export it again."
            )
        self._tail = window[-_TAIL:]
        return chunk

    @property
    def cut_off(self) -> bool:
        """Whether all was read and the root not closed. The parser cannot tell: it puts some faults off to the end."""
        return self._at_end and not self._tail.rstrip().endswith(f"{ROOT}>".encode())


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield BytesIO(source)
    elif isinstance(source, Path):
        try:
            stream = source.open("rb")
        except OSError as error:
            raise BadFile(f"“{source.name}” cannot be opened. Check that the file is there and may be read.") from error
        with stream:
            yield stream
    else:
        yield source


def _check_head(head: bytes) -> None:
    """Refuse, with its name, what is not an XML file in an encoding that we read."""
    if not head.strip():
        raise BadFile("The file is empty. Export the return again.")
    for signature, kind in _OTHER_KINDS.items():
        if head.startswith(signature):
            raise BadFile(
                f"This is {kind}, not a census return. Choose the XML file that goes to the national collection."
            )
    if b"\x00" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(f"The file is saved as UTF-16 or is not text. {_SAVE_AS_UTF8}")
    if _WEB_PAGE.match(head):
        raise BadFile("This is a web page, not a census return. Download the XML file itself.")
    text = head.removeprefix(_BYTE_ORDER_MARK)
    if not text.lstrip().startswith(b"<"):
        raise BadFile("This is not an XML file. Choose the XML file that goes to the national collection.")
    declared = _ENCODING.match(text)
    if declared and declared[1].strip().lower() not in _ENCODINGS:
        raise BadFile(f"The file says it is in an encoding that census returns do not use. {_SAVE_AS_UTF8}")


def _check_root(element: etree._Element, name: str) -> None:
    if name != ROOT:
        raise BadFile(
            f"The file begins with “{name[:60]}” where a census return begins with “{ROOT}”. Choose another file."
        )
    if element.getroottree().docinfo.internalDTD is not None:
        raise BadFile("The file declares a document type, which no census return does. Export it again.")


def _forget(element: etree._Element) -> None:
    """Drop a part that has been read, and what came before it. Itself it must stay: the parser still holds it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _why(error: etree.XMLSyntaxError, *, cut_off: bool) -> str:
    if getattr(error, "code", 0) in _ENCODING_ERRORS:
        return f"The file holds characters that are not in the encoding it says it uses. {_SAVE_AS_UTF8}"
    line = f" (line {error.position[0]:,})" if error.position and error.position[0] else ""
    if cut_off:
        return f"The file stops part-way through{line}. Export the return again, or copy the whole file."
    return f"The file is not well-formed XML{line}. Export the return again rather than editing it by hand."


def _size(number: int) -> str:
    megabytes = number / (1024 * 1024)
    return f"{megabytes:,.0f} MB" if megabytes >= 1 else f"{number:,} bytes"
