"""`send`: letters by e-mail, each once."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.outreach.letters import (
    LEDGER,
    Outreach,
    WallClock,
    exit_if_failed,
    outreach_options,
    secret_for,
    show_left_out,
    show_notices,
)
from entreaty.problems import EntreatyError, counted

if TYPE_CHECKING:
    from entreaty.delivery.decision import Decision
    from entreaty.delivery.ledger import Ledger
    from entreaty.delivery.mailing import Mailing
    from entreaty.delivery.messages import Outgoing
    from entreaty.delivery.sending import SendEvent
    from entreaty.delivery.smtp import SmtpConnection

_FAILED = 1
_NOT_FOR_SUPPORTERS = (
    "delivery.yaml does not say that this account sends for supporters; nothing is sent\n"
    "  hint: where its owner and provider allow it, write 'for_supporters: yes'; 'drafts push' makes drafts only"
)


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
    outreach: Outreach,
    yes: bool,
    limit: int | None,
    rate: int | None,
    test_to: str | None,
    retry_unknown: bool,
    retry_refused: bool,
) -> None:
    """Send the letters that lie in letters/ by e-mail, each once.

    This is a dry run unless --yes is given. ledger.sqlite3 remembers what was
    sent: run it again to go on after a stop. Ctrl-C finishes the letter in
    hand. Letters of supporters leave by your account, and answers go to them.
    """
    from entreaty.content.files.delivery import SmtpServer
    from entreaty.delivery.decision import decide
    from entreaty.delivery.ledger import dated_in_the_future, read_ledger
    from entreaty.delivery.smtp import SmtpConnection

    mailing = outreach.load(campaign)
    if outreach.sheet and not mailing.delivery.for_supporters:
        raise EntreatyError(_NOT_FOR_SUPPORTERS)
    again = (*(["unknown"] if retry_unknown else []), *(["refused"] if retry_refused else []))
    show_left_out(mailing)
    if not yes:
        known = read_ledger(campaign / LEDGER)
        show_notices(dated_in_the_future(known.entries, WallClock().now()))
        decision = decide(mailing.letters.ready, known, again)
        _show_dry_run(decision, mailing, limit, test_to)
        _show_way(outreach, mailing)
        exit_if_failed(mailing)
        return
    server = outreach.server(SmtpServer, mailing.delivery.smtp)
    click.echo(f"by {server.as_line()}", err=True)
    connection = SmtpConnection(server, secret_for(server))
    if test_to:
        _send_trial(mailing, connection, test_to, limit)
    else:
        _send(campaign / LEDGER, mailing, connection, again, limit, rate)
    exit_if_failed(mailing)


def _show_dry_run(decision: "Decision", mailing: "Mailing", limit: int | None, test_to: str | None) -> None:
    if test_to:
        letters = mailing.letters.ready[: limit or 1]
        for one in letters:
            click.echo(f"{one.letter}  {test_to}  would be sent in place of {one.address}")
    else:
        letters = decision.to_send[:limit]
        for one in letters:
            click.echo(f"{one.letter}  {one.address}  would be sent")
        for done in decision.done:
            state = f"{done.entry.state} on {done.entry.changed.date()}"
            click.echo(f"{done.outgoing.letter}  {done.outgoing.address}  {state}")
        for repeated in decision.to_confirm:
            one = repeated.outgoing
            click.echo(f"{one.letter}  {one.address}  would ask first: {repeated.reason}")
    click.echo(
        f"{counted(len(letters), 'letter')} would be sent by {mailing.author.address}; this was a dry run, --yes sends"
    )


def _show_way(outreach: Outreach, mailing: "Mailing") -> None:
    """Print which server the letters would leave by: who wrote delivery.yaml has chosen it."""
    from entreaty.content.files.delivery import SmtpServer

    named = outreach.host or mailing.delivery.smtp
    server = outreach.server(SmtpServer, mailing.delivery.smtp) if named else None
    click.echo(f"by {server.as_line()}" if server else "by no server yet: name one in delivery.yaml, or by --host")


def _send_trial(mailing: "Mailing", connection: "SmtpConnection", to: str, limit: int | None) -> None:
    from entreaty.delivery.sending import send_trial

    events = list(_shown(send_trial(mailing.letters.ready[: limit or 1], mailing.author, connection, WallClock(), to)))
    if not events or any(event.state != "sent" for event in events):
        raise click.exceptions.Exit(_FAILED)


def _send(
    ledger_file: Path,
    mailing: "Mailing",
    connection: "SmtpConnection",
    again: tuple[str, ...],
    limit: int | None,
    rate: int | None,
) -> None:
    from entreaty.delivery.decision import decide
    from entreaty.delivery.ledger import dated_in_the_future, open_ledger
    from entreaty.delivery.sending import Pace, SendRun

    clock = WallClock()
    pace = Pace(rate=rate or mailing.delivery.rate)
    with open_ledger(ledger_file, clock.now()) as ledger:
        known = ledger.snapshot()
        show_notices(ledger.notice, dated_in_the_future(known.entries, clock.now()))
        decision = decide(mailing.letters.ready, known, again)
        agreed = _confirmed(decision)
        letters = (*decision.to_send, *agreed)
        _enlist(letters, ledger, again, clock)
        run = SendRun(author=mailing.author, ledger=ledger, connection=connection, pace=pace, clock=clock)
        with clock.stopping_on_ctrl_c():
            events = list(_shown(run.send(letters, limit)))
        states = {(entry.letter, entry.content): entry.state for entry in ledger.snapshot().entries}
    tried = {event.letter for event in events if event.letter}
    sent = [one for one in letters if one.letter in tried and states[one.letter, one.content] == "sent"]
    waiting = sum(states[one.letter, one.content] in {"pending", "deferred"} for one in letters)
    click.echo(f"{counted(len(sent), 'letter')} sent, {len(tried) - len(sent)} failed, {waiting} still to send")
    stopped = any(event.stopped for event in events)
    if stopped or len(sent) < len(tried) or len(agreed) < len(decision.to_confirm):
        raise click.exceptions.Exit(_FAILED)


def _confirmed(decision: "Decision") -> "tuple[Outgoing, ...]":
    """Return the letters to people who may have been written to already, if the person at the keyboard agrees."""
    letters = tuple(repeated.outgoing for repeated in decision.to_confirm)
    if not letters:
        return ()
    for repeated in decision.to_confirm:
        click.echo(f"{repeated.outgoing.letter}  {repeated.outgoing.address}  {repeated.reason}", err=True)
    question = f"Send to {'this recipient' if len(letters) == 1 else f'these {len(letters)}'} all the same?"
    if not sys.stdin.isatty():
        click.echo("left out: only a person can agree to write twice; send it from a terminal", err=True)
        return ()
    return letters if click.confirm(question, err=True) else ()


def _enlist(letters: "Iterable[Outgoing]", ledger: "Ledger", again: tuple[str, ...], clock: WallClock) -> None:
    ledger.enlist(letters, clock.now())
    for one in letters:
        entry = ledger.entry(one)
        if entry and entry.state in again:
            ledger.reopen(one, clock.now())


def _shown(events: "Iterable[SendEvent]") -> "Iterator[SendEvent]":
    """Print each event as it happens."""
    for event in events:
        if event.letter:
            click.echo(f"{event.letter}  {event.address}  {event.state}  {event.text}")
        else:
            click.echo(event.text, err=True)
        yield event
