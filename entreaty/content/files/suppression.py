"""Who may not be written to by e-mail: the file `suppression.txt`, one address or domain on each line."""

import re
from dataclasses import dataclass
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from entreaty.content.mail_accounts import normal_address
from entreaty.content.model import shown
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.inside import TooLargeError, read_inside

_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
_SIZE_CAP = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """The addresses and domains that have asked not to be written to.

    Attributes:
        addresses: Addresses, in lower case.
        domains: Domains, in lower case and ASCII; those below them are meant too.
    """

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def entry_for(self, address: str) -> str:
        """Return the entry that forbids writing to the address; "" if it may be written to."""
        folded = _folded(address)
        if folded in self.addresses:
            return folded
        labels = folded.rpartition("@")[2].split(".")
        above = (".".join(labels[start:]) for start in range(len(labels)))
        return next((domain for domain in above if domain in self.domains), "")


def load_suppression(path: Path) -> Suppression:
    """Load the list; without the file, everybody may be written to.

    Raises:
        ContentError: A line cannot be understood, so that somebody could be written to who must not be.
    """
    try:
        lines = read_inside(path, path.parent, cap=_SIZE_CAP).decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        return Suppression()
    except TooLargeError as error:
        message = "the file is too large to be a list of addresses"
        raise ContentError([Problem(Location(path), message)]) from error
    except OSError as error:
        raise ContentError([Problem(Location(path), f"the file cannot be read: {error.strerror}")]) from error
    except ValueError as error:
        raise ContentError([Problem(Location(path), f"the file cannot be read: {error}")]) from error
    addresses, domains, problems = set(), set(), []
    for number, line in enumerate(lines, start=1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        if _is_address(entry):
            addresses.add(_folded(entry))
        elif _DOMAIN.fullmatch(domain := _ascii(entry.removeprefix("*.").removeprefix("@"))):
            domains.add(domain)
        else:
            message = f"'{shown(entry)}' is neither an e-mail address nor a domain"
            problems.append(
                Problem(Location(path, number), message, "write one of them on each line; '#' begins a remark")
            )
    if problems:
        raise ContentError(problems)
    return Suppression(addresses=frozenset(addresses), domains=frozenset(domains))


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _folded(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.lower()}@{_ascii(domain)}"


def _ascii(domain: str) -> str:
    try:
        return normal_address(f"a@{domain.lower()}").rpartition("@")[2]
    except EmailNotValidError:
        return domain.lower()
