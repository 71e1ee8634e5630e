"""Links whose host reads like another one: a warning for each, with the host as it goes over the wire."""

from collections.abc import Iterable, Iterator

from entreaty.content.files.appeals import Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.recipients import Recipient
from entreaty.content.links import misleading_host
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.passage_text import texts_of


def misleading_links(passage: Passage) -> Iterator[Problem]:
    """Yield a warning for each link of a well-formed passage that reads like another one."""
    for language, text in texts_of(passage).items():
        for link in dict.fromkeys(span.href for span in text.spans if span.href):
            yield from _misleading(link, passage.place(language))


def misleading_addresses(recipients: Iterable[Recipient], authorities: Iterable[Authority]) -> Iterator[Problem]:
    """Yield a warning for each address in a profile or of a source that reads like another one."""
    for one in recipients:
        concern = Concern("recipient", one.id)
        yield from _misleading(one.contact_form, one.place("contact_form"), concern)
        yield from _misleading(one.email, one.place("email"), concern)
    for authority in authorities:
        yield from _misleading(authority.url, authority.place("URL"), Concern("authority", authority.id))


def _misleading(link: str | None, place: Location, concern: Concern | None = None) -> Iterator[Problem]:
    # Only these can be written in letters other than a-z.
    if link and (not link.isascii() or "xn--" in link) and (why := misleading_host(link)):
        hint = "compare it, letter by letter, with the address on the office's own page"
        yield Problem(place, f"the host of this address {why}", hint, "warning", concern)
