"""`letters`: the main job."""

import gc
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import progress, show_count, show_outcomes, show_plan, show_problems, signatories_of
from entreaty.cli.options import (
    FILE,
    LABELS,
    SORTINGS,
    cache_folder,
    day_option,
    envelope_option,
    language_option,
    out_option,
    sender_option,
    signatories_option,
)
from entreaty.cli.stopping import Stop, stopped, stopping_on_ctrl_c
from entreaty.problems import counted

if TYPE_CHECKING:
    from entreaty.batch.packet import Packet
    from entreaty.batch.packet_order import PacketOrder, Sorting
    from entreaty.batch.report import Outcome, RunReport
    from entreaty.batch.request import RunRequest
    from entreaty.planning.plan import Plan

_ENDINGS = ("pdf", "txt", "eml")


def _endings(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    unknown = [ending for ending in chosen if ending not in _ENDINGS]
    if unknown or not chosen:
        message = f"choose from {', '.join(_ENDINGS)}, separated by commas"
        raise click.BadParameter(message)
    return chosen


@click.command()
@click.argument("appeals", nargs=-1, metavar="[APPEAL]...")
@click.option("--drafts", is_flag=True, help="Drafts too: they are marked, and never sent or packed.")
@click.option("--to", "recipients", multiple=True, metavar="ID", help="Only to this recipient; may be repeated.")
@click.option("--audience", default="", metavar="NAME", help="Only to recipients of this audience.")
@click.option("--country", default="", metavar="CODE", help="Only to addresses in this country, such as CH.")
@click.option(
    "--where",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only where it holds, such as tags=bus; may be repeated.",
)
@click.option("--mine", is_flag=True, help="Only to those who represent the sender, by districts.yaml.")
@language_option("Write all letters in this language, such as fr.")
@sender_option("Who signs; by default sender.yaml, if there is one.")
@click.option(
    "--senders",
    "sheet",
    type=FILE,
    metavar="FILE",
    help="A sheet of supporters, each of whom sends letters of their own.",
)
@click.option(
    "--share",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Each supporter writes to N recipients only, spread evenly.",
)
@signatories_option("A table of all who sign beside the sender; their names follow the letters.")
@day_option("The date of the letters")
@out_option("Where to; letters/ by default.")
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
@envelope_option("The envelope: {}; by default that of the sender's country.")
@click.option(
    "--packet", is_flag=True, help="Also make one file for the printer, a list to tick off and address labels."
)
@click.option(
    "--labels",
    multiple=True,
    type=click.Choice(LABELS),
    metavar="KIND",
    help=f"Labels of this kind only ({', '.join(LABELS)}), one for every letter of the packet; may be repeated.",
)
@click.option(
    "--packet-order",
    "sorting",
    type=click.Choice(SORTINGS),
    default="postage",
    metavar="KEY",
    help="Sort the packet by country, postcode or recipient; by default by postage.",
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
@click.option("--replace-foreign", is_flag=True, help="Write over files that this program has not written.")
@click.option("--strict", is_flag=True, help="Count warnings as errors: they stop the letters that they concern.")
@click.pass_obj
def letters(
    campaign: Path,
    appeals: tuple[str, ...],
    drafts: bool,
    recipients: tuple[str, ...],
    audience: str,
    country: str,
    where: tuple[str, ...],
    mine: bool,
    language: str,
    sender: Path | None,
    sheet: Path | None,
    share: int | None,
    signatories: Path | None,
    day: date,
    out: Path | None,
    endings: tuple[str, ...],
    citation_style: str,
    envelope: str,
    packet: bool,
    labels: tuple[str, ...],
    sorting: "Sorting",
    outreach_page: bool,
    jobs: int | None,
    cluster: str,
    force: bool,
    replace_foreign: bool,
    strict: bool,
) -> None:
    """Write the letters of every open appeal to everyone it fits.

    Each letter becomes a PDF for the post, a text to paste and an e-mail draft,
    in letters/APPEAL/RECIPIENT.*; manifest.json says what was made and why not
    more. Letters that are up to date are not made again. With --senders, each
    supporter has a folder: letters/APPEAL/SENDER/RECIPIENT.*.
    """
    from entreaty.batch.packet_order import PacketOrder
    from entreaty.batch.request import RunRequest
    from entreaty.batch.unchanged import unchanged_run
    from entreaty.cli.outreach.senders import read_senders
    from entreaty.content.places import sender_file, written_folder
    from entreaty.planning.order import Order

    if packet and "pdf" not in endings:
        message = "--packet needs the PDFs: add pdf to --format"
        raise click.UsageError(message)
    if not packet and (labels or sorting != "postage"):
        message = "--labels and --packet-order are for a packet: add --packet"
        raise click.UsageError(message)
    if sheet:
        _require_for_many(sender, share, mine=mine, others=bool(packet or outreach_page or signatories))
    elif share:
        message = "--share is for many senders: add --senders"
        raise click.UsageError(message)
    supporters, left_out = read_senders(campaign, sheet) if sheet else ((), False)
    order = Order(
        day=day,
        appeals=appeals,
        drafts=drafts,
        recipients=recipients,
        audience=audience,
        country=country,
        where=where,
        mine=mine,
        language=language,
        citation_style=citation_style,
        envelope=envelope,
        endings=endings,
        jobs=jobs or os.cpu_count() or 1,
        cluster=cluster,
        force=force,
        replace_foreign=replace_foreign,
        strict=strict,
        cache=cache_folder(),
        supporters=supporters,
        share=share or 0,
    )
    request = RunRequest(
        campaign=campaign,
        sender=None if sheet else sender_file(campaign, sender),
        order=order,
        folder=written_folder(campaign, out, "letters"),
        signed_by=signatories_of(signatories, campaign, day),
    )
    report = None if force or packet or outreach_page else unchanged_run(request)
    if report:
        show_plan(report.errors, report.warnings)
        show_problems(report.notices)
        show_outcomes(report.outcomes, request.folder)
    else:
        wanted = PacketOrder(sorting=sorting, labels=labels) if packet else None
        report = _run(request, packet=wanted, outreach_page=outreach_page)
    show_count(report)
    if report.errors or report.failed or left_out:
        raise click.exceptions.Exit(1)


def _require_for_many(sender: Path | None, share: int | None, *, mine: bool, others: bool) -> None:
    """Refuse options that have no meaning beside --senders.

    Args:
        sender: The file of one sender.
        share: To how many recipients each writes.
        mine: Whether each writes to their own representatives.
        others: Whether a packet, a page or a list of signatories is asked for.

    Raises:
        click.UsageError: There is one.
    """
    if sender:
        message = "--sender names one sender, --senders many: leave one of them out"
    elif share and mine:
        message = (
            "--share spreads letters over all recipients, --mine sends them to each supporter's own: leave one out"
        )
    elif others:
        message = "--packet, --outreach-page and --signatories are for the letters of one sender: leave out --senders"
    else:
        return
    raise click.UsageError(message)


def _run(request: "RunRequest", *, packet: "PacketOrder | None", outreach_page: bool) -> "RunReport":
    """Run, and show what is wrong before anything is written, so that a person can still stop it."""
    from entreaty.batch.run import run_letters
    from entreaty.planning.order import OrderError

    with ExitStack() as stack:
        try:
            run = run_letters(request, _Terminal(stack))
        except OrderError as error:
            raise click.UsageError(str(error)) from error
    if run.was_stopped:
        raise stopped(len(run.outcomes))
    show_problems(notice for outcome in run.outcomes for notice in outcome.notices)
    show_outcomes(run.outcomes, request.folder)
    if packet:
        from entreaty.batch.packet import write_packet

        _show_packet(write_packet(run, request.order, request.folder, packet))
    if outreach_page:
        from entreaty.output.pages.outreach import write_outreach_page

        entries = {outcome.letter: outcome.entry for outcome in run.outcomes if outcome.entry}
        written = [letter for letter in run.plan.letters if letter.id in entries and not letter.draft]
        path = write_outreach_page(run.campaign, written, entries.values(), request.folder)
        click.echo(f"{path}  {counted(len(written), 'letter')}")
    return run.report


class _Terminal:
    """Shows a run while it is under way, and stops it at Ctrl-C."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._stop = Stop()
        self._show: Callable[[Outcome], None] | None = None

    def planned(self, plan: "Plan") -> None:
        show_plan(plan.errors, len(plan.problems) - len(plan.errors))
        show_problems(plan.notices)
        # All of it is needed to the end: looking through it for garbage again and again would take a worker's time.
        gc.freeze()
        self._stop = self._stack.enter_context(stopping_on_ctrl_c())
        self._show = self._stack.enter_context(progress(len(plan.letters)))

    def done(self, outcome: "Outcome") -> None:
        if self._show:
            self._show(outcome)

    def stopped(self) -> bool:
        return self._stop.asked


def _show_packet(packet: "Packet") -> None:
    show_problems(packet.problems)
    for path in packet.files:
        what = f"  {counted(packet.pages, 'page')}, {counted(packet.letters, 'letter')}"
        click.echo(f"{path}{what if path.name == 'packet.pdf' else ''}")
    if packet.unlabelled:
        whose = f"{counted(packet.unlabelled, 'letter')} for window envelopes"
        click.echo(f"no labels for {whose}: '--labels {packet.labels}' makes them", err=True)
