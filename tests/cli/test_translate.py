"""`translate export|import` as a person types them: what is printed where, and the exit code."""

import shutil

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, edited, write_campaign
from tests.support.sample_translations import SPANISH, filled


def _entreaty(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_language_is_begun_translated_and_imported(tmp_path):
    """Each command names the files that it has written, and ends with 0."""
    folder = write_campaign(tmp_path)
    begun = _entreaty(folder, "translate", "export", "es")
    path = folder / "appeals" / "visits" / "visits.es.po"
    done = _entreaty(folder, "translate", "import", filled(path, SPANISH), "--date", "2026-11-20")

    assert (begun.exit_code, begun.stdout) == (0, f"{path}\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "'visits' in Spanish: 11 units, 11 written, 0 unchanged, 0 not finished, 0 refused",
        f"{folder}/appeals/visits/backups/appeal.2026-11-20.yaml",
        f"{folder}/appeals/visits/appeal.yaml",
        f"{folder}/appeals/visits/translations.yaml",
    ]
    assert "  es: Gracias por su atención.\n" in (folder / "appeals/visits/appeal.yaml").read_text(encoding="utf-8")


def test_a_refused_unit_ends_with_1(tmp_path):
    """Problems go to standard error with file and line; what was right is written."""
    folder = write_campaign(tmp_path)
    _entreaty(folder, "translate", "export", "es")
    path = folder / "appeals" / "visits" / "visits.es.po"
    filled(path, {**SPANISH, "facts/visits-take-place": "Ha habido visitas."})
    done = _entreaty(folder, "translate", "import", path)

    assert done.exit_code == 1
    assert f"{path}:" in done.stderr
    assert "error: 'facts/visits-take-place': the citation '@visits-report, page 2' is lost" in done.stderr
    assert "11 units, 9 written, 0 unchanged, 1 not finished, 1 refused" in done.stdout
    assert "the subject is written with the last passage" in done.stdout


def test_every_open_appeal_is_exported_unless_some_are_named(tmp_path):
    """Without names it is every open appeal; --out gathers the files in one folder."""
    folder = write_campaign(tmp_path)
    for name in ("second", "third"):
        shutil.copytree(folder / "appeals" / "visits", folder / "appeals" / name)
    closed = edited(APPEAL, "status: open", "status: closed\nclosed_because: It is over.")
    (folder / "appeals" / "third" / "appeal.yaml").write_text(closed, encoding="utf-8")
    every = _entreaty(folder, "translate", "export", "fr", "--out", tmp_path / "po")
    named = _entreaty(folder, "translate", "export", "fr", "third")

    assert every.stdout.splitlines() == [f"{tmp_path}/po/second.fr.po", f"{tmp_path}/po/visits.fr.po"]
    assert named.stdout == f"{folder}/appeals/third/third.fr.po\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["export", "zu"], 2, "there is no language 'zu'"),
        (["export", "en"], 2, "'visits' is written in English: that is its original"),
        (["export", "fr", "visit"], 2, "there is no appeal 'visit'; did you mean 'visits'?"),
        (["import", "missing.po"], 1, "the file cannot be read: No such file or directory"),
        (["import", "x.po", "--machine", "--reviewed-by", "N. N."], 2, "leave out --machine or --reviewed-by"),
        (["import", "x.po", "--reviewed-by", "N\x1bN"], 2, "--reviewed-by wants a name"),
        (["import", "x.po", "--reviewed-by", " "], 2, "'--reviewed-by' is empty: write a value"),
        (["import", "x.po", "--reviewed-by", ""], 2, "'--reviewed-by' is empty: write a value"),
        (["import", "x.po", "--reviewed-by", "", "--machine"], 2, "'--reviewed-by' is empty: write a value"),
        (["export", "EN"], 2, "'visits' is written in English: that is its original"),
        (["export", "xx-FR"], 2, "there is no language 'xx-FR'"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path, arguments, code, message):
    """A wrong name is a matter of usage, a file that cannot be read is not."""
    result = _entreaty(write_campaign(tmp_path), "translate", *arguments)

    assert result.exit_code == code
    assert message in result.stderr


@pytest.mark.parametrize("language", ["FR", "fr-CH", "fr_FR", "French", "Français"])
def test_a_language_may_be_called_in_several_ways(tmp_path, language):
    """Regions, capitals and names make no other language."""
    folder = write_campaign(tmp_path)
    done = _entreaty(folder, "translate", "export", language)

    assert (done.exit_code, done.stdout) == (0, f"{folder}/appeals/visits/visits.fr.po\n")


def test_a_language_that_nobody_has_read_is_told(tmp_path):
    """That its words are known from memory is told by `check`, once, with the file that has them."""
    folder = write_campaign(tmp_path)
    _entreaty(folder, "translate", "export", "pt")
    path = filled(folder / "appeals/visits/visits.pt.po", {"closing/thanks": "Obrigado pela sua atenção."})
    done = _entreaty(folder, "translate", "import", path)
    told = (
        "/pt.yaml: warning: nobody whose language it is has read the phrases, dates, citations, pinpoints, letter and "
        "typography of Portuguese\n"
        "  hint: let somebody read them, and name them under 'seen:' in the campaign's languages/pt.yaml\n"
    )

    assert done.exit_code == 0
    assert _entreaty(folder, "check").output.count(told) == 1


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"appeal": edited(APPEAL, "status: open", "status: open\nlanguage: fr-CH")}, True),
        ({"recipients": edited(RECIPIENTS, "[fr, en]", "[fr-CH, en]")}, True),
        (
            {"appeal": edited(APPEAL, "      fr: Je vous remercie", "      fr-CH: Merci.\n      fr: Je vous remercie")},
            True,
        ),
        ({}, False),
    ],
)
def test_a_variant_that_nobody_has_read_is_told_to_who_asks_for_it(tmp_path, texts, told):
    """An appeal, a recipient or a passage can ask for a variant; a letter that is only posted there does not."""
    output = _entreaty(write_campaign(tmp_path, **texts), "check").output
    found = "/fr-CH.yaml: warning: nobody whose language it is has read the phrases, dates, citations"

    assert output.count(found) == int(told)


def test_mistakes_in_other_files_are_told_by_the_export(tmp_path):
    """Where nobody can tell who gets a passage, no comment says that nobody does; the file is written, and 1 ends."""
    broken = edited(RECIPIENTS, "recipients:\n", "recipients:\n  - id: Nobody\n\n")
    folder = write_campaign(tmp_path, recipients=broken)
    some = _entreaty(folder, "translate", "export", "fr")
    comments = (folder / "appeals/visits/visits.fr.po").read_text(encoding="utf-8")
    write_campaign(folder, recipients="recipients: [")
    none = _entreaty(folder, "translate", "export", "es", "visits")

    assert (some.exit_code, none.exit_code) == (1, 1)
    assert f"{folder}/recipients.yaml:2: error: " in some.stderr
    assert "Perhaps to others: recipients.yaml has mistakes." in comments
    assert f"{folder}/recipients.yaml:" in none.stderr
    written = (folder / "appeals/visits/visits.es.po").read_text(encoding="utf-8")
    assert "To: not known, because recipients.yaml has mistakes." in written
    assert "nobody" not in written


def test_an_appeal_that_cannot_be_read_is_told_by_the_export(tmp_path):
    """Of all open appeals, one with a mistake is not left out in silence; if others are named, it does not matter."""
    folder = write_campaign(tmp_path)
    shutil.copytree(folder / "appeals" / "visits", folder / "appeals" / "second")
    second = folder / "appeals" / "second" / "appeal.yaml"
    second.write_text(edited(APPEAL, "status: open", "status: opened"), encoding="utf-8")
    every = _entreaty(folder, "translate", "export", "fr")
    named = _entreaty(folder, "translate", "export", "fr", "visits")

    assert (every.exit_code, every.stdout) == (1, f"{folder}/appeals/visits/visits.fr.po\n")
    assert f"{second}:3: error: " in every.stderr
    assert (named.exit_code, named.stderr) == (0, "")


def test_unfinished_work_ends_the_export_with_1(tmp_path):
    """A file with translations that were not imported is named and stays."""
    folder = write_campaign(tmp_path)
    _entreaty(folder, "translate", "export", "es")
    path = filled(folder / "appeals" / "visits" / "visits.es.po", SPANISH)
    again = _entreaty(folder, "translate", "export", "es")

    assert again.exit_code == 1
    assert f"{path}: error: this file holds 11 translations or remarks that the appeal does not have" in again.stderr


@pytest.mark.parametrize("arguments", [["translate"], ["translate", "export"], ["translate", "import"]])
def test_help_fits_a_terminal(arguments):
    """The help of each command is there, in lines of up to 80 characters."""
    result = CliRunner().invoke(main, [*arguments, "--help"])

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
