"""PO files pass through the programs that translators use, and come back as they were."""

import shutil
import sys
from pathlib import Path

import polib
import pytest

from entreaty.content.campaign import load_campaign
from entreaty.importing.translations.exporter import export_translations
from entreaty.importing.translations.importer import Made, import_translations
from tests.support.checkout import ROOT
from tests.support.programs import run
from tests.support.sample_campaigns import APPEAL, edited, write_campaign
from tests.support.sample_translations import NOVEMBER, SPANISH, exported, filled, imported

TOOLKIT = Path(sys.executable).parent
# What is wrong in any translation. The other checks are of style, such as how often there is a full stop, or whether an
# abbreviation that only the original needs stands in brackets.
CHECKS = ("emails", "escapes", "newlines", "numbers", "tabs", "urls", "validchars", "variables", "xmltags")


def _shipped(folder):
    shutil.copytree(ROOT / "appeals", folder / "appeals", ignore=shutil.ignore_patterns("*.po", "backups"))
    shutil.copy(ROOT / "recipients.yaml", folder)
    return folder


def _export(folder, language):
    campaign = load_campaign(folder)
    return export_translations(campaign, campaign.appeals[0], language, NOVEMBER, None)


def _sources(folder):
    return [path.read_bytes() for path in sorted(folder.glob("appeals/*/appeal.yaml"))]


@pytest.mark.tool("gettext")
@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_shipped_campaign_goes_through_gettext(tmp_path, language):
    """`msgfmt --check` finds nothing, and what `msgcat` has sorted and wrapped anew says the same as before."""
    folder = _shipped(tmp_path)
    before = _sources(folder)
    path = _export(folder, language)
    checked = run(
        ["msgfmt", "--check", "--statistics", "-o", tmp_path / "x.mo", path], env={"PATH": _path(), "LC_ALL": "C"}
    )
    run(["msgcat", "--sort-output", "--width=40", "-o", tmp_path / "sorted.po", path])
    done = import_translations(tmp_path / "sorted.po", load_campaign(folder), Made(day=NOVEMBER))

    units = len(polib.pofile(str(path)))
    assert units >= 50
    assert checked.stderr == f"{units} translated messages.\n"
    assert (done.unchanged, done.written, done.problems) == (units, (), ())
    assert _sources(folder) == before


def _path():
    return str(Path(shutil.which("msgfmt") or "").parent)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_shipped_campaign_passes_the_checks_of_translate_toolkit(tmp_path, language):
    """Numbers, addresses, placeholders and characters agree in the eyes of another program, too."""
    path = _export(_shipped(tmp_path), language)
    tests = [f"--test={name}" for name in CHECKS]
    run([TOOLKIT / "pofilter", "--progress=none", f"--language={language}", *tests, path, tmp_path / "found.po"])

    assert not (tmp_path / "found.po").exists()


def test_what_pofilter_finds_is_found_here_too(tmp_path):
    """The checks can fail: a changed number is found by both programs."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "Visits have ended.", "All 19 visits have ended."))
    path = filled(exported(folder), {"facts/visits-have-ended": "Las 18 visitas han cesado.[@visits-report]"})
    run([TOOLKIT / "pofilter", "--progress=none", "--test=numbers", path, tmp_path / "found.po"])

    assert [entry.msgctxt for entry in polib.pofile(str(tmp_path / "found.po"))] == ["facts/visits-have-ended"]
    assert [problem.message for problem in imported(folder, path).problems] == [
        "'facts/visits-have-ended': the number 18 is not in the original",
        "'facts/visits-have-ended': the number 19 is not in the translation",
    ]


@pytest.mark.tool("gettext")
def test_a_language_of_ones_own_campaign_goes_through_all_programs(tmp_path):
    """Export, translation, msgfmt, XLIFF and back, import: the appeal has every word of the translator."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder), SPANISH)
    run(["msgfmt", "--check", "-o", tmp_path / "x.mo", path])
    run([TOOLKIT / "po2xliff", "--progress=none", path, tmp_path / "x.xlf"])
    run([TOOLKIT / "xliff2po", "--progress=none", tmp_path / "x.xlf", tmp_path / "back.po"])
    done = imported(folder, tmp_path / "back.po")

    (appeal,) = load_campaign(folder).appeals
    assert (done.problems, done.waiting) == ((), "")
    assert {f"{one.part}/{one.id}": one.words["es"] for one in appeal.letter.passages()} | {
        "subject": appeal.subject.root["es"]
    } == SPANISH


THANKS = "      en: Thank you for your attention.\n      fr: Je vous remercie de votre attention.\n"
LISTED = (
    "      en: |\n        Thank you\n        - for reading\n          all of this,\n        - and\n"
    "          1. for answering,\n          2. soon.\n"
    "      fr: |-\n        Merci\n        - de lire,\n        - et\n          1. de répondre,\n          2. bientôt.\n"
)
LISTED_IN_SPANISH = "Gracias\n- por leer,\n- y\n  1. por contestar,\n  2. pronto."


def test_lists_go_out_with_their_lines_and_come_back(tmp_path):
    """A unit has a line for each item, and what comes back stands in the file with its lines."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, THANKS, LISTED))
    path = filled(exported(folder), SPANISH | {"closing/thanks": LISTED_IN_SPANISH})
    (unit,) = [entry for entry in polib.pofile(str(path)) if entry.msgctxt == "closing/thanks"]
    done = imported(folder, path)
    (file,) = folder.glob("appeals/*/appeal.yaml")
    (appeal,) = load_campaign(folder).appeals

    assert unit.msgid == "Thank you\n- for reading all of this,\n- and\n  1. for answering,\n  2. soon."
    assert [problem.message for problem in done.problems if problem.level == "error"] == []
    assert "closing/thanks" in done.written
    assert (
        "      es: |-\n        Gracias\n        - por leer,\n        - y\n          1. por contestar,\n"
        "          2. pronto.\n"
    ) in file.read_text(encoding="utf-8")
    assert appeal.letter.closing[0].words["es"] == LISTED_IN_SPANISH
    assert imported(folder, exported(folder)).written == ()


def test_list_that_lost_its_lines_is_refused(tmp_path):
    """What a translators' program has joined to one line is told, and the other units are written."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, THANKS, LISTED))
    path = filled(exported(folder), SPANISH | {"closing/thanks": " ".join(LISTED_IN_SPANISH.split())})
    done = imported(folder, path)

    told = "'closing/thanks': its lists have 0 items, those of the original 4"
    assert told in [one.message for one in done.problems if one.level == "error"]
    assert done.refused == 1
    assert "opening/concern" in done.written
