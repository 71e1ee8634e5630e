"""Links into mail programs: whole where they are short enough, and honest where they are not."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from entreaty.output.email.mailto import mailto
from tests.support.sample_letters import make_letter


def _read(url):
    """Return address, subject and body as a mail program reads the link (RFC 6068)."""
    parts = urlsplit(url)
    fields = dict(parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=True))
    return parts.scheme, parts.path, fields["subject"], fields["body"]


def test_short_letter_is_in_the_link():
    """Subject and body come back as they were, with line ends of CR LF; a plus sign stays one."""
    letter = make_letter(email="a.b+c@example.org", subject="Häftlinge & 1+1 = 2?")
    link = mailto(letter, "Dear President,\n\nYes & no + “more”.\n")
    assert link.whole
    assert "+" not in link.url
    assert _read(link.url) == (
        "mailto",
        "a.b%2Bc@example.org",
        "Häftlinge & 1+1 = 2?",
        "Dear President,\r\n\r\nYes & no + “more”.",
    )


@pytest.mark.parametrize(("length", "whole"), [(0, True), (1, False)])
def test_link_is_whole_up_to_1600_characters(length, whole):
    """A URL of 1,600 characters holds the whole letter; of one more, it does not."""
    letter = make_letter(email="a@example.org", subject="S")
    rest = 1600 - len("mailto:a@example.org?subject=S&body=")
    link = mailto(letter, "x" * (rest + length) + "\n")
    assert link.whole is whole
    assert len(link.url) <= 1600


def test_long_letter_leaves_three_lines():
    """A long letter brings its subject, salutation, a mark where to paste it, and its closing."""
    link = mailto(make_letter(email="a@example.org", subject="Visits"), "Հայ " * 500)
    assert not link.whole
    assert _read(link.url) == (
        "mailto",
        "a@example.org",
        "Visits",
        "Dear President,\r\n[…]\r\nYours faithfully,",
    )


def test_no_link_where_none_fits():
    """Without an address, or with a subject that fills the link by itself, there is none."""
    assert mailto(make_letter(), "x").url == ""
    assert mailto(make_letter(email="a@example.org", subject="Հ" * 500), "x").url == ""


@pytest.mark.parametrize("address", ["a?bcc=x@example.org", "a&b@example.org", "a%0Ab@example.org"])
def test_nothing_can_be_added_through_the_address(address):
    """What would end the address in a link is escaped."""
    path = urlsplit(mailto(make_letter(email=address, subject="S"), "x").url).path
    assert path.count("?") == path.count("&") == 0
    assert "%0A" not in path.replace("%250A", "")
