"""Audiences are the campaign's own: declared in the head of `recipients.yaml`, and known everywhere."""

import re

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.content.files.recipients import audiences_at_a_glance, load_recipients
from tests.support.sample_campaigns import APPEAL, HEAD, PROFILES, RECIPIENTS, edited, line_of, write_campaign

FIRST = "audiences: {mediator: M, third-state: T, depositary: D, detaining-power: P}"


def _said(folder, **texts):
    campaign = load_campaign(write_campaign(folder, **texts))
    return [(f"{one.location}".removeprefix(f"{folder}/"), one.message, one.hint) for one in campaign.problems]


def test_names_are_one_text_or_by_language(tmp_path):
    """An audience is named by one string, or by language."""
    head = "audiences: {mediator: {en: Mediators, de: Vermittelnde}, third-state: T, depositary: D, detaining-power: P}"
    campaign = load_campaign(write_campaign(tmp_path, recipients=RECIPIENTS.replace(HEAD, head)))

    assert campaign.problems == ()
    assert [*campaign.audiences] == ["mediator", "third-state", "depositary", "detaining-power"]
    assert campaign.audiences.names["mediator"].best("de") == "Vermittelnde"
    assert campaign.audiences.names["depositary"].best("de") == "D"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{audiences: [mediator], ", "{audiences: [medaitor], "),
        ("for: {audiences: [third-state]}", "withhold_from: [third-sate]"),
        ("citation_style: oscola", "withhold: [{words: X, from: [third-sate]}]"),
    ],
)
def test_typo_in_an_appeal_is_told_with_its_line(tmp_path, old, new):
    """A name that no head declares is an error with its line and the name that was meant; the appeal writes nothing."""
    appeal = edited(APPEAL, old, new)
    wrong = "medaitor" if "medaitor" in new else "third-sate"
    meant = {"medaitor": "mediator", "third-sate": "third-state"}[wrong]
    said = _said(tmp_path, appeal=appeal)

    place = f"appeals/visits/appeal.yaml:{line_of(appeal, wrong)}"
    assert said == [(place, f"there is no audience '{wrong}'", f"did you mean '{meant}'?")]
    assert load_campaign(tmp_path).appeals == ()


def test_typo_in_a_profile_spoils_that_profile_only(tmp_path):
    """A profile with an audience that nobody declares is left out with its line, and the others stay."""
    text = edited(RECIPIENTS, "[third-state, depositary]", "[third-state, depository]")
    place, message, hint = _said(tmp_path, recipients=text)[0]

    assert place == f"recipients.yaml:{line_of(text, 'depository')}"
    assert (message, hint) == ("there is no audience 'depository'", "did you mean 'depositary'?")
    assert [one.id for one in load_campaign(tmp_path).recipients] == ["mediator", "azerbaijani-minister"]


def test_own_audiences_replace_the_first_seven(tmp_path):
    """Where the head declares others, those of the first version are unknown; one that is near none says what to do."""
    text = RECIPIENTS.replace(HEAD, "audiences: {zoo: Zoos}")
    said = _said(tmp_path, recipients=text)

    assert said[0][1:] == (
        "there is no audience 'mediator'",
        "declare it at the head of recipients.yaml, as in 'audiences: {mediator: its name}'",
    )


def test_without_a_head_the_first_seven_stand_with_one_warning(tmp_path):
    """A campaign of the first version goes on, and is shown the line to write."""
    write_campaign(tmp_path, recipients=PROFILES)
    (warning,) = load_campaign(tmp_path).problems

    assert warning.level == "warning"
    assert warning.location.path == tmp_path / "recipients.yaml"
    head = warning.hint.partition("yourself: ")[2]
    write_campaign(tmp_path, recipients=f"{head}\n{PROFILES}")
    campaign = load_campaign(tmp_path)
    assert campaign.problems == ()
    assert [*campaign.audiences] == [
        "mediator", "un-body", "regional-body", "third-state", "legislature", "depositary", "detaining-power",
    ]  # fmt: skip


def test_a_campaign_without_audiences_needs_no_head(tmp_path):
    """Where nothing depends on audiences, profiles leave them out, and nobody is reminded of them."""
    recipients = re.sub(r"^    audiences: .*\n", "", PROFILES, flags=re.MULTILINE)
    appeal = re.sub(r"^      for: \{audiences.*\n", "", APPEAL, flags=re.MULTILINE)

    assert _said(tmp_path, recipients=recipients, appeal=appeal) == []
    assert [one.audiences for one in load_campaign(tmp_path).recipients] == [(), (), ()]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("audiences: {public: All}", "'public' stands for everybody, and cannot be an audience"),
        ("audiences: {City Council: All}", "'City Council' is not an id"),
        ("audiences: {council: }", "'council' is empty"),
        ("audiences: {council: 12}", "'council' must be text, but 12 is read as something else"),
        ("audiences: {council: {xx: Rat}}", "'xx' is not a language that letters can be written in"),
        ("audiences: [council, mayor]", "'audiences' must hold 'key: value' lines of its own"),
        ("audiences: council", "'audiences' must hold 'key: value' lines of its own"),
        ("audiences:", "'audiences' is empty"),
    ],
)
def test_a_head_that_cannot_be_read_is_the_only_problem(tmp_path, head, message):
    """A mistake in the head is told on its line, and not once more wherever an audience is named."""
    text = RECIPIENTS.replace(HEAD, head)
    (said,) = _said(tmp_path, recipients=text)

    assert said[:2] == (f"recipients.yaml:{text.count(chr(10), 0, text.rindex(head)) + 1}", message)


def test_only_the_main_file_declares(tmp_path):
    """A file that is included has no head of its own, and its profiles go by that of the main file."""
    write_campaign(tmp_path, recipients=f"include: [more.yaml]\n{HEAD}\n")
    (tmp_path / "more.yaml").write_text(f"audiences: {{zoo: Zoos}}\n{PROFILES}", encoding="utf-8")
    (problem,) = load_recipients(tmp_path / "recipients.yaml").problems

    assert str(problem.location) == f"{tmp_path / 'more.yaml'}:1"
    assert problem.message == "'audiences' cannot stand here"
    assert len(load_recipients(tmp_path / "recipients.yaml").entries) == 3


@pytest.mark.parametrize(
    "text",
    [
        f"audiences:\n  zoo: Zoos\n  # not this\n  bank: {{en: Banks}}\n{PROFILES}",
        f"{PROFILES}\naudiences: {{zoo: Zoos, bank: Banks}}\n",
        "\ufeff# x\n\n'audiences': {zoo: Zoos,\n  bank: Banks}\nrecipients: []\n",
        "{audiences: {zoo: Zoos, bank: Banks}, recipients: []}\n",
        f"audiences: {{\n  zoo: Zoos,\n  bank: Banks\n}}\n{PROFILES}",
        f"audiences:\r\n  zoo: Zoos\r\n\r\n  bank: Banks\r\n{PROFILES}",
    ],
)
def test_head_is_found_at_a_glance(tmp_path, text):
    """The head is found wherever it stands and on whatever system it was written, without reading the profiles."""
    path = tmp_path / "recipients.yaml"
    path.write_text(text, encoding="utf-8", newline="")

    assert [*audiences_at_a_glance(path)] == ["zoo", "bank"]
    assert [*load_recipients(path).audiences] == ["zoo", "bank"]


def test_commands_know_the_declared_audiences(tmp_path, monkeypatch):
    """`letters`, `recipients import` and the rules of a mapping take what the head declares, and tell what it lacks."""
    write_campaign(tmp_path, recipients=RECIPIENTS.replace(HEAD, FIRST.replace("{", "{zoo: Zoos, ")))
    (tmp_path / "list.csv").write_text(
        "name,office,organisation,street,city,country\nAnn Lee,Keeper,Zoo,1 Street,Bern,CH\n"
    )
    (tmp_path / "map.yaml").write_text("rules:\n  - {office: keeper, audiences: [zooo]}\n")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        result = CliRunner().invoke(main, words)
        return result.exit_code, result.output

    assert "there is no audience 'zooo'; did you mean 'zoo'?" in run("letters", "--audience", "zooo")[1]
    assert run("letters", "--audience", "zoo", "--format", "txt", "--date", "2025-06-24")[0] == 0
    assert "there is no audience 'council'" in run("recipients", "import", "list.csv", "--audience", "council")[1]
    code, output = run("recipients", "import", "list.csv", "--map", "map.yaml")
    assert (code, "map.yaml:2: there is no audience 'zooo'\n  hint: did you mean 'zoo'?" in output) == (1, True)
    assert run("recipients", "import", "list.csv", "--audience", "zoo")[0] == 0
    assert load_campaign(tmp_path).recipients[-1].audiences == ("zoo",)


def test_schema_is_that_of_the_campaign(tmp_path, monkeypatch):
    """`schema` lists the campaign's own audiences, so that editors offer them."""
    write_campaign(tmp_path, recipients="audiences: {zoo: Zoos}\nrecipients: []\n")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["schema", "appeal"]).output

    assert '"zoo"' in printed
    assert '"mediator"' not in printed


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mayor", "declare it at the head of recipients.yaml, as in 'audiences: {mayor: its name}'"),
        ("media", "declare it at the head of recipients.yaml, as in 'audiences: {media: its name}'"),
        ("head", "declare it at the head of recipients.yaml, as in 'audiences: {head: its name}'"),
        ("depository", "did you mean 'depositary'?"),
    ],
)
def test_hint_of_a_campaign_without_a_head(tmp_path, name, hint):
    """Somebody else's audience of the first version is offered only where it can be meant."""
    text = PROFILES.replace("[third-state, depositary]", f"[{name}]")

    assert ("there is no audience " + repr(name), hint) in [one[1:] for one in _said(tmp_path, recipients=text)]


@pytest.mark.parametrize("recipients", [PROFILES, RECIPIENTS])
def test_nobody_is_told_to_declare_public(tmp_path, recipients):
    """What stands for everybody cannot be declared, so that no hint proposes it."""
    text = edited(recipients, "[third-state, depositary]", "[public]")

    (told,) = [hint for _, message, hint in _said(tmp_path, recipients=text) if "'public'" in message]
    assert told == "leave it out: everybody is meant where no audience is named"
