"""A thousand letters through a server that fails at every stage, from a client that is killed again and again."""

import email
import os
import random
import signal
import sys
from collections import Counter
from email.policy import SMTP

import pytest

from entreaty.delivery.ledger import read_ledger
from tests.support.checkout import ROOT, TESTS
from tests.support.programs import started
from tests.support.sample_outgoing import make_outgoing
from tests.support.smtp_server import STAGES, post_office

CLIENT = TESTS / "support" / "chaos_client.py"
# Where a letter may have left, although the client was not told.
_GREY = {"DATA", "content", "end", "accepted"}
_ACTIONS = {
    "connect": ["cut"],
    "EHLO": ["cut", "wait", "421 closing"],
    "MAIL": ["cut", "wait", "451 later", "550 no", "421 closing"],
    "RCPT": ["cut", "wait", "451 later", "550 no", "421 closing"],
    "DATA": ["cut", "wait", "451 later", "554 no", "421 closing"],
    "content": ["cut"],
    "end": ["cut", "wait", "452 later", "554 no", "421 closing"],
    "accepted": ["cut", "wait"],
}


class _Chaos:
    """At one stage in twenty-five something goes wrong; and now and then the client is killed on the spot."""

    def __init__(self, seed: int, most_kills: int) -> None:
        self.most_kills = most_kills
        self.random = random.Random(seed)  # noqa: S311
        self.victim = 0
        self.kills = 0
        self.replies = 0
        self.killed_at: list[tuple[str, str]] = []
        self._draw()

    def _draw(self) -> None:
        self.until_kill = self.random.randint(10, 220)

    def __call__(self, stage: str, recipient: str) -> str:
        self.until_kill -= 1
        if self.until_kill <= 0 and self.victim and self.kills < self.most_kills:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
            self.kills += 1
            self.killed_at.append((stage, recipient))
            self._draw()
        action = self.random.choice(_ACTIONS[stage]) if self.random.random() < 0.04 else ""
        # 421 ends a run, so it is rarer than the rest.
        if action.startswith("421") and self.random.random() > 0.3:
            action = ""
        self.replies += 1
        if stage == "accepted" and action != "cut":
            return f"250 kept, reply {self.replies}"
        return action if action in {"", "cut", "wait"} else f"{action}, reply {self.replies}"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("letters", "kills", "stages"), [(200, 6, 3), pytest.param(1_000, 25, 5, marks=pytest.mark.soak)]
)
def test_nothing_is_sent_twice_and_nothing_is_lost(tmp_path, letters, kills, stages):
    """At the end each recipient has at most one copy, and the ledger says of each what the server saw."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for number in range(letters):
        outgoing = make_outgoing(number)
        (drafts / f"{outgoing.letter.recipient}.eml").write_bytes(outgoing.draft)
    chaos = _Chaos(20250624, kills)
    ledger = tmp_path / "ledger.sqlite3"
    with post_office(chaos) as post:
        codes = _run_until_done(chaos, [sys.executable, str(CLIENT), str(drafts), str(ledger), str(post.port)])

    rows = {row.address: row for row in read_ledger(ledger).entries}
    copies = Counter(address for address, _ in post.messages)
    said = {action: (stage, recipient) for recipient, stage, action in post.events if "reply" in action}
    killed = {recipient for _, recipient in chaos.killed_at}
    cut = {recipient for recipient, stage, action in post.events if action == "cut" and stage in _GREY}
    states = Counter(row.state for row in rows.values())

    assert codes[-1] == 0
    assert codes.count(-signal.SIGKILL) == kills
    assert len({stage for stage, _ in chaos.killed_at}) >= stages
    assert {stage for _, stage, action in post.events if action} == set(STAGES)
    assert len(rows) == letters
    assert states.keys() == {"sent", "refused", "unknown"}
    assert max(copies.values()) == 1
    for address, row in rows.items():
        if row.state == "sent":
            assert copies[address] == 1
            assert said[row.reply] == ("accepted", address)
        elif row.state == "refused":
            assert copies[address] == 0
            assert row.reply.startswith("5")
            assert said[row.reply][1] == ("" if said[row.reply][0] == "MAIL" else address)
        else:
            assert address in killed | cut, row
    told = {recipient for stage, recipient in said.values() if stage == "accepted"}
    assert {rows[address].state for address in told - killed} == {"sent"}
    assert states["sent"] >= letters // 2
    for address, content in post.messages:
        assert rows[address].message == email.message_from_bytes(content, policy=SMTP)["Message-ID"]


def _run_until_done(chaos: _Chaos, command: list[str]) -> list[int]:
    """Start the client until it has nothing left to send, and return how each run ended."""
    codes = []
    for _ in range(400):
        with started(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as client:
            chaos.victim = client.pid
            codes.append(client.wait())
        chaos.victim = 0
        if codes[-1] not in {1, -signal.SIGKILL}:
            break
    return codes
