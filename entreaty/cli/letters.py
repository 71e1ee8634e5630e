"""`letters`: the main job."""

import gc
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import counted, failures, show_count, show_outcomes, show_plan, show_problems, with_progress
from entreaty.cli.stopping import stopped, stopping_on_ctrl_c

if TYPE_CHECKING:
    from entreaty.batch.packet import Packet
    from entreaty.batch.report import Outcome, Report
    from entreaty.batch.unchanged import Inputs
    from entreaty.content.campaign import Campaign
    from entreaty.planning.plan import Plan
    from entreaty.writing.letter import Letter

_ENDINGS = ("pdf", "txt", "eml")


class Day(click.ParamType[date]):
    """A date as YAML files have it."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date that was typed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a date such as 2025-06-24", param, ctx)


def today() -> date:
    """Return the date on the user's calendar."""
    return datetime.now(UTC).astimezone().date()


def _endings(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    unknown = [ending for ending in chosen if ending not in _ENDINGS]
    if unknown or not chosen:
        message = f"choose from {', '.join(_ENDINGS)}, separated by commas"
        raise click.BadParameter(message)
    return chosen


@click.command()
@click.argument("appeals", nargs=-1, metavar="[APPEAL]...")
@click.option("--to", "recipients", multiple=True, metavar="ID", help="Only to this recipient; may be repeated.")
@click.option("--audience", default="", metavar="NAME", help="Only to recipients of this audience.")
@click.option("--country", default="", metavar="CODE", help="Only to addresses in this country, such as CH.")
@click.option("--language", default="", metavar="CODE", help="Write all letters in this language, such as fr.")
@click.option(
    "--sender",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Who signs; by default sender.yaml, if there is one.",
)
@click.option("--date", "day", type=Day(), metavar="DATE", help="The date of the letters; today by default.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where to; letters/ by default."
)
@click.option(
    "--format",
    "endings",
    default="pdf,txt,eml",
    callback=_endings,
    metavar="LIST",
    show_default=True,
    help="Which files to make.",
)
@click.option(
    "--citation-style", default="", metavar="NAME", help="The style of all citations; by default the appeal's."
)
@click.option("--envelope", default="", metavar="NAME", help="The envelope; by default that of the sender's country.")
@click.option(
    "--packet", is_flag=True, help="Also make one file for the printer, a list to tick off and address labels."
)
@click.option("--outreach-page", is_flag=True, help="Also write one web page for those who send by hand.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes to use; by default one for each core.")
@click.option(
    "--dask",
    "cluster",
    default="",
    metavar="ADDRESS",
    help="Have a Dask cluster make the letters, such as tcp://192.0.2.1:8786.",
)
@click.option("--force", is_flag=True, help="Make unchanged letters again.")
@click.option("--strict", is_flag=True, help="Count warnings as errors: they stop the letters that they concern.")
@click.pass_obj
def letters(
    campaign: Path,
    /,
    sender: Path | None,
    day: date | None,
    out: Path | None,
    packet: bool,
    outreach_page: bool,
    jobs: int | None,
    **wanted: object,
) -> None:
    """Write the letters of every open appeal to everyone it fits.

    Each letter becomes a PDF for the post, a text to paste and an email draft,
    in letters/APPEAL/RECIPIENT.*; manifest.json says what was made and why not
    more. Letters that are up to date are not made again.
    """
    from entreaty.batch.unchanged import Inputs, unchanged_run
    from entreaty.planning.order import Order

    order = Order(day=day or today(), jobs=jobs or os.cpu_count() or 1, **wanted)  # type: ignore[arg-type]
    if packet and "pdf" not in order.endings:
        message = "--packet needs the PDFs: add pdf to --format"
        raise click.UsageError(message)
    default_sender = campaign / "sender.yaml"
    signing = sender or (default_sender if default_sender.exists() else None)
    inputs = Inputs(campaign=campaign, sender=signing, order=order, folder=out or campaign / "letters")
    try:
        report = None if order.force or packet or outreach_page else unchanged_run(inputs)
        if report:
            show_plan(report.errors, report.warnings)
            show_outcomes(report.outcomes, inputs.folder)
        else:
            files, plan, report = _run(inputs)
            show_outcomes(report.outcomes, inputs.folder)
            if packet:
                from entreaty.batch.packet import write_packet

                _show_packet(write_packet(files, plan, order, report.outcomes, inputs.folder))
            if outreach_page:
                _write_outreach_page(files, plan.letters, report.outcomes, inputs.folder)
    except KeyboardInterrupt:
        raise stopped() from None
    show_count(report)
    if report.errors or failures(report):
        raise click.exceptions.Exit(1)


def _run(inputs: "Inputs") -> "tuple[Campaign, Plan, Report]":
    """Load, plan and write; what is wrong is shown before anything is written, so that a person can still stop it."""
    from entreaty.batch.run import Caller, report_of, write_letters
    from entreaty.content.campaign import load_campaign
    from entreaty.planning.order import OrderError
    from entreaty.planning.plan import plan_letters

    order, folder = inputs.order, inputs.folder
    # Taken before anything else is read: what changes from here on is new to the next run.
    fingerprint = inputs.fingerprint(_images(inputs.sender))
    files = load_campaign(inputs.campaign, inputs.sender)
    try:
        plan = plan_letters(files, order)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    # All of it is needed to the end: looking through it for garbage again and again would take a worker's time.
    gc.freeze()
    planned = report_of(plan, ())
    show_plan(planned.errors, planned.warnings)
    with stopping_on_ctrl_c() as stop:
        caller = Caller(inputs=fingerprint, stopped=lambda: stop.asked)
        outcomes = with_progress(write_letters(files, plan, order, folder, caller), len(plan.letters))
    if len(outcomes) < len(plan.letters):
        raise stopped(len(outcomes))
    places = {letter.id: place for place, letter in enumerate(plan.letters)}
    return files, plan, report_of(plan, sorted(outcomes, key=lambda outcome: places[outcome.letter]))


def _images(sender: Path | None) -> tuple[Path, ...]:
    """Return the files of the sender's images; what is wrong with the sender will be told with everything else."""
    from entreaty.content.files.images import image_files
    from entreaty.content.files.sender import load_sender
    from entreaty.problems import ContentError

    try:
        return image_files(load_sender(sender)) if sender else ()
    except ContentError:
        return ()


def _show_packet(packet: "Packet") -> None:
    show_problems(packet.problems)
    for path in packet.files:
        what = f"  {counted(packet.pages, 'page')}, {counted(packet.letters, 'letter')}"
        click.echo(f"{path}{what if path.name == 'packet.pdf' else ''}")


def _write_outreach_page(
    files: "Campaign", letters: "Iterable[Letter]", outcomes: "Iterable[Outcome]", folder: Path
) -> None:
    from entreaty.output.pages.outreach import outreach_page
    from entreaty.storage.files import write_whole
    from entreaty.templating import LetterTemplates

    records = {one.letter: one.record for one in outcomes if one.record}
    made = [(letter, records[letter.id]) for letter in letters if letter.id in records]
    unverified = {one.id for one in files.recipients if one.verified.status == "unverified"}
    path = folder / "outreach.html"
    write_whole(path, outreach_page(made, LetterTemplates(files.templates), unverified).encode())
    click.echo(f"{path}  {counted(len(made), 'letter')}")
