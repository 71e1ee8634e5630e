"""German letters as their country writes them: the words of the campaign change, those of others stay."""

import pytest

from entreaty.content.shipped.languages.file import languages
from entreaty.problems import ContentError
from entreaty.writing.composing.composer import Composer
from entreaty.writing.composing.german import begun_small, swiss_words
from entreaty.writing.letter import RECIPIENT_SLOTS, NoteCall, Span
from tests.support.sample_content import (
    compose,
    make_appeal,
    make_basis,
    make_recipient,
    make_report,
    make_sender,
    shown,
)

SUBJECT = {"de": "Große Sorge um „Straße“", "en": "Great concern about ‘Straße’"}
OPENING = "Mit großer Sorge höre ich vom {{ recipient.organisation }}[@report, p. 2, Großdruck], dass es „heißt“."
SMALL = languages()["de"].letter.small_words


def _appeal(**changes):
    german = {"request": "Ich ersuche Sie gemäß Recht:", "demands": "außerdem zu grüßen.", "closing": "Es schließt so."}
    parts = {part: [{"id": part, "de": words, "en": f"English {words}"}] for part, words in german.items()}
    opening = [{"id": "concern", "de": OPENING, "en": OPENING}]
    return make_appeal(**({"opening": opening, **parts, "subject": SUBJECT} | changes))


def _recipient(country="CH", **changes):
    address = {"lines": ["Große Straße 1", "3003 Bern"], "country": country}
    names = {"office": {"de": "Außenstelle"}, "organisation": {"de": "Haus Meißner"}, "name": {"family": "Strauß"}}
    return make_recipient(**({"address": address, "form_of_address": "minister", **names} | changes))


def _letter(sender, recipient=None, language="de", **changes):
    basis = make_basis(make_report(title="Der große Bericht"), sender=sender)
    return compose(_appeal(**changes), recipient or _recipient(), language, basis)


def _signed(country):
    return make_sender(country=country, name="Anna Groß", role="Fußpflegerin", personal_note={"de": "Weiß ich."})


@pytest.mark.parametrize("country", ["CH", "LI"])
def test_letters_of_switzerland_and_liechtenstein_have_no_eszett(country):
    """Subject, passages, demands and closing are written with ss, wherever the letter goes."""
    letter = _letter(_signed(country), _recipient("DE"))

    assert letter.subject == "Grosse Sorge um „Straße“"
    assert "rosser Sorge höre ich vom Haus Meißner[1], dass es „heißt“." in shown(letter.paragraphs[0])
    assert shown(letter.request) == "Ich ersuche Sie gemäss Recht:"
    assert [shown(demand.prose) for demand in letter.demands] == ["ausserdem zu grüssen."]
    assert [shown(paragraph) for paragraph in letter.ending] == ["Es schliesst so."]
    assert letter.closing == "Mit freundlichen Grüssen"
    assert dict(letter.phrases)["closing"] == "Mit freundlichen Grüssen"


def test_words_of_others_keep_their_eszett():
    """Names, addresses, the sender's words and what is cited are nobody's to respell."""
    letter = _letter(_signed("CH"))

    assert "Haus Meißner" in letter.address
    assert "Große Straße 1" in letter.address
    assert letter.sender.name == "Anna Groß"
    assert letter.sender.role == "Fußpflegerin"
    assert shown(letter.paragraphs[1]) == "Weiß ich."
    assert "«Der große Bericht»" in shown(letter.notes[0].prose)
    assert "Großdruck" in shown(letter.notes[0].prose)


@pytest.mark.parametrize(
    ("sender", "country", "german"),
    [
        ("DE", "CH", "ß"),
        ("AT", "LI", "ß"),
        ("CH", "DE", "ss"),
        (None, "DE", "ß"),
        (None, "CH", "ss"),
        (None, "LI", "ss"),
    ],
)
def test_the_senders_country_decides_else_the_recipients(sender, country, german):
    """The body follows the country that the closing follows: the sender's, or without a sender the recipient's."""
    letter = _letter(_signed(sender) if sender else None, _recipient(country))

    assert letter.closing == f"Mit freundlichen Grü{german}en"
    assert shown(letter.ending[0]) == f"Es schlie{german}t so."


def test_other_languages_keep_german_words_as_they_are():
    """In an English letter from Bern, a German word is a quotation from another language."""
    letter = _letter(_signed("CH"), language="en")

    assert letter.subject == "Great concern about ‘Straße’"
    assert "Mit großer Sorge" in shown(letter.paragraphs[0])


def test_letters_of_one_run_are_spelt_each_by_its_country():
    """Without a sender, the letter to Bern and that to Berlin share passages, and not their spelling."""
    composer = Composer(_appeal(), make_basis(make_report()))
    bern, berlin, vaduz = (
        shown(composer.compose(_recipient(country), "de", RECIPIENT_SLOTS).ending[0]) for country in ("CH", "DE", "LI")
    )

    assert (bern, berlin, vaduz) == ("Es schliesst so.", "Es schließt so.", "Es schliesst so.")


def test_blanks_to_fill_in_are_phrases_too():
    """What a letter without a sender says to write on a rule is in the spelling of the letter."""
    recipient = _recipient(salutation={"de": "Sehr geehrte Frau Strauß"})
    letter = _letter(None, recipient, opening=[{"id": "concern", "de": "{{ sender.name }} grüßt.", "en": "Hello."}])

    assert shown(letter.paragraphs[0]) == "____________________ [Ihr Name] grüsst."
    assert letter.salutation == "Sehr geehrte Frau Strauß"


def test_a_broken_passage_is_told_as_it_is_elsewhere():
    """A passage that cannot be read has the same problem in Switzerland."""
    problems = []
    for country in ("CH", "DE"):
        with pytest.raises(ContentError) as caught:
            _letter(_signed(country), opening=[{"id": "concern", "de": "Zu {{ groß", "en": "To"}])
        problems.append([str(problem) for problem in caught.value.problems])

    assert problems[0] == problems[1]


@pytest.mark.parametrize(
    ("source", "spelt"),
    [
        ("Maß, MAẞ, weiß.", "Mass, MASS, weiss."),
        ("Groß „groß“ groß „groß” groß", "Gross „groß“ gross „groß” gross"),
        ("groß «groß» groß »groß« groß", "gross «groß» gross »groß« gross"),
        ("groß ‚groß‘ groß ‹groß› groß ›groß‹ groß", "gross ‚groß‘ gross ‹groß› gross ›groß‹ gross"),
        ('groß "groß" groß “groß” groß', 'gross "groß" gross “groß” gross'),
        ("„groß ‚groß‘ groß“ groß", "„groß ‚groß‘ groß“ gross"),
        ("«groß ‹groß› groß» groß", "«groß ‹groß› groß» gross"),
        ("»groß ›groß‹ groß« groß", "»groß ›groß‹ groß« gross"),
        ("„wie’s heißt“ und wie’s heißt", "„wie’s heißt“ und wie’s heisst"),
        ("„groß ohne Ende, groß", "„groß ohne Ende, groß"),
        ("groß[siehe @groß, S. 2, „groß; @b, Maß] groß", "gross[siehe @groß, S. 2, „groß; @b, Maß] gross"),
        ("groß[@{große Maße}]", "gross[@{große Maße}]"),
        ("[große Maße](https://example.org/groß(1)) groß", "[grosse Masse](https://example.org/groß(1)) gross"),
        (
            "https://example.org/groß groß gruß@groß.example groß",
            "https://example.org/groß gross gruß@groß.example gross",
        ),
        (
            "{{ recipient.office }} groß {% if sender.name == 'Groß' %}Fuß{% endif %}",
            "{{ recipient.office }} gross {% if sender.name == 'Groß' %}Fuss{% endif %}",
        ),
        ("**groß** *groß* `groß`", "**gross** *gross* `groß`"),
        ("[groß] groß", "[gross] gross"),
        ("groß “ und “", "gross “ und “"),
        ("", ""),
    ],
)
def test_ss_stands_for_eszett_but_in_words_of_others(source, spelt):
    """Quotations, nested ones too, citations, links, code and placeholders stay as they are."""
    assert swiss_words(source) == spelt


def test_a_text_as_long_as_passages_may_be_is_spelt_at_once():
    """Each token is looked at once, however many brackets and marks a stranger's file opens."""
    assert swiss_words("gruß" * 12_000) == "gruss" * 12_000


def _begun(words, sender="DE", language="de", recipient=None, **changes):
    opening = [{"id": "concern", "de": words, "en": words}]
    signed = _signed(sender).model_copy(update={"personal_note": None}) if sender else None
    return shown(_letter(signed, recipient or _recipient("DE"), language, opening=opening, **changes).paragraphs[0])


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("Ich schreibe Ihnen.", "ich schreibe Ihnen."),
        ("Mit Sorge höre ich davon.", "mit Sorge höre ich davon."),
        ("Am 17. Juni schloss die Delegation.", "am 17. Juni schloss die Delegation."),
        ("Die Delegation ist fort.", "die Delegation ist fort."),
        ("Über die Haft weiß ich wenig.", "über die Haft weiß ich wenig."),
        ("Außer Ihnen hilft niemand.", "außer Ihnen hilft niemand."),
        ("Während ich schreibe, warten sie.", "während ich schreibe, warten sie."),
        ("Leider, so hörte ich, ist es so.", "leider, so hörte ich, ist es so."),
        ("Erlauben Sie mir ein Wort.", "erlauben Sie mir ein Wort."),
        ("Bitte nehmen Sie sich ihrer an.", "bitte nehmen Sie sich ihrer an."),
        ("**Heute** schreibe ich.", "**heute** schreibe ich."),
        ("*Ich* schreibe Ihnen.", "*ich* schreibe Ihnen."),
        ("Seit[@report] Juni warten sie.", "seit[1] Juni warten sie."),
        ("[@report] Ich schreibe.", "[1] ich schreibe."),
        ("{% if recipient.office %}Ich{% endif %} schreibe.", "ich schreibe."),
    ],
)
def test_after_a_comma_a_german_letter_begins_small(words, begun):
    """What is written small within a sentence begins in lower case: the salutation's sentence goes on."""
    assert _begun(words) == begun


@pytest.mark.parametrize(
    "words",
    [
        "Ihnen danke ich.",
        "Ihre Behörde kann helfen.",
        "Ihr Land hat es zugesagt.",
        "Sie können helfen.",
        "Sorge bewegt mich.",
        "Dank Ihrer Hilfe leben sie.",
        "Dank gebührt Ihnen.",
        "Bitte und Klage sind eins.",
        "Erlauben und Verbieten ist Ihre Sache.",
        "Recht und Gesetz verlangen es.",
        "Trotz ist keine Antwort.",
        "Laut und deutlich klagt niemand.",
        "Lange schreibt aus Baku.",
        "Den Haag hat entschieden.",
        "**Den** Haag hat entschieden.",
        "Seine Exzellenz der Präsident schweigt.",
        "Der Heilige Stuhl bat darum.",
        "In-vitro-Proben gibt es nicht.",
        "Deniz schreibt mir.",
        "Mitglieder Ihres Hauses wissen es.",
        "*Die Zeit* schreibt davon.",
        "„Ich warte“, sagt sie.",
        "«Wir warten», sagt er.",
        "23 Menschen warten.",
        "Armenien wartet.",
        "DIE LAGE ist ernst.",
        "ich schreibe schon klein.",
    ],
)
def test_nouns_names_and_the_addressee_keep_their_capital(words):
    """What may be a noun or a name, what is quoted, and how the addressee is written stay as they are."""
    assert _begun(words) == words


@pytest.mark.parametrize(
    ("sender", "recipient", "begun"),
    [
        ("DE", {}, "ich grüße."),
        ("AT", {"country": "CH"}, "ich grüße."),
        (None, {}, "ich grüße."),
        ("CH", {}, "Ich grüsse."),
        (None, {"country": "CH"}, "Ich grüsse."),
        ("DE", {"salutation": {"de": "Guten Tag!"}}, "Ich grüße."),
        ("DE", {"salutation": {"de": "Exzellenz"}}, "ich grüße."),
        ("CH", {"salutation": {"de": "Exzellenz"}}, "Ich grüsse."),
        ("CH", {"salutation": {"de": "Exzellenz,"}}, "ich grüsse."),
    ],
)
def test_the_salutation_of_the_letter_decides(sender, recipient, begun):
    """Whether the letter begins small hangs on the comma that it has, in the usage of its country or by the profile."""
    assert _begun("Ich grüße.", sender, recipient=_recipient(**({"country": "DE"} | recipient))) == begun


def test_only_german_letters_begin_small():
    """English, with a comma too, begins with a capital; so do words that are German as well."""
    assert _begun("In June the delegation closed.", "GB", "en") == "In June the delegation closed."


@pytest.mark.parametrize("office", ["Die Präsidentin", "Wir"])
def test_a_name_from_the_profile_begins_as_the_profile_has_it(office):
    """An office that begins with an article is a name: nobody respells it."""
    recipient = _recipient("DE", office={"de": office})

    assert _begun("{{ recipient.office }} weiß davon.", recipient=recipient) == f"{office} weiß davon."


def test_later_paragraphs_begin_large():
    """Only the first words of the letter go on with the salutation."""
    opening = [{"id": "a", "de": "Ich schreibe.", "en": "x"}, {"id": "b", "de": "Ich bitte.", "en": "x"}]
    letter = _letter(make_sender(), _recipient("DE"), opening=opening)

    assert [shown(paragraph) for paragraph in letter.paragraphs] == ["ich schreibe.", "Ich bitte."]


def test_a_personal_note_that_comes_first_begins_small_too():
    """The first words of the letter may be the sender's own."""
    opening = [{"id": "own", "personal_note": True}, {"id": "a", "de": "Ich bitte.", "en": "x"}]
    sender = make_sender(personal_note={"de": "Ich war dort.\n\nDie Lage ist ernst."})
    letter = _letter(sender, _recipient("DE"), opening=opening)

    assert [shown(paragraph) for paragraph in letter.paragraphs] == [
        "ich war dort.",
        "Die Lage ist ernst.",
        "Ich bitte.",
    ]


def test_letters_of_one_run_begin_each_by_its_salutation():
    """Of two letters with the same passages, the one after "Guten Tag!" begins large."""
    composer = Composer(_appeal(), make_basis(make_report(), sender=make_sender()))
    comma, none, again = (
        shown(composer.compose(_recipient("DE", **profile), "de", RECIPIENT_SLOTS).paragraphs[0])[:3]
        for profile in ({}, {"salutation": {"de": "Guten Tag!"}}, {})
    )

    assert (comma, none, again) == ("mit", "Mit", "mit")


def test_marks_of_the_preview_do_not_hide_the_first_word():
    """The preview marks where words come from, and shows the letter that is sent."""
    assert begun_small((Span(text="\ufdd1Ich war dort.\ufdd3"),), SMALL) == (Span(text="\ufdd1ich war dort.\ufdd3"),)


@pytest.mark.parametrize("paragraph", [(), (Span(text=" "),), (NoteCall(number=1),)])
def test_a_paragraph_without_words_stays(paragraph):
    """Where there is no first word, nothing changes."""
    assert begun_small(paragraph, SMALL) == paragraph
