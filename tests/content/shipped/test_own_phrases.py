"""A campaign's own phrases: printed by its templates in the letter's language, and missed before anything is set."""

import shutil
from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.plan import check
from entreaty.problems import ContentError
from tests.support.checkout import ROOT
from tests.support.made_letters import html_part, made, planned, printed_lines
from tests.support.sample_campaigns import DAY, SENDER, line_of, write_campaign
from tests.support.sample_letters import TEMPLATES

SHIPPED = (ROOT / "tests" / "support" / "phrases_of_first_version.yaml").read_text(encoding="utf-8")


def _with(**lines: str) -> str:
    """Return the phrases of the first version with a line more in each of these languages."""
    text = SHIPPED
    for language, line in lines.items():
        text = f"\n{text}".replace(f"\n{language}:\n", f"\n{language}:\n  {line}\n", 1)[1:]
    return text


def _campaign(folder: Path, phrases: str, printed: str = "") -> Path:
    """Write a campaign with these phrases, whose templates end the body of each letter with what is printed."""
    write_campaign(folder, sender=SENDER)
    own = folder / "letter_templates"
    shutil.copytree(TEMPLATES, own)
    (own / "phrases.yaml").write_text(phrases, encoding="utf-8")
    for name in ("letter.html", "letter.txt", "email.html"):
        text = (own / name).read_text(encoding="utf-8")
        line = f"<p>{printed}</p>" if name.endswith("html") else printed
        text = text.replace("</body>", f"{line}\n</body>") if name.endswith("html") else f"{text}\n{line}\n"
        (own / name).write_text(text, encoding="utf-8")
    return folder


def test_own_phrase_is_printed_in_the_language_of_the_letter(tmp_path):
    """Each output of each letter has the words of its language, with the value put in."""
    phrases = _with(en='call-by: "Call us by {day}"', fr='call-by: "Appelez-nous avant {day}"')
    folder = _campaign(tmp_path, phrases, '{{ phrase("call-by", day="2027") }}')

    for recipient, words in (("mediator", "Call us by 2027"), ("swiss-minister", "Appelez-nous avant 2027")):
        letter = made(folder, recipient)
        assert letter.contents["txt"].decode().splitlines()[-1] == words
        assert any(words in line for line in printed_lines(letter)), printed_lines(letter)
        assert f"<p>{words}</p>" in html_part(letter)


def test_language_that_lacks_an_own_phrase_is_told(tmp_path):
    """The letters of that language fail, with the line of the language; the others are written."""
    phrases = _with(en="motto: Come and see")
    folder = _campaign(tmp_path, phrases, '{{ phrase("motto") }}')
    plan = planned(folder)

    (failed,) = plan.failed
    assert failed.letter.recipient == "swiss-minister"
    line = line_of(phrases, "fr:\n") + 1
    assert failed.reason == (
        f"{folder / 'letter_templates/phrases.yaml'}:{line}: the phrase 'motto' is missing in 'fr', and letters "
        "print it\n  hint: add 'motto: …' to what stands under 'fr:'"
    )
    assert len(plan.letters) == 2
    assert any(
        "the phrase 'motto' is missing in 'fr'" in one.message
        for one in check(load_campaign(folder, folder / "sender.yaml"), DAY)
    )


def test_phrase_that_no_language_has_is_told_where_it_is_asked_for(tmp_path):
    """A template that names a key which is nowhere is told with its line, and the nearest key."""
    folder = _campaign(tmp_path, SHIPPED, '{{ phrase("blank-nam") }}')
    plan = planned(folder)

    assert plan.letters == ()
    html = folder / "letter_templates/letter.html"
    line = next(n for n, one in enumerate(html.read_text(encoding="utf-8").splitlines(), 1) if '"blank-nam"' in one)
    assert str(plan.failed[0].reason) == (
        f"{html}:{line}: there is no phrase 'blank-nam'\n  hint: did you mean 'blank-name'?"
    )


def test_own_phrase_that_no_template_names_does_no_harm(tmp_path):
    """It may lack in any language, and letters read as without it."""
    assert len(planned(_campaign(tmp_path, _with(de="motto: Kommt und seht"))).letters) == 3


def test_first_version_names_phrases_as_a_part_of_the_letter(tmp_path):
    """`letter.phrase("motto")` asks for the phrase as well."""
    folder = _campaign(tmp_path, _with(en="motto: Come and see"), '{{ letter.phrase("motto") }}')

    assert [one.letter.recipient for one in planned(folder).failed] == ["swiss-minister"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ({"en": "Motto: Come"}, "{en}: the key 'Motto' is not an id"),
        ({"en": "draught: Come", "fr": "x: y"}, ""),
        ({"en": "motto: 12"}, "{en}: 'motto' must be text, but 12 is read as something else"),
        ({"en": 'motto: "{day!r}"'}, "{en}: 'motto': braces hold the name of a value and nothing else"),
        ({"en": 'motto: "{day.year}"'}, "{en}: 'motto': braces hold the name of a value and nothing else"),
        ({"en": 'motto: "{}"'}, "{en}: 'motto': braces hold the name of a value and nothing else"),
        ({"en": 'motto: "By {day}"', "fr": "motto: Avant"}, "{fr}: 'motto' must hold {{day}}, as it does in 'en'"),
        ({"en": "motto: By", "fr": 'motto: "{day}"'}, "{fr}: 'motto' must hold nothing in braces, as it does in 'en'"),
    ],
)
def test_mistakes_in_own_phrases_are_named_with_their_line(tmp_path, lines, problem):
    """A key or value that no template could print is told on its line; what is well is not."""
    text = _with(**lines)
    path = tmp_path / "phrases.yaml"
    path.write_text(text, encoding="utf-8")
    if not problem:
        assert dict(load_phrases(path).for_language("en"))["draught"] == "Come"
        return

    with pytest.raises(ContentError) as caught:
        load_phrases(path)
    places = {language: f":{line_of(text, f'{language}:' + chr(10)) + 1}" for language in lines}
    assert problem.format(**places) in str(caught.value)


def test_slip_in_an_optional_key_is_no_phrase_of_ones_own(tmp_path):
    """A key that resembles one of ours which the language lacks is told, and not kept in silence."""
    path = tmp_path / "phrases.yaml"
    path.write_text(SHIPPED.replace("  copies: ", "  copise: ", 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_phrases(path)
    assert ": unknown key 'copise'\n  hint: did you mean 'copies'?" in str(caught.value)
