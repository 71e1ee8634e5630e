"""Labels and the numbers behind them, in the order in which a text has them."""

import re

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.numbers import CAPITAL, FIRST, LETTER_APART, ROMAN, count_at
from entreaty.writing.citing.pinpoints.ordinals import ordinal_word_at
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE, WITHOUT_NUMBER
from entreaty.writing.citing.pinpoints.words import WORD, Words

_POINT_AND_WORD = re.compile(r"\.\s?[^\W\d_]{2}")
_WITH_BRACKET: frozenset[PinpointLabel] = frozenset({"point", "letter", "number", "item"})
_CLOSING = re.compile(r"\)")
_BRACKETED_NUMBER = re.compile(r"\(([^()\s]{1,12})\)")
_NUMBER_FOLLOWS = re.compile(r"\.?\s?(?:[\d(]|(?:[IVXLCDM]+|[A-Z]\d*)(?!\w))")


class LabelReader:
    """Reads labels and numbers from the beginning of a text.

    Attributes:
        at: How far the text was understood.
    """

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        # Whether the last label says that several places follow; None where there was none.
        self._several: bool | None = None
        self._shortened = False
        self.at = 0

    def _label(self, within: PinpointLabel | None = None) -> PinpointLabel | None:
        """Read a label, which a number has to follow."""
        word = WORD.match(self._text, self.at)
        label = self._words.label(word["word"], within) if word else None
        self._several = None
        if word and label:
            self._several = self._words.says_several(word["word"])
            alone = label in WITHOUT_NUMBER and not _NUMBER_FOLLOWS.match(self._text, word.end("word"))
            self.at = word.end("word") if alone else word.end()
        return label

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if found := pattern.match(self._text, self.at):
            self.at = found.end()
        return found

    def _number(self, label: PinpointLabel, like: str = "") -> str | None:
        """Read a number; letters and Roman ones later in a list only if those before were of the same kind."""
        if counted := count_at(self._text, self.at, label):
            if like and _is_ordinal(self._text, *counted, like):
                return None
            number, self.at = counted
            # "pp. 12,345" may be one page or two.
            self._shortened |= self._several is True and "," in number
            return number + self._letter_apart() if label in ARTICLE_LIKE and number[-1].isalnum() else number
        for kind in (ROMAN, CAPITAL):
            found = kind.match(self._text, self.at)
            if found and (not like or (kind.fullmatch(like) and self._ends(found.end()))):
                self.at = found.end()
                return found[0]
        return None

    def _letter_apart(self) -> str:
        """Read the letter of a number that stands apart from it, as in "art. 1 F" and German "§ 3 a"."""
        found = LETTER_APART.match(self._text, self.at)
        if not found or (found["small"] and not self._words.letters_apart):
            return ""
        if not (found["small"] or self._ends(found.end()) or self._goes_on_at(found.end())):
            return ""
        self.at = found.end()
        return found[0]

    def _goes_on_at(self, at: int) -> bool:
        """Tell whether a label, or what the place is in, stands there."""
        rest = self._text[at : at + 40].lstrip()
        word = WORD.match(rest)
        return bool(self._words.of.match(rest) or (word and self._words.label(word["word"])) or rest[1:2] == ")")

    def _ends(self, at: int) -> bool:
        """Tell whether what stands there is no further word."""
        rest = self._text[at : at + 40].lstrip()
        return (
            not rest
            or rest[0] in ",.;)-–—("
            or bool(self._words.also.match(f" {rest}") or self._words.to.match(f" {rest}"))
        )

    def _match_number(self, label: PinpointLabel) -> str | None:
        # "(a)" after a label, as in "lit. (a)".
        if bracket := self._match(_BRACKETED_NUMBER):
            return bracket[1]
        number = self._number_or_ordinal(label)
        if number and label in _WITH_BRACKET and number.isalnum():
            self._match(_CLOSING)
        return number

    def _number_or_ordinal(self, label: PinpointLabel) -> str | None:
        """Read a number, or an ordinal in words such as "segundo"."""
        if ordinal := ordinal_word_at(self._text, self.at, self._words):
            number, self.at = ordinal
            return number
        return self._number(label)


def _is_ordinal(text: str, number: str, end: int, like: str) -> bool:
    """Tell whether a number of a list is none, but the ordinal of a place within: "2. Alt.", "3°", "premier alinéa"."""
    return bool(_POINT_AND_WORD.match(text, end)) or bool(FIRST.fullmatch(number) and like[-1] not in "º°ª")
