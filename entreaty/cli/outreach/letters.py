"""What `send` and `drafts push` have in common: which letters, which server, and the person at the keyboard."""

import dataclasses
import functools
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entreaty.cli.letters import today
from entreaty.cli.messages import counted, show_problems

if TYPE_CHECKING:
    from entreaty.content.campaign import Campaign
    from entreaty.content.files.delivery import Delivery, Server
    from entreaty.delivery.messages import Author
    from entreaty.delivery.outbox import Outbox
    from entreaty.delivery.passwords import Secret
    from entreaty.output.manifest import Record
    from entreaty.planning.order import Order
    from entreaty.writing.letter import Letter

LEDGER = "ledger.sqlite3"

_OPTIONS = (
    click.argument("appeals", nargs=-1, metavar="[APPEAL]..."),
    click.option(
        "--only-to", "recipients", multiple=True, metavar="ID", help="Only to this recipient; may be repeated."
    ),
    click.option(
        "--sender",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Who signed the letters; by default sender.yaml.",
    ),
    click.option("--citation-style", default="", metavar="NAME", help="The style that 'letters' was told, if any."),
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Where the letters lie; letters/ by default.",
    ),
    click.option("--host", metavar="NAME", help="The mail server; by default that of delivery.yaml."),
    click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Its port; by default the usual one."),
    click.option("--security", type=click.Choice(["tls", "starttls", "none"]), help="How the line is kept secret."),
    click.option("--user", metavar="NAME", help="The account; its password is asked for."),
)


def outreach_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name letters and a server."""
    return functools.reduce(lambda inner, option: option(inner), reversed(_OPTIONS), command)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What there is to send, by whom and how.

    Attributes:
        outbox: The letters.
        author: Who sends them.
        delivery: The file `delivery.yaml`.
    """

    outbox: "Outbox"
    author: "Author"
    delivery: "Delivery"


def load_mail(
    campaign: Path,
    appeals: tuple[str, ...],
    recipients: tuple[str, ...],
    sender: Path | None,
    citation_style: str,
    out: Path | None,
) -> Mail:
    """Return the letters that lie in the folder, sorted by whether they may leave.

    Raises:
        EntreatyError: The campaign's files cannot be used, or nobody is named who sends.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.files.delivery import load_delivery
    from entreaty.delivery.messages import Author
    from entreaty.delivery.outbox import proved, sort_letters
    from entreaty.output.manifest import read_records
    from entreaty.planning.order import Order, OrderError
    from entreaty.planning.plan import plan_letters
    from entreaty.problems import EntreatyError

    delivery = load_delivery(campaign / "delivery.yaml")
    files = load_campaign(campaign, sender or campaign / "sender.yaml")
    if files.sender is None or files.sender.email is None:
        message = f"{sender or campaign / 'sender.yaml'}: the sender has no 'email'; answers would go nowhere"
        raise EntreatyError(message)
    folder = out or campaign / "letters"
    records = [one for one in read_records(folder).values() if _wanted(one, appeals, recipients)]
    order = Order(day=today(), appeals=appeals, recipients=recipients, citation_style=citation_style)
    try:
        plan = plan_letters(files, order)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    if not records:
        raise EntreatyError(f"{folder}: no such letters lie here; write them with 'letters'")
    show_problems(problem for problem in plan.problems if problem.level == "error")
    letters = _as_recorded(files, plan.letters, order, records)
    author = Author(name=files.sender.name, address=files.sender.email, unsubscribe=delivery.unsubscribe or "")
    outbox = sort_letters(records, folder, files, letters, plan.problems)
    return Mail(outbox=proved(outbox, author), author=author, delivery=delivery)


def _as_recorded(
    files: "Campaign", usual: "Iterable[Letter]", order: "Order", records: "Iterable[Record]"
) -> "dict[str, Letter]":
    """Return today's version of each letter in the language that it was written in, which `--language` may have set."""
    from entreaty.planning.plan import plan_letters

    letters = {(letter.id, letter.language): letter for letter in usual}
    known = {appeal.id for appeal in files.appeals}
    others = {(one.appeal, one.language) for one in records if (one.id, one.language) not in letters}
    for appeal, language in sorted(others):
        if appeal in known:
            plan = plan_letters(files, dataclasses.replace(order, appeals=(appeal,), language=language))
            letters |= {(letter.id, letter.language): letter for letter in plan.letters}
    return {one.id: letters[one.id, one.language] for one in records if (one.id, one.language) in letters}


def _wanted(record: "Record", appeals: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    return (not appeals or record.appeal in appeals) and (not recipients or record.recipient in recipients)


def show_left_out(outbox: "Outbox") -> None:
    """Print who gets nothing by e-mail, and why."""
    if outbox.left_out:
        click.echo(f"{counted(len(outbox.left_out), 'letter')} left out:")
        for refusal in outbox.left_out:
            click.echo(f"  {refusal.id}: {refusal.reason}")


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

    def _interrupted(self, _signal: int, _frame: object) -> None:
        if self._stop:
            raise KeyboardInterrupt
        self._stop = True
        click.echo("stopping after the letter in hand; Ctrl-C once more stops at once", err=True)
