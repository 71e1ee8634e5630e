"""Copies: who gets one stands under the signature of every output, in words of the letter's language."""

from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.plan import check
from tests.support.made_letters import html_part, made, plain_part, planned, printed_lines
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, SENDER, edited, line_of, write_campaign
from tests.support.sample_letters import TEMPLATES, make_letter

STYLE = "citation_style: oscola\n"
ONE = "Copy: Head of the Department, Federal Department of Foreign Affairs"
BOTH = f"{ONE.replace('Copy', 'Copies')}; Example Gazette"
LINES = {
    "en": ("Copy: A", "Copies: A; B"),
    "fr": ("Copie\u00a0: A", "Copie\u00a0: A; B"),
    "de": ("Kopie an: A", "Kopie an: A; B"),
    "es": ("Copia: A", "Copias: A; B"),
    "ru": ("Копия: A", "Копии: A; B"),
    "hy": ("Պատճենը՝ A", "Պատճենները՝ A; B"),
    "ka": ("ასლი: A", "ასლები: A; B"),
    "az": ("Surəti: A", "Surətləri: A; B"),
    "ar": ("نسخة إلى: A", "نسخ إلى: A; B"),
}


def _appeal(copies: str) -> str:
    return edited(APPEAL, STYLE, f"{STYLE}copies: {copies}\n")


def _warnings(folder: Path) -> list[str]:
    found = check(load_campaign(folder), DAY)
    return [str(one) for one in found if "cop" in one.message and one.level == "warning"]


def test_copies_stand_under_the_signature_of_every_output(tmp_path):
    """A profile is named by office and organisation, words as they are; in the e-mail after the sender's lines."""
    appeal = _appeal('[swiss-minister, "Example Gazette"]')
    letter = made(write_campaign(tmp_path, appeal=appeal, sender=SENDER), "mediator")

    lines = printed_lines(letter)
    place = lines.index("Yours sincerely,")
    assert lines[place + 1 : place + 5] == ["Anna Example", "Teacher", "Example Society", BOTH]
    text = letter.contents["txt"].decode().splitlines()
    assert text[text.index("+49 30 0000000") + 1 :][:4] == ["", BOTH, "", "Notes"]
    assert plain_part(letter).splitlines()[-6:-2] == [BOTH, "", "Notes", ""]
    html = html_part(letter)
    assert html.count(f"{BOTH}</p>") == 1
    assert html.index("anna@example.org") < html.index(BOTH) < html.index("Notes")


def test_names_are_in_the_language_of_the_letter(tmp_path):
    """A French letter names the profile in French, and takes the French words."""
    appeal = _appeal("[azerbaijani-minister, {en: The press, fr: La presse}]")
    letter = made(write_campaign(tmp_path, appeal=appeal), "swiss-minister", ("txt",))

    assert (
        "Copie\u00a0: Ministre des Affaires étrangères, Ministère des Affaires étrangères\u00a0; La presse\n"
        in letter.contents["txt"].decode()
    )


@pytest.mark.parametrize("language", LINES)
def test_every_language_has_its_usual_words(language):
    """One name and several have the words that offices of the language write."""
    letter = make_letter(language=language, phrases=load_phrases(TEMPLATES / "phrases.yaml").for_language(language))

    assert (letter.phrase("copy", names="A"), letter.phrase("copies", names="A; B")) == LINES[language]


def test_names_in_arabic_have_an_arabic_semicolon_between_them(tmp_path):
    """Two names in an Arabic letter are held apart as Arabic does."""
    languages = {"en: ": "ar: ", "[en, fr]": "ar", "[fr, en]": "ar", "language: en": "language: ar"}
    appeal = "\n".join(line for line in _appeal('["A", "B"]').splitlines() if not line.strip().startswith("fr:"))
    appeal = edited(
        appeal, "subject: {en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}", "subject: {en: x}"
    )
    profiles = RECIPIENTS.replace("    email:", "    salutation: {ar: x}\n    email:")
    for old, new in languages.items():
        appeal, profiles = appeal.replace(old, new), profiles.replace(old, new)
    letter = made(write_campaign(tmp_path, appeal=appeal, recipients=profiles), "mediator", ("txt",))

    assert "نسخ إلى: A؛ B\n" in letter.contents["txt"].decode()


def test_whoever_gets_a_copy_and_the_letter_is_told(tmp_path):
    """Their own letter names only the others, and check tells that they get both."""
    folder = write_campaign(tmp_path, appeal=_appeal('[swiss-minister, "Example Gazette"]'))

    feet = {letter.recipient: letter.foot for letter in planned(folder).letters}
    assert feet == {
        "mediator": (BOTH,),
        "swiss-minister": ("Copie\u00a0: Example Gazette",),
        "azerbaijani-minister": (BOTH,),
    }
    (warning,) = _warnings(folder)
    assert warning == (
        f"{folder / 'appeals/visits/appeal.yaml'}:6: warning: 'swiss-minister' gets a letter of the appeal, and is "
        "named on all others as getting a copy\n  hint: take it out of 'copies', if one of the two is enough"
    )


def test_nobody_but_the_recipient_makes_no_line(tmp_path):
    """The letter to the only one who gets a copy has no line of copies."""
    plan = planned(write_campaign(tmp_path, appeal=_appeal("[mediator]")))

    assert [letter.foot for letter in plan.letters if letter.recipient == "mediator"] == [()]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("swis-minister", "did you mean 'swiss-minister'?"),
        ("town-band", "write who gets the copy in words, or the id of a profile"),
    ],
)
def test_what_looks_like_an_id_and_is_none_is_told(tmp_path, name, hint):
    """It is printed as it stands, with a warning."""
    folder = write_campaign(tmp_path, appeal=_appeal(f"[{name}]"))

    (warning,) = _warnings(folder)
    assert warning.endswith(
        f"appeal.yaml:6: warning: '{name}' in 'copies' looks like an id, and is printed as it stands: "
        f"no recipient has it\n  hint: {hint}"
    )
    assert {letter.foot for letter in planned(folder).letters if letter.language == "en"} == {(f"Copy: {name}",)}


@pytest.mark.parametrize("name", ["the press", "Example Gazette", "parents", "Ann Lee (chair)"])
def test_words_are_no_ids(tmp_path, name):
    """What cannot be an id, or resembles none, is printed without a warning."""
    assert _warnings(write_campaign(tmp_path, appeal=_appeal(f"[{name}]"))) == []


def test_copy_to_somebody_who_has_left_office_is_told(tmp_path):
    """A profile that has ended gets no letter, and no copy either."""
    ended = edited(RECIPIENTS, "    email: president@example.org\n", "    ended: 2025-01-01\n")
    folder = write_campaign(tmp_path, appeal=_appeal("[mediator]"), recipients=ended)

    (warning,) = _warnings(folder)
    assert "'mediator' is named as getting a copy, and was in office until 2025-01-01" in warning


def test_profile_with_mistakes_stops_the_letters_that_would_name_it(tmp_path):
    """No letter goes out with an id where a name was meant."""
    broken = edited(RECIPIENTS, "country: AZ", "country: AX9")
    text = _appeal("[azerbaijani-minister]")
    plan = planned(write_campaign(tmp_path, appeal=text, recipients=broken))

    assert plan.letters == ()
    assert {one.letter.recipient for one in plan.failed} == {"mediator", "swiss-minister"}
    expected = f"appeal.yaml:{line_of(text, 'copies')}: 'azerbaijani-minister' is to get a copy, and its profile cannot"
    assert all(expected in one.reason for one in plan.failed)


def test_words_that_lack_the_language_stop_its_letters(tmp_path):
    """A letter cannot name the press in a language in which nobody has written it."""
    plan = planned(write_campaign(tmp_path, appeal=_appeal("[{en: The press}]")))

    (failed,) = plan.failed
    assert failed.letter.recipient == "swiss-minister"
    assert "'The press' in 'copies' is not written in 'fr'\n  hint: add 'fr: …'" in failed.reason


def test_withheld_words_are_found_in_copies(tmp_path):
    """A name that an audience may not read is not named to it as getting a copy."""
    appeal = edited(_appeal("[Ana Doe]"), STYLE, f"{STYLE}withhold: [{{words: Ana Doe, from: [detaining-power]}}]\n")
    plan = planned(write_campaign(tmp_path, appeal=appeal))

    (failed,) = plan.failed
    assert failed.letter.recipient == "azerbaijani-minister"
    assert "the foot of the letter to 'azerbaijani-minister' says 'Ana Doe', which is withheld from" in failed.reason


@pytest.mark.parametrize(
    ("copies", "message"),
    [
        ("mediator", "'copies' must be a list\n  hint: write [mediator]"),
        ("[12]", "entry 1 of 'copies' must be text"),
        ('["a\\nb"]', "it must be a single line"),
        ("[{xx: a}]", "'xx' is not a language"),
        (f"[{', '.join('abcdefghijklmnopqrstu')}]", "'copies' is too long: at most 20 entries"),
    ],
)
def test_mistakes_in_copies_are_named_with_their_line(tmp_path, copies, message):
    """What is no list of names is told on its line."""
    problems = load_campaign(write_campaign(tmp_path, appeal=_appeal(copies))).problems

    assert any("appeal.yaml:6: " in str(one) and message in str(one) for one in problems), list(map(str, problems))


def test_templates_of_an_earlier_version_are_told(tmp_path):
    """A campaign's own template that does not print the foot is named, since nobody would notice."""
    folder = write_campaign(tmp_path, appeal=_appeal('["Example Gazette"]'))
    own = folder / "letter_templates"
    own.mkdir()
    for path in TEMPLATES.iterdir():
        if path.is_file():
            (own / path.name).write_bytes(path.read_bytes())
    text = (own / "letter.txt").read_text(encoding="utf-8")
    (own / "letter.txt").write_text(text.replace("letter.foot", "letter.notes[:0]"), encoding="utf-8")

    (told,) = (one for one in planned(folder).problems if "does not print" in one.message)
    assert str(told) == (
        f"{own / 'letter.txt'}: warning: the template does not print 'letter.foot', which 3 letters have\n"
        "  hint: see how the shipped letter_templates/letter.txt prints it"
    )
