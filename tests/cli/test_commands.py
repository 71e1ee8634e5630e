"""The commands as a person types them: what is printed where, and the exit code."""

import json
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from entreaty import __version__
from entreaty.cli import main
from tests.support.checkout import ROOT
from tests.support.programs import run
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, write_campaign

# What `check` says of the one long line in the addresses of the sample campaign.
SMALLER = "1 address is set in smaller type, no smaller than 8 pt (swiss-minister)\n"


def _entreaty(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _letters(folder: Path, *more: object) -> Result:
    return _entreaty("--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt", *more)


def test_letters_says_what_it_made(tmp_path):
    """`letters` prints a line for each letter and a count, and exits with 0."""
    folder = write_campaign(tmp_path)

    result = _letters(folder)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{folder}/letters/visits/mediator  .txt  text, en, written",
        f"{folder}/letters/visits/swiss-minister  .txt  text, fr, written",
        f"{folder}/letters/visits/azerbaijani-minister  .txt  text, en, written",
        "3 letters written, 0 unchanged, 0 failed, 0 recipients not asked for anything",
    ]
    assert result.stderr == ""


def test_letters_with_problems_writes_the_others_and_exits_with_1(tmp_path):
    """Problems are printed on standard error, every other letter is written, and the exit code is 1."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "language: [en, fr]", "language: [en, xx]"))

    result = _letters(folder)

    assert result.exit_code == 1
    assert "'xx'" in result.stderr
    assert f"{folder}/recipients.yaml:6: error:" in result.stderr
    assert "2 letters written" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "mediatr"], "there is no recipient 'mediatr'; did you mean 'mediator'?"),
        (["--date", "24.6.2025"], "'24.6.2025' is not a date such as 2025-06-24"),
        (["--format", "doc"], "choose from pdf, txt, eml, separated by commas"),
        (["--format", ","], "choose from pdf, txt, eml, separated by commas"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--colour"], "No such option"),
    ],
)
def test_wrong_usage_exits_with_2(tmp_path, arguments, message):
    """What cannot be an order is a usage error."""
    result = _letters(write_campaign(tmp_path), *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["letters", "--to", "mediator"],
        ["letters", "--to", "mediator", "--to", "swiss-minister"],
        ["why", "visits", "mediator"],
    ],
)
def test_profile_with_a_mistake_is_told_where_it_is_asked_for(tmp_path, arguments):
    """Where somebody's profile has a mistake, it is told with its line, and not that there is nobody."""
    folder = write_campaign(
        tmp_path, recipients=edited(RECIPIENTS, "organisation: {en: Example Committee", "organisation: {xx: Example")
    )

    result = _entreaty("--campaign", folder, *arguments)

    assert result.exit_code == 1
    assert f"{folder}/recipients.yaml:4: 'xx' is not a language that letters can be written in" in result.stderr
    assert "there is no recipient" not in result.stderr


@pytest.mark.parametrize("arguments", [["letters", "--to", "mediator"], ["why", "visits", "mediator"]])
def test_file_that_cannot_be_read_is_told_where_somebody_in_it_is_asked_for(tmp_path, arguments):
    """Where the profiles as a whole cannot be read, that is the reason why nobody is found."""
    folder = write_campaign(
        tmp_path, recipients=edited(RECIPIENTS, "    office: {en: President", "    office: [{en: President")
    )

    result = _entreaty("--campaign", folder, *arguments)

    assert result.exit_code == 1
    assert f"{folder}/recipients.yaml:3: this is not YAML" in result.stderr
    assert "there is no recipient" not in result.stderr


@pytest.mark.parametrize("arguments", [["letters", "visits"], ["why", "visits", "mediator"], ["coverage", "visits"]])
def test_appeal_with_a_mistake_is_told_where_it_is_asked_for(tmp_path, arguments):
    """An appeal that is named and has a mistake is not said to be missing."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "status: open", "status: opened"))

    result = _entreaty("--campaign", folder, *arguments)

    assert result.exit_code == 1
    assert f"{folder}/appeals/visits/appeal.yaml:3: " in result.stderr
    assert "'status' must be one of: open, closed" in result.stderr
    assert "there is no appeal" not in result.stderr


def test_unknown_citation_style_is_a_problem_with_its_line(tmp_path):
    """A citation style that there is not is reported where the appeal names it."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "citation_style: oscola", "citation_style: oskola"))

    result = _letters(folder)

    assert result.exit_code == 1
    assert "appeal.yaml:5: error: there is no citation style 'oskola'" in result.stderr
    assert "hint: did you mean 'oscola'?" in result.stderr


@pytest.mark.no_cover
def test_sender_file_signs_the_letters(tmp_path):
    """`--sender` puts name and personal note into the letters; sender.yaml is taken without being named."""
    folder = write_campaign(tmp_path / "one", sender=SENDER)
    other = tmp_path / "other.yaml"
    other.write_text(SENDER.replace("Anna Example", "Berta Example"), encoding="utf-8")

    _letters(folder)
    mine = (folder / "letters" / "visits" / "mediator.txt").read_text(encoding="utf-8")
    _letters(folder, "--sender", other)
    hers = (folder / "letters" / "visits" / "mediator.txt").read_text(encoding="utf-8")

    assert "Anna Example" in mine
    assert "My grandfather was a prisoner of war." in mine
    assert "Berta Example" in hers


def test_bad_sender_writes_nothing(tmp_path):
    """Letters do not go out with blanks because the sender's file has a mistake."""
    folder = write_campaign(tmp_path, sender=edited(SENDER, "country: DE", "country: XX"))

    result = _letters(folder)

    assert result.exit_code == 1
    assert "sender.yaml:" in result.stderr
    assert not (folder / "letters").exists()


def test_packet_needs_the_pdfs(tmp_path):
    """A packet without PDFs is a usage error, and nothing is written."""
    folder = write_campaign(tmp_path)

    result = _letters(folder, "--packet")

    assert result.exit_code == 2
    assert "--packet needs the PDFs: add pdf to --format" in result.stderr
    assert not (folder / "letters").exists()


def test_labels_and_order_need_a_packet(tmp_path):
    """What is asked of a packet that nobody asks for is a usage error."""
    for options in (("--labels", "5160"), ("--packet-order", "country")):
        result = _letters(write_campaign(tmp_path), *options)

        assert result.exit_code == 2
        assert "--labels and --packet-order are for a packet: add --packet" in result.stderr


def test_packet_is_written_and_shown(tmp_path):
    """`--packet` also writes the file for the printer, the list and the labels, and names each."""
    folder = write_campaign(tmp_path)

    result = _entreaty("--campaign", folder, "letters", "--date", "2025-06-24", "--format", "pdf", "--packet")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[3:10] == [
        f"{folder}/letters/packet/packet.pdf  5 pages, 3 letters",
        f"{folder}/letters/packet/tick-list.pdf",
        f"{folder}/letters/packet/tick-list.csv",
        f"{folder}/letters/packet/test-page.pdf",
        f"{folder}/letters/packet/labels-l7163.pdf",
        f"{folder}/letters/packet/labels-l7160.pdf",
        f"{folder}/letters/packet/labels-5160.pdf",
    ]
    assert (folder / "letters" / "packet" / "packet.pdf").read_bytes().startswith(b"%PDF")


def test_check_prints_problems_and_a_count(tmp_path):
    """`check` prints each problem once as file:line with a hint, and exits with 1 where there is an error."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "status: open", "staus: open"))

    result = _entreaty("--campaign", folder, "check", "--date", "2025-06-24")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{folder}/appeals/visits/appeal.yaml:3: error: unknown key 'staus'",
        "  hint: did you mean 'status'?",
    ]
    assert result.stderr == "1 error, 0 warnings\n"


def test_check_of_a_sound_campaign_exits_with_0(tmp_path):
    """A sound campaign has nothing to report."""
    result = _entreaty("--campaign", write_campaign(tmp_path), "check", "--date", "2025-06-24")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{SMALLER}0 errors, 0 warnings\n")


def test_check_warns_without_failing(tmp_path):
    """An unverified address is a warning, and warnings do not make `check` fail."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "status: mirror", "status: unverified"))

    result = _entreaty("--campaign", folder, "check", "--date", "2025-06-24")

    assert result.exit_code == 0
    assert "warning: the address of 'azerbaijani-minister' is unverified" in result.stdout


def test_check_as_json(tmp_path):
    """`check --json` gives each problem as an object with file, line, level, message and hint."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "status: open", "status: opn"))

    result = _entreaty("--campaign", folder, "check", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": f"{folder}/appeals/visits/appeal.yaml",
            "line": 3,
            "level": "error",
            "message": "'status' must be one of: open, closed, draft (got 'opn')",
            "hint": "did you mean 'open'?",
        }
    ]


def test_strict_check_counts_warnings_as_errors(tmp_path):
    """`check --strict` shows warnings as errors and exits with 1, without touching what is sound."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "status: third-party", "status: unverified"))

    loose = _entreaty("--campaign", folder, "check", "--date", "2025-06-24")
    strict = _entreaty("--campaign", folder, "check", "--date", "2025-06-24", "--strict")
    (problem,) = json.loads(
        _entreaty("--campaign", folder, "check", "--date", "2025-06-24", "--strict", "--json").stdout
    )

    assert (loose.exit_code, loose.stderr) == (0, f"{SMALLER}0 errors, 1 warning\n")
    assert (strict.exit_code, strict.stderr) == (1, "1 error, 0 warnings\n")
    assert "error: the address of 'swiss-minister' is unverified" in strict.stdout
    assert problem["level"] == "error"


def test_letters_counts_warnings_and_writes_all_the_same(tmp_path):
    """`letters` says how many warnings there are and where to read them; with --strict they stop their letters."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "status: third-party", "status: unverified"))

    loose = _letters(folder)
    strict = _letters(folder, "--strict")

    assert loose.exit_code == 0
    assert loose.stderr == "1 warning: 'check' tells them, manifest.json those of each letter\n"
    assert "3 letters written" in loose.stdout
    assert strict.exit_code == 1
    assert "error: the address of 'swiss-minister' is unverified" in strict.stderr
    assert "0 letters written, 2 unchanged, 1 failed" in strict.stdout


def test_evidence_writes_page_and_table(tmp_path):
    """`evidence` writes a page and a table, by default into evidence/, and prints where."""
    folder = write_campaign(tmp_path / "campaign")

    result = _entreaty("--campaign", folder, "evidence", "visits", "--date", "2025-06-24")
    elsewhere = _entreaty("--campaign", folder, "evidence", "visits", "--out", tmp_path / "other")

    assert result.stdout == f"{folder}/evidence/visits.html\n{folder}/evidence/visits.csv\n"
    assert (result.exit_code, elsewhere.exit_code) == (0, 0)
    assert "2025-06-24" in (folder / "evidence" / "visits.html").read_text(encoding="utf-8")
    written = [".gitignore", "visits.csv", "visits.html"]
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == written


def test_evidence_of_an_unknown_appeal_is_wrong_usage(tmp_path):
    """An appeal that there is not is a usage error that offers the nearest one."""
    result = _entreaty("--campaign", write_campaign(tmp_path), "evidence", "vists")

    assert result.exit_code == 2
    assert "there is no appeal 'vists'; did you mean 'visits'?" in result.stderr


def test_missing_campaign_files_are_problems(tmp_path):
    """An empty folder is a list of what is missing, not a traceback."""
    result = _entreaty("--campaign", tmp_path, "check")

    assert result.exit_code == 1
    assert f"{tmp_path}/recipients.yaml: error: the file is missing" in result.stdout
    assert f"{tmp_path}/appeals/authorities.yaml: error: the file is missing" in result.stdout
    assert f"{tmp_path}/appeals: error: there is no appeal here" in result.stdout


def test_bad_sender_is_reported_by_check(tmp_path):
    """`check` reads the sender as well."""
    folder = write_campaign(tmp_path, sender="name: [x]\ncountry: DE\n")

    result = _entreaty("--campaign", folder, "check")

    assert result.exit_code == 1
    assert "sender.yaml:1: error: 'name' must be text" in result.stdout


def test_new_campaign_and_appeal_pass_check(tmp_path):
    """The skeletons of a campaign and of another appeal in it have no errors."""
    folder = tmp_path / "mine"

    made = _entreaty("new", "campaign", folder)
    another = _entreaty("--campaign", folder, "new", "appeal", "second-appeal")
    checked = _entreaty("--campaign", folder, "check")

    assert (made.exit_code, another.exit_code, checked.exit_code) == (0, 0, 0)
    assert (folder / "appeals" / "second-appeal" / "appeal.yaml").exists()
    assert str(folder / "recipients.yaml") in made.stdout
    assert made.stderr == f"Read {folder}/README.md: it says what to write first.\n"
    assert another.stdout == f"{folder}/appeals/second-appeal/appeal.yaml\n"
    assert another.stderr == "It is a draft. Write your own words into it, then: entreaty check\n"


def test_new_refuses_what_is_there(tmp_path):
    """An appeal or a campaign that exists is not overwritten."""
    folder = write_campaign(tmp_path)
    before = (folder / "appeals" / "visits" / "appeal.yaml").read_bytes()

    appeal = _entreaty("--campaign", folder, "new", "appeal", "visits")
    campaign = _entreaty("new", "campaign", folder)

    assert (appeal.exit_code, campaign.exit_code) == (1, 1)
    assert "the file is there already" in appeal.stderr
    assert (folder / "appeals" / "visits" / "appeal.yaml").read_bytes() == before


def test_schema_prints_or_writes(tmp_path):
    """`schema NAME` prints one schema, `--out` writes all, and neither is a usage error."""
    printed = _entreaty("schema", "recipients")
    written = _entreaty("schema", "--out", tmp_path)
    neither = _entreaty("schema")

    assert "recipients" in json.loads(printed.stdout)["properties"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "appeal.json",
        "authorities.json",
        "delivery.json",
        "districts.json",
        "forms_of_address.json",
        "mapping.json",
        "recipients.json",
        "sender.json",
        "translations.json",
    ]
    assert (written.exit_code, neither.exit_code) == (0, 2)


def test_doctor_lists_what_it_looked_at():
    """`doctor` prints a line for each thing that letters need, and 0 where nothing is missing."""
    result = _entreaty("doctor")

    assert result.exit_code == 0
    assert "Pango: ok" in result.stdout
    assert "Bundled fonts: ok" in result.stdout


def test_version():
    """`--version` names the program and its version."""
    assert _entreaty("--version").stdout == f"entreaty, version {__version__}\n"


def test_help_names_every_command_and_option_and_fits_a_terminal():
    """Every command and option has help, and no line is wider than 80 characters."""
    screens = [_entreaty("--help").stdout]
    for name, command in main.commands.items():
        screens.append(_entreaty(name, "--help").stdout)
        assert command.help, name
        for option in command.params:
            assert isinstance(option, click.Argument) or option.help, f"{name} {option.name}"

    assert len(screens) >= 6
    assert max(len(line) for screen in screens for line in screen.splitlines()) <= 80


def test_help_imports_nothing_heavy():
    """Asking for help imports none of the libraries that take long to load."""
    program = (
        "import sys, entreaty.cli\n"
        "heavy = {'pydantic', 'weasyprint', 'babel', 'jinja2', 'yaml', 'markdown_it', 'pikepdf', 'fontTools'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = run([sys.executable, "-c", program], cwd=ROOT)

    assert done.stdout == "[]\n"


def test_generate_is_the_same_program(tmp_path):
    """`python generate.py` runs the commands."""
    command = [sys.executable, "generate.py", "--campaign", write_campaign(tmp_path), "check", "--date", "2025-06-24"]
    done = run(command, cwd=ROOT)

    assert done.stderr == f"{SMALLER}0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (["letters", "--audience", ""], "'--audience'"),
        (["letters", "--country", " "], "'--country'"),
        (["letters", "--country="], "'--country'"),
        (["letters", "--language", "", "--date", "2025-06-24"], "'--language'"),
        (["letters", "--to", ""], "'--to'"),
        (["letters", "--where", ""], "'--where'"),
        (["letters", ""], "an argument"),
        (["check", "--date", ""], "'--date'"),
        (["recipients", "import", "x.csv", "--audience", ""], "'--audience'"),
        (["recipients", "list", "--where", "\t"], "'--where'"),
        (["send", "--to", ""], "'--to'"),
    ],
)
def test_empty_value_is_a_usage_error(tmp_path, command, what):
    """Nothing is no choice: it would mean everybody, where somebody is meant."""
    result = CliRunner().invoke(main, ["--campaign", str(write_campaign(tmp_path)), *command])

    assert result.exit_code == 2
    assert f"{what} is empty: write a value, or leave it out" in result.output
    assert not (tmp_path / "letters").exists()


def test_condition_for_what_is_empty_stays(tmp_path):
    """`recipients list --where email=` asks for profiles without an address."""
    result = CliRunner().invoke(
        main, ["--campaign", str(write_campaign(tmp_path)), "recipients", "list", "--where", "email="]
    )

    assert (result.exit_code, result.stdout.split()[0]) == (0, "swiss-minister")


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("audiences=mediatr", "there is no audience 'mediatr'; did you mean 'mediator'?"),
        ("audiences=public", "there is no audience 'public'; leave it out: everybody is meant"),
        ("forms=icrc-presdent", "there is no form of address 'icrc-presdent'; did you mean 'icrc-president'?"),
        ("recipients=mediatr", "there is no recipient 'mediatr'; did you mean 'mediator'?"),
        ("tags=bus", "there is no recipient with the tag 'bus'"),
    ],
)
def test_listing_by_a_name_that_nobody_has_is_a_usage_error(tmp_path, condition, told):
    """A mistyped name is told, and is no empty list."""
    result = CliRunner().invoke(
        main, ["--campaign", str(write_campaign(tmp_path)), "recipients", "list", "--where", condition]
    )

    assert result.exit_code == 2
    assert told in result.output
