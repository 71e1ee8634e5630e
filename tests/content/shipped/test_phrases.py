"""The fixed phrases: complete in every language, and documented."""

from pathlib import Path

import pytest

from entreaty.content.shipped.phrases import LanguagePhrases, load_phrases
from entreaty.problems import ContentError
from tests.support.sample_campaigns import line_of
from tests.support.sample_letters import TEMPLATES

SHIPPED = TEMPLATES / "phrases.yaml"


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    source = SHIPPED.read_text(encoding="utf-8")
    assert old in source
    path = tmp_path / "phrases.yaml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_language_gives_its_phrases_by_key():
    """The phrases of a language come as pairs, as a letter carries them."""
    phrases = dict(load_phrases(SHIPPED).for_language("fr"))
    assert phrases["page-of"] == "Page {page} sur {pages}"
    assert phrases["subject-line"] == "Objet\u00a0: {subject}"


def test_a_missing_language_is_a_problem():
    """A language that the file does not have is named, with those that it has."""
    with pytest.raises(ContentError) as caught:
        load_phrases(SHIPPED).for_language("uk")
    assert str(caught.value) == (
        f"{SHIPPED}: the phrases of the language 'uk' are missing\n"
        "  hint: add 'uk:' (there are: en, fr, de, es, ru, hy, ka, az, ar)"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  notes: Notes\n", "", ":4: 'notes' is missing"),
        ("blank-email: E-mail", "blank-emial: E-mail", ":11: unknown key 'blank-emial'\n  hint: did you mean"),
        ("Page {page} of {pages}", "Page {page}", ":5: 'page-of': must hold {page} and {pages}"),
        ("notes: Notes", "notes: Notes {n}", ":8: 'notes': must hold nothing in braces"),
        ("\nfr:", "\nxx:", f":{line_of(SHIPPED.read_text(encoding='utf-8'), 'fr:')}: "),
        ("blank-name: Name", "blank-name: 12", ":9: 'blank-name' must be text, but 12 is read as something else"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old, new, problem):
    """A key or value that is missing, unknown or wrong is a problem on its line."""
    with pytest.raises(ContentError) as caught:
        load_phrases(_changed(tmp_path, old, new))
    assert problem in str(caught.value)


def test_every_phrase_is_documented():
    """The README of the templates has a row for each key."""
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    keys = [field.alias for field in LanguagePhrases.model_fields.values()]
    assert len(keys) >= 17
    assert [key for key in keys if f"| `{key}` |" not in readme] == []


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
    keys = {field.alias for field in LanguagePhrases.model_fields.values()}
    keys -= {key for key in keys if f': "{key}"' in in_passages}
    assert {key for key in keys if not any(f'phrase("{key}"' in source for source in sources)} == set()
