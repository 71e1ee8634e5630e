"""How many letters of a campaign are alike: known before any is set, whichever of them are ordered."""

import json

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from tests.support.crowds import write_crowd
from tests.support.sample_campaigns import DAY


def _alike(folder, **order):
    plan = plan_letters(load_campaign(folder, None), Order(day=DAY, **order))
    return {letter.recipient: letter.alike for letter in plan.letters}


def test_a_letter_knows_how_many_recipients_get_one_like_it(tmp_path):
    """All recipients of the campaign count, whether or not they are ordered."""
    folder = write_crowd(tmp_path, 4)

    assert _alike(folder) == {f"mediator-{number:03}": 4 for number in range(4)}
    assert _alike(folder, recipients=("mediator-002",)) == {"mediator-002": 4}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 Example Way", "2 Example Way, Second Floor"),
        ("language: [en", "language: [fr"),
    ],
)
def test_another_layout_or_language_is_another_group(tmp_path, old, new):
    """Letters with another number of address lines, or in another language, are not alike."""
    folder = write_crowd(tmp_path, 4)
    file = folder / "recipients.yaml"
    head, mark, tail = file.read_text(encoding="utf-8").partition("id: mediator-002")
    assert old in tail
    file.write_text(head + mark + tail.replace(old, new, 1), encoding="utf-8")

    assert sorted(_alike(folder).values()) == [1, 3, 3, 3]


def test_few_alike_are_set_one_by_one_and_many_share_their_page(tmp_path):
    """Two letters are set each by itself, three share; the way is no reason to make a letter again."""
    typesetting = {}
    for count in (2, 3):
        folder = write_crowd(tmp_path / str(count), count)
        campaign, order = load_campaign(folder, None), Order(day=DAY, endings=("pdf",))
        plan = plan_letters(campaign, order)
        assert [outcome.state for outcome in write_letters(campaign, plan, order, folder / "letters")] == [
            "written"
        ] * count
        manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
        typesetting[count] = {letter["typesetting"] for letter in manifest["letters"]}
        profiles = folder / "recipients.yaml"
        first = profiles.read_text(encoding="utf-8").partition("  - id: mediator-001")[0]
        profiles.write_text(first, encoding="utf-8")
        alone = load_campaign(folder, None)
        (again,) = write_letters(alone, plan_letters(alone, order), order, folder / "letters")
        assert again.state == "unchanged"

    assert typesetting == {2: {"ordinary: few letters are like it"}, 3: {"shared"}}
