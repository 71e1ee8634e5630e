"""From values to models: where a problem stands, which entries remain, and what is a duplicate."""

from pathlib import Path

import pytest
from pydantic import Field

from entreaty.content.model import FileEntry, Id, OneLine
from entreaty.content.validation import duplicates, validated, validated_entries
from entreaty.problems import ContentError, Location
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.tree import YamlFile


class Part(FileEntry):
    """A part of an entry."""

    title: OneLine
    pages: int | None = None


class Report(FileEntry):
    """An entry with an id and parts."""

    id: Id
    parts: tuple[Part, ...] = Field(default=(), min_length=1)


def _file(folder: Path, text: str) -> YamlFile:
    path = folder / "reports.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


def _told(problems) -> list[tuple[int, str]]:
    return [(problem.location.line, problem.message) for problem in problems]


def test_valid_file_becomes_the_model(tmp_path):
    """A file that fits becomes the model, whose entries know where they stand."""
    report = validated(Report, _file(tmp_path, "id: visits\nparts:\n  - title: One\n  - pages: 2\n    title: Two\n"))

    assert report.id == "visits"
    assert [part.title for part in report.parts] == ["One", "Two"]
    assert report.parts[1].place("title") == Location(tmp_path / "reports.yaml", 5)


def test_every_problem_of_a_file_is_told_on_its_line(tmp_path):
    """All that a model does not accept is told at once, each on the line of its value or of the entry that lacks it."""
    file = _file(tmp_path, "id: Visits\nparts:\n  - title: [One]\n    page: 3\n  - pages: two\nfoo: bar\n")

    with pytest.raises(ContentError) as caught:
        validated(Report, file)

    assert _told(caught.value.problems) == [
        (1, "'id': 'Visits' is not an id"),
        (3, "'title' must be text"),
        (4, "unknown key 'page'"),
        (5, "'title' is missing"),
        (5, "'pages' must be a whole number"),
        (6, "unknown key 'foo'"),
    ]


def test_list_of_wrong_entries_is_not_called_empty(tmp_path):
    """Where all entries of a list are wrong, their problems are told, and not that the list holds nothing."""
    with pytest.raises(ContentError) as wrong:
        validated(Report, _file(tmp_path, "id: visits\nparts: [{pages: 3}]\n"))
    with pytest.raises(ContentError) as empty:
        validated(Report, _file(tmp_path, "id: visits\nparts: []\n"))

    assert _told(wrong.value.problems) == [(2, "'title' is missing")]
    assert _told(empty.value.problems) == [(2, "'parts' lists nothing")]


def test_bad_entry_does_not_spoil_the_good_ones(tmp_path):
    """The entries that can be used remain, in their order, and the others become problems; all their ids are known."""
    file = _file(
        tmp_path,
        "reports:\n  - id: one\n  - id: two\n    parts: none\n  - id: Three\n  - four\n  - title: five\n  - id: six\n",
    )

    checked = validated_entries(Report, file, "reports", "report")

    assert [report.id for report in checked.entries] == ["one", "six"]
    assert checked.named == {"one", "two", "Three", "six"}
    assert _told(checked.problems) == [
        (4, "'parts' must be a list"),
        (5, "'id': 'Three' is not an id"),
        (6, "entry 4 of 'reports' must hold 'key: value' lines of its own"),
        (7, "'id' is missing"),
        (7, "unknown key 'title'"),
    ]


def test_second_entry_of_an_id_is_left_out(tmp_path):
    """Of two entries with one id the first remains, and the second is told with the line of the first."""
    file = _file(
        tmp_path, "reports:\n  - id: visits\n  - id: visits\n    parts: [{title: x}]\n  - parts:\n    id: visits\n"
    )

    checked = validated_entries(Report, file, "reports", "report")

    assert [report.parts for report in checked.entries] == [()]
    assert _told(checked.problems) == [
        (3, "the report 'visits' stands here again"),
        (5, "'parts' is empty"),
    ]
    assert checked.problems[0].hint == "the first one is on line 2; this one is left out"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("report: []\n", [(1, "unknown key 'report'"), (1, "'reports' is missing")]),
        ("reports:\n", [(1, "'reports' must be a list")]),
        ("version: 1\nreports: {id: one}\n", [(1, "unknown key 'version'"), (2, "'reports' must be a list")]),
        ("reports: none\n", [(1, "'reports' must be a list")]),
    ],
)
def test_file_without_its_list_names_nothing(tmp_path, text, problems):
    """A file that does not hold its list has no entries, names none, and says how it begins."""
    checked = validated_entries(Report, _file(tmp_path, text), "reports", "report")

    assert checked.entries == ()
    assert checked.named is None
    assert _told(checked.problems) == problems
    assert checked.problems[-1].hint == "begin with 'reports:' and '- id: …'"


def test_unknown_key_beside_the_list_is_told(tmp_path):
    """A key beside the list is a problem, with the name that was meant, and the entries remain."""
    checked = validated_entries(Report, _file(tmp_path, "reports: [{id: one}]\nreport: []\n"), "reports", "report")

    assert [report.id for report in checked.entries] == ["one"]
    assert _told(checked.problems) == [(2, "unknown key 'report'")]
    assert checked.problems[0].hint == "did you mean 'reports'?"


def test_duplicates_name_the_line_of_the_first():
    """Every id that stands again is a problem at its place, and the hint names the first; others are none."""
    file = Path("appeal.yaml")
    places = [("a", Location(file, 3)), ("b", Location(file, 5)), ("a", Location(file, 7)), ("a", Location(file, 9))]

    found = duplicates(places, "passage")

    assert [str(problem) for problem in found] == [
        "appeal.yaml:7: the passage 'a' stands here again\n  hint: the first one is on line 3",
        "appeal.yaml:9: the passage 'a' stands here again\n  hint: the first one is on line 3",
    ]


def test_optional_key_that_is_left_empty_is_told(tmp_path):
    """Nothing after the colon is no value, in whatever way YAML writes it; the key is named with its line."""
    parts = "  - title: One\n    pages:\n  - title: Two\n    pages: ~\n  - {title: Three, pages: null}\n"

    with pytest.raises(ContentError) as caught:
        validated(Report, _file(tmp_path, f"id: visits\nparts:\n{parts}"))

    assert [(one.location.line, one.message, one.hint) for one in caught.value.problems] == [
        (line, "'pages' is empty", "write its value, or remove the line") for line in (4, 6, 7)
    ]
