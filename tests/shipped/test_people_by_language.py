"""People in the languages of which nobody has read the words yet: by name where no name is declined, and marked."""

import pytest

from entreaty.content.files.recipients import Recipient
from entreaty.writing.composing.courtesies import courtesies_of, unverified_courtesies
from tests.support.sample_content import make_basis, make_recipient, make_sender

ANN = {"given": "Ann", "family": "Lee", "dative": {"uk": "Енн Лі"}}
BOB = {"given": "Bob", "family": "Roth"}
# Salutation of Ann Lee, of Bob Roth, of Ann Lee whose gender is not known, of nobody by name; envelope of Ann; closing.
PEOPLE = {
    "it": (
        "Gentile Signora Lee,", "Egregio Signor Roth,", "Buongiorno Ann Lee,", "Gentile Signora, egregio Signore,",
        "Sig.ra Ann Lee", "Distinti saluti",
    ),
    "nl": (
        "Geachte mevrouw Lee,", "Geachte heer Roth,", "Geachte Ann Lee,", "Geachte heer of mevrouw,",
        "Mevrouw Ann Lee", "Hoogachtend,",
    ),
    "pl": (
        "Szanowna Pani,", "Szanowny Panie,", "Szanowni Państwo,", "Szanowni Państwo,", "Pani Ann Lee", "Z poważaniem",
    ),
    "pt": (
        "Ex.ma Senhora Ann Lee,", "Ex.mo Senhor Bob Roth,", "Bom dia, Ann Lee,", "Ex.ma Senhora, Ex.mo Senhor,",
        "Ex.ma Senhora Ann Lee", "Com os melhores cumprimentos,",
    ),
    "tr": (
        "Sayın Ann Lee,", "Sayın Bob Roth,", "Sayın Ann Lee,", "Sayın Yetkili,", "Sayın Ann Lee", "Saygılarımla,",
    ),
    "el": (
        "Αξιότιμη κυρία,", "Αξιότιμε κύριε,", "Αξιότιμη κυρία, αξιότιμε κύριε,", "Αξιότιμη κυρία, αξιότιμε κύριε,",
        "κα Ann Lee", "Με εκτίμηση,",
    ),
    "uk": (
        "Шановна пані!", "Шановний пане!", "Шановні пані та панове!", "Шановні пані та панове!",
        "пані Енн Лі", "З повагою",
    ),
    "ro": (
        "Stimată doamnă Lee,", "Stimate domnule Roth,", "Bună ziua, Ann Lee,", "Stimată doamnă, stimate domn,",
        "Doamnei Ann Lee", "Cu stimă,",
    ),
    "fa": (
        "سرکار خانم Lee،", "جناب آقای Roth،", "Ann Lee گرامی،", "خانم محترم، آقای محترم،",
        "سرکار خانم Ann Lee", "با احترام،",
    ),
    "he": (
        "גב׳ Lee הנכבדה,", "מר Roth הנכבד,", "Ann Lee, שלום רב,", "שלום רב,", "גב׳ Ann Lee", "בכבוד רב,",
    ),
    "da": ("Kære Ann Lee", "Kære Bob Roth", "Kære Ann Lee", "Til rette vedkommende", "Ann Lee", "Med venlig hilsen"),
    "sv": ("Bästa Ann Lee", "Bästa Bob Roth", "Bästa Ann Lee", "Till den det berör", "Ann Lee", "Med vänlig hälsning"),
    "fi": (
        "Arvoisa Ann Lee", "Arvoisa Bob Roth", "Arvoisa Ann Lee", "Arvoisa vastaanottaja", "Ann Lee", "Kunnioittavasti",
    ),
    "cs": (
        "Vážená paní,", "Vážený pane,", "Vážená paní, vážený pane,", "Vážená paní, vážený pane,",
        "Vážená paní Ann Lee", "S pozdravem",
    ),
    "hu": (
        "Tisztelt Lee Asszony!", "Tisztelt Roth Úr!", "Tisztelt Ann Lee!", "Tisztelt Hölgyem vagy Uram!",
        "Ann Lee", "Tisztelettel:",
    ),
    "nb": (
        "Kjære Ann Lee", "Kjære Bob Roth", "Kjære Ann Lee", "Til rette vedkommende", "Ann Lee", "Med vennlig hilsen",
    ),
    "nn": ("Kjære Ann Lee", "Kjære Bob Roth", "Kjære Ann Lee", "Til rette vedkomande", "Ann Lee", "Med venleg helsing"),
}  # fmt: skip


def _recipient(form, **profile):
    base = make_recipient().model_dump(by_alias=True, exclude_unset=True, exclude={"office", "organisation"})
    office = {} if form == "person" else {"office": "Kontrolör"}
    return Recipient.model_validate(base | office | {"form_of_address": form} | profile)


def _basis():
    return make_basis(sender=make_sender(country="GB"))


@pytest.mark.parametrize("form", ["person", "named-official"])
@pytest.mark.parametrize("language", PEOPLE)
def test_people_are_greeted_as_the_language_does(language, form):
    """Women and men have their own words, others a name or words for everybody; the office stands under the name."""
    of_ann, of_bob, of_either, of_nobody, line, closing = PEOPLE[language]
    ann = courtesies_of(_recipient(form, name=ANN, gender="f"), language, _basis())
    others = [
        courtesies_of(_recipient(form, **who), language, _basis()).salutation
        for who in ({"name": BOB, "gender": "m"}, {"name": ANN})
    ]

    assert (ann.salutation, ann.closing) == (of_ann, closing)
    assert ann.envelope == ((line,) if form == "person" else (line, "Kontrolör"))
    assert others == [of_bob, of_either]
    assert courtesies_of(_recipient("named-official"), language, _basis()).salutation == of_nobody


@pytest.mark.parametrize(
    ("language", "salutation"),
    [
        ("pl", "Dzień dobry,"),
        ("el", "Καλημέρα σας,"),
        ("uk", "Добрий день!"),
        ("cs", "Dobrý den,"),
        ("it", "Buongiorno Ann Lee,"),
    ],
)
def test_who_is_neither_is_not_greeted_as_a_woman_or_a_man(language, salutation):
    """Where the words for everybody name women and men, others have words of their own."""
    assert courtesies_of(_recipient("person", name=ANN, gender="x"), language, _basis()).salutation == salutation


def test_ukrainian_name_is_not_printed_undeclined_after_a_courtesy():
    """Without its dative, the name stands alone."""
    bob = courtesies_of(_recipient("person", name=BOB, gender="m"), "uk", _basis())

    assert bob.envelope == ("Bob Roth",)


@pytest.mark.parametrize("language", PEOPLE)
def test_words_from_memory_are_told(language):
    """`check` asks for somebody who speaks the language to look at them."""
    (problem,) = unverified_courtesies(_recipient("person", name=ANN, gender="f"), language, _basis())

    assert problem.message.endswith(f"for 'person' in '{language}' are known only from memory")
