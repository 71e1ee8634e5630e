"""Imports into campaigns that strangers made: nothing outside is read or written, and no memory is a traceback."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entreaty.cli import main
from entreaty.importing.reading import KINDS
from tests.support.made_up_sources import CSV
from tests.support.sample_campaigns import write_campaign


@pytest.fixture
def folder(tmp_path):
    """A campaign beside a folder that is none of its business, and beside a source."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "council.csv").write_text(CSV, encoding="utf-8")
    return write_campaign(tmp_path / "campaign")


def _import(folder: Path, *more: object, source: object = "") -> Result:
    arguments = [source or folder.parent / "council.csv", "--audience", "legislature", "--language", "de", *more]
    result = CliRunner().invoke(main, [str(one) for one in ("--campaign", folder, "recipients", "import", *arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


_DEEP = "[" * 100_000
_DAMAGED = (
    _DEEP,
    '{"sources": ' + _DEEP,
    '{"sources": {"a": {"b": {"key": "\\ud800", "said": {"x": 5}}}}}',
    '{"sources": {"a": {"b": {"key": 5, "said": {}}}}}',
    '{"sources": {"a": 5}}',
    '{"sources": []}',
    "9" * 10_000,
)


@pytest.mark.parametrize("text", _DAMAGED, ids=range(len(_DAMAGED)))
def test_damaged_memory_is_named(folder, text):
    """Whatever stands in the memory of earlier imports, it is named with what to do, and nothing is written."""
    (folder / "recipients.imported.json").write_text(text, encoding="utf-8")
    before = (folder / "recipients.yaml").read_bytes()

    result = _import(folder)

    assert result.exit_code == 1
    assert "recipients.imported.json: the memory of earlier imports cannot be read" in result.stderr
    assert (folder / "recipients.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["recipients.yaml", "recipients.imported.json"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_file_to_write_that_is_none_is_refused(folder, tmp_path, name, kind):
    """A link out of the campaign or a pipe where an import writes is named, and nothing is read or written there."""
    target = tmp_path / "elsewhere" / "file"
    target.write_bytes(b'{"format": 1, "sources": {}}' if "json" in name else (folder / name).read_bytes())
    content = target.read_bytes()
    (folder / name).unlink(missing_ok=True)
    if kind == "link":
        (folder / name).symlink_to(target)
    else:
        os.mkfifo(folder / name)

    result = _import(folder)

    assert result.exit_code == 1
    assert name in result.stderr
    assert target.read_bytes() == content
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["file"]


def test_backups_and_files_below_do_not_leave_the_campaign(folder, tmp_path):
    """Where backups/ or a folder of --into leads out, nothing is written there, and the file stays as it was."""
    (folder / "backups").symlink_to(tmp_path / "elsewhere")
    (folder / "more").symlink_to(tmp_path / "elsewhere")
    before = (folder / "recipients.yaml").read_bytes()

    for more in ([], ["--into", folder / "more" / "council.yaml"]):
        result = _import(folder, *more)
        assert result.exit_code == 1
        assert (folder / "recipients.yaml").read_bytes() == before
    assert not list((tmp_path / "elsewhere").iterdir())


def test_file_that_is_reached_by_a_link_is_changed_where_it_lies(folder):
    """A link that stays in the campaign remains one: the file that it leads to is changed."""
    (folder / "data").mkdir()
    (folder / "recipients.yaml").rename(folder / "data" / "all.yaml")
    (folder / "recipients.yaml").symlink_to("data/all.yaml")

    assert _import(folder).exit_code == 0
    assert (folder / "recipients.yaml").is_symlink()
    assert "Keller" in (folder / "data" / "all.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_source_that_is_a_pipe_is_refused_without_waiting(folder, tmp_path, kind):
    """A pipe is no source of any format, whether its format is named or not."""
    pipe = tmp_path / "source.yaml"
    os.mkfifo(pipe)

    for more in ([], ["--from", kind]):
        result = _import(folder, *more, source=pipe)
        assert result.exit_code == 1
        assert "source.yaml: " in result.stderr


def test_import_that_was_stopped_before_the_file_was_included_is_made_up_for(folder):
    """Where an import was stopped between its files, the next one includes what the first one wrote."""
    into = folder / "more" / "council.yaml"
    before = (folder / "recipients.yaml").read_bytes()
    _import(folder, "--into", into)
    after = (folder / "recipients.yaml").read_bytes()
    (folder / "recipients.yaml").write_bytes(before)

    assert _import(folder, "--into", into).exit_code == 0
    assert (folder / "recipients.yaml").read_bytes() == after != before
