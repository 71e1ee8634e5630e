"""From rows to profiles: what is filled in by which rule, and which rows lack too much."""

from datetime import date

import pytest

from entreaty.content.files.recipients import Recipient
from entreaty.importing.reading import LeftOut
from tests.support.made_up_sources import DAY, completed, mapping_of


def test_profile_is_whole_and_in_order():
    """A profile holds what the row says and what follows from it, in the order of the format."""
    found = completed(whole_name="Frau Dr. Anna van der Example")

    assert list(found.fields.items()) == [
        ("office", "Mayor"),
        ("organisation", "City of Example"),
        ("name", {"given": "Anna", "family": "van der Example", "title": "Dr."}),
        ("gender", "f"),
        ("form_of_address", "mayor"),
        ("language", "de"),
        ("audiences", ["legislature"]),
        ("address", {"lines": ["1 Way"], "country": "CH"}),
        ("verified", {"on": DAY, "status": "unverified", "source": "a page"}),
    ]
    assert found.undated
    assert Recipient.model_validate({"id": found.id, **found.fields}).full_name() == "Dr. Anna van der Example"


@pytest.mark.parametrize(
    ("said", "record", "gender"),
    [
        ({"name": {"family": "Example"}}, {"courtesies": ("Herr",)}, "m"),
        ({"name": {"family": "Example"}, "gender": "f"}, {}, "f"),
        ({"name": {"given": "Anna", "family": "Example"}}, {}, None),
        ({"gender": "f"}, {}, None),
    ],
)
def test_gender_is_never_guessed(said, record, gender):
    """A gender is stated by the source, for somebody with a name; a given name states none."""
    assert completed(said, **record).fields.get("gender") == gender


def test_names_are_completed_by_what_stands_beside_them():
    """A lone given name is how somebody is called, and a title beside the name that tells no gender is kept."""
    assert completed({"name": {"given": "Anna"}}).fields["name"] == {"family": "Anna"}
    titled = completed({"name": {"given": "Anna", "family": "Example"}}, courtesies=("Frau Dr.",)).fields
    assert (titled["name"]["title"], titled["gender"]) == ("Dr.", "f")


def test_language_country_and_state_follow_rules():
    """What the row says wins, then the order and the mapping file, then what is official in the country."""
    no_country = {"address": {"lines": ["1 Way"]}}

    assert completed({"language": ["fr", "de"]}).fields["language"] == ["fr", "de"]
    assert completed(settings={"language": "it"}).fields["language"] == "it"
    assert completed(settings=mapping_of(set={"language": "en"})).fields["language"] == "en"
    assert completed(no_country, settings={"country": "FR"}).fields["address"]["country"] == "FR"
    assert completed(no_country, settings=mapping_of(set={"country": "AM"})).fields["language"] == "hy"
    assert completed(no_country | {"state": "AZ"}).fields["address"]["country"] == "AZ"
    assert completed(settings=mapping_of(set={"state": "CH"})).fields["state"] == "CH"


def test_audiences_come_from_row_order_and_rules():
    """Audiences are gathered from all who give any; what goes without saying counts only where nobody does."""
    rules = [
        {"committee": "foreign affairs", "audiences": ["third-state"]},
        {"office": "MAYOR", "country": "CH", "audiences": ["mediator"]},
        {"category": "eu", "party": "x", "audiences": ["depositary"]},
    ]
    roles = {"roles": [{"organisation": {"en": "Foreign Affairs Committee"}}], "audiences": ["un-body", "unbody"]}
    found = completed(roles, settings={"audiences": ("regional-body",), **mapping_of(rules=rules)}, categories=("eu",))

    assert found.fields["audiences"] == ["un-body", "regional-body", "third-state", "mediator"]
    assert found.notes == ("there is no audience 'unbody'",)
    assert completed().fields["audiences"] == ["legislature"]
    assert "nothing says its audience" in completed(audience="").reason


def test_verification_is_honest():
    """Status and day are those of the source, of the mapping file, or of the import, and never better than known."""
    dated = completed(
        {"verified": {"on": date(2025, 1, 1), "status": "official", "source": "x"}},
        settings={"as_of": date(2025, 2, 2)},
    )
    as_of = completed(
        {"verified": {}}, status="third-party", credit="Open States", settings={"as_of": date(2025, 2, 2)}
    )
    for_all = completed({"verified": {}}, settings=mapping_of(set={"verified": {"status": "mirror", "source": "y"}}))
    strange = completed({"verified": {"status": "sure"}})

    assert dated.fields["verified"] == {"on": date(2025, 1, 1), "status": "official", "source": "x"}
    assert not dated.undated
    assert as_of.fields["verified"] == {"on": date(2025, 2, 2), "status": "third-party", "source": "Open States"}
    assert for_all.fields["verified"] == {"on": DAY, "status": "mirror", "source": "y"}
    assert strange.fields["verified"] == {"on": DAY, "status": "unverified", "source": "list.csv"}
    assert strange.notes == ("there is no status 'sure'; it counts as unverified",)


def test_what_is_needed_and_missing_leaves_the_row_out():
    """Without anybody to write to, or without a country, there is no profile."""
    found = completed({"office": "", "organisation": "", "address": {}})
    judge = completed({"office": "", "form_of_address": "judge"}, whole_name="Anna Example")

    assert isinstance(found, LeftOut)
    assert found.reason == (
        "nobody is named: fill in a name, a household, an office or an organisation; "
        "no country is named: use --country, such as --country CH"
    )
    assert "no office is named, which its form of address needs" in judge.reason
    whole = completed(
        {"office": ""}, settings=mapping_of(set={"office": {"en": "Mayor", "fr": "Maire"}, "organisation": "City"})
    )
    assert whole.fields["office"] == {"en": "Mayor", "fr": "Maire"}


def test_letters_after_the_name_are_not_doubled():
    """What the form of address sets after a name is taken from its suffix; other letters stay."""
    name = {"family": "Example", "suffix": "OBE, MP"}
    found = completed({"office": "Member of Parliament", "name": name})

    assert found.fields["name"] == {"family": "Example", "post_nominals": ["OBE"]}


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        ("KC MP", {"family": "Example", "post_nominals": ["KC"]}),
        ("PC, QC, MP", {"family": "Example", "post_nominals": ["PC", "QC"]}),
        ("Jr.", {"family": "Example", "suffix": "Jr."}),
        ("III", {"family": "Example", "suffix": "III"}),
    ],
)
def test_letters_after_the_name_get_a_place_of_their_own(suffix, name):
    """Letters such as KC are no suffix like Jr., since others stand between them and the name."""
    found = completed({"office": "Member of Parliament", "name": {"family": "Example", "suffix": suffix}})

    assert found.fields["name"] == name


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ({"household": "Familie Beck"}, "household"),
        ({"organisation": "Acme Ltd"}, "company"),
        ({"name": {"family": "Lee"}}, "person"),
    ],
)
def test_those_without_an_office_come_in_by_their_form(said, form):
    """A row that says household, company or person needs no office, and no organisation."""
    nothing = {"office": "", "organisation": "", "name": {}}
    found = completed({**nothing, **said, "form_of_address": form})

    assert found.fields["form_of_address"] == form
    assert "office" not in found.fields


def test_form_of_address_is_chosen_or_asked_for():
    """A known form that the row asks for wins, then that of the mapping file; an unknown one is told."""
    assert completed({"form_of_address": "judge"}).fields["form_of_address"] == "judge"
    unknown = completed({"form_of_address": "mayoress"}, settings=mapping_of(set={"form_of_address": "senator"}))
    assert unknown.fields["form_of_address"] == "senator"
    assert unknown.notes == ("there is no form of address 'mayoress'",)


def test_office_that_ended_is_marked():
    """An end in the past is when the profile ended; one to come is none yet."""
    assert completed(until=DAY).fields["ended"] == DAY
    assert "ended" not in completed(until=date(2031, 1, 3)).fields


def test_address_of_all_is_that_of_rows_without_one():
    """The mapping file gives an address to those who have none, and not to those who live in another country."""
    house = mapping_of(set={"address": {"lines": ["Rue Exemple 60", "1047 Bruxelles"], "country": "BE"}})
    none = {"address": {}}
    elsewhere = {"address": {"country": "FR"}}

    assert completed(none, settings=house).fields["address"] == {
        "lines": ["Rue Exemple 60", "1047 Bruxelles"],
        "country": "BE",
    }
    assert completed(settings=house).fields["address"] == {"lines": ["1 Way"], "country": "CH"}
    found = completed(elsewhere, settings=house)
    assert found.fields["address"] == {"country": "FR"}
    assert found.notes == ("the address of all lies in BE, but the row names FR",)


def test_language_may_be_that_of_the_state_that_they_act_for():
    """Members of an assembly of many states are written to in the language of theirs, not of its seat."""
    of_state = mapping_of(set={"language_of": "state", "language": "en"})

    assert completed({"state": "FR"}, settings=of_state).fields["language"] == "fr"
    assert completed({"state": "FR", "language": ["it"]}, settings=of_state).fields["language"] == "it"
    assert completed(settings=of_state).fields["language"] == "en"
    assert completed({"state": "FR"}).fields["language"] == "de"


def test_address_of_its_state_is_not_put_into_the_country_of_all():
    """A postal code of the state that the row names, which the country of all cannot have, holds the row back."""
    settings = {"country": "CH"}
    hannover = completed({"state": "DE", "address": {"lines": ["Weg 1", "30159 Hannover"]}}, settings=settings)
    geneva = completed({"state": "DE", "address": {"lines": ["Chemin 1", "1209 Genève"]}}, settings=settings)

    assert isinstance(hannover, LeftOut)
    assert hannover.reason == (
        "its address has no postal code as CH has them, but one as DE has them, which is its state: "
        "name its country in a column, or let that column be 'country' in the mapping file"
    )
    assert geneva.fields["address"]["country"] == "CH"


@pytest.mark.parametrize(
    ("whole", "said", "expected"),
    [
        ("", {"organisation": "Amt für Beispiele"}, ("organisation", "", "Amt für Beispiele", None)),
        ("Anna Example", {"organisation": ""}, ("person", "", "", "Example")),
        ("Anna Example", {"organisation": "Example Widgets"}, ("person", "", "Example Widgets", "Example")),
        ("Mr & Mrs John Smith", {"organisation": ""}, ("household", "Mr & Mrs John Smith", "", None)),
        ("Herr und Frau Meier", {"organisation": ""}, ("household", "Herr und Frau Meier", "", None)),
        ("M. et Mme Dupont", {"organisation": ""}, ("household", "M. et Mme Dupont", "", None)),
        ("Eheleute Meier", {"organisation": ""}, ("household", "Eheleute Meier", "", None)),
        ("The Smith Family", {"organisation": ""}, ("household", "The Smith Family", "", None)),
        ("Example Widgets Ltd.", {"organisation": ""}, ("organisation", "", "Example Widgets Ltd.", None)),
        ("Beispiel GmbH", {"organisation": ""}, ("organisation", "", "Beispiel GmbH", None)),
        ("Beispiel Energie AG", {"organisation": ""}, ("organisation", "", "Beispiel Energie AG", None)),
        ("Verein für Beispiele e. V.", {"organisation": ""}, ("organisation", "", "Verein für Beispiele e. V.", None)),
        ("MARIA SA", {"organisation": ""}, ("person", "", "", "SA")),
        ("Anna Familia", {"organisation": ""}, ("person", "", "", "Familia")),
        ("Anna Familia", {"organisation": "", "office": "Mayor"}, ("mayor", "", "", "Familia")),
    ],
)
def test_whoever_has_no_office_comes_in_as_what_they_are(whole, said, expected):
    """Persons, households and organisations need no office, and names show which of them a row is of."""
    fields = completed({"office": "", **said}, whole_name=whole).fields
    name = fields.get("name", {}).get("family")

    found = (fields["form_of_address"], fields.get("household", ""), fields.get("organisation", ""), name)
    assert found == expected


NOBODY = {"name": {}, "office": "", "organisation": "", "gender": ""}


@pytest.mark.parametrize(
    ("whole", "household"),
    [
        ("Anna Müller und Beat Meier", "Anna Müller und Beat Meier"),
        ("Dr. Anna & Karl Meier", "Dr. Anna & Karl Meier"),
        ("Frau Müller und Herr Meier", "Frau Müller und Herr Meier"),
        ("Anna Müller / Beat Meier", "Anna Müller / Beat Meier"),
        ("José Ortega y Ejemplo", None),
        ("Ana Costa e Exemplo", None),
        ("Carme Exemple i Prova", None),
    ],
)
def test_several_people_in_one_cell_are_a_household(whole, household):
    """No letter takes two people for one; what joins the parts of one family name joins no people."""
    found = completed(NOBODY, whole_name=whole)

    assert found.fields.get("household") == household
    assert ("name" in found.fields) == (household is None)


def test_several_people_who_hold_an_office_are_left_out_of_its_letter_and_told():
    """Which of them is meant is not for the program to say."""
    found = completed({"name": {}}, whole_name="Anna Müller / Beat Meier")

    assert "name" not in found.fields
    assert found.fields["office"] == "Mayor"
    assert found.notes[0] == (
        "'Anna Müller / Beat Meier' names several people, who are left out of the name: give each of them a row"
    )


@pytest.mark.parametrize(
    "whole",
    [
        "Example & Partners LLP",
        "Ministry of Justice",
        "The Example Trust",
        "Team Example",
        "Beispielverein",
        "Stadt Test",
    ],
)
def test_organisation_in_the_column_of_names_is_one(whole):
    """By the form in which it is registered, by its words, or because the row names it as the organisation too."""
    alone = completed(NOBODY, whole_name=whole).fields
    twice = completed({"name": {}, "organisation": whole}, whole_name=whole)

    assert (alone.get("name"), alone["organisation"]) == (None, whole)
    assert (twice.fields.get("name"), twice.fields["organisation"], twice.notes) == (None, whole, ())


def test_organisation_beside_another_one_is_told_and_left_out_of_the_name():
    """The letter goes to the organisation of the row."""
    found = completed({"name": {}, "office": ""}, whole_name="Team Example")

    assert "name" not in found.fields
    assert found.fields["organisation"] == "City of Example"
    assert found.notes[0] == ("'Team Example' names an organisation, not that of the row, and is left out of the name")


@pytest.mark.parametrize("whole", ["Anna Trust", "John Church", "Stadt, Anna", "Verein", "Anna Team"])
def test_people_who_are_called_like_a_body_stay_people(whole):
    """One word of two may be a family name."""
    assert "name" in completed(NOBODY, whole_name=whole).fields


def test_pronouns_behind_a_name_tell_the_gender_and_are_no_nickname():
    """“Anna Example (she/her)”, as profiles of social networks have it."""
    found = completed({"name": {}}, whole_name="Anna Example (she/her)").fields

    assert (found["name"], found["gender"]) == ({"given": "Anna", "family": "Example"}, "f")
