"""`forms`: the forms of address, and what each gives."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import show_problems
from entreaty.cli.options import today
from entreaty.cli.terminal import styled

if TYPE_CHECKING:
    from entreaty.content.shipped.campaign_forms import Forms
    from entreaty.writing.composing.examples import FormExample

_WIDTH = 79
_NAMES, _LANGUAGES = 35, 27
_WHO = 14


@click.command()
@click.argument("form", required=False)
@click.option("--state", metavar="CODE", help="For a recipient who acts for this state, such as US.")
@click.option("--from", "country", metavar="CODE", help="For a letter that is posted in this country, such as GB.")
@click.pass_obj
def forms(campaign: Path, form: str | None, state: str | None, country: str | None) -> None:
    """Show what a form of address gives in each language.

    Without FORM, lists the forms that the campaign has: those of the program and
    of its own forms_of_address.yaml, with their languages and powers.
    """
    from entreaty.content.model import no_such
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of

    use_languages_of(campaign)
    known = load_forms(campaign)
    show_problems(known.problems)
    if form is None:
        for line in _listed(known):
            click.echo(line)
    elif form not in known.by_office:
        raise click.UsageError(no_such("form of address", form, known.by_office, "'entreaty forms' lists them"))
    else:
        for line in _table(form, _examples(campaign, form, known, state, country), known):
            click.echo(line)
    if known.errors:
        raise click.exceptions.Exit(1)


def _listed(known: "Forms") -> Iterator[str]:
    """Yield lines for each form: its name, its languages, and what its office can do."""
    for name in sorted(known.by_office):
        powers = ", ".join(known.powers.get(name, ()))
        first, *others = wrap(" ".join(known.by_office[name]), _LANGUAGES - 1) or [""]
        yield f"{name:{_NAMES}}{first:{_LANGUAGES}}{powers}".rstrip()
        yield from (f"{'':{_NAMES}}{line}" for line in others)


def _examples(
    campaign: Path, form: str, known: "Forms", state: str | None, country: str | None
) -> "tuple[FormExample, ...]":
    from entreaty.content.locales import states
    from entreaty.content.model import no_such
    from entreaty.planning.explain import courtesy_basis
    from entreaty.writing.composing.examples import examples_of

    for code in filter(None, (state, country)):
        if code not in states():
            raise click.UsageError(no_such("state", code, states()))
    return tuple(examples_of(form, courtesy_basis(campaign, known, country, today()), state))


def _table(form: str, examples: "tuple[FormExample, ...]", known: "Forms") -> Iterator[str]:
    """Yield the lines of the table: by language, what the letter to each example person begins and ends with."""
    from entreaty.content.locales import language_name

    powers = ", ".join(known.powers.get(form, ()))
    yield styled(form, bold=True) + (f"  can {powers}" if powers else "")
    for language, found in groupby(examples, key=lambda one: one.language):
        yield ""
        yield styled(language_name(language), bold=True)
        for one in found:
            courtesies = one.courtesies
            words = [courtesies.salutation, " / ".join(courtesies.envelope), courtesies.closing]
            lines = [line for text in words for line in wrap(text, _WIDTH - _WHO, subsequent_indent="  ")]
            for place, line in enumerate(lines):
                yield f"{one.who if place == 0 else '':{_WHO}}{line}"
        if changes := _changes(known, form, language):
            yield from wrap(f"otherwise: {changes}", _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _changes(known: "Forms", form: str, language: str) -> str:
    """Return for whom the form has other words, such as "at home; US"."""
    found = []
    for variant in known.by_office[form][language].variants:
        states = ", ".join(variant.states)
        found.append(" in ".join(filter(None, ("at home" if variant.domestic else "", states))))
    return "; ".join(found)
