"""All files of a letter, from one value and in one look."""

import shutil
from pathlib import Path

from entreaty.content.places import shipped_templates
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.documents import load_look, render_files
from tests.support.sample_letters import make_letter

ENVELOPES = load_envelopes()
TEMPLATES = shipped_templates()


def _look(templates: Path = TEMPLATES, envelope: str = "din-5008-b"):
    return load_look(templates, ENVELOPES.by_id(envelope))


def test_only_the_files_asked_for_are_made():
    """Text alone needs no typesetting; PDF and e-mail share one PDF."""
    text = render_files(make_letter(), _look(), ("txt",))
    both = render_files(make_letter(), _look(), ("eml", "pdf"))

    assert list(text.contents) == ["txt"]
    assert text.pages == 0
    assert list(both.contents) == ["eml", "pdf"]
    assert both.pages >= 1
    assert both.notes == "footnotes"


def test_fingerprint_changes_with_everything_that_shows(tmp_path):
    """Another envelope or another byte in any file of the templates is another look; a copy is the same."""
    copy = tmp_path / "copy"
    shutil.copytree(shipped_templates(), copy)
    before = _look().fingerprint

    assert _look(copy).fingerprint == before
    assert _look(copy, "us-10").fingerprint != before
    with_image = load_look(copy, ENVELOPES.by_id("din-5008-b"), {"logo": b"one"}).fingerprint
    assert with_image != before
    assert load_look(copy, ENVELOPES.by_id("din-5008-b"), {"logo": b"two"}).fingerprint != with_image
    (copy / "letter.css").write_text("p { color: red }", encoding="utf-8")
    assert _look(copy).fingerprint != before
