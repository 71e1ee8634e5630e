"""Places within sources as a style and a language write them: "art 126(2)", "Art. 126 Abs. 2", "art. 126, par. 2"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from entreaty.content.locales import base_language
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.content.shipped.languages.citations import PinpointLabel, Terms
from entreaty.content.shipped.languages.file import languages
from entreaty.content.shipped.languages.pinpoints import BracketMeaning
from entreaty.writing.citing.pinpoints.place import (
    ARTICLE_LIKE,
    ENDLESS,
    NEXT,
    Pinpoint,
    is_beside,
    kept_steps,
    next_number,
    normal,
    parts_of,
)

_STEP = re.compile(rf"\((?:(?P<label>{'|'.join(get_args(PinpointLabel))}) )?(?P<number>[^()]*)\)")
_NAMED_STEP = re.compile(rf"\((?:{'|'.join(get_args(PinpointLabel))}) ")
_ROMAN = re.compile(r"[ivxlc]+")
# What a word names that brackets of the language name too.
_NAMED_AS: Mapping[PinpointLabel, BracketMeaning] = {
    "para": "paragraph",
    "alinea": "paragraph",
    "number": "number",
}
NO_BREAK = "\N{NO-BREAK SPACE}"
"""What stands within a number, such as "5 bis" and "12 ff": no line ends there."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A place within another, such as "(2)".

    Attributes:
        label: What it is counted by; None for brackets that stay brackets.
        number: Such as "2" or "a".
        joined: What stands before it, its label and its number, such as ", {label} {number}"; "" for brackets.
    """

    label: PinpointLabel | None
    number: str
    joined: str = ""


class PinpointWriter:
    """Writes places in one style and one language.

    In a language that names paragraphs, such as German, articles have no brackets, unless the guide of the style is
    written in that language.

    Attributes:
        space: What stands between a label and its number: no line ends there, but where the guide sets plain spaces.
    """

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self._style = style
        self._terms = terms
        self._words = languages()[language].pinpoints
        foreign = base_language(language) not in style.languages
        self._column = {"bare": 1 if foreign else 0, "dotted": 1, "long": 2}[style.labels]
        self._brackets = self._words.brackets if foreign else {}
        self.space = NO_BREAK if foreign else " "
        self._spaced = style.spaced or (foreign and self._words.spaced)

    def label(self, pinpoint: Pinpoint) -> str:
        """Return the label of a place, such as "arts."."""
        further = range(1, len(pinpoint.items))
        one_article = not pinpoint.is_in_brackets and all(self._goes_on(pinpoint, at) for at in further)
        single = self._repeats_label(pinpoint) or (len(pinpoint.items) > 1 and one_article)
        return self._main_label(pinpoint.label, several=pinpoint.is_plural and not single)

    def places(self, pinpoint: Pinpoint) -> tuple[str, ...]:
        """Return each place or range, such as ("126(1)", "(2)"), or ("76 Abs. 6", "Art. 126 Abs. 1", "4")."""
        written = tuple(self._written(pinpoint))
        if not self._repeats_label(pinpoint):
            return written
        label = self._main_label(pinpoint.label, several=False)
        return tuple(
            f"{label}{self.space}{one}" if at and not self._goes_on(pinpoint, at) else one
            for at, one in enumerate(written)
        )

    def bracketed(self, pinpoint: Pinpoint) -> str:
        """Return each number in brackets, "[98]–[99]"; the paragraphs of a number share its brackets, "[3(1), (2)]"."""
        groups: list[list[str]] = []
        ends: list[str] = []
        for (first, last), written in zip(pinpoint.items, self._written(pinpoint), strict=True):
            if first.startswith("(") and groups:
                groups[-1].append(written)
                continue
            ranged = first != last and not last.startswith("(")
            opened = self._following(last)
            if ranged and opened:
                groups.append([written.removesuffix(opened)])
            elif ranged:
                begin, _, end = written.partition(self._style.range)
                groups.append([f"{begin}]{self._style.range}[{end}"])
            else:
                groups.append([written])
            ends.append(opened if ranged else "")
        return ", ".join(f"[{', '.join(group)}]{end}" for group, end in zip(groups, ends, strict=True))

    def _main_label(self, label: PinpointLabel, *, several: bool) -> str:
        own = self._style.symbols
        symbols = own.get(label) or (own.get("section") if label == "sign" else None)
        return symbols[several] if symbols else self._label(label, several=several)

    def _repeats_label(self, pinpoint: Pinpoint) -> bool:
        """Tell whether each article has its label, so that "Art. 76 Abs. 6, Art. 126" is no paragraph 126."""
        named = bool(self._brackets) and pinpoint.label in ARTICLE_LIKE
        within = [first for first, _ in pinpoint.items if "(" in first]
        if not named and (pinpoint.label == "page" or not any(_NAMED_STEP.search(first) for first in within)):
            return False
        return bool(within) and (len(pinpoint.items) > 1 or any(_ends_elsewhere(*one) for one in pinpoint.items))

    def _label(self, label: PinpointLabel, *, several: bool) -> str:
        return self._terms.labels[label][2 * self._column + several]

    def _following(self, last: str) -> str:
        """Return how a place that goes on ends, such as " ff"; "" for the end of a range."""
        words = self._words.following
        word = words["many"] if last in ENDLESS else words.get("one") if last in NEXT else None
        return f"{NO_BREAK}{word[self._column]}" if word else ""

    def _goes_on(self, pinpoint: Pinpoint, at: int) -> bool:
        """Tell whether a place is written without its article, since it is in that of the place before.

        Languages that name paragraphs do so where the article is repeated too: "126 Abs. 1, 4" for "126(1), 126(4)".
        """
        number, (before, _) = pinpoint.items[at][0], pinpoint.items[at - 1]
        article, bracket, _ = number.partition("(")
        same = bool(self._brackets) and bool(bracket) and article == before.partition("(")[0] and "(" in before
        return number.startswith("(") or (same and pinpoint.label in ARTICLE_LIKE)

    def _is_followed(self, pinpoint: Pinpoint, at: int) -> bool:
        """Tell whether the next place goes on with a further number after the label of this one."""
        if at + 1 == len(pinpoint.items) or not self._goes_on(pinpoint, at + 1):
            return False
        following, (first, _) = pinpoint.items[at + 1][0], pinpoint.items[at]
        bare = following.startswith("(") and following.count("(") == 1 and is_beside(following, first)
        return bare or following.rpartition("(")[0] == first.rpartition("(")[0] != ""

    def _written(self, pinpoint: Pinpoint) -> Iterator[str]:
        before: list[_Step] = []
        for at, (first, last) in enumerate(pinpoint.items):
            several = (first != last and not _ends_elsewhere(first, last)) or self._is_followed(pinpoint, at)
            parts = []
            for part in parts_of(first):
                number = part.partition("(")[0]
                steps = self._steps(part[len(number) :], pinpoint.label, before if not number else [])
                shown = "" if at and self._goes_on(pinpoint, at) else number
                parts.append(self._joined(shown, steps, before, several=several))
                before = steps
            end = self._end(first, last, pinpoint, before) if first != last else ""
            yield f"{(', ' if self._brackets else ',').join(parts)}{end}"

    def _end(self, first: str, last: str, pinpoint: Pinpoint, before: list[_Step]) -> str:
        """Return what stands after the first place of a range, such as "–7", with a label where it is elsewhere."""
        if following := self._following(last):
            return following
        if last in NEXT:
            after = next_number(first)
            if after == first:
                # Nobody knows what follows (z) or (aa).
                return self._following(ENDLESS[0])
            last = after[first.rfind("(") if "(" in first else 0 :]
        label, again = pinpoint.label, ""
        if self._repeats_label(pinpoint) and _ends_elsewhere(first, last):
            again = f"{self._main_label(label, several=False)}{self.space}"
        number = last.partition("(")[0]
        steps = self._steps(last[len(number) :], label, [] if number else before)
        # "A-5-A-9" would be read as one number.
        to = f" {self._words.to[0]} " if self._style.range == "-" and "-" in first + number else self._style.range
        return f"{to}{again}{self._joined(number, steps, before, several=not number)}"

    def _steps(self, brackets: str, main: PinpointLabel, before: Sequence[_Step]) -> list[_Step]:
        found = list(_STEP.finditer(brackets))
        kept = kept_steps([_as_counted(one) for one in before], normal(found[0][0])[1:-1], len(found)) if found else 0
        steps: list[_Step] = list(before[:kept])
        for one in found:
            steps.append(self._step(one["label"], one["number"], main, steps))
        return steps if kept < len(steps) else []

    def _step(self, label: str | None, number: str, main: PinpointLabel, above: Sequence[_Step]) -> _Step:
        article = max((at for at, one in enumerate(above) if one.label in ARTICLE_LIKE), default=None)
        if article is not None:
            main, above = above[article].label or main, above[article + 1 :]
        if label:
            name: PinpointLabel = label  # type: ignore[assignment]
            join = " " if name == "note" else self._words.joined
            if (
                name == "alinea"
                and _is_paragraph(above)
                and self._terms.labels[name] == self._terms.labels["paragraph"]
            ):
                name = "subparagraph"
            meaning: BracketMeaning | None = _NAMED_AS.get(name)
            form = self._brackets.get(meaning, "") if meaning and main in ARTICLE_LIKE else ""
            if meaning and form and name == "para":
                name = "paragraph"
            return _Step(name, number, form or f"{join}{{label}} {{number}}")
        meaning = _meaning(number, above)
        form = self._brackets.get(meaning, "") if main in ARTICLE_LIKE else ""
        return _Step(meaning, number, form) if form else _Step(None, number)

    def _joined(self, number: str, steps: Sequence[_Step], before: Sequence[_Step], *, several: bool) -> str:
        """Return a place; one that goes on from the place before has no label that it shares with that."""
        shown = list(steps)
        bare = ""
        if not number and before and steps:
            same = next((at for at, (one, other) in enumerate(zip(steps, before, strict=False)) if one != other), 0)
            shown = list(steps[same:])
            if len(shown) == 1 and shown[0].label and len(before) == same + 1 and shown[0].label == before[-1].label:
                bare = shown[0].joined.partition("{number}")[2]
                return f"{shown[0].number}{bare}"
        written = [self._step_written(step, several=several and at == len(shown) - 1) for at, step in enumerate(shown)]
        joined = number.replace(" ", NO_BREAK) + "".join(written)
        return joined if number else joined.lstrip(", " + NO_BREAK)

    def _step_written(self, step: _Step, *, several: bool) -> str:
        number = step.number.replace("-", self._style.range)
        if not step.label:
            return f"{' ' if self._spaced else ''}({step.number})"
        form = step.joined.replace("{label} {number}", f"{{label}}{NO_BREAK}{{number}}")
        label = self._main_label(step.label, several=several) if step.label in ARTICLE_LIKE else None
        return form.format(label=label or self._label(step.label, several=several), number=number)


def _as_counted(step: _Step) -> str:
    """Return a step as `kept_steps` counts it: "(2)" and "Abs. 2" alike, and apart from "Satz 2"."""
    return normal(f"({step.label} {step.number})" if step.label else f"({step.number})")[1:-1]


def _is_paragraph(above: Sequence[_Step]) -> bool:
    return any(one.label in {"paragraph", "para"} or (not one.label and one.number.isdigit()) for one in above[:1])


def _ends_elsewhere(first: str, last: str) -> bool:
    """Tell whether a range begins within an article and ends at another, as "5(1)-7" does."""
    return "(" in first and first != last and not last.startswith("(") and last not in {*ENDLESS, *NEXT}


def _meaning(number: str, above: Sequence[_Step]) -> BracketMeaning:
    if number[:1].isdigit():
        return "number" if above else "paragraph"
    is_item = bool(above) and above[-1].label in {"letter", None} and not above[-1].number[:1].isdigit()
    return "item" if is_item and _ROMAN.fullmatch(number) else "letter"
