"""`preview`: a letter in the browser, while its files are written."""

import secrets
import signal
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from entreaty.cli.options import cache_folder, day_option, envelope_option, language_option, sender_option

if TYPE_CHECKING:
    from entreaty.web.selection import Choice


@click.command()
@click.argument("appeal", required=False, default="", metavar="[APPEAL]")
@click.option("--to", "recipient", default="", metavar="ID", help="Begin with the letter to this recipient.")
@day_option("The date of the letters")
@language_option("Begin with this language, such as fr.")
@envelope_option("Begin with this envelope, and show its window: {}.")
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
    """Show a letter in the browser while you write.

    It is shown again whenever a file changes.

    Tints show which words come from the recipient, the sender and the appeal.
    Problems stand in the page. The printed address holds a token, by which
    you and nobody else on this machine can see it; Ctrl-C ends it.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.order import Order, OrderError, require_known
    from entreaty.problems import ContentError
    from entreaty.web.admission import keys_of, leading_page
    from entreaty.web.app import PreviewApp
    from entreaty.web.preview import Preview
    from entreaty.web.selection import Choice
    from entreaty.web.server import PageServer

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
    keys = keys_of(secrets.token_bytes(32))
    with PageServer(port) as server, _ending(server.stop), ExitStack() as stack:
        app = PreviewApp(Preview(campaign, day, sender, cache_folder()), keys, server.hosts, _complain)
        printed, opened = (f"{server.url}?{_query(token, choice)}" for token in (keys.address, keys.opening))
        click.echo(f"{printed}  (Ctrl-C ends it)")
        if opens:
            try:
                folder = stack.enter_context(TemporaryDirectory(prefix="entreaty-"))
                _open(leading_page(opened), Path(folder))
            except OSError:
                _complain("no file can be written to open the browser with: open the printed address in it")
        server.serve(app, _complain)
    click.echo("ended")


def _query(token: str, choice: "Choice") -> str:
    return "&".join(part for part in (f"token={token}", choice.query()) if part)


def _open(page: str, folder: Path) -> None:
    """Open a page in the browser, from a file in a folder that nobody else can read.

    Why not at its address: everybody on the machine can read the arguments of the browser, and the token with them.
    """
    file = folder / "preview.html"
    file.touch(mode=0o600)
    file.write_text(page, encoding="utf-8")
    webbrowser.open(file.as_uri())


@contextmanager
def _ending(stop: Callable[[], None]) -> Iterator[None]:
    """Have the signals that end a program do so in order, except those that are ignored, as under nohup."""
    ends = [one for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) != signal.SIG_IGN]
    before = {one: signal.signal(one, lambda *_: stop()) for one in ends}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _complain(line: str) -> None:
    click.echo(line, err=True)
