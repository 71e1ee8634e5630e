"""All letters in one tagged file for the printer; each is read, written and forgotten before the next."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from entreaty.confinement import confined
from entreaty.output.packet.apart import Apart, cut, enclosure_apart, letter_apart
from entreaty.output.packet.bookmarks import Bookmarks
from entreaty.output.packet.growing import GrowingFile
from entreaty.output.packet.tags import Tags
from entreaty.output.pdf.file import references

_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
{accessible}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
# Letters of a group have the same objects, but for what they show.
_cut_objects, _cut_resource = lru_cache(32)(cut), lru_cache(4096)(cut)
# ISO 14289-1, clause 5.
_ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a letter.

    Attributes:
        title: Its bookmark, below that of the letter.
        content: The PDF, which others have made.
        tagged: Whether its tags are taken over.
    """

    title: str
    content: bytes
    tagged: bool


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One letter to merge.

    Attributes:
        title: Its bookmark.
        file: Its PDF.
        behind: Its enclosures, which lie behind it.
    """

    title: str
    file: Path
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A PDF taken apart, and the numbers of its resources in the merged file, once they are there."""

    apart: Apart
    numbers: dict[int, int] = field(default_factory=dict)


class MergedLetters:
    """Letters in their order, each and each enclosure beginning on an odd page for printing on both sides.

    The tags of each letter are kept (PDF/UA-1), what letters have in common is there once, and the same letters give
    the same bytes. With an enclosure whose tags are not taken over, the file does not say that it is PDF/UA.

    Attributes:
        pages: How many pages were written so far, empty backs included.
        left_out: The titles of the enclosures that cannot be put into the file.
    """

    def __init__(self, letters: Sequence[Enclosed], title: str) -> None:
        """Take the letters in the order of their envelopes, and the title of the file, in English."""
        self.pages = 0
        self.left_out: list[str] = []
        self._letters, self._title = letters, title
        self._file = GrowingFile()
        self._tags, self._bookmarks = Tags(self._file), Bookmarks(self._file)
        self._tree, self._nodes = self._file.number(), list[int]()
        self._shared: dict[bytes, int] = {}
        # By their content, which letters share, so that it is hashed once for all of them.
        self._enclosures: dict[tuple[bytes, bool], _Placed | None] = {}

    def pieces(self) -> Iterator[bytes]:
        """Yield the file in pieces; it is merged meanwhile, and can be so once."""
        for letter in self._letters:
            with pikepdf.open(letter.file) as pdf:
                placed = _Placed(letter_apart(pdf))
            sheet = placed.apart.sheet
            self._bookmarks.add(letter.title, self._add(placed, letter.title, sheet))
            for behind in letter.behind:
                if enclosure := self._enclosure(behind):
                    self._bookmarks.add_below(behind.title, self._add(enclosure, behind.title, sheet))
            yield self._file.taken()
        self._finish()
        yield self._file.taken()

    def _enclosure(self, behind: Behind) -> _Placed | None:
        """Return an enclosure, which is read once, where that can be stopped; None where nothing can be read."""
        key = behind.content, behind.tagged
        if key not in self._enclosures:
            self._enclosures[key] = _read(behind)
        if self._enclosures[key] is None and behind.title not in self.left_out:
            self.left_out.append(behind.title)
        return self._enclosures[key]

    def _add(self, placed: _Placed, title: str, sheet: bytes) -> int:
        """Write a file that was taken apart, and return the number of its first page.

        Args:
            placed: The file.
            title: What its part of the document is called.
            sheet: The size of an empty back before it.
        """
        apart = placed.apart
        self._begin_on_odd_page(sheet)
        if not placed.numbers:
            self._share(placed)
        node, numbers = self._file.number(), self._file.numbers(len(apart.own))
        places = dict(zip(apart.own, numbers, strict=True))
        known = placed.numbers | places | {apart.page_tree: node, apart.tag_tree: self._tags.document}
        written = {number: b"%d 0 R" % place for number, place in known.items()}
        keys = enumerate((key for key, _ in apart.parents), start=self._tags.next_key)
        written |= {-1 - key: b"%d" % new for new, key in keys}
        # What qpdf writes of an object has no line breaks, so that all can be gone through at once.
        said = b"\n".join([*apart.own.values(), *(parents for _, parents in apart.parents)])
        lines = _cut_objects(said).filled(written).split(b"\n")
        objects, parents = dict(zip(numbers, lines, strict=False)), lines[len(numbers) :]
        self._tags.add(apart, title, places, objects, parents)
        pages = [places[page] for page in apart.pages]
        objects[node] = _node(pages, self._tree)
        self._file.add(objects)
        self._nodes.append(node)
        self.pages += len(pages)
        return pages[0]

    def _begin_on_odd_page(self, sheet: bytes) -> None:
        if self.pages % 2:
            back = self._file.number()
            self._file.add({back: b"<</Type/Page/Parent %d 0 R/Resources<<>>/MediaBox %s>>" % (self._tree, sheet)})
            self._nodes.append(back)
            self.pages += 1

    def _share(self, placed: _Placed) -> None:
        """Write the resources of a file, unless the same are there; one that leads into itself is cut there."""
        for number, (said, held) in placed.apart.shared.items():
            parts = _cut_resource(said)
            others = {other: placed.numbers[other] for other in parts.numbers if other in placed.numbers}
            said_here = parts.filled({other: b"%d 0 R" % place for other, place in others.items()})
            digest = hashlib.sha256(said_here if held is None else b"%s\n%s" % (said_here, held)).digest()
            if digest not in self._shared:
                self._shared[digest] = self._file.number()
                if held is None:
                    self._file.add({self._shared[digest]: said_here})
                else:
                    self._file.add_encoded(self._shared[digest], said_here, held)
            placed.numbers[number] = self._shared[digest]

    def _finish(self) -> None:
        """Write the trees, name the file and, where all of it is accessible, its standard (ISO 14289-1, 5 and 7.1)."""
        pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (references(self._nodes), self.pages)
        self._file.add({self._tree: pages})
        entries = self._tags.finish()
        outlines = self._bookmarks.finish()
        metadata, catalog = self._file.number(), self._file.number()
        accessible = _ACCESSIBLE if self._tags.whole else ""
        xmp = _METADATA.format(title=escape(self._title), accessible=accessible).encode()
        self._file.add_encoded(metadata, b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(xmp), xmp)
        head = b"/Type/Catalog/Lang(en)/ViewerPreferences<</DisplayDocTitle true>>"
        trees = b"/Pages %d 0 R/Outlines %d 0 R/Metadata %d 0 R" % (self._tree, outlines, metadata)
        self._file.add({catalog: b"<<%s%s%s>>" % (head, trees, entries)})
        self._file.finish(catalog)


def _read(behind: Behind) -> _Placed | None:
    """Return an enclosure, without its tags where they are at fault."""
    for tagged in sorted({behind.tagged, False}, reverse=True):
        # pikepdf raises whatever a damaged file leads to.
        with suppress(Exception):
            return _Placed(confined(_apart, behind.content, tagged))
    return None


def _apart(content: bytes, tagged: bool) -> Apart:  # noqa: FBT001 - a process hands arguments on by their places
    with pikepdf.open(BytesIO(content)) as pdf:
        return enclosure_apart(pdf, tagged=tagged)


def _node(pages: Sequence[int], tree: int) -> bytes:
    return b"<</Type/Pages/Parent %d 0 R/Kids[%s]/Count %d>>" % (tree, references(pages), len(pages))
