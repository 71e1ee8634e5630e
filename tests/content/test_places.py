"""Where the files of a campaign lie."""

import shutil

from entreaty.content.places import files_of, shipped_templates, templates_of
from tests.support.sample_campaigns import FILES, write_campaign


def test_templates_are_the_campaigns_own_or_the_shipped_ones(tmp_path):
    """A campaign with a folder of templates uses these; another one those that the program brings."""
    assert templates_of(tmp_path) == shipped_templates()
    assert (shipped_templates() / "letter.html").is_file()

    (tmp_path / "letter_templates").mkdir()

    assert templates_of(tmp_path) == tmp_path / "letter_templates"


def test_every_file_of_a_campaign_is_found(tmp_path):
    """Appeals, authorities, recipients, suppressed addresses, styles and templates are files of a campaign."""
    folder = write_campaign(tmp_path)
    shutil.copytree(shipped_templates(), folder / "letter_templates")
    own = folder / "citation_styles" / "own.yaml"
    own.parent.mkdir()
    own.touch()
    (folder / "suppression.txt").touch()
    (folder / "notes.txt").touch()

    found = set(files_of(folder))

    assert {folder / FILES[name] for name in ("appeal", "authorities", "recipients")} < found
    assert {own, folder / "suppression.txt", folder / "letter_templates" / "fonts" / "NotoSerif-Regular.ttf"} < found
    assert folder / "notes.txt" not in found
