"""What a template makes of a letter whose own words are left blank: a form, to be filled in for each of its group."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from entreaty.problems import ContentError, TooMuchError
from entreaty.templating.values import Blank
from entreaty.writing.letter import Letter

# Noncharacters stand in no letter; of capitals and small letters one changes if a template changes the case.
_MARK = "\ufdd0aB:{}\ufdd1"
_MARKED = re.compile("\ufdd0aB:([a-z0-9_.]+)\ufdd1")
# Words like no others: longer than a line, with a line end, white space around them, and what is escaped in HTML.
_ODD = f" <{'Odd ' * 40}&'\">\n é "
# An element with data-slot, up to the first end of an element of its kind; and any tag.
_SLOT = re.compile(r"<([a-z][a-z0-9]*)\b[^<>]*\bdata-slot=[^<>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class OwnSettingError(Exception):
    """A letter, or every letter of a group, cannot be made from what its group shares; the message says why."""


@dataclass(frozen=True, slots=True)
class Form:
    """Text with blanks.

    Attributes:
        pieces: Words, the name of a blank, words, the name of a blank, words …
    """

    pieces: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name of each blank, in their order."""
        return self.pieces[1::2]

    def fill(self, words: Mapping[str, str]) -> str:
        """Return the text with the words of each blank put in."""
        filled = [*self.pieces]
        filled[1::2] = [words[name] for name in self.pieces[1::2]]
        return "".join(filled)


def own_words(letter: Letter) -> dict[str, str]:
    """Return the words in the slots of a letter, by the names of their blanks, such as "salutation" or "address0"."""
    return dict(_lines(letter))


def _lines(letter: Letter) -> Iterator[tuple[str, str]]:
    for name, value in letter.values(letter.slots).items():
        lines = {name: value} if isinstance(value, str) else {f"{name}{n}": line for n, line in enumerate(value)}
        yield from ((blank, line) for blank, line in lines.items() if line)


def _with_own_words(letter: Letter, words: Mapping[str, Any]) -> Letter:
    """Return the letter with other words in its slots, by the names of their blanks."""
    return letter.with_values(
        {
            name: words.get(name, "")
            if isinstance(value, str)
            else tuple(words.get(f"{name}{number}", "") for number in range(len(value)))
            for name, value in letter.values(letter.slots).items()
        }
    )


def blank_form(letter: Letter, render: Callable[[Letter], str], printed: Callable[[str], str]) -> Form:
    """Return what all letters of the group are rendered to, with their own words left blank.

    Args:
        letter: Any letter of the group.
        render: Fills in a template for a letter.
        printed: Returns words as the template prints them, such as escaped for HTML.

    Raises:
        OwnSettingError: The template does more with the letter's own words than print them.
    """
    blanks: dict[str, Any] = {name: Blank(_MARK.format(name)) for name in own_words(letter)}
    try:
        rendered = render(_with_own_words(letter, blanks))
    except TooMuchError:
        raise
    except (ContentError, TypeError) as error:
        raise OwnSettingError("the template looks at the letter's own words") from error
    form = Form(tuple(_MARKED.split(rendered)))
    if any("\ufdd0" in words or "\ufdd1" in words for words in form.pieces) or not blanks.keys() >= {*form.names}:
        raise OwnSettingError("the template changes the letter's own words")
    # What a blank doesn't notice, such as words that are captured and then measured, shows where words are odd.
    odd = _with_own_words(letter, {name: f"{name}{_ODD}" for name in blanks})
    if form.fill({name: printed(words) for name, words in own_words(odd).items()}) != render(odd):
        raise OwnSettingError("the template changes the letter's own words")
    return form


def require_slots(page: Form) -> None:
    """Refuse a page that prints own words outside of its slots: elements with `data-slot`, of words and lines.

    Raises:
        OwnSettingError: It does.
    """
    blank = "\ufdd0"
    html = blank.join(page.pieces[::2])
    slots = "".join(_TAG.sub("", slot[0]) for slot in _SLOT.finditer(html))
    if slots.count(blank) != html.count(blank):
        raise OwnSettingError("the template prints the letter's own words outside of its slots")
