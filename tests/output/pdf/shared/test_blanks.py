"""Blanks: a template prints them where the letter's own words go, and cannot look at them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from entreaty.output.pdf.shared.blanks import Form, OwnSettingError, blank_form, own_words
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter
from tests.support.sample_letters import make_short_letter

LETTER = replace(
    make_short_letter(),
    recipient="mediator",
    addressee="The Mediator",
    addressee_in_full="The Mediator, Example Committee",
    address=("The Mediator", "Rue <1>"),
    salutation="Dear Mediator,",
    email="",
    contact_form="https://example.org/write",
)


def form(folder: Path, template: str, letter: Letter = LETTER) -> Form:
    """Return the form of a template."""
    (folder / "page.html").write_text(template)
    templates = LetterTemplates(folder)
    printed = partial(templates.printed, "page.html")
    return blank_form(letter, lambda blank: templates.render("page.html", letter=blank), printed)


def test_a_form_has_a_blank_for_each_place_where_own_words_are_printed(tmp_path: Path):
    """Words that are shared stay, the recipient's own become blanks by their names, each as often as it is printed."""
    found = form(tmp_path, "{{ letter.subject }}: {% for line in letter.address %}<p>{{ line }}</p>{% endfor %}")

    assert found.names == ("address0", "address1")
    assert found.pieces == (f"{LETTER.subject}: <p>", "address0", "</p><p>", "address1", "</p>")
    assert found.fill({"address0": "A", "address1": "B"}) == f"{LETTER.subject}: <p>A</p><p>B</p>"


def test_own_words_are_those_that_only_the_recipient_has():
    """Name, salutation, each line of the address and how to write; what is empty has no blank."""
    assert own_words(LETTER) == {
        "recipient": "mediator",
        "addressee": "The Mediator",
        "addressee_in_full": "The Mediator, Example Committee",
        "salutation": "Dear Mediator,",
        "contact_form": "https://example.org/write",
        "address0": "The Mediator",
        "address1": "Rue <1>",
    }


@pytest.mark.parametrize(
    "allowed",
    [
        "{% if letter.contact_form %}{{ letter.contact_form }}{% endif %}{% if letter.email %}mail{% endif %}",
        "{{ letter.address | length }}{% if letter.address | length > 1 %}{{ letter.salutation }}{% endif %}",
        "{% for line in letter.address %}{{ line }}{{ ', ' if not loop.last }}{% endfor %}",
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}{{ bold(letter.addressee) }}",
        "{% set whom = letter.addressee %}{{ whom }}",
    ],
)
def test_whether_there_are_words_and_lines_is_shared(tmp_path: Path, allowed: str):
    """A template may ask whether there is an e-mail address, and how many lines the address has."""
    own = {name: value.replace("<", "&lt;").replace(">", "&gt;") for name, value in own_words(LETTER).items()}
    filled = form(tmp_path, allowed).fill(own)

    assert filled == LetterTemplates(tmp_path).render("page.html", letter=LETTER)
    assert filled.strip()


@pytest.mark.parametrize(
    "looking",
    [
        "{{ letter.salutation | upper }}",
        "{{ letter.salutation | length }}",
        "{{ letter.salutation | replace('Dear', 'To') }}",
        "{{ letter.salutation[:4] }}",
        "{{ letter.salutation.split() }}",
        "{{ letter.salutation ~ '!' }}",
        "{{ letter.address | join(', ') | lower }}",
        "{{ letter.address | sort | first }}",
        "{% if letter.addressee == 'The Mediator' %}x{% endif %}",
        "{% if 'Mediator' in letter.addressee %}x{% endif %}",
        "{% if letter.addressee in ['The Mediator'] %}x{% endif %}",
        "{% if letter.addressee > 'A' %}x{% endif %}",
        "{{ {'The Mediator': 1}[letter.addressee] }}",
        "{{ letter.id }}",
        "{{ letter }}",
        "{% set lines %}{{ letter.salutation }}{% endset %}{{ lines | upper }}",
        "{% set lines %}{{ letter.salutation }}{% endset %}{{ lines | truncate(9, true) }}",
        "{% set lines %}{{ letter.salutation }}{% endset %}{{ lines | length }}",
        "{% set lines %}{{ letter.salutation }}{% endset %}{{ 'long' if lines | length > 99 }}",
        "{% filter wordwrap %}{{ letter.salutation }}{% endfilter %}",
        "{{ letter.salutation is string }}",
        "{% autoescape false %}{{ letter.salutation }}{% endautoescape %}",
    ],
)
def test_a_template_that_looks_at_own_words_shares_nothing(tmp_path: Path, looking: str):
    """Whatever depends on the words themselves may differ from recipient to recipient, and is noticed."""
    with pytest.raises(OwnSettingError, match=r"the template (looks at|changes) the letter's own words"):
        form(tmp_path, looking)
