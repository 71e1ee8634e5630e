"""E-mail addresses that should be looked at."""

import pytest

from entreaty.importing.upkeep.review import doubtful


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("anna@mailinator.com", "'mailinator.com' gives away mailboxes"),
        ("anna@x.mailinator.com", "gives away mailboxes"),
        ("anna@xn--exmple-4nf.org", "in letters of several scripts"),
        ("anna@xn--mller-kva.de", ""),
        ("anna@xn--80ak6aa92e.com", "in letters that look like others; it is xn--80ak6aa92e.com"),
        ("anna@xn--a-ecp.org", ""),
        ("anna@example.org", ""),
    ],
)
def test_doubtful_addresses_are_told(address, words):
    """Mailboxes that last for minutes and domains of several scripts are doubtful; umlauts are not."""
    assert words in doubtful(address)
    assert bool(words) == bool(doubtful(address))
