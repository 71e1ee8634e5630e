"""A place within a source, in a form that is the same for "§ 5 Abs. 1" and "§ 5(1)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.languages.citations import PinpointLabel

ARTICLE_LIKE: frozenset[PinpointLabel] = frozenset({"art", "sign", "section", "rule", "regulation", "clause"})
"""What a law is divided into; these are divided into paragraphs, letters and numbers."""
WITHOUT_NUMBER: frozenset[PinpointLabel] = frozenset({"preamble", "annex", "appendix", "schedule"})
"""What may be the only one of its kind: "annex, para. 3"."""
ENDLESS = ("++", "(++)")
"""The ends of a place that goes on, as in "12 ff."; no letters, since "(a)-(f)" ends at the letter f."""
NEXT = ("+", "(+)")
"""The same of a place that goes on by one, as in "12 f."."""
_CASES: frozenset[Kind] = frozenset({"case", "human-rights-case"})
_COUNTED_AS: Mapping[str, PinpointLabel] = {
    "sign": "section",
    "paragraph": "para",
    "point": "para",
    "number": "para",
    "consideration": "para",
    "margin": "para",
    # Most languages have one word for them.
    "schedule": "annex",
    "appendix": "annex",
    "alinea": "para",
}
# Named by a word or by brackets alone, these are the same places.
_NAMED = re.compile(r"\((?:para|paragraph|alinea|point|number|letter|item) ")
_OF_PARAGRAPH = re.compile(r"(\((?:para |paragraph )?\d+[a-z]*\))\(alinea ")
_LABELLED = re.compile(r"\(([a-z-]+) ")
# "1er", "premier", "1º" and "titre Ier" are the first.
_FIRST = re.compile(r"\b(?:premi(?:er|ère)|1(?:er|re|ère))(?!\w)")
_ORDINAL = re.compile(r"(?<=\d)\.?[º°ª](?!\w)|(?<=\bI)er(?!\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_STEP = re.compile(r"\(([^()]*)\)")
_LAST_LETTER = re.compile(r"\(([a-y])\)$")
_SPACE_WITHIN_NUMBER = re.compile(r"(?<=[\d.]) (?=[^()]*(?:\(|$))|(?<=\w) (?=[A-Z](?:\(|$))")


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place within a source: "arts. 3(1), 5-7" is Pinpoint("art", (("3(1)", "3(1)"), ("5", "7"))).

    What is within an article stands in brackets, with its label unless the order of brackets tells it: "§ 5 Abs. 1
    Satz 2" is Pinpoint("sign", (("5(1)(sentence 2)", "5(1)(sentence 2)"),)).

    Attributes:
        label: What the place is counted by, such as "art" or "page".
        items: The first and the last number of each range; equal for a single place, "+" or "++" for one that goes on.
            A number that begins with a bracket goes on from the one before: "126(1), (2)".
    """

    label: PinpointLabel
    items: tuple[tuple[str, str], ...]

    @property
    def is_in_brackets(self) -> bool:
        """Tell whether its own number stands in brackets: "recital (26)" is recital 26."""
        return self.label not in WITHOUT_NUMBER and self.items[0][0].startswith("(")

    @property
    def is_plural(self) -> bool:
        """Tell whether it names several places; paragraphs of one article, as in "3(1), (2)", are one place."""
        if self.is_in_brackets:
            return len(self.items) > 1 or self.items[0][0] != self.items[0][1]
        numbered = [last for first, last in self.items if not first.startswith("(")]
        return len(numbered) > 1 or any(first != last and not last.startswith("(") for first, last in self.items)

    def in_source(self, kind: Kind) -> "Pinpoint":
        """Return it as sources of that kind count: "§ 31" of a judgment is its paragraph 31."""
        return Pinpoint("para", self.items) if self.label == "sign" and kind in _CASES else self

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield the first and the last number of each range in full and in normal form.

        "126 Abs. 1, 2" gives ("126(1)", "126(1)") and ("126(2)", "126(2)"); the last of what goes on is "ff", and
        of what goes on by one, the next number.
        """
        before = ""
        for first, last in self.items:
            for part in parts_of(first):
                before = self._in_full(normal(part), before)
                end = before if last == first else self._end(last, before)
                yield (_bare(before), _bare(end)) if self.is_in_brackets else (before, end)

    def _in_full(self, number: str, before: str) -> str:
        # "(xv)" is a page, which stands within no other.
        alone = self.label == "page" and not _LABELLED.match(number)
        return number if alone else in_full(number, before)

    def _end(self, last: str, before: str) -> str:
        if last in ENDLESS:
            return "ff"
        return next_number(before) if last in NEXT else self._in_full(normal(last), before)

    def __str__(self) -> str:
        """Return it in normal form, such as "art 126(1), 130-131"."""
        places = ", ".join(in_words(first, last) for first, last in self.places())
        return f"{counted_as(self.label)} {places}".strip()


def in_words(first: str, last: str) -> str:
    """Return a range as it is told, such as "132-134", "126(2)" or "12 ff"."""
    return first if first == last else f"{first} ff" if last == "ff" else f"{first}-{last}"


def parts_of(first: str) -> list[str]:
    """Return the places of a number with further brackets, such as ["3(1)", "(2)"]; "1,234" is one number."""
    return re.split(r",(?=\()", first)


def counted_as(label: PinpointLabel) -> PinpointLabel:
    """Return the label in normal form: "Rn. 31", "point 31" and "para. 31" are one place."""
    return _COUNTED_AS.get(label, label)


def normal(number: str) -> str:
    """Return a number without spaces and labels that no other place has: "5 bis(paragraph 1)" is "5bis(1)"."""
    number = _THOUSANDS.sub("", _ORDINAL.sub("", _FIRST.sub("1", number)))
    number = _OF_PARAGRAPH.sub(r"\1(subparagraph ", number)
    counted = _LABELLED.sub(lambda step: f"({_COUNTED_AS.get(step[1], step[1])} ", number)
    return _SPACE_WITHIN_NUMBER.sub("", _NAMED.sub("(", counted))


def next_number(number: str) -> str:
    """Return the number after that, such as "6" after "5" and "126(b)" after "126(a)"; itself after "5(z)" and "A"."""
    if letter := _LAST_LETTER.search(number):
        return f"{number[: letter.start()]}({chr(ord(letter[1]) + 1)})"
    digits = re.search(r"(\d+)(?![^(]*\([^)]*\)$)(\D*)$", number)
    return f"{number[: digits.start()]}{_one_more(digits[1])}{digits[2]}" if digits else number


def _bare(number: str) -> str:
    return re.sub(r"^\(([^()]*)\)", r"\1", number)


def _one_more(digits: str) -> str:
    """Return the next number, which may have more digits than Python reads."""
    kept = digits.rstrip("9")
    return f"{kept[:-1]}{int(kept[-1:] or 0) + 1}{'0' * (len(digits) - len(kept))}"


def kept_steps(before: Sequence[str], first: str, count: int) -> int:
    """Return how many steps of the place before stay where a place goes on from it.

    Args:
        before: The steps of the place before, such as ["c", "1"].
        first: The first step of the one that goes on, such as "d", which is counted like "c".
        count: How many steps that has.
    """
    as_deep = max(0, len(before) - count)
    alike = [at for at, step in enumerate(before) if _counted(step) == _counted(first)]
    return alike[-1] if alike and as_deep not in alike else as_deep


def in_full(number: str, before: str) -> str:
    """Return a place that goes on from the one before in full: "5(2)" for "(2)" after "5(1)(a)", in normal form."""
    if not number.startswith("("):
        return number
    steps, own = _STEP.findall(before), _STEP.findall(number)
    kept = kept_steps(steps, own[0], len(own)) if own else 0
    return f"{before.partition('(')[0]}{''.join(f'({step})' for step in steps[:kept])}{number}"


def is_beside(number: str, before: str) -> bool:
    """Tell whether "(b)" goes on from the last step of a place such as "5(1)(a)", as "(2)" does not."""
    steps, own = _STEP.findall(normal(before)), _STEP.findall(normal(number))
    return bool(steps) and kept_steps(steps, own[0], len(own)) == len(steps) - 1


def _counted(step: str) -> str:
    """Return what a step is counted by: its label, digits or letters."""
    return step.partition(" ")[0] if " " in step else "1" if step[:1].isdigit() else "a"
