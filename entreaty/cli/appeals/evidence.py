"""`evidence`: what an appeal rests on, for whoever must answer for it."""

from datetime import date
from pathlib import Path

import click

from entreaty.cli.options import day_option, out_option


@click.command()
@click.argument("appeal")
@day_option("The date of the letters")
@out_option("Where to; evidence/ by default.")
@click.pass_obj
def evidence(campaign: Path, appeal: str, day: date, out: Path | None) -> None:
    """Write what an appeal rests on: a page to read and a table.

    Both list each fact, each rule of law and each demand with its sources, how
    each is known, and whose letters of that date say so.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import written_folder
    from entreaty.output.pages.evidence import write_evidence
    from entreaty.planning.order import Order, OrderError
    from entreaty.storage.files import make_folder_out_of_sight

    files = load_campaign(campaign)
    try:
        folder = written_folder(campaign, out, "evidence")
        if out:
            make_folder_out_of_sight(out)
        paths = write_evidence(files, Order(day=day, appeals=(appeal,)), folder)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    for path in paths:
        click.echo(path)
