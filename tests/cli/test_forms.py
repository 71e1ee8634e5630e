"""`forms` as a person types it: the list, the table of one form, and what is told of names that there are not."""

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.shipped.forms_of_address import load_forms_of_address

OWN = """\
offices:
  warden:
    powers: [convey]
    en: {salutation: {neutral: "Dear Warden[ {surname}],"}, closing: "Yours sincerely,"}
"""


def _forms(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), "forms", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_list_has_the_forms_of_program_and_campaign(tmp_path):
    """Each form has a line with its languages and powers, whoever brings it."""
    (tmp_path / "forms_of_address.yaml").write_text(OWN, encoding="utf-8")
    result = _forms(tmp_path)
    lines = [line.split() for line in result.stdout.splitlines()]

    assert (result.exit_code, result.stderr) == (0, "")
    assert ["warden", "en", "convey"] in lines
    assert ["mayor", "en", "fr", "de", "es", "ru", "decide"] in lines


def test_table_shows_each_language_and_gender(tmp_path):
    """A form is shown for a woman, a man, whoever is neither and nobody, as the country writes that was asked for."""
    result = _forms(tmp_path, "mayor", "--state", "US", "--from", "US")
    lines = result.stdout.splitlines()

    assert lines[:4] == ["mayor  can decide", "", "English", "f             Dear Mayor Example:"]
    assert lines[4] == "              The Honorable Anna Example / Mayor / the organisation"
    assert "m             Sehr geehrter Herr Bürgermeister," in lines
    assert "x             Bonjour Kim Example," in lines
    assert "  otherwise: US; CA" in lines


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize("form", sorted(load_forms_of_address()))
def test_no_line_is_wider_than_a_terminal(tmp_path, form):
    """Every form is shown in 79 columns."""
    result = _forms(tmp_path, form)

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 79
    assert all(len(line) <= 79 for line in _forms(tmp_path).stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mayer",), "there is no form of address 'mayer'; did you mean 'mayor'?"),
        (("q",), "there is no form of address 'q'; 'entreaty forms' lists them"),
        (("mayor", "--state", "USA"), "there is no state 'USA'"),
        (("mayor", "--from", "XX"), "there is no state 'XX'"),
    ],
)
def test_unknown_names_are_told(tmp_path, arguments, told):
    """A form or a state that there is not is a mistake of usage, with what may have been meant."""
    result = _forms(tmp_path, *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_mistakes_of_the_campaigns_forms_are_told(tmp_path):
    """What is wrong in the campaign's file is told with its line, and ends with 1; the rest is shown."""
    (tmp_path / "forms_of_address.yaml").write_text("offices:\n  warden:\n    en: {closing: x}\n", encoding="utf-8")
    result = _forms(tmp_path)

    assert result.exit_code == 1
    assert "forms_of_address.yaml:3: error: the form of address 'warden' lacks" in result.stderr
    assert "mayor" in result.stdout
