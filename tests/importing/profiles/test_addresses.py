"""Addresses of every shape, taken apart or told."""

import pytest

from entreaty.importing.profiles.addresses import WrittenAddress, read_address
from entreaty.importing.profiles.contacts import box_called, with_number


def _read(*cells: str, country: str = "", **more):
    return read_address(WrittenAddress(cells=cells, country=country, **more))


@pytest.mark.parametrize(
    ("text", "country", "phone", "email", "lines"),
    [
        (
            "Weg 1\n13086 Berlin\nDeutschland\nTelefon:\n+49 30 1234567\nmail:\na@b.example",
            "",
            "+49 30 1234567",
            "a@b.example",
            ["Weg 1", "13086 Berlin"],
        ),
        ("Weg 1, 3003 Bern, Tel. 031 555 01 02, Fax 031 555 01 03", "CH", "031 555 01 02", "", ["Weg 1", "3003 Bern"]),
        ("Tel.021 318 91 11 Fax.021 323 37 00", "CH", "021 318 91 11", "", []),
        ("Telefon: '+49 40 86648-0\nWeg 2\n20095 Hamburg", "DE", "+49 40 86648-0", "", ["Weg 2", "20095 Hamburg"]),
        (
            "1 Way\nBath\nBA1 1AA\nwww.example.org\nE-mail: <a@b.example>",
            "GB",
            "",
            "a@b.example",
            ["1 Way", "Bath", "BA1 1AA"],
        ),
        ("5 Street, Tel Aviv 6100001", "IL", "", "", ["5 Street", "Tel Aviv 6100001"]),
    ],
)
def test_numbers_and_mailboxes_are_no_part_of_an_address(text, country, phone, email, lines):
    """A telephone, a telefax, a mailbox and a page in the cell of an address are taken out, and used where possible."""
    found = _read(text, country=country)

    assert (found.phone, found.email, found.fields["lines"]) == (phone, email, lines)


def test_what_was_taken_out_and_is_not_used_is_told():
    """A telefax and a second number are told."""
    assert _read("Weg 1\n3003 Bern\nTel. 031 555 01 02\nFax 031 555 01 03\nTel. 031 555 01 04", country="CH").notes == (
        "left out of the address: 031 555 01 04, 031 555 01 03",
    )


def test_name_office_and_organisation_are_not_printed_twice():
    """What stands above the address anyway, with titles or without, is left out of it and told."""
    lines = "The Honorable Anna Example\nGovernor of X\n1 Capitol Way\nExampleton, NY 12224"
    found = _read(lines, country="US", holder="Anna Example", repeated=["Governor", "X"])

    assert found.fields["lines"] == ["1 Capitol Way", "Exampleton, NY 12224"]
    assert found.notes == (
        "left out of the address, because it stands above it anyway: The Honorable Anna Example, Governor of X",
    )


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("KY", "US"),
        ("Ontario", "CA"),
        ("3003", "CH"),
        ("SA1 1AA", "GB"),
        ("Bayern", "DE"),
        ("Vermont", "US"),
        ("123", "US"),
        ("Georgia", "US"),
    ],
)
def test_code_or_region_alone_is_no_address(text, country):
    """Nothing goes by post to a region or a postal code."""
    found = _read(text, country=country)

    assert found.fields == {"lines": [], "country": country}
    assert found.notes == (f"'{text}' alone is no postal address",)


@pytest.mark.parametrize(
    "text", ["Tbilisi, Georgia", "1 Main Street\nAtlanta\nGeorgia", "Calle Ejemplo 1, Granada", "1 Way, Trinidad"]
)
def test_name_that_may_be_a_place_elsewhere_holds_the_row_back(text):
    """Without a column or a postal code that bears it out, nobody knows which Georgia is meant."""
    assert "name its country in a column" in _read(text, assumed="CH").problem
    assert _read(text, country="US").problem == ""


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "tel " * 250_000, "1, " * 300_000, " \n" * 500_000 + "x", "@" * 1_000_000]
)
def test_address_of_a_megabyte_is_left_out_and_told(text):
    """What is far longer than an address is not read."""
    found = _read(text, country="CH")

    assert found.fields == {"country": "CH"}
    assert found.notes == ("left without 'address': it is longer than 2,000 characters",)


def test_code_and_region_in_parts_are_no_address():
    """So it is where they stand in columns of their own; a town with its code is one."""
    alone = read_address(WrittenAddress(parts={"postal code": "02101", "region": "MA"}, country="US"))
    town = read_address(WrittenAddress(parts={"postal code": "11011", "city": "Berlin"}, country="DE"))

    assert (alone.fields["lines"], alone.notes) == ([], ("'MA 02101' alone is no postal address",))
    assert (town.fields["lines"], town.notes) == (["11011 Berlin"], ())


def test_lines_that_no_envelope_holds_are_joined_and_told():
    """Eight lines are kept; of more, the first ones share a line."""
    lines = [f"Line {letter}" for letter in "ABCDEFGHIJ"]
    found = _read("\n".join(lines), country="XK")

    assert found.fields["lines"] == ["Line A, Line B, Line C", *lines[3:]]
    assert found.notes == ("the address has 10 lines; the first ones are joined to make 8",)
    assert _read("\n".join(lines[:8]), country="XK").fields["lines"] == lines[:8]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1 Main Street, New York, NY 10001", ["1 Main Street", "New York, NY 10001"]),
        ("1 Main Street, Springfield, NM 87501", ["1 Main Street", "Springfield, NM 87501"]),
        ("503 Example Building Washington DC 20510", ["503 Example Building", "Washington, DC 20510"]),
        ("503 Example Building, Washington, D.C. 20510-0104", ["503 Example Building", "Washington, DC 20510-0104"]),
    ],
)
def test_towns_that_are_called_like_states_have_their_line(text, lines):
    """Of two states in a row, the first is the town; Washington is one where the district stands behind it."""
    assert _read(text, country="US").fields["lines"] == lines


def test_address_that_cannot_be_taken_apart_is_told():
    """Where nothing shows where the street ends, the line stays whole, and a note says so."""
    found = _read("Sample House Swansea SA1 1AA", country="GB")

    assert found.fields["lines"] == ["Sample House Swansea SA1 1AA"]
    assert found.notes == ("the address stands in one line: 'Sample House Swansea SA1 1AA'",)


@pytest.mark.parametrize(
    ("country", "languages", "word"),
    [
        ("CH", (), "Postfach"),
        ("CH", ("fr",), "Case postale"),
        ("CH", ("it", "de"), "Casella postale"),
        ("FR", (), "BP"),
        ("CA", ("fr",), "CP"),
        ("NL", (), "Postbus"),
        ("GB", (), "PO Box"),
        ("XK", (), "PO Box"),
    ],
)
def test_box_is_called_as_its_country_calls_it(country, languages, word):
    """A box of which only the number is known gets the word of the country, in the language of the letters."""
    assert box_called(country, languages) == word


@pytest.mark.parametrize(
    ("country", "expected"),
    [("DE", "Weg 1a"), ("CH", "Weg 1a"), ("FR", "1a Weg"), ("GB", "1a Weg"), ("US", "1a Weg"), ("", "Weg 1a")],
)
def test_number_of_the_house_has_its_side(country, expected):
    """A number in a column of its own stands before or behind the street, as the country has it."""
    assert with_number("Weg", "1a", country) == expected
