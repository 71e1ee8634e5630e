"""One more file for the recipients of a campaign to include."""

import pytest

from entreaty.importing.recipients_file.file import RecipientsFileError, with_include


def test_include_is_added_once(tmp_path):
    """A further file is included, whichever way the list is written, and only once."""
    path = tmp_path / "recipients.yaml"
    assert with_include(path, "a.yaml") == "# Whom the letters of this campaign are written to.\n\ninclude: [a.yaml]\n"
    for text, expected in [
        ("recipients: []\n", "include: [b.yaml]\nrecipients: []\n"),
        ("# x\nrecipients:\n  - id: a\n", "# x\ninclude: [b.yaml]\nrecipients:\n  - id: a\n"),
        ("include: [a.yaml]  # x\n", "include: [a.yaml, b.yaml]  # x\n"),
        ("include: []\n", "include: [b.yaml]\n"),
        ("include:\n  - a.yaml\nrecipients: []\n", "include:\n  - a.yaml\n  - b.yaml\nrecipients: []\n"),
        ("include: [b.yaml]\n", None),
    ]:
        path.write_text(text, encoding="utf-8")
        assert with_include(path, "b.yaml") == expected
    path.write_text("include:\nrecipients: []\n", encoding="utf-8")
    with pytest.raises(RecipientsFileError, match=r"add 'b\.yaml' to 'include' by hand"):
        with_include(path, "b.yaml")
