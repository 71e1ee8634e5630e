"""The tone of an appeal: a warning for long subjects, words in capitals, exclamation marks and discourteous words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.csl.markup import without_tags
from entreaty.content.files.sender import Sender
from entreaty.content.model import ANY_LANGUAGE, Text
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Location, Problem
from entreaty.writing.checking.wording.institutions import read_institutions
from entreaty.writing.checking.wording.texts import plain_words, without_codes
from entreaty.writing.passage_text import PassageText, texts_of
from entreaty.writing.word_search import find_words

# The recommended length of a line of a mail header (RFC 5322, 2.1.1); lists of messages show no more.
_SUBJECT_LENGTH = 78
# Shorter words in capitals are mostly abbreviations.
_SHOUT_LENGTH = 4
_EXCLAMATIONS = "!¡՜"
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’]*’(?!\w)|\"[^\"]*\"")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+\S", re.MULTILINE)
_ROMAN = re.compile(r"[IVXLCDM]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that an office will read.

    Attributes:
        name: Its name in messages, such as "the subject".
        language: Its language, or "und" for all.
        words: Its words, without citations and placeholders.
        place: Where it stands.
    """

    name: str
    language: str
    words: str
    place: Location


def tone_problems(campaign: Campaign, appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each text of an appeal, and for a personal note, whose tone an office would take amiss.

    Args:
        campaign: The campaign, with the sender's personal note; the names of its offices and authorities may be in
            capitals.
        appeal: The appeal.
    """
    texts = [*_texts_of_appeal(appeal), *(_personal_note(campaign.sender) if campaign.sender else ())]
    abbreviations = _abbreviations(campaign, texts)
    for text in texts:
        yield from _discourteous_words(text)
        yield from _loud_words(text, abbreviations)
    if campaign.sender:
        yield from _lists_in_note(campaign.sender)
    for language, subject in appeal.subject.root.items():
        if len(subject) >= _SUBJECT_LENGTH:
            called = "the subject" if language == ANY_LANGUAGE else f"the subject in '{language}'"
            message = f"{called} has {len(subject)} characters"
            yield _warning(appeal.place("subject"), message, f"lists of e-mails show fewer than {_SUBJECT_LENGTH}")


def shouted_words(campaign: Campaign, appeal: Appeal) -> frozenset[str]:
    """Return the words in capitals that are told as loud, because nothing in the campaign explains them."""
    texts = tuple(_texts_of_appeal(appeal))
    abbreviations = _abbreviations(campaign, texts)
    return frozenset(word for text in texts for word in _shouted(text, abbreviations))


def _texts_of_appeal(appeal: Appeal) -> Iterator[_Text]:
    yield from _texts("the subject", appeal.subject, appeal.place("subject"))
    for passage in appeal.letter.passages():
        for language, text in texts_of(passage).items():
            yield _Text(f"the passage '{passage.id}'", language, _own_words(text), passage.place(language))


def _personal_note(sender: Sender) -> Iterator[_Text]:
    if sender.personal_note:
        yield from _texts("the personal note", sender.personal_note, sender.place("personal_note"))


def _lists_in_note(sender: Sender) -> Iterator[Problem]:
    """Yield a warning for a list in the personal note, which is no Markdown, so that its lines are joined."""
    if any(len(_ITEM.findall(text.words)) > 1 for text in _personal_note(sender)):
        hint = "write sentences, or put the list into a passage of the appeal"
        yield _warning(
            sender.place("personal_note"), "the personal note has a list, which is printed in one line", hint
        )


def _texts(name: str, text: Text, place: Location) -> Iterator[_Text]:
    for language, words in text.root.items():
        yield _Text(name, language, words, place)


def _own_words(text: PassageText) -> str:
    """Return the words of a passage without citations and placeholders."""
    return _BRACES.sub(" ", text.plain)


def _abbreviations(campaign: Campaign, texts: Iterable[_Text]) -> frozenset[str]:
    """Return the words that may be in capitals: in names of offices and sources, or explained."""
    names = [inside for text in texts for inside in _PARENTHESES.findall(text.words)]
    for text in texts:
        names += read_institutions(plain_words(text.words), text.language).defined
    for recipient in campaign.recipients:
        texts_of_profile = (recipient.office, recipient.organisation, recipient.household)
        names += (words for text in texts_of_profile if text for words in text.root.values())
    for authority in campaign.authorities.values():
        names += (without_tags(authority.title), authority.title_short or "", authority.container_title_short or "")
    return frozenset(word for name in names for word in _WORD.findall(name))


def _discourteous_words(text: _Text) -> Iterator[Problem]:
    """Yield a warning for each discourteous word outside quotations."""
    own = _QUOTED.sub(" ", text.words)
    hint = "offices answer those who are polite: say what happened, and what you ask"
    for words in load_guidance().discourteous.get(text.language, ()):
        for start, end in find_words(own, words)[:1]:
            quoted = " ".join(own[start:end].split())
            yield _warning(text.place, f"{text.name} says '{quoted}', which is discourteous", hint)


def _loud_words(text: _Text, abbreviations: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning for words in capitals, and one for exclamation marks, outside quotations."""
    own = _QUOTED.sub(" ", text.words)
    if shouted := _shouted(text, abbreviations):
        quoted = ", ".join(f"'{word}'" for word in shouted)
        hint = "write it in small letters; an abbreviation is explained once, as in 'the Example Committee (EXCO)'"
        yield _warning(text.place, f"{text.name} shouts {quoted}, or does not explain it", hint)
    if any(mark in own for mark in _EXCLAMATIONS):
        yield _warning(text.place, f"{text.name} has an exclamation mark", "end the sentence with a full stop")


def _shouted(text: _Text, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """Return the long words in capitals, outside quotations, that are neither explained nor known to everybody."""
    shipped = load_guidance().abbreviations
    common = {*shipped.get("any", ()), *shipped.get(text.language, ())}
    shouted = filter(_is_shouted, _WORD.findall(without_codes(_QUOTED.sub(" ", text.words))))
    return tuple(dict.fromkeys(word for word in shouted if word not in abbreviations and word not in common))


def _is_shouted(word: str) -> bool:
    return len(word) >= _SHOUT_LENGTH and word.isupper() and not _ROMAN.fullmatch(word)


def _warning(place: Location, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, "warning")
