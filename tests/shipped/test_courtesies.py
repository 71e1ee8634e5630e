"""Courtesies as a whole: a table written by hand, and what holds for every office, language, gender and sender."""

import re
from itertools import product
from pathlib import Path

import pytest

from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.storage.yaml.file import read_yaml
from entreaty.writing.composing.courtesies import Courtesies, courtesies_of
from tests.support.sample_content import make_recipient, posted_from

pytestmark = pytest.mark.no_cover

FORMS = load_forms_of_address()
CASES = [tuple(row) for row in read_yaml(Path(__file__).parent / "courtesies.yaml").root["cases"]]
OFFICES = {
    "head-of-state", "monarch", "head-of-government", "foreign-minister", "minister", "deputy-minister", "ambassador",
    "permanent-representative", "consul-general", "un-secretary-general", "un-high-commissioner",
    "un-special-rapporteur", "icrc-president", "intl-court-president", "eu-commission-president", "eu-commissioner",
    "mep", "speaker", "senator", "member-of-parliament", "governor", "mayor", "judge", "prosecutor-general",
    "ombudsman", "prison-director", "pope",
    "patriarch", "bishop", "unnamed-official",
}  # fmt: skip
LANGUAGES = ("en", "fr", "de", "es", "ru")
ARMENIAN = {
    "head-of-state", "head-of-government", "minister", "ambassador", "member-of-parliament", "ombudsman", "patriarch",
    "unnamed-official",
}  # fmt: skip
ALL = (*LANGUAGES, "hy")
OWN_FORMS = [(form, language) for form in sorted(FORMS) for language in ALL if language in FORMS[form]]
WHO = ("f", "m", "named", "office")
SENDERS = ("DE", "AT", "CH", "US", "GB", "FR")
# Those whom their own citizens do not call "Excellency"; clergy are called so at home too.
OF_A_STATE = sorted(
    OFFICES - {"monarch", "pope", "patriarch", "bishop", "intl-court-president", "un-secretary-general"}
)
EXCELLENCY = re.compile("Excellen|Exzellen|Превосходительств|Excelencia|Գերազանց")
# Words of women and of men. Neutral words may hold one only beside the other: "Madame la Juge, Monsieur le Juge".
GENDERED = {
    "en": (r"Madam|Ms|Mrs|Her|Queen|\w+swoman", r"Sir|Mr|His|King|\w+sman"),
    "fr": (
        r"Madame|Reine|Présidente|Ambassadrice|\w+ère|\w+trice|Députée|Consule",
        r"Monsieur|Sire|Monseigneur|Saint-Père|Roi|Président|Ambassadeur|Député|Consul|Sénateur|Directeur",
    ),
    "de": (r"Frau|Damen|Ihrer|Königin|[A-ZÄÖÜ]\w+in", r"Herrn?|Herren|Seiner|König|Heiliger"),
    "es": (r"[Ss]eñoras?|Sra|Reina|Presidenta|Embajadora", r"[Ss]eñor(?:es)?|Sr|Rey|Presidente|Embajador|Padre"),
    "ru": (r"госпож[аеу]|Её|Королеве|[Уу]важаемая", r"господину?|Его|Королю|Папе|епископу|[Уу]важаемый"),
    "hy": (r"տիկին|տիկնայք", r"պարոն|պարոնայք|Նորին"),
}

PROFILE = {
    "office": {
        "en": "Head of Examples", "fr": "Direction des exemples", "de": "Leitung der Beispiele",
        "es": "Jefatura de Ejemplos", "ru": "Руководитель примеров", "hy": "Օրինակների ղեկավար",
    },
    "office_dative": {"ru": "Руководителю примеров", "hy": "Օրինակների ղեկավարին"},
    "organisation": {
        "en": "Example House", "fr": "Maison exemplaire", "de": "Beispielhaus", "es": "Casa Ejemplar",
        "ru": "Дом примеров", "hy": "Օրինակների տուն",
    },
    "organisation_genitive": {"de": "des Beispielhauses", "ru": "Дома примеров"},
    "of_country": {
        "en": "of the Republic of Armenia", "fr": "de la République d’Arménie", "de": "der Republik Armenien",
        "es": "de la República de Armenia", "ru": "Республики Армения",
    },
    "constituency": {"en": "Northville", "fr": "Arles", "de": "Nordstadt", "es": "Villanueva"},
}  # fmt: skip
HOLDERS = {
    "f": {"given": "Anna", "family": "Example", "dative": {"ru": "Анне Экзампл", "hy": "Աննա Էքզամպլին"}},
    "m": {"given": "Paul", "family": "Muster", "dative": {"ru": "Паулю Мустеру", "hy": "Պաուլ Մուստերին"}},
    "named": {"given": "Sam", "family": "Doe", "dative": {"ru": "Сэму Доу", "hy": "Սեմ Դոյին"}},
}


def _recipient(form: str, who: str) -> Recipient:
    holder, _, state = who.partition("@")
    state = {"": "AM", "-": None}.get(state, state)
    profile = PROFILE | {"form_of_address": form, "state": state, "name": HOLDERS.get(holder)}
    gender = holder if holder in {"f", "m"} else None
    return make_recipient(**profile, gender=gender)


def _words(found: Courtesies) -> list[str]:
    return [found.salutation, *found.envelope, found.closing]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case[:4]))
def test_courtesy(case):
    """Salutation, envelope and closing are those of the table."""
    form, language, who, sender, salutation, envelope, closing = case
    recipient = _recipient(form, who)
    offices = {PROFILE["office"][language], PROFILE["office_dative"].get(language)} - {None}
    if not any(office in envelope for office in offices):
        # The form's word for an office stands where the profile names none.
        recipient = recipient.model_copy(update={"office": None})
    found = courtesies_of(recipient, language, posted_from(None if sender == "nobody" else sender))

    assert (found.salutation, " / ".join(found.envelope), found.closing) == (salutation, envelope, closing)


def test_table_meets_every_office_language_and_rule():
    """The table has two hundred cases: every form, every language, each kind of holder, and senders from all sides."""
    forms, languages, holders, senders, *_ = zip(*CASES, strict=True)

    assert len(CASES) >= 200
    assert set(forms) == set(FORMS)
    assert set(FORMS) >= OFFICES
    assert all(languages.count(one) >= 20 for one in LANGUAGES)
    assert {form for form, language in zip(forms, languages, strict=True) if language == "hy"} >= ARMENIAN
    assert {who.partition("@")[0] for who in holders} == set(WHO)
    assert set(senders) >= {*SENDERS, "AM", "nobody"}


def test_forms_are_there_in_every_language():
    """Each of the thirty offices has its own form in five languages, eight of them in Armenian too."""
    assert len(OFFICES) == 30
    assert [(office, one) for office in OFFICES for one in LANGUAGES if one not in FORMS[office]] == []
    assert {office for office in OFFICES if "hy" in FORMS[office]} == ARMENIAN


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_courtesy_is_whole(form):
    """In every language, for everyone, from abroad and at home: nothing is empty, left open or doubled."""
    for language, who, sender, at_home in product(ALL, WHO, (*SENDERS, None), (True, False)):
        state = sender if at_home and sender else "AM"
        found = courtesies_of(_recipient(form, f"{who}@{state}"), language, posted_from(sender))
        assert found.envelope
        assert len(set(found.envelope)) == len(found.envelope)
        for words in _words(found):
            assert words == words.strip() != ""
            assert not re.search(r"[{}\[\]|]|  |None", words), words
        assert language != "de" or not re.search(r"\bHerr\b", " ".join(found.envelope)), "the accusative is Herrn"
        _assert_usage(found.salutation, language, sender, state)


def _assert_usage(salutation: str, language: str, sender: str | None, state: str) -> None:
    ends = {"fr": ",", "es": ":", "ru": "!", "hy": ",", "en": ":" if (sender or state) == "US" else ","}
    if language == "de":
        # Without a sender it is the country of the address that counts, and that of the example is Switzerland.
        assert salutation.endswith(",") == ((sender or "CH") != "CH"), salutation
        assert salutation[-1].isalpha() or salutation.endswith(",")
    else:
        assert salutation[-1] == ends[language], salutation


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize("form", sorted(FORMS))
def test_neutral_words_name_no_gender(form):
    """Where the gender is not known, no word is of one only: both stand, or none."""
    for language, who, sender, at_home in product(ALL, ("named", "office"), (*SENDERS, "AZ", "CA"), (True, False)):
        state = sender if at_home else "AM"
        found = courtesies_of(_recipient(form, f"{who}@{state}"), language, posted_from(sender))
        for words in (found.salutation, found.closing, " / ".join(found.envelope)):
            women, men = (re.findall(rf"\b(?:{column})\b", words) for column in GENDERED[language])
            assert bool(women) == bool(men), (words, women, men)


def test_word_lists_see_gender():
    """The lists that neutral words are searched with find the gender in all that is for a woman or a man only."""
    found = 0
    for (form, language), (column, gender) in product(OWN_FORMS, enumerate(("feminine", "masculine"))):
        cells = (FORMS[form][language].salutation, FORMS[form][language].envelope)
        words = " / ".join(str(getattr(cell, gender)) for cell in cells if getattr(cell, gender))
        # "Sa Sainteté" and "Son Éminence" are of the gender of these words; nobody but a man has them.
        if words and form not in {"patriarch", "cardinal"}:
            found += 1
            assert re.search(rf"\b(?:{GENDERED[language][column]})\b", words), (form, language, words)

    assert found >= 280


@pytest.mark.parametrize("form", OF_A_STATE)
def test_own_citizens_do_not_write_excellency(form):
    """In a letter to an office of the sender's own state nobody is an Excellency."""
    for language, who, sender in product(ALL, WHO, SENDERS):
        found = courtesies_of(_recipient(form, f"{who}@{sender}"), language, posted_from(sender))
        assert not EXCELLENCY.search(" / ".join(_words(found))), found


def test_foreigners_do_write_excellency():
    """From abroad, heads of state, foreign ministers, ambassadors and permanent representatives are Excellencies."""
    high = ("head-of-state", "foreign-minister", "ambassador", "permanent-representative")
    for form, language, who in product(high, ("en", "fr", "de", "ru"), ("f", "m")):
        found = courtesies_of(_recipient(form, who), language, posted_from("FR"))
        assert EXCELLENCY.search(" / ".join(_words(found))), (form, language)


def test_no_sir_or_madam_where_the_office_has_a_form():
    """Nobody whose office has a form is addressed as one of "Sir or Madam"."""
    greeted = {form: courtesies_of(_recipient(form, "office"), "en", posted_from(None)).salutation for form in FORMS}
    without_office = {"unnamed-official", "person", "household", "organisation", "company"}

    assert {form for form, words in greeted.items() if re.search(r"\bSir\b|\bMadam\b", words)} == without_office
