"""What `send` and `drafts push` have in common: which letters, which server, and the person at the keyboard."""

import functools
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from entreaty.cli.messages import show_problems, signatories_of
from entreaty.cli.options import FILE, cache_folder, out_option, sender_option, signatories_option, today
from entreaty.problems import counted

if TYPE_CHECKING:
    from entreaty.content.files.delivery import AnyServer, Server
    from entreaty.delivery.mailing import Mailing
    from entreaty.delivery.passwords import Secret

LEDGER = "ledger.sqlite3"

_OPTIONS = (
    click.argument("appeals", nargs=-1, metavar="[APPEAL]..."),
    click.option(
        "--only-to", "recipients", multiple=True, metavar="ID", help="Only to this recipient; may be repeated."
    ),
    sender_option("Who signed the letters, or whose account they leave by; by default sender.yaml."),
    click.option(
        "--senders",
        "sheet",
        type=FILE,
        metavar="FILE",
        help="Take the letters of supporters; their sheet as it is now.",
    ),
    signatories_option("The table of all who signed beside the sender, that 'letters' was told, if any."),
    click.option("--citation-style", default="", metavar="NAME", help="The style that 'letters' was told, if any."),
    out_option("Where the letters lie; letters/ by default."),
    click.option("--host", metavar="NAME", help="The mail server; by default that of delivery.yaml."),
    click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Its port; by default the usual one."),
    click.option("--security", type=click.Choice(["tls", "starttls", "none"]), help="How the line is kept secret."),
    click.option(
        "--user",
        metavar="NAME",
        help="The account; its password is asked for, or taken from the environment or keyring.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """The values of the options that `send` and `drafts push` have in common.

    Attributes:
        appeals: The appeals; none means all whose letters lie in the folder.
        recipients: The recipients; none means all.
        sender: The sender's file; by default sender.yaml.
        signatories: The table of all who signed beside the sender; None where nobody did.
        sheet: The sheet of the supporters whose letters are meant; None for those of one sender.
        citation_style: The citation style of the letters; empty for that of each letter in the manifest.
        out: Where they lie; by default letters/.
        host: The mail server; by default that of delivery.yaml.
        port: Its port; by default the usual one.
        security: How the connection is encrypted.
        user: The account.
    """

    appeals: tuple[str, ...]
    recipients: tuple[str, ...]
    sender: Path | None
    signatories: Path | None
    sheet: Path | None
    citation_style: str
    out: Path | None
    host: str | None
    port: int | None
    security: str | None
    user: str | None

    def load(self, campaign: Path) -> "Mailing":
        """Return the letters that may be sent; show errors of the campaign, and which letters are left out and why.

        Raises:
            EntreatyError: The campaign's files cannot be used, or nobody is named who sends.
        """
        from entreaty.cli.outreach.senders import read_senders
        from entreaty.delivery.mailing import load_mailing
        from entreaty.planning.order import Order, OrderError

        supporters, _ = read_senders(campaign, self.sheet) if self.sheet else ((), False)
        # Drafts that lie in the folder are named, and left out.
        order = Order(
            day=today(),
            appeals=self.appeals,
            drafts=True,
            recipients=self.recipients,
            citation_style=self.citation_style,
            cache=cache_folder(),
            supporters=supporters,
        )
        try:
            mailing = load_mailing(
                campaign,
                self.sender or campaign / "sender.yaml",
                self.out or campaign / "letters",
                order,
                signatories_of(self.signatories, campaign, order.day),
            )
        except OrderError as error:
            raise click.UsageError(str(error)) from error
        show_problems(mailing.errors)
        return mailing

    def server(self, kind: "type[AnyServer]", usual: "AnyServer | None") -> "AnyServer":
        """Return the server of delivery.yaml with what the options say instead.

        Raises:
            EntreatyError: No server is named.
        """
        from entreaty.content.files.delivery import ServerOptions, server_with

        options = ServerOptions(host=self.host, port=self.port, security=self.security, user=self.user)
        return server_with(kind, usual, options)


def outreach_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name letters and a server, as its argument `outreach`."""

    @functools.wraps(command)
    def with_outreach(*arguments: Any, **options: Any) -> Any:
        common = {name: options.pop(name) for name in Outreach.__slots__}
        return command(*arguments, outreach=Outreach(**common), **options)

    return functools.reduce(lambda inner, option: option(inner), reversed(_OPTIONS), with_outreach)


def show_left_out(mailing: "Mailing") -> None:
    """Print which letters cannot be sent by e-mail, and why."""
    if mailing.others:
        click.echo(f"{counted(mailing.others, 'letter')} of other senders left aside; see --senders", err=True)
    left_out = mailing.letters.left_out
    if left_out:
        click.echo(f"{counted(len(left_out), 'letter')} left out:")
        for one in left_out:
            click.echo(f"  {one.letter}: {one.reason}")


def exit_if_failed(mailing: "Mailing") -> None:
    """End the command with exit code 1 where letters are left out for what has to be mended first."""
    if mailing.failed:
        raise click.exceptions.Exit(1)


def show_notices(*notices: str) -> None:
    """Print what the person should know before letters go out; '' is nothing."""
    for notice in filter(None, notices):
        click.echo(notice, err=True)


def secret_for(server: "Server") -> "Secret | None":
    """Return the password of the account, asking for it where a person can be asked."""
    from entreaty.delivery.passwords import find_secret

    ask = functools.partial(click.prompt, hide_input=True, err=True) if sys.stdin.isatty() else None
    return find_secret(server, os.environ, ask)


class WallClock:
    """The time of this machine, and the wish of the person at it to stop."""

    def __init__(self) -> None:
        self._stop = False

    def now(self) -> datetime:
        """Return the moment on the user's calendar."""
        return datetime.now(UTC).astimezone()

    def wait(self, seconds: float) -> None:
        """Let the time pass, unless the person wants to stop."""
        end = time.monotonic() + seconds
        while not self._stop and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))

    def stopped(self) -> bool:
        """Tell whether the person wants to stop."""
        return self._stop

    def chance(self) -> float:
        """Return a random number from 0 to 1."""
        return random.random()  # noqa: S311  (it only spreads letters over time)

    @contextmanager
    def stopping_on_ctrl_c(self) -> Iterator[None]:
        """Let the first Ctrl-C stop after the letter in hand; a second one stops at once."""
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupted(self, _signal: int, _frame: FrameType | None) -> None:
        if self._stop:
            raise KeyboardInterrupt
        self._stop = True
        click.echo("stopping after the letter in hand; Ctrl-C once more stops at once", err=True)
