"""A key that is left empty guards nothing, so each is an error with its line, in every file that people write."""

import pytest

from entreaty.content.files.appeals import load_appeal
from entreaty.content.files.authorities import load_authorities
from entreaty.content.files.recipients import load_recipients
from entreaty.content.files.sender import load_sender
from entreaty.problems import ContentError
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, RECIPIENTS, edited, line_of

CONCERN = "    - id: concern\n"
MEDIATOR = "  - id: mediator\n"


@pytest.mark.parametrize(
    "written",
    ["for:", "not:", "from:", "until: ~", "duty_bearer:", "continues:", "withhold_from:", "personal_note: null"],
)
def test_empty_key_of_a_passage(tmp_path, written):
    """A passage whose condition is empty would go to everybody, on every day."""
    problem = _of_appeal(tmp_path, edited(APPEAL, CONCERN, f"{CONCERN}      {written}\n"))

    assert problem == (line_of(APPEAL, CONCERN) + 1, f"'{written.partition(':')[0]}' is empty")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("for: {constituents: }", "'constituents' is empty"),
        ("for: {sender: }", "'sender' is empty"),
        ("not: {sender: {organisation: }}", "'organisation' is empty"),
        ("for: {audiences: }", "'audiences' is empty"),
        ("for: {audiences: [~]}", "entry 1 of 'audiences' is empty"),
        ("for: {}", "'for': it has no keys"),
        ("not: {}", "'not': it has no keys"),
        ("for: {sender: {}}", "'sender': it has no keys"),
    ],
)
def test_empty_condition(tmp_path, written, message):
    """A condition that asks for nothing is told where it stands."""
    problem = _of_appeal(tmp_path, edited(APPEAL, CONCERN, f"{CONCERN}      {written}\n"))

    assert problem == (line_of(APPEAL, CONCERN) + 1, message)


@pytest.mark.parametrize("key", ["closed_because", "copies", "enclosures", "withhold", "translations"])
def test_empty_key_of_an_appeal(tmp_path, key):
    """The head of an appeal has no empty keys."""
    assert _of_appeal(tmp_path, f"{key}:\n{APPEAL}") == (1, f"'{key}' is empty")


@pytest.mark.parametrize(
    "key",
    ["name", "state", "party", "phone", "salutation", "ended", "gender", "constituency", "note", "reference", "tags"],
)
def test_empty_key_of_a_profile(tmp_path, key):
    """A profile with an empty key is left out, and its line named; the others are read."""
    path = tmp_path / "recipients.yaml"
    path.write_text(edited(RECIPIENTS, MEDIATOR, f"{MEDIATOR}    {key}:\n"), encoding="utf-8")

    loaded = load_recipients(path)

    assert [(one.location.line, one.message) for one in loaded.problems] == [(3, f"'{key}' is empty")]
    assert [one.id for one in loaded.entries] == ["swiss-minister", "azerbaijani-minister"]


def test_empty_list_of_further_files(tmp_path):
    """`include:` without files is told like any other key."""
    path = tmp_path / "recipients.yaml"
    path.write_text(f"include:\n{RECIPIENTS}", encoding="utf-8")

    assert [(one.location.line, one.message) for one in load_recipients(path).problems] == [(1, "'include' is empty")]


@pytest.mark.parametrize("key", ["role", "email", "constituency", "personal_note", "signatories", "logo"])
def test_empty_key_of_the_sender(tmp_path, key):
    """Whoever leaves a key of sender.yaml empty is told to fill it in or to take it out."""
    path = tmp_path / "sender.yaml"
    path.write_text(f"name: Anna Example\ncountry: CH\n{key}:\n", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_sender(path)

    assert [str(one) for one in caught.value.problems] == [
        f"{path}:3: '{key}' is empty\n  hint: write its value, or remove the line"
    ]


def test_empty_fields_of_a_bibliography_are_passed_over_and_those_of_law_are_not(tmp_path):
    """Other programs leave fields of CSL empty; what law needs beside is written by people."""
    path = tmp_path / "authorities.yaml"
    path.write_text(edited(AUTHORITIES, "    volume: 75\n", "    volume:\n    DOI:\n"), encoding="utf-8")
    assert load_authorities(path).problems == ()

    path.write_text(edited(AUTHORITIES, "entry-into-force: 1950-10-21", "entry-into-force:"), encoding="utf-8")
    assert [one.message for one in load_authorities(path).problems] == ["'entry-into-force' is empty"]


def _of_appeal(folder, text):
    """Return line and message of the only problem of an appeal."""
    path = folder / "visits" / "appeal.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_appeal(path)
    (problem,) = caught.value.problems
    return problem.location.line, problem.message
