"""Quotations in passages, compared with the stored words of the provisions that are cited for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entreaty.content.files.appeals import Passage
from entreaty.content.model import shown
from entreaty.problems import Location, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.cited.verbatim import difference, is_verbatim, resemblance
from entreaty.writing.citing.prose import Parsed
from entreaty.writing.citing.provisions import provisions_at, words_at
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.letter import Span
from entreaty.writing.passage_text import texts_of

_CLOSED_BY = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", "‚": "‘’", '"': '"'}
_MEANT_TO_CLOSE = "“«„"
_CITATION = "\0"
_DIRECTLY = re.compile(rf"[\s.,;:!?…)\]]*{_CITATION}")
# An apostrophe within a word closes no quotation; one after a word, as in “prisoners’ families”, might.
_APOSTROPHE_OR_END = re.compile(r"[’‘](?!\w)")
_SURELY_THE_END = re.compile(rf"[.,;:!?)»”{_CITATION}]|$")
# From this resemblance on, words that do not surely quote the provision are taken for a wrong quotation of it.
_MEANT_AS_QUOTATION = 0.75
# Below this resemblance, a difference word by word would only confuse.
_WORTH_COMPARING = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks, with the citation that follows them.

    Attributes:
        words: The words between the marks.
        citation: The next citation in the passage; None if there is none.
        direct: Whether there is nothing but punctuation between the closing mark and the citation.
        closed: Whether there is a closing mark; without it, `words` are the rest of the passage.
    """

    words: str
    citation: Citation | None
    direct: bool
    closed: bool = True


def find_quotations(parsed: Parsed) -> Iterator[Quotation]:
    """Yield the quotations of a passage; a quotation within another is part of the outer one's words.

    Of marks that are not closed, the first of each kind is yielded: the others are mostly its consequence.
    """
    text = "".join(run.text if isinstance(run, Span) else _CITATION for run in parsed)
    cited = [run for run in parsed if isinstance(run, Citation)]
    position, ends, unclosed = 0, _Ends(text), set[str]()
    while position < len(text):
        start, position = position, position + 1
        if text[start] not in _CLOSED_BY:
            continue
        end = ends.of(start)
        if end is not None:
            after = cited[text[:end].count(_CITATION) :]
            direct = _DIRECTLY.match(text, end + 1) is not None
            words = text[start + 1 : end].replace(_CITATION, "")
            yield Quotation(words=words, citation=after[0] if after else None, direct=direct)
            position = end + 1
        elif text[start] in _MEANT_TO_CLOSE and text[start] not in unclosed:
            unclosed.add(text[start])
            words = text[start + 1 :].replace(_CITATION, "")
            yield Quotation(words=words, citation=None, direct=False, closed=False)


def quotation_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield a problem for each quotation of a passage that differs from its provision or cannot be compared with it."""
    for language, text in texts_of(passage).items():
        for quotation in find_quotations(text.prose):
            problem = _compared(quotation, passage.place(language), language, authorities)
            if problem:
                yield problem


class _Ends:
    """The closing marks of a text, each kind looked for once through the whole of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs: dict[str, dict[int, int]] = {}
        self._last = max((mark.start() for mark in _APOSTROPHE_OR_END.finditer(text)), default=-1)

    def of(self, start: int) -> int | None:
        """Return the place of the mark that closes the quotation which begins at `start`, or None if there is none."""
        text, opening = self._text, self._text[start]
        if opening == '"':
            end = text.find(opening, start + 1)
            return end if end > 0 else None
        if opening in "‘‚":
            return self._of_single(start) if start < self._last else None
        if opening not in self._pairs:
            self._pairs[opening] = _pairs(text, opening)
        return self._pairs[opening].get(start)

    def _of_single(self, start: int) -> int | None:
        text = self._text
        stop = text.find("‘", start + 1) if text[start] == "‘" else -1
        ends = [mark.start() for mark in _APOSTROPHE_OR_END.finditer(text, start + 1, stop if stop > 0 else len(text))]
        return next((end for end in ends if _SURELY_THE_END.match(text, end + 1)), ends[0] if ends else None)


def _pairs(text: str, opening: str) -> dict[int, int]:
    """Return the places of closing marks by those of the marks that they close."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == opening:
            opened.append(place)
        elif character in _CLOSED_BY[opening] and opened:
            pairs[opened.pop()] = place
    return pairs


def _compared(quotation: Quotation, place: Location, language: str, authorities: Authorities) -> Problem | None:
    if not quotation.closed:
        message = f"the quotation “{shown(quotation.words)} is not closed, so that it cannot be compared"
        return Problem(place, message, "end it with its closing mark", "warning")
    cites = quotation.citation.cites if quotation.citation else ()
    with_pinpoint = [cite for cite in cites if cite.pinpoint and cite.key in authorities]
    sources = {cite: _stored_words(cite, authorities, language) for cite in with_pinpoint}
    stored = {cite: words for cite, words in sources.items() if words}
    if any(is_verbatim(quotation.words, words) for words in stored.values()):
        return None
    nearest = max(stored, key=lambda cite: resemblance(quotation.words, stored[cite]), default=None)
    surely = quotation.direct and len(stored) == len(sources)
    if nearest and (surely or resemblance(quotation.words, stored[nearest]) >= _MEANT_AS_QUOTATION):
        return _differs(quotation, nearest, authorities, stored[nearest], place)
    missing = next((cite for cite in sources if cite not in stored), None)
    return _not_comparable(quotation, missing, language, place) if quotation.direct and missing else None


def _stored_words(cite: Cite, authorities: Authorities, language: str) -> tuple[str, ...]:
    return words_at(authorities[cite.key], cite.pinpoint, language) if cite.pinpoint else ()


def _differs(
    quotation: Quotation, cite: Cite, authorities: Authorities, words: tuple[str, ...], place: Location
) -> Problem:
    keys = provisions_at(authorities[cite.key], cite.pinpoint) if cite.pinpoint else ()
    message = f"the quotation “{shown(quotation.words)}” differs from the stored words of {cite.key}, {', '.join(keys)}"
    alike = resemblance(quotation.words, words) >= _WORTH_COMPARING
    hint = difference(quotation.words, words) if alike else f"“{shown(' … '.join(words))}”"
    return Problem(place, message, f"stored: {hint}")


def _not_comparable(quotation: Quotation, cite: Cite, language: str, place: Location) -> Problem:
    message = (
        f"the quotation “{shown(quotation.words)}” cannot be compared: the words of '{cite.key}' that it "
        f"points to are not stored in '{language}'"
    )
    return Problem(place, message, "store them under 'provisions', or say it without quotation marks", "warning")
