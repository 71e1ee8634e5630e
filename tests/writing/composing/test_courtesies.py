"""How a letter begins and ends: salutation, envelope and closing, by gender, state, sender and what the profile has."""

from dataclasses import replace

import pytest

from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.problems import ContentError
from entreaty.writing.composing.addressed import fill, fill_choosing, form_values
from entreaty.writing.composing.courtesies import Courtesies, courtesies_of, unverified_courtesies
from tests.support.sample_content import make_basis, make_form, make_recipient, posted_from

GENDERED = {"neutral": "Dear Minister,", "feminine": "Dear Madam {surname},", "masculine": "Dear Mr {surname},"}
NAME = {"given": "Ana", "family": "Doe"}
FORMS = load_forms_of_address()


def _courtesy(form=None, language="en", sender=None, **profile):
    forms = {"minister": {language: form or make_form(salutation=GENDERED)}}
    basis = replace(posted_from(sender), forms=forms)
    return courtesies_of(make_recipient(form_of_address="minister", **profile), language, basis)


def _shipped(form, language, sender=None, **profile):
    return courtesies_of(make_recipient(form_of_address=form, **profile), language, posted_from(sender))


def _problem(form, language, forms=FORMS, **profile):
    with pytest.raises(ContentError) as caught:
        courtesies_of(make_recipient(form_of_address=form, **profile), language, make_basis(forms=forms))
    (problem,) = caught.value.problems
    return problem.message, problem.hint


@pytest.mark.parametrize(
    ("profile", "salutation", "named"),
    [
        ({}, "Dear Minister,", ()),
        ({"name": NAME}, "Dear Minister,", ("Ana Doe",)),
        ({"name": NAME, "gender": "f"}, "Dear Madam Doe,", ("Ana Doe",)),
        ({"name": NAME, "gender": "m"}, "Dear Mr Doe,", ("Ana Doe",)),
    ],
)
def test_gender_is_never_guessed(profile, salutation, named):
    """The form for a woman or a man serves where the profile says so; unknown means the neutral one."""
    envelope = (*named, "President", "Example Committee")

    assert _courtesy(**profile) == Courtesies(salutation, "Yours sincerely,", envelope)


def test_form_that_is_the_same_for_all():
    """A form without a feminine or a masculine is neutral for a woman too."""
    assert _courtesy(make_form(), name=NAME, gender="f").salutation == "Dear Minister,"


def test_neutral_form_may_name_the_holder():
    """A neutral form with the surname names the holder, whatever the gender."""
    form = make_form(salutation={"neutral": "Dear Minister {surname},"})

    assert _courtesy(form, name=NAME).salutation == "Dear Minister Doe,"


@pytest.mark.parametrize("profile", [{}, {"salutation": "Dear {surname},"}])
def test_form_with_a_surname_needs_a_name(profile):
    """A salutation that names the holder of an office whose holder is not known is a problem, not a blank."""
    forms = {"minister": {"en": make_form(salutation={"neutral": "Dear {surname},"})}}

    assert _problem("minister", "en", forms, **profile) == (
        "the salutation 'Dear {surname},' names what the profile of 'mediator' does not have",
        "complete the profile, or give it a 'salutation' without braces",
    )


@pytest.mark.parametrize(
    ("own", "salutation"),
    [
        ("Excellency,", "Excellency,"),
        ({"en": "Dear Dr {surname},"}, "Dear Dr Doe,"),
        ({"en": "Dear [all] of you,"}, "Dear [all] of you,"),
        ({"fr": "Madame,"}, "Dear Madam Doe,"),
    ],
)
def test_own_salutation_wins(own, salutation):
    """The profile's own salutation is used as it is, unless it is in another language than the letter."""
    assert _courtesy(salutation=own, name=NAME, gender="f").salutation == salutation


@pytest.mark.parametrize(("language", "sender"), [("en", "US"), ("de", "CH")])
def test_own_salutation_keeps_its_punctuation(language, sender):
    """What the profile says is not made to fit the usage of the sender's country."""
    assert _shipped("minister", language, sender, salutation="Dear all,").salutation == "Dear all,"


@pytest.mark.parametrize(
    ("salutation", "closing"),
    [
        ("Madame la Ministre, Monsieur le Ministre,", "Agréez, Madame la Ministre, Monsieur le Ministre, mes vœux."),
        ("Monsieur\u00a0!", "Agréez, Monsieur, mes vœux."),
        ("Monsieur\u202f:", "Agréez, Monsieur, mes vœux."),
        ("Monsieur,", "Agréez, Monsieur, mes vœux."),
        ("Cher Monsieur le Président,", "Agréez, cher Monsieur le Président, mes vœux."),
        ("Chère Madame,", "Agréez, chère Madame, mes vœux."),
    ],
)
def test_closing_repeats_the_salutation_without_its_end(salutation, closing):
    """A closing takes up the salutation without its punctuation and the space before that, and "cher" in lower case."""
    form = make_form(closing="Agréez, {salutation}, mes vœux.")
    found = _courtesy(form, "fr", salutation=salutation)

    assert (found.salutation, found.closing) == (salutation, closing)


@pytest.mark.parametrize(
    ("sender", "state", "end"),
    [
        ("DE", None, ","),
        ("AT", None, ","),
        ("LI", None, ","),
        ("CH", None, ""),
        ("FR", "CH", ","),
        (None, None, ""),
    ],
)
def test_comma_after_a_german_salutation(sender, state, end):
    """Germany and Austria set a comma, Switzerland nothing; without a sender the country of the address decides."""
    found = _shipped("unnamed-official", "de", sender, state=state)

    assert found.salutation == f"Sehr geehrte Damen und Herren{end}"


def test_german_letter_to_germany_has_a_comma_without_a_sender():
    """Where nobody has signed yet, a letter to an address in Germany follows German usage."""
    address = {"lines": ["1 Beispielweg", "10117 Berlin"], "country": "DE"}

    assert _shipped("unnamed-official", "de", address=address) == Courtesies(
        "Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen", ("Example Committee", "President")
    )


@pytest.mark.parametrize(("sender", "greeting"), [("CH", "Grüssen"), ("LI", "Grüssen"), ("DE", "Grüßen")])
def test_swiss_german_has_no_eszett(sender, greeting):
    """Words of a form are spelt as in the sender's country; a name keeps its letters."""
    found = _shipped("un-special-rapporteur", "de", sender, name={"family": "Strauß"}, gender="m")

    assert found.salutation.startswith("Sehr geehrter Herr Strauß")
    assert found.closing == f"Mit freundlichen {greeting}"


@pytest.mark.parametrize(
    ("sender", "state", "salutation"),
    [
        ("US", "AM", "Dear Minister:"),
        ("GB", "AM", "Dear Minister,"),
        ("GB", "US", "Dear Secretary,"),
        (None, "US", "Dear Secretary:"),
        (None, "AM", "Dear Minister,"),
        (None, None, "Dear Minister,"),
    ],
)
def test_colon_after_an_english_salutation(sender, state, salutation):
    """Americans set a colon, as do letters to American offices that nobody has signed; all others a comma."""
    assert _shipped("minister", "en", sender, state=state).salutation == salutation


@pytest.mark.parametrize(
    ("sender", "state", "salutation"),
    [
        ("AM", "AM", "Dear Minister,"),
        ("AM", "AZ", "Excellency,"),
        ("CH", None, "Dear Minister,"),
        ("CH", "AZ", "Excellency,"),
        (None, "CH", "Excellency,"),
    ],
)
def test_at_home_is_where_the_office_is_of(sender, state, salutation):
    """A sender is at home with the offices of the own state, or of the own country where they act for no state."""
    assert _shipped("foreign-minister", "en", sender, state=state).salutation == salutation


NAMED = {"name": {**NAME, "dative": {"ru": "Ане Доу"}}, "gender": "f", "state": "AM"}
OF_ARMENIA = {"of_country": {"ru": "Республики Армения"}}


@pytest.mark.parametrize(
    ("form", "profile", "envelope"),
    [
        ("ambassador", NAMED | OF_ARMENIA, (
            "Её Превосходительству", "госпоже Ане Доу", "Чрезвычайному и Полномочному Послу Республики Армения",
            "Example Committee",
        )),
        ("ambassador", NAMED, (
            "Её Превосходительству", "госпоже Ане Доу", "Чрезвычайному и Полномочному Послу", "Example Committee",
        )),
        ("ambassador", NAMED | OF_ARMENIA | {"name": NAME}, (
            "Чрезвычайному и Полномочному Послу Республики Армения", "Example Committee",
        )),
        ("minister", NAMED | {"office_dative": {"ru": "Министру"}}, (
            "Министру", "госпоже Ане Доу", "Example Committee",
        )),
        ("minister", NAMED, ("Example Committee", "President", "Ане Доу")),
        ("minister", NAMED | {"name": NAME}, ("Example Committee", "President")),
        ("prison-director", NAMED | {"organisation_genitive": {"ru": "Комитета"}}, (
            "Директору Комитета", "госпоже Ане Доу",
        )),
    ],
)  # fmt: skip
def test_russian_cases_come_from_the_profile(form, profile, envelope):
    """A dative that the profile lacks gives way to the neutral form: no name is printed undeclined."""
    assert _shipped(form, "ru", "FR", **profile).envelope == envelope


@pytest.mark.parametrize(
    ("profile", "envelope"),
    [
        (
            NAMED | {"name": {**NAME, "dative": {"hy": "Անա Դոյին"}}},
            ("President", "տիկին Անա Դոյին", "Example Committee"),
        ),
        (NAMED, ("President", "Example Committee")),
        (NAMED | {"office_dative": {"hy": "Նախարարին"}}, ("Նախարարին", "Example Committee")),
    ],
)
def test_armenian_cases_come_from_the_profile(profile, envelope):
    """In Armenian too, only a name in the dative stands on the envelope."""
    assert _shipped("minister", "hy", "FR", **profile).envelope == envelope


@pytest.mark.parametrize(
    ("form", "profile", "envelope"),
    [
        ("mayor", {"constituency": "Le Havre"}, ("Madame Ana Doe", "Maire du Havre", "Comité exemplaire")),
        ("mayor", {}, ("Madame Ana Doe", "Maire", "Comité exemplaire")),
        ("ambassador", {}, ("Son Excellence Madame Ana Doe", "Ambassadrice", "Comité exemplaire")),
        ("ambassador", {"of_country": {"en": "of Armenia"}}, (
            "Son Excellence Madame Ana Doe", "Ambassadrice", "Comité exemplaire",
        )),
    ],
)  # fmt: skip
def test_phrases_fall_away_with_what_they_name(form, profile, envelope):
    """Country and place are left out where the profile lacks them in the language of the letter."""
    office = {"office": {"mayor": "Maire", "ambassador": "Ambassadrice"}[form]}
    assert _shipped(form, "fr", "FR", **(NAMED | office | profile)).envelope == envelope


@pytest.mark.parametrize(
    ("form", "language", "office", "line"),
    [
        ("mayor", "fr", {"fr": "Échevine de la mobilité"}, "Échevine de la mobilité"),
        ("mayor", "de", {"de": "Beigeordnete für Verkehr"}, "Beigeordnete für Verkehr"),
        ("mayor", "es", {"es": "Concejala de movilidad"}, "Concejala de movilidad"),
        ("speaker", "en", {"en": "Presiding Officer"}, "Presiding Officer"),
        ("foreign-minister", "en", {"en": "Secretary of State"}, "Secretary of State"),
        ("head-of-state", "de", {"de": "Staatsoberhaupt"}, "Staatsoberhaupt"),
        # Words of another language, and those that begin as the form's do, leave its line as it is.
        ("mayor", "fr", {"en": "Deputy for mobility"}, "Maire"),
        ("foreign-minister", "de", {"de": "Außenministerin"}, "der Ministerin für auswärtige Angelegenheiten"),
        # In Russian, the office stands in the dative.
        ("ambassador", "ru", {"ru": "Глава миссии"}, "Чрезвычайному и Полномочному Послу"),
    ],
)
def test_office_that_is_in_no_list_stands_in_its_own_words(form, language, office, line):
    """An envelope does not call somebody mayor whose profile says something else."""
    envelope = _shipped(form, language, "GB", **(NAMED | {"office": office})).envelope

    assert line in envelope
    assert not set(office.values()) - {line} & set(envelope)


def test_russian_office_that_is_in_no_list_stands_in_its_dative():
    """Where the profile declines its office, that stands in place of the form's."""
    office = {"office": {"ru": "Глава миссии"}, "office_dative": {"ru": "Главе миссии"}}

    assert "Главе миссии" in _shipped("ambassador", "ru", "FR", **(NAMED | office)).envelope


@pytest.mark.parametrize(
    ("organisation", "envelope"),
    [
        ("National Assembly", ("Mr Ana Doe", "Speaker of the National Assembly")),
        ("European Commission", ("Ana Doe", "President of the European Commission")),
        ("Commission", ("Ana Doe", "President of the European Commission")),
        ("Comm", ("Ana Doe", "President of the European Commission", "Comm")),
    ],
)
def test_organisation_stands_last_unless_it_is_said(organisation, envelope):
    """The organisation is added as the profile has it, unless a line already has its words."""
    form = "speaker" if organisation == "National Assembly" else "eu-commission-president"
    office = "Speaker" if form == "speaker" else "President"
    found = _shipped(form, "en", "CH", name=NAME, gender="m", office=office, organisation=organisation)

    assert found.envelope == envelope


def test_office_that_is_its_organisation_stands_once():
    """An office and an organisation of the same name are one line."""
    assert _shipped("unnamed-official", "en", office="The Registry", organisation="The Registry").envelope == (
        "The Registry",
    )


def test_language_without_a_form_of_the_office_takes_the_general_one():
    """Where an office has no form in the language of the letter, whoever holds it is greeted like anybody."""
    assert _shipped("icrc-president", "ka") == Courtesies(
        "პატივცემულო ქალბატონო ან ბატონო,", "პატივისცემით,", ("President", "Example Committee")
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("ministre", "did you mean 'minister'?"), ("zzz", "there are: minister, judge")]
)
def test_unknown_form_of_address(name, hint):
    """A form of address that does not exist is reported with the nearest one, or with all that there are."""
    forms = {"minister": {"en": make_form()}, "judge": {"en": make_form()}}

    assert _problem(name, "en", forms) == (f"there is no form of address '{name}'", hint)


def test_form_of_address_that_lacks_the_language():
    """A form that is not known in the letter's language, in which there is no general one either, is a problem."""
    forms = {"minister": {"en": make_form()}, "unnamed-official": {"en": make_form()}}

    assert _problem("minister", "fr", forms) == (
        "the form of address 'minister' is not known in 'fr'",
        "it is known in: en",
    )


def _warned(form, language, sender=None, **profile):
    recipient = make_recipient(form_of_address=form, **profile)
    return [(one.message, one.level) for one in unverified_courtesies(recipient, language, posted_from(sender))]


@pytest.mark.parametrize(
    ("form", "language", "profile", "words"),
    [
        ("icrc-president", "fr", {}, "the salutation and closing for 'icrc-president' in 'fr' are"),
        ("un-secretary-general", "en", {}, "the closing for 'un-secretary-general' in 'en' is"),
        ("foreign-minister", "fr", {"name": NAME, "gender": "f"}, "the envelope for 'foreign-minister' in 'fr' is"),
        ("foreign-minister", "fr", {}, "the salutation for 'foreign-minister' in 'fr' is"),
        ("icrc-president", "fr", {"salutation": "Madame,"}, "the closing for 'icrc-president' in 'fr' is"),
        ("ambassador", "ru", NAMED, "the salutation for 'ambassador' in 'ru' is"),
        ("ambassador", "ru", NAMED | {"name": NAME}, "the salutation and envelope for 'ambassador' in 'ru' are"),
        ("icrc-president", "hy", {}, "the salutation, envelope and closing for 'icrc-president' in 'hy' are"),
    ],
)
def test_words_from_memory_are_reported(form, language, profile, words):
    """One warning names the parts of the letter whose words nobody has seen, for what this recipient gets."""
    assert _warned(form, language, **profile) == [(f"{words} known only from memory", "warning")]


def test_warning_shows_the_words():
    """A native speaker sees in the warning what to look at."""
    (problem,) = unverified_courtesies(make_recipient(), "en", posted_from("US"))

    assert problem.hint == "let a native speaker look at: Dear President: … Sincerely,"


@pytest.mark.parametrize(
    ("form", "language", "sender", "profile"),
    [
        ("head-of-state", "en", "FR", {"name": NAME, "gender": "f", "state": "AM"}),
        ("monarch", "fr", "FR", {"salutation": "Sire,"}),
        ("mayor", "fr", "FR", {"name": NAME, "gender": "m"}),
        ("no-such-form", "en", None, {}),
    ],
)
def test_words_that_were_seen_are_not_told(form, language, sender, profile):
    """There is no warning where all words have a source, nor where there are none at all."""
    assert _warned(form, language, sender, **profile) == []


def test_variant_for_citizens_has_its_own_source():
    """What was seen in letters from abroad says nothing about how citizens write."""
    profile = {"name": NAME, "gender": "f", "state": "AM"}

    assert _warned("head-of-state", "en", "AM", **profile) == [
        ("the salutation and envelope for 'head-of-state' in 'en' are known only from memory", "warning")
    ]


def test_own_salutation_serves_where_no_form_is_known():
    """Without a form of address in the language, the profile's salutation stands with the closing of the phrases."""
    basis = make_basis(forms={"minister": {"en": make_form()}})
    recipient = make_recipient(form_of_address="minister", salutation={"fr": "Monsieur {surname},"}, name=NAME)

    assert courtesies_of(recipient, "fr", basis) == Courtesies(
        salutation="Monsieur Doe,", closing=dict(basis.phrases.for_language("fr"))["closing"]
    )


def test_own_salutation_without_its_value_serves_nowhere():
    """Where no form is known in the language, a salutation that names what the profile lacks is of no help."""
    forms = {"minister": {"en": make_form()}}

    assert _problem("minister", "fr", forms, salutation={"fr": "Monsieur {surname},"}) == (
        "the form of address 'minister' is not known in 'fr'",
        "it is known in: en",
    )


VALUES = {"name": "Ana Doe", "office": "Chair"}


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("Dear {name},", "Dear Ana Doe,"),
        ("Dear {surname},", None),
        ("Dear [{name}],", "Dear [Ana Doe],"),
        ("Dear all,", "Dear all,"),
    ],
)
def test_words_are_filled_in_or_not_at_all(words, filled):
    """Words are printed with what they name, or not; brackets mean nothing in a profile's own words."""
    assert fill(words, VALUES) == filled


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("President[ {of_country}]", "President"),
        ("Dear President[ {surname}],", "Dear President,"),
        ("[{name} MP|{office}]", "Ana Doe MP"),
        ("[{name_dative}|{office}]", "Chair"),
        ("[{name_dative}]", ""),
        ("Dear [{surname}|Member of Parliament],", "Dear Member of Parliament,"),
        ("[{name}] {surname}", None),
    ],
)
def test_brackets_take_the_first_that_is_known(words, filled):
    """Of alternatives the first that is known stands, or nothing; outside brackets everything must be known."""
    assert fill_choosing(words, VALUES) == filled


def test_values_that_look_like_words_of_a_form_stay_as_they_are():
    """Braces and brackets in a name are its own."""
    assert fill_choosing("[{name}]", {"name": "{office} [x|y]"}) == "{office} [x|y]"


def test_values_are_those_of_the_language():
    """A case of another language is not borrowed; office and organisation are, where they have no other words."""
    recipient = make_recipient(
        name={"given": "Ana", "family": "Doe", "title": "Dr", "dative": {"ru": "Ане Доу"}},
        of_country={"en": "of Armenia"},
        organisation_genitive={"ru": "Комитета"},
        office_dative={"ru": "Президенту"},
        constituency={"en": "Northville"},
    )
    common = {
        "name": "Dr Ana Doe",
        "surname": "Doe",
        "called": "Doe",
        "constituency": "Northville",
        "de_constituency": "de Northville",
    }

    assert form_values(recipient, "en") == common | {
        "office": "President",
        "organisation": "Example Committee",
        "of_country": "of Armenia",
    }
    assert form_values(recipient, "ru") == common | {
        "name": "Ana Doe",
        "office": "President",
        "organisation": "Example Committee",
        "name_dative": "Ане Доу",
        "office_dative": "Президенту",
        "organisation_genitive": "Комитета",
    }


def test_what_the_profile_lacks_has_no_value():
    """An office without holder, country and place is known by office and organisation only."""
    assert form_values(make_recipient(), "fr") == {"office": "Présidence", "organisation": "Comité exemplaire"}


@pytest.mark.parametrize(
    ("place", "after_de"),
    [
        ("Paris", "de Paris"),
        ("Arles", "d’Arles"),
        ("Évry", "d’Évry"),
        ("Le Havre", "du Havre"),
        ("Les Ulis", "des Ulis"),
        ("la 3e circonscription de Paris", "de la 3e circonscription de Paris"),
        ("le Rhône", "du Rhône"),
        ("les Landes", "des Landes"),
        ("La Rochelle", "de La Rochelle"),
    ],
)
def test_french_places_are_elided_and_contracted(place, after_de):
    """After "de", French elides before a vowel and contracts with "le" and "les"."""
    assert form_values(make_recipient(constituency=place), "fr")["de_constituency"] == after_de
