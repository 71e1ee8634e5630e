"""What a template makes of a letter whose own words are left blank: a form, to be filled in for each of its group."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from entreaty.problems import ContentError
from entreaty.templating import Blank
from entreaty.writing.letter import Letter

_OWN = ("recipient", "addressee", "salutation", "email", "contact_form")
# Noncharacters stand in no letter; of capitals and small letters one changes if a template changes the case.
_MARK = "\ufdd0aB:{}\ufdd1"
_MARKED = re.compile("\ufdd0aB:([a-z0-9_]+)\ufdd1")
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
    """Return the words that are the recipient's own, by the names of their blanks."""
    words = {name: value for name in _OWN if (value := getattr(letter, name))}
    return words | {f"address{number}": line for number, line in enumerate(letter.address) if line}


def blank_form(letter: Letter, render: Callable[[Letter], str], printed: Callable[[str], str]) -> Form:
    """Return what all letters of the group are rendered to, with their own words left blank.

    Args:
        letter: Any letter of the group.
        render: Fills in a template for a letter.
        printed: Returns words as the template prints them, such as escaped for HTML.

    Raises:
        OwnSettingError: The template does more with the recipient's own words than print them.
    """
    blanks: dict[str, Any] = {name: Blank(_MARK.format(name)) for name in own_words(letter)}
    own = {name: blank for name, blank in blanks.items() if name in _OWN}
    address: Any = tuple(blanks.get(f"address{number}", "") for number in range(len(letter.address)))
    try:
        rendered = render(replace(letter, address=address, **own))
    except (ContentError, TypeError) as error:
        raise OwnSettingError("the template looks at the recipient's own words") from error
    form = Form(tuple(_MARKED.split(rendered)))
    if any("\ufdd0" in words or "\ufdd1" in words for words in form.pieces) or not blanks.keys() >= {*form.names}:
        raise OwnSettingError("the template changes the recipient's own words")
    # What a blank doesn't notice, such as words that are captured and then measured, shows where words are odd.
    odd = _with_odd_words(letter)
    if form.fill({name: printed(words) for name, words in own_words(odd).items()}) != render(odd):
        raise OwnSettingError("the template changes the recipient's own words")
    return form


def _with_odd_words(letter: Letter) -> Letter:
    own: dict[str, Any] = {name: f"{name}{_ODD}" for name in _OWN if getattr(letter, name)}
    return replace(
        letter, address=tuple(f"{number}{_ODD}" if line else "" for number, line in enumerate(letter.address)), **own
    )


def require_slots(page: Form) -> None:
    """Refuse a page that prints own words outside of its slots: elements with `data-slot`, of words and lines.

    Raises:
        OwnSettingError: It does.
    """
    blank = "\ufdd0"
    html = blank.join(page.pieces[::2])
    slots = "".join(_TAG.sub("", slot[0]) for slot in _SLOT.finditer(html))
    if slots.count(blank) != html.count(blank):
        raise OwnSettingError("the template prints the recipient's own words outside of its slots")
