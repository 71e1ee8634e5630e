"""A whole campaign: what is loaded, what is compared, and what one broken file does to the others."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.places import shipped_templates
from entreaty.problems import Concern, ContentError, Location
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, RECIPIENTS, SENDER, edited, line_of, write_campaign


def _told(problems) -> list[tuple[str, int, str]]:
    return [(problem.location.path.name, problem.location.line, problem.message) for problem in problems]


def test_campaign_is_loaded_whole(tmp_path):
    """Every file of a campaign is loaded, with the sender if there is one, and nothing is wrong with it."""
    campaign = load_campaign(write_campaign(tmp_path, sender=SENDER), tmp_path / "sender.yaml")

    assert campaign.problems == ()
    assert campaign.folder == tmp_path
    assert list(campaign.authorities) == ["gc3", "ap1", "visits-report"]
    assert [appeal.id for appeal in campaign.appeals] == ["visits"]
    assert [one.id for one in campaign.recipients] == ["mediator", "swiss-minister", "azerbaijani-minister"]
    assert campaign.sender is not None
    assert campaign.sender.name == "Anna Example"


def test_without_sender_letters_carry_blanks(tmp_path):
    """Nobody signs unless a sender is named, even where the folder has one."""
    assert load_campaign(write_campaign(tmp_path, sender=SENDER)).sender is None


def test_own_templates_come_before_the_shipped_ones(tmp_path):
    """A campaign uses its own letter templates where it has them, and else the shipped ones."""
    campaign = load_campaign(write_campaign(tmp_path))

    assert campaign.templates == shipped_templates()
    assert (shipped_templates() / "letter.html").is_file()
    (tmp_path / "letter_templates").mkdir()
    assert campaign.templates == tmp_path / "letter_templates"


def test_empty_folder_says_all_that_is_missing(tmp_path):
    """A folder that holds no campaign is told everything that it lacks at once."""
    campaign = load_campaign(tmp_path)

    assert [(problem.location, problem.message) for problem in campaign.problems] == [
        (Location(tmp_path / "appeals" / "authorities.yaml"), "the file is missing"),
        (Location(tmp_path / "recipients.yaml"), "the file is missing"),
        (Location(tmp_path / "appeals"), "there is no appeal here"),
    ]
    assert (campaign.authorities, campaign.appeals, campaign.recipients) == ({}, (), ())


def test_problems_of_every_file_are_gathered(tmp_path):
    """A mistake in one file does not hide those of another, and what can be used remains."""
    appeal = edited(APPEAL, "status: open", "status: opn")
    folder = write_campaign(
        tmp_path,
        authorities=edited(AUTHORITIES, "id: ap1", "id: AP 1"),
        recipients=edited(RECIPIENTS, "audiences: [mediator]", "audiences: [mediators]"),
        appeal=appeal,
    )

    campaign = load_campaign(folder)

    assert [name for name, _, _ in _told(campaign.problems)] == ["authorities.yaml", "recipients.yaml", "appeal.yaml"]
    assert list(campaign.authorities) == ["gc3", "visits-report"]
    assert [one.id for one in campaign.recipients] == ["swiss-minister", "azerbaijani-minister"]
    assert campaign.appeals == ()


def test_broken_appeal_leaves_the_others(tmp_path):
    """An appeal with problems is left out, and the other appeals are loaded."""
    folder = write_campaign(tmp_path)
    other = folder / "appeals" / "other" / "appeal.yaml"
    other.parent.mkdir()
    other.write_text("title: [x\nstatus: open\n", encoding="utf-8")

    campaign = load_campaign(folder)

    assert [appeal.id for appeal in campaign.appeals] == ["visits"]
    assert _told(campaign.problems) == [("appeal.yaml", 1, "this is not YAML: a bracket is opened here and not closed")]


def test_conditions_name_what_there_is(tmp_path):
    """A condition that names no recipient or no authority is a problem on its line, with the name that was meant."""
    appeal = edited(APPEAL, "bound_by: [ap1]", "bound_by: [ap1, ap2]")
    appeal = edited(appeal, "recipients: [mediator]", "recipients: [mediator, mediater]")

    campaign = load_campaign(write_campaign(tmp_path, appeal=appeal))

    assert _told(campaign.problems) == [
        ("appeal.yaml", line_of(appeal, "bound_by:"), "there is no authority 'ap2'"),
        ("appeal.yaml", line_of(appeal, "recipients: ["), "there is no recipient 'mediater'"),
    ]
    assert [problem.hint for problem in campaign.problems] == ["did you mean 'ap1'?", "did you mean 'mediator'?"]


def test_appeal_is_left_out_where_nobody_knows_whom_it_is_for(tmp_path):
    """An appeal whose conditions name law that cannot be used is left out; an unknown recipient does no such harm."""
    law = write_campaign(tmp_path / "law", appeal=edited(APPEAL, "bound_by: [ap1]", "bound_by: [ap2]"))
    whom = write_campaign(tmp_path / "whom", appeal=edited(APPEAL, "recipients: [mediator]", "recipients: [nobody]"))

    assert load_campaign(law).appeals == ()
    assert [appeal.id for appeal in load_campaign(whom).appeals] == ["visits"]


def test_entry_with_a_mistake_is_not_called_unknown(tmp_path):
    """A condition that names an entry whose own problems are told is not a problem as well."""
    folder = write_campaign(
        tmp_path,
        authorities=edited(AUTHORITIES, "title-short: AP I", "title-short: [AP I]"),
        recipients=edited(RECIPIENTS, "audiences: [mediator]", "audiences: [mediators]"),
    )

    campaign = load_campaign(folder)

    assert [name for name, _, _ in _told(campaign.problems)] == ["authorities.yaml", "recipients.yaml"]
    assert campaign.appeals == ()


def test_unreadable_file_makes_nothing_unknown(tmp_path):
    """Where a file cannot be read at all, conditions that name its entries are not problems as well."""
    folder = write_campaign(tmp_path, authorities="references: [x\ny: z\n", recipients="recipients: {}\n")

    campaign = load_campaign(folder)

    assert _told(campaign.problems) == [
        ("authorities.yaml", 1, "this is not YAML: a bracket is opened here and not closed"),
        ("recipients.yaml", 1, "'recipients' must be a list"),
    ]


def test_file_without_entries_makes_names_unknown(tmp_path):
    """Where a file is read and lists nothing, what conditions name is unknown."""
    campaign = load_campaign(write_campaign(tmp_path, authorities="references: []\n", recipients="recipients: []\n"))

    assert [message for _, _, message in _told(campaign.problems)] == [
        "there is no authority 'ap1'",
        "there is no recipient 'mediator'",
    ]


def test_sender_that_cannot_be_used_stops_everything(tmp_path):
    """A sender with problems is an error with those of all other files, in reading order; no blanks replace a name."""
    folder = write_campaign(
        tmp_path,
        appeal=edited(APPEAL, "status: open", "status: opn"),
        recipients=edited(RECIPIENTS, "audiences: [mediator]", "audiences: [mediators]"),
        sender=edited(SENDER, "country: DE", "country: XX"),
    )

    with pytest.raises(ContentError) as caught:
        load_campaign(folder, folder / "sender.yaml")

    assert [name for name, _, _ in _told(caught.value.problems)] == ["appeal.yaml", "recipients.yaml", "sender.yaml"]


def test_missing_sender_is_an_error(tmp_path):
    """A sender that was asked for and is not there is an error."""
    with pytest.raises(ContentError, match=r"nobody\.yaml: the file is missing"):
        load_campaign(write_campaign(tmp_path), tmp_path / "nobody.yaml")


def test_problems_of_an_authority_concern_the_letters_that_cite_it(tmp_path):
    """An entry with a problem is still named, and its problem concerns every letter that cites it."""
    folder = write_campaign(
        tmp_path,
        authorities=edited(AUTHORITIES, "title-short: AP I", "title-short: [AP I]"),
        recipients=edited(RECIPIENTS, "audiences: [mediator]", "audiences: [mediators]"),
    )

    campaign = load_campaign(folder)

    assert campaign.named == {"gc3", "ap1", "visits-report"}
    assert [problem.concerns for problem in campaign.problems] == [
        Concern("authority", "ap1"),
        Concern("recipient", "mediator"),
    ]


def test_problems_of_unreadable_authorities_concern_every_letter_that_cites(tmp_path):
    """Where the authorities cannot be read at all, nobody knows their names, and no letter that cites can be right."""
    campaign = load_campaign(write_campaign(tmp_path, authorities="references: [x\ny: z\n"))

    assert campaign.named is None
    assert [problem.concerns for problem in campaign.problems] == [Concern("authorities")]


def test_tables_of_districts_are_checked(tmp_path):
    """What is wrong with `districts.yaml`, and a table that is not there, are problems of the campaign."""
    folder = write_campaign(tmp_path)
    entry = "  - {file: districts/codes.csv, country: GB, kind: uk-commons, columns: {pcds: postcode, pcon: id}}\n"
    (folder / "districts.yaml").write_text(f"districts:\n{entry}", encoding="utf-8")
    without_table = load_campaign(folder)
    (folder / "districts.yaml").write_text(f"districts:\n{entry.replace('GB', 'UK')}", encoding="utf-8")
    wrong = load_campaign(folder)

    assert [one.file for one in without_table.districts] == ["districts/codes.csv"]
    assert "there is no file 'districts/codes.csv'" in [one.message for one in without_table.problems]
    assert wrong.districts == ()
    assert [one.location.line for one in wrong.problems if one.location.path.name == "districts.yaml"] == [2]
