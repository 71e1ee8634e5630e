"""Find doubtful profiles before letters are written: unreachable, old, duplicate, or with an odd address."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from disposable_email_domains import blocklist

from entreaty.content.files.recipients import Recipient
from entreaty.content.links import misleading_host
from entreaty.importing.profiles.places.postal import unlikely_postal_code
from entreaty.importing.upkeep.duplicates import alike
from entreaty.problems import Concern, Problem, in_reading_order


def check_recipients(recipients: Sequence[Recipient], day: date, days: int) -> tuple[Problem, ...]:
    """Return a warning for each profile that is doubtful, in reading order; those that ended are left aside.

    Args:
        recipients: The profiles.
        day: Today.
        days: After how many days a verification is old.
    """
    here = [one for one in recipients if one.ended is None or one.ended > day]
    return in_reading_order((*_each(here, day, days), *_duplicates(here)))


def _each(recipients: Sequence[Recipient], day: date, days: int) -> Iterator[Problem]:
    for one in recipients:
        if not (one.address.lines or one.email or one.contact_form):
            hint = "add the lines of an address, an 'email' or a 'contact_form'"
            yield _warning(one, "address", f"nothing reaches '{one.id}': there is no address of any kind", hint)
        if (age := (day - one.verified.on).days) > days:
            hint = "compare it with its source, then set 'on'"
            yield _warning(one, "verified", f"'{one.id}' was verified {age} days ago, on {one.verified.on}", hint)
        if one.email and (why := doubtful(one.email)):
            yield _warning(one, "email", f"the e-mail address of '{one.id}' is doubtful: {why}", "ask for another")
        if one.address.lines and (example := unlikely_postal_code(one.address.lines, one.address.country)):
            message = f"no line of the address of '{one.id}' has a postal code as {one.address.country} has them"
            yield _warning(one, "address", message, f"one looks like {example}")


def _duplicates(recipients: Sequence[Recipient]) -> Iterator[Problem]:
    for pair in alike(recipients):
        first = f"'{pair.first.id}' ({pair.first.place()})"
        message = f"'{pair.second.id}' may be the same as {first}: {pair.common}"
        yield _warning(pair.second, "id", message, "remove one of them, or mark it as ended")


def _warning(recipient: Recipient, key: str, message: str, hint: str) -> Problem:
    return Problem(recipient.place(key), message, hint, "warning", concerns=Concern("recipient", recipient.id))


def doubtful(address: str) -> str:
    """Return why an e-mail address is doubtful; "" where it is not."""
    return _doubtful_domain(address.rpartition("@")[2].lower())


@lru_cache(maxsize=4096)
def _doubtful_domain(domain: str) -> str:
    """Return why the domain is doubtful; thousands of addresses share a few domains."""
    labels = domain.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    if any(one in blocklist for one in above):
        return f"'{domain}' gives away mailboxes that last for minutes"
    misleading = misleading_host(domain)
    return f"its domain {misleading}" if misleading else ""
