"""Places in sources that were not understood, and places that a source of its kind cannot have."""

from collections.abc import Iterator

from entreaty.content.files.appeals import Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.model import shown
from entreaty.content.shipped.citation_styles import load_terms
from entreaty.content.shipped.pinpoints import Lacking, load_lacking
from entreaty.problems import Location, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.citing.syntax import Cite
from entreaty.writing.passage_text import texts_of


def pinpoint_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for each doubtful place that a passage cites, in each of its languages."""
    for language, text in texts_of(passage).items():
        for cite in dict.fromkeys(text.cites):
            if cite.unread:
                yield _unread(cite, language, passage.place(language))
            elif cite.key in authorities and (lacking := _lacking(cite, authorities[cite.key])):
                yield _impossible(cite, authorities[cite.key], lacking, passage.place(language))


def _unread(cite: Cite, language: str, place: Location) -> Problem:
    message = f"'{shown(cite.unread)}' in '[@{cite.key}, …]' is no place that is understood; it is printed as it stands"
    labels = load_terms().get(language, load_terms()["en"]).labels
    ways = f"{labels['art'][2]} 5(1), {labels['para'][2]} 12, {labels['page'][2]} 3"
    hint = f"write such as {ways}; '{{…}}' holds pages of any form, '@id, …; @id, …' two places"
    return Problem(place, message, hint, "warning")


def _lacking(cite: Cite, authority: Authority) -> Lacking | None:
    """Return why a source of that kind cannot have the place; None if it can."""
    kind = authority.custom.kind
    label = cite.pinpoint.in_source(kind).label if cite.pinpoint else None
    return next((one for one in load_lacking() if kind in one.kinds and label in one.labels), None)


def _impossible(cite: Cite, authority: Authority, lacking: Lacking, place: Location) -> Problem:
    label = cite.pinpoint.label if cite.pinpoint else "page"
    named = load_terms()["en"].labels[label][5].lower()
    kind = f"the kind '{authority.custom.kind}'"
    message = f"'{authority.id}' is of {kind}, which has no {named}, but is cited at {cite.pinpoint}"
    return Problem(place, message, f"name the place as the source counts it, such as {lacking.instead}", "warning")
