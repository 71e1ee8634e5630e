"""Addresses of every shape, taken apart or told."""

import pytest

from entreaty.importing.profiles.places.addresses import WrittenAddress, read_address
from entreaty.importing.profiles.places.contacts import box_called, with_number


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


@pytest.mark.parametrize(
    ("text", "country", "lines", "code"),
    [
        ("5 Calle 1, Guatemala, C.A.", "", ["5 Calle 1", "Guatemala"], "GT"),
        ("Calle 1, Tegucigalpa, Honduras, C.A.", "", ["Calle 1", "Tegucigalpa"], "HN"),
        ("Calle 1, Tegucigalpa, C. A.", "HN", ["Calle 1", "Tegucigalpa"], "HN"),
        ("Calle 1\nSan José\nCosta Rica\nCentroamérica", "", ["Calle 1", "San José"], "CR"),
        ("Calle 1, Managua, C.A.", "", ["Calle 1", "Managua", "C.A."], ""),
        ("1 Street, Ottawa, ON K1A 0A6, C.A.", "", ["1 Street", "Ottawa, ON K1A 0A6"], "CA"),
    ],
)
def test_central_america_is_not_canada(text, country, lines, code):
    """C.A. behind a country says where that lies; only a postal code shows that it is Canada."""
    assert _read(text, country=country).fields == {"lines": lines, "country": code}


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        ("Praça 1, 70160-900 Brasília", "BR", ["Praça 1", "70160-900 Brasília"]),
        ("Praça 1, 70160-900 Brasília, Brasil", "BR", ["Praça 1", "70160-900 Brasília"]),
        ("Avenue Bourguiba 1, Tunis", "TN", ["Avenue Bourguiba 1", "Tunis"]),
        ("Avenue Bourguiba 1, 1002 Tunis, Tunisie", "TN", ["Avenue Bourguiba 1", "1002 Tunis"]),
        ("Avenida 1, Panamá", "PA", ["Avenida 1", "Panamá"]),
        ("Avenida 1, Panamá, Panamá", "PA", ["Avenida 1", "Panamá"]),
        ("Rue 1, Djibouti", "DJ", ["Rue 1", "Djibouti"]),
        ("1 Rue X, Luxembourg", "LU", ["1 Rue X", "Luxembourg"]),
        ("1 Rue X, L-1234 Luxembourg, Luxembourg", "LU", ["1 Rue X", "L-1234 Luxembourg"]),
        ("1 Road, Singapore", "SG", ["1 Road", "Singapore"]),
        ("1 Road, Singapore 123456, Singapore", "SG", ["1 Road", "Singapore 123456"]),
        ("1 Quai, Monaco", "MC", ["1 Quai", "Monaco"]),
        ("Road 1, Kuwait", "KW", ["Road 1", "Kuwait"]),
        ("7a Avenida 1, Guatemala", "GT", ["7a Avenida 1", "Guatemala"]),
        ("Calle 1, México", "MX", ["Calle 1", "México"]),
        ("Calle 1, Ciudad de México, México", "MX", ["Calle 1", "Ciudad de México"]),
        ("1 Magu, Malé", "MV", ["1 Magu", "Malé"]),
    ],
)
def test_town_that_is_called_like_its_country_stays(text, code, lines):
    """The last words are the country and the town at once, unless another line has the town."""
    assert _read(text, country=code).fields == {"lines": lines, "country": code}


@pytest.mark.parametrize(
    ("text", "named", "lines", "code"),
    [
        ("1 Road, Hamilton, Bermuda", "UK", ["1 Road", "Hamilton"], "BM"),
        ("St Helier, Jersey", "UK", ["St Helier"], "JE"),
        ("1 Road, Douglas, Isle of Man", "UK", ["1 Road", "Douglas"], "IM"),
        ("1 Road, Gibraltar", "UK", ["1 Road", "Gibraltar"], "GI"),
        ("1 Rue, 97100 Basse-Terre, Guadeloupe", "FR", ["1 Rue", "97100 Basse-Terre", "Guadeloupe"], "FR"),
    ],
)
def test_territory_with_a_post_of_its_own_is_the_country(text, named, lines, code):
    """A territory that the address names is where the letter goes, whatever state the column names."""
    assert _read(text, country=named).fields == {"lines": lines, "country": code}


def test_region_that_is_a_country_counts_as_one():
    """A row that has Germany where its region would stand lies there, and that is told."""
    parts = {"postal code": "30159", "city": "Hannover", "region": "Germany"}
    found = read_address(WrittenAddress(streets=["Weg 1"], parts=parts, assumed="CH"))

    assert found.fields == {"lines": ["Weg 1", "30159 Hannover"], "country": "DE"}
    assert found.notes == ("'Germany' in 'region' is a country, and counts as one",)
    luxembourg = {"postal code": "6700", "city": "Arlon", "region": "Luxembourg"}
    assert read_address(WrittenAddress(streets=["Rue 1"], parts=luxembourg, assumed="BE")).fields["country"] == ""


@pytest.mark.parametrize(
    ("street", "parts", "country", "lines"),
    [
        ("Weg 1", {}, "CH", []),
        ("Weg 1", {"city": "3000 Bern"}, "CH", ["Weg 1", "3000 Bern"]),
        ("1 Street", {"city": "Boston, MA 02101"}, "US", ["1 Street", "Boston, MA 02101"]),
        ("Weg 1, 3000 Bern", {}, "CH", ["Weg 1, 3000 Bern"]),
        ("1 Quai", {}, "MC", ["1 Quai"]),
    ],
)
def test_street_without_a_town_is_no_address(street, parts, country, lines):
    """Nothing reaches a street of no town; a country that is a town, and a street that says it, need none."""
    found = read_address(WrittenAddress(streets=[street], parts=parts, country=country))

    assert found.fields["lines"] == lines
    assert ("'Weg 1' alone is no postal address" in found.notes) == (not lines)


@pytest.mark.parametrize(
    ("code", "city", "country", "line"),
    [
        ("1067", "Dresden", "DE", "01067 Dresden"),
        ("2101", "Boston", "US", "Boston 02101"),
        ("601", "Adjuntas", "PR", "Adjuntas 00601"),
        ("1000", "Bourg-en-Bresse", "FR", "01000 Bourg-en-Bresse"),
        ("8001", "Barcelona", "ES", "08001 Barcelona"),
    ],
)
def test_zeros_that_a_postal_code_has_lost_come_back_and_are_told(code, city, country, line):
    """Programs for tables take a code for a number."""
    found = read_address(WrittenAddress(streets=["Weg 1"], parts={"postal code": code, "city": city}, country=country))

    assert found.fields["lines"] == ["Weg 1", line]
    assert found.notes == (f"the postal code '{code}' has lost zeros, and counts as {line.strip(city + ' ')}",)


@pytest.mark.parametrize(("code", "country"), [("8,001", "CH"), ("1.0115E4", "DE"), ("12", "DE"), ("12345", "GB")])
def test_what_is_no_postal_code_of_the_country_is_told(code, country):
    """It stays, for somebody to correct."""
    found = read_address(WrittenAddress(streets=["Weg 1"], parts={"postal code": code, "city": "X"}, country=country))

    assert any(code in line for line in found.fields["lines"])
    assert found.notes[0].startswith(f"'{code}' is no postal code as {country} has them, such as ")


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("sw1a 0aa", "GB"),
        ("02101-1234", "US"),
        ("1016 DR", "NL"),
        ("D-10115", "DE"),
        ("K1A 0A6", "CA"),
        ("", "DE"),
        ("Y", "HK"),
    ],
)
def test_nothing_is_told_of_right_postal_codes(code, country):
    """In any case, with the sign of the country, and where a country has none."""
    found = read_address(WrittenAddress(streets=["Weg 1"], parts={"postal code": code, "city": "X"}, country=country))

    assert found.notes == ()
