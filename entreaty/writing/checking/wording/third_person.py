"""Recipients spoken of in the third person in their own letter: "the Committee adopted …" to its chair."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.checking.wording.combinations import Combination
from entreaty.writing.checking.wording.institutions import Name, is_abbreviation, read_institutions
from entreaty.writing.checking.wording.names import heads_of, is_abbreviation_of, names_of, without_brackets
from entreaty.writing.checking.wording.reports import and_more, quoted_by_language
from entreaty.writing.checking.wording.texts import any_of, capitalises_nouns, own_words, read_languages, unquoted

_TOKEN = re.compile(r"(?<![\w.])[^\W_]{3,}(?!\w)")
# So many words before a name tell whether it is "you, the Committee" or "your Committee".
_WORDS_BEFORE = 2
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class _Call:
    """What a recipient is called.

    Attributes:
        words: The name, such as "Committee against Torture".
        of_office: Whether it is that of an office, which others hold too: it counts behind an article alone.
    """

    words: str
    of_office: bool


@dataclass(slots=True)
class _Found:
    """A passage that speaks of its reader: a letter in words, the words by language, and whoever reads them."""

    passage: Passage
    letter: str
    words: dict[str, dict[str, None]] = field(default_factory=dict)
    recipients: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a text may call somebody who reads it.

    Attributes:
        calls: Names, the longest first.
        institution: The word for an institution that the organisation's name begins with, and what tells whose it is:
            the word alone is its name where a letter names no other such institution.
    """

    calls: tuple[_Call, ...]
    institution: tuple[tuple[str, Name], ...]


class _Texts:
    """The passages of an appeal in one language, and what they may call those who read them."""

    def __init__(self, appeal: Appeal, language: str) -> None:
        self.language = language
        self.of = {passage.id: unquoted(own_words(passage, language)) for passage in appeal.letter.passages()}
        self._all = "\n".join(self.of.values())
        self._folded = self._all.casefold()
        tokens = {token for text in self.of.values() for token in _TOKEN.findall(text)}
        self._abbreviations = {token for token in tokens if is_abbreviation(token)}
        self._alone = {use.word for text in self.of.values() for use in read_institutions(text, language).uses}
        self._alike: dict[tuple[str, str], _Reader | None] = {}
        self._readers: dict[str, _Reader | None] = {}

    def groups(self, recipients: Iterable[Recipient]) -> Mapping[_Reader, list[Recipient]]:
        """Return the recipients whom passages may speak of, together with those who are called alike."""
        found: dict[_Reader, list[Recipient]] = {}
        for recipient in recipients:
            if recipient.id not in self._readers:
                names = names_of(recipient, self.language)
                if names not in self._alike:
                    self._alike[names] = self._reader(*names)
                self._readers[recipient.id] = self._alike[names]
            if reader := self._readers[recipient.id]:
                found.setdefault(reader, []).append(recipient)
        return found

    def _reader(self, organisation: str, office: str) -> _Reader | None:
        """Return what the passages may call who has these names; None if nothing."""
        folded = organisation.casefold()
        institution = (
            _own_institution(organisation, self.language)
            if any(one.casefold() in folded for one in self._alone)
            else {}
        )
        calls = tuple(sorted(self._calls(organisation, office), key=lambda call: len(call.words), reverse=True))
        return _Reader(calls, tuple(institution.items())) if calls or institution else None

    def _calls(self, organisation: str, office: str) -> Iterator[_Call]:
        """Yield the names of both that stand in any passage."""
        shorts = (short for short in self._abbreviations if is_abbreviation_of(short, organisation))
        yield from (_Call(short, of_office=False) for short in shorts)
        for name, of_office in ((organisation, False), (office, True)):
            for words in (without_brackets(name), *heads_of(name, self.language)):
                # Most names stand nowhere: no pattern is made of them.
                if not words or not all(word in self._folded for word in words.casefold().split(" ")):
                    continue
                if not _spelt(words, self.language).search(self._all):
                    continue
                if len(re.split(r"[\s-]", words)) > 1:
                    yield _Call(words, of_office=of_office or words != without_brackets(name))
                # One word, such as a town or "President", is as often somebody else.
                elif self._is_compound(words) or (of_office and self._is_nobody_else(words)):
                    yield _Call(words, of_office=True)

    def _is_compound(self, word: str) -> bool:
        """Tell whether one word says whose institution it is, such as "Verkehrsministerium"."""
        institutions = load_guidance().institutions.get(self.language)
        nouns = institutions.words if institutions and institutions.inflections else ()
        return any(word.casefold().endswith(noun.casefold()) and len(word) > len(noun) for noun in nouns)

    def _is_nobody_else(self, word: str) -> bool:
        """Tell whether all that passages call so is "the Minister", so that no other is named."""
        institutions = load_guidance().institutions.get(self.language)
        if institutions is None or capitalises_nouns(self.language) or not word[:1].isupper():
            return False
        articles, qualifiers = any_of(institutions.articles), any_of(institutions.qualifiers)
        alone = rf"\b(?i:{articles})(?: |(?<=’)){re.escape(word)}(?!\w)(?! (?:{qualifiers}|[^\W\d_a-zß-ÿ]))"
        return len(re.findall(alone, self._all)) == len(re.findall(rf"(?i:{re.escape(word)})", self._all))


def third_person_problems(appeal: Appeal, together: Iterable[Combination]) -> Iterator[Problem]:
    """Yield a warning for each passage that speaks of a recipient, in a letter to it, as of somebody else.

    Args:
        appeal: The appeal.
        together: What stands together in its letters.
    """
    found: dict[str, _Found] = {}
    for language in read_languages(appeal):
        texts = _Texts(appeal, language)
        for one in together:
            named = _named(one, texts)
            for reader, recipients in texts.groups(one.recipients).items():
                for passage, words in _mentions(one, reader, texts, named):
                    known = found.setdefault(passage.id, _Found(passage, one.example(recipients)))
                    known.words.setdefault(language, {})[words] = None
                    known.recipients |= dict.fromkeys(recipient.id for recipient in recipients)
    for one_found in found.values():
        passage = one_found.passage
        message = (
            f"the passage '{passage.id}' speaks of {quoted_by_language(one_found.words)} in the third person, in the "
            f"letter {one_found.letter}{and_more(one_found.recipients)}, who reads it"
        )
        hint = "say 'you' or 'your' to this recipient, in a passage of its own"
        place = passage.place(next(iter(one_found.words)))
        yield Problem(place, message, hint, "warning", Concern("passage", passage.id, appeal.id))


def _named(one: Combination, texts: _Texts) -> Mapping[str, frozenset[Name]]:
    """Return the institutions that letters of a combination name in full, by their word."""
    named: dict[str, frozenset[Name]] = {}
    for passage in one.passages:
        for word, names in read_institutions(texts.of[passage.id], texts.language).named.items():
            named[word] = named.get(word, frozenset()) | names
    return named


def _mentions(
    one: Combination, reader: _Reader, texts: _Texts, named: Mapping[str, frozenset[Name]]
) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a letter that speak of its reader, with the words."""
    short = {
        word for word, whose in reader.institution if all(not name.isdisjoint(whose) for name in named.get(word, ()))
    }
    for passage in one.passages:
        if texts.language not in passage.words:
            # In a variant, what the passage says in its language is told there.
            continue
        text = texts.of[passage.id]
        for words in (_mention(text, call, texts.language) for call in reader.calls):
            if words:
                yield passage, words
                break
        else:
            uses = read_institutions(text, texts.language).uses if short else ()
            for use in (
                use for use in uses if use.word in short and not _is_addressed(text[: use.start], texts.language)
            ):
                yield passage, use.shown
                break


@lru_cache(maxsize=65536)
def _own_institution(organisation: str, language: str) -> Mapping[str, Name]:
    """Return the institution that a name begins with, and what tells whose it is, as in {"Committee": {"torture"}}."""
    heads = heads_of(organisation, language)
    read = read_institutions(without_brackets(organisation), language).named
    head = (heads[-1] if heads else organisation).casefold()
    return {word: frozenset().union(*names) for word, names in read.items() if word.casefold() in head}


@lru_cache(maxsize=65536)
def _mention(text: str, call: _Call, language: str) -> str:
    """Return the words with which a text speaks of what is so called; "" if it does not."""
    institutions = load_guidance().institutions.get(language)
    articles = any_of(institutions.articles if institutions else ())
    article = rf"(?:\b(?:{articles})(?: |(?<=’)))"
    pattern = rf"(?P<article>{article}){'' if call.of_office else '?'}{_spelt(call.words, language).pattern}"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        longer = _goes_on(call, text[match.end() :], language)
        addressed = _is_addressed(text[: match.start()], language) or _is_you(text[match.end() :], language)
        if not longer and not addressed:
            return match[0]
    return ""


@lru_cache(maxsize=65536)
def _spelt(name: str, language: str) -> re.Pattern[str]:
    """Return a pattern of a name, with the endings of its cases: "Ausschusses für Datenschutz"."""
    institutions = load_guidance().institutions.get(language)
    case = rf"(?:{any_of(institutions.inflections)})?" if institutions and institutions.inflections else ""
    words = " ".join(re.escape(word) + (case if word[:1].isupper() else "") for word in name.split(" "))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _goes_on(call: _Call, after: str, language: str) -> bool:
    """Tell whether the words behind a name make a longer one of it, as in "Minister of Transport of the North"."""
    institutions = load_guidance().institutions.get(language)
    following = re.match(r" ([^\s.,;:]+)(?: ([^\s.,;:]+))?", after)
    if not following or not institutions:
        return False
    if not call.of_office:
        return not capitalises_nouns(language) and following[1][:1].isupper()
    if following[1].casefold() not in institutions.qualifiers:
        return False
    # "Ask the Minister of Transport to fund it" names nobody else.
    whole = any(word.casefold() in institutions.qualifiers for word in call.words.split(" "))
    named = following[2] and (following[2][:1].isupper() or following[2].casefold() in institutions.articles)
    return bool(named) or not whole


def _is_you(after: str, language: str) -> bool:
    """Tell whether the words behind a name say who it is, as in "As the Mayor, you …"."""
    readers = any_of(load_guidance().reader.get(language, ()))
    return re.match(rf",? (?:{readers})(?!\w)", after, re.IGNORECASE) is not None


def _is_addressed(before: str, language: str) -> bool:
    """Tell whether the words before a name make it the reader's ("your Committee"), or part of another name."""
    guidance = load_guidance()
    words = re.findall(r"[^\W_]+", before[-_BEFORE:])[-_WORDS_BEFORE:]
    readers = {word.casefold() for word in guidance.reader.get(language, ())}
    if any(word.casefold() in readers for word in words):
        return True
    institutions = guidance.institutions.get(language)
    qualifiers = any_of(institutions.qualifiers if institutions else ())
    # "the Charter of the Example Council" is no word about the council.
    return re.search(rf"(?<=[^.!?:] )[A-Z][\w-]+ (?:{qualifiers}) (?:\w{{2,3}} )?$", before[-_BEFORE:]) is not None
