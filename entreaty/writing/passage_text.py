"""The text of a passage in each language, parsed once: its paragraphs and lists, its citations and its placeholders."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from entreaty.content.files.appeals import Passage
from entreaty.content.model import closest
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating.sandbox import TemplateError
from entreaty.templating.snippets import Snippet, SnippetCompiler, without_condition_lines, without_conditions
from entreaty.writing.citing.paragraphs import (
    VALUE,
    ParsedBlock,
    has_numbered_list,
    parse_passage,
)
from entreaty.writing.citing.prose import Parsed, cites_in, escape_markdown
from entreaty.writing.citing.syntax import Cite, ProseError
from entreaty.writing.letter import List, Span, in_order
from entreaty.writing.placeholders import PLACEHOLDERS

# Most passages stand in many letters, and say the same in many of them.
_parse = lru_cache(maxsize=4096)(parse_passage)
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_NUMBER = re.compile(r"\s*\d{1,9}[.)]\s+\S")
# Their passages are joined to one sentence where a letter has one demand.
_IN_ONE_SENTENCE = ("request", "demands")
_COMMENT = "'{# … #}' is a comment: no letter has what stands in it"


@dataclass(frozen=True)
class PassageText:
    """The text of a passage in one language.

    Words, citations and placeholders are those of all branches of an `{% if … %}`; a letter has one of the branches.

    Attributes:
        source: The text as written, such as "Visit them[@gc3, art. 126], {{ recipient.office }}."
        language: The language of the text, in which it names places in sources.
    """

    source: str
    language: str = ""

    @cached_property
    def blocks(self) -> tuple[ParsedBlock, ...]:
        """Return its paragraphs and lists, with placeholders as written; () if it is malformed."""
        try:
            return self._parsed
        except ProseError:
            return ()

    @property
    def has_list(self) -> bool:
        """Tell whether it is more than one paragraph."""
        return any(isinstance(block, List) for block in self.blocks)

    @cached_property
    def prose(self) -> Parsed:
        """Return its spans and citations as one, with a line break between paragraphs and items."""
        words = tuple(in_order(self.blocks))
        return tuple(run for number, one in enumerate(words) for run in ((Span(text="\n"), *one) if number else one))

    @cached_property
    def cites(self) -> tuple[Cite, ...]:
        """Return the sources that it cites, in order, such as (Cite("gc3"),)."""
        return cites_in(self.prose)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return its spans without the citations."""
        return tuple(run for run in self.prose if isinstance(run, Span))

    @property
    def plain(self) -> str:
        """Return its words without emphasis, links and citations; the source if it is malformed."""
        return "".join(span.text for span in self.spans) if self.prose else self.source

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names in its braces, such as ("recipient.office",); () if it is not a template."""
        try:
            return self._template.names
        except TemplateError:
            return ()

    def filled(
        self,
        values: Mapping[str, Mapping[str, str]],
        place: Location,
        recipient: str,
        files: Mapping[str, Location] | None = None,
        *,
        is_item: bool = False,
    ) -> tuple[ParsedBlock, ...]:
        """Return its paragraphs and lists with placeholders filled in; a value is words, and begins no list.

        A paragraph of which conditions leave nothing is left out; there is none where they leave nothing at all.

        Args:
            values: The value of each placeholder, such as {"recipient": {"office": "President"}}.
            place: Where the text stands.
            recipient: The id of the letter's recipient, for the problem if a value is missing.
            files: Where the values of "recipient" and "sender" stand, to name what lacks one.
            is_item: Whether one number alone begins a list, as `with_items` tells of the passages around it.

        Raises:
            ContentError: It is malformed, or one of its names has no value or is none, be it only asked for.
        """
        if undefined := tuple(self.undefined_names(place)):
            raise ContentError(undefined)
        try:
            blocks = _parse(self._template.fill(values), self.language, numbered=self._numbered or is_item)
        except ProseError as error:
            raise ContentError([Problem(place, str(error))]) from error
        except TemplateError as error:
            problems = [*self._missing_values(values, place, recipient, files or {})]
            raise ContentError(problems or [self._broken_template(place) or Problem(place, error.reason)]) from error

        if "{%" not in self.source:
            return blocks
        firsts = [block.first for block in self.blocks if isinstance(block, List) and block.first is not None]
        kept = (block for block in blocks if isinstance(block, List) or not _says_nothing(block))
        return tuple(_counted_as_written(block, firsts) for block in kept)

    def malformed(self, place: Location) -> Problem | None:
        """Return the problem that it is not a template, or not Markdown with citations; None if it is both."""
        try:
            _ = self._parsed
        except ProseError as error:
            return self._broken_template(place) or Problem(place, str(error))
        return self._broken_template(place)

    def undefined_names(self, place: Location) -> Iterator[Problem]:
        """Yield a problem for each name in braces that is no placeholder."""
        for name in self.names:
            if name not in PLACEHOLDERS and name not in {"recipient", "sender", "letter"}:
                yield Problem(place, f"'{{{{ {name} }}}}' is undefined", closest(name, tuple(PLACEHOLDERS)))

    def _missing_values(
        self,
        values: Mapping[str, Mapping[str, str]],
        place: Location,
        recipient: str,
        files: Mapping[str, Location],
    ) -> Iterator[Problem]:
        """Yield the problem that this recipient or sender has no value for placeholders."""
        given = {f"{group}.{name}" for group, named in values.items() for name in named}
        missing = dict.fromkeys(name for name in self.names if name in PLACEHOLDERS and name not in given)
        for group in dict.fromkeys(name.partition(".")[0] for name in missing):
            names = [name for name in missing if name.startswith(f"{group}.")]
            # What the sender lacks, all letters lack: it is told once.
            who = "the sender" if group == "sender" else f"the letter to '{recipient}'"
            ask = f"'{{% if {names[0]} is defined %}}'"
            hint = f"complete {_file_of(group, files)}, condition the passage with 'for', or ask with {ask}"
            yield Problem(place, f"{who} has no {', '.join(names)}", hint)

    def _broken_template(self, place: Location) -> Problem | None:
        try:
            _ = self._template
        except TemplateError as error:
            if error.reason == _COMMENT:
                return Problem(
                    place, error.reason, "remove it; a remark of yours stands outside of the text, after '#'"
                )
            return Problem(place, error.reason, "write '{{ recipient.office }}', or '{' without a second one")
        return None

    @property
    def _parsed(self) -> tuple[ParsedBlock, ...]:
        """Return its paragraphs and lists; a line that holds a condition alone is none of either.

        Raises:
            ProseError: It is malformed.
        """
        words = without_condition_lines(self.source)
        blocks = _parse(words, self.language, numbered=self._numbered)
        if words == self.source or len(blocks) > 1 or isinstance(blocks[0], List):
            return blocks
        return _parse(self.source, self.language, numbered=self._numbered)

    @cached_property
    def begins_with_number(self) -> bool:
        """Tell whether it has a numbered list, or one number alone, which may be an item of a list around it."""
        return self._numbered or _NUMBER.match(without_conditions(self.source)) is not None

    @cached_property
    def _numbered(self) -> bool:
        """Tell whether one number alone begins a list, because conditions may leave one item of several."""
        return has_numbered_list(self.source)

    @cached_property
    def _template(self) -> Snippet:
        if "{#" in self.source:
            raise TemplateError(1, _COMMENT)
        return _compile(self.source)


def _counted_as_written(block: ParsedBlock, firsts: list[int]) -> ParsedBlock:
    """Return a list with the first number of the list as written, where a condition has left out its first item."""
    if not isinstance(block, List) or block.first is None or block.first in firsts:
        return block
    return replace(block, first=max((first for first in firsts if first < block.first), default=block.first))


def _says_nothing(words: Parsed) -> bool:
    """Tell whether a paragraph has neither a word nor a source, such as ";" behind words that a condition left out."""
    return not any(not isinstance(run, Span) or any(map(str.isalnum, run.text)) for run in words)


def _value(value: str | float) -> str:
    """Return a value as words of the passage: in one line, and marked so that it begins no list."""
    return VALUE + _LINE_BREAK.sub(" ", escape_markdown(value))


_compile = SnippetCompiler(_value).compile


def _file_of(group: str, files: Mapping[str, Location]) -> str:
    """Return where the values of "recipient" or "sender" stand, as a person looks for it."""
    place = files.get(group, Location(Path()))
    return str(place) if place.path.name else {"sender": "sender.yaml"}.get(group, "the profile")


@lru_cache(maxsize=4096)
def _read(source: str, language: str) -> PassageText:
    return PassageText(source, language)


def text_of(passage: Passage, language: str) -> PassageText:
    """Return the text of the passage in that language, which is empty if there is none."""
    return _read(passage.words.get(language, ""), language)


def texts_of(passage: Passage) -> dict[str, PassageText]:
    """Return the texts of the passage by language."""
    return {language: _read(source, language) for language, source in passage.words.items()}


def cites_of(passage: Passage) -> tuple[Cite, ...]:
    """Return the sources that the passage cites, language by language."""
    return tuple(cite for text in texts_of(passage).values() for cite in text.cites)


def with_items(passages: Iterable[Passage], language: str) -> frozenset[str]:
    """Return the ids of the passages whose numbers begin items, because a list goes on from one to the next.

    Args:
        passages: All passages of a part, such as "1. the seat", and "2. the light" with `continues: yes`.
        language: The language of the texts.
    """
    found: set[str] = set()
    counting: list[str] = []
    for passage in passages:
        if not passage.continues:
            counting = []
        if text_of(passage, language).begins_with_number:
            counting.append(passage.id)
            found |= set(counting) if len(counting) > 1 else set()
    return frozenset(found)


def misplaced_list(passage: Passage, language: str) -> Problem | None:
    """Return the problem that a passage of the request or the demands holds a list; None if it holds none."""
    if passage.part not in _IN_ONE_SENTENCE or not text_of(passage, language).has_list:
        return None
    hint = "make each point a demand, or put the list into opening, facts, law or closing; '\\' before a mark prints it"
    return Problem(passage.place(language), f"a list cannot stand in '{passage.part}'", hint)


def missing_language(passage: Passage, language: str) -> Problem:
    """Return the problem that the passage is not written in a language of its appeal."""
    message = f"the passage '{passage.id}' has no text in '{language}', in which the appeal has a subject"
    return Problem(passage.place("id"), message, f"add the key '{language}'")
