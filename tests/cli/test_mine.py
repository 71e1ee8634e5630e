"""`letters --mine` and what else asks whom the sender is represented by, as a person types it."""

from datetime import date

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.delivery.mailing import load_mailing
from entreaty.planning.order import Order
from entreaty.web.preview import Preview
from entreaty.web.selection import Choice
from tests.support.sample_campaigns import write_campaign
from tests.support.sample_districts import NAMES, NAMES_ENTRY, ONSPD, ONSPD_ENTRY, add_table, name_tables

_MEMBER = """\
  - id: {id}
    office: {{en: Member of Parliament}}
    name: {{given: Ann, family: {family}}}
    form_of_address: member-of-parliament
    language: en
    state: GB
    {seat}
    address: {{lines: [1 Way, London SW1A 0AA], country: GB}}
    verified: {{on: 2025-06-01, status: official, source: "https://example.org", courtesies: yes}}
"""
_RECIPIENTS = "audiences: {third-state: T}\nrecipients:\n" + "".join(
    _MEMBER.format(id=name, family=name.title(), seat=seat)
    for name, seat in (
        ("alder", "constituency: Alder & Birch"),
        ("cedar", "represents: [{kind: uk-commons, id: E14009002}]"),
    )
)
_SENDER = "name: Anna Example\naddress: [4 Example Road, London]\ncountry: GB\n"
_APPEAL = """\
title: Buses
subject: Cleaner buses
status: open
review_by: 2026-12-31
letter:
  opening:
    - {id: own, for: {constituents: yes}, en: "As your constituent, I write to you."}
    - {id: others, for: {constituents: no}, en: I write to you.}
    - {id: all, en: Buses are loud.}
  facts: [{id: fact, en: "There are buses.[@visits-report]"}]
  request: [{id: request, en: I ask you to}]
  demands: [{id: demand, en: buy quiet buses.}]
  closing: [{id: thanks, en: Thank you for your attention.}]
"""


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """Return a campaign to two members, with the tables of their constituencies, in the working directory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_campaign(tmp_path / "campaign", recipients=_RECIPIENTS, appeal=_APPEAL)
    (folder / "districts").mkdir()
    add_table(folder, "codes.csv", ONSPD)
    add_table(folder, "names.csv", NAMES)
    name_tables(folder, ONSPD_ENTRY, NAMES_ENTRY)
    monkeypatch.chdir(folder)
    return folder


def _signed(campaign, more):
    (campaign / "sender.yaml").write_text(_SENDER + more, encoding="utf-8")


def _ran(*words):
    result = CliRunner().invoke(main, words)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def _letters(*words):
    return _ran("letters", *words, "--format", "txt", "--date", "2025-06-24")


def _written(campaign):
    return {path.stem: path.read_text(encoding="utf-8") for path in (campaign / "letters").glob("visits/*.txt")}


def test_letters_go_to_the_own_representatives(campaign):
    """The postcode says to whom, and the letter speaks as a constituent's."""
    _signed(campaign, "postcode: sw1a0aa\n")
    code, output = _letters("--mine")

    assert (code, "hint" in output) == (0, False)
    letters = _written(campaign)
    assert [*letters] == ["alder"]
    assert "As your constituent" in letters["alder"]


def test_conditions_lists_and_answers_agree(campaign):
    """Passages, `why`, `check` and both `--where` say the same as `--mine`, and `why` names the row."""
    _signed(campaign, "postcode: E1 6AN\n")

    assert _letters()[0] == 0
    letters = _written(campaign)
    assert {name: "As your constituent" in text for name, text in letters.items()} == {"alder": False, "cedar": True}
    assert _ran("recipients", "list", "--where", "constituents=yes")[1].split()[0] == "cedar"
    assert "0 letters written, 1 unchanged" in _letters("--where", "constituents=yes")[1]
    told = " ".join(_ran("why", "visits", "cedar", "--date", "2025-06-24")[1].split())
    assert "constituents yes; recipient represents the sender: St. Cedar (E14009002), districts/codes.csv:4" in told
    told = " ".join(_ran("why", "visits", "alder", "--date", "2025-06-24")[1].split())
    assert "constituents no; recipient represents others: Alder and Birch (E14009001)" in told
    assert "constituen" not in _ran("check", "--date", "2025-06-24")[1]


def test_changed_table_is_seen(campaign):
    """A run over the same files writes nothing; one over a table that says otherwise writes to somebody else."""
    _signed(campaign, "postcode: SW1A 0AA\n")
    _letters("--mine")
    assert "0 letters written, 1 unchanged" in _letters("--mine")[1]

    add_table(campaign, "codes.csv", ONSPD.replace('"E14009001"', '"E14009002"'))
    assert "1 letter written" in _letters("--mine")[1]


@pytest.mark.parametrize(
    ("sender", "message"),
    [
        (None, "sender.yaml: error: nobody signs, so that nobody knows who represents the sender"),
        ("", "sender.yaml:1: error: the sender has neither 'postcode' nor 'constituency'"),
        ("postcode: SW1A 9ZZ\n", "sender.yaml:4: error: no table of GB that holds on 2025-06-24 has the postal code"),
        ("postcode: '10969'\n", "sender.yaml:4: '10969' is no postal code as GB has them, such as EC1Y 8SY"),
    ],
)
def test_what_cannot_be_known_is_an_error(campaign, sender, message):
    """Without what says who represents the sender, no letter is written, and the line and the remedy are told."""
    if sender is not None:
        _signed(campaign, sender)
    code, output = _letters("--mine")

    assert (code, _written(campaign)) == (1, {})
    assert message in output
    assert "hint: " in output


def test_border_code_is_answered_by_the_constituency(campaign):
    """A code in two constituencies names both, and one line in the sender's file decides."""
    add_table(campaign, "codes.csv", 'pcds,pcon\nSW1A 0AA,E14009001\n"SW1A 0AA",E14009002\n')
    _signed(campaign, "postcode: SW1A 0AA\n")
    code, output = _letters("--mine")

    assert (code, _written(campaign)) == (1, {})
    assert "sender.yaml:4: error: the postcode SW1A 0AA lies in 2 districts of uk-commons" in output
    assert "'constituency: Alder and Birch' or 'constituency: St. Cedar'" in output
    _signed(campaign, "postcode: SW1A 0AA\nconstituency: St Cedar\n")
    assert (_letters("--mine")[0], [*_written(campaign)]) == (0, ["cedar"])


def test_question_is_a_warning_where_not_only_mine_are_asked_for(campaign):
    """Letters to everybody are written, none of which says what nobody knows."""
    add_table(campaign, "codes.csv", "pcds,pcon\nSW1A 0AA,E14009001\nSW1A 0AA,E14009002\n")
    _signed(campaign, "postcode: SW1A 0AA\n")

    assert _letters()[0] == 0
    assert "lies in 2 districts" in _ran("check", "--date", "2025-06-24")[1]
    assert not any("constituent" in text for text in _written(campaign).values())


def test_district_without_a_profile_is_told(campaign):
    """Nobody to write to is no error of the sender's: the district is named."""
    (campaign / "recipients.yaml").write_text(_RECIPIENTS.partition("  - id: cedar")[0], encoding="utf-8")
    _signed(campaign, "postcode: E1 6AN\n")
    code, output = _letters("--mine")

    assert (code, _written(campaign)) == (0, {})
    assert "codes.csv:4: warning: no profile represents St. Cedar (E14009002)" in output
    assert _letters("--mine") == (code, output)
    assert _letters("--mine", "--strict")[0] == 1


def test_without_tables_names_of_constituencies_decide(campaign):
    """A campaign without tables compares `constituency`, and says what a postcode alone lacks."""
    (campaign / "districts.yaml").unlink()
    _signed(campaign, "postcode: SW1A 0AA\n")
    code, output = _letters("--mine")

    assert (code, _written(campaign)) == (1, {})
    assert "sender.yaml:4: error: no table says in which district SW1A 0AA lies" in output
    _signed(campaign, "postcode: SW1A 0AA\nconstituency: Alder & Birhc\n")
    code, output = _letters("--mine")
    assert code == 0
    assert "sender.yaml:5: warning: no recipient represents 'Alder & Birhc'" in output
    assert "did you mean 'Alder & Birch'?" in output
    _signed(campaign, "constituency: alder & birch\n")
    assert (_letters("--mine")[0], [*_written(campaign)]) == (0, ["alder"])


def test_broken_table_is_told_once(campaign):
    """What is wrong with a table is all that is said of it, and nobody is written to by a guess."""
    _signed(campaign, "postcode: SW1A 0AA\n")
    (campaign / "districts" / "codes.csv").write_text("", encoding="utf-8")
    code, output = _letters("--mine")
    assert (code, output.count("error: ")) == (1, 1)

    (campaign / "districts" / "codes.csv").unlink()
    code, output = _letters("--mine")
    assert (code, output.count("error: "), _written(campaign)) == (1, 1, {})
    assert "districts.yaml:2: error: there is no file 'districts/codes.csv'" in output


def test_preview_shows_the_passages_of_constituents(campaign, tmp_path):
    """The page says what the letter says, and is made again when a table changes."""
    _signed(campaign, "postcode: SW1A 0AA\n")
    preview = Preview(campaign, date(2025, 6, 24), cache=tmp_path / "cache" / "entreaty")

    assert "As your constituent" in preview.letter(Choice(to="alder"))
    add_table(campaign, "codes.csv", ONSPD.replace('"E14009001"', '"E14009002"'))
    assert "As your constituent" not in preview.letter(Choice(to="alder"))


def test_own_letters_of_a_folder_are_sent(campaign):
    """What is sent is compared with what would be written today, by the same tables."""
    _signed(campaign, "postcode: SW1A 0AA\nemail: anna@example.org\n")
    (campaign / "recipients.yaml").write_text(
        _RECIPIENTS.replace("    address:", "    email: member@example.org\n    address:"), encoding="utf-8"
    )
    (campaign / "delivery.yaml").write_text("smtp: {host: smtp.example.org, security: tls}\n", encoding="utf-8")
    _ran("letters", "--mine", "--format", "eml", "--date", "2025-06-24")
    mailing = load_mailing(
        campaign,
        campaign / "sender.yaml",
        campaign / "letters",
        Order(day=date(2025, 6, 24), cache=campaign.parent / "cache" / "entreaty"),
    )

    assert ([one.letter.recipient for one in mailing.letters.ready], mailing.letters.left_out) == (["alder"], ())
