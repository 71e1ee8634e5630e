"""The YAML door: what it reads, with which values and lines, what it refuses; and that it reads what we write."""

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entreaty.content.characters import refused_character
from entreaty.content.yamlfile import (
    SIZE_CAP,
    parse_yaml,
    read_entries,
    read_yaml,
)
from entreaty.content.yamltree import Ambiguous, YamlFile
from entreaty.content.yamlwriting import as_yaml_list, as_yaml_text, reads_as_text
from entreaty.problems import ContentError, Location, Problem

INVISIBLE = "it may be invisible: delete what stands around it, and type that again"


def _write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _problems(path: Path, **options: int) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentError) as caught:
        read_yaml(path, **options)
    assert {problem.location.path for problem in caught.value.problems} == {path}
    return [(problem.location.line, problem.message, problem.hint) for problem in caught.value.problems]


def _value(folder: Path, written: str) -> object:
    return read_yaml(_write(folder, f"key: {written}\n")).root["key"]


def test_file_is_read_with_the_line_of_every_key(tmp_path):
    """A file becomes plain mappings and lists, and each key and entry knows its line."""
    file = read_yaml(_write(tmp_path, "# A comment.\nid: visits\n\nfor:\n  states:\n    - CH\n    - AM\n"))

    assert file.root == {"id": "visits", "for": {"states": ["CH", "AM"]}}
    assert file.root.line == 2
    assert file.root.lines == {"id": 2, "for": 4}
    assert file.root["for"].lines == {"states": 5}
    assert file.root["for"]["states"].lines == [6, 7]
    assert file.path == tmp_path / "file.yaml"


def test_flow_style_and_document_marks_are_read(tmp_path):
    """Lists and mappings in brackets, one mark '---' at the start, '...' and a byte order mark are fine."""
    file = read_yaml(_write(tmp_path, "\ufeff---\nfor: {states: [CH, AM]}\n...\n"))

    assert file.root == {"for": {"states": ["CH", "AM"]}}


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count(tmp_path, ends):
    """Lines are counted right where they end as on Windows or an old Mac."""
    text = "a: 1\nb: |\n  one\n  two\nc: 3\n".replace("\n", ends)

    file = read_yaml(_write(tmp_path, text))

    assert file.root.lines == {"a": 1, "b": 2, "c": 5}
    assert file.root["b"] == "one\ntwo\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("text", "text"),
        ('"01234"', "01234"),
        ("'NO'", "NO"),
        ("1e999", "1e999"),
        ("2025-06", "2025-06"),
        ("+49 30 0000000", "+49 30 0000000"),
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
    file = read_yaml(_write(tmp_path, "Me\u0301moire: Pre\u0301sident\n"))

    assert file.root == {"M\u00e9moire": "Pr\u00e9sident"}
    assert _problems(_write(tmp_path, "\u00e9: 1\ne\u0301: 2\n")) == [
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
    assert _problems(_write(tmp_path, content)) == problems


def test_reading_goes_on_after_a_refusal(tmp_path):
    """Mistakes in one part of a file do not hide those in another."""
    assert _problems(_write(tmp_path, "a: *x\nb:\n  - !y 1\n  - 2025-13-01\n")) == [
        _alias(1, "x"),
        _tag(3, "!y"),
        (4, "2025-13-01 is not a day of the calendar", "a date is year-month-day"),
    ]


def test_list_of_mistakes_ends(tmp_path):
    """A file with thousands of mistakes yields the first hundred."""
    assert len(_problems(_write(tmp_path, "a:\n" + "- *b\n" * 5_000))) == 100
    assert len(_problems(_write(tmp_path, "\x01\n" * 5_000))) == 100


@pytest.mark.parametrize("depth", [19, 20])
def test_twenty_levels_are_deep_enough(tmp_path, depth):
    """Values may be nested twenty deep, counting the file's own keys, and no deeper."""
    content = "a: " + "[" * depth + "]" * depth

    if depth == 19:
        assert read_yaml(_write(tmp_path, content)).root["a"]
    else:
        assert _problems(_write(tmp_path, content)) == [DEEP]


def test_missing_file_is_named(tmp_path):
    """A file that is not there is a problem, and the hint says what may have gone wrong."""
    assert _problems(tmp_path / "file.yaml") == [
        (0, "the file is missing", "create it, or name the campaign folder with --campaign")
    ]


def test_file_that_cannot_be_a_file_is_named(tmp_path):
    """A name that the system cannot have is a problem like any other."""
    ((line, message, _),) = _problems(tmp_path / ("x" * 300))

    assert (line, message) == (0, "the file cannot be read: File name too long")


def test_folder_pipe_and_device_are_not_files(tmp_path):
    """A folder, a pipe or a device in the place of a file is refused without being read."""
    folder, pipe = tmp_path / "folder.yaml", tmp_path / "pipe.yaml"
    folder.mkdir()
    os.mkfifo(pipe)

    for path in (folder, pipe, Path("/dev/zero")):
        assert _problems(path) == [(0, "this is not a file", "put a file of that name in its place")]


def test_link_to_a_foreign_file_shows_nothing_of_it(tmp_path):
    """A link to a file that is no YAML is refused by its own name, and no word of the file is quoted."""
    secret = tmp_path / "passwd"
    secret.write_text("root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:\n", encoding="utf-8")
    link = tmp_path / "recipients.yaml"
    link.symlink_to(secret)

    ((_, message, hint),) = _problems(link)

    assert "root" not in message + hint


def test_file_larger_than_the_cap_is_refused(tmp_path):
    """A file of more bytes than the cap is refused; one of exactly as many is read."""
    path = _write(tmp_path, "a: " + "x" * 1021)

    assert read_yaml(path, cap=1024).root["a"] == "x" * 1021
    assert _problems(path, cap=1023) == [
        (0, "the file is larger than 0 KB", "split it, or remove what does not belong here")
    ]


def test_huge_file_is_refused(tmp_path):
    """A text of 20 megabytes is refused by its size."""
    assert SIZE_CAP == 4 * 1024 * 1024
    assert _problems(_write(tmp_path, "a: " + "x" * 20_000_000)) == [
        (0, "the file is larger than 4096 KB", "split it, or remove what does not belong here")
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("NO", '"NO"'), ("01234", '"01234"'), ('say "no"', '"say \\"no\\""'), ("Zürich", '"Zürich"')],
)
def test_text_is_quoted_as_yaml(text, quoted):
    """A text is shown as the author may paste it."""
    assert as_yaml_text(text) == quoted


BRACKETS = ["{", "}", "[", "]", ", ", "'", '"', "|", ">"]
REFUSED = ["&a ", "*a", "!x ", "<<", "%", "@", "\\", "\t", "\r", "\0", "\u2028", "\ufeff", "---\n", "...\n"]
WORDS = ["a", "b", ": ", "- ", "? ", "\n", "\n  ", "# ", "2025-06-24", "01", "é", "~"]
TEXTS = st.lists(st.sampled_from([*BRACKETS, *REFUSED, *WORDS]), max_size=30).map("".join) | st.text(max_size=200)


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
    path = _write(tmp_path_factory.getbasetemp(), content)
    lines = content.count(b"\n") + content.count(b"\r") + 2

    found = _read_or_refuse(path)

    if isinstance(found, YamlFile):
        assert isinstance(found.root, dict)
        assert set(found.root) == set(found.root.lines)
        assert found.locate(()) == Location(path, found.root.line)
    else:
        assert found
        assert all(problem.location.path == path and problem.message for problem in found)
        assert all(0 <= problem.location.line <= lines for problem in found)


def _entries_or_refuse(path: Path) -> tuple[YamlFile, list[object]] | tuple[Problem, ...]:
    rows: list[object] = []

    def take(file: YamlFile, number: int) -> None:
        assert number == len(rows)
        rows.append(file.root["a"][number])

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
    path = _write(tmp_path_factory.getbasetemp(), text)
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
    path = _write(tmp_path, "a:\n  - b: 1\n  - c: 02\n  - 9:30\n")
    seen = []

    read_entries(path, "a", lambda file, number: seen.append((file.locate(("a", number)).line, file)))

    assert [line for line, _ in seen] == [2, 3, 4]
    assert seen[1][1].locate(("a", 1, "c")) == Location(path, 3)
    assert seen[1][1].raw(("a", 1, "c")) == "02"
    assert seen[2][1].raw(("a", 2)) == "9:30"


def test_text_of_any_shape_is_parsed():
    """A text is read as strictly as a file, whatever stands at its top level; an empty one holds nothing."""
    assert parse_yaml(Path("x"), "- a: 01836\n- [b]\n") == [{"a": "01836"}, ["b"]]
    assert parse_yaml(Path("x"), "# nothing\n") is None
    with pytest.raises(ContentError, match="anchors"):
        parse_yaml(Path("x"), "- &a b\n")


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "on", "lines"]),
            st.recursive(
                st.one_of(
                    st.dates(),
                    st.booleans(),
                    st.sampled_from(["on", "NO", "01234", "9:30", "1e3", "~", "a: b", "=", "x\ny"]),
                    TEXTS.filter(lambda text: not refused_character(text)).map(
                        lambda text: unicodedata.normalize("NFC", text)
                    ),
                ),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["on", "a"]), inner, max_size=2)
                ),
                max_leaves=6,
            ),
            min_size=1,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_written_is_read_back(entries):
    """Entries written as a YAML list are the same when they are read, every word of them, and hold no reference."""
    text = as_yaml_list(entries, 2)

    assert parse_yaml(Path("x"), text) == entries
    assert all(line.startswith("  ") or not line.strip() for line in text.split("\n"))


def test_list_is_written_as_people_write_it():
    """What is nested innermost stands in brackets, `on` has no quotes as a key, and numbers that are text have."""
    entry = {
        "id": "a",
        "verified": {"on": date(2025, 6, 1), "source": "on"},
        "address": {"lines": ["01234", "b"], "country": "NO"},
    }

    assert as_yaml_list([entry], 2) == (
        "  - id: a\n"
        '    verified: {on: 2025-06-01, source: "on"}\n'
        "    address:\n"
        "      lines: ['01234', b]\n"
        "      country: 'NO'\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("Troy", True), ("19 Way", True), ("01234", False), ("no", False), ("9:30", False)]
)
def test_words_that_need_quotes_are_known(text, expected):
    """Whatever any reader of YAML takes for something else needs quotes."""
    assert reads_as_text(text) is expected
