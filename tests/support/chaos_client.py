"""The client of the test of chaos: a whole run of sending, to be killed at any moment.

Usage, with the checkout as PYTHONPATH: chaos_client.py DRAFTS LEDGER PORT
"""

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.ledger import OPEN, open_ledger
from entreaty.delivery.messages import Author, Outgoing
from entreaty.delivery.sending import Pace, SendRun
from entreaty.delivery.smtp import ConnectionLostError, SmtpConnection
from entreaty.writing.letter import LetterId


class _Clock:
    def now(self):
        return datetime.now(UTC)

    def wait(self, seconds):
        time.sleep(seconds)

    def stopped(self):
        return False

    def chance(self):
        return random.random()  # noqa: S311


def main(drafts: Path, ledger_file: Path, port: int) -> int:
    """Send what is left to send; return 0 when nothing is."""
    letters = [
        Outgoing(letter=LetterId("visits", path.stem), address=f"{path.stem}@example.org", draft=path.read_bytes())
        for path in sorted(drafts.glob("*.eml"))
    ]
    clock = _Clock()
    with open_ledger(ledger_file, clock.now()) as ledger:
        ledger.enlist(letters, clock.now())
        line = SmtpConnection(SmtpServer(host="127.0.0.1", port=port, security="none"), None, patience=20)
        author = Author(name="Anna Example", address="anna@example.org")
        pace = Pace(rate=0, back_off=0.005)
        try:
            for _ in SendRun(author=author, ledger=ledger, connection=line, pace=pace, clock=clock).send(letters):
                pass
        except ConnectionLostError:
            return 1
        return int(any(row.state in OPEN for row in ledger.snapshot().entries))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
