"""Reading YAML: with which values, and everything that it refuses."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.storage.yaml.file import (
    read_yaml,
)
from entreaty.storage.yaml.tree import Ambiguous
from tests.support.sample_yaml import INVISIBLE, problems_of, write_yaml


def _value(folder: Path, written: str) -> object:
    return read_yaml(write_yaml(folder, f"key: {written}\n")).root["key"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("text", "text"),
        ('"01234"', "01234"),
        ("'NO'", "NO"),
        ("1e999", "1e999"),
        ("2025-06", "2025-06"),
        ("+49 30 0000000", "+49 30 0000000"),
        ("1202 Geneva", "1202 Geneva"),
        ("Falsehood", "Falsehood"),
        ("", None),
        ("~", None),
        ("null", None),
        ("yes", True),
        ("True", True),
        ("off", False),
        ("NO", False),
        ("0", 0),
        ("-12", -12),
        ("135", 135),
        ("1.5", 1.5),
        ("2025-06-24", date(2025, 6, 24)),
        ("2024-02-29", date(2024, 2, 29)),
        ("01234", Ambiguous("01234")),
        ("0x1F", Ambiguous("0x1F")),
        ("0b101", Ambiguous("0b101")),
        ("1.5e+3", Ambiguous("1.5e+3")),
        ("1_000", Ambiguous("1_000")),
        ("9:30", Ambiguous("9:30")),
        (".inf", Ambiguous(".inf")),
        (".nan", Ambiguous(".nan")),
        ("1.", Ambiguous("1.")),
        ("=", Ambiguous("=")),
        ("<<", Ambiguous("<<")),
        ("2025-06-24T09:30:00Z", Ambiguous("2025-06-24T09:30:00Z")),
        ("9" * 5000, Ambiguous("9" * 5000)),
    ],
)
def test_values_are_those_that_every_reader_agrees_on(tmp_path, written, value):
    """Text, numbers, dates, yes and no are values; what YAML readers take for different things is kept as written."""
    found = _value(tmp_path, written)

    assert found == value
    assert type(found) is type(value)


def test_decomposed_letters_are_composed(tmp_path):
    """Letters are normalized to NFC in values and keys, so that twins that look alike are the same."""
    file = read_yaml(write_yaml(tmp_path, "Me\u0301moire: Pre\u0301sident\n"))

    assert file.root == {"M\u00e9moire": "Pr\u00e9sident"}
    assert problems_of(write_yaml(tmp_path, "\u00e9: 1\ne\u0301: 2\n")) == [
        (2, "the key 'é' stands here twice", "the first one is on line 1")
    ]


EMPTY = (0, "the file is empty", "fill it in as the README of its folder describes, or remove it")


NO_KEYS = (1, "the file must hold 'key: value' lines", "begin each line at its left edge with a key and ':'")


DEEP = (1, "values are nested more than 20 deep here", "close the brackets")


def _tag(line: int, tag: str) -> tuple[int, str, str]:
    hint = "leave it out, or put quotes around a text that begins with '!'"
    return line, f"tags such as '{tag}' are not accepted", hint


def _anchor(line: int, name: str) -> tuple[int, str, str]:
    hint = "leave it out, or put quotes around a text that begins with '&'"
    return line, f"anchors such as '&{name}' are not accepted", hint


def _alias(line: int, name: str) -> tuple[int, str, str]:
    hint = "write the value out again, or put quotes around a text that begins with '*'"
    return line, f"references such as '*{name}' are not accepted", hint


def _no_word(line: int) -> tuple[int, str, str]:
    hint = "put quotes around a text that begins with '{', '[' or '*'"
    return line, "this is read as a key, and a key must be a word", hint


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        pytest.param("", [EMPTY], id="empty"),
        pytest.param("# only\n# comments\n", [EMPTY], id="comments"),
        pytest.param("---\n", [EMPTY], id="mark"),
        pytest.param("- a\n- b\n", [NO_KEYS], id="list"),
        pytest.param("a letter\n", [NO_KEYS], id="text"),
        pytest.param("a: 1\n---\nb: 2\n", [(2, "a second document begins here", "remove the line '---'")], id="two"),
        pytest.param(
            "a: 1\nb: 2\na: 3\n", [(3, "the key 'a' stands here twice", "the first one is on line 1")], id="twice"
        ),
        pytest.param(
            "nested: 1\nnested: 2\nb: *x\n",
            [(2, "the key 'nested' stands here twice", "the first one is on line 1"), _alias(3, "x")],
            id="word-of-another-message",
        ),
        pytest.param(
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            [
                _anchor(1, "a"),
                _anchor(2, "b"),
                _alias(2, "a"),
                _alias(2, "a"),
                _alias(3, "b"),
                _alias(3, "b"),
            ],
            id="billion-laughs",
        ),
        pytest.param("a: &a [*a]\n", [_anchor(1, "a"), _alias(1, "a")], id="recursive"),
        pytest.param(
            "a: 1\n<<: {b: 2}\n",
            [(2, "merge keys ('<<') are not accepted", "write the values out")],
            id="merge",
        ),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]\n", [_tag(1, "!!python/object/apply:os.system")], id="python"
        ),
        pytest.param("a: !x b\n", [_tag(1, "!x")], id="tag"),
        pytest.param("a: ! 12\n", [_tag(1, "!")], id="bare-tag"),
        pytest.param("a: 1\nb: !!binary aGk=\n", [_tag(2, "!!binary")], id="binary"),
        pytest.param("a: !!set {b, c}\n", [_tag(1, "!!set")], id="set"),
        pytest.param("a: !!str 5\n", [_tag(1, "!!str")], id="str"),
        pytest.param("a: 1\n!x b: &y 2\n&z c: 3\n", [_tag(2, "!x"), _anchor(2, "y"), _anchor(3, "z")], id="on-keys"),
        pytest.param("[" * 50_000, [DEEP], id="brackets"),
        pytest.param("{a: " * 50_000, [DEEP], id="braces"),
        pytest.param("{" * 50_000, [*[_no_word(1)] * 20, DEEP], id="keys"),
        pytest.param("a: {{ recipient.office }}\n", [_no_word(1)], id="template"),
        pytest.param("*a : 1\n", [_no_word(1), _alias(1, "a")], id="alias-as-key"),
        pytest.param("? [a, b]\n: c\n", [_no_word(1)], id="list-as-key"),
        pytest.param(
            "a: 2026-13-45\n", [(1, "2026-13-45 is not a day of the calendar", "a date is year-month-day")], id="day"
        ),
        pytest.param(
            "a: 2025-02-29\n", [(1, "2025-02-29 is not a day of the calendar", "a date is year-month-day")], id="leap"
        ),
        pytest.param(
            "a: 1\n".encode("utf-16"),
            [(1, "the file is not in UTF-8", "save it again with the encoding UTF-8")],
            id="utf-16",
        ),
        pytest.param(
            "a: 1\nb: é\n".encode("latin-1"),
            [(2, "the file is not in UTF-8", "save it again with the encoding UTF-8")],
            id="latin-1",
        ),
        pytest.param(
            'a: 1\nb: "x\\0y"\n',
            [(2, "the character U+0000 (control character) cannot stand in a letter", INVISIBLE)],
            id="escaped-nul",
        ),
        pytest.param(
            'a: "x\\r\\ny"\n',
            [(1, "the character U+000D (control character) cannot stand in a letter", INVISIBLE)],
            id="escaped-return",
        ),
        pytest.param(
            '"a\\u202e": b\n',
            [(1, "the character U+202E (right-to-left override) cannot stand in a letter", INVISIBLE)],
            id="escaped-in-key",
        ),
        pytest.param(
            "a: 1\n# \u202e\nb: \u200b\x07\n",
            [
                (2, "the character U+202E (right-to-left override) cannot stand in a letter", INVISIBLE),
                (3, "the character U+200B (zero width space) cannot stand in a letter", INVISIBLE),
            ],
            id="raw",
        ),
        pytest.param(
            "a: x\0y\n",
            [(1, "the character U+0000 (control character) cannot stand in a letter", INVISIBLE)],
            id="raw-nul",
        ),
        pytest.param(
            "a: Z" + "\u0301" * 500,
            [(1, "more than 8 accents are piled up on one letter here", "remove those that do not belong")],
            id="marks",
        ),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(tmp_path, content, problems):
    """Everything beyond plain YAML is refused, all of it at once, each on its line and with what to do."""
    assert problems_of(write_yaml(tmp_path, content)) == problems


def test_reading_goes_on_after_a_refusal(tmp_path):
    """Mistakes in one part of a file do not hide those in another."""
    assert problems_of(write_yaml(tmp_path, "a: *x\nb:\n  - !y 1\n  - 2025-13-01\n")) == [
        _alias(1, "x"),
        _tag(3, "!y"),
        (4, "2025-13-01 is not a day of the calendar", "a date is year-month-day"),
    ]


def test_list_of_mistakes_ends(tmp_path):
    """A file with thousands of mistakes yields the first hundred."""
    assert len(problems_of(write_yaml(tmp_path, "a:\n" + "- *b\n" * 5_000))) == 100
    assert len(problems_of(write_yaml(tmp_path, "\x01\n" * 5_000))) == 100


@pytest.mark.parametrize("depth", [19, 20])
def test_twenty_levels_are_deep_enough(tmp_path, depth):
    """Values may be nested twenty deep, counting the file's own keys, and no deeper."""
    content = "a: " + "[" * depth + "]" * depth

    if depth == 19:
        assert read_yaml(write_yaml(tmp_path, content)).root["a"]
    else:
        assert problems_of(write_yaml(tmp_path, content)) == [DEEP]
