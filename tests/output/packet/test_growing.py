"""A file that grows: every object is found again, however many there are, and the same objects give the same file."""

from io import BytesIO

import pikepdf

from entreaty.output.packet.growing import GrowingFile


def _grown(count: int) -> tuple[bytes, list[int]]:
    """Return a file of one empty page with so many numbers in its catalog, and how long its pieces were."""
    file = GrowingFile()
    pieces = []
    catalog, tree, page, listed = (file.number() for _ in range(4))
    numbers = file.numbers(count)
    for number in numbers:
        file.add({number: b"<</Value %d>>" % number})
        pieces.append(file.taken())
    file.add({page: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 99 99]/Resources<<>>>>" % tree})
    file.add({tree: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page})
    file.add({listed: b"[%s]" % b" ".join(b"%d 0 R" % number for number in numbers)})
    file.add_encoded(stream := file.number(), b"<</Length 4>>", b"held")
    file.add({catalog: b"<</Type/Catalog/Pages %d 0 R/Listed %d 0 R/Held %d 0 R>>" % (tree, listed, stream)})
    file.finish(catalog)
    pieces.append(file.taken())
    return b"".join(pieces), [len(piece) for piece in pieces]


def test_every_object_is_found_again():
    """Of 1,234 objects in several bundles each has its own value, and a stream holds what it held."""
    content, _ = _grown(1234)

    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [int(one.Value) for one in pdf.Root.Listed] == [*range(5, 1239)]
        assert pdf.Root.Held.read_raw_bytes() == b"held"
        assert len(pdf.pages) == 1


def test_file_is_handed_on_while_it_grows():
    """What was taken is not kept: the pieces make up the file, and more than one of them holds objects."""
    content, lengths = _grown(1234)

    assert sum(lengths) == len(content)
    assert sum(length > 1000 for length in lengths) >= 3


def test_same_objects_give_the_same_file():
    """Its identifier depends on its content, and on nothing else."""
    assert _grown(10)[0] == _grown(10)[0]
    assert _grown(10)[0] != _grown(11)[0]
