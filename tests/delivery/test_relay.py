"""A thousand letters through a real relay into a real mailbox, where each is read again."""

import email
import os
import time
from email.policy import SMTP

import pytest

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.ledger import open_ledger
from entreaty.delivery.messages import finished_message
from entreaty.delivery.sending import Pace, SendRun
from entreaty.delivery.smtp import SmtpConnection
from tests.support.mail_servers import dovecot, postfix
from tests.support.sample_outgoing import AUTHOR, NOW, PDF, FakeClock, make_outgoing

SUBJECTS = (
    "Visits to prisoners of war",
    "Le sort des prisonniers arméniens après la fermeture de la délégation du CICR en Azerbaïdjan",
    "Հայ ռազմագերիների վիճակը",
)


@pytest.mark.thorough
@pytest.mark.tool("postfix")
@pytest.mark.tool("dovecot")
@pytest.mark.skipif(os.geteuid() != 0, reason="mail servers need root")
@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.soak)])
def test_every_letter_arrives_as_it_was_sent(tmp_path, count):
    """Through postfix into dovecot, every letter arrives once, with its headers, bodies and attachment intact."""
    letters = [make_outgoing(number, subject=SUBJECTS[number % len(SUBJECTS)]) for number in range(count)]
    with dovecot() as mailbox, postfix(mailbox.home) as port:
        line = SmtpConnection(SmtpServer(host="127.0.0.1", port=port, security="none"), None)
        with open_ledger(tmp_path / "ledger.sqlite3", NOW) as ledger:
            ledger.enlist(letters, NOW)
            run = SendRun(author=AUTHOR, ledger=ledger, connection=line, pace=Pace(rate=0), clock=FakeClock())
            states = [step.state for step in run.send(letters)]
            rows = ledger.snapshot().entries
        arrived = _arrived(mailbox, count)

    assert states == ["sent"] * count
    assert {row.state for row in rows} == {"sent"}
    ids = {row.address: row.message for row in rows}
    assert len(arrived) == count
    by_address = {message["To"]: (message, content) for content in arrived for message in [_parsed(content)]}
    for number, letter in enumerate(letters):
        message, content = by_address[letter.address]
        assert content.endswith(finished_message(letter, AUTHOR, NOW).content)
        assert [defect for part in message.walk() for defect in part.defects] == []
        assert message["From"] == "Anna Example <anna@example.org>"
        assert message["Date"].datetime == NOW
        assert message["Message-ID"] == ids[letter.address]
        assert message["Subject"] == SUBJECTS[number % len(SUBJECTS)]
        assert "X-Unsent" not in message
        for kind in ("plain", "html"):
            assert "The delegation of the ICRC in Azerbaijan has closed." in message.get_body((kind,)).get_content()
        (attachment,) = message.iter_attachments()
        assert (attachment.get_filename(), attachment.get_content()) == (f"{letter.letter.recipient}.pdf", PDF)


def _parsed(content):
    return email.message_from_bytes(content, policy=SMTP)


def _arrived(mailbox, expected):
    """Return the content of every message of the inbox, once all are there or nothing more comes for a while."""
    before, quiet = 0, 0
    while quiet < 100:
        with mailbox.opened("INBOX") as opened:
            count = opened.folder.status("INBOX")["MESSAGES"]
        if count >= expected:
            # Another moment, in which a second copy of something would arrive.
            time.sleep(0.5)
            with mailbox.opened("INBOX") as opened:
                _, found = opened.client.fetch("1:*", "(BODY.PEEK[])")
            return [part[1] for part in found if isinstance(part, tuple)]
        quiet = 0 if count > before else quiet + 1
        before = count
        time.sleep(0.1)
    pytest.fail(f"only {before} letters arrived")
