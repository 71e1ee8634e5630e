"""Hosts of the web: which ones copy or gather what others publish, and where bodies publish what they issue."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "hosts.yaml"
# Offices of many countries are at gov.xx, gob.xx and the like.
_GOVERNMENTAL = re.compile(r"(?:.+\.)?(?:gov|gob|gouv|govt|go)\.[a-z]{2}")


class Copies(FileEntry):
    """Hosts of one kind.

    Attributes:
        why: What they are, such as "a site that gathers the news of others".
        right: What to cite in their place.
        hosts: Their names; each stands for those below it, too.
    """

    why: OneLine
    right: OneLine
    hosts: tuple[OneLine, ...]


class Hosts(FileEntry):
    """The file `hosts.yaml`."""

    copies: tuple[Copies, ...]
    official: tuple[OneLine, ...]


def host_of(url: str) -> str:
    """Return the host of an address, without "www.", such as "example.org"."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".")


def copies_at(host: str) -> Copies | None:
    """Return the kind of hosts that this one belongs to; None if it is on no list."""
    return next((known[name] for name in _at_and_above(host) if name in (known := _by_name())), None)


def is_official(host: str) -> bool:
    """Tell whether a body publishes there what it issues."""
    return bool(_GOVERNMENTAL.fullmatch(host)) or not _official().isdisjoint(_at_and_above(host))


def _at_and_above(host: str) -> tuple[str, ...]:
    """Return a host and those above it: "a.example.org", "example.org" and "org"."""
    labels = host.split(".")
    return tuple(".".join(labels[first:]) for first in range(len(labels)))


@cache
def _by_name() -> Mapping[str, Copies]:
    return {host: kind for kind in _load().copies for host in kind.hosts}


@cache
def _official() -> frozenset[str]:
    return frozenset(_load().official)


@cache
def _load() -> Hosts:
    return validated(Hosts, read_yaml(_SHIPPED))
