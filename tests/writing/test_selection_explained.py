"""Why a recipient gets what it gets, and who is asked for what, as a person asks on the command line."""

from datetime import date
from functools import cache

import click
import pytest
from click.testing import CliRunner, Result

from entreaty.cli import main
from entreaty.cli.appeals.why import explained
from entreaty.content.campaign import Campaign, load_campaign
from entreaty.planning.explain import coverage_of, explain
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, write_campaign

DAYS = [date(2025, 6, 24), date(2025, 9, 3), date(2025, 12, 26), date(2026, 2, 5), date(2026, 11, 23)]


def _entreaty(*arguments: object, **options: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _why(folder, *arguments):
    return _entreaty("--campaign", folder, "why", *arguments)


@cache
def _shipped() -> Campaign:
    return load_campaign(ROOT)


def test_every_passage_is_reported(tmp_path):
    """`why` prints language, each passage with its rules, and what comes of it."""
    result = _why(write_campaign(tmp_path), "visits", "mediator", "--date", "2025-06-24")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "visits to mediator, dated 2025-06-24",
        "",
        "Language  en: the recipient's first language that the appeal has (recipient:",
        "          en, fr; appeal: en, fr)",
        "",
        "Opening  1 of 1 in",
        "  in   concern                    always",
        "",
        "Facts  1 of 2 in",
        "  in   visits-take-place          until 2025-09-03; letter of 2025-06-24",
        "  out  visits-have-ended          from 2025-09-03; letter of 2025-06-24",
        "",
        "Law  1 of 2 in",
        "  in   right-to-visit             always",
        "  out  protocol                   states CH; recipient acts for no state",
        "                                  bound_by ap1; recipient acts for no state",
        "",
        "Request  1 of 1 in",
        "  in   request                    always",
        "",
        "Demands  1 of 3 in",
        "  in   keep-visiting              audiences mediator; recipient is mediator",
        "                                  recipients mediator; recipient is mediator",
        "  out  speak                      audiences third-state; recipient is mediator",
        "  out  admit                      audiences detaining-power; recipient is",
        "                                  mediator",
        "",
        "Closing  1 of 1 in",
        "  in   thanks                     always",
        "",
        "A letter of 6 passages with 1 demand",
    ]


def test_treaties_and_withheld_passages_are_reported(tmp_path):
    """A state's treaties and the readers of a withheld passage are compared by name."""
    appeal = edited(
        APPEAL, "    - id: visits-take-place\n", "    - id: seen\n      withhold_from: [depositary, public]\n"
    )
    screen = _why(write_campaign(tmp_path, appeal=appeal), "visits", "swiss-minister", "--date", "2025-06-24").stdout

    assert "Language  fr: the recipient's first language that the appeal has" in screen
    assert (
        "  out  seen                       withhold_from depositary, public; recipient\n"
        "                                  is third-state, depositary\n"
    ) in screen
    assert (
        "  in   protocol                   states CH; recipient acts for CH\n"
        "                                  bound_by ap1; recipient acts for CH, bound by\n"
        "                                  ap1 on 2025-06-24\n"
    ) in screen


def test_long_names_have_a_line_of_their_own(tmp_path):
    """A passage with a long id is reported in two lines."""
    appeal = edited(APPEAL, "- id: concern", f"- id: {'long-' * 7}name")
    screen = _why(write_campaign(tmp_path, appeal=appeal), "visits", "mediator", "--date", "2025-06-24").stdout

    assert f"  in   {'long-' * 7}name\n                                  always\n" in screen


def test_colours_only_on_a_terminal(tmp_path):
    """In a pipe there is no colour; on a terminal what is in is green, and the rules stand out."""
    folder = write_campaign(tmp_path)
    arguments = ["--campaign", str(folder), "why", "visits", "mediator", "--date", "2025-06-24"]
    coloured = CliRunner().invoke(main, arguments, color=True).stdout

    assert "\x1b" not in CliRunner().invoke(main, arguments).stdout
    assert "\x1b[32m\x1b[1min \x1b[0m  concern" in coloured
    assert "\x1b[36muntil\x1b[0m 2025-09-03" in coloured
    assert click.unstyle(coloured) == CliRunner().invoke(main, arguments).stdout


@pytest.mark.parametrize(
    ("appeal", "arguments", "conclusion"),
    [
        (APPEAL, ["--language", "ru"], "No letter: the appeal is not written in 'ru'"),
        (
            edited(APPEAL, "audiences: [mediator], recipients: [mediator]", "audiences: [un-body]"),
            [],
            "No letter: no demand of the appeal is for this recipient",
        ),
        (
            edited(APPEAL, "status: open", "status: closed\nclosed_because: They are free."),
            [],
            "No letter: the appeal is closed: They are free.",
        ),
    ],
)
def test_no_letter_at_all(tmp_path, appeal, arguments, conclusion):
    """Where there is no letter, the last line says why."""
    result = _why(write_campaign(tmp_path, appeal=appeal), "visits", "mediator", "--date", "2025-06-24", *arguments)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == conclusion


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["visit", "mediator"], "there is no appeal 'visit'; did you mean 'visits'?"),
        (["visits", "meditator"], "there is no recipient 'meditator'; did you mean 'mediator'?"),
        (["visits", "xyz"], "there is no recipient 'xyz'"),
        (["visits", "mediator", "--language", "xx"], "there is no language 'xx'"),
        (["visits", "mediator", "--date", "today"], "'today' is not a date such as 2025-06-24"),
        (["visits"], "Missing argument 'RECIPIENT'"),
    ],
)
def test_unknown_names_are_usage_errors(tmp_path, arguments, message):
    """A name that stands for nothing is a usage error with the nearest name."""
    result = _why(write_campaign(tmp_path), *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_broken_appeal_shows_its_problems(tmp_path):
    """An appeal that cannot be used is not unknown: what is wrong with it is shown."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "status: open", "status: opn"))
    result = _why(folder, "visits", "mediator")

    assert result.exit_code == 1
    assert "'status' must be one of: open, closed, draft (got 'opn')" in result.stderr


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_passage_of_every_shipped_letter_is_explained(day):
    """For each appeal and recipient: each passage once, those in the letter as in, with a rule, within 80 columns."""
    campaign = _shipped()
    letters = {str(letter.id): letter for letter in plan_letters(campaign, Order(day=day)).letters}
    seen = 0

    assert letters
    for appeal in campaign.appeals:
        for recipient in campaign.recipients:
            explanation = explain(campaign, appeal.id, recipient.id, day)
            lines = [click.unstyle(line) for line in explained(explanation)]
            told = [line.split()[:2] for line in lines if line.startswith(("  in   ", "  out  "))]
            letter = letters.get(f"{appeal.id}/{recipient.id}")

            assert [name for _, name in told] == [passage.id for passage in appeal.letter.passages()]
            assert max(map(len, lines)) < 80
            assert (letter is None) == bool(explanation.obstacle)
            if letter:
                seen += 1
                assert [name for mark, name in told if mark == "in"] == list(letter.passages)
                assert explanation.language.language == letter.language
            for verdict in explanation.verdicts:
                for comparison in verdict.deciding:
                    assert comparison.holds is verdict.fits
                    assert comparison.wanted
                    assert comparison.found
    assert seen == len(letters)


def test_coverage_table(tmp_path):
    """`coverage` prints recipients and numbered demands, what the numbers mean, and what is missing."""
    appeal = edited(APPEAL, "    - id: speak\n", "    - id: speak\n      from: 2025-06-25\n")
    result = _entreaty(
        "--campaign", write_campaign(tmp_path, appeal=appeal), "coverage", "visits", "--date", "2025-06-24"
    )

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "visits: who is asked for what on 2025-06-24",
        "",
        "                                    1  2  3",
        "mediator                            x  .  .",
        "azerbaijani-minister                .  .  x",
        "",
        "  1  keep-visiting: keep visiting every prisoner of war;",
        "  2  speak: speak for the visits;",
        "  3  admit: admit the visits.",
        "",
        "Demands that nobody receives:",
        "  2 speak",
        "Recipients asked for nothing:",
        "  swiss-minister",
    ]


def test_coverage_table_fits_a_terminal():
    """However many demands there are, no line is wider than 80 characters, and each demand is there."""
    campaign = _shipped()
    result = _entreaty("--campaign", ROOT, "coverage", campaign.appeals[0].id, "--date", "2025-06-24")
    lines = result.stdout.splitlines()

    assert len(campaign.appeals[0].letter.demands) > 15
    assert max(map(len, lines)) < 80
    for place, demand in enumerate(campaign.appeals[0].letter.demands, start=1):
        assert any(line.startswith(f"{place:>3}  {demand.id}") for line in lines), demand.id


def test_coverage_files(tmp_path):
    """`--html` and `--csv` write files and print their names in place of the table."""
    folder = write_campaign(tmp_path)
    result = _entreaty(
        "--campaign", folder, "coverage", "visits", "--html", tmp_path / "a.html", "--csv", tmp_path / "a.csv"
    )

    assert result.stdout.splitlines() == [f"{tmp_path}/a.html", f"{tmp_path}/a.csv"]
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfrecipient,")


def test_coverage_of_an_unknown_appeal_is_a_usage_error(tmp_path):
    """`coverage` knows the nearest name as well."""
    result = _entreaty("--campaign", write_campaign(tmp_path), "coverage", "vists")

    assert result.exit_code == 2
    assert "there is no appeal 'vists'; did you mean 'visits'?" in result.stderr


def test_who_ended_is_asked_for_nothing(tmp_path):
    """`why` says until when a recipient was in office; the coverage leaves that recipient out from then on."""
    recipients = edited(RECIPIENTS, "    email: president@example.org\n", "    ended: 2025-06-01\n")
    campaign = load_campaign(write_campaign(tmp_path, recipients=recipients))
    before, after = date(2025, 5, 31), date(2025, 6, 1)

    assert explain(campaign, "visits", "mediator", after).obstacle == "in office until 2025-06-01"
    assert explain(campaign, "visits", "mediator", before).obstacle == ""
    assert "mediator" not in [one.id for one in coverage_of(campaign, "visits", after).recipients]
    assert "mediator" in [one.id for one in coverage_of(campaign, "visits", before).recipients]


def test_every_comparison_is_shown(tmp_path):
    """`why` shows what each key of `for` and `not` was compared with, and what depends on a sender nobody knows yet."""
    rules = (
        "for: {constituents: yes, political_parties: [greens], states: [CH]}\n"
        "      not: {tags: [retired], positions: [opposes], sender: {countries: [AT]}}"
    )
    recipients = edited(
        RECIPIENTS,
        "    state: CH\n",
        "    state: CH-BE\n    party: Greens\n    constituency: Berlin\n    tags: [north]\n",
    )
    appeal = edited(APPEAL, "for: {audiences: [third-state]}", rules)
    folder = write_campaign(tmp_path, appeal=appeal, recipients=recipients)
    asked = ("visits", "swiss-minister", "--date", "2025-06-24")
    depends = _why(folder, *asked).stdout
    table = _entreaty("--campaign", folder, "coverage", "visits", "--date", "2025-06-24").stdout
    (tmp_path / "me.yaml").write_text(SENDER, encoding="utf-8")
    known = _why(folder, *asked, "--sender", tmp_path / "me.yaml").stdout

    assert (
        "  out  speak                      constituents yes; depends on the sender:\n"
        "                                  nobody signs yet\n"
        "  out  admit"
    ) in depends
    assert (
        "  in   speak                      states CH; recipient acts for CH-BE\n"
        "                                  political_parties greens; recipient's party\n"
        "                                  is Greens\n"
        "                                  constituents yes; recipient represents the\n"
        "                                  sender\n"
        "                                  not tags retired; recipient's tags are north\n"
        "                                  not positions opposes; recipient's position\n"
        "                                  is undecided\n"
        "                                  not sender.countries AT; sender's country is\n"
        "                                  DE\n"
    ) in known
    assert "swiss-minister                      .  ?  .\n" in table
    assert "\n?  depends on the sender\n" in table
