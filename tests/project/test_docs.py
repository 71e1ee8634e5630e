"""The documentation tells everything that there is: every field, option and command."""

import re

import click
import pytest

from entreaty.cli import main
from entreaty.content.files.appeals import Appeal, Condition, Parts, Passage
from entreaty.content.files.audiences import FIRST_VERSION
from entreaty.content.files.authorities import Authority, Bound, Law
from entreaty.content.files.recipients import Address, PersonName, Recipient, Verified
from entreaty.content.files.sender import Sender
from entreaty.content.files.translations import TranslationRecord
from entreaty.writing.placeholders import PLACEHOLDERS
from tests.support.checkout import ROOT

FORMATS = (ROOT / "appeals" / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", FORMATS, re.MULTILINE | re.DOTALL))


def _words(text: str) -> set[str]:
    """Return every word that stands in code spans, examples left out."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {word for span in re.findall(r"`([^`]+)`", prose) for word in re.findall(r"[\w-]+", span)}


@pytest.mark.parametrize(
    ("section", "model"),
    [
        ("appeal.yaml", Appeal),
        ("appeal.yaml", Parts),
        ("appeal.yaml", Passage),
        ("appeal.yaml", Condition),
        ("translations.yaml", TranslationRecord),
        ("authorities.yaml", Authority),
        ("authorities.yaml", Law),
        ("authorities.yaml", Bound),
        ("recipients.yaml", Recipient),
        ("recipients.yaml", Address),
        ("recipients.yaml", PersonName),
        ("recipients.yaml", Verified),
        ("sender.yaml", Sender),
    ],
)
def test_every_field_is_documented(section, model):
    """Each field of a format stands in that format's section of appeals/README.md."""
    documented = _words(SECTIONS[section])
    fields = {field.alias or name for name, field in model.model_fields.items()} - {"words"}

    assert len(fields) >= 2
    assert sorted(fields - documented) == []


def test_every_audience_and_placeholder_is_documented():
    """The README of the formats lists all audiences and all names that passages may use."""
    assert [name for name in FIRST_VERSION if name not in FORMATS] == []
    assert [name for name in PLACEHOLDERS if f"{{{{ {name} }}}}" not in FORMATS] == []
    assert len(PLACEHOLDERS) >= 10


def test_every_command_is_in_the_readme():
    """The README names each command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [
        f"{name} {sub}" if sub else name
        for name, command in main.commands.items()
        for sub in (command.commands if isinstance(command, click.Group) else [""])
    ]

    assert len(commands) >= 6
    assert [command for command in commands if not re.search(rf"\b{command}\b", readme)] == []


def test_every_relative_link_leads_somewhere():
    """Links between the project's pages lead to files that are there."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]

    assert len(links) >= 5
    assert [f"{page}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_nothing_names_a_machine_or_a_registry():
    """No text of the project names a path of a developer's machine or a package registry's host."""
    texts = [
        path
        for pattern in (
            "*",
            "appeals/**/*",
            "docs/**/*",
            "examples/**/*",
            "entreaty/**/*",
            "letter_templates/*",
            ".ci/*",
        )
        for path in ROOT.glob(pattern)
        if path.is_file()
        and path.suffix not in {".png", ".ttf", ".pyc"}
        and not path.name.startswith((".coverage", ".git"))
    ]
    forbidden = re.compile(r"/work/|/opt/wheels|files\.pythonhosted|pypi\.org|registry\.npmjs|deb\.debian\.org")

    assert len(texts) >= 60
    found = [str(path) for path in texts if forbidden.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert found == []
