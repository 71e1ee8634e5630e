"""PDF files written from WeasyPrint's objects: whole, compressed, and named by their content."""

from io import BytesIO

import pikepdf
import pytest

from entreaty.output.pdf.engine import Engine, declare_accessible
from entreaty.output.pdf.file import written
from tests.support.sample_letters import TEMPLATES

PAGE = '<html lang="en"><title>Visits</title><h1 id="top">Visits</h1><p>to {} <a href="#top">prisoners</a></p></html>'


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return an engine with the shipped fonts."""
    return Engine(TEMPLATES / "fonts", {})


def _written(engine: Engine, words: str) -> bytes:
    document = engine.render(PAGE.format(words))
    declare_accessible(document.metadata)
    return written(document.file())


def test_a_file_has_every_object_once_and_its_streams_compressed(engine):
    """What a reader finds is whole: catalog, title and tags; metadata alone are not compressed, for archives."""
    with pikepdf.open(BytesIO(_written(engine, "all"))) as pdf:
        packed = {
            str(one.get("/Type", "")): "/Filter" in one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and "/Length1" not in one
        }
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]

        assert (str(pdf.docinfo.Title), str(pdf.Root.Lang), len(pdf.pages)) == ("Visits", "en", 1)
        assert pdf.Root.StructTreeRoot.K[0].S == "/Document"
        assert packed["/Metadata"] is False
        assert packed[""] is packed["/ObjStm"] is packed["/XRef"] is True
        assert len(fonts) == 2
        assert all(len(font.read_bytes()) == font.Length1 for font in fonts)


def test_the_identifier_of_a_file_follows_its_content(engine):
    """The same content gives the same bytes, identifier included; other content gives another (ISO 32000-1, 14.4)."""
    one, other = _written(engine, "all"), _written(engine, "some")
    identifiers = [pikepdf.open(BytesIO(content)).trailer.ID for content in (one, other)]

    assert one == _written(engine, "all")
    assert identifiers[0][0] == identifiers[0][1] != identifiers[1][0]
