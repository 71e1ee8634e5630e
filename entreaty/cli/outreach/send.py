"""`send`: letters by e-mail, each once."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import counted
from entreaty.cli.outreach.letters import (
    LEDGER,
    Mail,
    WallClock,
    load_mail,
    outreach_options,
    secret_for,
    show_left_out,
)

if TYPE_CHECKING:
    from entreaty.delivery.ledger import Ledger
    from entreaty.delivery.messages import Outgoing
    from entreaty.delivery.outbox import Choice
    from entreaty.delivery.sending import Step
    from entreaty.delivery.smtp import Line

_FAILED = 1


@click.command()
@outreach_options
@click.option("--yes", is_flag=True, help="Send. Without it, only what would happen is shown.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Send at most so many letters in this run.")
@click.option("--rate", type=click.IntRange(1, 600), metavar="N", help="Letters in a minute; 10 by default.")
@click.option("--test-to", metavar="ADDRESS", help="Send to this address instead, and keep no record of it.")
@click.option("--retry-unknown", is_flag=True, help="Send those again of which nobody can tell whether they arrived.")
@click.option("--retry-refused", is_flag=True, help="Send those again that the server refused for good.")
@click.pass_obj
def send(
    campaign: Path,
    /,
    yes: bool,
    limit: int | None,
    rate: int | None,
    test_to: str | None,
    retry_unknown: bool,
    retry_refused: bool,
    host: str | None,
    port: int | None,
    security: str | None,
    user: str | None,
    **which: object,
) -> None:
    """Send the letters that lie in letters/ by e-mail, each once.

    This is a dry run unless --yes is given. ledger.sqlite3 remembers what was
    sent: run it again to go on after a stop. Ctrl-C finishes the letter in
    hand.
    """
    from entreaty.content.files.delivery import ServerOptions, SmtpServer, server_with
    from entreaty.delivery.ledger import read_ledger
    from entreaty.delivery.outbox import choose
    from entreaty.delivery.smtp import Line

    mail = load_mail(campaign, **which)  # type: ignore[arg-type]
    again = (*(["unknown"] if retry_unknown else []), *(["refused"] if retry_refused else []))
    show_left_out(mail.outbox)
    if not yes:
        _show_dry_run(choose(mail.outbox.ready, read_ledger(campaign / LEDGER), again), mail, limit, test_to)
        return
    server = server_with(
        SmtpServer, mail.delivery.smtp, ServerOptions(host=host, port=port, security=security, user=user)
    )
    line = Line(server, secret_for(server))
    if test_to:
        _send_trial(mail, line, test_to, limit)
    else:
        _send(campaign / LEDGER, mail, line, again, limit, rate)


def _show_dry_run(choice: "Choice", mail: Mail, limit: int | None, test_to: str | None) -> None:
    if test_to:
        letters = mail.outbox.ready[: limit or 1]
        for one in letters:
            click.echo(f"{one.letter}  {test_to}  would be sent in place of {one.address}")
    else:
        letters = choice.to_send[:limit]
        for one in letters:
            click.echo(f"{one.letter}  {one.address}  would be sent")
        for one, row in choice.done:
            click.echo(f"{one.letter}  {one.address}  {row.state} on {row.changed.date()}")
        for one, reason in choice.to_ask:
            click.echo(f"{one.letter}  {one.address}  would ask first: {reason}")
    click.echo(
        f"{counted(len(letters), 'letter')} would be sent by {mail.author.address}; this was a dry run, --yes sends"
    )


def _send_trial(mail: Mail, line: "Line", to: str, limit: int | None) -> None:
    from entreaty.delivery.sending import send_trial

    steps = list(_shown(send_trial(mail.outbox.ready[: limit or 1], mail.author, line, WallClock(), to)))
    if not steps or any(step.state != "sent" for step in steps):
        raise click.exceptions.Exit(_FAILED)


def _send(
    ledger_file: Path, mail: Mail, line: "Line", again: tuple[str, ...], limit: int | None, rate: int | None
) -> None:
    from entreaty.delivery.ledger import open_ledger
    from entreaty.delivery.outbox import choose
    from entreaty.delivery.sending import Pace, Round

    clock = WallClock()
    pace = Pace(rate=rate or mail.delivery.rate)
    with open_ledger(ledger_file, clock.now()) as ledger:
        choice = choose(mail.outbox.ready, ledger.book(), again)
        agreed = _ask(choice)
        letters = (*choice.to_send, *agreed)
        _enlist(letters, ledger, again, clock)
        round_ = Round(author=mail.author, ledger=ledger, line=line, pace=pace, clock=clock)
        with clock.stopping_on_ctrl_c():
            steps = list(_shown(round_.send(letters, limit)))
        states = {(row.letter, row.content): row.state for row in ledger.book().rows}
    tried = {step.letter for step in steps if step.letter}
    sent = [one for one in letters if one.letter in tried and states[one.letter, one.content] == "sent"]
    waiting = sum(states[one.letter, one.content] in {"pending", "deferred"} for one in letters)
    click.echo(f"{counted(len(sent), 'letter')} sent, {len(tried) - len(sent)} failed, {waiting} still to send")
    if len(sent) < len(tried) or len(agreed) < len(choice.to_ask):
        raise click.exceptions.Exit(_FAILED)


def _ask(choice: "Choice") -> "tuple[Outgoing, ...]":
    """Return the letters to people who may have been written to already, if the person at the keyboard agrees."""
    if not choice.to_ask:
        return ()
    for one, reason in choice.to_ask:
        click.echo(f"{one.letter}  {one.address}  {reason}", err=True)
    question = f"Send to {'this recipient' if len(choice.to_ask) == 1 else f'these {len(choice.to_ask)}'} all the same?"
    if not sys.stdin.isatty():
        click.echo("left out: only a person can agree to write twice; send it from a terminal", err=True)
        return ()
    return tuple(one for one, _ in choice.to_ask) if click.confirm(question, err=True) else ()


def _enlist(letters: "Iterable[Outgoing]", ledger: "Ledger", again: tuple[str, ...], clock: WallClock) -> None:
    ledger.enlist(letters, clock.now())
    for one in letters:
        row = ledger.row(one)
        if row and row.state in again:
            ledger.reopen(one, clock.now())


def _shown(steps: "Iterable[Step]") -> "Iterator[Step]":
    """Print each step as it happens."""
    for step in steps:
        if step.letter:
            click.echo(f"{step.letter}  {step.address}  {step.state}  {step.text}")
        else:
            click.echo(step.text, err=True)
        yield step
