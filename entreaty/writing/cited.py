"""What passages cite: their words read once, and the sources named in them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from entreaty.content.appeals import Passage
from entreaty.content.authorities import Authority
from entreaty.content.model import closest
from entreaty.problems import Location, Problem
from entreaty.writing.citation_syntax import Cite, ProseError
from entreaty.writing.prose import Parsed, citations, parse_prose

# Most passages serve many letters.
read_prose = lru_cache(maxsize=4096)(parse_prose)


def readable_prose(source: str) -> Parsed:
    """Return the text as far as it can be read: nothing where proofreading has to tell why not."""
    try:
        return read_prose(source)
    except ProseError:
        return ()


@lru_cache(maxsize=4096)
def cites_in(source: str) -> tuple[Cite, ...]:
    """Return every source cited in a text, in order."""
    return tuple(cite for citation in citations(readable_prose(source)) for cite in citation.cites)


def cites_of(passage: Passage) -> tuple[Cite, ...]:
    """Return every source cited in a passage, language by language."""
    return tuple(cite for source in passage.words.values() for cite in cites_in(source))


def holds_on(passage: Passage, day: date) -> bool:
    """Tell whether letters of that date can have the passage."""
    return (passage.since is None or passage.since <= day) and (passage.until is None or day < passage.until)


def unknown_authority(key: str, place: Location, authorities: Mapping[str, Authority]) -> Problem:
    """Return the problem that a citation names what is not among the authorities."""
    hint = closest(key, tuple(authorities)) or "describe it in appeals/authorities.yaml"
    return Problem(place, f"there is no authority '{key}'", hint, concerns=f"authority:{key}")
