"""A PDF file of which most is written once and kept as bytes; only what is added last is written for each letter."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# ISO 32000-1, 7.5.8: each row of the cross-reference table is a kind, an offset or bundle, and a place in the bundle.
_ROW = (1, 4, 2)
_WHOLE, _BUNDLED = b"\1", b"\2"
_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
# What is written once is worth the time; what is written for each letter is short.
_TIGHT, _QUICK = 9, 6
# Rows of the table repeat each other at once; the state that is copied for each letter is small.
_WINDOW, _MEMORY = 12, 4


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of a PDF file.

    Attributes:
        entries: The entries of its dictionary, without its length and filter.
        content: What it holds.
        compress: Whether that may be compressed: not what is already, and not metadata, which archives read as is.
    """

    entries: bytes
    content: bytes
    compress: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The beginning of a file, objects and all.

    Attributes:
        content: Its bytes.
        rows: The row of the cross-reference table for each object, by its number.
    """

    content: bytes = _HEADER
    rows: Mapping[int, bytes] = field(default_factory=lambda: {0: b"\0\0\0\0\0\xff\xff"})

    def with_objects(self, objects: Mapping[int, bytes | Stream], bundle: int) -> "Skeleton":
        """Return a longer beginning.

        Args:
            objects: What comes on: streams, and other objects, by their numbers.
            bundle: The number of the object that bundles the others (ISO 32000-1, 7.5.7).
        """
        parts, rows, end = [self.content], dict(self.rows), len(self.content)
        others = {number: one for number, one in objects.items() if isinstance(one, bytes)}
        streams = {number: one for number, one in objects.items() if isinstance(one, Stream)}
        streams[bundle] = _bundle(others)
        for number, stream in streams.items():
            written = _written(number, stream, _TIGHT)
            parts.append(written)
            rows[number] = _row(_WHOLE, end, 0)
            end += len(written)
        rows |= {number: _row(_BUNDLED, bundle, place) for place, number in enumerate(others)}
        return Skeleton(content=b"".join(parts), rows=rows)


class Writer:
    """Completes files that begin alike."""

    def __init__(self, skeleton: Skeleton, catalog: int, info: int) -> None:
        """Take the beginning, and the numbers of the catalog and of the information about the file."""
        self._content = skeleton.content
        self._first = len(skeleton.rows)
        self._entries = b"/Type /XRef/W [%d %d %d]/Root %d 0 R/Info %d 0 R" % (*_ROW, catalog, info)
        self._digest = hashlib.sha256(skeleton.content)
        self._table = zlib.compressobj(_TIGHT, zlib.DEFLATED, _WINDOW, _MEMORY)
        rows = b"".join(skeleton.rows[number] for number in range(self._first))
        self._begun = self._table.compress(rows)

    def file(self, contents: Sequence[bytes]) -> bytes:
        """Return the file with these streams as its last objects, in the order of their numbers.

        The identifier of the file depends on all of its content (ISO 32000-1, 14.4).
        """
        parts, rows, end = [self._content], [], len(self._content)
        digest = self._digest.copy()
        for number, content in enumerate(contents, start=self._first):
            written = _written(number, Stream(b"", content), _QUICK)
            digest.update(written)
            parts.append(written)
            rows.append(_row(_WHOLE, end, 0))
            end += len(written)
        rows.append(_row(_WHOLE, end, 0))
        table = self._table.copy()
        packed = self._begun + table.compress(b"".join(rows)) + table.flush()
        size, name = self._first + len(rows), digest.hexdigest()[:32].encode()
        entries = b"%s/Size %d/Index [0 %d]/ID [<%s> <%s>]/Filter /FlateDecode" % (
            self._entries,
            size,
            size,
            name,
            name,
        )
        parts.append(_written(size - 1, Stream(entries, packed, compress=False), _QUICK))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % end)
        return b"".join(parts)


def _bundle(objects: Mapping[int, bytes]) -> Stream:
    """Return the stream that holds objects (ISO 32000-1, 7.5.7)."""
    places, end = [], 0
    for number, written in objects.items():
        places.append(b"%d %d" % (number, end))
        end += len(written) + 1
    index = b" ".join(places) + b"\n"
    return Stream(b"/Type /ObjStm/N %d/First %d" % (len(objects), len(index)), index + b"\n".join(objects.values()))


def _written(number: int, stream: Stream, level: int) -> bytes:
    content, entries = stream.content, stream.entries
    if stream.compress:
        content, entries = zlib.compress(content, level), entries + b"/Filter /FlateDecode"
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(content))
    return head + content + b"\nendstream\nendobj\n"


def _row(kind: bytes, second: int, third: int) -> bytes:
    return kind + second.to_bytes(_ROW[1], "big") + third.to_bytes(_ROW[2], "big")
