"""Law cited for a word that its stored text lacks: a question, for the text may be a part, or say it in other words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from entreaty.content.files.appeals import Passage
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.citing.provisions import places_not_stored, provisions_at
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.letter import Span
from entreaty.writing.passage_text import texts_of

# A citation is for the words of its own sentence.
_SENTENCES = re.compile(r"[.!?…]\s+(?=[“«„(]?[^\W\d_a-zß-öø-ÿ])")
_SubjectWords = dict[int, str]


def cited_word_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield a question if a passage cites provisions for words, of doctors or languages, that none of them has."""
    lacking: dict[int, tuple[str, str, str]] = {}
    for language, text in texts_of(passage).items():
        words = ""
        for run in text.prose:
            if isinstance(run, Span):
                words += run.text
            elif isinstance(run, Citation):
                for subject, word in _lacking(_SENTENCES.split(words)[-1], run, language, authorities).items():
                    lacking.setdefault(subject, (word, language, _provisions(run, authorities)))
                words = ""
    if lacking:
        found = [word for word, _, _ in lacking.values()]
        _, language, provisions = next(iter(lacking.values()))
        yield Problem(
            passage.place(language),
            f"the passage '{passage.id}' says {', '.join(f'“{word}”' for word in found)} and cites {provisions}, whose "
            "stored words do not: does the law say so?",
            "cite the provision that does, or say it outside the words that the citation is for",
            "warning",
        )


def _lacking(words: str, citation: Citation, language: str, authorities: Authorities) -> _SubjectWords:
    """Return the words before a citation, by subject, of which no provision that it points to has any."""
    cites = _stored(citation, authorities)
    stored: dict[str, str] = {}
    for cite in cites:
        authority = authorities[cite.key]
        for key in provisions_at(authority, cite.pinpoint) if cite.pinpoint else ():
            for code, texts in authority.custom.provisions[key].items():
                stored[code] = " ".join((stored.get(code, ""), *texts))
    subjects = range(len(load_guidance().subjects))
    found = {
        subject: match[0]
        for subject in subjects
        if stored and (match := _of(subject, language, of_law=False).search(words))
    }
    return {
        subject: word
        for subject, word in found.items()
        if not any(_of(subject, code, of_law=True).search(text) for code, text in stored.items())
        # Without words of the subject in the language of the provision, nobody can tell.
        and any(code in load_guidance().subjects[subject].said for code in stored)
    }


def _stored(citation: Citation, authorities: Authorities) -> tuple[Cite, ...]:
    """Return the provisions that a citation points to; none where the words of one are not stored."""
    cites = tuple(cite for cite in citation.cites if cite.pinpoint and cite.key in authorities)
    if any(cite.pinpoint and places_not_stored(authorities[cite.key], cite.pinpoint) for cite in cites):
        return ()
    return cites


def _provisions(citation: Citation, authorities: Authorities) -> str:
    named = (
        f"{cite.key}, {', '.join(provisions_at(authorities[cite.key], cite.pinpoint))}"
        for cite in _stored(citation, authorities)
        if cite.pinpoint
    )
    return " and ".join(dict.fromkeys(named))


@lru_cache(maxsize=256)
def _of(subject: int, language: str, *, of_law: bool) -> re.Pattern[str]:
    known = load_guidance().subjects[subject]
    words = known.said.get(language, ()) + (known.law.get(language, ()) if of_law else ())
    # "ill-treatment" is no illness.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?![\w-])", re.IGNORECASE)
