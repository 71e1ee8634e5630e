"""What the format does not accept costs the field, or the row where it is needed."""

from tests.support.made_up_sources import completed


def test_wrong_optional_fields_are_left_away_and_told():
    """A bad e-mail address, form or address costs itself and not the profile; the words are those of `check`."""
    said = {
        "email": "аnna@example.org",
        "contact_form": "http://example.org",
        "address": {"lines": ["a", "b", "c", "d", "e", "f", "g", "h", "i"], "country": "CH"},
        "note": "hidden \u202e words",
        "identifiers": {"x": "y" * 501},
    }
    found = completed(said, whole_name="Anna Example")

    assert found.notes == (
        "left without 'note': note: the character U+202E (right-to-left override) cannot stand in a letter",
        "left without 'identifiers': 'x' is too long: at most 500 characters",
        "left without 'address': 'lines' is too long: at most 8 entries",
        "left without 'email': 'email': 'аnna@example.org' holds 'а' (cyrillic small letter a), which is none of a-z",
        "left without 'contact_form': 'contact_form': 'http://example.org' is not a web address",
    )
    assert found.fields["address"] == {"country": "CH"}
    assert {"email", "contact_form", "note", "identifiers"}.isdisjoint(found.fields)


def test_wrong_needed_fields_leave_the_row_out():
    """A name of a megabyte, or a character that hides in it, makes no profile."""
    assert completed(whole_name="x" * 1_000_000).reason == "'family' is too long: at most 500 characters"
    assert "U+202E" in completed(whole_name="a\u202eb").reason
    assert "cannot have an id" in completed(id="con", key="con", scheme="id").reason
    assert "cannot have an id" in completed({"organisation": "!!", "office": "??"}).reason
