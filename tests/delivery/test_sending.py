"""A run that sends letters: order, pace, second attempts, and when it ends."""

from collections import Counter
from datetime import timedelta

import pytest

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.ledger import open_ledger, read_ledger
from entreaty.delivery.sending import Pace, SendRun, send_trial
from entreaty.delivery.smtp import ConnectionLostError, SmtpConnection
from entreaty.writing.letter import LetterId
from tests.support.sample_outgoing import AUTHOR, NOW, FakeClock, make_outgoing
from tests.support.smtp_server import free_port, post_office

LETTERS = [make_outgoing(number) for number in range(6)]


class _Once:
    """A script that does something the first few times that it is asked at a stage by a recipient."""

    def __init__(self, *deeds):
        self.deeds = [list(deed) for deed in deeds]

    def __call__(self, stage, recipient):
        for deed in self.deeds:
            where, who, action, times = deed
            if stage == where and recipient == who and times > 0:
                deed[3] -= 1
                return action
        return ""


def _address(number):
    return f"office-{number:04}@example.org"


def _send(folder, script=lambda _stage, _recipient: "", letters=LETTERS, clock=None, limit=None, **pace):
    with post_office(script) as post, open_ledger(folder / "ledger.sqlite3", NOW) as ledger:
        ledger.enlist(letters, NOW)
        connection = SmtpConnection(SmtpServer(host="127.0.0.1", port=post.port, security="none"), None, patience=5)
        run = SendRun(
            author=AUTHOR,
            ledger=ledger,
            connection=connection,
            pace=Pace(**({"rate": 0} | pace)),
            clock=clock or FakeClock(),
        )
        return list(run.send(letters, limit)), post


def _states(folder):
    return [entry.state for entry in read_ledger(folder / "ledger.sqlite3").entries]


def test_everybody_gets_one_letter(tmp_path):
    """Each letter goes out once, over one line; a second run sends nothing."""
    steps, post = _send(tmp_path)
    assert [step.state for step in steps] == ["sent"] * 6
    assert [address for address, _ in post.messages] == [_address(number) for number in range(6)]
    assert Counter(stage for _, stage, _ in post.events)["connect"] == 1
    again, nobody = _send(tmp_path)
    assert (again, nobody.messages, nobody.events) == ([], [], [])


def test_limit_leaves_the_rest_for_another_run(tmp_path):
    """No more than the limit goes out; the next run goes on where this one stopped."""
    _send(tmp_path, limit=2)
    assert _states(tmp_path) == ["sent"] * 2 + ["pending"] * 4
    _, post = _send(tmp_path)
    assert len(post.messages) == 4


def test_letters_leave_at_the_pace_with_jitter(tmp_path):
    """Between letters lie 60/rate seconds on the average, from half to one and a half times as many."""
    clock = FakeClock()
    _send(tmp_path, clock=clock, rate=20)
    assert clock.waits == [3.0] * 5
    slow = FakeClock()
    slow.chance = lambda: 1.0
    _send(tmp_path / "..", letters=[make_outgoing(number) for number in (11, 12)], clock=slow, rate=20)
    assert slow.waits == [4.5]


def test_deferred_letter_is_tried_again_with_growing_pauses(tmp_path):
    """4xx is tried again after the pause, then after twice as long, while the others go out first."""
    clock = FakeClock()
    script = _Once(["RCPT", _address(0), "451 greylisted", 2])
    steps, post = _send(tmp_path, script, clock=clock, back_off=60)
    assert [address for address, _ in post.messages] == [_address(number) for number in (1, 2, 3, 4, 5, 0)]
    assert clock.waits == [60.0, 120.0]
    assert [step.text for step in steps if not step.letter] == [
        "1 to be tried again, the next in 60 s",
        "1 to be tried again, the next in 120 s",
    ]
    assert _states(tmp_path) == ["sent"] * 6


def test_letter_is_deferred_for_another_run_after_some_attempts(tmp_path):
    """A run tries a letter so often, and the next run tries it again when it is due."""
    script = _Once(["RCPT", _address(0), "451 later", 99])
    _send(tmp_path, script, letters=LETTERS[:1], attempts=2, back_off=60)
    (entry,) = read_ledger(tmp_path / "ledger.sqlite3").entries
    assert (entry.state, entry.attempts, entry.reply, entry.due) == (
        "deferred",
        2,
        "451 later",
        NOW + timedelta(seconds=180),
    )
    clock = FakeClock(moment=NOW + timedelta(seconds=100))
    _send(tmp_path, letters=LETTERS[:1], clock=clock)
    assert (clock.waits, _states(tmp_path)) == ([80.0], ["sent"])


def test_refused_letter_is_not_tried_again(tmp_path):
    """5xx is final, in this run and the next."""
    _, first = _send(tmp_path, _Once(["RCPT", _address(0), "550 no such mailbox", 99]))
    _, second = _send(tmp_path)
    assert _states(tmp_path) == ["refused"] + ["sent"] * 5
    assert [recipient for recipient, stage, _ in (*first.events, *second.events) if stage == "RCPT"].count(
        _address(0)
    ) == 1


def test_letter_of_which_nobody_can_tell_is_not_tried_again(tmp_path):
    """What was cut off after DATA is unknown, in this run and the next, until it is made pending by hand."""
    script = _Once(["accepted", _address(0), "cut", 1], ["content", _address(3), "cut", 1])
    _, first = _send(tmp_path, script)
    _, second = _send(tmp_path)
    assert _states(tmp_path) == ["unknown", "sent", "sent", "unknown", "sent", "sent"]
    assert Counter(address for address, _ in first.messages)[_address(0)] == 1
    assert second.messages == []


def test_line_cut_before_data_loses_nothing(tmp_path):
    """A letter whose line was cut before DATA goes out over the next line."""
    _, post = _send(tmp_path, _Once(["RCPT", _address(2), "cut", 1]), back_off=1)
    assert _states(tmp_path) == ["sent"] * 6
    assert Counter(stage for _, stage, _ in post.events)["connect"] == 2


class _OnePerLine:
    """A script of a server that takes one letter over each line, and then does something."""

    def __init__(self, stage, action):
        self.stage = stage
        self.action = action
        self.letters = 0

    def __call__(self, stage, _recipient):
        if stage == "connect":
            self.letters = 0
        self.letters += stage == "MAIL"
        if self.stage == "accepted":
            return self.action if stage == "accepted" else ""
        return self.action if stage == self.stage and self.letters > 1 else ""


@pytest.mark.parametrize(
    ("stage", "action"),
    [
        ("MAIL", "cut"),
        ("MAIL", "421 4.7.0 one message for each connection"),
        ("RCPT", "cut"),
        ("MAIL", "hello"),
        ("RCPT", "354 what?"),
        ("accepted", "250 kept\r\n421 4.4.2 that was all"),
        ("accepted", "250 kept\r\n250 kept"),
        ("RCPT", "250 ok\r\n250 ok"),
    ],
)
def test_server_that_takes_one_letter_over_each_line(tmp_path, stage, action):
    """A line that turns out dead or out of step costs a new one at once: no failure, no pause."""
    clock = FakeClock()
    steps, post = _send(tmp_path, _OnePerLine(stage, action), clock=clock)
    assert [step.state for step in steps] == ["sent"] * 6
    assert [address for address, _ in post.messages] == [_address(number) for number in range(6)]
    assert Counter(stage for _, stage, _ in post.events)["connect"] == 6
    assert clock.waits == []
    assert {entry.attempts for entry in read_ledger(tmp_path / "ledger.sqlite3").entries} == {1}


def test_trial_has_a_fresh_line_where_the_old_one_died():
    """Trials over a server that takes one letter over each line all arrive."""
    with post_office(_OnePerLine("MAIL", "cut")) as post:
        connection = SmtpConnection(SmtpServer(host="127.0.0.1", port=post.port, security="none"), None)
        steps = list(send_trial(LETTERS[:3], AUTHOR, connection, FakeClock(), "me@example.org"))
    assert [step.state for step in steps] == ["sent"] * 3


def test_fresh_line_is_tried_once_for_each_letter(tmp_path):
    """A server that takes no second letter over any line is told after three failures in a row, as any other."""
    script = _Once(*(["MAIL", "", "cut", 99] for _ in range(1)))
    taken = iter(["", *["cut"] * 99])
    steps, post = _send(tmp_path, lambda stage, who: next(taken) if stage == "MAIL" else script(stage, who), back_off=1)
    assert steps[-1].text.startswith("stopped, because of 3 failures in a row: the line was cut")
    assert len(post.messages) == 1
    # The first line, a fresh one for the second letter, and one for each of the two others.
    assert Counter(stage for _, stage, _ in post.events)["connect"] == 4


@pytest.mark.parametrize("days", [3, 3_000])
def test_clock_that_was_set_back_is_told(tmp_path, days):
    """A letter that the ledger puts off for longer than it ever does is not waited for; the others go out."""
    _send(tmp_path, _Once(["RCPT", _address(0), "451 later", 1]), letters=LETTERS[:1], attempts=1)
    clock = FakeClock(moment=NOW - timedelta(days=days))
    steps, post = _send(tmp_path, clock=clock)
    assert [address for address, _ in post.messages] == [_address(number) for number in range(1, 6)]
    assert clock.waits == []
    assert steps[-1].stopped
    assert "the ledger wants visits/office-0000 to be sent after 2025-06-24 09:31" in steps[-1].text
    assert "set the clock, or run this again after that time" in steps[-1].text


def test_server_that_wants_to_be_left_alone_is(tmp_path):
    """421 ends the run at once, and the letter is for later."""
    steps, _ = _send(tmp_path, _Once(["RCPT", _address(1), "421 4.7.0 too many", 1]))
    assert steps[-1].text == "stopped, because of the server asks for it: 421 4.7.0 too many"
    assert _states(tmp_path) == ["sent", "deferred"] + ["pending"] * 4


@pytest.mark.parametrize("action", ["451 later", "550 never", "cut"])
def test_three_failures_in_a_row_end_the_run(tmp_path, action):
    """Whatever it is, after three failures in a row there is no fourth; a success in between starts the count anew."""
    script = _Once(*(["RCPT", _address(number), action, 99] for number in (0, 1, 3, 4, 5)))
    steps, _ = _send(tmp_path, script, back_off=3600)
    assert steps[-1].text.startswith("stopped, because of 3 failures in a row: ")
    assert [step.state == "sent" for step in steps if step.letter] == [False, False, True, False, False, False]


def test_server_that_cannot_be_reached_at_first_is_an_error(tmp_path):
    """Nothing is written down where the very first connection fails."""
    connection = SmtpConnection(SmtpServer(host="127.0.0.1", port=free_port(), security="none"), None)
    with open_ledger(tmp_path / "ledger.sqlite3", NOW) as ledger:
        ledger.enlist(LETTERS, NOW)
        run = SendRun(author=AUTHOR, ledger=ledger, connection=connection, pace=Pace(), clock=FakeClock())
        with pytest.raises(ConnectionLostError):
            list(run.send(LETTERS))
    assert {(entry.state, entry.attempts) for entry in read_ledger(tmp_path / "ledger.sqlite3").entries} == {
        ("pending", 0)
    }


def test_server_that_is_gone_later_ends_the_run(tmp_path):
    """Where the server goes away during the run, it is tried three times, and all letters are still there."""
    connections = iter(["", "cut", "cut", "cut"])

    def script(stage, recipient):
        if stage == "connect":
            return next(connections)
        return "cut" if stage == "RCPT" and recipient == _address(1) else ""

    steps, _ = _send(tmp_path, script, back_off=1)
    assert steps[-1].text.startswith("stopped, because of 3 failures in a row: the mail server cannot be reached")
    assert sorted(_states(tmp_path)) == ["pending"] * 5 + ["sent"]


def test_person_who_wants_to_stop_stops_after_a_letter(tmp_path):
    """The letter in hand is finished and written down; the others wait."""
    steps, _ = _send(tmp_path, clock=FakeClock(stop_after=2))
    assert [step.state for step in steps] == ["sent", "sent"]
    assert _states(tmp_path) == ["sent"] * 2 + ["pending"] * 4


def test_letter_that_cannot_be_a_message_is_refused(tmp_path):
    """An address that the server does not take is refused before anything is said about it."""
    letter = make_outgoing(1)
    foreign = type(letter)(letter=LetterId("visits", "foreign"), address="анна@example.org", draft=letter.draft)
    steps, post = _send(tmp_path, letters=[foreign, letter])
    assert [(step.state, str(step.letter)) for step in steps] == [
        ("refused", "visits/foreign"),
        ("sent", "visits/office-0001"),
    ]
    assert "is not in ASCII" in steps[0].text
    assert [address for address, _ in post.messages] == [letter.address]


def test_trial_goes_to_the_one_who_asked(tmp_path):
    """A trial reaches nobody else, and leaves no trace."""
    with post_office() as post:
        connection = SmtpConnection(SmtpServer(host="127.0.0.1", port=post.port, security="none"), None)
        steps = list(send_trial(LETTERS[:2], AUTHOR, connection, FakeClock(), "me@example.org"))
    assert [(step.state, step.address) for step in steps] == [("sent", "me@example.org")] * 2
    assert [(address, message["To"]) for (address, _), message in zip(post.messages, post.parsed(), strict=True)] == [
        ("me@example.org", "me@example.org")
    ] * 2
