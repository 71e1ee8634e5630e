"""`recipients import`: bring in recipients from other files, and account for each row."""

import shlex
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from entreaty.cli.messages import as_json, counting, show_fitting, show_lines, show_problems
from entreaty.cli.options import FILE, Day, Source, today
from entreaty.importing.reading import KINDS
from entreaty.problems import ContentError, counted
from entreaty.storage.garbage import nothing_thrown_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from entreaty.content.files.audiences import Audiences
    from entreaty.content.files.import_mapping import ImportMapping
    from entreaty.content.files.recipients import Recipient
    from entreaty.content.shipped.campaign_forms import Forms
    from entreaty.importing.importer import Import
    from entreaty.importing.merging.merge import Change
    from entreaty.importing.profiles.profile import ImportSettings
    from entreaty.importing.reading import ReadOptions
    from entreaty.importing.report import ReportLine

# An import of more rows, or of a larger file, takes seconds.
_MANY, _LARGE = 1_000, 256 * 1024
# So many new addresses are measured at most, which takes about three seconds; `check` measures all of them.
_MEASURED = 10_000


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
    for_programs: bool
    propose: bool


@click.command("import")
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
@click.option("--encoding", default="", metavar="NAME", help="The encoding of a text file, where it is not found.")
@click.option("--report", "table", type=FILE, metavar="FILE", help="Write what became of each row, as .csv.")
@click.option("--restore", is_flag=True, help="Bring back profiles that were removed by hand.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--json", "for_programs", is_flag=True, help="Print what became of each row as JSON, for other programs.")
@click.option("--propose", is_flag=True, help="Write a mapping file to be completed, and import nothing.")
@click.pass_obj
@nothing_thrown_away()
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
    from entreaty.content.files.appeals import appeal_files
    from entreaty.content.files.import_mapping import ImportMapping, load_mapping
    from entreaty.content.files.recipients import audiences_at_a_glance
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of
    from entreaty.importing.importer import import_recipients
    from entreaty.importing.report import report, report_csv
    from entreaty.importing.sources.formats import read_source
    from entreaty.storage.files import write_whole

    use_languages_of(campaign)
    audiences = audiences_at_a_glance(campaign / "recipients.yaml")
    _require_known(options["audiences"], audiences, options["country"], options["language"])
    if options["propose"]:
        _propose(campaign, options, audiences)
        return
    appeals = [path.parent.name for path in appeal_files(campaign)]
    mapping = load_mapping(options["mapping"], audiences, appeals) if options["mapping"] else ImportMapping()
    with counting("Reading", 1, is_long=any(map(_takes_long, options["source"]))) as read:
        source = read_source(options["source"], options["kind"] or "", _read_options(options, mapping))
        read()
    into = options["into"] or campaign / "recipients.yaml"
    forms = load_forms(campaign)
    if forms.errors:
        raise ContentError(forms.errors)
    settings = _settings(options, mapping, audiences, forms)
    with counting("Recipients", len(source.rows), is_long=len(source.rows) > _MANY) as row_done:
        done = import_recipients(source, settings, campaign, into, dry_run=options["dry_run"], row_done=row_done)
    lines = report(done.merged)
    if options["table"]:
        write_whole(options["table"], report_csv(lines))
    if options["for_programs"]:
        click.echo(as_json(_account(done, lines, dry_run=options["dry_run"])))
    else:
        _show_rows(done, lines)
        _show_sums(done, lines, dry_run=options["dry_run"])
        if options["table"]:
            click.echo(options["table"])
    _show_addresses(done, campaign)
    if any(line.state == "left out" and line.problem for line in lines):
        raise click.exceptions.Exit(1)


def _takes_long(source: Path) -> bool:
    """Tell whether somebody would wait while a source is read: a folder may hold thousands of files."""
    return source.is_dir() or (source.is_file() and source.stat().st_size > _LARGE)


def _propose(campaign: Path, options: "ImportOptions", audiences: "Audiences") -> None:
    """Write what is recognised of the source as a mapping file, and say which command imports with it."""
    from entreaty.content.files.import_mapping import ImportMapping
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.importing.sources.formats import read_source
    from entreaty.importing.tables.proposal import SAMPLES, proposal, write_proposal

    if options["for_programs"] or options["table"]:
        raise click.UsageError("--propose imports nothing of which there is an account: leave out --json and --report")
    mapping, first = ImportMapping(), options["source"][0]
    source = read_source(options["source"], options["kind"] or "", _read_options(options, mapping, samples=SAMPLES))
    settings = _settings(options, mapping, audiences, load_forms(campaign))
    path = options["mapping"] or campaign / f"{first.stem}.mapping.yaml"
    write_proposal(path, proposal(source, settings, first.name, options["sheet"] or ""))
    for note in source.notes:
        click.echo(f"  {note}")
    click.echo(path)
    click.echo("answer its questions; then, to see what would come in:")
    words = [*(() if campaign == Path() else ("--campaign", str(campaign))), "recipients", "import"]
    click.echo(f"  entreaty {shlex.join([*words, *map(str, options['source']), '--map', str(path), *_again(options)])}")


def _again(options: "ImportOptions") -> list[str]:
    """Return the options that the next command needs again, and what has it write nothing."""
    given: list[tuple[str, object]] = [
        ("--from", options["kind"]),
        *(("--audience", name) for name in options["audiences"]),
    ]
    given += [("--country", options["country"]), ("--language", options["language"]), ("--as", options["name"])]
    given += [("--encoding", options["encoding"]), ("--into", options["into"]), ("--as-of", options["as_of"])]
    given += [("--office", options["office"] if options["office"] != "capital" else "")]
    return [*(word for name, value in given if value for word in (name, str(value))), "--dry-run"]


def _read_options(options: "ImportOptions", mapping: "ImportMapping", samples: int = 0) -> "ReadOptions":
    from entreaty.importing.reading import ReadOptions

    return ReadOptions(
        samples=samples,
        day=today(),
        office=options["office"],
        columns=mapping.fields,
        cells=mapping.columns,
        sheet=options["sheet"] or mapping.sheet or "",
        encoding=options["encoding"],
        dates=mapping.dates,
        ignore=mapping.ignore,
        country=mapping.set.country_of_all or options["country"] or "",
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


def _account(done: "Import", lines: "tuple[ReportLine, ...]", *, dry_run: bool) -> dict[str, Any]:
    """Return what `--json` prints: how the source was understood, each row, the counts and the files written."""
    from entreaty.importing.report import counts, left, reached, shapes

    reach = reached(done.merged, today())
    return {
        "source": done.name,
        "format": done.source.kind,
        "dry_run": dry_run,
        "notes": [*done.source.notes, *shapes(done.merged)],
        "rows": [line.as_json() for line in lines],
        "counts": {**counts(lines)},
        "reached": {"by_post": reach.by_post, "otherwise": reach.otherwise, "not_at_all": reach.unreached},
        "left": left(done.merged, today()),
        "nobody_ended_because": done.merged.spared,
        "stayed": dict(sorted(done.merged.stayed.items())),
        "written": [str(path) for path in done.written],
        "backups": [str(path) for path in done.backups],
    }


def _show_rows(done: "Import", lines: "tuple[ReportLine, ...]") -> None:
    """Print how the source was understood, and each row of which there is something to say."""
    from entreaty.importing.report import common_faults, shapes

    click.echo(f"{done.name}: read as {done.source.kind}")
    for note in (*done.source.notes, *shapes(done.merged)):
        click.echo(f"  {note}")
    faults = common_faults(done.merged)
    told_once = {fault.lacks for fault in faults}
    for fault in faults:
        click.echo(f"{fault}\n  hint: {fault.hint}", err=True)
    told = (line for line in lines if not (line.lacks and line.lacks <= told_once))
    shown = (line for line in told if line.state != "unchanged" or line.problem)
    for is_problem, several in groupby(shown, key=lambda line: line.problem):
        show_lines(map(_in_words, several), err=is_problem)


def _in_words(line: "ReportLine") -> str:
    """Return what became of a row: "list.csv: row 7: left out: no country is named"."""
    if line.state == "left out":
        return f"{line.place}: left out: {line.details}"
    where = f"{line.place}: " if line.problem and line.place else ""
    return f"{where}{line.state} {line.id}" + (f": {line.details}" if line.details else "")


def _show_sums(done: "Import", lines: "tuple[ReportLine, ...]", *, dry_run: bool) -> None:
    """Print how many rows became what, how their recipients are reached, and what was written or would be."""
    from entreaty.importing.report import STATES, counts, left, reached

    if dry_run:
        for hunk in done.hunks:
            click.echo(hunk.diff(), nl=False)
    found, reach = counts(lines), reached(done.merged, today())
    rows = sum(line.place is not None for line in lines)
    each = ", ".join(f"{found[state]} {state}" for state in STATES[:-1])
    spared = f", because {done.merged.spared}" if done.merged.spared else ""
    click.echo(f"{counted(rows, 'row')}: {each}; {found['ended']} ended{spared}")
    ways = f"by post: {reach.by_post}, only by e-mail or form: {reach.otherwise}, not at all: {reach.unreached}"
    gone = left(done.merged, today())
    click.echo(f"reached {ways}" + (f"; have left: {gone}" if gone else ""))
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
    from entreaty.content.files.recipients import LoadedRecipients
    from entreaty.content.places import sender_file
    from entreaty.output.address_rules import warnings_of
    from entreaty.output.fitting import fitting_of
    from entreaty.planning.addressed import address_letters
    from entreaty.planning.order import Order
    from entreaty.problems import EntreatyError

    every = [one for one in done.merged.changes if one.state in {"imported", "updated"}]
    new = every[:_MEASURED]
    if not new:
        return
    try:
        # The profiles that were there are not needed, and may be many.
        loaded = load_campaign(campaign, sender_file(campaign, None), LoadedRecipients((), None, ()))
        look = look_of(loaded, Order(day=today()))
        with counting("Addresses", len(new), is_long=len(new) > _MANY) as one_done:
            fitting = fitting_of(address_letters(loaded, _profiles(new, one_done), today()), look)
    except EntreatyError:
        # What is wrong with the campaign has nothing to do with the source: `check` tells it.
        return
    show_fitting(fitting)
    show_problems((*warnings_of(fitting.rules, done.into, look.envelope), *fitting.too_long))
    if len(every) > len(new):
        click.echo(f"{len(new)} of {len(every)} addresses were measured: 'check' measures all of them", err=True)


def _profiles(changes: "Iterable[Change]", one_done: "Callable[[], None]") -> "Iterator[Recipient]":
    """Yield the profiles as they will be, and tell of each that is through."""
    from entreaty.content.files.recipients import Recipient

    for one in changes:
        yield Recipient.model_validate({**one.after, "id": one.id})
        one_done()
