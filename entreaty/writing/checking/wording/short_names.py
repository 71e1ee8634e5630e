"""Short names of names in letters: each is explained before it is used, and means one institution only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.wording.combinations import Combination
from entreaty.writing.checking.wording.institutions import Name, Use, is_abbreviation, read_institutions
from entreaty.writing.checking.wording.names import is_abbreviation_of, names_of
from entreaty.writing.checking.wording.reports import and_more, quoted_by_language
from entreaty.writing.checking.wording.texts import own_words, read_languages
from entreaty.writing.passage_text import cites_of

# Sources whose notes give the full name of a treaty, an act or a court.
_LAW: tuple[Kind, ...] = ("treaty", "case", "statute", "human-rights-case", "hearing")


@dataclass(slots=True)
class _Found:
    """What is wrong with the short names of a passage.

    Attributes:
        passage: The passage.
        letter: One of the letters, in words.
        words: The short names by language, as they stand there.
        recipients: The ids of those who get such letters.
        other: What it can also mean; "" where it is not explained.
    """

    passage: Passage
    letter: str
    words: dict[str, dict[str, None]] = field(default_factory=dict)
    recipients: dict[str, None] = field(default_factory=dict)
    other: str = ""

    def add(self, language: str, words: str) -> None:
        """Add words as they stand in a language; with the article of a sentence's beginning they are the same."""
        known = self.words.setdefault(language, {})
        if all(words.casefold() != one.casefold() for one in known):
            known[words] = None


class _Reader:
    """Reads the letters of an appeal for short names."""

    def __init__(
        self, appeal: Appeal, together: Iterable[Combination], told: frozenset[str], authorities: Authorities
    ) -> None:
        self._everybody = {recipient.id: recipient for one in together for recipient in one.recipients}
        self._told = told
        self._cite_law = frozenset(
            passage.id
            for passage in appeal.letter.passages()
            if any(_is_law(authorities[cite.key]) for cite in cites_of(passage) if cite.key in authorities)
        )
        self._named_alike: dict[tuple[str, str], Mapping[str, str]] = {}
        self._short_names = {
            language: frozenset(
                form
                for passage in appeal.letter.passages()
                for form in read_institutions(own_words(passage, language), language).short_names
            )
            for language in read_languages(appeal)
        }
        # A word that nothing explains is one mistake, wherever it stands.
        self._first: dict[str, str] = {}
        self.undefined: dict[str, _Found] = {}
        self.ambiguous: dict[str, _Found] = {}

    def read(self, one: Combination, language: str) -> None:
        """Look at the letters of a combination in one language."""
        known: set[str] = set()
        named: dict[str, set[Name]] = {}
        definitions: dict[str, Passage] = {}
        for passage in one.passages:
            reading = read_institutions(own_words(passage, language), language, self._short_names[language])
            if passage.id in self._cite_law and (institutions := load_guidance().institutions.get(language)):
                known |= set(institutions.noted)
            for word, names in reading.named.items():
                named.setdefault(word, set()).update(names)
            definitions = dict.fromkeys(reading.short_names, passage) | definitions
            # In a variant, what the passage says in its language is told there.
            for use in reading.uses if language in passage.words else ():
                if use.word not in known and reading.defined.get(use.word, use.start + 1) > use.start:
                    self._undefined(one, passage, use, language)
                elif use.word in named:
                    self._ambiguous(one, definitions.get(use.word, passage), use, named[use.word], language)
            known |= reading.defined.keys()

    def _undefined(self, one: Combination, passage: Passage, use: Use, language: str) -> None:
        if use.word in self._told:
            return
        defined_elsewhere = use.word in self._short_names[language]
        strangers = [
            recipient
            for recipient in one.recipients
            if not _is_own(recipient, use.word, language, by_noun=not defined_elsewhere)
        ]
        if strangers:
            first = passage.id if defined_elsewhere else self._first.setdefault(use.word, passage.id)
            if first == passage.id:
                found = self.undefined.setdefault(passage.id, _Found(passage, one.example(strangers)))
                found.add(language, use.shown)
                found.recipients |= dict.fromkeys(recipient.id for recipient in strangers)

    def _ambiguous(self, one: Combination, passage: Passage, use: Use, names: set[Name], language: str) -> None:
        alike = self._alike(use.word, language)
        for recipient in one.recipients if alike else ():
            own = alike.get(recipient.id, "")
            whose = frozenset[str]().union(*read_institutions(own, language).named.get(use.word, ()))
            if own and any(name.isdisjoint(whose) for name in names):
                found = self.ambiguous.setdefault(use.word, _Found(passage, one.example([recipient]), other=own))
                if found.passage is passage:
                    found.add(language, use.shown)
                found.recipients[recipient.id] = None

    def _alike(self, word: str, language: str) -> Mapping[str, str]:
        """Return the names with that word for an institution in them, by the ids of the recipients who have them."""
        if (word, language) not in self._named_alike:
            self._named_alike[word, language] = {
                recipient.id: own
                for recipient in self._everybody.values()
                for own in names_of(recipient, language)
                if word.casefold() in own.casefold() and word in read_institutions(own, language).named
            }
        return self._named_alike[word, language]


def short_name_problems(
    appeal: Appeal, together: Sequence[Combination], told: frozenset[str], authorities: Authorities
) -> Iterator[Problem]:
    """Yield a warning for each passage with a short name that a letter does not explain, or that reads two ways.

    Args:
        appeal: The appeal.
        together: What stands together in its letters.
        told: Words in capitals that are told as such.
        authorities: What its letters may cite.
    """
    reader = _Reader(appeal, together, told, authorities)
    for one in together:
        for language in read_languages(appeal):
            reader.read(one, language)
    for found in reader.undefined.values():
        message = f"which the letter {found.letter}{and_more(found.recipients)} does not explain before"
        hint = "write the name in full, or have it stand before with the short name in brackets, whatever the date"
        yield _warning(appeal, found, message, hint)
    for found in reader.ambiguous.values():
        message = f"which in the letter {found.letter}{and_more(found.recipients)} can also mean '{found.other}'"
        yield _warning(appeal, found, message, "write the name in full, or choose another short name")


def _warning(appeal: Appeal, found: _Found, what: str, hint: str) -> Problem:
    language = next(iter(found.words))
    message = f"the passage '{found.passage.id}' says {quoted_by_language(found.words)}, {what}"
    concern = Concern("passage", found.passage.id, appeal.id)
    return Problem(found.passage.place(language), message, hint, "warning", concern)


def _is_law(authority: Authority) -> bool:
    """Tell whether the note of a source names law, or a court."""
    return authority.custom.kind in _LAW


def _is_own(recipient: Recipient, word: str, language: str, *, by_noun: bool) -> bool:
    """Tell whether a short name is the recipient's own name, or part of it."""
    names = names_of(recipient, language)
    if is_abbreviation(word):
        return any(is_abbreviation_of(word, name) for name in names)
    return by_noun and any(word.casefold() in name.casefold() for name in names)
