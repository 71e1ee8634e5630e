"""The tags of a merged file: each letter's own tree stays whole, as a part of one document.

ISO 32000-1, 14.7: the structure tree says what the marked contents of the pages are, and its parent tree leads back
from a page to its elements. Both are numbered anew, so that no letter's marks are taken for another's.
"""

import re
from collections.abc import Mapping, Sequence

import pikepdf

from entreaty.output.packet.apart import Apart
from entreaty.output.packet.growing import GrowingFile
from entreaty.output.pdf.file import references

_NAME = re.compile(rb"/ID (?:\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>)", re.DOTALL)


class Tags:
    """The structure tree of a file that letters are added to.

    Attributes:
        document: The number of the element that is the whole document.
        next_key: The key of the parent tree that the next file begins with.
        whole: Whether everything in the file has tags.
    """

    def __init__(self, file: GrowingFile) -> None:
        """Begin a tree without parts."""
        self._file = file
        self._root, self.document = file.numbers(2)
        self.next_key = 0
        self.whole = True
        self._parts: list[int] = []
        self._parents: list[int] = []
        self._names: list[int] = []

    def add(
        self,
        apart: Apart,
        title: str,
        places: Mapping[int, int],
        objects: dict[int, bytes],
        parents: Sequence[bytes],
    ) -> None:
        """Make the outermost elements of a file parts of the document, and put its names and keys apart from others.

        Args:
            apart: The file.
            title: What its part is called.
            places: The numbers of its objects in the merged file.
            objects: These objects as they are to be written; changed here.
            parents: What its parent tree leads to, in the order of its keys, which become the next ones here.
        """
        if not apart.parts:
            self.whole = False
            return
        language = b"/Lang%s" % pikepdf.String(apart.language).unparse() if apart.language else b""
        head = b"<</S/Part/P %d 0 R/T%s%s" % (self.document, pikepdf.String(title).unparse(), language)
        for part in (places[number] for number in apart.parts):
            objects[part] = head + objects[part].removeprefix(b"<<")
            self._parts.append(part)
        self._add_names(apart, places, objects)
        if parents:
            leaf, first = self._file.number(), self.next_key
            entries = b" ".join(b"%d %s" % pair for pair in enumerate(parents, start=first))
            self.next_key += len(parents)
            objects[leaf] = b"<</Limits[%d %d]/Nums[%s]>>" % (first, self.next_key - 1, entries)
            self._parents.append(leaf)

    def _add_names(self, apart: Apart, places: Mapping[int, int], objects: dict[int, bytes]) -> None:
        """Set the number of the letter before the names of its elements, which are unique within a file only."""
        if not apart.names:
            return
        entries = []
        for number, name in sorted(apart.names, key=lambda pair: pair[1]):
            written = pikepdf.String(f"{len(self._parts):06}-{name}").unparse()
            place = places[number]
            if found := _NAME.search(objects[place]):
                objects[place] = objects[place][: found.start()] + b"/ID " + written + objects[place][found.end() :]
            entries.append((written, place))
        leaf = self._file.number()
        listed = b"".join(b"%s %d 0 R " % entry for entry in entries)
        objects[leaf] = b"<</Limits[%s %s]/Names[%s]>>" % (entries[0][0], entries[-1][0], listed)
        self._names.append(leaf)

    def finish(self) -> bytes:
        """Write the trees, and return the entries of the catalog; the file is tagged where any letter is."""
        self.whole = self.whole and bool(self._parts)
        if not self._parts:
            return b""
        root = b"/Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d%s" % (
            *(self.document, references(self._parents), self.next_key),
            b"/IDTree<</Kids[%s]>>" % references(self._names) if self._names else b"",
        )
        document = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self._root, references(self._parts))
        self._file.add({self._root: b"<<%s>>" % root, self.document: document})
        return b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>" % self._root
