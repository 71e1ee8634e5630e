"""vCards of three versions, folded, quoted-printable, cut off or mixed with other things."""

from datetime import date

import pytest

from entreaty.problems import ContentError
from tests.support.made_up_sources import VCARD, read, reasons, records


def test_cards_of_every_version_are_read(tmp_path):
    """Names, folded lines, quoted-printable, labels, genders and languages are read, and pictures are passed over."""
    text = VCARD.replace("NOTE:", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA\n BBBB\nNOTE:")
    first, second, third = records(read(tmp_path, "a.vcf", text))

    assert first.fields == {
        "office": "Ministerin der Justiz",
        "organisation": "Ministerium der Justiz, Abteilung 2",
        "name": {"given": "Anna Maria", "family": "Keller", "title": "Dr."},
        "address": {"lines": ["Haus B", "Weg 1", "01067 Dresden"], "country": "DE"},
        "email": "keller@example.org",
        "phone": "+49 351 1",
        "note": "One line\nand another",
        "identifiers": {"uid": "0c1f"},
        "verified": {"on": date(2025, 3, 1)},
    }
    assert first.categories == ("minister", "justice")
    assert (first.scheme, first.key) == ("uid", "0c1f")
    assert first.notes == ("of its 2 postal addresses one is taken",)
    assert second.fields["name"] == {"given": "Jürgen", "family": "Müller"}
    assert second.fields["address"] == {"lines": ["Straße 1", "50667 Köln"], "country": "DE"}
    assert third.whole_name == "Jean Dupont"
    assert (third.fields["office"], third.fields["gender"], third.fields["language"]) == ("Député", "m", ["fr"])
    assert third.fields["address"] == {"lines": ["1 rue Exemple", "75001 Paris"], "country": "FR"}


def test_private_address_is_taken_only_where_there_is_no_other(tmp_path):
    """The address of work wins; a private one is taken with a remark."""
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Example;Anna\nTITLE:Mayor\nADR;TYPE=HOME:;;9 Lane;Troy;NY;12180;USA\nEND:VCARD\n"
    )
    (record,) = records(read(tmp_path, "a.vcf", card))

    assert record.fields["address"]["lines"] == ["9 Lane", "Troy, NY 12180"]
    assert record.notes == ("its only postal address is marked as private",)


def test_organisations_have_no_holder(tmp_path):
    """A card of an organisation names no person, also where only its name shows that."""
    card = "BEGIN:VCARD\nVERSION:4.0\n{}FN:Red House\nORG:Red House\nEMAIL:mailto:red@example.org\nEND:VCARD\n"

    for kind in ("KIND:org\n", ""):
        (record,) = records(read(tmp_path, "a.vcf", card.format(kind)))
        assert (record.whole_name, record.fields.get("name")) == ("", None)
        assert record.fields["email"] == "red@example.org"


def test_commas_stay_in_texts(tmp_path):
    """Version 2.1 writes commas as they are: none of what follows one is lost, and nothing else stands in its place."""
    card = (
        "BEGIN:VCARD\nVERSION:2.1\nN:Keller;Anna;Maria,Eva;Prof.,Dr.;M.A.,M.P.\nNICKNAME:Ann,Annie\n"
        "TITLE:Minister of Justice, Deputy\nORG:Smith, Jones;Law, Courts\nNOTE:Prefers post, not e-mail\n"
        "ADR;WORK:PF 9;;Room 5, Main St\\nYard;Bern;;3000;Switzerland\nCATEGORIES:a\\,b,c;d\n"
        "CONTACT-URI:https://example.org/a,b\nEND:VCARD\n"
    )
    (record,) = records(read(tmp_path, "a.vcf", card))

    assert record.fields == {
        "office": "Minister of Justice, Deputy",
        "organisation": "Smith, Jones, Law, Courts",
        "name": {
            "given": "Anna Maria Eva",
            "family": "Keller",
            "title": "Prof. Dr.",
            "suffix": "M.A., M.P.",
            "nickname": "Ann",
        },
        "address": {"lines": ["Room 5, Main St", "Yard", "PF 9", "3000 Bern"], "country": "CH"},
        "contact_form": "https://example.org/a,b",
        "note": "Prefers post, not e-mail",
    }
    assert record.categories == ("a,b", "c", "d")


def test_older_cards_are_decoded_as_their_file(tmp_path):
    """Quoted-printable that names no encoding, in whatever case, is in that of --encoding; photos are passed over."""
    card = (
        "begin:vcard\nversion:2.1\nn;encoding=quoted-printable:M=FCller;J=F6rg;;;\n"
        "label;work;quoted-printable:Gr=FCne Stra=DFe 1=0D=0A=\n80331 M=FCnchen=0D=0ADeutschland\n"
        "photo;jpeg;base64:\n /9j/4AAQ\n SkZJRg==\nend:vcard\n"
    )
    (record,) = records(read(tmp_path, "a.vcf", card, encoding="windows-1252"))

    assert record.fields["name"] == {"given": "Jörg", "family": "Müller"}
    assert record.fields["address"] == {"lines": ["Grüne Straße 1", "80331 München"], "country": "DE"}


def test_line_of_a_broken_card_is_named(tmp_path):
    """A line that cannot be read is told by its number in the file, also below a photo; its words are not shown."""
    card = "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nPHOTO;ENCODING=b:AAAA\n BBBB\nFN:B\n\x1b[31mnothing\nEND:VCARD\n"

    assert reasons(read(tmp_path, "a.vcf", card)) == [
        (2, "it cannot be read as a vCard: line 8 is no property such as 'TITLE:Mayor'")
    ]


def test_broken_cards_are_told_and_others_read(tmp_path):
    """What belongs to no card, a card that is no card, and one that is cut off are told with their places."""
    text = f"name,mail\nA,b\n{VCARD}BEGIN:VCARD\n;;;:x\nEND:VCARD\nBEGIN:VCARD\nFN:cut\nBEGIN:VCARD\nFN:also cut\n"
    reading = read(tmp_path, "a.vcf", text)

    assert len(records(reading)) == 3
    assert [(row, reason.partition(":")[0]) for row, reason in reasons(reading)] == [
        (1, "what stands here belongs to no card"),
        (4, "it cannot be read as a vCard"),
        (5, "it has no END"),
        (6, "it has no END"),
    ]
    assert not reading.complete


def test_foreign_bytes_are_told_card_by_card(tmp_path):
    """A card in another encoding is told, and can be read by naming it."""
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Müller;Anna\nEND:VCARD\n"
    reading = read(tmp_path, "a.vcf", card.encode("latin-1") + card.encode())
    named = read(tmp_path, "a.vcf", card.encode("latin-1"), encoding="latin-1")

    assert len(records(reading)) == 1
    assert "not in UTF-8" in reasons(reading)[0][1]
    assert records(named)[0].fields["name"]["family"] == "Müller"


def test_file_without_cards_is_refused(tmp_path):
    """A file of that name without any card is told."""
    with pytest.raises(ContentError, match="the file holds no vCard"):
        read(tmp_path, "a.vcf", "hello\n")


_REST = b"TITLE:Mayor\r\nADR;WORK:;;1 Way;Troy;NY;12180;USA\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        (b"n;quoted-printable;charset=utf-8:M=C3=BCl=\r\nler;J=C3=B6rg;;;", "utf-8-sig"),
        (b"N;Charset=UTF-8;Encoding=Quoted-Printable:M=c3=bcller;J=c3=b6rg;;;", "utf-8-sig"),
        (b"N;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg;;;", "utf-8-sig"),
        (b"N;CHARSET=UTF-8;ENCODING=BASE64:TcO8bGxlcjtKw7ZyZzs7Ow==", "utf-8-sig"),
        (b"N:M\xfcller;J\xf6rg;;;", "windows-1252"),
        (b"item1.N;ENCODING=QUOTED:M=C3=BCller;J=C3=B6rg;;;", "utf-8-sig"),
    ],
    ids=["soft break", "mixed case", "own charset", "base64", "bytes of the file", "quoted in a group"],
)
def test_names_are_decoded_however_a_writer_marks_them(tmp_path, line, encoding):
    """No mark of an encoding reaches a profile, whatever its case, and the charset of a line goes before the file's."""
    card = b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + line + b"\r\n" + _REST
    (record,) = records(read(tmp_path, "a.vcf", card, encoding=encoding))

    assert record.fields["name"] == {"given": "Jörg", "family": "Müller"}
    assert record.fields["office"] == "Mayor"


def test_who_has_died_has_left(tmp_path):
    """A card with a day of death is that of nobody in office."""
    card = VCARD.replace("REV:", "DEATHDATE:20240604\nREV:", 1)

    assert records(read(tmp_path, "a.vcf", card))[0].until == date(2024, 6, 4)


def test_encoding_of_old_cards_is_found(tmp_path):
    """Cards of version 2.1 that name no encoding are read by their letters, written as they are or quoted."""
    rest = b"TITLE:B\xfcrgermeisterin\nADR:;;Gr\xfcne Gasse 1;K\xf6ln;;50667;Germany\nEND:VCARD\n"
    plain = read(tmp_path, "a.vcf", b"BEGIN:VCARD\nVERSION:2.1\nN:M\xfcller;J\xf6rg\n" + rest)
    quoted = read(
        tmp_path,
        "b.vcf",
        "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nTITLE;QUOTED-PRINTABLE:B=FCrgermeisterin"
        "\nADR;ENCODING=QUOTED-PRINTABLE:;;Gr=FCne Gasse 1;K=F6ln;;50667;Germany\nEND:VCARD\n",
    )

    for reading in (plain, quoted):
        assert records(reading)[0].fields["name"] == {"given": "Jörg", "family": "Müller"}
        assert records(reading)[0].fields["office"] == "Bürgermeisterin"
        assert reading.notes == ("the file is in windows-1252, as its letters show; --encoding names another",)
