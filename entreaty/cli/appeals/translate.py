"""`translate`: hand an appeal to translators as a PO file, and take their work back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import exit_if_errors, show_problems
from entreaty.cli.options import FILE, day_option, out_option
from entreaty.problems import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entreaty.content.campaign import Campaign
    from entreaty.content.files.appeals import Appeal
    from entreaty.problems import Problem


@click.group()
def translate() -> None:
    """Hand appeals to translators, and take their work back."""


@translate.command()
@click.argument("language", metavar="LANG")
@click.argument("appeals", nargs=-1, metavar="[APPEAL]...")
@out_option("Where to; the folder of each appeal by default.")
@day_option("The date of the export")
@click.pass_obj
def export(campaign: Path, language: str, appeals: tuple[str, ...], out: Path | None, day: date) -> None:
    """Write each APPEAL, or all open ones, as a PO file in LANG.

    Each passage is a unit, with its translation where there is one, and with
    what a translator should know: for whom it is, when, and from which sources.
    Poedit, OmegaT and Weblate read such files. A language that the appeal does
    not have yet is begun in this way.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.locales import known_languages, language_called, language_name
    from entreaty.content.model import no_such
    from entreaty.importing.translations.exporter import export_translations
    from entreaty.problems import ContentError

    files = load_campaign(campaign)
    known = language if language in files.languages.own else language_called(language)
    if known is None:
        there = known_languages()
        raise click.UsageError(no_such("language", language, there, f"there are: {', '.join(there)}"))
    wanted = _wanted(files, appeals)
    problems = [*_mistakes(files, appeals)]
    show_problems(problems)
    for appeal in wanted:
        if appeal.original == known:
            message = f"'{appeal.id}' is written in {language_name(known)}: that is its original"
            raise click.UsageError(message)
        try:
            click.echo(export_translations(files, appeal, known, day, out))
        except ContentError as error:
            show_problems(error.problems)
            problems += error.problems
    exit_if_errors(problems)


def _mistakes(campaign: "Campaign", names: tuple[str, ...]) -> "Iterator[Problem]":
    """Yield the mistakes for which comments or whole files lack; those of appeals that nobody has asked for do not."""
    from entreaty.content.files.appeals import appeal_of

    for problem in campaign.problems:
        appeal = appeal_of(problem.location.path, campaign.folder)
        if problem.level == "error" and (not appeal or not names or appeal in names):
            yield problem


def _wanted(campaign: "Campaign", names: tuple[str, ...]) -> "tuple[Appeal, ...]":
    """Return the appeals of these names, or all but closed ones; problems of others are told by 'check'."""
    from entreaty.planning.order import Order, OrderError, require_known
    from entreaty.problems import ContentError

    try:
        require_known(campaign, Order(day=date.min, appeals=names))
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    found = tuple(one for one in campaign.appeals if (one.id in names if names else one.status != "closed"))
    there = {one.id for one in found}
    broken = [
        problem
        for problem in campaign.problems
        if problem.location.path.parent.name in set(names) - there and problem.level == "error"
    ]
    if broken or not found:
        raise ContentError(broken or campaign.problems)
    return found


@translate.command("import")
@click.argument("file", type=FILE)
@click.option("--reviewed-by", metavar="NAME", help="Who has compared all of it with the original.")
@click.option("--machine", is_flag=True, help="A machine has made it, and nobody has read it.")
@day_option("The date of translation or review")
@click.pass_obj
def import_(campaign: Path, file: Path, reviewed_by: str | None, machine: bool, day: date) -> None:
    """Take the translations of a PO FILE into the appeal that it is of.

    Units that lose, add or change a citation, a placeholder, a link, a number,
    a date or a name, or whose original has changed since the export, are
    refused with their line; the others are written. What is fuzzy or empty
    stays as it is.

    No letter with a machine's words is sent until somebody has read them.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.locales import language_name
    from entreaty.importing.translations.importer import Made, import_translations

    made = Made(day=day, reviewed_by="" if reviewed_by is None else _name(reviewed_by), by_machine=machine)
    if machine and made.reviewed_by:
        message = "what somebody has reviewed is not a machine's any more: leave out --machine or --reviewed-by"
        raise click.UsageError(message)
    done = import_translations(file, load_campaign(campaign), made)
    show_problems(done.problems)
    written, left = len(done.written), f"{done.unfinished} not finished, {done.refused} refused"
    units = counted(written + done.unchanged + done.unfinished + done.refused, "unit")
    where = f"'{done.appeal}' in {language_name(done.language)}"
    click.echo(f"{where}: {units}, {written} written, {done.unchanged} unchanged, {left}")
    if done.waiting:
        click.echo(done.waiting)
    for path in done.files:
        click.echo(path)
    exit_if_errors(done.problems)


def _name(typed: str) -> str:
    """Return the name of a reviewer as files may hold it."""
    from entreaty.storage.characters import refused_character

    name = " ".join(typed.split())
    if len(name) > 500 or refused_character(name):  # noqa: PLR2004  (a line of a file)
        message = "--reviewed-by wants a name"
        raise click.UsageError(message)
    return name
