"""`coverage`: who is asked for what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import cut
from entreaty.cli.options import FILE, day_option
from entreaty.cli.terminal import styled

if TYPE_CHECKING:
    from entreaty.writing.reporting.coverage import Coverage

_WIDTH = 79
_ID_WIDTH = 34
_COLUMN = 3
_COLUMNS = (_WIDTH - _ID_WIDTH) // _COLUMN


@click.command()
@click.argument("appeal")
@day_option("The date of the letters")
@click.option("--html", type=FILE, metavar="FILE", help="Write the table as a web page instead.")
@click.option("--csv", type=FILE, metavar="FILE", help="Write the table for spreadsheets instead.")
@click.pass_obj
def coverage(campaign: Path, appeal: str, day: date, html: Path | None, csv: Path | None) -> None:
    """Show which recipient of APPEAL is asked for what.

    Also names the demands that nobody receives and the recipients who are asked
    for nothing.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.output.pages.coverage import coverage_csv, coverage_html
    from entreaty.output.pages.type import with_type
    from entreaty.planning.explain import coverage_of
    from entreaty.planning.order import OrderError
    from entreaty.storage.files import write_whole

    try:
        files = load_campaign(campaign)
        covered = coverage_of(files, appeal, day)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    if html:
        write_whole(html, with_type(coverage_html(covered, files.page_words)).encode())
        click.echo(html)
    if csv:
        write_whole(csv, coverage_csv(covered))
        click.echo(csv)
    if not html and not csv:
        for line in table(covered):
            click.echo(line)


def table(covered: "Coverage") -> Iterator[str]:
    """Yield the lines of the table, as many demands beside each other as a terminal has room for."""
    yield styled(f"{covered.appeal}: who is asked for what on {covered.day}", bold=True)
    for first in range(0, len(covered.demands), _COLUMNS):
        yield ""
        yield from _block(covered, range(first, min(first + _COLUMNS, len(covered.demands))))
    yield ""
    if covered.depends:
        yield f"{styled('?', fg='yellow', bold=True)}  depends on the sender"
        yield ""
    yield from _listed(
        "Demands that nobody receives", [f"{place + 1} {covered.demands[place].id}" for place in covered.unreached]
    )
    yield from _listed("Recipients asked for nothing", [one.id for one in covered.unasked])


def _block(covered: "Coverage", places: range) -> Iterator[str]:
    """Yield the recipients of some demands, and below them what the numbers stand for."""
    numbers = "".join(f"{place + 1:>{_COLUMN}}" for place in places)
    yield styled(f"{'':{_ID_WIDTH}}{numbers}", bold=True)
    for one in covered.recipients:
        if any(one.asked[place] or one.depends[place] for place in places):
            marks = "".join(_mark(asked=one.asked[place], depends=one.depends[place]) for place in places)
            yield f"{cut(one.id, _ID_WIDTH):{_ID_WIDTH}}{marks}"
    yield ""
    for place in places:
        demand = covered.demands[place]
        yield cut(f"{place + 1:>3}  {demand.id}: {demand.words}", _WIDTH)


def _mark(*, asked: bool, depends: bool) -> str:
    if depends:
        return styled(f"{'?':>{_COLUMN}}", fg="yellow", bold=True)
    return styled(f"{'x':>{_COLUMN}}", fg="green", bold=True) if asked else f"{'.':>{_COLUMN}}"


def _listed(title: str, entries: list[str]) -> Iterator[str]:
    yield styled(f"{title}:", bold=True) + ("" if entries else " none")
    for entry in entries:
        yield styled(f"  {entry}", fg="yellow")
