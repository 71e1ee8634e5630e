"""New profiles beside old ones: whose value counts, who is new, who ended, and who is somebody else."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.importing.merging.merge import Present, merge
from entreaty.importing.profiles.profile import ImportSettings, Profile
from entreaty.importing.reading import LeftOut, PartialProfile, Place, RecipientSource

DAY = date(2025, 6, 24)
FIELDS = {
    "office": "Mayor",
    "organisation": "City",
    "name": {"given": "Anna", "family": "Example"},
    "form_of_address": "mayor",
    "language": "en",
    "audiences": ["legislature"],
    "address": {"lines": ["1 Way"], "country": "CH"},
    "verified": {"on": DAY, "status": "unverified", "source": "a list"},
}


def _profile(row=1, key="1", *, undated=True, until=None, **changes):
    fields = {name: value for name, value in (FIELDS | changes).items() if value is not None}
    partial = PartialProfile(
        place=Place(Path("list"), row), fields={}, scheme="uid" if key else "", key=key, until=until
    )
    return Profile(partial=partial, fields=fields, undated=undated)


def _merge(rows, profiles=None, memory=None, *, elsewhere=None, complete=True, **changes):
    reading = RecipientSource(kind="csv", rows=(), complete=complete)
    present = Present(profiles=profiles or {}, elsewhere=elsewhere or {}, last_seen=memory or {})
    return merge(rows, reading, present, ImportSettings(**{"day": DAY, "source": "list", **changes}))


def _after(merged):
    """Return what is there after an import: the profiles and the memory."""
    profiles = {one.id: {"id": one.id, **one.after} for one in merged.changes}
    return profiles, {"list": dict(merged.seen)}


def test_importing_twice_changes_nothing_on_any_day():
    """The same source later says nothing new, though its profiles bear the day of their import."""
    first = _merge([_profile()])
    later = _profile(verified={"on": date(2026, 1, 1), "status": "unverified", "source": "a list"})
    second = _merge([later], *_after(first), day=date(2026, 1, 1))

    assert [(one.id, one.state) for one in first.changes] == [("anna-example-1", "imported")]
    assert [(one.state, one.kept) for one in second.changes] == [("unchanged", ())]
    assert second.seen == first.seen


def test_renamed_person_stays_the_same_profile():
    """The source's identifier tells who somebody is, whatever the name; the day of verification moves along."""
    profiles, memory = _after(_merge([_profile()]))
    verified = {"on": date(2026, 1, 1), "status": "unverified", "source": "a list"}
    merged = _merge(
        [_profile(name={"given": "Anna", "family": "Other"}, verified=verified)], profiles, memory, day=verified["on"]
    )

    (change,) = merged.changes
    assert (change.id, change.state) == ("anna-example-1", "updated")
    assert [one.field for one in change.changed] == ["name", "verified"]
    assert change.after["verified"]["on"] == date(2026, 1, 1)


def test_edit_by_hand_is_kept_and_told_once():
    """What was edited stays; where the source changes it too, that is told, and told once."""
    profiles, memory = _after(_merge([_profile(email="old@example.org")]))
    profiles["anna-example-1"]["email"] = "hand@example.org"
    quiet = _merge([_profile(email="old@example.org")], profiles, memory)
    told = _merge([_profile(email="new@example.org")], profiles, memory)
    again = _merge([_profile(email="new@example.org")], profiles, {"list": dict(told.seen)})

    assert [(one.state, one.kept) for one in quiet.changes] == [("unchanged", ())]
    ((kept,),) = [one.kept for one in told.changes]
    assert (kept.field, kept.mine, kept.theirs) == ("email", "hand@example.org", "new@example.org")
    assert told.changes[0].after["email"] == "hand@example.org"
    assert [one.kept for one in again.changes] == [()]


def test_verification_by_hand_is_kept():
    """Who compared a profile with the official page and noted it does not lose that with the next import."""
    profiles, memory = _after(_merge([_profile()]))
    checked = {"on": date(2025, 7, 1), "status": "official", "source": "its page"}
    profiles["anna-example-1"]["verified"] = checked
    merged = _merge([_profile(office="Lord Mayor")], profiles, memory, day=date(2025, 8, 1))

    assert merged.changes[0].after["verified"] == checked
    assert merged.changes[0].after["office"] == "Lord Mayor"


def test_who_is_gone_has_ended_and_may_return():
    """Who is no longer in the source is marked, not deleted; who is there again is in office again."""
    profiles, memory = _after(_merge([_profile(), _profile(2, "2", name={"family": "Sample"})]))
    gone = _merge([_profile()], profiles, memory)
    ended = next(one for one in gone.changes if one.state == "ended")
    profiles["sample-2"] = {"id": "sample-2", **ended.after}
    back = _merge([_profile(), _profile(2, "2", name={"family": "Sample"})], profiles, {"list": dict(gone.seen)})

    assert (ended.id, ended.after["ended"], ended.place) == ("sample-2", DAY, None)
    assert [(one.id, one.state) for one in back.changes] == [("anna-example-1", "unchanged"), ("sample-2", "updated")]
    assert "ended" not in back.changes[1].after
    again = _merge([_profile()], profiles, {"list": dict(gone.seen)})
    assert [one.id for one in again.changes] == ["anna-example-1"]


@pytest.mark.parametrize(
    ("rows", "complete", "why"),
    [
        ([LeftOut(place=Place(Path("list"), 2), reason="broken")], True, "one of its rows could not be read"),
        (
            [LeftOut(place=Place(Path("list"), n), reason="broken") for n in (2, 3)],
            True,
            "2 of its rows could not be read",
        ),
        ([], False, "the source could not be read to its end"),
    ],
)
def test_nobody_ends_because_a_row_was_broken(rows, complete, why):
    """While a row cannot be read, or the source is cut off, whoever is missing may stand there."""
    profiles, memory = _after(_merge([_profile(), _profile(2, "2", name={"family": "Sample"})]))
    merged = _merge([_profile(), *rows], profiles, memory, complete=complete)

    assert merged.spared == why
    assert [one.id for one in merged.changes] == ["anna-example-1"]
    assert "sample-2" in merged.seen


def test_row_that_is_left_out_is_still_there():
    """Somebody whose row makes no profile any more has not ended; nor has anybody in an empty source."""
    profiles, memory = _after(_merge([_profile(), _profile(2, "2", name={"family": "Sample"})]))
    left_out = LeftOut(place=Place(Path("list"), 2), reason="no office", scheme="uid", key="2")

    assert [one.id for one in _merge([_profile(), left_out], profiles, memory).changes] == ["anna-example-1"]
    assert _merge([left_out], profiles, memory).spared == "no row of the source could be used"


def test_profile_that_was_removed_stays_away():
    """Removing a profile is an edit by hand too; it comes back only when that is asked for."""
    _, memory = _after(_merge([_profile()]))
    merged = _merge([_profile()], {}, memory)

    assert [(one.reason, one.problem) for one in merged.left_out] == [
        ("'anna-example-1' was removed by hand; --restore brings it back", False)
    ]
    assert [one.state for one in _merge([_profile()], {}, memory, restore=True).changes] == ["imported"]


def test_profile_with_another_id_is_still_known():
    """Who gives a profile another id by hand keeps it; what the source said is remembered under the new one."""
    profiles, memory = _after(_merge([_profile(identifiers={"uid": "1"})]))
    renamed = {"anna": {**profiles["anna-example-1"], "id": "anna"}}
    merged = _merge([_profile(identifiers={"uid": "1"}, office="Lord Mayor")], renamed, memory)

    assert [(one.id, one.state, one.after["office"]) for one in merged.changes] == [("anna", "updated", "Lord Mayor")]
    assert list(merged.seen) == ["anna"]


def test_identifiers_that_are_none_do_no_harm():
    """A profile whose identifiers somebody wrote as a list is none that the source knows."""
    by_hand = {"own": {"id": "own", "identifiers": ["uid"]}, "anna-example-1": {"id": "anna-example-1"}}
    merged = _merge([_profile()], by_hand)

    assert [(one.id, one.state) for one in merged.changes] == [("anna-example-1", "updated")]


def test_ids_of_others_are_passed():
    """Two people whose ids would be the same get different ones; the same person twice is left out once."""
    merged = _merge([_profile(), _profile(2, "1"), _profile(3, "2/1"), _profile(4, ""), _profile(5, "")])

    assert [one.id for one in merged.changes] == ["anna-example-1", "anna-example-1-2", "anna-example-city"]
    assert [one.reason for one in merged.left_out] == [
        "its id would be 'anna-example-1' like that of row 1",
        "its id would be 'anna-example-city' like that of row 4",
    ]
    other = {"anna-example-1": {"id": "anna-example-1", "identifiers": {"uid": "9"}}}
    assert [one.id for one in _merge([_profile()], other).changes] == ["anna-example-1-2"]


def test_profiles_by_hand_are_completed():
    """A profile that somebody wrote before is known by its identifier; only what it lacks is filled in."""
    by_hand = {"anna": {"id": "anna", "office": "Lord Mayor", "identifiers": {"uid": "1"}}}
    (change,) = _merge([_profile(email="a@example.org", identifiers={"uid": "1"})], by_hand).changes

    assert (change.id, change.state) == ("anna", "updated")
    assert change.after["office"] == "Lord Mayor"
    assert change.after["email"] == "a@example.org"
    assert [one.field for one in change.kept] == ["office"]


def test_profiles_of_other_files_and_sources_are_left_alone():
    """An id that another file or another source has is not taken over."""
    elsewhere = _merge([_profile()], elsewhere={"anna-example-1": "recipients.yaml:7"})
    profiles, memory = _after(_merge([_profile()]))
    other = _merge([_profile()], profiles, memory, source="list-2026")

    assert (
        elsewhere.left_out[0].reason
        == "'anna-example-1' stands in recipients.yaml:7, which this import does not change"
    )
    assert other.left_out[0].reason == (
        "'anna-example-1' comes from the source 'list': use --as list if this is its new edition"
    )


def test_terms_that_are_over():
    """Who is out of office is not brought in; who was there before gets the day from the source."""
    until = date(2025, 1, 3)
    assert [(one.reason, one.problem) for one in _merge([_profile(until=until, ended=until)]).left_out] == [
        ("in office until 2025-01-03", False)
    ]
    profiles, memory = _after(_merge([_profile()]))
    (change,) = _merge([_profile(until=until, ended=until)], profiles, memory).changes
    assert (change.state, change.after["ended"]) == ("updated", until)


def test_dated_sources_move_the_verification():
    """A source with a date of its own updates the day by itself."""
    profiles, memory = _after(_merge([_profile(undated=False)]))
    newer = _profile(undated=False, verified=FIELDS["verified"] | {"on": date(2025, 9, 1)})
    (change,) = _merge([newer], profiles, memory).changes

    assert [one.field for one in change.changed] == ["verified"]


@pytest.mark.thorough
def test_thousands_of_people_who_want_one_id_get_numbers():
    """Identifiers that differ in signs only lead to one id: each gets the next number, a row that comes twice none."""
    rows = [_profile(row, key="x" + "!" * row) for row in range(1, 12_001)]
    merged = _merge([*rows, _profile(12_001, key="x" + "!" * 2)])

    assert [one.id for one in merged.changes[:3]] == ["anna-example-x", "anna-example-x-2", "anna-example-x-3"]
    assert merged.changes[-1].id == "anna-example-x-12000"
    assert [one.reason for one in merged.left_out] == ["its id would be 'anna-example-x-2' like that of row 2"]
