"""The structure tree of a merged file: one part for each letter, and every mark in its element."""

from io import BytesIO

import pikepdf
import pytest

from entreaty.output.packet.merge import Enclosed
from tests.support.pdfs import elements, merge_letters, write_letters
from tests.support.sample_letters import make_french_letter, make_letter


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return an English and a French letter."""
    return write_letters(tmp_path_factory.mktemp("letters"), make_letter(), make_french_letter())


@pytest.fixture
def packet(files):
    """Return both letters merged."""
    merged = merge_letters([Enclosed(path.stem, path) for path in files], "Letters")
    with pikepdf.open(BytesIO(merged.content)) as pdf:
        yield pdf


def _marks(element):
    """Return the page and the number of each mark that an element holds."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif "/MCID" in kid:
            yield kid.Pg.objgen, int(kid.MCID)


def _spoken(element):
    """Return the tags that say something, in reading order."""
    return [str(one.S) for one in elements(element) if one.S not in ("/Span", "/NonStruct")]


def test_each_letter_is_a_part_with_its_language(packet):
    """The document has a part for each letter, called as its bookmark and in its language."""
    (document,) = packet.Root.StructTreeRoot.K

    assert document.S == "/Document"
    assert [(str(part.S), str(part.T), str(part.Lang)) for part in document.K] == [
        ("/Part", "00-icrc-president", "en"),
        ("/Part", "01-ch-foreign-minister", "fr"),
    ]


def test_no_tag_that_says_something_is_lost(packet, files):
    """Headings, paragraphs, lists and links follow each other as in the letters."""
    parts = packet.Root.StructTreeRoot.K[0].K
    for part, path in zip(parts, files, strict=True):
        with pikepdf.open(path) as letter:
            expected = _spoken(letter.Root.StructTreeRoot.K[0])

        assert len(expected) > 20
        assert _spoken(part)[1:] == expected[1:]


def test_every_mark_leads_to_its_element_and_back(packet):
    """The parent tree names the element of each mark, and that element holds the mark on that page."""
    tree = packet.Root.StructTreeRoot
    numbers = pikepdf.NumberTree(tree.ParentTree)
    checked = 0
    for page in packet.pages:
        held = numbers[int(page.obj.StructParents)]
        for mark, element in enumerate(held):
            # Running heads are artifacts, which no element holds.
            if element is not None:
                assert (page.obj.objgen, mark) in _marks(element)
                checked += 1
        for note in page.obj.get("/Annots", []):
            assert numbers[int(note.StructParent)].S == "/Link"
    assert checked > 100


def test_every_element_knows_the_one_above_it(packet):
    """The tree can be walked upwards too."""
    for element in elements(packet.Root.StructTreeRoot.K[0]):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_ids_of_elements_stay_unique(files):
    """Two letters whose notes have the same ids keep them apart, and the file lists them."""
    merged = merge_letters([Enclosed("one", files[0]), Enclosed("two", files[0])], "Letters")

    with pikepdf.open(BytesIO(merged.content)) as packet:
        names = pikepdf.NameTree(packet.Root.StructTreeRoot.IDTree)
        assert {name: str(element.ID) for name, element in names.items()} == {
            f"{letter}-note-{number}": f"{letter}-note-{number}"
            for letter in ("000001", "000002")
            for number in range(1, 11)
        }
