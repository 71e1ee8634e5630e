"""What files held is kept before they are overwritten."""

from datetime import date

import pytest

from entreaty.importing.recipients_file.file import RecipientsFileError, contents_of, write_with_backup


def test_nothing_is_overwritten_without_a_copy(tmp_path):
    """Each overwriting leaves a copy with the day in its name; what was changed meanwhile is not overwritten."""
    path, day = tmp_path / "recipients.yaml", date(2025, 6, 24)
    assert write_with_backup(path, "one\n", None, day) is None
    first = write_with_backup(path, "two\n", contents_of(path), day)
    second = write_with_backup(path, "three\n", contents_of(path), day)

    assert first == tmp_path / "backups" / "recipients.2025-06-24.yaml"
    assert second == tmp_path / "backups" / "recipients.2025-06-24-2.yaml"
    assert [one.read_text() for one in (path, first, second)] == ["three\n", "one\n", "two\n"]
    with pytest.raises(RecipientsFileError, match="changed meanwhile"):
        write_with_backup(path, "four\n", "other", day)
    assert path.read_text() == "three\n"
