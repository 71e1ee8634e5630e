"""What a lawyer and an editor found wrong in the shipped letters cannot come back, on any date and in any language."""

import re
from datetime import date
from functools import cache

import pytest

from entreaty.output.text import letter_text
from entreaty.templating.letters import LetterTemplates
from tests.support.claims import CLAIMS, letters_of_the_day, printed_table, table, who_says
from tests.support.sample_letters import TEMPLATES
from tests.support.shipped import shipped_campaign, shipped_letters

pytestmark = pytest.mark.no_cover

DAYS = [
    date(2025, 6, 24),
    date(2025, 8, 5),
    date(2025, 9, 10),
    date(2026, 1, 5),
    date(2026, 1, 20),
    date(2026, 2, 10),
    date(2026, 2, 20),
    date(2026, 3, 1),
    date(2026, 11, 27),
]
LANGUAGES = ["en", "fr", "de"]
TEMPLATES_READ = LetterTemplates(TEMPLATES)


@cache
def _bodies(day: date, language: str) -> dict[str, str]:
    """Return the letters of a day without their notes, each in one line, by recipient."""
    found = {}
    for letter in shipped_letters(day, language):
        body = re.split(r"\n(?:Notes|Anmerkungen)\n", letter_text(letter, TEMPLATES_READ))[0]
        found[letter.recipient] = " ".join(re.sub(r"\[\d+\]", "", body).split())
    return found


def _all(language: str) -> list[tuple[date, str, str]]:
    return [(day, name, text) for day in DAYS for name, text in _bodies(day, language).items()]


@pytest.mark.thorough
@pytest.mark.one_in(3, thorough=3)
@pytest.mark.parametrize(
    ("language", "quoted", "whose"),
    [
        ("en", "effectively shifts entirely", r"in the article’s words, responsibility for them “effectively shifts"),
        ("fr", "relève entièrement des autorités", r"Désormais, selon l’article, leur sort relève entièrement"),
        ("de", "faktisch ganz auf die", r"Nun gehe, so der Artikel, die Verantwortung"),
    ],
)
def test_words_of_the_article_are_never_those_of_the_red_cross(language, quoted, whose):
    """That responsibility shifts to Azerbaijan is said in the article's name, in 22 letters of each day that say it."""
    said = 0
    for day, name, text in _all(language):
        if quoted in text:
            said += 1
            assert re.search(whose, text), (day, name)
        assert not re.search(r"[Nn]ow, in its words|[Dd]ésormais, selon lui|nach seinen Worten", text), (day, name)

    assert said == 2 * 22


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("language", "bare"),
    [
        ("en", r"(?<!European )(?<!of )\b[Tt]he Union\b(?! for the Protection of the Rights of Refugees)"),
        (
            "fr",
            r"\b[Ll]’Union\b(?! pour la protection des droits des réfugiés| européenne| pour les affaires)",
        ),
        (
            "de",
            r"\b[Dd](?:ie|er) Union\b(?! zum Schutz der Rechte der Flüchtlinge| für Außen)",
        ),
    ],
)
def test_the_union_is_never_a_short_form(language, bare):
    """A minister in Europe reads “the Union” as the European one: the association is named in full or as such."""
    named = 0
    for day, name, text in _all(language):
        assert not (found := re.search(bare, text)), (day, name, text[found.start() - 60 : found.end() + 60])
        named += "Union" in text

    assert named >= 100


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("en", r"\bIt calls the charges", "The article calls the charges fabricated"),
        ("fr", r"\bIl dit les accusations", "L’article dit les accusations fabriquées"),
        ("de", r"\bEs nennt die Vorwürfe", "Der Artikel nennt die Vorwürfe erfunden"),
    ],
)
def test_azerbaijan_does_not_call_its_own_charges_fabricated(language, wrong, right):
    """Whoever calls the charges fabricated is named: the article, in the 21 letters of each day that tell of it."""
    said = 0
    for day, name, text in _all(language):
        assert not re.search(wrong, text), (day, name)
        said += right in text

    assert said == 2 * 21


@pytest.mark.parametrize(
    ("language", "right"),
    [
        ("en", "Visit each of the Armenian prisoners"),
        ("fr", "Visiter chacun des prisonniers arméniens"),
        ("de", "jeden der armenischen Gefangenen zu besuchen"),
    ],
)
def test_the_ombudsman_is_not_asked_to_examine_observers(language, right):
    """Whom the Ombudsman is to visit stands in the demand itself, whatever demand stands before it."""
    for day in DAYS:
        text = _bodies(day, language)["az-ombudsman"]
        assert right in text, day
        assert not re.search(r"Visit each of them|Visiter chacun d’eux|Jeden von ihnen zu besuchen", text), day


def test_visits_rest_on_the_paragraphs_that_speak_of_the_red_cross():
    """Every letter cites the paragraphs on the ICRC's delegates for when visits may be prohibited, and article 3."""
    for day in DAYS:
        for letter in shipped_letters(day, "en"):
            text = letter_text(letter, TEMPLATES_READ)
            notes = text.split("\nNotes\n")[1]
            assert "arts 3(1), 126(2), 126(4)" in notes, (day, letter.recipient)
            assert "arts 3(1), 143(3), 143(5)" in notes, (day, letter.recipient)


def test_the_qualifiers_of_the_law_stand_where_it_is_told():
    """No letter says that a State may hold somebody until a sentence is served without “if necessary”."""
    told = 0
    for day, name, text in _all("en"):
        if (
            "completion of the punishment" in text
            or "a sentence have ended" in text
            or "punishment is completed" in text
        ):
            told += 1
            assert "if necessary" in text, (day, name)
        assert "until a penalty is completed, but do not oblige" not in text, (day, name)

    assert told >= 100


def test_sentenced_civilians_have_their_own_law():
    """Since the sentences, who is asked for access to all reads articles 76(6) and 126 of the Fourth Convention."""
    seen = 0
    for day in DAYS[5:]:
        for letter in shipped_letters(day, "en"):
            text = letter_text(letter, TEMPLATES_READ)
            if "sentenced or not" in text:
                seen += 1
                assert re.search(r"GC IV[^;\n]* arts [^;\n]*76\(6\), 126", text), (day, letter.recipient)

    assert seen >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_asked_for_what_is_beyond_their_power(language):
    """An embassy conveys; the Ombudsman visits, recommends or proposes; a commission reports and recommends."""
    convey = {"en": "to convey to your Government", "fr": "transmettre à votre Gouvernement", "de": "Ihrer Regierung"}
    first = {
        "az-ombudsman": {
            "en": r"(Visit|Recommend|Propose)\b",
            "fr": r"(Visiter|Recommander|Proposer)\b",
            "de": r"(jeden der armenischen Gefangenen zu besuchen|zu empfehlen|dem Präsidenten die Begnadigung)",
        },
        "uscirf-chair": {
            "en": r"(Follow up your hearing|Recommend)\b",
            "fr": r"(Donner suite à votre audition|Recommander)\b",
            "de": r"(Ihre Anhörung|dem Präsidenten, der Leitung des Außenministeriums und dem Kongress zu empfehlen)",
        },
    }
    for day in DAYS:
        assert convey[language] in _bodies(day, language)["az-embassy-washington"], day
        letters = {letter.recipient: letter for letter in shipped_letters(day, language)}
        for name, patterns in first.items():
            asked = ["".join(getattr(run, "text", "") for run in demand.prose) for demand in letters[name].demands]
            assert len(asked) >= 2
            for words in asked:
                assert re.match(patterns[language], words), (day, name, words)


def test_treaty_bodies_are_asked_under_their_own_treaty():
    """Committees and experts are not asked to urge access of the ICRC, nor to keep offices open: that is not theirs."""
    for day in DAYS:
        for name in ("cat-chair", "cerd-chair", "wgad-chair", "un-special-rapporteur-torture", "cpt-president"):
            text = _bodies(day, "en")[name]
            assert "Urge Azerbaijan" not in text, (day, name)
            assert "humanitarian organisations" not in text, (day, name)


@pytest.mark.parametrize(
    ("recipient", "third"),
    [
        ("icrc-president", r"\bICRC\b|International Committee of the Red Cross"),
        ("cat-chair", r"[Tt]he Committee against Torture"),
        ("cpt-president", r"[Tt]he CPT (stated|has)"),
        ("un-high-commissioner-human-rights", r"[Tt]he High Commissioner (told|said)"),
        ("ep-droi-chair", r"[Tt]he European Parliament demanded"),
        ("uscirf-chair", r"[Aa]t a hearing of the U\.S\. Commission"),
        ("unhcr-high-commissioner", r"UN Refugee Agency"),
        ("az-foreign-minister", r"[Tt]he Ministry"),
        ("wgad-chair", r"[Tt]he Working Group (did|found)"),
    ],
)
def test_nobody_is_spoken_of_in_the_third_person_in_their_own_letter(recipient, third):
    """Who reads a letter is “you” in it."""
    for day in DAYS:
        body = re.split(r" Dear | Excellency, I", _bodies(day, "en")[recipient])[1]
        assert len(body) > 1000
        assert not re.search(third, body), (day, recipient, re.search(third, body))


def test_pardon_and_transfer_are_asked_with_consent_and_without_admission():
    """Wherever a letter asks for pardon or transfer, consent and the denial of the charges stand before it."""
    asked = 0
    for day, name, text in _all("en"):
        if "pardon or transfer" in text:
            asked += 1
            assert "if they consent and without prejudice to any denial of the charges, pardon or transfer" in text, (
                day,
                name,
            )

    assert asked >= 50


def test_releases_of_january_are_told_as_the_exchange_that_they_were():
    """Who is told that four were released, as a proof that release is possible, is told that it was an exchange."""
    told = 0
    for day, name, text in _all("en"):
        if "which shows that release is possible" in text:
            told += 1
            assert "in what was reported as amounting to an exchange" in text, (day, name)

    assert told >= 60


def test_words_on_geneva_are_given_to_nobody_alone():
    """Accounts differ on who stressed the co-operation through Geneva: it is told as the official account has it."""
    for day, name, text in _all("en"):
        if "importance of continuing cooperation" in text:
            assert "by the official Azerbaijani account" in text, (day, name)
        assert "Ministry had stressed" not in text, (day, name)
        assert "Ministry stressed" not in text, (day, name)


def test_every_claim_of_the_article_stands_in_somebodys_letter():
    """No row of the table of claims is empty, and the demand for release reaches those who can support it."""
    letters = letters_of_the_day()
    said = {claim.what: who_says(claim, letters) for claim in CLAIMS}

    assert len(said) == 24
    assert [what for what, names in said.items() if not names] == []
    for name in (
        "un-secretary-general",
        "un-high-commissioner-human-rights",
        "coe-commissioner-human-rights",
        "eu-high-representative",
        "ep-droi-chair",
    ):
        assert name in said["Demand 3: release, under article 118"], name
        assert "an article that speaks of prisoners of war alone" in letters[name], name


def test_the_table_of_claims_in_the_readme_is_that_of_the_letters():
    """`python -m tests.support.claims` writes it anew."""
    assert printed_table() == table()


def test_german_demands_are_parts_of_their_sentence():
    """What follows “Ich bitte Sie …:” begins in lower case, unless with a noun, a name or a form of address."""
    allowed = ("Aserbaidschan", "Armenien", "Ihre", "Zugang")
    seen = 0
    for passage in shipped_campaign().appeals[0].letter.demands:
        words = passage.words["de"].lstrip()
        seen += 1
        assert words[0].islower() or words.startswith(allowed), (passage.id, words[:40])

    assert seen >= 50
