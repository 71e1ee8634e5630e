"""The packet for the printer: every letter begins on an odd page and has a bookmark."""

from pathlib import Path

import pikepdf

from entreaty.output.packet import Enclosed, write_packet


def _letter(path: Path, pages: int) -> Path:
    with pikepdf.new() as letter:
        for _ in range(pages):
            letter.add_blank_page(page_size=(595, 842))
        letter.save(path)
    return path


def test_letters_begin_on_odd_pages_with_bookmarks(tmp_path):
    """A letter with an odd number of pages is followed by an empty page, unless it is the last."""
    sizes = {"first": 1, "second": 2, "third": 3}
    letters = [Enclosed(name, _letter(tmp_path / f"{name}.pdf", pages)) for name, pages in sizes.items()]

    pages = write_packet(tmp_path / "packet.pdf", letters)

    assert pages == 1 + 1 + 2 + 3
    with pikepdf.open(tmp_path / "packet.pdf") as packet, packet.open_outline() as outline:
        starts = [(item.title, packet.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root]
    assert starts == [("first", 0), ("second", 2), ("third", 4)]


def test_packet_is_the_same_bytes_twice(tmp_path):
    """Merging the same letters again gives the same file."""
    letters = [Enclosed("one", _letter(tmp_path / "one.pdf", 1))]

    write_packet(tmp_path / "a.pdf", letters)
    write_packet(tmp_path / "b.pdf", letters)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
