"""The fixed phrases: complete in every language, changed by a campaign's own file, and documented."""

import re
import string
from pathlib import Path

import pytest

from entreaty.content.locales import LANGUAGES, base_language
from entreaty.content.shipped.languages.file import languages
from entreaty.content.shipped.languages.phrases import LanguagePhrases
from entreaty.content.shipped.phrases import load_phrases
from entreaty.problems import ContentError
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import line_of
from tests.support.sample_letters import TEMPLATES

FIRST_VERSION = ROOT / "tests" / "support" / "phrases_of_first_version.yaml"
# What reads alike in English, in one language or another.
ALIKE = {
    "fr": {"blank-signature", "notes"},
    "de": {"blank-name"},
    "nl": {"your-address"},
    "da": {"blank-address"},
    "ro": set(),
    "it": set(),
}
# Lines that only print what they are given.
BARE = {"dated", "subject-line"}
KEYS = [field.alias for field in LanguagePhrases.model_fields.values()]


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    source = FIRST_VERSION.read_text(encoding="utf-8")
    assert old in source
    path = tmp_path / "phrases.yaml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_language_gives_its_phrases_by_key(tmp_path):
    """The phrases of a language come as pairs, as a letter carries them."""
    phrases = dict(load_phrases(tmp_path / "none.yaml").for_language("fr"))
    assert phrases["page-of"] == "Page {page} sur {pages}"
    assert phrases["subject-line"] == "Objet\u00a0: {subject}"


def test_a_file_of_the_first_version_keeps_its_meaning(tmp_path):
    """What stands in a campaign's phrases.yaml is printed, in its variants too; the rest is that of the language."""
    changed = load_phrases(_changed(tmp_path, "notes: Notes\n", "notes: References\n"))

    assert dict(changed.for_language("en"))["notes"] == "References"
    assert dict(changed.for_language("en-US"))["notes"] == "References"
    assert dict(changed.for_language("de"))["notes"] == "Anmerkungen"
    assert dict(changed.for_language("it"))["notes"] == "Note"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one == base_language(one) and one != "en"])
def test_phrases_differ_from_english_in_all_but_a_few(language):
    """No phrase of another language is English: but for those that read alike, none does."""
    english, own = languages()["en"].phrases.by_key(), languages()[language].phrases.by_key()

    assert set(own) == set(KEYS)
    assert {key for key in KEYS if own[key] == english[key]} - BARE <= ALIKE.get(language, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_take_the_same_values_in_every_language(language):
    """What English prints, every language prints."""
    english, own = languages()["en"].phrases.by_key(), languages()[language].phrases.by_key()
    values = {key: {name for _, name, _, _ in string.Formatter().parse(own[key])} - {None} for key in KEYS}

    assert values == {key: {name for _, name, _, _ in string.Formatter().parse(english[key])} - {None} for key in KEYS}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("blank-email: E-mail", "blank-emial: E-mail", ":11: unknown key 'blank-emial'\n  hint: did you mean"),
        ("Page {page} of {pages}", "Page {page}", ":5: 'page-of': must hold {page} and {pages}"),
        ("notes: Notes", "notes: Notes {n}", ":8: 'notes': must hold nothing in braces"),
        ("\nfr:", "\nxx:", f":{line_of(FIRST_VERSION.read_text(encoding='utf-8'), 'fr:')}: "),
        ("blank-name: Name", "blank-name: 12", ":9: 'blank-name' must be text, but 12 is read as something else"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old, new, problem):
    """A key or value that is unknown or wrong is a problem on its line."""
    with pytest.raises(ContentError) as caught:
        load_phrases(_changed(tmp_path, old, new))
    assert problem in str(caught.value)


def test_every_phrase_is_documented():
    """The README of the templates has a row for each key."""
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert len(KEYS) >= 17
    assert [key for key in KEYS if f"| `{key}` |" not in readme] == []


def test_every_phrase_is_printed_somewhere():
    """No template asks for a phrase that is not there, and no phrase is left unused."""
    sources = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("letter.html", "letter.txt", "email.html")]
    sources.append((TEMPLATES.parent / "entreaty" / "output" / "text.py").read_text(encoding="utf-8"))
    sources.append((TEMPLATES.parent / "entreaty" / "writing" / "letter.py").read_text(encoding="utf-8"))
    sources.append('phrase("closing"')  # in writing/composing/courtesies.py, under the profile's own salutation
    sources.append('phrase("your-reference"')  # in writing/composing/address.py
    sources.append(
        'phrase("enclosure" phrase("enclosures" phrase("copy" phrase("copies"'
    )  # in writing/composing/foot.py
    in_passages = (TEMPLATES.parent / "entreaty" / "writing" / "placeholders.py").read_text(encoding="utf-8")
    keys = set(KEYS) - {key for key in KEYS if re.search(f': "{key}"', in_passages)}
    assert {key for key in keys if not any(f'phrase("{key}"' in source for source in sources)} == set()
