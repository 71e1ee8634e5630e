"""What should be looked at in recipients."""

from datetime import date

from entreaty.importing.upkeep.review import check_recipients
from tests.support.sample_content import make_recipient

DAY = date(2025, 6, 24)


def _told(*recipients, days=365):
    return [problem.message for problem in check_recipients(recipients, DAY, days)]


def test_sound_profile_has_nothing():
    """An address that is complete, recent and reachable is no problem."""
    assert _told(make_recipient()) == []


def test_doubts_are_told():
    """Nothing that reaches, old verifications, doubtful mailboxes and missing codes are warnings with a hint."""
    old = {"on": date(2024, 6, 23), "status": "official", "source": "x"}
    nowhere = make_recipient(id="nowhere", office="Clerk", address={"country": "CH"})
    doubtful = make_recipient(
        id="doubtful",
        office="Usher",
        email="a@mailinator.com",
        verified=old,
        address={"lines": ["Geneva"], "country": "CH"},
    )

    assert _told(nowhere, doubtful) == [
        "'doubtful' was verified 366 days ago, on 2024-06-23",
        "no line of the address of 'doubtful' has a postal code as CH has them",
        "nothing reaches 'nowhere': there is no address of any kind",
        "the e-mail address of 'doubtful' is doubtful: 'mailinator.com' gives away mailboxes that last for minutes",
    ]
    assert _told(doubtful, days=366)[0] != "'doubtful' was verified 366 days ago, on 2024-06-23"
    assert all(one.level == "warning" and one.hint for one in check_recipients([nowhere, doubtful], DAY, 365))


def test_duplicates_are_told_with_the_place_of_the_other():
    """Two profiles of one office are told, unless one of them has ended."""
    one, other = make_recipient(id="one"), make_recipient(id="other")

    assert _told(one, other) == ["'other' may be the same as 'one' (.): office and organisation"]
    assert _told(one, other.model_copy(update={"ended": DAY})) == []
