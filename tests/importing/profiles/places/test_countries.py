"""Which country words name."""

import pytest

from entreaty.content.locales import states
from entreaty.importing.profiles.places.countries import NAMES, country_called, country_in_address, named_country
from tests.support.made_up_sources import bring, read, reasons, records, said_by, write
from tests.support.names_of_countries import table
from tests.support.spellings_of_countries import NOT_COUNTRIES, SPELLINGS

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize(("words", "code"), SPELLINGS)
def test_every_spelling_in_use_is_known(words, code):
    """Official, common and former names, abbreviations and parts of states name their country, in any capitals."""
    assert {country_called(form) for form in (words, words.upper(), words.lower(), f" {words} ")} == {code}


@pytest.mark.parametrize("words", NOT_COUNTRIES)
def test_what_names_no_country_is_told(words):
    """A state that fell apart, people, two countries at once, and codes of something else name no country."""
    found = named_country(words)

    assert found.code == ""
    assert found.problem.startswith(f"'{words}'")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("Switzerlnd", "did you mean 'Switzerland'?"),
        ("Deutsch", "in 'country' is a nationality; did you mean 'Germany'?"),
        ("französisch", "in 'country' is a nationality; did you mean 'France'?"),
        ("???!", "write its name or its code, such as CH"),
        ("Germny", "did you mean 'Germany'?"),
    ],
)
def test_what_may_have_been_meant_is_said(words, hint):
    """A name with a slip, and a nationality, are told with the country that may have been meant."""
    assert hint in named_country(words).problem


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Suisse", "CH"),
        ("GERMANY", "DE"),
        ("U.K.", "GB"),
        ("Federal Republic of Germany", "DE"),
        ("Νορβηγία", "NO"),
        ("日本", "JP"),
        # Regions of other states, and towns, are no countries in an address.
        ("IL", None),
        ("CA", None),
        ("Bern", None),
        ("3003 Bern", None),
        ("Congo", None),
    ],
)
def test_line_of_an_address_names_a_country_by_its_name(words, code):
    """In an address, names count in every language, and short codes only where the row bears them out."""
    assert country_in_address(words) == code


def test_names_of_all_languages_are_those_of_cldr():
    """The shipped table is what `python -m tests.support.names_of_countries` writes, and has every code."""
    shipped = NAMES.read_text(encoding="utf-8")

    assert shipped == table()
    assert {line[:2] for line in shipped.splitlines()} == states()


_HEADING = ("Name", "Office", "Organisation", "Address", "Country")


@pytest.mark.parametrize("words", ["Federatia Rusa", "Moskau", "Россия-Матушка", "Soviet Union", "Outer Space"])
def test_option_never_overrules_a_country_that_is_named(tmp_path, words):
    """A row that names a country which is not known stays out, whatever `--country` says of rows that name none."""
    table = f"name,office,organisation,address,country\nA B,C,D,1 Way,{words}"
    done = bring(tmp_path, [write(tmp_path, "in.csv", table)],
                 country="CH")  # fmt: skip

    assert done.merged.changes == ()
    assert [words in row.reason for row in done.merged.left_out] == [True]


@pytest.mark.parametrize("words", ["", "-", "N/A", "k. A.", "unbekannt"])
def test_option_holds_where_no_country_is_named(words):
    """Empty cells, and words for nothing, name no country."""
    assert said_by(_HEADING, "A B", "C", "D", "1 Way", words).fields["address"] == {"lines": ["1 Way"]}


@pytest.mark.parametrize(
    ("country", "code", "lines"),
    [
        ("Czech Republic", "CZ", ["1 Way", "110 00 Praha"]),
        ("Korea (Republic of)", "KR", ["1 Way", "Praha", "110 00"]),
        ("Northern Ireland", "GB", ["1 Way", "Praha", "110 00"]),
        ("The Netherlands", "NL", ["1 Way", "110 00 Praha"]),
        ("Österreich", "AT", ["1 Way", "110 00 Praha"]),
    ],
)
def test_cards_name_countries_as_people_do(tmp_path, country, code, lines):
    """The country of a vCard is known by every spelling, and decides the order of the lines."""
    address = f"ADR;TYPE=WORK:;;1 Way;Praha;;110 00;{country}"
    card = f"BEGIN:VCARD\nVERSION:3.0\nN:B;A\nFN:A B\nORG:D\nTITLE:C\n{address}\nEND:VCARD\n"
    (found,) = records(read(tmp_path, "in.vcf", card))

    assert found.fields["address"] == {"lines": lines, "country": code}


def test_card_with_an_unknown_country_is_held_back(tmp_path):
    """A card whose country is none stays out, with the reason."""
    card = "BEGIN:VCARD\nVERSION:3.0\nN:B;A\nFN:A B\nORG:D\nTITLE:C\nADR;TYPE=WORK:;;1 Way;X;;1;Narnia\nEND:VCARD\n"

    assert reasons(read(tmp_path, "in.vcf", card)) == [
        (1, "'Narnia' is not the name of a country; write its name or its code, such as CH")
    ]


def test_country_that_contradicts_the_address_holds_the_row_back():
    """Where the address ends in another country than the row names, one of them is wrong, and nobody guesses which."""
    assert said_by(_HEADING, "A B", "C", "D", "1 Way\n3003 Bern\nFinland", "CH").held == (
        "the address names 'Finland', but 'country' says CH: correct one of them"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Schweiz/Suisse", "CH"),
        ("Belgique-België", "BE"),
        ("Burma/Myanmar", "MM"),
        ("Cymru / Wales", "GB"),
        ("Rep. of Yemen", "YE"),
        ("Rép. de Moldova", "MD"),
        ("Deutschland / Frankreich", None),
        ("Rep. of Congo", None),
    ],
)
def test_names_in_two_languages_and_abbreviated_states_are_known(words, code):
    """Several names of one country are that country; of two, they are none."""
    assert country_called(words) == code


def test_no_other_country_is_proposed_for_a_region():
    """What is far from every name gets no name proposed."""
    assert named_country("Crimea").problem == (
        "'Crimea' is not the name of a country; write its name or its code, such as CH"
    )
