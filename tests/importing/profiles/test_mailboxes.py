"""What people write into a field for e-mail, and what becomes of it."""

import pytest

from entreaty.importing.profiles.mailboxes import contacts_of
from tests.support.made_up_sources import completed

FORM = "https://member.example.org/contact"


@pytest.mark.parametrize(
    ("written", "email"),
    [
        ("anna@example.org", "anna@example.org"),
        ("mailto:anna@example.org", "anna@example.org"),
        ("MAILTO:anna%40example.org?subject=Hello%20there", "anna@example.org"),
        ("Anna Example <anna@example.org>", "anna@example.org"),
        ('"Example, Anna" <anna@example.org>', "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"),
        ("[anna@example.org](mailto:anna@example.org)", "anna@example.org"),
        ("E-mail: anna@example.org", "anna@example.org"),
        ("front/desk@example.org", "front/desk@example.org"),
        (" anna@example.org. ", "anna@example.org"),
    ],
)
def test_one_address_is_found_in_whatever_stands_around_it(written, email):
    """A scheme, a name and brackets are no part of an address, and nobody needs to be told of them."""
    found = contacts_of(written, "")

    assert (found.email, found.form, found.notes) == (email, "", ())


@pytest.mark.parametrize("sign", ["; ", ", ", " / ", "/", " ", "\n", " or ", " und "])
def test_first_of_several_addresses_counts_and_others_are_told(sign):
    """Whatever stands between two addresses, the first is the address."""
    found = contacts_of(f"anna@example.org{sign}office@example.org", "")

    assert found.email == "anna@example.org"
    assert found.notes == ("further e-mail address: office@example.org",)


def test_words_beside_an_address_are_told():
    """What is no address and no name of its owner is not lost in silence."""
    found = contacts_of("anna@example.org (until May)", "")

    assert (found.email, found.notes) == ("anna@example.org", ("left out of 'email': until May",))


def test_web_form_in_the_field_for_email_is_the_contact_form():
    """A page of the web becomes the contact form, beside an address or alone; the form of the row goes before it."""
    assert contacts_of(FORM, "").form == FORM
    assert contacts_of(FORM, "").email == ""
    both = contacts_of(f"anna@example.org, {FORM}", "")
    assert (both.email, both.form, both.notes) == ("anna@example.org", FORM, ())
    other = contacts_of(FORM, "https://example.org/form")
    assert other.form == "https://example.org/form"
    assert other.notes == (f"left out of 'email': {FORM}, because there is another contact form",)
    assert contacts_of(FORM, FORM).notes == ()


def test_page_that_is_not_secure_is_told():
    """A contact form begins with https://, and nothing is made up."""
    found = contacts_of("http://example.org/contact", "")

    assert (found.email, found.form) == ("", "")
    assert found.notes == (
        "left out of 'email': http://example.org/contact, because a contact form begins with https://",
    )


@pytest.mark.parametrize("written", ["ask the office", "anna at example", "a@b@c", "=cmd|x"])
def test_what_is_no_address_is_left_to_the_check_of_the_field(written):
    """A field that holds none of all that is dropped with the words of the check."""
    found = completed({"email": written})

    assert "email" not in found.fields
    assert len(found.notes) == 1
    assert "is not an e-mail address" in found.notes[0]


def test_every_format_reads_the_field_so():
    """The field is read when the profile is completed, whatever file the row came from."""
    found = completed({"email": f"Anna <anna@example.org>; {FORM}"})

    assert (found.fields["email"], found.fields["contact_form"]) == ("anna@example.org", FORM)
