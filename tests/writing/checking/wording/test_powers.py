"""Demands and the powers of those who are asked."""

import pytest

from entreaty.content.shipped.forms_of_address import load_forms_of_address, load_powers
from tests.support.sample_wording import reader, told

AMBASSADOR = reader(form_of_address="ambassador")
OMBUDSMAN = reader(form_of_address="ombudsman")
MINISTER = reader(form_of_address="minister")


def test_demands_in_a_variant_are_read_as_those_of_its_language():
    """A Swiss demand that needs a decision is told, unless the Swiss letter asks that it be passed on."""
    demand = {"de": "Das zu bedenken.", "de-CH": "Die Linie zu schliessen."}
    request = {"de": "Ich bitte Sie, an Ihre Regierung weiterzuleiten:"}
    found = [
        "the demand 'demands-1' says “zu schliessen”, but the recipient of the letter to 'reader' can only recommend"
    ]

    assert told("de", [OMBUDSMAN], demands=[demand]) == found
    assert told("de", [AMBASSADOR], request=[request], demands=[demand]) == []


@pytest.mark.parametrize(
    ("language", "recipient", "demand", "words", "power"),
    [
        ("en", AMBASSADOR, "Open the archives of the buses.", "Open", "convey"),
        ("en", AMBASSADOR, "open an inquiry into late buses.", "open an inquiry", "convey"),
        ("en", OMBUDSMAN, "Please see that buses run at night.", "see that", "recommend"),
        ("en", reader(form_of_address="treaty-body-chair"), "to repeal the rule on bicycles.", "repeal", "recommend"),
        ("fr", AMBASSADOR, "Veiller à ce que les bus circulent la nuit.", "Veiller à ce", "convey"),
        ("fr", OMBUDSMAN, "d’autoriser les vélos.", "autoriser", "recommend"),
        ("de", AMBASSADOR, "Dafür zu sorgen, dass Busse fahren.", "Dafür zu sorgen", "convey"),
        ("de", OMBUDSMAN, "Die Bibliothek samstags zu öffnen.", "zu öffnen", "recommend"),
        ("en", AMBASSADOR, "Immediately and unconditionally release the drivers.", "release", "convey"),
        ("en", AMBASSADOR, "I ask you to reopen the depot.", "reopen", "convey"),
        ("en", OMBUDSMAN, "Visit the depot and close it.", "close", "recommend"),
        ("fr", AMBASSADOR, "Fermez la ligne.", "Fermez", "convey"),
        ("fr", OMBUDSMAN, "Faites en sorte que la ligne soit rouverte.", "Faites en sorte", "recommend"),
        ("fr", OMBUDSMAN, "Visiter le dépôt et le fermer.", "fermer", "recommend"),
        ("de", AMBASSADOR, "Schließen Sie die Linie.", "Schließen Sie", "convey"),
        ("de", OMBUDSMAN, "Bitte sorgen Sie dafür, dass Busse fahren.", "sorgen Sie dafür", "recommend"),
        ("de", OMBUDSMAN, "Die Linie, die alle brauchen, wiederzueröffnen.", "wiederzueröffnen", "recommend"),
        ("de", OMBUDSMAN, "Die Linie zu schliessen.", "zu schliessen", "recommend"),
    ],
)
def test_a_decision_is_asked_of_those_who_decide(language, recipient, demand, words, power):
    """Who can only pass on or advise cannot open, repeal or see to it that others do."""
    assert told(language, [recipient], demands=[demand]) == [
        f"the demand 'demands-1' says “{words}”, but the recipient of the letter to 'reader' can only {power}"
    ]


@pytest.mark.parametrize(
    ("language", "recipient", "demand"),
    [
        ("en", MINISTER, "Open the archives of the buses."),
        ("en", reader(form_of_address="unnamed-official"), "Open the archives."),
        ("en", reader(form_of_address="un-high-commissioner"), "Urge the town to open the archives."),
        ("en", AMBASSADOR, "Convey to your Government my request that it open the archives."),
        ("en", OMBUDSMAN, "Open an inquiry into late buses."),
        ("en", OMBUDSMAN, "Open your archives."),
        ("en", OMBUDSMAN, "Recommend that the archives be opened."),
        ("en", OMBUDSMAN, "Letting buses run at night is what the town should do."),
        ("fr", OMBUDSMAN, "Recommander d’ouvrir les archives."),
        ("fr", OMBUDSMAN, "Ouvrir une enquête sur les bus."),
        ("fr", OMBUDSMAN, "Ouvrir vos archives."),
        ("de", OMBUDSMAN, "Der Stadt zu empfehlen, die Archive zu öffnen."),
        ("de", OMBUDSMAN, "Eine Untersuchung einzuleiten."),
        ("de", OMBUDSMAN, "Ihre Archive zu öffnen."),
        ("en", AMBASSADOR, "Let the minister know of this."),
        ("en", AMBASSADOR, "Ensure that my letter is forwarded to the minister."),
        ("en", AMBASSADOR, "Grant me a meeting."),
        ("en", OMBUDSMAN, "Open a dialogue with the drivers."),
        ("en", OMBUDSMAN, "See to it that late buses are on the agenda."),
        ("en", OMBUDSMAN, "Urge the town to meet the drivers and reinstate them."),
        ("en", OMBUDSMAN, "Explain who may open and close the line."),
        ("en", OMBUDSMAN, "Respect law and order."),
        ("fr", OMBUDSMAN, "Accorder une attention particulière à la ligne."),
        ("fr", OMBUDSMAN, "Permettez-moi de vous rencontrer."),
        ("fr", OMBUDSMAN, "Lever toute ambiguïté dans votre rapport."),
        ("fr", AMBASSADOR, "Demander à la ville de rénover et rouvrir la ligne."),
        ("de", AMBASSADOR, "Mir einen Termin zu gewähren."),
        ("de", OMBUDSMAN, "Dem Fall Aufmerksamkeit zu gewähren."),
        ("de", OMBUDSMAN, "Die Stadt zu bitten, die Linie, die alle brauchen, zu öffnen."),
        ("de", OMBUDSMAN, "Zu prüfen, ob es möglich ist, die Linie zu öffnen."),
    ],
)
def test_what_somebody_can_do_may_be_asked(language, recipient, demand):
    """Ministers decide, ombudsmen inquire and advise, ambassadors pass on, and all decide about what is theirs."""
    assert told(language, [recipient], demands=[demand]) == []


@pytest.mark.parametrize(
    ("language", "request_", "demand"),
    [
        ("en", "I ask you to convey to your Government my request to:", "open the archives of the buses."),
        ("fr", "Je vous prie de transmettre à votre Gouvernement ces demandes :", "Ouvrir les archives."),
        ("de", "Ich bitte Sie, Ihrer Regierung diese Bitten zu übermitteln:", "die Archive zu öffnen."),
        ("en", "Please urge your Government to:", "open the archives of the buses."),
        ("en", "I ask you to tell the Government that it should:", "open the archives of the buses."),
        ("fr", "Je vous prie d’inviter votre Gouvernement à :", "Ouvrir les archives."),
        ("de", "Ich bitte Sie, Ihre Regierung aufzufordern,", "die Archive zu öffnen."),
    ],
)
def test_demands_that_are_to_be_passed_on_are_beyond_nobody(language, request_, demand):
    """A letter that asks to convey all of its demands may say them as they are."""
    assert told(language, [AMBASSADOR], request=[request_], demands=[demand]) == []


@pytest.mark.parametrize(
    ("language", "request_", "demand"),
    [
        ("en", "I urge you to:", "open the archives of the buses."),
        ("fr", "Je vous demande de :", "Ouvrir les archives."),
        ("de", "Ich möchte Sie bitten,", "die Archive zu öffnen."),
    ],
)
def test_what_is_asked_of_the_reader_is_passed_on_by_nobody(language, request_, demand):
    """To urge the reader is not to ask that the reader urge others."""
    assert len(told(language, [AMBASSADOR], request=[request_], demands=[demand])) == 1


def test_every_shipped_office_has_powers_but_those_of_no_kind():
    """Only officials without an office of their own may be asked for anything."""
    powers = load_powers()

    assert set(powers) == set(load_forms_of_address())
    assert {office for office, known in powers.items() if not known} == {
        "unnamed-official", "named-official", "person", "household", "organisation",
    }  # fmt: skip
    assert powers["ambassador"] == ("convey",)
    assert powers["ombudsman"] == ("recommend",)
