"""One file, two standards: the metadata name PDF/A-3a and PDF/UA-1."""

from io import BytesIO

import pikepdf

from entreaty.content.shipped.envelopes import load_envelopes
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import make_short_letter


def test_metadata_name_both_standards_and_can_be_read_as_they_are():
    """The XMP is uncompressed, and says part 3, conformance A, and PDF/UA part 1 with its schema described."""
    made = shipped_typesetter().typeset(make_short_letter(), load_envelopes().by_id("none"))
    with pikepdf.open(BytesIO(made.content)) as pdf:
        stream = pdf.Root.Metadata
        assert "/Filter" not in stream
        xmp = stream.read_raw_bytes().decode()
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
    assert xmp.count("<rdf:RDF") == 1
    assert xmp.count("http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>") == 1
