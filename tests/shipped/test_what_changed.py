"""After an edit, a run makes exactly the letters again that the edit touches."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.places import shipped_templates
from entreaty.output.versions import versions
from tests.support.sample_campaigns import APPEAL, SENDER, write_campaign

# Other tests run the same lines.
pytestmark = pytest.mark.no_cover
RECIPIENT_IDS = ("mediator", "swiss-minister", "azerbaijani-minister")
ALL = {f"{appeal}/{recipient}" for appeal in ("visits", "letters-home") for recipient in RECIPIENT_IDS}
OTHER = APPEAL.replace("title: Visits to prisoners", "title: Letters home")


def _campaign(folder: Path) -> Path:
    """Write a campaign with two appeals, templates of its own and a sender with an image."""
    write_campaign(folder, sender=SENDER)
    other = folder / "appeals" / "letters-home" / "appeal.yaml"
    other.parent.mkdir()
    other.write_text(OTHER, encoding="utf-8")
    shutil.copytree(shipped_templates(), folder / "letter_templates")
    return folder


def _written(folder: Path, *more: str) -> set[str]:
    """Run `letters`, and return the letters that it made; the others must be unchanged."""
    arguments = ["--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt,eml", *more]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    lines = [line for line in result.stdout.splitlines() if line.startswith(str(folder))]
    letters = {str(Path(line.split("  ")[0]).relative_to(folder / "letters")): line for line in lines}
    assert set(letters) == ALL
    assert all(line.endswith(("written", "unchanged")) for line in lines)
    return {name for name, line in letters.items() if line.endswith("written")}


def _of(appeal: str = "", recipient: str = "") -> set[str]:
    return {name for name in ALL if name.startswith(appeal) and name.endswith(recipient)}


TEXT, STYLE = "letter_templates/letter.txt", "letter_templates/letter.css"
VISITS, HOME, SOURCES = "appeals/visits/appeal.yaml", "appeals/letters-home/appeal.yaml", "appeals/authorities.yaml"
BOTH = "en: I ask you to\n      fr: Je vous prie de"
EDITS = {
    "an appeal": (HOME, BOTH, BOTH.replace("ask", "beg").replace("prie", "demande"), "letters-home", ""),
    "a passage of some": (VISITS, "en: admit the visits.", "en: admit all.", "visits", "azerbaijani-minister"),
    "one language": (VISITS, "fr: Je vous remercie", "fr: Merci", "visits", "swiss-minister"),
    "an address": ("recipients.yaml", "1 Example Avenue", "9 Example Avenue", "", "mediator"),
    "a language": ("recipients.yaml", "language: [fr, en]", "language: [en, fr]", "", "swiss-minister"),
    "a source": (SOURCES, "title: Report on visits", "title: Report about visits", "", ""),
    "the template of the text": (TEXT, "{{ letter.salutation }}", "{{ letter.salutation }} ", "", ""),
    "the style sheet": (STYLE, "@page {", "/* more */ @page {", "", ""),
    "the sender": ("sender.yaml", "Anna Example", "Berta Example", "", ""),
    "a remark": ("recipients.yaml", "recipients:\n", "# more\nrecipients:\n", "none", ""),
    "what no letter says": (VISITS, "title: Visits to", "title: About visits to", "none", ""),
    "words that are not quoted": (SOURCES, "{en: shall be supplied", "{en: must be supplied", "none", ""),
}
"""What is edited: the file, the words and others instead, and the appeal and the recipient whose letters say so."""


@pytest.mark.one_in(6, thorough=3)
@pytest.mark.parametrize("edit", sorted(EDITS))
def test_edit_makes_the_letters_again_that_it_touches(tmp_path, edit):
    """Editing one appeal, one recipient, one template or the sender makes exactly the letters again that say so."""
    path, old, new, appeal, recipient = EDITS[edit]
    folder = _campaign(tmp_path)
    assert _written(folder) == ALL

    file = folder / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    assert file.read_text(encoding="utf-8").count(new) >= 1
    assert _written(folder) == _of(appeal, recipient)
    assert _written(folder) == set()


@pytest.mark.thorough
def test_font_and_envelope_belong_to_every_letter(tmp_path):
    """Another font, or another envelope, makes every letter again."""
    folder = _campaign(tmp_path)
    _written(folder)

    with (folder / "letter_templates" / "fonts" / "NotoSerif-Regular.ttf").open("ab") as font:
        font.write(b"\0")

    assert _written(folder) == ALL
    assert _written(folder, "--envelope", "none") == ALL


@pytest.mark.thorough
@pytest.mark.one_in(3, thorough=3)
@pytest.mark.parametrize("name", ["entreaty", "weasyprint", "pango"])
def test_another_version_makes_every_letter_again(tmp_path, monkeypatch, name):
    """Another version of the program, of a library that sets pages or of the system's makes every letter again."""
    folder = _campaign(tmp_path)
    _written(folder)
    other = {**versions(), name: "0.0.0"}

    for place in ("output.documents", "batch.request"):
        monkeypatch.setattr(f"entreaty.{place}.versions", lambda: other)
    assert _written(folder) == ALL
