"""The recipient's reference: in its usual words above the subject of every output, set alike either way."""

from dataclasses import replace
from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError
from tests.support.made_letters import html_part, made, plain_part, planned, printed_lines
from tests.support.pdfs import ENVELOPES, pictures, shipped_typesetter, texts
from tests.support.sample_campaigns import APPEAL, DAY, PROFILES, RECIPIENTS, edited, line_of, write_campaign
from tests.support.sample_letters import TEMPLATES, make_letter

pytestmark = pytest.mark.no_cover

EMAIL = "    email: president@example.org\n"
REFERENCED = edited(RECIPIENTS, EMAIL, EMAIL + '    reference: {yours: "AZ 12/26"}\n')
LINES = {
    "en": "Your ref.: AZ 12/26",
    "fr": "V/Réf.\u00a0: AZ 12/26",
    "de": "Ihr Zeichen: AZ 12/26",
    "es": "Su ref.: AZ 12/26",
    "ru": "На № AZ 12/26",
    "hy": "Ձեր հղումը՝ AZ 12/26",
    "ka": "თქვენი ნომერი: AZ 12/26",
    "az": "Sizin nömrəniz: AZ 12/26",
    "ar": "مرجعكم: AZ 12/26",
}


def test_reference_stands_above_the_subject_on_paper_and_before_the_salutation_in_text(tmp_path):
    """The line is there in the PDF, the text and both parts of the e-mail, each once."""
    letter = made(write_campaign(tmp_path, recipients=REFERENCED), "mediator")

    lines = printed_lines(letter)
    assert lines.index("Your ref.: AZ 12/26") + 1 == lines.index("Visits to prisoners of war")
    assert letter.contents["txt"].decode().splitlines()[:6] == [
        "To: president@example.org",
        "Subject: Visits to prisoners of war",
        "",
        "Your ref.: AZ 12/26",
        "",
        "Dear President,",
    ]
    assert plain_part(letter).splitlines()[:3] == ["Your ref.: AZ 12/26", "", "Dear President,"]
    html = html_part(letter)
    assert html.count("Your ref.: AZ 12/26") == 1
    assert html.index("Your ref.: AZ 12/26</p>") < html.index("Dear President,")


def test_letter_without_a_reference_says_nothing_of_one(tmp_path):
    """Nobody reads an empty label."""
    letter = made(write_campaign(tmp_path), "mediator")

    assert not any("ref" in line.lower() for line in (*printed_lines(letter), letter.contents["txt"].decode()))


@pytest.mark.parametrize("language", LINES)
def test_every_language_has_its_usual_words(language):
    """The words are those that offices of the language write before a file number."""
    phrases = load_phrases(TEMPLATES / "phrases.yaml").for_language(language)
    letter = make_letter(language=language, phrases=phrases)

    assert letter.phrase("your-reference", reference="AZ 12/26") == LINES[language]


def test_references_are_put_into_a_page_that_is_set_once():
    """Letters that differ in their reference are a group, and look as if each were set by itself."""
    setter, envelope = shipped_typesetter(), ENVELOPES.by_id("din-5008-b")
    for number in ("AZ 12/26", "2026-0001/Ref. <7> & more"):
        letter = make_letter(reference=f"Your ref.: {number}")
        shared, alone = setter.typeset(letter, envelope), setter.typeset(replace(letter, slots=()), envelope)

        assert (shared.typesetting, alone.typesetting) == ("shared", "ordinary: its group is small")
        assert f"Your ref.: {number}" in texts(shared.content)[0]
        assert texts(shared.content) == texts(alone.content)
        assert [one.tobytes() for one in pictures(shared.content)] == [one.tobytes() for one in pictures(alone.content)]


def _three(folder: Path, *references: str) -> Path:
    """Write a campaign of mediators, each with one of the references, or none."""
    first = PROFILES.partition("  - id: swiss-minister")[0].partition("recipients:\n")[2]
    profiles = [
        edited(first, "id: mediator", f"id: m{number}").replace(EMAIL, f"{EMAIL}{line}")
        for number, line in enumerate(f'    reference: {{yours: "{one}"}}\n' if one else "" for one in references)
    ]
    appeal = edited(APPEAL, "for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    head = RECIPIENTS.partition(PROFILES)[2]
    return write_campaign(folder, appeal=appeal, recipients="recipients:\n" + "\n".join(profiles) + head)


def _slotted(folder: Path) -> list[bool]:
    return [bool(letter.slots) for letter in plan_letters(load_campaign(folder), Order(day=DAY)).letters]


def test_recipients_with_a_reference_are_a_group_of_their_own(tmp_path):
    """Three with references are a group; one without is none of it."""
    assert _slotted(_three(tmp_path / "three", "A 1", "B 2", "C 3")) == [True, True, True]
    assert _slotted(_three(tmp_path / "two", "A 1", "B 2", "")) == [False, False, False]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("reference: AZ 12/26", "'reference' must hold 'key: value' lines of its own"),
        ("reference: {ours: AZ 12/26}", "unknown key 'ours'\n  hint: did you mean 'yours'?"),
        ("reference: {yours: 1226}", "'yours' must be text, but 1226 is read as something else"),
        ('reference: {yours: ""}', "'yours' is empty"),
        (f"reference: {{yours: {'x' * 81}}}", "'yours' is too long: at most 80 characters"),
        ('reference: {yours: "a\\nb"}', "'yours': it must be a single line"),
    ],
)
def test_mistakes_in_a_reference_are_named_with_their_line(tmp_path, line, message):
    """What is no reference is told where it stands; the other letters are written."""
    text = edited(RECIPIENTS, EMAIL, f"{EMAIL}    {line}\n")
    plan = planned(write_campaign(tmp_path, recipients=text))

    problems = [str(problem) for problem in plan.problems]
    assert any(f"recipients.yaml:{line_of(text, line)}: {message}" in one for one in problems), problems
    assert {letter.recipient for letter in plan.letters} == {"swiss-minister", "azerbaijani-minister"}


def test_language_without_words_of_its_own_has_ours(tmp_path):
    """A campaign whose own phrases lack the words prints those of the language."""
    folder = write_campaign(tmp_path, recipients=REFERENCED)
    own = folder / "letter_templates"
    own.mkdir()
    for path in TEMPLATES.iterdir():
        if path.is_file():
            (own / path.name).write_bytes(path.read_bytes())
    (own / "phrases.yaml").write_text("en:\n  notes: References\n", "utf-8")
    plan = planned(folder)

    assert not plan.failed
    assert {dict(one.phrases)["your-reference"] for one in plan.letters if one.language == "en"} == {
        "Your ref.: {reference}"
    }


def test_reference_that_is_withheld_stops_the_letter(tmp_path):
    """Withheld words are found in a reference, too."""
    withheld = "citation_style: oscola\nwithhold: [{words: AZ 12/26, from: [mediator]}]"
    folder = write_campaign(tmp_path, recipients=REFERENCED, appeal=edited(APPEAL, "citation_style: oscola", withheld))

    (failed,) = planned(folder).failed
    assert "the reference of the letter to 'mediator' says 'AZ 12/26', which is withheld from mediator" in failed.reason


def test_phrase_of_the_reference_must_hold_it(tmp_path):
    """A phrase that would leave out the number is refused."""
    (tmp_path / "phrases.yaml").write_text("en:\n  your-reference: Your ref.\n", encoding="utf-8")

    with pytest.raises(ContentError, match=r"'your-reference': must hold \{reference\}"):
        load_phrases(tmp_path / "phrases.yaml")
