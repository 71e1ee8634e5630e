"""Letters of a sample campaign as all their files, for tests of what several outputs have in common."""

import email
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.output.documents import RenderedLetter, render_files
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan, plan_letters
from tests.support.deflowing import deflow
from tests.support.pdfs import texts
from tests.support.sample_campaigns import DAY

ALL = ("pdf", "txt", "eml")


def planned(folder: Path, **order: object) -> Plan:
    """Return the plan of a campaign's letters, signed where it has a sender."""
    return plan_letters(load_campaign(folder, _sender(folder)), Order(day=DAY, **order))  # type: ignore[arg-type]


def made(folder: Path, recipient: str, endings: tuple[str, ...] = ALL, **order: object) -> RenderedLetter:
    """Return the files of the one letter to a recipient."""
    wanted = Order(day=DAY, recipients=(recipient,), endings=endings, **order)  # type: ignore[arg-type]
    campaign = load_campaign(folder, _sender(folder))
    (letter,) = plan_letters(campaign, wanted).letters
    return render_files(letter, look_of(campaign, wanted), endings)


def message_of(letter: RenderedLetter) -> EmailMessage:
    """Return the draft of a letter as a mail program reads it."""
    return email.message_from_bytes(letter.contents["eml"], policy=SMTP)  # type: ignore[return-value]


def plain_part(letter: RenderedLetter) -> str:
    """Return the plain text of a draft, its soft line breaks joined."""
    body = message_of(letter).get_body(("plain",))
    assert body is not None
    return deflow(body.get_content().replace("\r\n", "\n"))


def html_part(letter: RenderedLetter) -> str:
    """Return what mail programs show of a draft."""
    body = message_of(letter).get_body(("html",))
    assert body is not None
    return str(body.get_content())


def printed_lines(letter: RenderedLetter) -> list[str]:
    """Return the lines of all pages of the PDF, in their order."""
    return [line for page in texts(letter.contents["pdf"]) for line in page.splitlines()]


def _sender(folder: Path) -> Path | None:
    path = folder / "sender.yaml"
    return path if path.exists() else None
