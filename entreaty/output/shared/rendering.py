"""A template that is given only the letter is filled in once for the letter's group, and its blanks for each letter."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from entreaty.output.shared.blanks import Form, OwnSettingError, blank_form, own_words
from entreaty.problems import ContentError
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_FORMS_KEPT = 64
# Words like no others: longer than a line, with a line end, white space around them, and what is escaped in HTML.
_ODD = f" <{'Odd ' * 40}&'\">\n é "


def render_letter(name: str, letter: Letter, templates: LetterTemplates) -> str:
    """Return the template of that file name, filled in with the letter.

    Raises:
        ContentError: The template cannot be filled in.
    """
    # A blank counts as words, and where a line is empty the template may print something else.
    form = _form(name, letter.shared(), templates) if all(letter.address) else None
    return templates.render(name, letter=letter) if form is None else _filled(form, name, letter, templates)


@lru_cache(maxsize=_FORMS_KEPT)
def _form(name: str, shared: Letter, templates: LetterTemplates) -> Form | None:
    """Return the form of a group; None where the template may do more with own words than print them."""
    try:
        form = blank_form(shared, lambda letter: templates.render(name, letter=letter))
        if templates.looks_back(name):
            return None
        # What blanks don't notice, such as words that are not escaped, shows where a letter has odd ones.
        odd = _with_odd_words(shared)
        return form if _filled(form, name, odd, templates) == templates.render(name, letter=odd) else None
    except (ContentError, OwnSettingError):
        return None


def _filled(form: Form, name: str, letter: Letter, templates: LetterTemplates) -> str:
    return form.fill({blank: templates.printed(name, words) for blank, words in own_words(letter).items()})


def _with_odd_words(shared: Letter) -> Letter:
    odd: dict[str, Any] = {name: f"{name}{_ODD}" for name in own_words(replace(shared, address=()))}
    return replace(shared, address=tuple(f"{number}{_ODD}" for number in range(len(shared.address))), **odd)
