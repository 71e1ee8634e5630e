"""PDF files, written from the objects that WeasyPrint makes: each object once, which its own writer does twice.

Of files that begin alike, the beginning is written once and kept as bytes.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct
from typing import Any

# ISO 32000-1, 7.5.8: each row of the cross-reference table is a kind, an offset or bundle, and a place in the bundle.
ROW = Struct(">BIH")
WHOLE, BUNDLED = 1, 2
TABLE = b"/Type /XRef/W [1 4 2]"
NO_OBJECT = ROW.pack(0, 0, 0xFFFF)
"""The first row."""
HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
# What is written once for many files is worth the time: at the tighter level files are 1 % smaller, and take 4 ms more.
_TIGHT, QUICK = 9, 6
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
class FontObjects:
    """The objects of a font in a file.

    Attributes:
        part: The number of the descendant font.
        characters: The number of the map of its glyphs to characters.
        file: The number of the font file.
        entries: The dictionary of the descendant font, without the widths of its glyphs and not closed.
    """

    part: int
    characters: int
    file: int
    entries: bytes


class FileObjects:
    """The objects of one file.

    Attributes:
        objects: Each object by its number, without gaps from 1 on.
        catalog: The number of the catalog.
        info: The number of the information about the file.
    """

    def __init__(self, file: Any) -> None:
        """Read pydyf's objects, whose streams must not be compressed."""
        self._file = file
        self.objects: dict[int, bytes | Stream] = {one.number: _object(one) for one in file.objects[1:]}
        self.catalog, self.info = int(file.catalog.number), len(file.objects)
        # pydyf gives it a number only when it writes the file.
        self.objects[self.info] = file.info.data

    def content(self, page: int) -> tuple[int, bytes]:
        """Return the number and the operators of a page's content."""
        number = _number(self._page(page)["Contents"])
        stream = self.objects[number]
        return number, stream.content if isinstance(stream, Stream) else b""

    def holds(self, word: str) -> bool:
        """Tell whether a text of the file holds a word of ASCII, such as the title of a bookmark.

        What pages show does not count: there, glyphs stand for it.
        """
        readable = word.encode(), word.encode("utf-16-be").hex().encode()
        written = (one.content if isinstance(one, Stream) else one for one in self.objects.values())
        return any(form in text for text in written for form in readable)

    def with_contents(self, page: int, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return the page whose content is the streams of these numbers, in their order (ISO 32000-1, 7.8.2)."""
        old = self._page(page)
        return {old.number: type(old)({**old, "Contents": b"[" + references(numbers) + b"]"}).data}

    def font(self, name: str) -> FontObjects:
        """Return the objects of a composite font, by its name among the resources of the pages."""
        resources = self._file.objects[_number(self._page(0)["Resources"])]
        whole = self._file.objects[_number(self._file.objects[_number(resources["Font"])][name])]
        part = self._file.objects[_number(whole["DescendantFonts"][0])]
        descriptor = self._file.objects[_number(part["FontDescriptor"])]
        return FontObjects(
            part=part.number,
            characters=_number(whole["ToUnicode"]),
            file=_number(descriptor["FontFile2"]),
            entries=type(part)({key: value for key, value in part.items() if key != "W"}).data.removesuffix(b">>"),
        )

    @property
    def first_page(self) -> int:
        """Return the number of the first page."""
        return int(self._page(0).number)

    @property
    def height(self) -> float:
        """Return the height of the first page, in points."""
        return float(self._page(0)["MediaBox"][3])

    @property
    def page_tree(self) -> int:
        """Return the number of the root of the pages."""
        return int(self._file.pages.number)

    @property
    def tag_tree(self) -> int:
        """Return the number of the root of the structure tree."""
        return _number(self._file.catalog["StructTreeRoot"])

    def another_page(self, content: int, key: int) -> bytes:
        """Return a page like the first one.

        Args:
            content: The number of its content.
            key: Its key in the parent tree of the structure tree.
        """
        old = self._page(0)
        return bytes(type(old)({**old, "Contents": b"%d 0 R" % content, "StructParents": key}).data)

    def _page(self, page: int) -> Any:
        return self._file.objects[self._file.pages["Kids"][3 * page]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The beginning of a file, objects and all.

    Attributes:
        content: Its bytes.
        rows: The row of the cross-reference table for each object, by its number.
    """

    content: bytes = HEADER
    rows: Mapping[int, bytes] = field(default_factory=lambda: {0: NO_OBJECT})

    def with_objects(self, objects: Mapping[int, bytes | Stream], bundle: int, level: int = _TIGHT) -> "Skeleton":
        """Return a longer beginning.

        Args:
            objects: What comes on: streams, and other objects, by their numbers.
            bundle: The number of the object that bundles the others (ISO 32000-1, 7.5.7).
            level: How tightly streams are compressed, from 1 to 9.
        """
        parts, rows, end = [self.content], dict(self.rows), len(self.content)
        others = {number: one for number, one in objects.items() if isinstance(one, bytes)}
        streams = {number: one for number, one in objects.items() if isinstance(one, Stream)}
        streams[bundle] = bundle_of(others)
        for number, stream in streams.items():
            written = stream_object(number, stream, level)
            parts.append(written)
            rows[number] = ROW.pack(WHOLE, end, 0)
            end += len(written)
        rows |= {number: ROW.pack(BUNDLED, bundle, place) for place, number in enumerate(others)}
        return Skeleton(content=b"".join(parts), rows=rows)


class Writer:
    """Completes files that begin alike."""

    def __init__(self, skeleton: Skeleton, catalog: int, info: int) -> None:
        """Take the beginning, and the numbers of the catalog and of the information about the file."""
        self._content = skeleton.content
        self._first = len(skeleton.rows)
        self._entries = b"%s/Root %d 0 R/Info %d 0 R" % (TABLE, catalog, info)
        self._digest = hashlib.sha256(skeleton.content)
        self._table = zlib.compressobj(_TIGHT, zlib.DEFLATED, _WINDOW, _MEMORY)
        rows = b"".join(skeleton.rows[number] for number in range(self._first))
        self._begun = self._table.compress(rows)

    def file(self, contents: Sequence[bytes]) -> bytes:
        """Return the file with these streams as its last objects, in the order of their numbers."""
        parts, rows, end = [self._content], [], len(self._content)
        digest = self._digest.copy()
        for number, content in enumerate(contents, start=self._first):
            written = stream_object(number, Stream(b"", content), QUICK)
            digest.update(written)
            parts.append(written)
            rows.append(ROW.pack(WHOLE, end, 0))
            end += len(written)
        rows.append(ROW.pack(WHOLE, end, 0))
        table = self._table.copy()
        packed = self._begun + table.compress(b"".join(rows)) + table.flush()
        size = self._first + len(rows)
        entries = b"%s/Size %d/Index [0 %d]" % (self._entries, size, size)
        parts.append(table_object(size - 1, entries, packed, digest.hexdigest(), end))
        return b"".join(parts)


def written(file: Any) -> bytes:
    """Return a file that is made from pydyf's objects, whose streams must not be compressed."""
    found = FileObjects(file)
    skeleton = Skeleton().with_objects(found.objects, len(found.objects) + 1, QUICK)
    return Writer(skeleton, found.catalog, found.info).file([])


def references(numbers: Iterable[int]) -> bytes:
    """Return what refers to objects, such as "3 0 R 4 0 R" (ISO 32000-1, 7.3.10)."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def bundle_of(objects: Mapping[int, bytes]) -> Stream:
    """Return the stream that holds objects (ISO 32000-1, 7.5.7)."""
    places, end = [], 0
    for number, written in objects.items():
        places.append(b"%d %d" % (number, end))
        end += len(written) + 1
    index = b" ".join(places) + b"\n"
    return Stream(b"/Type /ObjStm/N %d/First %d" % (len(objects), len(index)), index + b"\n".join(objects.values()))


def stream_object(number: int, stream: Stream, level: int) -> bytes:
    """Return a stream as an object of that number (ISO 32000-1, 7.3.8)."""
    content, entries = stream.content, stream.entries
    if stream.compress:
        content, entries = zlib.compress(content, level), entries + b"/Filter /FlateDecode"
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(content))
    return head + content + b"\nendstream\nendobj\n"


def table_object(number: int, entries: bytes, packed: bytes, digest: str, begin: int) -> bytes:
    """Return the end of a file: its cross-reference table, and where that begins (ISO 32000-1, 7.5.8).

    Args:
        number: The number of the table.
        entries: Its entries, `TABLE` first.
        packed: Its rows, compressed.
        digest: What stands for all of the content before, on which the identifier of the file depends (14.4).
        begin: Where the table begins.
    """
    name = digest[:32].encode()
    entries += b"/ID [<%s> <%s>]/Filter /FlateDecode" % (name, name)
    written = stream_object(number, Stream(entries, packed, compress=False), QUICK)
    return written + b"startxref\n%d\n%%%%EOF\n" % begin


def _object(one: Any) -> bytes | Stream:
    written: bytes = one.data
    if not hasattr(one, "extra"):
        return written
    dictionary, _, rest = written.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    entries = dictionary.removeprefix(b"<<").removesuffix(b"/Length %d>>" % len(content))
    # What is compressed already says so; archives read metadata without decoding.
    return Stream(entries, content, compress=b"/Filter" not in entries and b"/Metadata" not in entries)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
