"""XML of strangers, record by record."""

from io import BytesIO

import pytest

from entreaty.storage import elements
from entreaty.storage.elements import XmlError, records, root_of


def _read(text, name="p"):
    return [*records(BytesIO(text if isinstance(text, bytes) else text.encode()), name)]


def test_records_have_their_texts_and_lines():
    """Each record tells its line, the elements at a path, and the first text there; namespaces do not matter."""
    first, second = _read('<x:l xmlns:x="urn:x">\n<x:p><x:n/><x:n> Anna &amp; Co </x:n></x:p>\n<p><n>Eva</n></p></x:l>')

    assert (first.line, second.line) == (2, 3)
    assert first.text("n") == "Anna & Co"
    assert len(first.all("n")) == 2
    assert (second.text("n"), second.text("n", "none"), second.text("none")) == ("Eva", "", "")


def test_records_of_a_long_document_are_yielded_one_by_one():
    """A record is there before the document is at its end."""
    stream = BytesIO(b"<l>" + b"<p>Anna</p>" * 20_000 + b"<oops")
    found = records(stream, "p")

    assert next(found).own_text == "Anna"
    assert stream.tell() < 200_000


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("<l>\n<p>a</q></l>", "this is not XML: mismatched tag", 2),
        ("", "this is not XML: no element found", 1),
        ("<l><p>", "this is not XML: no element found", 1),
        ("\n" + '<!DOCTYPE l [<!ENTITY a "b">]><l><p>&a;</p></l>', "it declares entities, which are not accepted", 2),
        (
            '<!DOCTYPE l SYSTEM "l.dtd"><l>\n<p>&auml;</p></l>',
            "it uses the entity 'auml', which it does not declare",
            2,
        ),
        ("<l>" * 65, "elements are nested more than 64 deep", 1),
        (
            '<?xml version="1.0" encoding="nothing"?><l/>',
            "this is not XML that can be read: unknown encoding: nothing",
            1,
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, reason, line):
    """A document that is broken, or has what leads out of it, is told for what it is."""
    with pytest.raises(XmlError) as raised:
        _read(text)

    assert (raised.value.reason, raised.value.line) == (reason, line)


def test_a_type_beside_the_document_is_not_loaded():
    """A document may name a type, which nobody opens."""
    assert [one.own_text for one in _read('<!DOCTYPE l SYSTEM "file:///etc/passwd"><l><p>Anna</p></l>')] == ["Anna"]


def test_records_above_a_fault_are_yielded():
    """What stands above the place where a document breaks off is there."""
    found = records(BytesIO(b"<l><p>Anna</p><p>Eva</p></m>"), "p")

    assert [next(found).own_text, next(found).own_text] == ["Anna", "Eva"]
    with pytest.raises(XmlError):
        next(found)


def test_a_record_without_end_is_refused(monkeypatch):
    """A record of too many elements, or of too much text, is told before it fills the memory."""
    monkeypatch.setattr(elements, "_ELEMENTS_CAP", 3)
    monkeypatch.setattr(elements, "_TEXT_CAP", 10)

    with pytest.raises(XmlError, match="'p' holds more than 3 elements"):
        _read("<l><p><a/><a/><a/></p></l>")
    with pytest.raises(XmlError, match="'p' holds more than 10 characters"):
        _read("<l><p>01234567890</p></l>")
    assert len(_read("<l>" + "<p><a>0123456789</a></p>" * 5 + "</l>")) == 5


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b'<?xml version="1.0"?>\n<!-- x --><meps><mep>', "meps"),
        ('<?xml version="1.0" encoding="utf-16"?><meps>'.encode("utf-16"), "meps"),
        (b'<x:l xmlns:x="urn:x"><', "l"),
        (b"<l><m></l>", "l"),
        (b"no XML", ""),
        (b"", ""),
    ],
)
def test_root_is_known_by_how_a_document_begins(head, root):
    """The name of the root is found in the first bytes; where there is none, nothing is."""
    assert root_of(head) == root
