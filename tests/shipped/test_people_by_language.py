"""People in the languages of which nobody has read the words yet: by name where no name is declined, and marked."""

import pytest

from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import LANGUAGES, base_language
from entreaty.writing.composing.courtesies import courtesies_of, unverified_courtesies
from tests.support.sample_content import make_basis, make_recipient, make_sender

pytestmark = pytest.mark.no_cover

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
    "ar": (
        "السيدة Lee المحترمة،", "السيد Roth المحترم،", "السيدة الفاضلة، السيد الفاضل،", "السيدة الفاضلة، السيد الفاضل،",
        "السيدة Ann Lee", "وتفضلوا بقبول فائق الاحترام،",
    ),
    "az": (
        "Hörmətli xanım Lee,", "Hörmətli cənab Roth,", "Hörmətli Ann Lee,", "Hörmətli xanım və ya cənab,",
        "Ann Lee", "Hörmətlə,",
    ),
    "ka": (
        "პატივცემულო ქალბატონო,", "პატივცემულო ბატონო,", "პატივცემულო ქალბატონო ან ბატონო,",
        "პატივცემულო ქალბატონო ან ბატონო,",
        "Ann Lee", "პატივისცემით,",
    ),
}  # fmt: skip
# What Ann Lee is called who is Dr, and Bob Roth who is Prof. Dr.: salutation and envelope of each.
TITLES = {
    "it": ("Gentile Dott.ssa Lee,", "Dott.ssa Ann Lee", "Egregio Prof. Roth,", "Prof. Dott. Bob Roth"),
    "nl": ("Geachte mevrouw Lee,", "Mevrouw dr. Ann Lee", "Geachte heer Roth,", "De heer prof. dr. Bob Roth"),
    "pl": ("Szanowna Pani Doktor,", "Pani dr Ann Lee", "Szanowny Panie Profesorze,", "Pan prof. dr Bob Roth"),
    "pt": (
        "Ex.ma Senhora Dra. Ann Lee,", "Ex.ma Senhora Dra. Ann Lee",
        "Ex.mo Senhor Prof. Bob Roth,", "Ex.mo Senhor Prof. Dr. Bob Roth",
    ),
    "tr": ("Sayın Dr. Ann Lee,", "Sayın Dr. Ann Lee", "Sayın Prof. Bob Roth,", "Sayın Prof. Dr. Bob Roth"),
    "el": ("Αξιότιμη κυρία,", "κα Δρ. Ann Lee", "Αξιότιμε κύριε καθηγητά,", "κ. Καθ. Δρ. Bob Roth"),
    "uk": ("Шановна пані докторко!", "пані Енн Лі", "Шановний пане професоре!", "проф. д-р Bob Roth"),
    "ro": (
        "Stimată doamnă Lee,", "Doamnei dr. Ann Lee", "Stimate domnule profesor Roth,", "Domnului prof. dr. Bob Roth",
    ),
    "fa": (
        "سرکار خانم دکتر Lee،", "سرکار خانم دکتر Ann Lee", "جناب آقای پروفسور Roth،", "جناب آقای پروفسور دکتر Bob Roth",
    ),
    "he": ("ד״ר Lee הנכבדה,", "ד״ר Ann Lee", "פרופ׳ Roth הנכבד,", "פרופ׳ ד״ר Bob Roth"),
    "da": ("Kære dr. Lee", "dr. Ann Lee", "Kære professor Roth", "Professor dr. Bob Roth"),
    "sv": ("Bästa doktor Lee", "dr Ann Lee", "Bästa professor Roth", "Professor dr Bob Roth"),
    "fi": ("Arvoisa tohtori Lee", "tohtori Ann Lee", "Arvoisa professori Roth", "Professori tohtori Bob Roth"),
    "cs": (
        "Vážená paní doktorko,", "Vážená paní Dr. Ann Lee", "Vážený pane profesore,", "Vážený pan prof. Dr. Bob Roth",
    ),
    "hu": ("Tisztelt Lee Asszony!", "Dr. Ann Lee", "Tisztelt Roth Úr!", "Prof. Dr. Bob Roth"),
    "nb": ("Kjære dr. Lee", "dr. Ann Lee", "Kjære professor Roth", "Professor dr. Bob Roth"),
    "nn": ("Kjære dr. Lee", "dr. Ann Lee", "Kjære professor Roth", "Professor dr. Bob Roth"),
    "hy": ("Հարգելի տիկին Lee,", "դոկտոր Ann Lee", "Հարգելի պարոն Roth,", "պրոֆեսոր դոկտոր Bob Roth"),
    "az": ("Hörmətli doktor Lee,", "Dr. Ann Lee", "Hörmətli professor Roth,", "Prof. Dr. Bob Roth"),
    "ka": ("პატივცემულო ქალბატონო,", "დოქტორი Ann Lee", "პატივცემულო ბატონო,", "პროფესორი დოქტორი Bob Roth"),
    "ar": (
        "السيدة الدكتورة Lee المحترمة،", "السيدة الدكتورة Ann Lee",
        "السيد البروفيسور Roth المحترم،", "السيد البروفيسور الدكتور Bob Roth",
    ),
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


@pytest.mark.parametrize("language", TITLES)
def test_doctors_and_professors_are_called_so(language):
    """Titles stand on the envelope, and in the salutation where the language greets by them; else they fall away."""
    doctor = _recipient("person", name=ANN | {"title": "Dr"}, gender="f")
    professor = _recipient("person", name=BOB | {"title": "Prof. Dr."}, gender="m")
    found = [courtesies_of(one, language, _basis()) for one in (doctor, professor)]

    assert tuple(part for one in found for part in (one.salutation, *one.envelope)) == TITLES[language]


@pytest.mark.parametrize("language", sorted({base_language(code) for code in LANGUAGES}))
@pytest.mark.parametrize(
    ("form", "profile", "lines"),
    [
        ("household", {"household": "Familie Beck"}, ("Familie Beck",)),
        ("company", {"household": "Familie Beck", "organisation": "Acme"}, None),
        ("organisation", {"organisation": "Acme"}, ("Acme",)),
    ],
)
def test_envelope_is_never_addressed_to_nobody(language, form, profile, lines):
    """Where a language has no words for households, their name stands there as it is."""
    envelope = courtesies_of(_recipient("person", **profile, form_of_address=form), language, _basis()).envelope

    assert envelope == lines if lines else {"Familie Beck", "Acme"} == set(envelope)


def test_armenian_name_without_its_dative_stands_as_it_is_where_no_office_does():
    """A letter to somebody without an office would else be addressed to the organisation alone."""
    found = courtesies_of(_recipient("person", name=ANN, gender="f", organisation="Acme"), "hy", _basis())

    assert (found.salutation, found.envelope) == ("Հարգելի տիկին Lee,", ("Ann Lee", "Acme"))


@pytest.mark.parametrize(
    ("language", "genders", "salutation"),
    [
        ("pl", "ff", "Szanowne Panie,"),
        ("pl", "fm", "Szanowna Pani, szanowny Panie,"),
        ("pl", "ffm", "Szanowne Panie, szanowni Panowie,"),
        ("pl", "f-", "Szanowni Państwo,"),
        ("cs", "mm", "Vážení pánové,"),
        ("cs", "fm", "Vážená paní, vážený pane,"),
        ("cs", "m-", "Vážené dámy, vážení pánové,"),
        ("el", "ff", "Αξιότιμες κυρίες,"),
        ("uk", "fm", "Шановна пані, шановний пане!"),
        ("uk", "--", "Шановні пані та панове!"),
        ("ru", "--", "Уважаемые господа!"),
        ("ka", "ff", "პატივცემულო ქალბატონებო,"),
        ("ar", "--", "السيدات والسادة الأفاضل،"),
        ("ar", "fm", "السيدة Lee المحترمة، السيد Lee المحترم،"),
        ("fa", "fm", "سرکار خانم Lee، جناب آقای Lee،"),
    ],
)
def test_several_are_greeted_together_where_no_name_is_said(language, genders, salutation):
    """Nobody is greeted twice by the same words, and the comma between them is that of the script."""
    names = [ANN | ({} if gender == "-" else {"gender": gender}) for gender in genders]

    assert courtesies_of(_recipient("person", name=names), language, _basis()).salutation == salutation


@pytest.mark.parametrize("language", PEOPLE)
def test_words_from_memory_are_told(language):
    """`check` asks for somebody who speaks the language to look at them."""
    (problem,) = unverified_courtesies(_recipient("person", name=ANN, gender="f"), language, _basis())

    assert problem.message.endswith(f"for 'person' in '{language}' are known only from memory")
