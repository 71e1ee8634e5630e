"""The grammar of places within sources: labels, numbers, what is within them, lists and ranges."""

import re
from dataclasses import dataclass, field

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE, Pinpoint
from entreaty.writing.citing.pinpoints.words import Words

PLACES = 100
"""How many places a pinpoint may have: more than anybody writes."""
DASH = re.compile(r"\s?(?:-{1,3}|[–—−‑‐])\s?")
# Dutch plurals have an apostrophe, Hebrew abbreviations a geresh, Persian words a non-joiner and a hamza above.
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[-’״\u200c\u0654](?=[^\W\d_]))*[׳\u0654]?"
WORD = re.compile(rf"(?P<word>n\.?[°º]s?|[§¶]{{1,2}}|№{{1,2}}|#|{_LETTERS})\.?\s?")
"""A word or sign that may be a label."""
PAGES = re.compile(r"\d+(?:\s?[-–—]{1,3}\s?\d+)?(?:,\s?\d+(?:\s?[-–—]{1,3}\s?\d+)?)*(?=\.?$|,\s\D)")
"""Numbers alone, which are pages."""
_DEPTH = 8
_LATIN = r"bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies"
# Articles of French codes: L. 221-1, R. 421-1, LO 119.
_CODE = re.compile(r"(?P<series>LO|[LRDA])\.?\s?(?P<stars>\*{0,2})(?P<count>\d+(?:-\d+)*)(?!\w)")
_COUNT = re.compile(
    rf"\d+(?:(?:{_LATIN})|(?!ff?\b(?!\())(?!(?:st|nd|rd|th|er|re|e)\s)[A-Za-z]{{1,3}})?(?:\.\d+[A-Za-z]?)*"
    rf"(?:(?=ff?\b)|(?!\w))(?:\s(?:{_LATIN})\b(?!\s\d))?"
)
_ROMAN = re.compile(r"(?:[IVXLCDM]+|[ivxlcdm]+)(?!\w)")
_CAPITAL = re.compile(r"[A-Z]\d*(?!\w)")
_SMALL = re.compile(r"((?P<once>[a-z])(?P=once)?)(?!\w)\)?")
_PAGE_BEFORE_WORD = re.compile(r"\d+,?\s")
_NOTE_OF_PAGE = re.compile(r"(\d+)\s?n\.?\s?(\d+)(?!\w)")
_BRACKET = re.compile(
    r"\((?P<number>[^()\s]+)\)|\s\((?P<apart>\d+[a-z]?|(?P<once>[a-z])(?P=once)?|[ivx]+)\)|\s?(?P<half>[a-z])\)"
)
_COMMA_BRACKET = re.compile(r",\([^()\s]+\)")
_SEPARATOR = re.compile(r"\s?,\s?")
_ONE_SPACE = re.compile(r"\s")
_BRACKETED_NUMBER = re.compile(r"\(([^()\s]{1,12})\)")
_NUMBER_FOLLOWS = re.compile(r"\.?\s?(?:[\d(]|(?:[IVXLCDM]+|[A-Z]\d*)(?!\w))")
_WITHOUT_NUMBER: frozenset[PinpointLabel] = frozenset({"preamble", "annex", "appendix", "schedule"})
_ONE_PARAGRAPH: frozenset[PinpointLabel] = frozenset({"para", "paragraph", "alinea"})


@dataclass(frozen=True, slots=True)
class _Step:
    """A place within another.

    Attributes:
        label: What it is counted by, as written; None for brackets.
        number: Such as "1" or "a".
        meaning: What it is: a "paragraph", a "letter", a "number", or its label.
    """

    label: PinpointLabel | None
    number: str
    meaning: str

    def __str__(self) -> str:
        return f"({self.label} {self.number})" if self.label else f"({self.number})"


@dataclass(slots=True)
class _Item:
    """A number, and the places within it that lead to the one that is meant.

    Attributes:
        number: Such as "126" or "IV".
        steps: Such as those of "(1)(a)".
        tail: Further brackets of its last place, as in "3(1),(2)".
        by_word: Whether its last place was named by a word, so that bare numbers go on from there.
        goes_on: Whether it was written without its number, as "(2)" after "126(1)".
    """

    number: str
    steps: list[_Step] = field(default_factory=list)
    tail: str = ""
    by_word: bool = False
    goes_on: bool = False

    def __str__(self) -> str:
        return f"{self.number}{''.join(map(str, self.steps))}{self.tail}"


class PinpointReader:
    """Reads one pinpoint from the beginning of a text.

    Attributes:
        at: How far the text was understood.
    """

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self.at = 0

    def pinpoint(self) -> Pinpoint | None:
        """Return the pinpoint that the text begins with, or None."""
        label = self._main_label()
        if label is None:
            return None
        first = self._item(label)
        if first is None:
            if label not in _WITHOUT_NUMBER or self._text[self.at : self.at + 1] not in {"", ",", "."}:
                self.at = 0
                return None
            first = _Item("")
            self._steps(first, label)
        items = [self._range(first, label)]
        before = first
        while len(items) < PLACES and (following := self._next(before, label)):
            items.append(self._range(following, label, shown=self._shown(following, before)))
            before = following
        return Pinpoint(label, tuple(items))

    def _main_label(self) -> PinpointLabel | None:
        if (code := _CODE.match(self._text)) and "-" in code["count"]:
            return "art"
        if self._text[:1].isdigit():
            # Pandoc takes a number alone for a page.
            return "page" if PAGES.match(self._text) or self._is_page_with_note() else None
        return self._label()

    def _is_page_with_note(self) -> bool:
        """Tell whether the text begins with the bare number of a page, and a note of it: "3 n. 12", "3 fn 12"."""
        if _NOTE_OF_PAGE.match(self._text):
            return True
        if not self._match(_PAGE_BEFORE_WORD):
            return False
        label = self._label()
        numbered = self._text[self.at : self.at + 1].isdigit()
        self.at = 0
        return label == "note" and numbered

    def _label(self, within: PinpointLabel | None = None) -> PinpointLabel | None:
        """Read a label, which a number has to follow."""
        word = WORD.match(self._text, self.at)
        label = self._words.label(word["word"], within) if word else None
        if word and label:
            alone = label in _WITHOUT_NUMBER and not _NUMBER_FOLLOWS.match(self._text, word.end("word"))
            self.at = word.end("word") if alone else word.end()
        return label

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if found := pattern.match(self._text, self.at):
            self.at = found.end()
        return found

    def _number(self, label: PinpointLabel, like: str = "") -> str | None:
        """Read a number; letters and Roman ones later in a list only if those before were of the same kind."""
        if label in {"art", "sign", "section"} and (code := self._match(_CODE)):
            return f"{code['series']}. {code['stars']}{code['count']}"
        if counted := self._match(_COUNT):
            return counted[0]
        for kind in (_ROMAN, _CAPITAL):
            found = kind.match(self._text, self.at)
            if found and (not like or (kind.fullmatch(like) and self._ends(found.end()))):
                self.at = found.end()
                return found[0]
        return None

    def _ends(self, at: int) -> bool:
        """Tell whether what stands there is no further word."""
        rest = self._text[at : at + 40].lstrip()
        return (
            not rest
            or rest[0] in ",.;)-–—("
            or bool(self._words.also.match(f" {rest}") or self._words.to.match(f" {rest}"))
        )

    def _item(self, label: PinpointLabel, like: str = "") -> _Item | None:
        """Read a number with what is within it."""
        start = self.at
        if label == "page" and (noted := self._match(_NOTE_OF_PAGE)):
            return _Item(noted[1], [_Step("note", noted[2], "note")])
        number = self._number(label, like)
        if number is None:
            bracket = _BRACKET.match(self._text, start) if not like else None
            if not bracket or not bracket["number"]:
                return None
            number = ""
        item = _Item(number)
        self._steps(item, label)
        return item

    def _steps(self, item: _Item, label: PinpointLabel) -> None:
        while len(item.steps) < _DEPTH and (self._bracket(item) or self._named_step(item, label)):
            pass
        while len(item.tail) < PLACES and (more := self._match(_COMMA_BRACKET)):
            item.tail += more[0]

    def _bracket(self, item: _Item) -> bool:
        found = self._match(_BRACKET)
        if not found:
            return False
        number = found["number"] or found["apart"] or found["half"]
        item.steps.append(_Step(None, number, _meaning(number, item.steps)))
        item.by_word = False
        return True

    def _named_step(self, item: _Item, main: PinpointLabel) -> bool:
        """Read a place within, with its label: "Abs. 1", ", para. 1", "§ 1" or "n. 3"."""
        start = self.at
        self._match(_SEPARATOR) or self._match(_ONE_SPACE)
        step = self._step(main, item.steps)
        if (
            step is None
            or (step.label or step.meaning) == main
            or any(one.meaning == step.meaning for one in item.steps)
        ):
            self.at = start
            return False
        item.steps.append(step)
        item.by_word = True
        return True

    def _step(self, main: PinpointLabel, before: list[_Step]) -> _Step | None:
        begin = self.at
        label = self._label(main)
        if label is None or (label == main and label not in _ONE_PARAGRAPH):
            self.at = begin
            return None
        small = self._match(_SMALL) if label in {"letter", "point", "item", "para", "paragraph", "alinea"} else None
        number = small[1] if small else self._match_number(label)
        if number is None:
            self.at = begin
            return None
        return _named(label, number, main, before)

    def _match_number(self, label: PinpointLabel) -> str | None:
        # "(a)" after a label, as in "lit. (a)".
        if bracket := self._match(_BRACKETED_NUMBER):
            return bracket[1]
        return self._number(label)

    def _next(self, before: _Item, label: PinpointLabel) -> _Item | None:
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

    def _further(self, before: _Item, label: PinpointLabel) -> _Item | None:
        start = self.at
        if self._text.startswith("(", start) and _BRACKET.match(self._text, start):
            kept = max(0, len(before.steps) - _run_of_brackets(self._text, start))
            item = _Item(before.number, before.steps[:kept], goes_on=True)
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
            if step is None or at is None:
                return None
            item = _Item(before.number, [*before.steps[:at], step], by_word=True, goes_on=True)
            self._steps(item, label)
            return item
        return self._item(label, like=before.number or "1")

    def _beside(self, before: _Item, label: PinpointLabel) -> _Item | None:
        """Read a bare number that goes on from a place named by a word: "Abs. 1, 2", but not "Abs. 1, 6 Abs. 2"."""
        last = before.steps[-1]
        number = self._small_or_count(last)
        if number is None:
            return None
        start = self.at
        self._match(_ONE_SPACE)
        deeper = self._step(label, [])
        self.at = start
        if deeper and deeper.meaning in [one.meaning for one in before.steps]:
            return None
        steps = [*before.steps[:-1], _Step(last.label, number, last.meaning)]
        item = _Item(before.number, steps, by_word=True, goes_on=True)
        self._steps(item, label)
        return item

    def _small_or_count(self, last: _Step) -> str | None:
        if _SMALL.fullmatch(last.number):
            small = _SMALL.match(self._text, self.at)
            if small and self._ends(small.end()):
                self.at = small.end()
                return small[1]
            return None
        counted = self._match(_COUNT) if last.number[:1].isdigit() else None
        return counted[0] if counted else None

    def _range(self, first: _Item, label: PinpointLabel, shown: str = "") -> tuple[str, str]:
        """Read the end of a range, or that the place goes on, and return both ends."""
        written = shown or str(first)
        start = self.at
        if goes_on := self._words.goes_on.match(self._text, start):
            self.at = goes_on.end()
            end = "f" if goes_on["one"] else "ff"
            return written, f"({end})" if first.steps else end
        if not (self._match(DASH) or self._match(self._words.to)):
            return written, written
        last = self._last(first, label)
        if last is None:
            self.at = start
            return written, written
        if _is_one_number(written, last, label):
            first.number = f"{written}-{last}"
            self._steps(first, label)
            return self._range(first, label)
        return written, last

    def _last(self, first: _Item, label: PinpointLabel) -> str | None:
        start = self.at
        if self._text.startswith("(", start) and first.steps:
            item = _Item("")
            self._steps(item, label)
            return str(item) or None
        if first.by_word:
            step = self._step(label, [])
            if step and step.meaning == first.steps[-1].meaning:
                return str(step)
            self.at = start
            number = self._small_or_count(first.steps[-1])
            if number is not None:
                return str(_Step(first.steps[-1].label, number, ""))
        self.at = start
        if (again := self._label()) is not None and again != label:
            self.at = start
            return None
        last = self._item(label)
        return str(last) if last and last.number else None

    @staticmethod
    def _shown(item: _Item, before: _Item) -> str:
        """Return a place as short as it was written, as "(2)" after "126(1)", if it is as deep; "" if in full."""
        if not item.goes_on or len(item.steps) != len(before.steps):
            return ""
        pairs = enumerate(zip(item.steps, before.steps, strict=True))
        differs = next((at for at, (one, other) in pairs if one != other), 0)
        return "".join(map(str, item.steps[differs:])) + item.tail


def _run_of_brackets(text: str, at: int) -> int:
    """Return how many brackets stand one directly after the other."""
    found = re.compile(r"(?:\([^()\s]+\))+").match(text, at)
    return found[0].count("(") if found else 1


def _meaning(number: str, before: list[_Step]) -> str:
    if number[0].isdigit():
        return "number" if before else "paragraph"
    return "item" if before and before[-1].meaning == "letter" and _ROMAN.fullmatch(number) else "letter"


def _named(label: PinpointLabel, number: str, main: PinpointLabel, before: list[_Step]) -> _Step:
    """Return a place within that has a label, without it where brackets alone say the same."""
    if main not in ARTICLE_LIKE:
        return _Step(label, number, "paragraph" if label in _ONE_PARAGRAPH else label)
    if label in {"paragraph", "sign"} and not before:
        return _Step(None, number, "paragraph")
    if label == "letter" or (label in {"point", "para"} and _SMALL.fullmatch(number)):
        return _Step(None, number, "letter")
    if label == "number" and before and before[0].meaning == "paragraph":
        return _Step(None, number, "number")
    return _Step(label, number, "paragraph" if label in _ONE_PARAGRAPH else label)


def _is_one_number(first: str, last: str, label: PinpointLabel) -> bool:
    """Tell whether a dash belongs to the number, as in "§ 2000e-5": a range would not go down."""
    counts = re.match(r"\d+", first), re.fullmatch(r"\d+[a-z]*", last)
    if label not in {"sign", "section", "art"} or not all(counts) or "(" in first:
        return False
    lengths = [digits[0].lstrip("0") if digits else "" for digits in counts]
    return (len(lengths[0]), lengths[0]) > (len(lengths[1]), re.sub(r"\D", "", lengths[1]))
