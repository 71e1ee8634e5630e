"""The form of address of an office, by its words and country."""

import pytest

from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.offices import form_of_address, load_offices


@pytest.mark.parametrize(
    ("office", "state", "expected"),
    [
        ("Minister of Foreign Affairs", "AM", "foreign-minister"),
        ("Ministre des Affaires étrangères", "FR", "foreign-minister"),
        ("Bundesministerin der Justiz", "DE", "minister"),
        ("Deputy Minister of Justice", "CA", "deputy-minister"),
        ("Secretary of State", "US", "secretary-of-state"),
        ("Secretary of State for Justice", "GB", "minister"),
        ("Secretary of State", "FR", "named-official"),
        ("Bundesrätin", "CH", "federal-department-head"),
        ("Bundesrätin", "DE", "named-official"),
        ("Abgeordnete", "DE", "member-of-parliament"),
        ("MP for Leeds", "GB", "member-of-parliament"),
        ("councillor", None, "councillor"),
        ("Deputy Mayor", "AU", "named-official"),
        ("Vice-President of the Republic", "X", "named-official"),
        ("Mayoress of Nowhere", "GB", "named-official"),
        ("Bishop of Sample", "GB", "protestant-bishop"),
        ("Bishop of Sample", "PH", "bishop"),
        ("Bischöfin", "DE", "protestant-bishop"),
        ("Bischof", "DE", "bishop"),
    ],
)
def test_longest_words_decide(office, state, expected):
    """The longest known words in an office decide, in the states they belong to; a deputy is another office."""
    assert form_of_address(office, state, named=True) == expected


@pytest.mark.parametrize(
    ("office", "state", "expected"),
    [
        ("Alcalde", "ES", "mayor"),
        ("Alcaldesa de Ejemplo", "MX", "mayor"),
        ("Teniente de Alcalde", "ES", "named-official"),
        ("Diputada", "CL", "member-of-parliament"),
        ("Primera Ministra", "PE", "head-of-government"),
        ("Ministro de Asuntos Exteriores", "ES", "foreign-minister"),
        ("Poseł", "PL", "member-of-parliament"),
        ("Posłanka na Sejm", "PL", "member-of-parliament"),
        ("Poseł do Parlamentu Europejskiego", "PL", "mep"),
        ("Zastępca burmistrza", "PL", "named-official"),
        ("Wójt", "PL", "mayor"),
        ("Premier", "PL", "head-of-government"),
        ("Premier", "AU", "named-official"),
        ("Országgyűlési képviselő", "HU", "member-of-parliament"),
        ("Külgazdasági és külügyminiszter", "HU", "foreign-minister"),
        ("Депутат", "RU", "member-of-parliament"),
        ("Народний депутат України", "UA", "member-of-parliament"),
        ("Министр юстиции", "RU", "minister"),
        ("Заместитель министра", "RU", "deputy-minister"),
        ("Мэр", "RU", "mayor"),
        ("Directrice Mer et Littoral", "FR", "named-official"),
        ("Ministre de la Mer", "FR", "minister"),
        ("Βουλευτής", "GR", "member-of-parliament"),
        ("Βουλευτής", "CY", "member-of-parliament"),
        ("Υπουργός Εξωτερικών", "GR", "foreign-minister"),
        ("Αναπληρωτής Υπουργός", "GR", "named-official"),
        ("Sindaca", "IT", "mayor"),
        ("Consigliere comunale", "IT", "councillor"),
        ("Presidente del Consiglio comunale", "IT", "named-official"),
        ("Presidente da Câmara Municipal", "PT", "mayor"),
        ("Presidente da Câmara dos Deputados", "BR", "named-official"),
        ("Vereadora", "BR", "councillor"),
        ("Burgemeester", "NL", "mayor"),
        ("Lid van de Tweede Kamer", "NL", "member-of-parliament"),
        ("Minister-president", "NL", "head-of-government"),
        ("Starosta", "CZ", "mayor"),
        ("Starosta", "PL", "named-official"),
        ("Riksdagsledamot", "SE", "member-of-parliament"),
        ("Kansanedustaja", "FI", "member-of-parliament"),
        ("Milletvekili", "TR", "member-of-parliament"),
        ("Mitglied des Nationalrates", "CH", "member-of-parliament"),
        ("Membre du conseil municipal", "FR", "councillor"),
        ("2ème adjoint au Maire", "FR", "named-official"),
    ],
)
def test_offices_in_other_languages_have_their_forms(office, state, expected):
    """An office is known in the words of its country, in whatever script; other offices that hold them are not."""
    assert form_of_address(office, state, named=True) == expected


def test_unknown_office_without_a_holder_has_the_general_form():
    """Where neither office nor name say more, the general form serves."""
    assert form_of_address("Clerk", "GB", named=False) == "unnamed-official"


def test_every_form_is_one_that_there_is():
    """The words lead to forms of address that exist, and are written as they are compared."""
    offices = load_offices()

    assert len(offices.offices) >= 30
    assert [one.form for one in offices.offices if one.form not in load_forms_of_address()] == []
    assert [words for one in offices.offices for words in one.words if words != romanised(words)] == []
    assert [words for words in offices.others if words != romanised(words)] == []
