"""Words for nothing are none, lost letters hold a row back, and values that contradict their heading are told."""

import pytest

from tests.support.made_up_sources import completed, said_by

_HEADING = ("Given name", "Family name", "Office", "Organisation", "Street", "City", "Email", "Country")


@pytest.mark.parametrize(
    "word", ["NULL", "N/A", "nan", "None", "k. A.", "#REF!", "TBC", "non renseigné", "s/d", "n.v.t."]
)
def test_words_for_nothing_are_no_values(word):
    """Neither a name nor a line of an address comes of them, in whatever language, and each is told once."""
    found = said_by(_HEADING, word, word, "Mayor", "City", word, word, word, "US")

    assert found.fields == {"office": "Mayor", "organisation": "City", "address": {"country": "US"}}
    assert found.notes == (f"'{word}' says nothing: given name, family name, street, city, email",)


@pytest.mark.parametrize("sign", ["-", "--", "–", ".", "?", "/"])
def test_signs_alone_say_nothing_and_are_no_news(sign):
    """A dash in a cell is a usual way to leave it empty."""
    found = said_by(_HEADING, sign, sign, "Mayor", "City", sign, sign, sign, "US")

    assert found.fields == {"office": "Mayor", "organisation": "City", "address": {"country": "US"}}
    assert found.notes == ()


@pytest.mark.parametrize(
    "word", ["Vacant", "VACANCY", "vakant", "N. N.", "derzeit unbesetzt", "poste vacant", "Vacante", "вакансия"]
)
def test_vacant_offices_have_no_holder(word):
    """The letter goes to the office, and never to Mr Vacant."""
    found = said_by(("Name", "Office", "Organisation", "Country"), word, "Mayor", "City", "US")

    assert found.whole_name == ""
    assert found.notes == (f"'{word}' names nobody: name",)


@pytest.mark.parametrize(
    ("given", "family"),
    [("Nan", "Sample"), ("Christopher", "Null"), ("Anna", "Frei"), ("N. N.", "Sample"), ("Na", "Muster")],
)
def test_names_that_look_like_nothing_are_names_beside_others(given, family):
    """Somebody is called Null, and somebody Nan."""
    name = said_by(_HEADING, given, family, "Mayor", "City", "", "", "", "US").fields["name"]

    assert name == {"given": given, "family": family}


@pytest.mark.parametrize(
    ("given", "family", "expected"),
    [
        ("NULL", "NULL", {}),
        ("Jane", "NULL", {"given": "Jane"}),
        ("nan", "nan", {}),
        ("None", "None", {}),
        ("Null", "", {}),
    ],
)
def test_what_programs_write_for_nothing_is_no_name(given, family, expected):
    """Nobody writes their name as a program writes nothing."""
    assert said_by(_HEADING, given, family, "Mayor", "City", "", "", "", "US").fields.get("name", {}) == expected


def test_namibia_is_a_country_and_na_is_nothing():
    """The code of Namibia counts in a column of countries, unless the row writes it for nothing elsewhere."""
    heading = ("Name", "Office", "Organisation", "Street", "Country")

    assert said_by(heading, "A B", "C", "D", "1 Way", "NA").fields["address"]["country"] == "NA"
    assert said_by(heading, "A B", "C", "D", "NA", "NA").fields.get("address") is None


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("family name", "M\ufffdller"),
        ("organisation", "Beh\ufffdrde"),
        ("street", "Stra\ufffde 1"),
        ("city", "M?nchen"),
        ("given name", "J?rg"),
    ],
)
def test_lost_letters_hold_the_row_back(column, text):
    """What a program could not read or write is gone: nothing is printed of it."""
    cells = dict(zip(map(str.lower, _HEADING), ("A", "B", "Mayor", "City", "1 Way", "Bath", "", "GB"), strict=True))
    reason = said_by(_HEADING, *{**cells, column: text}.values()).reason

    assert reason == (
        f"letters are lost in '{column}': '{text}'; export it again as UTF-8, or name its encoding (--encoding)"
    )


def test_lost_letters_of_a_note_cost_the_note():
    """What no letter prints holds nobody back."""
    found = said_by((*_HEADING, "Note"), "A", "B", "Mayor", "City", "", "", "", "GB", "caf\ufffd")

    assert "note" not in found.fields
    assert found.notes == ("letters are lost in 'note', which is left out: 'caf\ufffd'",)


@pytest.mark.parametrize(
    ("given", "family"), [("12", "345"), ("A1", "Sample"), ("Anna", "a@b.example"), ("Room", "5"), ("2", "")]
)
def test_name_that_holds_digits_is_none(given, family):
    """The letter goes to the office, and a note says why."""
    found = said_by(_HEADING, given, family, "Mayor", "City", "", "", "", "US")

    assert "name" not in found.fields
    assert {"is no name" in note for note in found.notes} == {True}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("office", "06M071"),
        ("office", "Room 12"),
        ("office", "Zimmer 3b"),
        ("organisation", "17"),
        ("organisation", "E92000001"),
        ("organisation", "ja"),
    ],
)
def test_rooms_numbers_and_answers_are_no_office_and_no_organisation(column, text):
    """A column that holds something else than its heading says is told, and never printed."""
    found = said_by((column, "Name", "Country"), text, "A B", "CH")

    assert column not in found.fields
    assert found.notes[0].startswith(f"'{text}' in '{column}' is ")


@pytest.mark.parametrize("text", ["G20", "Org 0", "Ward 12 Office", "1. Kammer", "U3 Verein"])
def test_offices_and_organisations_may_have_numbers(text):
    """A number within a name is none of a room."""
    assert said_by(("Organisation", "Name", "Country"), text, "A B", "CH").fields["organisation"] == text


@pytest.mark.parametrize(
    ("text", "gender"), [("Mr", "m"), ("Mme", "f"), ("Herr Dr.", "m"), ("Dr", None), ("Prof.", None)]
)
def test_salutation_that_is_a_courtesy_is_one(text, gender):
    """A column "Salutation" that holds "Mr" is no whole salutation, which would be printed as it is."""
    row = said_by(("Name", "Salutation", "Office", "Organisation", "Country"), "A B", text, "Mayor", "City", "CH")
    found = completed(row.fields, whole_name=row.whole_name, courtesies=row.courtesies)

    assert "salutation" not in found.fields
    assert found.fields.get("gender") == gender


@pytest.mark.parametrize(
    "text", ["Dear Ms Lee", "Sehr geehrter Herr Rat", "Your Grace", "Madame la Maire", "Dear friends"]
)
def test_whole_salutations_stay(text):
    """What is more than a courtesy is printed as it stands."""
    assert said_by(("Name", "Salutation", "Country"), "A B", text, "CH").fields["salutation"] == text


def test_gender_that_is_not_known_is_told():
    """A word that is neither left out nor guessed is told."""
    assert said_by(("Name", "Gender", "Country"), "A B", "zzz", "CH").notes == (
        "'zzz' in 'gender' is not known: f or m, or words for them",
    )


@pytest.mark.parametrize(
    "name",
    ["To be elected", "The Mayor", "Der Bürgermeister", "Le Maire", "Stelle offen", "Sitz frei", "Herr N.N.",
     "Dr. N. N.",
     "Frau NN", "Mayor"],
)  # fmt: skip
def test_placeholders_and_offices_are_no_names(name):
    """The letter goes to the office, and greets nobody as Mr N. N. or Mayor Mayor."""
    found = said_by(("Name", "Office", "Organisation", "Country"), name, "Mayor", "City", "GB")

    assert (found.whole_name, "name" in found.fields) == ("", False)
    assert found.notes == (f"'{name}' names nobody: name",)


@pytest.mark.parametrize(("given", "family"), [("Ann", "N.N."), ("Sir Ian", "TBC"), ("Ann", "to be elected")])
def test_given_name_beside_a_placeholder_is_no_name(given, family):
    """Half a name is none, and both halves are told."""
    found = said_by(_HEADING, given, family, "Mayor", "City", "", "", "", "US")

    assert "name" not in found.fields
    assert found.notes == (
        f"'{family}' names nobody: family name" if family != "TBC" else "'TBC' says nothing: family name",
        f"'{given}' in 'given name' is left out, because '{family}' is no name",
    )


@pytest.mark.parametrize("name", ["The Vinh", "Ann Mayor", "La Toya Frei", "De Wit", "Ann Open"])
def test_names_with_words_like_articles_and_offices_are_names(name):
    """An article alone makes no office, and an office no placeholder."""
    assert said_by(("Name", "Office", "Country"), name, "Mayor", "GB").whole_name == name


@pytest.mark.parametrize("town", ["Leer", "Offen"])
def test_towns_that_look_like_nothing_are_towns(town):
    """Leer is a town in East Frisia; in small letters, or where the row has it elsewhere, too, it is none."""
    heading = ("Name", "Office", "Organisation", "Street", "Postal code", "City", "Country")
    there = said_by(heading, "A B", "Landrat", "Kreis", "Weg 1", "26789", town, "DE")
    small = said_by(heading, "A B", "Landrat", "Kreis", "Weg 1", "26789", town.lower(), "DE")
    twice = said_by(heading, "A B", "Landrat", "Kreis", town, "26789", town, "DE")

    assert there.fields["address"]["lines"] == ["Weg 1", f"26789 {town}"]
    assert town not in str(small.fields)
    assert town not in str(twice.fields)


def test_m_of_two_meanings_is_told_as_it_stands():
    """In Spanish, M can be mujer or masculino."""
    assert said_by(("Nombre", "Sexo", "País"), "A B", "M", "ES").notes == (
        "'M' in 'gender' can be mujer or masculino: write f or m",
    )
