"""What libyaml finds wrong, in words that say what to do."""

import pytest

from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.reader import reason_and_hint


@pytest.mark.parametrize(
    ("text", "line", "reason", "hint"),
    [
        ("a: b: c\n", 1, "a ':' stands where none can be", "put quotes around a text that holds ': '"),
        ("a: b\n\tc: d\n", 2, "a tab stands where spaces indent", "indent with spaces"),
        ("a:\n\t- b\n", 2, "no value can begin with a tab, '@', '`' or '%'", "indent with spaces"),
        ("a: 1\nb: @anna\n", 2, "no value can begin with a tab, '@', '`' or '%'", "put quotes around a text"),
        ("a: 'b\nc: d\n", 1, "a quotation is opened here and not closed", "end it with the same mark"),
        ("a: 'b\n---\nc'\n", 1, "a quotation is opened here and not closed", "end it with the same mark"),
        ("a: 'it's'\n", 1, "this does not fit what stands before it", "put quotes around a text that holds quotes"),
        ("a: [b\nc: d\n", 1, "a bracket is opened here and not closed", "close it"),
        ("a: {b\nc: d\n", 1, "a bracket is opened here and not closed", "close it"),
        ("a: ]\n", 1, "a value is missing, or a bracket is not closed", "put quotes around a text"),
        ("b: 1\na: [", 2, "a value is missing, or a bracket is not closed", "complete it"),
        ("b: 1\na: {\n\n", 2, "a value is missing, or a bracket is not closed", "complete it"),
        ("a: b\n- c\n", 2, "this does not fit what stands before it", "indent it like the lines around it"),
        ("- a\nb: c\n", 2, "this does not fit the list before it", "indent it like the lines around it"),
        ("a: - b\n", 1, "a '-' stands where no list can begin", "begin the list on a line of its own"),
        ("a: 1\nb\nc: d\n", 2, "there is no ':' after this", "write 'key: value'"),
        ("a: 1\nb\n", 2, "there is no ':' after this", "write 'key: value'"),
        ("a: 1\n  b: 2\n", 2, "a ':' stands where none can be", "indent the line like those around it"),
        ("a: **b** c\n", 1, "no text can begin with '*' or '&'", "put quotes around it"),
        ('a: "b\\q"\n', 1, "'\\' begins an escape that YAML does not know", "write the character itself"),
        ('a: "\\ud800"\n', 1, "'\\u' names a character that there is not", "write the character itself"),
        ("%what\na: b\n", 1, "found unknown directive name", "put quotes around the value"),
    ],
)
def test_every_mistake_has_its_words_and_its_line(text, line, reason, hint, tmp_path):
    """A mistake of syntax is told where it was made, with what stands there and what to do."""
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_yaml(path)

    (problem,) = caught.value.problems
    assert problem == Problem(Location(path, line), f"this is not YAML: {reason}", problem.hint)
    assert hint in problem.hint


def test_unknown_finding_is_passed_on():
    """What no words are known for is told as libyaml says it, with the cure that helps most often."""
    assert reason_and_hint("found something odd") == (
        "this is not YAML: found something odd",
        "put quotes around the value",
    )
