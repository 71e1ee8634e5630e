"""PDFs that are taken apart: what others have made loses and keeps, done in the test's own process."""

from io import BytesIO

import pikepdf
import pytest

from entreaty.output.packet.apart import enclosure_apart
from tests.support.enclosed import accessible_pdf, changed_pdf, plain_pdf, with_own_names, with_places_in_dictionaries


def _apart(content: bytes, *, tagged: bool):
    with pikepdf.open(BytesIO(content)) as pdf:
        return enclosure_apart(pdf, tagged=tagged)


def _linked(pdf: pikepdf.Pdf) -> None:
    """Add a link to the web, one within the file, and a remark that the parent tree knows."""
    page = pdf.pages[0].obj
    page.StructParents = 0
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/"))
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=web),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Dest=[page, pikepdf.Name.Fit]
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="x", StructParent=1
            ),
        ]
    )


@pytest.mark.parametrize("change", [lambda _: None, with_places_in_dictionaries], ids=["places", "dictionaries"])
def test_links_of_a_tagged_file_lead_to_its_pages(change):
    """No name of a place is left in them, since every file has the same."""
    found = _apart(changed_pdf(accessible_pdf(), change), tagged=True)
    links = [said for said in found.own.values() if b"/Subtype /Link" in said]

    assert links
    assert not [said for said in links if b"/Dest (" in said]
    assert all(any(b"%d 0 R" % page in said for page in found.pages) for said in links if b"/Dest" in said)


def test_elements_of_a_tagged_file_have_the_names_of_the_standard():
    """A name that stands for another that stands for one of the standard becomes that; classes are left out."""
    found = _apart(changed_pdf(accessible_pdf(), with_own_names), tagged=True)
    elements = [said for said in found.own.values() if b"/S " in said]

    assert [said for said in elements if b"/S /P" in said]
    assert not [said for said in elements if b"/S /Words" in said or b"/C /Wide" in said]


def test_untagged_file_keeps_links_to_the_web_alone():
    """What leads into a structure tree, or to its own pages, is left out."""
    found = _apart(changed_pdf(plain_pdf(), _linked), tagged=False)
    said = b"".join((*found.own.values(), *(text for text, _ in found.shared.values())))

    assert b"https://example.org/" in said
    assert b"/StructParent" not in said
    assert b"/Fit" not in said
    assert (found.parts, found.tag_tree) == ((), 0)
