"""`drafts push`: letters put among the drafts of the sender's own mailbox."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

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

_SHOWN = {
    "added": "put among the drafts",
    "there": "lies there already",
    "other": "left out: another version lies there; send or delete it first",
    "gone": "left out: it lay there and is gone, so it may have been sent; --again puts it there once more",
}


@click.group()
def drafts() -> None:
    """Put letters among the drafts of your own mailbox."""


@drafts.command()
@outreach_options
@click.option("--again", is_flag=True, help="Also put drafts there that lay there once and are gone.")
@click.pass_obj
def push(
    campaign: Path,
    outreach: Outreach,
    again: bool,
) -> None:
    """Put the letters in letters/ among your drafts, by IMAP, each once.

    The folder is the one that your mail server marks as that of drafts,
    whatever its name. Letters that were sent already are left out.
    """
    from entreaty.content.files.delivery import ImapServer
    from entreaty.content.model import shown
    from entreaty.delivery.decision import decide
    from entreaty.delivery.imap import open_drafts
    from entreaty.delivery.ledger import open_ledger

    mailing = outreach.load(campaign)
    server = outreach.server(ImapServer, mailing.delivery.imap)
    click.echo(f"by {server.as_line()}", err=True)
    show_left_out(mailing)
    clock, counts = WallClock(), Counter[str]()
    with open_ledger(campaign / LEDGER, clock.now()) as ledger:
        known = ledger.snapshot()
        show_notices(ledger.notice)
        decision = decide(mailing.letters.ready, replace(known, drafted={}), again=("refused",))
        for done in decision.done:
            click.echo(f"{done.outgoing.letter}  left out: it is {done.entry.state} since {done.entry.changed.date()}")
        for repeated in decision.to_confirm:
            click.echo(f"{repeated.outgoing.letter}  left out: {repeated.reason}")
        with open_drafts(server, secret_for(server)) as folder:
            before = () if again else tuple(known.drafted)
            for pushed in folder.push(decision.to_send, mailing.author, clock.now(), before):
                if pushed.state in {"added", "there"}:
                    ledger.note_draft(pushed.outgoing, clock.now())
                counts[pushed.state] += 1
                click.echo(f"{pushed.outgoing.letter}  {_SHOWN[pushed.state]}")
    click.echo(f"{counts['added']} added to '{shown(folder.folder)}', {counts['there']} there already")
    if counts["other"] or counts["gone"]:
        raise click.exceptions.Exit(1)
    exit_if_failed(mailing)
