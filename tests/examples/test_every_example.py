"""Each campaign in `examples/` is whole: it has no problem, and all its letters are written, in every language."""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from tests.support.checkout import ROOT

pytestmark = pytest.mark.no_cover

EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/recipients.yaml"))
DAY = "2026-12-01"
# Domains that belong to nobody (RFC 2606), and where the law of the examples is published.
NOBODYS = re.compile(r"(.+\.)?(example|example\.(com|net|org))")
OF_THE_LAW = re.compile(r"(.+\.)?(europa\.eu|gesetze-im-internet\.de|legislation\.gov\.uk|ca\.gov)")
UNFINISHED = re.compile(r"TODO|FIXME|XXX|\{\{|\{%|replace this|_{4}|\[your |Lorem", re.IGNORECASE)

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)


@cache
def _languages(example: Path) -> tuple[str, ...]:
    """Return the languages of the example's appeals."""
    return tuple(sorted({language for appeal in load_campaign(example).appeals for language in appeal.languages()}))


@pytest.fixture(name="campaign")
def a_copy(example: Path, tmp_path: Path) -> Path:
    """Return a copy of the example as a user makes it, signed by its example of a sender."""
    folder = tmp_path / example.name
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns("letters", "evidence", "sender.yaml"))
    shutil.copy(folder / "sender.example.yaml", folder / "sender.yaml")
    return folder


def _texts(example: Path, endings: set[str]) -> dict[Path, str]:
    files = [path for path in example.rglob("*") if path.suffix in endings and path.parent.name != "letters"]
    return {path: path.read_text(encoding="utf-8") for path in files}


def _hosts(text: str) -> set[str]:
    """Return the hosts of all addresses of the web and of e-mail."""
    of_web = {urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s\"'>,}\])]+", text)}
    return of_web | set(re.findall(r"[\w.+-]@([\w-]+(?:\.[\w-]+)+)", text))


def test_examples_are_found():
    """There is at least one example, so that the tests of this module look at something."""
    assert "cleaner-buses" in [path.name for path in EXAMPLES]


@each
def test_check_finds_nothing(campaign, example):
    """`check` tells neither an error nor a warning, with a sender and while nobody signs."""
    signed = CliRunner().invoke(main, ["--campaign", str(campaign), "check", "--strict", "--date", DAY])
    (campaign / "sender.yaml").unlink()
    blank = CliRunner().invoke(main, ["--campaign", str(campaign), "check", "--strict", "--date", DAY])

    assert (signed.stdout, signed.exit_code) == ("", 0)
    assert (blank.stdout, blank.exit_code) == ("", 0)
    assert signed.stderr.endswith("0 errors, 0 warnings\n")
    assert blank.stderr.endswith("0 errors, 0 warnings\n")


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("example", "language"),
    [
        pytest.param(example, language, id=f"{example.name}-{language}")
        for example in EXAMPLES
        for language in _languages(example)
    ],
)
def test_every_letter_is_written(campaign, example, language):
    """Each recipient has a letter in each language, as PDF, text and e-mail, whole and on two pages at most."""
    done = CliRunner().invoke(
        main, ["--campaign", str(campaign), "letters", "--date", DAY, "--language", language, "--jobs", "1"]
    )
    manifest = json.loads((campaign / "letters" / "manifest.json").read_text(encoding="utf-8"))
    written = {one["recipient"] for one in manifest["letters"]}
    texts = _texts(campaign / "letters", {".txt"})

    assert (done.stderr, done.exit_code) == ("", 0)
    assert manifest["failed"] == []
    assert written == {one.id for one in load_campaign(campaign).recipients}
    assert {one["language"] for one in manifest["letters"]} == {language}
    assert all({*one["files"]} == {"pdf", "txt", "eml"} for one in manifest["letters"])
    assert all(one["pages"] <= 2 for one in manifest["letters"])
    assert len(texts) == len(manifest["letters"])
    assert [path.name for path, text in texts.items() if UNFINISHED.search(text)] == []


@each
def test_every_recipient_is_written_to_in_a_language_of_its_own(campaign, example):
    """Without `--language`, a letter is in the first language of its recipient that the appeal has."""
    CliRunner().invoke(main, ["--campaign", str(campaign), "letters", "--date", DAY, "--format", "txt"])
    manifest = json.loads((campaign / "letters" / "manifest.json").read_text(encoding="utf-8"))
    preferred = {one.id: one.language[0] for one in load_campaign(campaign).recipients}

    assert len(manifest["letters"]) >= len(preferred)
    assert {one["recipient"]: one["language"] for one in manifest["letters"]} == preferred


@each
def test_nothing_invented_is_anybodys(example):
    """Addresses in an example are on domains that belong to nobody; only sources may be where law is published."""
    texts = _texts(example, {".yaml", ".md"})
    found = [
        (path.name, host)
        for path, text in texts.items()
        for host in _hosts(text)
        if not NOBODYS.fullmatch(host) and not ("authorities" in str(path) and OF_THE_LAW.fullmatch(host))
    ]

    assert any(NOBODYS.fullmatch(host) for text in texts.values() for host in _hosts(text))
    assert found == []


@each
def test_example_says_what_it_is(example):
    """Its README says what is invented in it and what is not, and how its letters are written."""
    readme = (example / "README.md").read_text(encoding="utf-8")

    assert "invented" in readme.casefold()
    assert "entreaty letters" in readme
    assert "cp sender.example.yaml sender.yaml" in readme
