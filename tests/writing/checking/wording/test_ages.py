"""The age of facts, and sources later than the letter."""

from datetime import date

import pytest

from tests.support.sample_content import make_source
from tests.support.sample_wording import reader, told

COUNTED = "Buses were late.[@source]"


def _source(issued, *unverified):
    return make_source("news", issued=issued, custom={"verified": "third-party", "unverified": list(unverified)})


@pytest.mark.parametrize(
    ("issued", "days"),
    [("2025-11-01", 181), ("2025-10", 212), ("2024", 851)],
)
def test_old_facts_are_told_with_their_age(issued, days):
    """A month or a year counts as its first day, for nobody knows more of it."""
    assert told("en", authorities=[_source(issued)], facts=[COUNTED]) == [
        f"on 2026-05-01, the newest source of the facts is {days} days old or older: 'source' in the letter to 'reader'"
    ]


@pytest.mark.parametrize(("issued", "stale_after"), [("2025-11-02", 180), ("2024", 851), ("2025-11", 181)])
def test_facts_may_be_as_old_as_the_appeal_says(issued, stale_after):
    """The last day counts in."""
    assert told("en", authorities=[_source(issued)], facts=[COUNTED], stale_after=stale_after) == []


def test_the_newest_source_counts_and_only_that_of_facts():
    """An old law and an old source beside a new one are no old facts; letters without facts have none."""
    old, new = _source("2001-01-01"), make_source("news", id="new", issued="2026-04-30")

    assert told("en", authorities=[old, new], facts=["Late.[@source; @new]"]) == []
    assert told("en", authorities=[old], law=[COUNTED]) == []
    assert told("en") == []


def test_a_later_source_hides_no_old_ones():
    """A source of next week is told for its date, and makes the facts no newer."""
    sources = [_source("2025-01-01"), make_source("news", id="next", issued="2026-05-08")]

    assert told("en", authorities=sources, facts=[COUNTED, "So.[@next]"]) == [
        "on 2026-05-01, the newest source of the facts is 485 days old or older: 'source' in the letter to 'reader'",
        "'next' is dated 2026-05-08, after the letters of 2026-05-01 in which 'facts-2' cites it",
    ]


def test_all_old_letters_are_one_line():
    """Two letters that rest on the same old source are told once."""
    recipients = [reader(id="north"), reader(id="south")]

    assert told("en", recipients, [_source("2025-01-01")], facts=[COUNTED]) == [
        (
            "on 2026-05-01, the newest source of the facts is 485 days old or older: 'source' in the letter to 'north' "
            "(and to 1 more)"
        )
    ]


@pytest.mark.parametrize(
    ("issued", "unverified", "message"),
    [
        ("2026-05-02", [], "'source' is dated 2026-05-02, after the letters of 2026-05-01 in which 'facts-1' cites it"),
        ("2026-06", [], "'source' is dated 2026-06, after the letters of 2026-05-01 in which 'facts-1' cites it"),
        (
            "2026-05",
            ["issued"],
            (
                "'source' is dated 2026-05, which is unverified: it may be later than the letters of 2026-05-01 in "
                "which 'facts-1' cites it"
            ),
        ),
        ("2026-05", [], None),
        ("2026-05-01", ["issued"], None),
        ("2026", [], None),
    ],
)
def test_a_source_is_not_later_than_its_letter(issued, unverified, message):
    """What is surely later is told, and what may be if its date is unverified."""
    messages = told("en", authorities=[_source(issued, *unverified)], facts=[COUNTED])

    assert messages == ([message] if message else [])


def test_passages_of_other_dates_do_not_count():
    """A letter of the day before a passage begins does not cite its source."""
    facts = [{"en": COUNTED, "from": date(2026, 6, 1)}, {"en": "Ask.", "until": date(2026, 6, 1)}]

    assert told("en", authorities=[_source("2026-06-01")], facts=facts) == []
    assert told("en", authorities=[_source("2026-06-01")], facts=facts, day=date(2026, 6, 1)) == []
