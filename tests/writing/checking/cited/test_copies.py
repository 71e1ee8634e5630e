"""Addresses of copies: by the list of hosts, and by how a source is known."""

import pytest

from entreaty.writing.checking.cited.copies import copied_addresses
from tests.support.sample_content import authorities_of, make_appeal, make_source

APPEAL = make_appeal(facts=[{"id": "late", "en": "Late.[@source]", "fr": "En retard.[@source]"}])


def _told(kind, verified, url):
    source = make_source(kind, URL=url, custom={"verified": verified})
    return [problem.message for problem in copied_addresses([APPEAL], authorities_of(source))]


@pytest.mark.parametrize(
    ("kind", "verified", "url", "why"),
    [
        (
            "news",
            "official",
            "https://d1.cloudfront.net/a",
            "d1.cloudfront.net is a network that delivers copies of others' pages",
        ),
        (
            "web",
            "third-party",
            "https://www.scribd.com/doc/1",
            "scribd.com is a site on which anybody puts up documents of others",
        ),
        (
            "news",
            "official",
            "https://web.archive.org/web/2020/https://example.org/a",
            "web.archive.org is an archive of pages as they once were",
        ),
        ("web", "official", "https://archive.ph/a", "archive.ph is an archive of pages as they once were"),
        (
            "web",
            "official",
            "https://en.wikipedia.org/wiki/Bus",
            "en.wikipedia.org is an encyclopedia that anybody may change",
        ),
        ("report", "official", "https://reliefweb.int/a", "reliefweb.int is a site that gathers documents of others"),
        ("report", "official", "https://www.dropbox.com/s/a", "dropbox.com is a place where anybody keeps files"),
        (
            "report",
            "official",
            "https://www.academia.edu/1",
            "academia.edu is a site on which anybody puts up documents of others",
        ),
        ("news", "official", "https://news.google.com./a", "news.google.com is a site that gathers the news of others"),
        ("report", "official", "https://bit.ly/3", "bit.ly is an address that hides another one"),
        (
            "un-document",
            "third-party",
            "https://news.example/un",
            "its address, at news.example, is that of somebody who retells it ('verified: third-party')",
        ),
        (
            "statute",
            "mirror",
            "https://laws.example/5",
            "its address, at laws.example, is that of a copy ('verified: mirror')",
        ),
    ],
)
def test_the_address_of_a_copy_is_told(kind, verified, url, why):
    """Hosts on the list are, and those of an official document that its body does not publish there."""
    assert _told(kind, verified, url) == [f"'source': {why}"]


@pytest.mark.parametrize(
    ("kind", "verified", "url"),
    [
        ("news", "third-party", "https://paper.example/buses"),
        ("report", "third-party", "https://library.example/report"),
        ("un-document", "third-party", "https://undocs.org/A/1"),
        ("statute", "mirror", "https://www.legislation.gov.uk/ukpga/1985/67"),
        ("statute", "mirror", "https://law.gov.xy/5"),
        ("statute", "official", "https://laws.example/5"),
        ("news", "official", "https://notcloudfront.net/a"),
    ],
)
def test_other_addresses_are_not_told(kind, verified, url):
    """Papers and reports stand where they were written, official documents where bodies publish them."""
    assert _told(kind, verified, url) == []


def test_what_no_letter_prints_is_not_told():
    """A source that nobody cites is told as such, and not for its address."""
    source = make_source("news", id="other", URL="https://bit.ly/3")

    assert list(copied_addresses([APPEAL], authorities_of(source))) == []
