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


def test_further_addresses_and_numbers_are_told(tmp_path):
    """What a profile cannot hold beside the first address and number is not lost in silence; a telefax is no number."""
    mails = ("EMAIL;PREF=2:b@example.org", "EMAIL;PREF=1:a@example.org", "EMAIL:A@example.org")
    card = _card("ORG:Town", "TITLE:Mayor", *mails, "TEL;TYPE=CELL:2", "TEL;TYPE=WORK:tel:1", "TEL;TYPE=FAX:3")
    (record,) = records(read(tmp_path, "a.vcf", card))

    assert (record.fields["email"], record.fields["phone"]) == ("a@example.org", "1")
    assert record.notes == ("further e-mail address: b@example.org", "further telephone number: 2")


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


def _card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", "FN:Anna Keller", "N:Keller;Anna;;;", *lines, "END:VCARD", ""))


def test_lines_of_outlook_are_in_the_charset_that_they_name(tmp_path):
    """A card of Outlook holds letters of Windows as they are, and says so in each line that has any."""
    card = _card("ORG;CHARSET=Windows-1252:Behörde", "TITLE;LANGUAGE=de;CHARSET=windows-1252:Bürgermeisterin", "TEL:1")
    (one,) = records(read(tmp_path, "a.vcf", card.encode("windows-1252")))

    assert (one.fields["organisation"], one.fields["office"]) == ("Behörde", "Bürgermeisterin")


def test_letters_that_are_not_of_the_encoding_are_told(tmp_path):
    """A card with such a line is left out, and its neighbours come in."""
    cards = _card("ORG:Behörde").encode("windows-1252") + _card("ORG:Town").encode()

    assert reasons(read(tmp_path, "a.vcf", cards, encoding="utf-8")) == [
        (1, "it is not in UTF-8; name its encoding with --encoding, such as windows-1252")
    ]


def test_labels_of_apple_say_which_address_is_private(tmp_path):
    """A label that stands beside the address counts as its type; of other labels nothing follows."""
    (one,) = records(
        read(
            tmp_path,
            "a.vcf",
            _card(
                "item1.ADR:;;Home 1;Exampleton;;8001;CH",
                "item1.X-ABLabel:_$!<Home>!$_",
                "item2.ADR:;;Town Hall 1;Exampleton;;8001;CH",
                "item2.X-ABADR:ch",
                "item2.X-ABLabel:_$!<Work>!$_",
                "item3.URL;type=pref:https://example.org",
                "item3.X-ABLabel:_$!<HomePage>!$_",
            ),
        )
    )

    assert one.fields["address"] == {"lines": ["Town Hall 1", "8001 Exampleton"], "country": "CH"}


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        (["TEL;TYPE=FAX:1", "TEL:2"], "2"),
        (["TEL;WORK;FAX:1"], None),
        (["TEL;TYPE=CELL:1", "TEL;TYPE=WORK,VOICE:2"], "2"),
        (["TEL;TYPE=HOME:1", "TEL;TYPE=CELL:2"], "2"),
        (["TEL;PREF=2:1", "TEL;PREF=1:2"], "2"),
        (["TEL:1", "TEL;TYPE=pref:2"], "2"),
        (['TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+41-22-555-01-02;ext=5'], "+41-22-555-01-02 ext. 5"),
        (["TEL;VALUE=uri:tel:+41-22-555-01-02;phone-context=example.org"], "+41-22-555-01-02"),
        (["TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F):2"], "2"),
    ],
)
def test_telephone_is_that_of_work(tmp_path, lines, phone):
    """Work goes before others and home behind them, then what is preferred; a telefax is no telephone."""
    assert records(read(tmp_path, "a.vcf", _card("ORG:Town", *lines)))[0].fields.get("phone") == phone


def test_first_choice_has_the_smallest_number(tmp_path):
    """In version 4, PREF counts from 1; "pref" among the types is a first choice too."""
    card = _card("EMAIL;PREF=50:c@example.org", "EMAIL;PREF=2:b@example.org", "EMAIL:a@example.org")
    other = _card("EMAIL;PREF=2:b@example.org", "EMAIL;TYPE=pref:a@example.org")

    assert [one.fields["email"] for one in records(read(tmp_path, "a.vcf", card + other))] == [
        "b@example.org",
        "a@example.org",
    ]


def test_titles_in_several_languages_are_kept_by_language(tmp_path):
    """Alternatives of one title, and of one organisation, are its text in each language."""
    card = _card(
        "TITLE;ALTID=1;LANGUAGE=fr:Maire",
        "TITLE;ALTID=1;LANGUAGE=de:Bürgermeisterin",
        "ORG;ALTID=2;LANGUAGE=de-CH:Stadt;Präsidium",
        "ORG;ALTID=2;LANGUAGE=fr-CH:Ville",
        "RELATED;TYPE=agent;VALUE=text:Max",
    )
    other = _card("TITLE;LANGUAGE=en:Mayor", "ROLE:Chair", "ORG:Town", "ORG:Another")
    one, two = records(read(tmp_path, "a.vcf", card + other))

    assert one.fields["office"] == {"fr": "Maire", "de": "Bürgermeisterin"}
    assert one.fields["organisation"] == {"de": "Stadt, Präsidium", "fr": "Ville"}
    assert (two.fields["office"], two.fields["organisation"]) == ("Mayor", "Town")


@pytest.mark.parametrize("line", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_group_of_cards_is_nobody(tmp_path, line):
    """A card that only names others is left out, and nobody need look at it."""
    reading = read(tmp_path, "a.vcf", _card(line, "MEMBER:urn:uuid:1") + _card("ORG:Town"))

    assert reasons(reading) == [(1, "it names a group of other cards")]
    assert not reading.rows[0].problem


def test_card_within_a_card_belongs_to_it(tmp_path):
    """A secretary's card, as version 2.1 has it, is passed over; what stands behind it is read."""
    agent = ["AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:Muster;Max", "TEL:9", "END:VCARD"]
    reading = read(tmp_path, "a.vcf", _card("ORG:Town", *agent, "TEL:1") + _card("ORG:Other"))

    assert [(one.fields["organisation"], one.fields.get("phone")) for one in records(reading)] == [
        ("Town", "1"),
        ("Other", None),
    ]
    assert reading.complete


def test_picture_of_megabytes_is_passed_over_and_a_text_of_megabytes_is_told(tmp_path):
    """A card is as large as what is read of it."""
    picture = _card("ORG:Town", "PHOTO;ENCODING=b;TYPE=JPEG:" + ("A" * 74 + "\r\n ") * 80_000)
    text = _card("ORG:Town", "NOTE:" + "A" * 5_000_000)
    reading = read(tmp_path, "a.vcf", picture + text)

    assert len(records(reading)) == 1
    assert reasons(reading) == [(2, "it is far too large")]


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


def test_card_of_an_organisation_names_it(tmp_path):
    """A card of an organisation that has only a formatted name is of that organisation, and of no person."""
    card = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Amt für Beispiele\nEND:VCARD\n"
    (found,) = records(read(tmp_path, "a.vcf", card))

    assert (found.fields, found.whole_name) == ({"organisation": "Amt für Beispiele"}, "")
