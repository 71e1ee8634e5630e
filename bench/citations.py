"""Format 10,000 citations, as letters do: first, again and directly again, printed and in full, in every style."""

from functools import cache
from pathlib import Path

from entreaty.content.files.authorities import Authority, load_authorities
from entreaty.content.shipped.citation_styles import CitationStyle, load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.syntax import Citation, Cite

ROOT = Path(__file__).parent.parent
LETTERS, NOTES = 500, 20
"""A letter of the shipped campaign has up to 14 notes."""


@cache
def _sources() -> tuple[dict[str, Authority], tuple[CitationStyle, ...]]:
    """Load the shipped authorities and styles; the first run does, and is not counted."""
    authorities = load_authorities(ROOT / "appeals" / "authorities.yaml").entries
    places = sorted((ROOT / "entreaty" / "data" / "citation_styles").glob("*.yaml"))
    styles = (load_citation_style(place.stem, ROOT, Location(place)) for place in places)
    return {one.id: one for one in authorities}, tuple(styles)


def cite_ten_thousand() -> int:
    """Return how many citations were formatted: those of 500 letters with 20 notes each.

    The notes of every letter begin anew, and letters of one style and language have one `Citer`, as in a run. Keys,
    pinpoints, styles and languages go round, so that no two letters in a row are alike.
    """
    authorities, styles = _sources()
    terms, keys = load_terms(), list(authorities)
    citers = [Citer(style, terms[language], language) for language in ("en", "fr") for style in styles]
    written = 0
    for letter in range(LETTERS):
        notes = Notes(citers[letter % len(citers)], authorities)
        for note in range(NOTES):
            # Each source is cited twice in a row, and the first ones once more at the end of the letter.
            key = keys[(letter + note % 14 // 2 * 3) % len(keys)]
            number = str(1 + (letter * NOTES + note) % 130)
            notes.call(Citation((Cite(key, pinpoint=Pinpoint("art", ((number, number),))),)))
            written += 1
    return written
