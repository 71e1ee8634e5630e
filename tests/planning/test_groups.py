"""Which letters are set once for their group: the campaign decides, whatever is ordered."""

from dataclasses import replace
from pathlib import Path

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.letter import RECIPIENT_SLOTS
from tests.support.sample_campaigns import APPEAL, DAY, edited, write_campaign

pytestmark = pytest.mark.no_cover

APPEAL_TO_MEDIATORS = edited(
    APPEAL, "for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}"
)
ORDER = Order(day=DAY, endings=("pdf",))


def _profile(name: str, lines: str = "1 Example Way, 1202 Geneva", **fields: str) -> str:
    """Return a mediator of that id and address, with other fields in place of some."""
    values = {
        "office": "{en: President, fr: Présidence}",
        "organisation": "{en: Example Committee, fr: Comité exemplaire}",
        "form_of_address": "icrc-president",
        "language": "[en, fr]",
        "audiences": "[mediator]",
        "address": f"{{lines: [{lines}], country: CH}}",
        "verified": '{on: 2025-06-01, status: official, source: "https://example.org/contact", courtesies: yes}',
        **fields,
    }
    return f"  - id: {name}\n" + "".join(f"    {key}: {value}\n" for key, value in values.items())


def _campaign(folder: Path, *profiles: str) -> Path:
    return write_campaign(folder, appeal=APPEAL_TO_MEDIATORS, recipients="recipients:\n" + "\n".join(profiles))


def _slotted(folder: Path, order: Order = ORDER) -> dict[str, bool]:
    """Return of each letter of the order, by its recipient, whether it is set once for its group."""
    letters = plan_letters(load_campaign(folder), order).letters
    assert {letter.slots for letter in letters} <= {(), RECIPIENT_SLOTS}
    return {letter.recipient: bool(letter.slots) for letter in letters}


def test_a_group_of_three_is_set_once_and_one_of_two_is_not(tmp_path):
    """From three letters on, setting the page of a group and filling it in takes less than setting each letter."""
    assert _slotted(_campaign(tmp_path / "two", _profile("a"), _profile("b"))) == {"a": False, "b": False}
    three = _slotted(_campaign(tmp_path / "three", _profile("a"), _profile("b"), _profile("c")))
    assert three == {"a": True, "b": True, "c": True}


@pytest.mark.parametrize(
    "order",
    [replace(ORDER, recipients=("b",)), replace(ORDER, recipients=("b", "d")), replace(ORDER, country="CH")],
)
def test_the_order_does_not_decide_how_a_letter_is_set(tmp_path, order):
    """A letter of a large group is set with its group even if it is the only one that is wanted."""
    folder = _campaign(tmp_path, *map(_profile, "abc"), _profile("d", language="fr"))

    assert _slotted(folder, order) == {name: name != "d" for name in order.recipients or "abcd"}


@pytest.mark.parametrize(
    "other",
    [
        _profile("c", lines="Room 1, 1 Example Way, 1202 Geneva"),
        _profile("c", lines="The Secretariat of the Example Committee in Geneva, 1202 Geneva"),
        _profile("c", language="fr"),
        _profile("c", email="c@example.org"),
        _profile("c", contact_form='"https://example.org/c"'),
        _profile("c", organisation="{en: Another Committee, fr: Un autre comité}"),
        _profile("c", form_of_address="permanent-representative"),
        _profile("c", ended="2025-06-24"),
        _profile("c", audiences="[detaining-power]"),
    ],
    ids=["lines", "long line", "language", "email", "form", "placeholder", "closing", "ended", "passages"],
)
def test_who_gets_another_letter_is_not_of_the_group(tmp_path, other):
    """Two letters and one whose body, closing, lines or ways of contact differ are no group of three."""
    assert not any(_slotted(_campaign(tmp_path, _profile("a"), _profile("b"), other)).values())


def test_a_recipient_whose_letter_fails_counts_in_every_order(tmp_path):
    """A letter without courtesies is none; it makes no group large, whether it is ordered or not."""
    folder = _campaign(tmp_path, _profile("a"), _profile("b"), _profile("c", form_of_address="nobody"))

    assert _slotted(folder) == {"a": False, "b": False}
    assert _slotted(folder, replace(ORDER, recipients=("a",))) == {"a": False}


def test_a_letter_has_the_same_bytes_in_every_order(tmp_path):
    """Alone or with all others, in a folder of its own each, a letter of a large group is made in the same way."""
    campaign = load_campaign(_campaign(tmp_path / "campaign", *map(_profile, "abc")))
    for order, folder in ((ORDER, tmp_path / "all"), (replace(ORDER, recipients=("b",)), tmp_path / "one")):
        (*_, made) = write_letters(campaign, plan_letters(campaign, order), order, folder)
        assert made.entry.typesetting == "shared"

    assert (tmp_path / "all/visits/b.pdf").read_bytes() == (tmp_path / "one/visits/b.pdf").read_bytes()


def test_a_letter_stays_when_its_group_becomes_large(tmp_path):
    """A letter that was set by itself is not made again because others are like it now, and the other way round."""

    def states(*names: str) -> dict[str, str]:
        campaign = load_campaign(_campaign(tmp_path / "campaign", *map(_profile, names)))
        made = write_letters(campaign, plan_letters(campaign, ORDER), ORDER, tmp_path / "letters")
        return {str(outcome.letter): f"{outcome.state} {outcome.entry.typesetting}" for outcome in made}

    alone = "ordinary: its group is small"
    assert states("a") == {"visits/a": f"written {alone}"}
    assert states("a", "b", "c") == {
        "visits/a": f"unchanged {alone}",
        "visits/b": "written shared",
        "visits/c": "written shared",
    }
    assert states("a", "b") == {"visits/a": f"unchanged {alone}", "visits/b": "unchanged shared"}
