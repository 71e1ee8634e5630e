"""Addresses that a stranger has written: what may be linked to, and which hosts read like others."""

import pytest

from entreaty.content.links import misleading_host, why_no_mailbox, why_no_web_address

# The first "a" is Cyrillic.
SEVERAL = "reads 'p\u0430ypal.com', in letters of several scripts; it is xn--pypal-4ve.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "https://example.org:8443/a%20b",
        "https://bücher.example/straße",
        "https://минюст.рф/",
        "https://example.org./",
        "https://example.org/@name",
    ],
)
def test_plain_web_addresses_are_accepted(url):
    """Addresses with ports, encoded spaces and letters of other scripts are accepted."""
    assert why_no_web_address(url) is None


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://user:secret@evil.example/", "names a user before the host, which hides where it leads"),
        ("https://bank.example@evil.example/", "names a user before the host, which hides where it leads"),
        ("https://@evil.example/", "names a user before the host, which hides where it leads"),
        ("https://example.org/a%0d%0aBcc:x", "hides a control character (%0d)"),
        ("https://example.org/%00", "hides a control character (%00)"),
        ("https://example.org/%7F", "hides a control character (%7F)"),
        ("https://127.0.0.1/", "names a number in place of a host"),
        ("https://2130706433/", "names a number in place of a host"),
        ("https://0x7f000001/", "names a number in place of a host"),
        ("https://0177.0.0.1./", "names a number in place of a host"),
        ("https://[::1]/", "names a number in place of a host"),
        ("https://[::1/", "is not a web address"),
        ("https://example.org:port/", "is not a web address"),
        ("https:///path", "has no host that there can be"),
        ("https://ex%61mple.org/", "has no host that there can be"),
        ("https://\uff45xample.org/", "has no host that there can be"),
        ("https://a..example/", "has no host that there can be"),
        ("https://example.org/\u202egpj.exe", "is not a web address"),
        ("https://example.org/a b", "is not a web address"),
    ],
)
def test_what_hides_where_a_link_leads_is_refused(url, message):
    """Names before the host, encoded control characters, numbers for hosts and look-alike signs are refused."""
    assert why_no_web_address(url)[0] == message


@pytest.mark.parametrize("url", ["mailto:anna@example.org", "mailto:a.b+c@mail.example.org"])
def test_a_plain_mailbox_is_accepted(url):
    """One address after `mailto:` is accepted."""
    assert why_no_mailbox(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "mailto:x@y.example?bcc=evil@e.example&body=a",
        "mailto:x@y.example?",
        "mailto:x@y.example,z@y.example",
        "mailto:x%0aBcc:z@y.example",
        "mailto:?to=x@y.example",
        "mailto:x@y.example%0d%0a",
        "mailto:",
        "mailto:x@127.0.0.1",
        "mailto:x@[127.0.0.1]",
        "mailto://x@y.example",
        "mailto:x@y.example#a",
    ],
)
def test_mail_links_with_more_than_an_address_are_refused(url):
    """Header fields, second addresses and encoded line breaks are refused."""
    assert why_no_mailbox(url) == (
        "is not one plain e-mail address",
        "write 'mailto:' and one address, without '?' and what follows it",
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "https://p\u0430ypal.com/a",
            SEVERAL,
        ),
        (
            "https://xn--pypal-4ve.com",
            SEVERAL,
        ),
        (
            "https://\u0430\u0440\u0440\u04cf\u0435.com",
            "reads '\u0430\u0440\u0440\u04cf\u0435.com', in letters that look like others; it is xn--80ak6aa92e.com",
        ),
        (
            "mailto:anna@xn--pypal-4ve.com",
            SEVERAL,
        ),
        ("https://bücher.example", ""),
        ("https://минюст.рф", ""),
        ("https://日本かな.jp", ""),
        ("https://example.org", ""),
    ],
)
def test_hosts_that_read_like_others_are_told(address, words):
    """A label of several scripts, or one in foreign letters below a domain in ours, is told with its punycode."""
    assert misleading_host(address) == words
