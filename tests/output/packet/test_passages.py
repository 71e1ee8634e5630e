"""Pages put together from pieces: the same content, with the common passages there once."""

import random

import pikepdf

from entreaty.output.packet.passages import Passages


def _content(seed: int, marks: int) -> bytes:
    """Return content of marked passages as WeasyPrint writes it; the same seed gives the same passages."""
    chosen = random.Random(seed)  # noqa: S311 - the same passages every time
    body = b""
    for number in range(marks):
        words = "".join(f"<{chosen.randrange(65536):04x}>0" for _ in range(30))
        body += f"/Span\n<</MCID {number}>>\nBDC\nBT\n[{words}] TJ\nET\nEMC\n".encode()
    return body


def _shared(*contents: bytes) -> list[list[tuple[int, int]]]:
    """Share the contents of pages, which must stay what they are, and return the pieces of each."""
    pdf = pikepdf.new()
    passages = Passages()
    for content in contents:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(content)
        passages.add(page)
    passages.share(pdf)
    for page, content in zip(pdf.pages, contents, strict=True):
        assert b"".join(piece.read_bytes() for piece in page.obj.Contents) == content
    return [[piece.objgen for piece in page.obj.Contents] for page in pdf.pages]


def test_common_passages_are_there_once():
    """Two pages with another beginning share what follows."""
    common = _content(1, 40)
    first, second = _shared(_content(2, 3) + common, _content(3, 3) + common)

    assert len(set(first) & set(second)) >= 2
    assert first[0] != second[0]


def test_page_of_its_own_stays_in_one_piece():
    """What no other page has is not cut up."""
    alone, _ = _shared(_content(4, 40), _content(5, 40))

    assert len(alone) == 1


def test_passage_that_repeats_itself_is_not_lost():
    """The same passage twice in a row on two pages stays twice on both."""
    twice = _content(6, 40) * 2

    _shared(twice, twice)


def test_empty_page_is_left_alone():
    """A page without content has no pieces."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    del page.obj["/Contents"]
    passages = Passages()
    passages.add(page)
    passages.share(pdf)

    assert "/Contents" not in page.obj
