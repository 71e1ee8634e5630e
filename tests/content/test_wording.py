"""What pydantic finds, in words: every kind of mistake, what is said and what would be right."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

import pytest
from pydantic import AfterValidator, BaseModel, Field, StrictBool, model_validator

from entreaty.content.model import (
    Audience,
    CalendarDay,
    FileEntry,
    HttpsUrl,
    Id,
    Language,
    Languages,
    OneLine,
    StateCode,
    Text,
    mistake,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError
from entreaty.storage.yaml.file import read_yaml

LANGUAGES = (
    "ar, az, cs, da, de, de-AT, de-CH, de-LI, el, en, en-GB, en-US, es, fa, fi, fr, fr-CH, he, hu, hy, it, ka, "
    "nb, nl, nn, pl, pt, pt-BR, ro, ru, sv, tr, uk"
)
OR_A_FILE = f"use one of: {LANGUAGES}; or write a file for it: languages/zu.yaml"
KEYS = "must hold 'key: value' lines of its own"
DAY = "must be a date such as 2025-06-24, without quotes"


def _short(text: str) -> str:
    if text == "wrong":
        message = "it is wrong"
        raise ValueError(message)
    if text == "worse":
        raise mistake("another key is wrong", hint="mend 'line'", key="line")
    return text


class Address(FileEntry):
    """A part with keys of its own."""

    country: StateCode


class Everything(FileEntry):
    """One field of each type that the formats have."""

    line: OneLine = "x"
    lines: tuple[OneLine, ...] = Field(default=(), max_length=2)
    text: Text | None = None
    id: Id = "x"
    day: CalendarDay = date(2025, 6, 24)
    state: StateCode = "CH"
    states: tuple[StateCode, ...] = ()
    language: Languages = ("en",)
    by_language: dict[Language, OneLine] = Field(default_factory=dict)
    audiences: tuple[Audience, ...] = ()
    status: Literal["open", "closed"] = "open"
    url: HttpsUrl = "https://example.org"
    truth: StrictBool = False
    number: int = Field(default=1, ge=1, le=12)
    measure: float = Field(default=1.0, gt=0)
    address: Address | None = None
    addresses: tuple[Address, ...] = ()
    checked: Annotated[str, AfterValidator(_short)] = ""
    day_or_word: Literal["never"] | date = "never"


def _say(folder: Path, text: str, model: type[BaseModel] = Everything) -> list[tuple[str, str]]:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        validated(model, read_yaml(path))
    return [(problem.message, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("line: 12", "'line' must be text, but 12 is read as something else", 'quote this value: "12"'),
        ("line: NO", "'line' must be text, but NO is read as something else", 'quote this value: "NO"'),
        ("line: 9:30", "'line' must be text, but 9:30 is read as something else", 'quote this value: "9:30"'),
        (
            "line: 2025-06-24",
            "'line' must be text, but 2025-06-24 is read as something else",
            'quote this value: "2025',
        ),
        ("line: [a]", "'line' must be text", ""),
        ("line: {a: b}", "'line' must be text", ""),
        ("line:", "'line' is empty", "write its value, or remove the line"),
        ("line: ~", "'line' is empty", "write its value, or remove the line"),
        ('line: ""', "'line' is empty", ""),
        ('line: " "', "'line' is empty", ""),
        ('line: "\u00a0"', "'line' is empty", ""),
        ('line: "a\\nb"', "'line': it must be a single line", ""),
        (f"line: {'x' * 501}", "'line' is too long: at most 500 characters", ""),
        ("lines: a", "'lines' must be a list", "write [a]"),
        ("lines: 5", "'lines' must be a list", ""),
        ("lines: {a: b}", "'lines' must be a list", ""),
        ("lines: [a, 01234]", "entry 2 of 'lines' must be text, but 01234 is read as something else", 'value: "01234"'),
        ("lines: [a, b, c]", "'lines' is too long: at most 2 entries", ""),
        ("lines: [a, ~]", "entry 2 of 'lines' is empty", "write its value, or remove the line"),
        ("text: [a]", "'text' must be text, or texts by language such as {en: …, fr: …}", ""),
        ("text: 5", "'text' must be text, but 5 is read as something else", 'quote this value: "5"'),
        ("text: {}", "'text': it has no text", "write it as text, or by language as in {en: …, fr: …}"),
        ("text: {und: a}", "'text': it has no text", "write it as text, or by language as in {en: …, fr: …}"),
        ("text: {en: 5}", "'en' must be text, but 5 is read as something else", 'quote this value: "5"'),
        (
            "text: {zu: a}",
            "'zu' is not a language that letters can be written in",
            OR_A_FILE,
        ),
        (f"text: {'x' * 5001}", "'text' is too long: at most 5000 characters", ""),
        ("id: Visits", "'id': 'Visits' is not an id", "did you mean 'visits'?"),
        ("id: -visits", "'id': '-visits' is not an id", "use up to 64 of a-z, 0-9 and '-', and begin with a letter or"),
        ("id: NUL", "'id': 'NUL' is not an id", "use up to 64 of a-z, 0-9 and '-', and begin with a letter or"),
        ("id: nul", "'id': 'nul' is not an id: Windows keeps this name for itself", "use another"),
        ("day: '2025-06-24'", f"'day' {DAY}", ""),
        ("day: June 2025", f"'day' {DAY}", ""),
        ("day: 2025", f"'day' {DAY}", ""),
        ("day: 2025-06-24T10:00:00Z", f"'day' {DAY}", ""),
        ("day:", "'day' is empty", "write its value, or remove the line"),
        ("state: UK", "'state': 'UK' is not the code of a state", "did you mean 'GB'?"),
        ("state: ch", "'state': 'ch' is not the code of a state", "did you mean 'CH'?"),
        ("states: [CH, XX]", "'XX' is not the code of a state", "use two capitals as in ISO 3166, such as AM or CH"),
        (
            "language: zu",
            "'zu' is not a language that letters can be written in",
            OR_A_FILE,
        ),
        ("language: German", "'German' is not a language that letters can be written in", "did you mean 'de'?"),
        ("language: [en-XX, fr]", "'en-XX' is not a language that letters can be written in", "did you mean 'en'?"),
        ("language: [en, no]", "'no' is not a language that letters can be written in", f"use one of: {LANGUAGES}"),
        ("language: []", "'language' lists nothing", ""),
        (
            "by_language: {zu: a}",
            "'zu' is not a language that letters can be written in",
            OR_A_FILE,
        ),
        ("status: opn", "'status' must be one of: open, closed (got 'opn')", "did you mean 'open'?"),
        ("status: yes", "'status' must be one of: open, closed (got 'yes')", ""),
        ("status: 9:30", "'status' must be one of: open, closed (got '9:30')", ""),
        ("status: [open]", "'status' must be one of: open, closed", ""),
        ("status:", "'status' is empty", "write its value, or remove the line"),
        (f"status: {'9' * 5000}", f"'status' must be one of: open, closed (got '{'9' * 60}…')", ""),
        ("url: http://example.org", "'url': 'http://example.org' is not a web address", "begin it with https://, and"),
        ("truth: 'yes'", "'truth' must be yes or no, without quotes", ""),
        ("number: twelve", "'number' must be a whole number", ""),
        ("number: 1.5", "'number' must be a whole number", ""),
        ("number: [1]", "'number' must be a whole number", ""),
        ("number: 0", "'number' must be at least 1", ""),
        ("number: 13", "'number' must be at most 12", ""),
        ("measure: [1]", "'measure' must be a number", ""),
        ("measure: 0", "'measure' must be more than 0", ""),
        ("measure: wide", "'measure' is not accepted: Input should be a valid number, unable to parse string as a", ""),
        ("address: Geneva", f"'address' {KEYS}", "it may have: country"),
        ("country: CH", "unknown key 'country'", "it belongs under 'address'"),
        ("address: {}", "'country' is missing", ""),
        ("addresses: [{country: CH}, Geneva]", f"entry 2 of 'addresses' {KEYS}", "it may have: country"),
        ("address: {country: CH, state: CH}", "unknown key 'state'", "it belongs beside 'address', not under it"),
        ("address: {contry: CH}", "unknown key 'contry'", "did you mean 'country'?"),
        ("adress: {country: CH}", "unknown key 'adress'", "did you mean 'address'?"),
        ("address: {country: CH, contry: CH}", "unknown key 'contry'", ""),
        ("__class__: x", "unknown key '__class__'", ""),
        ("checked: wrong", "'checked': it is wrong", ""),
        ("checked: worse", "another key is wrong", "mend 'line'"),
    ],
)
def test_every_mistake_is_told_in_words(tmp_path, written, message, hint):
    """A mistake names the key, what it must be, what was found, and what would be right."""
    ((said, hinted),) = _say(tmp_path, f"{written}\n")

    assert said.startswith(message)
    assert (hint in hinted) if hint else (hinted == "")


def test_audience_is_an_id(tmp_path):
    """The name of an audience is an id; whether there is one of that name, only the whole campaign can tell."""
    assert _say(tmp_path, "audiences: [UN bodies]\n") == [
        (
            "'UN bodies' is not an id",
            "did you mean 'un-bodies'?",
        )
    ]


def test_choice_of_two_types_is_told_without_the_names_of_types(tmp_path):
    """Where a value may be of two types, neither message shows how the program calls them."""
    assert _say(tmp_path, "day_or_word: {a: b}\n") == [
        ("'day_or_word' must be one of: never", ""),
        (f"'day_or_word' {DAY}", ""),
    ]


class Passage(FileEntry):
    """A format whose keys are languages."""

    id: Id
    ar: OneLine = ""
    az: OneLine = ""
    de: OneLine = ""
    el: OneLine = ""
    en: OneLine = ""
    es: OneLine = ""
    fa: OneLine = ""
    fr: OneLine = ""
    he: OneLine = ""
    hy: OneLine = ""
    it: OneLine = ""
    ka: OneLine = ""
    nl: OneLine = ""
    pl: OneLine = ""
    pt: OneLine = ""
    ro: OneLine = ""
    ru: OneLine = ""
    tr: OneLine = ""
    uk: OneLine = ""


def test_unknown_key_of_two_letters_is_a_language_where_keys_are_languages(tmp_path):
    """Where languages are keys, an unknown key of two letters is an unknown language; elsewhere it is a key."""
    assert _say(tmp_path, "id: x\nzu: Hej\n", Passage) == [
        ("'zu' is not a language that letters can be written in", OR_A_FILE)
    ]
    assert _say(tmp_path, "zu: Hej\n", Address) == [("'country' is missing", ""), ("unknown key 'zu'", "")]


class WholeEntry(FileEntry):
    """A format that refuses every file."""

    id: Id

    @model_validator(mode="after")
    def _refuse(self) -> Self:
        raise mistake("this cannot be", hint="leave it")


def test_mistake_of_a_whole_file_names_no_key(tmp_path):
    """A mistake of a file as a whole stands without the name of a key."""
    assert _say(tmp_path, "id: x\n", WholeEntry) == [("this cannot be", "leave it")]
