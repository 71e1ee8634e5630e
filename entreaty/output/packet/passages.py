"""The same passages on the pages of many letters, kept once: a page's content may come in several pieces."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import pikepdf

# WeasyPrint writes an operator a line and its texts as hexadecimal digits: after such a line no mark is open.
_END_OF_MARK = re.compile(rb"(?<=\nEMC\n)")
# In bytes: smaller pieces cost more than they save.
_SMALLEST = 600
# One end of a mark in so many ends a piece.
_ENDS = 5


class Passages:
    """The contents of all pages, cut into pieces of which some are alike."""

    def __init__(self) -> None:
        self._pages: list[tuple[pikepdf.Page, tuple[bytes, ...]]] = []

    def add(self, page: pikepdf.Page) -> None:
        """Take in the content of a page, which may come in several streams."""
        page.contents_coalesce()
        content = page.obj.get("/Contents")
        if isinstance(content, pikepdf.Stream):
            self._pages.append((page, tuple(_pieces(content.read_bytes()))))

    def share(self, packet: pikepdf.Pdf) -> None:
        """Put each page together from the pieces that others have too and from its own (ISO 32000-1, 7.8.2)."""
        used = Counter(piece for _, pieces in self._pages for piece in set(pieces))
        made: dict[bytes, pikepdf.Object] = {}
        for page, pieces in self._pages:
            runs = groupby(pieces, key=lambda piece: used[piece] > 1)
            joined = [piece for common, run in runs for piece in (run if common else [b"".join(run)])]
            for piece in joined:
                if piece not in made:
                    made[piece] = packet.make_stream(piece)
            page.obj.Contents = pikepdf.Array([made[piece] for piece in joined])


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield the content in pieces whose ends depend on what stands there, so that equal passages are cut alike."""
    piece = b""
    for mark in _END_OF_MARK.split(content):
        piece += mark
        if len(piece) >= _SMALLEST and hashlib.sha256(mark).digest()[0] % _ENDS == 0:
            yield piece
            piece = b""
    if piece:
        yield piece
