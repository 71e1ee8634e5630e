"""`drafts push`: letters put among the drafts of the sender's own mailbox."""

import dataclasses
from collections import Counter
from pathlib import Path

import click

from entreaty.cli.outreach.letters import LEDGER, WallClock, load_mail, outreach_options, secret_for, show_left_out

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
    /,
    again: bool,
    host: str | None,
    port: int | None,
    security: str | None,
    user: str | None,
    **which: object,
) -> None:
    """Put the letters in letters/ among your drafts, by IMAP, each once.

    The folder is the one that your mail server marks as that of drafts,
    whatever its name. Letters that were sent already are left out.
    """
    from entreaty.content.files.delivery import ImapServer, ServerOptions, server_with
    from entreaty.delivery.imap import open_drafts
    from entreaty.delivery.ledger import open_ledger
    from entreaty.delivery.outbox import choose

    mail = load_mail(campaign, **which)  # type: ignore[arg-type]
    server = server_with(
        ImapServer, mail.delivery.imap, ServerOptions(host=host, port=port, security=security, user=user)
    )
    show_left_out(mail.outbox)
    clock, counts = WallClock(), Counter[str]()
    with open_ledger(campaign / LEDGER, clock.now()) as ledger:
        book = ledger.book()
        choice = choose(mail.outbox.ready, dataclasses.replace(book, drafted={}), again=("refused",))
        for outgoing, row in choice.done:
            click.echo(f"{outgoing.letter}  left out: it is {row.state} since {row.changed.date()}")
        for outgoing, reason in choice.to_ask:
            click.echo(f"{outgoing.letter}  left out: {reason}")
        with open_drafts(server, secret_for(server)) as folder:
            before = () if again else tuple(book.drafted)
            for pushed in folder.push(choice.to_send, mail.author, clock.now(), before):
                if pushed.state in {"added", "there"}:
                    ledger.note_draft(pushed.outgoing, clock.now())
                counts[pushed.state] += 1
                click.echo(f"{pushed.outgoing.letter}  {_SHOWN[pushed.state]}")
    click.echo(f"{counts['added']} added to '{folder.folder}', {counts['there']} there already")
    if counts["other"] or counts["gone"]:
        raise click.exceptions.Exit(1)
