"""A PDF file that is written as it grows: only the table of its objects stays in memory, seven bytes for each."""

import hashlib
import zlib
from collections.abc import Mapping

from entreaty.output.pdf.file import (
    BUNDLED,
    HEADER,
    NO_OBJECT,
    QUICK,
    ROW,
    TABLE,
    WHOLE,
    bundle_of,
    stream_object,
    table_object,
)

# More at once are hardly smaller, and a reader has to unpack all of them for one.
_BUNDLED_TOGETHER = 500
# Tighter, files are a tenth smaller, and merging takes a tenth longer.
_LEVEL = 4


class GrowingFile:
    """A file of which pieces are taken away while it grows."""

    def __init__(self) -> None:
        """Begin a file."""
        self._rows = bytearray(NO_OBJECT)
        self._pieces = [HEADER]
        self._waiting: dict[int, bytes] = {}
        self._end = len(HEADER)
        self._digest = hashlib.sha256(HEADER)

    def numbers(self, count: int) -> range:
        """Return so many numbers for objects that are still to be added."""
        first = len(self._rows) // ROW.size
        self._rows += bytes(ROW.size * count)
        return range(first, first + count)

    def number(self) -> int:
        """Return the number of an object that is still to be added."""
        return self.numbers(1)[0]

    def add(self, objects: Mapping[int, bytes]) -> None:
        """Add objects that are no streams, by their numbers."""
        self._waiting.update(objects)
        if len(self._waiting) >= _BUNDLED_TOGETHER:
            self._bundle()

    def add_encoded(self, number: int, entries: bytes, content: bytes) -> None:
        """Add a stream as it is: its dictionary with length and filters, and its content."""
        self._note_whole(number)
        self._write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries, content))

    def taken(self) -> bytes:
        """Return what was written since it was last taken."""
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece

    def finish(self, catalog: int) -> None:
        """Write the table of objects."""
        self._bundle()
        number = self.number()
        self._note_whole(number)
        entries = b"%s/Root %d 0 R/Size %d" % (TABLE, catalog, number + 1)
        packed = zlib.compress(self._rows, QUICK)
        self._write(table_object(number, entries, packed, self._digest.hexdigest(), self._end))

    def _bundle(self) -> None:
        """Write the objects that are waiting in one stream (ISO 32000-1, 7.5.7)."""
        bundle = self.number()
        self._note_whole(bundle)
        self._write(stream_object(bundle, bundle_of(self._waiting), _LEVEL))
        for place, number in enumerate(self._waiting):
            ROW.pack_into(self._rows, number * ROW.size, BUNDLED, bundle, place)
        self._waiting = {}

    def _note_whole(self, number: int) -> None:
        """Take note that an object begins here."""
        ROW.pack_into(self._rows, number * ROW.size, WHOLE, self._end, 0)

    def _write(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._digest.update(piece)
        self._end += len(piece)
