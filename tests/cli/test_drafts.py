"""Drafts: written when they are asked for, marked on each page, and never sent, pushed, packed or listed."""

import json
import re

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.content.scaffold import new_campaign
from entreaty.planning.plan import check
from tests.support.pdfs import texts as page_texts
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, DAY, RECIPIENTS, SENDER, edited, line_of, write_campaign

DRAFT = edited(APPEAL, "status: open", "status: draft")


def _run(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _written(folder):
    return sorted(path.stem for path in (folder / "letters").glob("*/*.txt"))


def _beside(folder, name, text):
    path = folder / "appeals" / name / "appeal.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def test_a_draft_alone_is_told_where_it_says_so(tmp_path):
    """Where nothing else is open, `letters` writes nothing, names the line of the status, and exits with 1."""
    folder = write_campaign(tmp_path, appeal=DRAFT)

    result = _run(folder, "letters", "--format", "txt")

    assert (result.exit_code, _written(folder)) == (1, [])
    assert (
        f"{folder}/appeals/visits/appeal.yaml:3: error: the appeal 'visits' is a draft, and no other" in result.stderr
    )
    assert "--drafts" in result.stderr


@pytest.mark.no_cover
@pytest.mark.parametrize("asked", [["visits"], ["--drafts"]])
def test_drafts_are_written_when_they_are_asked_for(tmp_path, asked):
    """Named, or with --drafts, they are written; the mark before the subject is in the letter's language."""
    folder = write_campaign(tmp_path, appeal=DRAFT)

    result = _run(folder, "letters", "--date", "2025-06-24", "--format", "txt", *asked)

    texts = {name: (folder / "letters/visits" / f"{name}.txt").read_text(encoding="utf-8") for name in _written(folder)}
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\nSubject: [DRAFT] Visits to prisoners of war\n" in texts["mediator"]
    assert "\nObjet\u00a0: [PROJET] Visites aux prisonniers de guerre\n" in texts["swiss-minister"]


def test_drafts_beside_open_appeals_are_named_and_left_out(tmp_path):
    """`letters` writes those of open appeals, and says of which the drafts are left out, again and again."""
    folder = write_campaign(tmp_path)
    _beside(folder, "later", DRAFT)

    for _ in range(2):
        result = _run(folder, "letters", "--date", "2025-06-24", "--format", "txt")
        assert (result.exit_code, len(_written(folder))) == (0, 3)
        assert "drafts of 'later' are left out: name the appeal, or say --drafts\n" in result.stderr


@pytest.mark.no_cover
def test_each_page_of_a_draft_bears_the_mark(tmp_path):
    """The PDF has the mark at the foot of each page, also with templates of one's own that know nothing of it."""
    many = "".join(
        f"    - id: more-{number}\n      en: {'This is long. ' * 40}\n      fr: {'Ceci est long. ' * 40}\n"
        for number in range(9)
    )
    folder = write_campaign(tmp_path, appeal=edited(DRAFT, "  request:\n", f"{many}  request:\n"))

    _run(folder, "letters", "visits", "--date", "2025-06-24", "--format", "pdf")

    for name, mark in (("mediator", "DRAFT"), ("swiss-minister", "PROJET")):
        pages = page_texts((folder / "letters" / "visits" / f"{name}.pdf").read_bytes())
        assert len(pages) > 1
        assert [page.split()[-1] for page in pages] == [mark] * len(pages)


def test_drafts_are_not_sent_pushed_packed_or_listed(tmp_path):
    """`send` and `drafts push` name them with the reason, the packet lists them, the outreach page has none."""
    folder = write_campaign(tmp_path, appeal=DRAFT, sender=SENDER)
    _run(folder, "letters", "visits", "--packet", "--outreach-page")
    server = ("--host", "127.0.0.1", "--port", "9", "--security", "none")

    sending, pushing = _run(folder, "send", *server), _run(folder, "drafts", "push", *server)

    reason = "visits/mediator: the appeal 'visits' is a draft"
    assert reason in sending.output
    assert "0 letters would be sent" in sending.output
    assert reason in pushing.output
    packet = folder / "letters" / "packet"
    assert not (packet / "packet.pdf").exists()
    assert (packet / "tick-list.csv").read_text(encoding="utf-8").count("it is a draft") == 3
    assert "mediator" not in (folder / "letters" / "outreach.html").read_text(encoding="utf-8")


def test_letters_with_a_machines_words_are_drafts(tmp_path):
    """They are left out with the reason until the appeal is named; then they bear the mark. Others are letters."""
    folder = write_campaign(tmp_path)
    records = "fr:\n  closing/thanks: {of: '000000', state: machine, day: 2025-06-20}\n"
    (folder / "appeals" / "visits" / "translations.yaml").write_text(records, encoding="utf-8")

    usual = _run(folder, "letters", "--date", "2025-06-24", "--format", "txt")
    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    without = _written(folder)
    _run(folder, "letters", "visits", "--date", "2025-06-24", "--format", "txt")

    assert without == ["azerbaijani-minister", "mediator"]
    assert "0 recipients not asked for anything" in usual.stdout
    assert "drafts of 'visits' are left out" in usual.stderr
    assert "a machine has translated 'closing/thanks' in it" in json.dumps(manifest)
    texts = {name: (folder / f"letters/visits/{name}.txt").read_text(encoding="utf-8") for name in _written(folder)}
    marked = {name: "[PROJET]" in text or "[DRAFT]" in text for name, text in texts.items()}
    assert marked == {"azerbaijani-minister": False, "mediator": False, "swiss-minister": True}


def test_words_of_the_skeleton_are_errors_once_the_appeal_is_open(tmp_path):
    """A new campaign has no errors; when its appeal is opened as it is, each place of the skeleton is one."""
    new_campaign(tmp_path / "campaign", DAY)
    path = tmp_path / "campaign" / "appeals" / "first-appeal" / "appeal.yaml"
    skeleton = path.read_text(encoding="utf-8")
    before = [problem for problem in check(load_campaign(tmp_path / "campaign"), DAY) if problem.level == "error"]

    path.write_text(edited(skeleton, "status: draft", "status: open"), encoding="utf-8")

    errors = [problem for problem in check(load_campaign(tmp_path / "campaign"), DAY) if problem.level == "error"]
    assert before == []
    assert [(one.location.path.name, one.location.line, one.message) for one in errors] == [
        ("appeal.yaml", line_of(skeleton, "subject: "), "'A request (replace this line)' is what the skeleton says"),
        (
            "appeal.yaml",
            line_of(skeleton, "I write to you"),
            "'I write to you about a matter of concern (replace this line).' is what the skeleton says",
        ),
        (
            "appeal.yaml",
            line_of(skeleton, "Look into"),
            "'Look into the matter (replace this line).' is what the skeleton says",
        ),
        ("recipients.yaml", 11, "'Example Organisation (replace this entry)' is what the skeleton says"),
        (
            "recipients.yaml",
            16,
            "'Street and number, as the official source prints them' is what the skeleton says",
        ),
        ("recipients.yaml", 18, "'the page where the address was seen' is what the skeleton says"),
    ]


@pytest.mark.parametrize("subject", ["A request", "Request", "The matter of buses"])
def test_plain_subject_is_nobodys_placeholder(tmp_path, subject):
    """A subject that somebody may mean is taken as it is, however little it says."""
    folder = write_campaign(tmp_path)
    path = folder / "appeals" / "visits" / "appeal.yaml"
    text = re.sub(r"^subject: .*", f"subject: {{en: {subject}}}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")

    errors = [problem.message for problem in check(load_campaign(folder), DAY) if problem.level == "error"]

    assert errors == []


PAGE, SEEN = '"https://example.org/contact"', "the page where the address was seen"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "authorities",
            edited(AUTHORITIES, "title: Report on visits", "title: The title of the report, as its first page has it"),
            line_of(AUTHORITIES, "title: Report on visits"),
        ),
        (
            "recipients",
            edited(
                RECIPIENTS,
                "{en: Example Committee, fr: Comité exemplaire}",
                "Example Organisation (replace this entry)",
            ),
            4,
        ),
        ("recipients", edited(RECIPIENTS, "1202 Geneva", "City"), 9),
        ("recipients", edited(RECIPIENTS, f"official, source: {PAGE}", f"official, source: {SEEN}"), 12),
        (
            "authorities",
            edited(AUTHORITIES, "{literal: Example Organisation}", "{literal: The organisation that published it}"),
            line_of(AUTHORITIES, "author: "),
        ),
        (
            "appeal",
            edited(
                APPEAL,
                "Visits have taken place.[@visits",
                "It was reported\n        that something happened (replace this line).[@visits",
            ),
            line_of(APPEAL, "Visits have taken place."),
        ),
    ],
)
def test_words_of_the_skeleton_are_told_on_their_line(tmp_path, name, text, line):
    """Those of a recipient and of a cited source are told as the appeal's are, however YAML breaks the lines."""
    folder = write_campaign(tmp_path, **{name: text})

    problems = check(load_campaign(folder), DAY)

    (error,) = [problem for problem in problems if problem.level == "error"]
    assert (error.location.line, error.message.endswith("is what the skeleton says")) == (line, True)
