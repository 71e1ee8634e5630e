"""`preview`: a letter in the browser, while its files are written."""

import webbrowser
from datetime import date
from pathlib import Path

import click

from entreaty.cli.options import day_option, language_option, sender_option


@click.command()
@click.argument("appeal", required=False, default="", metavar="[APPEAL]")
@click.option("--to", "recipient", default="", metavar="ID", help="Begin with the letter to this recipient.")
@day_option("The date of the letters")
@language_option("Begin with this language, such as fr.")
@click.option("--envelope", default="", metavar="NAME", help="Begin with this envelope, and show its window.")
@sender_option("Who signs; by default sender.yaml, if there is one.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port; by default a free one.")
@click.option("--open/--no-open", "opens", default=True, help="Whether to open the browser; by default it is.")
@click.pass_obj
def preview(
    campaign: Path,
    appeal: str,
    recipient: str,
    day: date,
    language: str,
    envelope: str,
    sender: Path | None,
    port: int,
    opens: bool,
) -> None:
    """Show a letter in the browser, and again whenever a file changes.

    Tints show which words come from the recipient, the sender and the appeal.
    Problems stand in the page. Only this machine can see it; Ctrl+C ends it.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.order import Order, OrderError, require_known
    from entreaty.problems import ContentError
    from entreaty.web.preview import Preview
    from entreaty.web.selection import Choice
    from entreaty.web.server import PreviewServer

    order = Order(
        day=day,
        appeals=(appeal,) if appeal else (),
        recipients=(recipient,) if recipient else (),
        language=language,
        envelope=envelope,
    )
    try:
        require_known(load_campaign(campaign, sender_file(campaign, sender)), order)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    except ContentError:
        pass  # the page shows what is wrong
    choice = Choice(appeal=appeal, to=recipient, language=language, envelope=envelope)
    with PreviewServer(Preview(campaign, day, sender), port) as server:
        address = f"{server.url}?{choice.query()}" if choice.query() else server.url
        click.echo(f"{address}  (Ctrl+C ends it)")
        if opens:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended")
