"""The merged file: every letter as it was set, beginning on an odd page, in a fraction of the space."""

from bisect import bisect
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from entreaty.output.packet.merge import Behind, Enclosed
from tests.support.enclosed import accessible_pdf, changed_pdf, plain_pdf, with_own_names, with_places_in_dictionaries
from tests.support.pdfs import Merged, merge_letters, pictures, texts, write_letters
from tests.support.sample_letters import make_french_letter, make_letter, make_notes, make_prose, make_short_letter
from tests.support.validators import rule_violations

pytestmark = pytest.mark.no_cover

COMMENT = "two\nlines (of 12 0 R and /StructParent 3)"
LONG_NOTES = make_letter(
    recipient="endnotes",
    paragraphs=(make_prose("One word.[1]"),),
    notes=make_notes(["a note of many words " * 400]),
    request=make_prose("I ask you:"),
    ending=(),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a letter of two pages, one of one page in two languages, and one whose note stands at its end."""
    letters = (make_letter(), make_short_letter(recipient="short"), make_french_letter(), LONG_NOTES)
    return write_letters(tmp_path_factory.mktemp("letters"), *letters)


def _merged(files) -> Merged:
    return merge_letters([Enclosed(f"To {path.stem}", path) for path in files], "Letters of 2025-06-24")


def test_letters_begin_on_odd_pages_with_bookmarks(files):
    """Each letter has a bookmark and begins on a front page; an empty back fills the gap."""
    counts = [len(pictures(path.read_bytes())) for path in files]
    merged = _merged(files)

    with pikepdf.open(BytesIO(merged.content)) as packet, packet.open_outline() as outline:
        starts = [packet.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        titles = [item.title for item in outline.root]
    expected, page = [], 0
    for count in counts:
        expected.append(page)
        page += count + count % 2

    assert 1 in counts
    assert titles == [f"To {path.stem}" for path in files]
    assert starts == expected
    assert all(start % 2 == 0 for start in starts)
    assert merged.pages == page - counts[-1] % 2


def test_every_page_looks_and_reads_as_it_did(files):
    """Sharing fonts and contents changes no pixel and no word."""
    merged = _merged(files).content
    shown, read, page = pictures(merged), texts(merged), 0

    for path in files:
        content = path.read_bytes()
        for picture, words in zip(pictures(content), texts(content), strict=True):
            assert shown[page].tobytes() == picture.tobytes(), f"{path.stem}, page {page + 1}"
            assert read[page] == words
            page += 1
        page += page % 2
    assert page >= 6


def test_merged_file_is_accessible(files, tmp_path):
    """The merged file passes the rules of PDF/UA-1."""
    path = tmp_path / "packet.pdf"
    path.write_bytes(_merged(files).content)

    assert rule_violations(path, "ua1") == []


def test_links_lead_to_pages_of_their_own_letter(files):
    """Links between calls and notes stay within their letter, though all letters name their notes alike."""
    letters = [files[3], files[0], files[3]]

    with pikepdf.open(BytesIO(_merged(letters).content)) as packet, packet.open_outline() as outline:
        starts = [packet.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        targets = [
            (number, packet.pages.index(pikepdf.Page(note.Dest[0])))
            for number, page in enumerate(packet.pages)
            for note in page.obj.get("/Annots", [])
            if "/Dest" in note
        ]

    of_letters = [(bisect(starts, number), bisect(starts, target)) for number, target in targets]
    assert Counter(of_letters) == {(1, 1): 2, (2, 2): 20, (3, 3): 2}


def test_same_letters_give_the_same_bytes(files):
    """Merging again gives the same file."""
    assert _merged(files).content == _merged(files).content


def test_letters_that_have_much_in_common_take_little_space(tmp_path):
    """Letters that differ in their address share fonts and passages."""
    letters = [replace(make_letter(), recipient=f"r{n}", address=(f"Office {n}", "1202 Geneva")) for n in range(6)]
    paths = write_letters(tmp_path, *letters)

    assert len(_merged(paths).content) < sum(path.stat().st_size for path in paths) / 3


def test_file_with_an_untagged_letter_does_not_say_that_it_is_accessible(files, tmp_path):
    """The other letter keeps its tags, and the file does not say that it is PDF/UA."""
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(tmp_path / "plain.pdf")

    with pikepdf.open(BytesIO(_merged([files[0], tmp_path / "plain.pdf"]).content)) as packet:
        assert [str(part.T) for part in packet.Root.StructTreeRoot.K[0].K] == [f"To {files[0].stem}"]
        assert b"pdfuaid" not in packet.Root.Metadata.read_bytes()


def _enclosed(files, *behind: Behind) -> pikepdf.Pdf:
    """Return the merged file of the short letter and the French one, each with these enclosures."""
    letters = [Enclosed(f"To {path.stem}", path, behind) for path in files[1:3]]
    return pikepdf.open(BytesIO(merge_letters(letters, "Letters of 2025-06-24").content))


def _marked(pdf: pikepdf.Pdf) -> None:
    """Give the first page what leads from it into a structure tree, a link and a comment."""
    page = pdf.pages[0].obj
    page.StructParents = 7
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], StructParent=8)
    comment = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], StructParent=9)
    comment.Contents = pikepdf.String(COMMENT)
    page.Annots = pikepdf.Array([pdf.make_indirect(link), pdf.make_indirect(comment)])


def test_untagged_enclosures_lose_what_leads_out_of_their_pages(files):
    """Links to nothing and numbers of structure trees are gone, their comments stay, and the letters are tagged."""
    petition = Behind("Petition", changed_pdf(plain_pdf(2), _marked), tagged=False)

    with _enclosed(files, petition) as packet:
        enclosed = [page for page in packet.pages if "/F1" in page.obj.Resources.get("/Font", {})]
        notes = [note for page in enclosed for note in page.obj.get("/Annots", [])]

        assert len(enclosed) == 4
        assert all("/StructParents" not in page.obj for page in enclosed)
        assert [(str(note.Subtype), "/StructParent" in note) for note in notes] == [("/Text", False)] * 2
        assert [str(part.T) for part in packet.Root.StructTreeRoot.K[0].K] == [f"To {path.stem}" for path in files[1:3]]
        assert b"pdfuaid" not in packet.Root.Metadata.read_bytes()
        assert [str(note.Contents) for note in notes] == [COMMENT] * 2


def _with_links(pdf: pikepdf.Pdf) -> None:
    """Give the first page links to the web, one of which does more, to the second page, to a file and to nothing."""
    web = {"S": pikepdf.Name.URI, "URI": pikepdf.String("https://example.org/(a)")}
    more = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    actions = [
        pikepdf.Dictionary(**web),
        pdf.make_indirect(pikepdf.Dictionary(**web, Next=more)),
        pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.Fit])),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F="other.pdf"),
        pikepdf.Dictionary(S=pikepdf.Name.URI),
    ]
    head = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link, "Rect": [0, 0, 9, 9], "StructParent": 3}
    pdf.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(**head, A=action) for action in actions])


def test_untagged_enclosures_keep_their_links_to_the_web(files):
    """A link to the web stays, and does nothing else; what leads elsewhere is gone."""
    petition = Behind("Petition", changed_pdf(plain_pdf(2), _with_links), tagged=False)

    with _enclosed(files, petition) as packet:
        enclosed = [page for page in packet.pages if "/F1" in page.obj.Resources.get("/Font", {})]
        notes = [note for page in enclosed for note in page.obj.get("/Annots", [])]

        assert [str(note.A.URI) for note in notes] == ["https://example.org/(a)"] * 4
        assert [{*note.A.keys()} for note in notes] == [{"/S", "/URI"}] * 4
        assert all("/StructParent" not in note for note in notes)


def _with_endless_resources(pdf: pikepdf.Pdf) -> None:
    """Give the first page a picture that leads to itself, and a chain of 5,000 pictures, each within the one before."""
    resources = pdf.pages[0].obj.Resources
    itself = pdf.make_stream(b"", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    itself.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Itself=itself))
    inner = pdf.make_stream(b"the last", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(5000):
        outer = pdf.make_stream(b"", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=inner))
        inner = outer
    resources.XObject = pikepdf.Dictionary(Itself=itself, Chain=inner)


def test_resources_that_have_no_end_stop_nothing(files):
    """What leads into itself is cut there, and a long chain is there to its end, once for both letters."""
    petition = Behind("Petition", changed_pdf(plain_pdf(), _with_endless_resources), tagged=False)

    with _enclosed(files, petition) as packet:
        pages = [page for page in packet.pages if "/Chain" in page.obj.Resources.get("/XObject", {})]
        first, second = (page.obj.Resources.XObject for page in pages)
        chained, length = first.Chain, 0
        while "/Resources" in chained:
            chained, length = chained.Resources.XObject.Inner, length + 1

        assert first.Chain.objgen == second.Chain.objgen
        assert (length, chained.read_bytes()) == (5000, b"the last")
        assert "/Itself" not in first.Itself.Resources.XObject


def test_enclosure_that_cannot_be_read_is_left_out_alone(files):
    """The letters and the other enclosure are there, and its title is told once."""
    enclosed = (Behind("Damaged", b"%PDF-1.7\nnothing", tagged=True), Behind("Petition", plain_pdf(), tagged=False))
    merged = merge_letters([Enclosed(f"To {path.stem}", path, enclosed) for path in files[1:3]], "Letters")

    assert merged.left_out == ("Damaged",)
    assert [text for text in texts(merged.content) if "Petition" in text] == ["Petition 1"] * 2


def _kinds(part: pikepdf.Object) -> set[str]:
    """Return the names of the elements of a structure tree, and of their entries."""
    kinds, waiting = set(), [part]
    while waiting:
        element = waiting.pop()
        kinds |= {str(element.S), *element.keys()}
        kids = element.get("/K", [])
        waiting += [
            kid
            for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]
    return {kind for kind in kinds if kind in {"/P", "/Words", "/Body", "/C"}}


def _with_actions(pdf: pikepdf.Pdf) -> None:
    """Let links name their places in actions, as others write them (ISO 32000-1, 12.6.4.2)."""
    for note in (note for page in pdf.pages for note in page.obj.get("/Annots", []) if "/Dest" in note):
        note.A = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=note.Dest)
        del note["/Dest"]


def _with_old_names(pdf: pikepdf.Pdf) -> None:
    """Let links name their places as PDF 1.1 had it: by names that the catalog lists (ISO 32000-1, 12.3.2.3)."""
    places = {f"/{name}": place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    pdf.Root.Dests = pikepdf.Dictionary(places)
    del pdf.Root.Names["/Dests"]
    for note in (note for page in pdf.pages for note in page.obj.get("/Annots", []) if "/Dest" in note):
        note.Dest = pikepdf.Name(f"/{note.Dest}")


def _with_old_names_in_actions(pdf: pikepdf.Pdf) -> None:
    _with_old_names(pdf)
    _with_actions(pdf)


@pytest.mark.parametrize(
    "change",
    [lambda _: None, with_places_in_dictionaries, _with_actions, _with_old_names, _with_old_names_in_actions],
)
def test_links_within_an_enclosure_lead_to_its_own_pages(files, change):
    """The enclosure behind each letter has a call and a note, which are linked both ways."""
    petition = Behind("Petition", changed_pdf(accessible_pdf(), change), tagged=True)

    with _enclosed(files, petition) as packet:
        links = [
            (number, packet.pages.index(pikepdf.Page((link.A.D if "/A" in link else link.Dest)[0])))
            for number, page in enumerate(packet.pages)
            for link in page.obj.get("/Annots", [])
            if "/Dest" in link or "/D" in link.get("/A", {})
        ]
    last = len(links) and max(number for number, _ in links)

    assert [pair for pair in links if pair[0] == last] == [(last, last)] * 2


def test_tagged_enclosures_keep_their_tags_by_the_names_of_the_standard(files):
    """Names of their own become those that they stand for, classes are left out, and the file stays PDF/UA."""
    petition = Behind("Petition", changed_pdf(accessible_pdf(), with_own_names), tagged=True)

    with _enclosed(files, petition) as packet:
        parts = list(packet.Root.StructTreeRoot.K[0].K)

        assert [str(part.T) for part in parts if str(part.T) == "Petition"] == ["Petition"] * 2
        assert [_kinds(part) for part in parts if str(part.T) == "Petition"] == [{"/P"}] * 2
        assert b"pdfuaid" in packet.Root.Metadata.read_bytes()
