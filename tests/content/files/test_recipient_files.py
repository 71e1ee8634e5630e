"""The files of a campaign's recipients: which are included, found by reading them and at a glance."""

from pathlib import Path

import pytest

from entreaty.content.files.recipients import included_at_a_glance, recipient_files
from tests.support.sample_campaigns import RECIPIENTS


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", []),
        ("include: [more/one.yaml, two.yml]\n", ["more/one.yaml", "two.yml"]),
        ("include:\n  - more/one.yaml   # imported\n\n  # and by hand\n  - two.yml\n", ["more/one.yaml", "two.yml"]),
        ("include:\n- two.yml\n- two.yml\n", ["two.yml"]),
        ('"include": [two.yml]\n', ["two.yml"]),
        ("include: [\n  two.yml\n]\n", ["two.yml"]),
        ("include:\r\n  - more/one.yaml\r\n\r\n  - two.yml\r\n", ["more/one.yaml", "two.yml"]),
        ("# include: [two.yml]\n", []),
    ],
)
def test_included_files_are_found_at_a_glance(tmp_path: Path, written: str, names: list[str]):
    """The key may stand before or after the profiles, its list in brackets or in lines, with comments between."""
    path = tmp_path / "recipients.yaml"
    for text in (written + RECIPIENTS, RECIPIENTS + written):
        path.write_text(text, encoding="utf-8", newline="")
        assert included_at_a_glance(path) == tuple(tmp_path / name for name in names)
        assert recipient_files(path) == (path, *(tmp_path / name for name in names))


def test_a_file_in_braces_is_read(tmp_path: Path):
    """Where lines do not tell what a key is, the file is read."""
    path = tmp_path / "recipients.yaml"
    path.write_text("# all of it\n{recipients: [], include: [two.yml]}\n", encoding="utf-8")

    assert included_at_a_glance(path) == (tmp_path / "two.yml",)


@pytest.mark.parametrize(
    "written", ["include: [../two.yaml]\n", "include: &a [two.yaml]\n", "include: {a: b}\n", "include: [\n"]
)
def test_what_is_wrong_is_told_by_whoever_loads_it(tmp_path: Path, written: str):
    """At a glance, an include that cannot be used, and a file that is not there, include nothing."""
    path = tmp_path / "recipients.yaml"
    path.write_text(written + RECIPIENTS, encoding="utf-8")

    assert included_at_a_glance(path) == ()
    assert included_at_a_glance(tmp_path / "missing.yaml") == ()
