"""The YAML door: which files it reads and with which lines, and which it refuses."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entreaty.problems import ContentError, Problem
from entreaty.storage.yaml.file import (
    SIZE_CAP,
    parse_yaml,
    read_entries,
    read_yaml,
)
from entreaty.storage.yaml.tree import Ambiguous, YamlFile, YamlNode
from tests.support.sample_yaml import TEXTS, problems_of, write_yaml


def test_file_is_read_with_the_line_of_every_key(tmp_path):
    """A file becomes plain mappings and lists, and each key and entry knows its line."""
    file = read_yaml(write_yaml(tmp_path, "# A comment.\nid: visits\n\nfor:\n  states:\n    - CH\n    - AM\n"))

    assert file.root == {"id": "visits", "for": {"states": ["CH", "AM"]}}
    assert file.root.line == 2
    assert file.root.lines == {"id": 2, "for": 4}
    assert file.root["for"].lines == {"states": 5}
    assert file.root["for"]["states"].lines == [6, 7]
    assert file.path == tmp_path / "file.yaml"


def test_flow_style_and_document_marks_are_read(tmp_path):
    """Lists and mappings in brackets, one mark '---' at the start, '...' and a byte order mark are fine."""
    file = read_yaml(write_yaml(tmp_path, "\ufeff---\nfor: {states: [CH, AM]}\n...\n"))

    assert file.root == {"for": {"states": ["CH", "AM"]}}


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count(tmp_path, ends):
    """Lines are counted right where they end as on Windows or an old Mac."""
    text = "a: 1\nb: |\n  one\n  two\nc: 3\n".replace("\n", ends)

    file = read_yaml(write_yaml(tmp_path, text))

    assert file.root.lines == {"a": 1, "b": 2, "c": 5}
    assert file.root["b"] == "one\ntwo\n"


def test_missing_file_is_named(tmp_path):
    """A file that is not there is a problem, and the hint says what may have gone wrong."""
    assert problems_of(tmp_path / "file.yaml") == [
        (0, "the file is missing", "create it, or name the campaign folder with --campaign")
    ]


def test_file_that_cannot_be_a_file_is_named(tmp_path):
    """A name that the system cannot have is a problem like any other."""
    ((line, message, _),) = problems_of(tmp_path / ("x" * 300))

    assert (line, message) == (0, "the file cannot be read: File name too long")


def test_folder_pipe_and_device_are_not_files(tmp_path):
    """A folder, a pipe or a device in the place of a file is refused without being read."""
    folder, pipe = tmp_path / "folder.yaml", tmp_path / "pipe.yaml"
    folder.mkdir()
    os.mkfifo(pipe)

    for path in (folder, pipe, Path("/dev/zero")):
        assert problems_of(path) == [(0, "this is not a file", "put a file of that name in its place")]


def test_link_to_a_foreign_file_shows_nothing_of_it(tmp_path):
    """A link to a file that is no YAML is refused by its own name, and no word of the file is quoted."""
    secret = tmp_path / "passwd"
    secret.write_text("root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:\n", encoding="utf-8")
    link = tmp_path / "recipients.yaml"
    link.symlink_to(secret)

    ((_, message, hint),) = problems_of(link)

    assert "root" not in message + hint


def test_file_larger_than_the_cap_is_refused(tmp_path):
    """A file of more bytes than the cap is refused; one of exactly as many is read."""
    path = write_yaml(tmp_path, "a: " + "x" * 1021)

    assert read_yaml(path, cap=1024).root["a"] == "x" * 1021
    assert problems_of(path, cap=1023) == [
        (0, "the file is larger than 0 KB", "split it, or remove what does not belong here")
    ]


def test_huge_file_is_refused(tmp_path):
    """A text of 20 megabytes is refused by its size."""
    assert SIZE_CAP == 4 * 1024 * 1024
    assert problems_of(write_yaml(tmp_path, "a: " + "x" * 20_000_000)) == [
        (0, "the file is larger than 4096 KB", "split it, or remove what does not belong here")
    ]


def _read_or_refuse(path: Path) -> YamlFile | tuple[Problem, ...]:
    try:
        return read_yaml(path)
    except ContentError as error:
        return error.problems


@given(content=TEXTS.map(str.encode) | st.binary(max_size=200))
@example(content=b"\xff\xfe")
@example(content=b"a: 0000-00-00")
@example(content=b"? ? ? a")
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory, content):
    """Any bytes give a file of keys or problems with places in that file, and never another exception."""
    path = write_yaml(tmp_path_factory.getbasetemp(), content)
    lines = content.count(b"\n") + content.count(b"\r") + 2

    found = _read_or_refuse(path)

    if isinstance(found, YamlFile):
        assert isinstance(found.root, dict)
        assert set(found.root) == set(found.root.lines)
        assert found.root.line >= 1
    else:
        assert found
        assert all(problem.location.path == path and problem.message for problem in found)
        assert all(0 <= problem.location.line <= lines for problem in found)


def _entries_or_refuse(path: Path) -> tuple[YamlFile, list[object]] | tuple[Problem, ...]:
    rows: list[object] = []

    def take(node: YamlNode) -> None:
        assert node.steps == ("a", len(rows))
        rows.append(node.value)

    try:
        return read_entries(path, "a", take), rows
    except ContentError as error:
        return error.problems


@given(TEXTS.map("a:\n- b: ".__add__) | TEXTS.map("b: 1\na: [x, {b: 2}, ".__add__) | TEXTS)
@example("a:\n  - b: 1\n  - *x\n")
@example("a: &x [b]\n")
@example("a: [1]\na: [2]\n")
@example("a: [1]\n---\nb: 1\n")
@example("a: []\n")
@example("a:\n- " + "[" * 30)
def test_entries_that_are_handed_over_are_those_that_the_file_holds(tmp_path_factory, text):
    """Read entry by entry, any file gives the same entries, or the same problems, as read as a whole."""
    path = write_yaml(tmp_path_factory.getbasetemp(), text)
    whole, apart = _read_or_refuse(path), _entries_or_refuse(path)

    if not isinstance(whole, YamlFile):
        assert apart == whole
        return
    file, rows = apart
    listed = isinstance(whole.root.get("a"), list)
    assert rows == (whole.root["a"] if listed else [])
    assert file.root == {**whole.root, "a": []} if listed else file.root == whole.root
    assert file.root.lines == whole.root.lines


def test_entry_that_is_handed_over_knows_its_place(tmp_path):
    """An entry stands at its number, with the lines and the spelling that it has in the file."""
    path = write_yaml(tmp_path, "a:\n  - b: 1\n  - c: 02\n  - 9:30\n")
    seen: list[YamlNode] = []

    read_entries(path, "a", seen.append)

    assert [node.line for node in seen] == [2, 3, 4]
    assert seen[1].at(("c",)) == YamlNode(path, 3, Ambiguous("02"), "02", ("a", 1, "c"))
    assert seen[2].raw == "9:30"


def test_text_of_any_shape_is_parsed():
    """A text is read as strictly as a file, whatever stands at its top level; an empty one holds nothing."""
    assert parse_yaml(Path("x"), "- a: 01836\n- [b]\n") == [{"a": "01836"}, ["b"]]
    assert parse_yaml(Path("x"), "# nothing\n") is None
    with pytest.raises(ContentError, match="anchors"):
        parse_yaml(Path("x"), "- &a b\n")
