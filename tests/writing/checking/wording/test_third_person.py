"""Recipients in the third person: told by full name, abbreviation, head of a name and lone word, and not otherwise."""

import pytest

from tests.support.sample_wording import reader, told

COMMITTEE = reader("Chair", "Committee on Data Protection")
COMMISSIONER = reader("Data Protection Commissioner for the North", "Northern Office")
MINISTER = reader("Minister of Transport", "Ministry of Transport")
MINISTRE = reader("Ministre des Transports", "Ministère des Transports")
VERKEHR = reader("Verkehrsminister", "Verkehrsministerium")
LIBRARY = reader("Directrice", "Comité national des bibliothèques")


@pytest.mark.parametrize(
    ("language", "recipient", "text", "words"),
    [
        ("en", COMMITTEE, "The Committee on Data Protection adopted it.", "The Committee on Data Protection"),
        ("en", COMMITTEE, "The Committee adopted it.", "The Committee"),
        ("en", reader("Chair", "Data Protection Working Group (DPWG)"), "Members of the DPWG met.", "the DPWG"),
        ("en", COMMISSIONER, "The Data Protection Commissioner said so.", "The Data Protection Commissioner"),
        ("fr", LIBRARY, "Le Comité national des bibliothèques l’a dit.", "Le Comité national des bibliothèques"),
        ("en", MINISTER, "Ask the Minister of Transport to fund it.", "the Minister of Transport"),
        ("en", MINISTER, "I hope that the Minister will fund it.", "the Minister"),
        ("en", reader("Ombudsman", "Citizens’ Office"), "The Ombudsman has said so.", "The Ombudsman"),
        ("fr", MINISTRE, "Demander au Ministre des Transports de financer la ligne.", "au Ministre des Transports"),
        ("de", VERKEHR, "Das Verkehrsministerium hat es abgelehnt.", "Das Verkehrsministerium"),
        ("de", VERKEHR, "Die Haltung des Verkehrsministeriums ist klar.", "des Verkehrsministeriums"),
        (
            "de",
            reader("Vorsitz", "Ausschuss für Datenschutz"),
            "So steht es im Bericht des Ausschusses für Datenschutz.",
            "des Ausschusses für Datenschutz",
        ),
        (
            "de",
            reader("Vorsitz", "Ausschuss für Datenschutz"),
            "Der Ausschuss für Datenschutz tagt.",
            "Der Ausschuss für Datenschutz",
        ),
    ],
)
def test_a_recipient_spoken_of_in_its_own_letter_is_told(language, recipient, text, words):
    """What is meant is the reader, who is you."""
    assert told(language, [recipient], facts=[text]) == [
        f"the passage 'facts-1' speaks of “{words}” in the third person, in the letter to 'reader', who reads it"
    ]


@pytest.mark.parametrize(
    ("language", "recipient", "text"),
    [
        ("en", COMMITTEE, "Your Committee on Data Protection adopted it."),
        ("en", COMMITTEE, "You, the Committee on Data Protection, adopted it."),
        ("en", COMMITTEE, "The Committee on Town Libraries adopted it."),
        ("en", COMMITTEE, "“The Committee on Data Protection is slow”, says a paper."),
        ("en", reader("Member", "Example Council"), "Under the Charter of the Example Council, all may speak."),
        ("en", COMMISSIONER, "The Data Protection Commissioner of the South said so."),
        ("en", reader("Mayor", "Exampleton"), "Buses in Exampleton are late; the mayor of Sampleton said so."),
        ("en", reader("President", "Example Society"), "The President of the court said so."),
        ("en", MINISTER, "The Minister of Finance and the Prime Minister refused; the Minister knows it."),
        ("en", MINISTER, "As the Minister, you know it."),
        ("en", reader("Mayor(ess", "Exampleton"), "A Mayor(ess knows it."),
        ("en", reader("Mayor", "Exampleton"), "The Mayor of Sampleton refused. The Mayor knows it."),
        ("fr", MINISTRE, "Le Ministre de la santé l’a dit."),
        ("de", VERKEHR, "Ihr Verkehrsministerium hat es abgelehnt."),
        ("de", VERKEHR, "Das norwegische Verkehrsministerium und das Finanzministerium haben es abgelehnt."),
        ("fr", LIBRARY, "Votre Comité national des bibliothèques l’a dit."),
        ("de", reader("Vorsitz", "Ausschuss für Datenschutz"), "Ihr Ausschuss für Datenschutz tagt."),
    ],
)
def test_others_and_you_are_not_told(language, recipient, text):
    """What is addressed to the reader, is somebody else's name or somebody else's words is no third person."""
    assert [one for one in told(language, [recipient], facts=[text]) if "third person" in one] == []


def test_only_letters_to_the_recipient_count():
    """What is said of a committee to others is right, and so it is in a passage that the committee does not get."""
    others = reader(id="mayor", office="Mayor", organisation="Town of Exampleton", audiences=["third-state"])
    facts = [{"en": "The Committee on Data Protection adopted it.", "for": {"audiences": ["third-state"]}}]

    assert told("en", [COMMITTEE, others], facts=facts) == []
