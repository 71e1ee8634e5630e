"""The vocabulary of all formats: places, ids, codes, addresses of the web, and texts by language."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from entreaty.content.model import (
    FileEntry,
    HttpsUrl,
    Id,
    Languages,
    OneLine,
    StateCode,
    Text,
    TextLine,
    as_list,
    closest,
    shown,
    why_no_id,
)
from entreaty.problems import Location
from entreaty.storage.yaml.tree import YamlMapping


class Office(FileEntry):
    """An entry with two keys."""

    title: OneLine = "x"
    country: StateCode = "CH"


def _accepts(kind: object, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def _mapping() -> YamlMapping:
    mapping = YamlMapping(Path("recipients.yaml"), 3)
    mapping["title"], mapping.lines["title"] = "Director", 4
    return mapping


def test_entry_knows_its_place_and_that_of_its_keys():
    """An entry read from a file knows its file and line, and the line of each key; of no key, its own."""
    office = Office.model_validate(_mapping())

    assert office.place() == Location(Path("recipients.yaml"), 3)
    assert office.place("title") == Location(Path("recipients.yaml"), 4)
    assert office.place("country") == Location(Path("recipients.yaml"), 3)


def test_entry_from_elsewhere_has_no_place():
    """An entry that no file holds stands nowhere, and is none the worse for it."""
    office = Office.model_validate({"title": "Director"})

    assert office.title == "Director"
    assert office.place("title") == Location(Path())
    assert Office.model_validate(office) is office


def test_entry_is_frozen_and_knows_no_other_key():
    """An entry cannot be changed, and does not take a key that it does not have."""
    office = Office.model_validate(_mapping())

    with pytest.raises(ValidationError, match="frozen"):
        office.title = "Head"
    assert not _accepts(Office, {"titel": "Head"})


@pytest.mark.parametrize("text", ["a", "7", "icrc-president", "2025-06", "x" * 64, "a--b", "com10", "console"])
def test_ids_are_words_that_every_system_takes(text):
    """Small letters, digits and hyphens make an id, up to 64 of them."""
    assert why_no_id(text) is None
    assert _accepts(Id, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "../../etc/x",
        "/abs",
        "..",
        ".",
        "CON",
        "con",
        "nul",
        "lpt1",
        "com9",
        "nul.txt",
        "A",
        "é",
        "e\u0301",
        "-rf",
        "x" * 65,
        "x" * 300,
        "a_b",
        "a b",
        "a\n",
        "a/b",
        "a\\b",
        "a\0b",
        "%2e%2e",
        "а",  # CYRILLIC SMALL LETTER A
        "٣",
    ],
)
def test_what_could_be_a_path_or_a_twin_is_no_id(text):
    """What some system takes for a path, a device or another id is refused, with what an id is."""
    reason, hint = why_no_id(text) or ("", "")

    assert "is not an id" in reason
    assert hint
    assert not _accepts(Id, text)


@pytest.mark.parametrize("code", ["AM", "AZ", "CH", "GB", "US", "NO", "PS", "XK"])
def test_codes_of_states_are_those_of_iso_3166(code):
    """Two capitals as in ISO 3166 name a state or territory."""
    assert _accepts(StateCode, code)


@pytest.mark.parametrize("code", ["", "ch", "CHE", "UK", "EU", "UN", "XX", "ZZ", "EL", "C"])
def test_other_codes_are_refused(code):
    """Small letters, three letters, unions and codes that nobody has are refused."""
    assert not _accepts(StateCode, code)


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "https://example.org/a?b=c&d#e", "https://www.example.org/%C3%A9", "https://пример.рф"],
)
def test_addresses_of_the_web_are_https(url):
    """An address that begins with https:// is accepted as it is."""
    assert _accepts(HttpsUrl, url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "http://example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "HTTPS://example.org",
        "https://a b",
        "https://a|b",
        'https://a"b',
        "https://a<script>",
        "https://a\nb",
        "https://a\\b",
    ],
)
def test_addresses_of_other_kinds_are_refused(url):
    """Other protocols, spaces, and characters that end an address are refused."""
    assert not _accepts(HttpsUrl, url)


@pytest.mark.parametrize("text", ["Anna Example", "שלום Anna", "👩", "=1+1", "<script>x</script>", "{{7*7}}"])
def test_line_is_taken_as_it_is(text):
    """A line is text and nothing else: markup, templates and formulas are printed as they stand."""
    assert TypeAdapter(OneLine).validate_python(f" {text} ") == text


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u2003", "a\nb", "x" * 501])
def test_empty_broken_and_endless_lines_are_refused(text):
    """A line that is empty, holds a line break or exceeds 500 characters is refused."""
    assert not _accepts(OneLine, text)


def test_a_tab_in_a_line_is_a_space():
    """A tab, with the spaces around it, is one space; other spaces stay as they are."""
    assert TypeAdapter(OneLine).validate_python("1 Example\t Street,  north") == "1 Example Street,  north"
    assert TypeAdapter(TextLine).validate_python({"en": "a\t\tb"}).root == {"en": "a b"}
    assert TypeAdapter(TextLine).validate_python("a\tb").plain == "a b"


def test_one_language_stands_for_a_list_of_it():
    """A language alone is a list of one."""
    assert TypeAdapter(Languages).validate_python("en") == ("en",)
    assert TypeAdapter(Languages).validate_python(["fr", "en"]) == ("fr", "en")
    assert not _accepts(Languages, [])
    assert as_list("en") == ["en"]
    assert as_list(("en", "fr")) == ("en", "fr")


def test_text_of_one_string_is_the_same_in_every_language():
    """A text that is one string has no languages of its own and serves all."""
    text = Text.model_validate(" President ")

    assert text.languages() == ()
    assert text.has("fr")
    assert text.best("fr") == "President"


def test_text_by_language_gives_the_nearest():
    """A text by language gives the language asked for, else English, else its first."""
    text = Text.model_validate({"fr": "Présidence", "en": "President"})
    without_english = Text.model_validate({"de": "Präsidium", "fr": "Présidence"})

    assert text.languages() == ("fr", "en")
    assert text.has("fr")
    assert not text.has("hy")
    assert text.best("fr") == "Présidence"
    assert text.best("hy") == "President"
    assert without_english.best("hy") == "Präsidium"


@pytest.mark.parametrize("value", [None, 5, [], ["a"], {}, {"und": "a"}, {"zu": "a"}, {"en": ""}, {"en": 5}, "", " "])
def test_text_without_words_is_refused(value):
    """A text must have words, in languages that letters can be written in."""
    assert not _accepts(Text, value)


def test_text_line_is_a_single_line_in_every_language():
    """A text that is printed within a line holds no line break, in no language; a folded end is no break."""
    assert _accepts(TextLine, {"en": "President\n", "fr": "Présidence"})
    assert not _accepts(TextLine, "President\nof")
    assert not _accepts(TextLine, {"en": "President", "fr": "Présidence\nde"})


def test_nearest_word_is_offered_only_where_it_is_near():
    """A slip of the hand is recognized; a word of another kind is not taken for one."""
    assert closest("recipint", ("recipient", "sender")) == "did you mean 'recipient'?"
    assert closest("un-bodies", ("mediator", "un-body", "regional-body")) == "did you mean 'un-body'?"
    assert closest("letter", ("mediator", "un-body", "regional-body")) == ""
    assert closest("XX", frozenset({"XK", "CH"})) == ""


def test_long_texts_are_cut_in_messages():
    """A message quotes a text in one line and no more than 60 characters of it."""
    assert shown("Anna\r\nBcc: all") == "Anna Bcc: all"
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 60 + "…"
