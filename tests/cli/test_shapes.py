"""Every command takes addressees of every shape: a couple, a company, a household, a person, an office."""

import shutil

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.checkout import ROOT

pytestmark = pytest.mark.no_cover

APPEAL = """\
title: Buses
subject: {en: Cleaner buses, de: Saubere Busse, fr: Des bus propres}
status: open
review_by: 2027-05-27
citation_style: oscola
letter:
  opening:
    - {id: who, en: "I write about the Board.", de: "Ich schreibe wegen der Busse.", fr: "J’écris au sujet des bus."}
  facts: []
  law: []
  request:
    - {id: ask, en: "I ask you to:", de: "Ich bitte Sie,", fr: "Je vous demande :"}
  demands:
    - {id: buy, en: "buy clean buses.", de: "saubere Busse zu kaufen.", fr: "d’acheter des bus propres."}
  closing:
    - {id: thanks, en: "Thank you.", de: "Vielen Dank.", fr: "Je vous remercie."}
"""
SHAPES = {
    "couple": "name: [{given: Marie, family: Exemple, gender: f}, {given: Jean, family: Exemple, gender: m}]",
    "company": "organisation: Beispiel GmbH\n    addressee: [Beispiel GmbH, Kundendienst]",
    "household": "household: {de: Familie Beck}",
    "person": "name: {given: Ann, family: Lee, title: Dr, post_nominals: [OBE], gender: x}",
    "office": "office: Head of Examples",
    "holder": "name: {family: Sukarno}\n    office: Head of Examples\n    organisation: Example Board",
}


def _profile(name, shape, language):
    return (
        f"  - id: {name}\n    {shape}\n    language: {language}\n"
        "    address: {lines: [Example Road 1, Exampleton], country: GB}\n    email: a@example.org\n"
        "    verified: {on: 2026-11-01, status: official, source: invented}\n"
    )


@pytest.fixture(name="folder")
def _folder(tmp_path):
    languages = {"couple": "fr", "company": "de", "household": "de"}
    profiles = [_profile(name, shape, languages.get(name, "en")) for name, shape in SHAPES.items()]
    (tmp_path / "recipients.yaml").write_text(f"audiences: {{all: All}}\nrecipients:\n{''.join(profiles)}")
    (tmp_path / "appeals" / "buses").mkdir(parents=True)
    (tmp_path / "appeals" / "buses" / "appeal.yaml").write_text(APPEAL, encoding="utf-8")
    (tmp_path / "appeals" / "authorities.yaml").write_text("references: []\n")
    (tmp_path / "sender.yaml").write_text("name: Anna Example\ncountry: GB\n")
    shutil.copytree(ROOT / "letter_templates", tmp_path / "letter_templates")
    return tmp_path


def _entreaty(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_check_finds_no_error(folder):
    """The profiles are sound, and every passage is read for each of them."""
    result = _entreaty(folder, "check", "--date", "2026-11-27")

    assert (result.exit_code, result.output.splitlines()[-1][:8]) == (0, "0 errors"), result.output


def test_letters_greet_each_of_them(folder):
    """Each gets a letter that names them and greets them."""
    assert _entreaty(folder, "letters", "--format", "txt", "--date", "2026-11-27").exit_code == 0

    begun = {
        path.stem: tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line)[2]
        for path in (folder / "letters" / "buses").glob("*.txt")
    }
    assert begun == {
        "couple": "Madame, Monsieur,",
        "company": "Sehr geehrte Damen und Herren,",
        "household": "Sehr geehrte Familie Beck,",
        "person": "Dear Dr Lee,",
        "office": "Dear Head of Examples,",
        "holder": "Dear Sukarno,",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("recipients", "list"),
        ("recipients", "list", "--csv", "-"),
        ("recipients", "check"),
        ("recipients", "list", "--where", "forms=household"),
        ("coverage", "buses"),
        ("evidence", "buses"),
        *(("why", "buses", name) for name in SHAPES),
    ],
    ids=" ".join,
)
def test_other_commands_know_them(folder, arguments):
    """Lists, reports and explanations have a name for each."""
    result = _entreaty(folder, *arguments)

    assert result.exit_code == 0, result.output


def test_list_names_people_beside_their_offices(folder):
    """Whoever has no name stands there with the office or the organisation."""
    lines = _entreaty(folder, "recipients", "list").stdout.splitlines()

    assert [line.split("  ")[0] for line in lines] == [*SHAPES]
    assert [" ".join(line.split()[1:-1]) for line in lines] == [
        "Marie Exemple, Jean E…",
        "Beispiel GmbH",
        "Familie Beck",
        "Dr Ann Lee OBE",
        "Head of Examples",
        "Sukarno Head of Examples",
    ]
