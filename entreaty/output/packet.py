"""The volunteer's packet: all letters of a run in one file for the printer."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from entreaty.output.folder import write_whole


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One letter to merge.

    Attributes:
        title: Its bookmark.
        file: Its PDF.
    """

    title: str
    file: Path


def write_packet(path: Path, letters: Iterable[Enclosed]) -> int:
    """Merge the letters, each beginning on an odd page for printing on both sides, and return the pages.

    Args:
        path: The file to write.
        letters: The letters in the order of their envelopes.
    """
    with pikepdf.new() as packet:
        with packet.open_outline() as outline:
            for letter in letters:
                if len(packet.pages) % 2:
                    width, height = (int(side) for side in packet.pages[-1].mediabox[2:])
                    packet.add_blank_page(page_size=(width, height))
                outline.root.append(pikepdf.OutlineItem(letter.title, len(packet.pages)))
                with pikepdf.open(letter.file) as source:
                    packet.pages.extend(source.pages)
        content = BytesIO()
        packet.save(content, deterministic_id=True)
        pages = len(packet.pages)
    write_whole(path, content.getvalue())
    return pages
