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
