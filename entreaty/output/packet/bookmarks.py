"""The bookmarks of a merged file: one for each letter, below it those of its enclosures (ISO 32000-1, 12.3.3)."""

from dataclasses import dataclass, field

import pikepdf

from entreaty.output.packet.growing import GrowingFile


@dataclass(slots=True)
class _Bookmark:
    number: int
    title: str
    page: int
    below: list["_Bookmark"] = field(default_factory=list)


class Bookmarks:
    """Bookmarks, each written once the next of its level is known."""

    def __init__(self, file: GrowingFile) -> None:
        """Begin without any."""
        self._file = file
        self._root = file.number()
        self._open: _Bookmark | None = None
        self._first = self._before = self._count = 0

    def add(self, title: str, page: int) -> None:
        """Add a bookmark to the page of that number."""
        bookmark = _Bookmark(self._file.number(), title, page)
        self._close(bookmark.number)
        self._first = self._first or bookmark.number
        self._open = bookmark
        self._count += 1

    def add_below(self, title: str, page: int) -> None:
        """Add a bookmark below the last one."""
        if self._open:
            self._open.below.append(_Bookmark(self._file.number(), title, page))

    def finish(self) -> int:
        """Write what is left, and return the number of their root."""
        self._close(0)
        ends = b"/First %d 0 R/Last %d 0 R/Count %d" % (self._first, self._before, self._count) if self._first else b""
        self._file.add({self._root: b"<</Type/Outlines%s>>" % ends})
        return self._root

    def _close(self, after: int) -> None:
        if self._open is None:
            return
        below = self._open.below
        # A negative count says that those below are not shown at first.
        inner = (below[0].number, below[-1].number, -len(below)) if below else None
        objects = {self._open.number: _written(self._open, self._root, self._before, after, inner)}
        for place, one in enumerate(below):
            before, behind = (below[n].number if 0 <= n < len(below) else 0 for n in (place - 1, place + 1))
            objects[one.number] = _written(one, self._open.number, before, behind)
        self._file.add(objects)
        self._before, self._open = self._open.number, None


def _written(one: _Bookmark, parent: int, before: int, after: int, inner: tuple[int, int, int] | None = None) -> bytes:
    links = b"".join(b"/%s %d 0 R" % pair for pair in ((b"Prev", before), (b"Next", after)) if pair[1])
    below = b"/First %d 0 R/Last %d 0 R/Count %d" % inner if inner else b""
    title = pikepdf.String(one.title).unparse()
    return b"<</Title %s/Parent %d 0 R/Dest[%d 0 R/Fit]%s%s>>" % (title, parent, one.page, links, below)
