"""Read the texts of an appeal for what is long, loud or rude; all that is found is warnings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.sender import Sender
from entreaty.content.model import ANY_LANGUAGE, Text
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Location, Problem
from entreaty.writing.passage_text import PassageText, texts_of
from entreaty.writing.word_search import find_words

# A line of a mail header should not be longer (RFC 5322, 2.1.1), and lists of messages show no more.
_SUBJECT_LENGTH = 78
# Shorter words in capitals are mostly abbreviations.
_SHOUT_LENGTH = 4
_EXCLAMATIONS = "!¡՜"
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’]*’(?!\w)|\"[^\"]*\"")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLCDM]+")


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of the campaign, and where they stand."""

    where: str
    language: str
    text: str
    place: Location


def tone(campaign: Campaign, appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each text of an appeal, and for a personal note, that an office would not read with sympathy.

    Args:
        campaign: Whose sender's note is read too, and whose offices and sources have names that may be in capitals.
        appeal: The appeal.
    """
    said = [*_said(appeal), *(_note(campaign.sender) if campaign.sender else ())]
    abbreviations = _abbreviations(campaign, said)
    for one in said:
        yield from _rude(one)
        yield from _loud(one, abbreviations)
    for language, subject in appeal.subject.root.items():
        if len(subject) >= _SUBJECT_LENGTH:
            called = "the subject" if language == ANY_LANGUAGE else f"the subject in '{language}'"
            message = f"{called} has {len(subject)} characters"
            yield _warning(appeal.place("subject"), message, f"lists of e-mails show fewer than {_SUBJECT_LENGTH}")


def _said(appeal: Appeal) -> Iterator[_Said]:
    yield from _texts("the subject", appeal.subject, appeal.place("subject"))
    for passage in appeal.letter.passages():
        for language, text in texts_of(passage).items():
            yield _Said(f"the passage '{passage.id}'", language, _own_words(text), passage.place(language))


def _note(sender: Sender) -> Iterator[_Said]:
    if sender.personal_note:
        yield from _texts("the personal note", sender.personal_note, sender.place("personal_note"))


def _texts(where: str, text: Text, place: Location) -> Iterator[_Said]:
    for language, words in text.root.items():
        yield _Said(where, language, words, place)


def _own_words(text: PassageText) -> str:
    """Return the words of a passage without citations and placeholders."""
    return _BRACES.sub(" ", text.plain)


def _abbreviations(campaign: Campaign, said: Iterable[_Said]) -> frozenset[str]:
    """Return the words that may stand in capitals: of offices, of short titles, and those explained in parentheses."""
    names = [inside for one in said for inside in _PARENTHESES.findall(one.text)]
    for recipient in campaign.recipients:
        names += (*recipient.office.root.values(), *recipient.organisation.root.values())
    for authority in campaign.authorities.values():
        names += (authority.title, authority.title_short or "", authority.container_title_short or "")
    return frozenset(word for name in names for word in _WORD.findall(name))


def _rude(said: _Said) -> Iterator[Problem]:
    """Yield a warning for each discourteous word; what is quoted is somebody else's."""
    own = _QUOTED.sub(" ", said.text)
    hint = "offices answer those who are polite: say what happened, and what you ask"
    for words in load_guidance().discourteous.get(said.language, ()):
        for start, end in find_words(own, words)[:1]:
            quoted = " ".join(own[start:end].split())
            yield _warning(said.place, f"{said.where} says '{quoted}', which is discourteous", hint)


def _loud(said: _Said, abbreviations: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning for words in capitals, and one for exclamation marks."""
    own = _QUOTED.sub(" ", said.text)
    shouted = [word for word in _WORD.findall(own) if _is_shouted(word) and word not in abbreviations]
    if shouted:
        hint = "write it in small letters; an abbreviation is explained once, as in 'the Example Committee (EXCO)'"
        yield _warning(said.place, f"{said.where} shouts '{shouted[0]}'", hint)
    if any(mark in own for mark in _EXCLAMATIONS):
        yield _warning(said.place, f"{said.where} has an exclamation mark", "end the sentence with a full stop")


def _is_shouted(word: str) -> bool:
    return len(word) >= _SHOUT_LENGTH and word.isupper() and not _ROMAN.fullmatch(word)


def _warning(place: Location, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, "warning")
