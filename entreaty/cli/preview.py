"""`preview`: a letter in the browser, while its files are written."""

import webbrowser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.letters import Day, today

if TYPE_CHECKING:
    from entreaty.content.campaign import Campaign
    from entreaty.planning.plan import Plan


@click.command()
@click.argument("appeal", required=False, default="", metavar="[APPEAL]")
@click.option("--to", "recipient", default="", metavar="ID", help="Begin with the letter to this recipient.")
@click.option("--date", "day", type=Day(), metavar="DATE", help="The date of the letters; today by default.")
@click.option("--language", default="", metavar="CODE", help="Begin with this language, such as fr.")
@click.option("--envelope", default="", metavar="NAME", help="Begin with this envelope, and show its window.")
@click.option(
    "--sender",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Who signs; by default sender.yaml, if there is one.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port; by default a free one.")
@click.option("--open/--no-open", "opens", default=True, help="Whether to open the browser; by default it is.")
@click.pass_obj
def preview(
    campaign: Path,
    appeal: str,
    recipient: str,
    day: date | None,
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
    from entreaty.content.campaign import load_campaign, shipped_templates
    from entreaty.planning.order import Order, OrderError
    from entreaty.planning.plan import plan_letters
    from entreaty.problems import ContentError
    from entreaty.web.preview import Preview
    from entreaty.web.selection import Choice
    from entreaty.web.server import PreviewServer

    default_sender = campaign / "sender.yaml"

    def load() -> "Campaign":
        return load_campaign(campaign, sender or (default_sender if default_sender.exists() else None))

    def plan(files: "Campaign", wanted: str) -> "Plan":
        return plan_letters(files, Order(day=day or today(), language=wanted))

    try:
        named = Order(
            day=day or today(),
            appeals=(appeal,) if appeal else (),
            recipients=(recipient,) if recipient else (),
            language=language,
            envelope=envelope,
        )
        plan_letters(load(), named)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    except ContentError:
        pass  # the page shows what is wrong
    names = ("appeals", "recipients.yaml", "recipients", "citation_styles", "letter_templates")
    watched = (*(campaign / name for name in names), sender or default_sender, shipped_templates())
    choice = Choice(appeal=appeal, to=recipient, language=language, envelope=envelope)
    with PreviewServer(Preview(load, plan, watched), port) as server:
        address = f"{server.url}?{choice.query()}" if choice.query() else server.url
        click.echo(f"{address}  (Ctrl+C ends it)")
        if opens:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended")
