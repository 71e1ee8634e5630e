"""The profile's own office: it stands on the envelope beside the holder, who is called by it."""

import pytest

from entreaty.writing.composing.courtesies import courtesies_of
from tests.support.sample_content import make_recipient, posted_from

NOTHING = {"office": None, "organisation": None, "form_of_address": None}
ANN = {"given": "Ann", "family": "Lee", "gender": "f"}
BOB = {"given": "Bob", "family": "Lee", "gender": "m"}


def _found(language="en", sender="GB", **profile):
    wanted = {key: value for key, value in (NOTHING | profile).items() if value is not None}
    base = make_recipient().model_dump(by_alias=True, exclude_unset=True)
    kept = {key: value for key, value in base.items() if key not in NOTHING}
    found = courtesies_of(type(make_recipient()).model_validate(kept | wanted), language, posted_from(sender))
    return found.salutation, " / ".join(found.envelope)


@pytest.mark.parametrize(
    ("sender", "name", "office", "found"),
    [
        ("de CH", ANN, "Stadtpräsidentin", ("Sehr geehrte Frau Stadtpräsidentin", "Frau Ann Lee / Stadtpräsidentin")),
        (
            "de DE",
            ANN | {"title": "Dr"},
            "Landrätin des Kreises Muster",
            ("Sehr geehrte Frau Landrätin,", "Frau Dr. Ann Lee / Landrätin des Kreises Muster"),
        ),
        ("de DE", ANN, "Ortsvorsteherin", ("Sehr geehrte Frau Ortsvorsteherin,", "Frau Ann Lee / Ortsvorsteherin")),
        (
            "de DE",
            ANN,
            "Oberbürgermeisterin",
            ("Sehr geehrte Frau Oberbürgermeisterin,", "Frau Ann Lee / Oberbürgermeisterin"),
        ),
        ("fr CH", BOB, "Syndic", ("Monsieur le Syndic,", "Monsieur Bob Lee / Syndic")),
        ("fr FR", BOB, "Bourgmestre de Liège", ("Monsieur le Bourgmestre,", "Monsieur Bob Lee / Bourgmestre de Liège")),
    ],
)
def test_holder_stands_above_an_office_of_another_name(sender, name, office, found):
    """Who is called otherwise than the form says keeps the name on the envelope, with its titles."""
    assert _found(*sender.split(), name=name, office=office, form_of_address="mayor") == found


@pytest.mark.parametrize(
    ("organisation", "envelope"),
    [("Huber", "Ms Eva Huber / Huber"), ("Eva Huber", "Ms Eva Huber / Eva Huber"), ("Acme", "Ms Eva Huber / Acme")],
)
def test_firm_that_is_called_as_the_person_stands_on_the_envelope(organisation, envelope):
    """The organisation is left out where a line says it, but the name of a person does not say it."""
    assert _found(name={"given": "Eva", "family": "Huber", "gender": "f"}, organisation=organisation)[1] == envelope


@pytest.mark.parametrize(
    ("case", "office", "found"),
    [
        ("governor en US f", "Lieutenant Governor", ("Dear Lieutenant Governor Lee,", "Lieutenant Governor")),
        (
            "ambassador en KE f",
            "Ambassador of Kenya to Germany",
            ("Your Excellency,", "Ambassador of Kenya to Germany"),
        ),
        ("bishop en GB m", "Archbishop of Exampleton", ("Your Excellency,", "Archbishop of Exampleton")),
        ("bishop en GB m", "Bishop of Exampleton", ("Your Excellency,", "Bishop of Exampleton")),
        ("bishop fr FR m", "Archevêque d'Exempleville", ("Monseigneur,", "Archevêque d'Exempleville")),
        ("judge en GB f", "Lord Chief Justice", ("Dear Lord Chief Justice,", "Lord Chief Justice")),
        ("judge en GB f", "Justice of the High Court", ("Dear Justice Lee,", "Justice of the High Court")),
        ("judge en US f", "Chief Justice of Example", ("Dear Chief Justice,", "Chief Justice of Example")),
        (
            "judge de DE f",
            "Präsidentin des Amtsgerichts Muster",
            ("Sehr geehrte Frau Präsidentin,", "Präsidentin des Amtsgerichts Muster"),
        ),
        (
            "judge de DE f",
            "Vizepräsidentin des Amtsgerichts Muster",
            ("Sehr geehrte Frau Vizepräsidentin,", "Vizepräsidentin des Amtsgerichts Muster"),
        ),
        ("mayor fr FR m", "Maire d'Arles", ("Monsieur le Maire,", "Maire d'Arles")),
        ("mayor es ES f", "Alcaldesa de Madrid", ("Señora Alcaldesa:", "Alcaldesa de Madrid")),
        ("senator es PE f", "Senadora por Lima", ("Señora Senadora:", "Senadora por Lima")),
        ("member-of-parliament de CH m", "Ständerat", ("Sehr geehrter Herr Ständerat,", "Ständerat")),
        (
            "member-of-parliament fr CH m",
            "Conseiller aux États",
            ("Monsieur le Conseiller aux États,", "Conseiller aux États"),
        ),
        ("senator de CH f", "Ständerätin", ("Sehr geehrte Frau Ständerätin,", "Ständerätin")),
        ("senator fr CH f", "Conseillère aux États", ("Madame la Conseillère aux États,", "Conseillère aux États")),
        (
            "head-of-state fr CH f",
            "Présidente de la Confédération",
            ("Madame la Présidente de la Confédération,", "Présidente de la Confédération"),
        ),
        ("head-teacher fr FR f", "Proviseure", ("Madame la Proviseure,", "Proviseure")),
        ("regulator fr FR f", "Directrice générale", ("Madame la Directrice générale,", "Directrice générale")),
        (
            "chief-executive fr FR m",
            "Président-directeur général",
            ("Monsieur le Président-directeur général,", "Président-directeur général"),
        ),
        ("clergy fr FR m", "Curé d'Arles", ("Monsieur le Curé,", "Curé d'Arles")),
        (
            "deputy-minister de DE f",
            "Ministerialdirektorin",
            ("Sehr geehrte Frau Ministerialdirektorin,", "Ministerialdirektorin"),
        ),
    ],
)
def test_own_office_stands_on_the_envelope_with_its_place_and_greets_its_holder(case, office, found):
    """An office of another name, or with its place, is not replaced by the word of the form."""
    form, language, state, gender = case.split()
    name = {"given": "Ann", "family": "Lee", "gender": gender}
    salutation, envelope = _found(language, "SE", name=name, office=office, form_of_address=form, state=state)

    assert (salutation, envelope.split(" / ")[-1]) == found
    assert "Ann Lee" in envelope
    assert "Judge" not in envelope


@pytest.mark.parametrize(
    ("language", "office", "found"),
    [
        ("en", "Chargé d'affaires", ("Dear Ms Lee,", "Ann Lee / Chargé d'affaires")),
        ("en", "Chargé d’affaires a.i.", ("Dear Ms Lee,", "Ann Lee / Chargé d’affaires a.i.")),
        ("fr", "Chargée d’affaires", ("Madame,", "Madame Ann Lee / Chargée d’affaires")),
        ("de", "Geschäftsträgerin", ("Sehr geehrte Frau Lee,", "Frau Ann Lee / Geschäftsträgerin")),
    ],
)
def test_deputy_of_an_ambassador_is_no_excellency(language, office, found):
    """Who heads an embassy for the time being is greeted by name."""
    assert _found(language, "DE", name=ANN, office=office, form_of_address="ambassador", state="KE") == found


@pytest.mark.parametrize(
    ("case", "office", "salutation"),
    [
        ("head-teacher en", "Headmaster", "Dear Headmaster,"),
        ("head-teacher en", "Principal", "Dear Principal,"),
        ("head-teacher en", "Example House", "Dear Head Teacher,"),
        ("chief-executive en", "Managing Director", "Dear Managing Director,"),
        ("judge de", "Präsidentin des Amtsgerichts Muster", "Sehr geehrte Damen und Herren,"),
        ("mayor de", "Oberbürgermeister", "Sehr geehrte Damen und Herren,"),
        ("mayor fr", "Bourgmestre de Liège", "Madame, Monsieur,"),
        ("mayor de", "Bürgermeister", "Sehr geehrte Frau Bürgermeisterin, sehr geehrter Herr Bürgermeister,"),
    ],
)
def test_office_without_its_holder_is_greeted_by_its_own_word_or_neutrally(case, office, salutation):
    """The salutation says no other office than the envelope."""
    form, language = case.split()

    assert _found(language, "DE", office=office, form_of_address=form, state="GB")[0] == salutation


def test_holder_of_unknown_gender_is_greeted_by_name():
    """A pair of offices, of which one is not that of the profile, gives way to the name."""
    name = {"given": "Sam", "family": "Doe"}
    profile = {"name": name, "office": "Stadtpräsidentin", "form_of_address": "mayor"}

    assert _found("de", "CH", **profile)[0] == "Guten Tag Sam Doe"


def test_country_of_the_address_counts_where_no_state_does():
    """A member of the Swiss parliament is called so without a state, too."""
    profile = {"name": ANN, "office": "Mitglied des Nationalrats", "form_of_address": "member-of-parliament"}

    assert _found("de", "DE", **profile)[0] == "Sehr geehrte Frau Nationalrätin,"
