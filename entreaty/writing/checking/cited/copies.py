"""Addresses of copies: where others mirror, gather or retell what a body or a paper published."""

from collections.abc import Iterable, Iterator

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.hosts import copies_at, host_of, is_official
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.passage_text import cites_of

# What the bodies that issue it publish themselves; anybody may write and publish a report.
_ISSUED_BY_BODIES: tuple[Kind, ...] = (
    "treaty",
    "case",
    "statute",
    "un-resolution",
    "un-document",
    "treaty-body",
    "regional-resolution",
    "regional-document",
    "hearing",
    "human-rights-case",
)
_COPIED = {"mirror": "a copy", "third-party": "somebody who retells it"}


def copied_addresses(appeals: Iterable[Appeal], authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for each source that appeals cite, and whose address is that of a copy."""
    cited = {cite.key for appeal in appeals for passage in appeal.letter.passages() for cite in cites_of(passage)}
    for authority in authorities.values():
        if authority.id in cited and authority.url:
            yield from _copied(authority, host_of(authority.url))


def _copied(authority: Authority, host: str) -> Iterator[Problem]:
    law = authority.custom
    if kind := copies_at(host):
        message, hint = f"{host} is {kind.why}", f"give {kind.right}"
    elif law.kind in _ISSUED_BY_BODIES and law.verified in _COPIED and not is_official(host):
        message = f"its address, at {host}, is that of {_COPIED[law.verified]} ('verified: {law.verified}')"
        hint = "give the address at the body that issued it, or none: the citation names the document"
    else:
        return
    yield Problem(
        authority.place("URL"), f"'{authority.id}': {message}", hint, "warning", Concern("authority", authority.id)
    )
