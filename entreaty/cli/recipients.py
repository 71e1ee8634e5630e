"""`recipients`: bring in, list, check and retire those to whom letters are written."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from entreaty.cli.messages import cut, exit_if_errors, show_findings, show_fitting, show_problems
from entreaty.cli.options import FILE, Day, Source, day_option, today
from entreaty.importing.reading import KINDS
from entreaty.problems import ContentError, counted

if TYPE_CHECKING:
    from entreaty.content.files.audiences import Audiences
    from entreaty.content.files.import_mapping import ImportMapping
    from entreaty.content.shipped.campaign_forms import Forms
    from entreaty.importing.importer import Import
    from entreaty.importing.profiles.profile import ImportSettings
    from entreaty.importing.reading import ReadOptions
    from entreaty.importing.report import ReportLine
    from entreaty.writing.conditions import Circumstances

_WIDTHS = (22, 20, 2)


@click.group()
def recipients() -> None:
    """Bring in recipients from other files, and keep them up."""


class ImportOptions(TypedDict):
    """The arguments and options of `recipients import`."""

    source: tuple[Path, ...]
    kind: str | None
    mapping: Path | None
    audiences: tuple[str, ...]
    office: str
    country: str | None
    language: str | None
    as_of: date | None
    into: Path | None
    name: str | None
    sheet: str | None
    encoding: str
    table: Path | None
    restore: bool
    dry_run: bool


@recipients.command("import")
@click.argument("source", nargs=-1, required=True, type=Source(path_type=Path, exists=True))
@click.option(
    "--from",
    "kind",
    type=click.Choice(KINDS),
    metavar="FORMAT",
    help=f"The format, where it is not recognised: {', '.join(KINDS)}.",
)
@click.option("--map", "mapping", type=FILE, metavar="FILE", help="Columns, values for all, and rules for audiences.")
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
@click.option("--into", type=FILE, metavar="FILE", help="The file to write; recipients.yaml by default.")
@click.option("--as", "name", metavar="NAME", help="The name of the source; that of its file by default.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--encoding", default="utf-8-sig", metavar="NAME", help="The encoding of a text file; UTF-8 by default.")
@click.option("--report", "table", type=FILE, metavar="FILE", help="Write what became of each row, as .csv.")
@click.option("--restore", is_flag=True, help="Bring back profiles that were removed by hand.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.pass_obj
def import_(campaign: Path, /, **options: "Unpack[ImportOptions]") -> None:
    """Bring in the recipients of a file or folder.

    SOURCE is a .csv, .xlsx, .ods or .xls file, a .vcf file, a list in JSON, JSONL
    or GeoJSON, Popolo, a file or folder of openstates/people, files of
    unitedstates/congress-legislators (the list, and beside it those of district
    offices and committees), or the XML of the Bundestag or the European Parliament.

    Every row is imported, updated, unchanged or left out with its reason. What
    you edited by hand stays, and who is no longer in the source is marked as
    ended. A copy of what is overwritten goes to backups/.
    """
    from entreaty.content.files.import_mapping import ImportMapping, load_mapping
    from entreaty.content.files.recipients import audiences_at_a_glance
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of
    from entreaty.importing.importer import import_recipients
    from entreaty.importing.report import report
    from entreaty.importing.sources.formats import read_source

    use_languages_of(campaign)
    audiences = audiences_at_a_glance(campaign / "recipients.yaml")
    _require_known(options["audiences"], audiences, options["country"], options["language"])
    mapping = load_mapping(options["mapping"], audiences) if options["mapping"] else ImportMapping()
    source = read_source(options["source"], options["kind"] or "", _read_options(options, mapping))
    into = options["into"] or campaign / "recipients.yaml"
    forms = load_forms(campaign)
    if forms.problems:
        raise ContentError(forms.problems)
    settings = _settings(options, mapping, audiences, forms)
    done = import_recipients(source, settings, campaign, into, dry_run=options["dry_run"])
    lines = report(done.merged)
    _show_rows(done, lines)
    _show_sums(done, lines, dry_run=options["dry_run"])
    if options["table"]:
        _write_report(options["table"], lines)
    _show_addresses(done, campaign)
    if any(line.state == "left out" and line.problem for line in lines):
        raise click.exceptions.Exit(1)


def _read_options(options: "ImportOptions", mapping: "ImportMapping") -> "ReadOptions":
    from entreaty.importing.reading import ReadOptions

    return ReadOptions(
        day=today(),
        office=options["office"],
        columns=mapping.columns,
        sheet=options["sheet"] or mapping.sheet or "",
        encoding=options["encoding"],
        dates=mapping.dates,
        ignore=mapping.ignore,
        country=mapping.set.country or options["country"] or "",
    )


def _settings(
    options: "ImportOptions", mapping: "ImportMapping", known: "Audiences", forms: "Forms"
) -> "ImportSettings":
    from entreaty.importing.profiles.profile import ImportSettings

    return ImportSettings(
        day=today(),
        source=options["name"] or options["source"][0].stem,
        as_of=options["as_of"],
        audiences=options["audiences"],
        known=known,
        country=options["country"] or "",
        language=options["language"] or "",
        forms=forms,
        mapping=mapping,
        restore=options["restore"],
    )


def _require_known(
    asked_for: tuple[str, ...], audiences: "Audiences", country: str | None, language: str | None
) -> None:
    from entreaty.content.locales import known_languages, states
    from entreaty.content.model import no_such

    for name in asked_for:
        if name not in audiences:
            every = f"there are: {', '.join(audiences) or 'none'}" if audiences.declared else "recipients.yaml has none"
            raise click.UsageError(no_such("audience", name, (), audiences.nearest(name) or every))
    asked: list[tuple[str, str, tuple[str, ...]]] = []
    asked += [("country", country, tuple(sorted(states())))] if country else []
    asked += [("language", language, known_languages())] if language else []
    for what, name, known in asked:
        if name not in known:
            every = f"there are: {', '.join(known) or 'none'}" if what != "country" else ""
            raise click.UsageError(no_such(what, name, known, every))


def _show_rows(done: "Import", lines: "tuple[ReportLine, ...]") -> None:
    """Print how the source was understood, and each row of which there is something to say."""
    click.echo(f"{done.name}: read as {done.source.kind}")
    for note in done.source.notes:
        click.echo(f"  {note}")
    for line in lines:
        if line.state == "left out":
            click.echo(f"{line.place}: left out: {line.details}", err=line.problem)
        elif line.state != "unchanged" or line.problem:
            where = f"{line.place}: " if line.problem and line.place else ""
            details = f": {line.details}" if line.details else ""
            click.echo(f"{where}{line.state} {line.id}{details}", err=line.problem)


def _show_sums(done: "Import", lines: "tuple[ReportLine, ...]", *, dry_run: bool) -> None:
    """Print how many rows became what, how their recipients are reached, and what was written or would be."""
    from entreaty.importing.report import STATES, counts, reached

    if dry_run:
        for hunk in done.hunks:
            click.echo(hunk.diff(), nl=False)
    found, reach = counts(lines), reached(done.merged)
    rows = sum(line.place is not None for line in lines)
    each = ", ".join(f"{found[state]} {state}" for state in STATES[:-1])
    spared = f", because {done.merged.spared}" if done.merged.spared else ""
    click.echo(f"{counted(rows, 'row')}: {each}; {found['ended']} ended{spared}")
    ways = f"by post: {reach.by_post}, only by e-mail or form: {reach.otherwise}, not at all: {reach.unreached}"
    click.echo(f"reached {ways}")
    for field, count in sorted(done.merged.stayed.items()):
        click.echo(f"the source does not speak of '{field}' this time: {counted(count, 'profile')} as before")
    for path in done.backups:
        click.echo(f"{path}  what was there before")
    for path in done.written:
        click.echo(path)
    if dry_run:
        click.echo("nothing is written")


def _show_addresses(done: "Import", campaign: Path) -> None:
    """Say which of the new addresses do not fit the sender's envelope as they are, and what letters do about it."""
    from entreaty.batch.run import look_of
    from entreaty.content.campaign import load_campaign
    from entreaty.content.files.recipients import Recipient
    from entreaty.content.places import sender_file
    from entreaty.output.address_rules import warnings_of
    from entreaty.output.fitting import fitting_of
    from entreaty.planning.addressed import address_letters
    from entreaty.planning.order import Order
    from entreaty.problems import EntreatyError

    new = [one for one in done.merged.changes if one.state in {"imported", "updated"}]
    if not new:
        return
    try:
        loaded = load_campaign(campaign, sender_file(campaign, None))
        look = look_of(loaded, Order(day=today()))
        profiles = (Recipient.model_validate({**one.after, "id": one.id}) for one in new)
        fitting = fitting_of(address_letters(loaded, profiles, today()), look)
    except EntreatyError:
        # What is wrong with the campaign has nothing to do with the source: `check` tells it.
        return
    show_fitting(fitting)
    show_problems((*warnings_of(fitting.rules, done.into, look.envelope), *fitting.too_long))


def _write_report(path: Path, lines: "tuple[ReportLine, ...]") -> None:
    from entreaty.importing.report import report_csv
    from entreaty.storage.files import write_whole

    write_whole(path, report_csv(lines))
    click.echo(path)


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
    """List the recipients that meet every condition.

    Without conditions, all are listed. FIELD is any column of the .csv, such as
    country, office, audiences, party or committee, or 'name'. Case does not
    count. 'email=' finds those without one. The keys of conditions in passages
    hold as they do there, such as states=US or constituents=yes.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of
    from entreaty.importing.upkeep.listing import ListingError, filtered, recipients_csv, require_names
    from entreaty.planning.where import WhereError
    from entreaty.storage.files import write_whole

    checked = load_recipients(campaign / "recipients.yaml")
    try:
        use_languages_of(campaign)
        require_names(conditions, checked, load_forms(campaign))
        found = filtered(checked.entries, conditions, _circumstances(campaign, conditions))
    except (ListingError, WhereError) as error:
        raise click.UsageError(str(error)) from error
    show_problems(checked.problems)
    if table and str(table) == "-":
        click.echo(recipients_csv(found).decode("utf-8-sig").replace("\r\n", "\n"), nl=False)
    elif table:
        write_whole(table, recipients_csv(found))
        click.echo(table)
    else:
        for recipient in found:
            office = recipient.in_words("office", "en")
            whom = recipient.whom("en")
            cells = ("" if whom == office else whom, office, recipient.address.country)
            row = "  ".join(f"{cut(cell, width):{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
            ended = f"  until {recipient.ended}" if recipient.ended else ""
            click.echo(f"{recipient.id:30}  {row}{ended}".rstrip())
        click.echo(counted(len(found), "recipient"), err=True)
    if checked.problems:
        raise click.exceptions.Exit(1)


def _circumstances(campaign: Path, conditions: tuple[str, ...]) -> "Circumstances | None":
    """Return what conditions are held against that ask for more than the profiles; None where none does."""
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.where import OF_LETTERS, key_of
    from entreaty.writing.basis import Authorities
    from entreaty.writing.conditions import Circumstances

    if not any(key_of(text) in OF_LETTERS for text in conditions):
        return None
    found = load_campaign(campaign, sender_file(campaign, None))
    authorities = Authorities(found.authorities, today())
    return Circumstances(authorities=authorities, appeal="", language="", sender=found.sender)


@recipients.command()
@click.option(
    "--older-than", "days", type=click.IntRange(min=0), default=365, show_default=True, metavar="DAYS",
    help="Count a verification as old after so many days.",
)  # fmt: skip
@day_option("As of this date")
@click.pass_obj
def check(campaign: Path, days: int, day: date) -> None:
    """Say what should be looked at in the recipients.

    Profiles that may be the same in other spellings or scripts, that nothing
    reaches, that were verified long ago, whose e-mail address is doubtful or
    whose address has no postal code as its country has them.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.importing.upkeep.review import check_recipients
    from entreaty.problems import in_reading_order

    checked = load_recipients(campaign / "recipients.yaml")
    problems = in_reading_order((*checked.problems, *check_recipients(checked.entries, day, days)))
    show_findings(problems)
    exit_if_errors(problems)


@recipients.command()
@click.argument("name", metavar="ID")
@day_option("From this day on", name="--on")
@click.pass_obj
def ended(campaign: Path, name: str, day: date) -> None:
    """Mark the recipient ID as out of office.

    No letters go there any more. The profile stays, and an import does not bring it
    back into office.
    """
    from entreaty.importing.importer import end_recipient

    done = end_recipient(campaign, name, day, today())
    click.echo(f"{done.backup}  what was there before")
    click.echo(done.path)
