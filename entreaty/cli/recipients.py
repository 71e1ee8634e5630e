"""`recipients`: bring in, list, check and retire those to whom letters are written."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.letters import Day, today
from entreaty.cli.messages import counted, show_problems

if TYPE_CHECKING:
    from entreaty.importing.importer import Import
    from entreaty.importing.report import Line

KINDS = ("csv", "xlsx", "vcard", "popolo", "openstates", "congress")
_FILE = click.Path(path_type=Path, dir_okay=False)
_WIDTHS = (22, 20, 2)


@click.group()
def recipients() -> None:
    """Bring in recipients from other files, and keep them up."""


@recipients.command("import")
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--from", "kind", type=click.Choice(KINDS), help="The format, where it is not recognised.")
@click.option("--map", "mapping", type=_FILE, metavar="FILE", help="Columns, values for all, and rules for audiences.")
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="An audience of everybody in it.")
@click.option(
    "--office",
    type=click.Choice(["capital", "district"]),
    default="capital",
    show_default=True,
    help="Which of several offices the letters go to.",
)
@click.option("--country", metavar="CODE", help="The country of addresses that name none, such as CH.")
@click.option("--language", metavar="CODE", help="The language, where it names none; by default that of the country.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The date of the source, where it does not say.")
@click.option("--into", type=_FILE, metavar="FILE", help="The file to write; recipients.yaml by default.")
@click.option("--as", "name", metavar="NAME", help="The name of the source; that of its file by default.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--encoding", default="utf-8-sig", metavar="NAME", help="The encoding of a text file; UTF-8 by default.")
@click.option("--report", "table", type=_FILE, metavar="FILE", help="Write what became of each row, as .csv.")
@click.option("--restore", is_flag=True, help="Bring back profiles that were removed by hand.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.pass_obj
def import_(
    campaign: Path,
    /,
    source: tuple[Path, ...],
    kind: str | None,
    mapping: Path | None,
    audiences: tuple[str, ...],
    office: str,
    country: str | None,
    language: str | None,
    as_of: date | None,
    into: Path | None,
    name: str | None,
    sheet: str | None,
    encoding: str,
    table: Path | None,
    restore: bool,
    dry_run: bool,
) -> None:
    """Bring in the recipients of SOURCE: a spreadsheet, an address book, a data set.

    SOURCE is a .csv or .xlsx file, a .vcf file, Popolo JSON, a file or folder of
    openstates/people, or files of unitedstates/congress-legislators: the list,
    and beside it those of district offices and committees.

    Every row is imported, updated, unchanged or left out with its reason. What
    you edited by hand stays, and who is no longer in the source is marked as
    ended. A copy of what is overwritten goes to backups/.
    """
    from entreaty.content.files.import_mapping import ImportMapping, load_mapping
    from entreaty.importing.importer import import_recipients
    from entreaty.importing.profiles.profile import Settings
    from entreaty.importing.report import report, report_csv
    from entreaty.importing.rows import Wanted
    from entreaty.importing.sources.formats import read_source
    from entreaty.storage.files import write_whole

    _require_known(audiences, country, language)
    chosen = load_mapping(mapping) if mapping else ImportMapping()
    day = today()
    wanted = Wanted(
        day=day, office=office, columns=chosen.columns, sheet=sheet or chosen.sheet or "", encoding=encoding
    )
    settings = Settings(
        day=day,
        source=name or source[0].stem,
        as_of=as_of,
        audiences=audiences,
        country=country or "",
        language=language or "",
        mapping=chosen,
        restore=restore,
    )
    target = into or campaign / "recipients.yaml"
    reading = read_source(source, kind or "", wanted)
    done = import_recipients(reading, settings, campaign, target, dry_run=dry_run)
    lines = report(done.merged)
    _show(done, lines, dry_run=dry_run)
    if table:
        write_whole(table, report_csv(lines))
        click.echo(table)
    if any(line.state == "left out" and line.problem for line in lines):
        raise click.exceptions.Exit(1)


def _require_known(audiences: tuple[str, ...], country: str | None, language: str | None) -> None:
    from entreaty.content.locales import LANGUAGES, states
    from entreaty.content.model import AUDIENCES, closest

    asked: list[tuple[str, str, tuple[str, ...]]] = [("audience", name, AUDIENCES) for name in audiences]
    asked += [("country", country, tuple(sorted(states())))] if country else []
    asked += [("language", language, LANGUAGES)] if language else []
    for what, name, known in asked:
        if name not in known:
            near = closest(name, known) or (f"there are: {', '.join(known)}" if what != "country" else "")
            raise click.UsageError(f"there is no {what} '{name}'" + (f"; {near}" if near else ""))


def _show(done: "Import", lines: "tuple[Line, ...]", *, dry_run: bool) -> None:
    from entreaty.importing.report import STATES, counts, reached

    click.echo(f"{done.source}: read as {done.reading.kind}")
    for note in done.reading.notes:
        click.echo(f"  {note}")
    for line in lines:
        where = f"{line.file}: {line.row}: " if line.problem and line.file else ""
        if line.state == "left out":
            click.echo(f"{line.file}: {line.row}: left out: {line.details}", err=line.problem)
        elif line.state != "unchanged" or line.problem:
            details = f": {line.details}" if line.details else ""
            click.echo(f"{where}{line.state} {line.id}{details}", err=line.problem)
    if dry_run:
        for hunk in done.hunks:
            click.echo(hunk.diff(), nl=False)
    found = counts(lines)
    rows = sum(bool(line.row) for line in lines)
    spared = f", because {done.merged.spared}" if done.merged.spared else ""
    each = ", ".join(f"{found[state]} {state}" for state in STATES[:-1])
    click.echo(f"{counted(rows, 'row')}: {each}; {found['ended']} ended{spared}")
    by_post, otherwise, unreached = reached(done.merged)
    click.echo(f"reached by post: {by_post}, only by e-mail or form: {otherwise}, not at all: {unreached}")
    for path in done.backups:
        click.echo(f"{path}  what was there before")
    for path in done.written:
        click.echo(path)
    if dry_run:
        click.echo("nothing is written")


@recipients.command("list")
@click.option(
    "--where", "conditions", multiple=True, metavar="FIELD=WORDS", help="Only those; FIELD~WORDS: which hold them."
)
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write every field for a spreadsheet instead; - prints it.",
)
@click.pass_obj
def list_(campaign: Path, conditions: tuple[str, ...], table: Path | None) -> None:
    """List the recipients, all of them or those that meet every condition.

    FIELD is any column of the .csv, such as country, office, audiences, party or
    committee, or 'name'. Case does not count. 'email=' finds those without one.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.importing.upkeep.listing import ListingError, filtered, recipients_csv
    from entreaty.storage.files import write_whole

    checked = load_recipients(campaign / "recipients.yaml")
    try:
        found = filtered(checked.entries, conditions)
    except ListingError as error:
        raise click.UsageError(str(error)) from error
    show_problems(checked.problems)
    if table and str(table) == "-":
        click.echo(recipients_csv(found).decode("utf-8-sig").replace("\r\n", "\n"), nl=False)
    elif table:
        write_whole(table, recipients_csv(found))
        click.echo(table)
    else:
        for one in found:
            cells = (one.full_name(), one.office.best("en"), one.address.country)
            row = "  ".join(f"{_cut(cell, width):{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
            ended = f"  until {one.ended}" if one.ended else ""
            click.echo(f"{one.id:30}  {row}{ended}".rstrip())
        click.echo(counted(len(found), "recipient"), err=True)
    if checked.problems:
        raise click.exceptions.Exit(1)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


@recipients.command()
@click.option(
    "--older-than", "days", type=click.IntRange(min=0), default=365, show_default=True, metavar="DAYS",
    help="Count a verification as old after so many days.",
)  # fmt: skip
@click.option("--date", "day", type=Day(), metavar="DATE", help="As of this date; today by default.")
@click.pass_obj
def check(campaign: Path, days: int, day: date | None) -> None:
    """Say what should be looked at in the recipients.

    Profiles that may be the same in other spellings or scripts, that nothing
    reaches, that were verified long ago, whose e-mail address is doubtful or
    whose address has no postal code as its country has them.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.importing.upkeep.review import check_recipients
    from entreaty.problems import in_reading_order

    checked = load_recipients(campaign / "recipients.yaml")
    problems = in_reading_order((*checked.problems, *check_recipients(checked.entries, day or today(), days)))
    show_problems(problems, err=False)
    errors = sum(problem.level == "error" for problem in problems)
    click.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}", err=True)
    if errors:
        raise click.exceptions.Exit(1)


@recipients.command()
@click.argument("name", metavar="ID")
@click.option("--on", "day", type=Day(), metavar="DATE", help="From this day on; today by default.")
@click.pass_obj
def ended(campaign: Path, name: str, day: date | None) -> None:
    """Mark the recipient ID as out of office: no letters go there any more.

    The profile stays, and an import does not bring it back into office.
    """
    from entreaty.importing.importer import end_recipient

    path, backup = end_recipient(campaign, name, day or today(), today())
    click.echo(f"{backup}  what was there before")
    click.echo(path)
