"""The grammar of places within sources: labels, numbers, what is within them, lists and ranges."""

import re

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.brackets import BRACKET, level_of
from entreaty.writing.citing.pinpoints.labels import LabelReader
from entreaty.writing.citing.pinpoints.numbers import (
    DASH,
    ROMAN_COUNT,
    code_at,
    dashed_at,
    is_less,
    roman_count,
)
from entreaty.writing.citing.pinpoints.ordinals import ordinal_at
from entreaty.writing.citing.pinpoints.place import (
    ARTICLE_LIKE,
    ENDLESS,
    NEXT,
    WITHOUT_NUMBER,
    Pinpoint,
    in_full,
    normal,
)
from entreaty.writing.citing.pinpoints.steps import (
    ONE_PARAGRAPH,
    SMALL,
    Item,
    Step,
    article_first,
    container,
    meaning,
    named,
)
from entreaty.writing.citing.pinpoints.words import Words

PLACES = 100
"""How many places a pinpoint may have: more than anybody writes."""
PAGES = re.compile(r"\d+(?:\s?[-–—]{1,3}\s?\d+)?(?:,\s?\d+(?:\s?[-–—]{1,3}\s?\d+)?)*(?=\.?$|,\s\D)")
"""Numbers alone, which are pages."""
_DEPTH = 8
_ENDED = re.compile(r"\.?$|,\s\D")
_PAGE_BEFORE_WORD = re.compile(r"\d+,?\s")
_NOTE_OF_PAGE = re.compile(r"(\d+)\s?n\.?\s?(\d+)(?!\w)")
_NEXT_BRACKET = re.compile(r"\(|[a-z]\)")
_COMMA_BRACKET = re.compile(r",\([^()\s]+\)")
_ROMAN = re.compile(ROMAN_COUNT)
_ROMAN_PARAGRAPH = re.compile(rf"\s(?P<paragraph>{ROMAN_COUNT})(?:\s(?P<sentence>\d{{1,3}})(?!\w))?")
_LETTER_BELOW = re.compile(r",\s\(?(?P<letter>[a-z])\)")
_NUMERO = re.compile(r"(?P<count>\d{1,3})[°º](?!\w)")
_SEPARATOR = re.compile(r"\s?,\s?")
_ONE_SPACE = re.compile(r"\s")


class PinpointReader(LabelReader):
    """Reads one pinpoint from the beginning of a text."""

    def __init__(self, text: str, words: Words) -> None:
        super().__init__(text, words)
        self._wide = False
        self._doubts = 0
        self._article_last = False
        self._bare = False

    def pinpoint(self) -> Pinpoint | None:
        """Return the pinpoint that the text begins with, or None.

        "§§ 5 Abs. 1 und 7" is § 5(1) and § 7: the sign asks for a further section, and only 7 can be one. None stands
        for what has two readings: 7 in "Art. 3, 5 Abs. 1 und 7" may be an article or a paragraph.
        """
        found = self._pinpoint()
        if found is None or not (self._doubts or self._shortened):
            return found
        if self._doubts == 1 and sum(not first.startswith("(") for first, _ in found.items) == 1:
            self.at, self._wide = 0, True
            return self._pinpoint()
        if not self._doubts and found.is_plural:
            return found
        self.at = 0
        return None

    def _pinpoint(self) -> Pinpoint | None:
        label = self._main_label()
        if label is None:
            return None
        first = self._item(label)
        if first is None:
            if label not in WITHOUT_NUMBER or self._text[self.at : self.at + 1] not in {"", ",", "."}:
                self.at = 0
                return None
            first = Item("")
            self._steps(first, label)
        items = [self._range(first, label)]
        before = first
        while len(items) < PLACES and (following := self._next(before, label)):
            items.append(self._range(following, label, shown=self._shown(following, before)))
            before = following
        if self._bare and not (
            _ENDED.match(self._text, self.at)
            and all(end.isalnum() or end in {*NEXT, *ENDLESS} for one in items for end in one)
        ):
            # "99 years later" is no page.
            self.at = 0
            return None
        if not self._article_last:
            return Pinpoint(label, tuple(items))
        article, places = article_first(label, items)
        if article == label or label not in self._words.before_article:
            # "ч. 3 ст. 55, ст. 56": the second has no part 3.
            self.at = 0
            return None
        return Pinpoint(article, tuple(places))

    def _main_label(self) -> PinpointLabel | None:
        if code_at(self._text):
            return "art"
        if self._text[:1].isdigit():
            self._several = False
            # Pandoc takes a number alone for a page.
            self._bare = not PAGES.match(self._text) and not self._is_page_with_note()
            return "page"
        return self._label()

    def _is_page_with_note(self) -> bool:
        """Tell whether the text begins with the bare number of a page, and a note of it: "3 n. 12", "3 fn 12"."""
        if _NOTE_OF_PAGE.match(self._text):
            return True
        if not self._match(_PAGE_BEFORE_WORD):
            return False
        label = self._label()
        numbered = self._text[self.at : self.at + 1].isdigit()
        self.at, self._several = 0, False
        return label == "note" and numbered

    def _item(self, label: PinpointLabel, like: str = "") -> Item | None:
        """Read a number with what is within it."""
        start = self.at
        if label == "page" and (noted := self._match(_NOTE_OF_PAGE)):
            return Item(noted[1], [Step("note", noted[2], "note")])
        number = self._number(label, like) if like else self._number_or_ordinal(label)
        if number is None:
            bracket = BRACKET.match(self._text, start) if not like else None
            if not bracket or not bracket["number"]:
                return None
            number = ""
        while dashed := dashed_at(self._text, self.at, number, label, one=self._several is False):
            # "§§ 125-8" may be sections 125 to 128.
            self._shortened |= self._several is True and number.isdigit()
            number, self.at = dashed
        item = Item(number, listed=self._several is not False)
        self._steps(item, label)
        return item

    def _steps(self, item: Item, label: PinpointLabel) -> None:
        while len(item.steps) < _DEPTH and (
            self._bracket(item)
            or self._letter_below(item)
            or self._named_step(item, label)
            or self._roman_paragraph(item, label)
        ):
            pass
        while len(item.tail) < PLACES and (more := self._match(_COMMA_BRACKET)):
            item.tail += more[0]

    def _bracket(self, item: Item) -> bool:
        found = self._match(BRACKET)
        if not found:
            return False
        number = found["number"] or found["apart"] or found["half"] or found["dotted"]
        item.steps.append(Step(None, number, meaning(number, item.steps)))
        item.by_word = False
        return True

    def _letter_below(self, item: Item) -> bool:
        """Read the letter behind a comma in "art. 14, § 3, d)", which is within the paragraph.

        "(d)" behind "(c)(1)" goes on from (c), and behind "(1)" alone it may be either.
        """
        has_letter = any(one.meaning == "letter" for one in item.steps)
        paragraph = item.by_word and not has_letter and item.steps[-1].meaning in {"paragraph", "number"}
        found = self._match(_LETTER_BELOW) if paragraph else None
        if found:
            item.steps.append(Step(None, found["letter"], "letter"))
            item.by_word = False
        return bool(found)

    def _named_step(self, item: Item, main: PinpointLabel) -> bool:
        """Read a place within, with its label: "Abs. 1", ", para. 1", "§ 1" or "n. 3"."""
        start = self.at
        self._match(_SEPARATOR) or self._match(_ONE_SPACE)
        step = self._numero(item, main) or self._step(main, item.steps)
        if (
            step is None
            or (step.label or step.meaning) == main
            or any(one.meaning == step.meaning for one in item.steps)
        ):
            self.at = start
            return False
        apart = self._text.startswith(",", start)
        before_article = bool({main, *(one.label for one in item.steps)} & self._words.before_article)
        self._article_last |= step.label in ARTICLE_LIKE and before_article and not apart
        item.steps.append(step)
        item.by_word, item.by_several = True, bool(self._several)
        return True

    def _numero(self, item: Item, main: PinpointLabel) -> Step | None:
        """Read "3°" in "art. 5, 3°", which is its number 3."""
        # "art. 1º, 2º" may be two articles.
        one = item.number and not item.listed and item.number[-1] not in "º°ª"
        found = self._match(_NUMERO) if one and container(main, item.steps)[0] in ARTICLE_LIKE else None
        return named("number", found["count"], main, item.steps) if found else None

    def _roman_paragraph(self, item: Item, main: PinpointLabel) -> bool:
        """Read "III 2", which is paragraph 3, sentence 2, in "Art. 20 III 2"."""
        of_article = (item.steps[-1].label if item.steps else main) in ARTICLE_LIKE
        found = self._match(_ROMAN_PARAGRAPH) if of_article and item.number and self._words.roman_paragraphs else None
        if not found:
            return False
        item.steps.append(Step(None, roman_count(found["paragraph"]), "paragraph"))
        if found["sentence"]:
            item.steps.append(Step("sentence", found["sentence"], "sentence"))
        item.by_word = True
        return True

    def _step(self, main: PinpointLabel, before: list[Step]) -> Step | None:
        begin = self.at
        within = container(main, before)[0]
        if ordinal := ordinal_at(self._text, begin, self._words, within):
            counted, number, self.at = ordinal
            self._several = False
            return named(counted, number, main, before)
        label = self._label(within)
        if label is None or (label == main and label not in ONE_PARAGRAPH):
            self.at = begin
            return None
        small = self._match(SMALL) if label in {"letter", "point", "item", "para", "paragraph", "alinea"} else None
        written = small[1] if small else self._match_number(label)
        if written is None:
            self.at = begin
            return None
        return named(label, written, main, before)

    def _next(self, before: Item, label: PinpointLabel) -> Item | None:
        """Read a further place of a list: an article, or a place within the article before."""
        start = self.at
        if not (self._match(_SEPARATOR) and (self._match(self._words.also) or True)) and not self._match(
            self._words.also
        ):
            return None
        self._match(_ONE_SPACE)
        item = self._further(before, label)
        if item is None:
            self.at = start
        return item

    def _further(self, before: Item, label: PinpointLabel) -> Item | None:
        start = self.at
        if _NEXT_BRACKET.match(self._text, start) and BRACKET.match(self._text, start):
            kept = level_of(before, self._text, start)
            if kept is None:
                return None
            item = Item(before.number, before.steps[:kept], listed=before.listed, goes_on=True)
            self._steps(item, label)
            return item
        if before.by_word and (beside := self._beside(before, label)):
            return beside
        self.at = start
        named = self._label()
        if named is not None and named != label:
            self.at = start
            step = self._step(label, [])
            at = next((at for at, one in enumerate(before.steps) if step and one.meaning == step.meaning), None)
            if step is None or at is None or before.steps[at].word not in {None, step.word}:
                return None
            item = Item(before.number, [*before.steps[:at], step], listed=before.listed, goes_on=True)
            item.by_word, item.by_several = True, bool(self._several)
            self._steps(item, label)
            return item
        return self._item(label, like=before.number or "1")

    def _beside(self, before: Item, label: PinpointLabel) -> Item | None:
        """Read a bare number that goes on from a place named by a word: "Abs. 1, 2", but not "Abs. 1, 6 Abs. 2"."""
        last = before.steps[-1]
        number = self._small_or_count(last)
        if number is None:
            return None
        start = self.at
        self._match(_ONE_SPACE)
        deeper = self._step(label, [])
        self.at = start
        if (deeper and deeper.meaning in [one.meaning for one in before.steps]) or not self._is_beside(number, before):
            return None
        steps = [*before.steps[:-1], Step(last.label, number, last.meaning)]
        item = Item(
            before.number, steps, by_word=True, by_several=before.by_several, listed=before.listed, goes_on=True
        )
        self._steps(item, label)
        return item

    def _is_beside(self, number: str, before: Item) -> bool:
        """Tell whether a bare number is a place beside the last one, and not the next article of a list."""
        first_of_several = before.by_several and not before.goes_on
        comparable = before.number[:1].isdigit() and number[:1].isdigit()
        if not before.listed or first_of_several or not comparable or not is_less(before.number, number):
            return True
        if not is_less(before.steps[-1].number, number):
            return False
        self._doubts += 1
        return not self._wide

    def _small_or_count(self, last: Step) -> str | None:
        if self._words.roman_paragraphs and last.meaning == "paragraph" and (roman := self._match(_ROMAN)):
            return roman_count(roman[0])
        if SMALL.fullmatch(last.number):
            small = SMALL.match(self._text, self.at)
            if small and self._ends(small.end()):
                self.at = small.end()
                return small[1]
            return None
        return (
            self._number("para", like=last.number)
            if last.number[:1].isdigit() and self._text[self.at : self.at + 1].isdigit()
            else None
        )

    def _range(self, first: Item, label: PinpointLabel, shown: str = "") -> tuple[str, str]:
        """Read the end of a range, or that the place goes on, and return both ends."""
        written = shown or str(first)
        start = self.at
        if goes_on := self._words.goes_on.match(self._text, start):
            self.at = goes_on.end()
            return written, (NEXT if goes_on["one"] else ENDLESS)[bool(first.steps)]
        if not (self._match(DASH) or self._match(self._words.to)):
            return written, written
        last = self._last(first, label)
        if last is None:
            self.at = start
            return written, written
        return written, last

    def _last(self, first: Item, label: PinpointLabel) -> str | None:
        start = self.at
        if self._text.startswith("(", start) and first.steps:
            item = Item("")
            self._steps(item, label)
            return str(item) or None
        if first.by_word:
            step = self._step(label, [])
            if step and step.meaning == first.steps[-1].meaning:
                return str(step)
            self.at = start
            number = self._small_or_count(first.steps[-1])
            if number is not None and self._is_beside(number, first):
                return str(Step(first.steps[-1].label, number, ""))
        self.at = start
        if (again := self._label()) is not None and again != label:
            self.at = start
            return None
        last = self._item(label)
        return str(last) if last and last.number else None

    @staticmethod
    def _shown(item: Item, before: Item) -> str:
        """Return a place as short as it was written, as "(2)" after "126(1)", if that is clear; "" if in full."""
        if not item.goes_on:
            return ""
        pairs = enumerate(zip(item.steps, before.steps, strict=False))
        differs = next((at for at, (one, other) in pairs if one != other), 0)
        short = "".join(map(str, item.steps[differs:]))
        above, whole = (normal(f"{one.number}{''.join(map(str, one.steps))}") for one in (before, item))
        clear = len(item.steps) <= len(before.steps) and in_full(normal(short), above) == whole
        return short + item.tail if clear else ""
