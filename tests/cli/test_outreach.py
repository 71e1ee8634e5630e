"""`send`, `status`, `drafts push` and the outreach page as a person uses them."""

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.delivery.ledger import read_ledger
from tests.support.checkout import ROOT
from tests.support.mail_servers import PASSWORD, dovecot
from tests.support.programs import open_terminal, run, started
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.smtp_server import post_office

TWO_ADDRESSES = edited(RECIPIENTS, "      country: AZ\n", "      country: AZ\n    email: minister@example.org\n")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A campaign whose letters are written, to be copied by each test."""
    folder = write_campaign(tmp_path_factory.mktemp("written") / "campaign", recipients=TWO_ADDRESSES, sender=SENDER)
    assert _run(folder, "letters").exit_code == 0
    return folder


@pytest.fixture
def campaign(written, tmp_path, monkeypatch):
    """A campaign with letters of today, and an environment without passwords or a keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return shutil.copytree(written, tmp_path / "campaign")


def _run(campaign, *arguments, **options):
    result = CliRunner().invoke(main, ["--campaign", str(campaign), *map(str, arguments)], **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _send(campaign, post, *more, **options):
    server = ("--host", "127.0.0.1", "--port", post.port, "--security", "none", "--rate", "600")
    return _run(campaign, "send", *server, *more, **options)


@pytest.mark.no_cover
def test_send_is_a_dry_run(campaign):
    """Without --yes nothing leaves; who would get what, and who not and why, is shown."""
    with post_office() as post:
        result = _send(campaign, post)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1 letter left out:",
        "  visits/swiss-minister: no e-mail address is known; there is a contact form: https://example.org/form",
        "visits/azerbaijani-minister  minister@example.org  would be sent",
        "visits/mediator  president@example.org  would be sent",
        "2 letters would be sent by anna@example.org; this was a dry run, --yes sends",
        f"by 127.0.0.1, port {post.port}, security none, no user",
    ]
    assert (post.events, (campaign / "ledger.sqlite3").exists()) == ([], False)


@pytest.mark.no_cover
def test_send_with_yes_sends_each_letter_once(campaign):
    """--yes sends; a second time there is nothing to do, and status tells what happened."""
    with post_office() as post:
        first = _send(campaign, post, "--yes")
        second = _send(campaign, post, "--yes")
        dry = _send(campaign, post)
    status = _run(campaign, "status")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "visits/mediator  president@example.org  sent  250 kept\n" in first.stdout
    assert first.stdout.endswith("2 letters sent, 0 failed, 0 still to send\n")
    assert second.stdout.endswith("0 letters sent, 0 failed, 0 still to send\n")
    assert sorted(address for address, _ in post.messages) == ["minister@example.org", "president@example.org"]
    assert {message["From"] for message in post.parsed()} == {"Anna Example <anna@example.org>"}
    assert "visits/mediator  president@example.org  sent on " in dry.stdout
    assert "0 letters would be sent" in dry.stdout
    assert "visits/mediator  president@example.org  sent  " in status.stdout
    assert "2 letters: 2 sent\n" in status.stdout
    with (campaign / "status.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(row["letter"], row["state"]) for row in rows] == [
        ("visits/azerbaijani-minister", "sent"),
        ("visits/mediator", "sent"),
    ]


def test_limit_and_only_to(campaign):
    """--limit and --only-to narrow what is sent; the rest is still to send."""
    with post_office() as post:
        only = _send(campaign, post, "--yes", "--only-to", "mediator")
        limited = _send(campaign, post, "--limit", "1")
    assert [address for address, _ in post.messages] == ["president@example.org"]
    assert only.exit_code == 0
    assert "1 letter would be sent" in limited.stdout


def test_limit_leaves_the_rest_for_the_next_run(campaign):
    """What a limited run leaves, the next one sends."""
    with post_office() as post:
        first = _send(campaign, post, "--yes", "--limit", "1")
        second = _send(campaign, post, "--yes", "--limit", "1")
    assert first.stdout.endswith("1 letter sent, 0 failed, 1 still to send\n")
    assert second.stdout.endswith("1 letter sent, 0 failed, 0 still to send\n")
    assert len({address for address, _ in post.messages}) == 2


def test_trial_goes_to_me_and_leaves_no_trace(campaign):
    """--test-to sends one letter to the person, or as many as --limit says, and the ledger stays empty."""
    with post_office() as post:
        dry = _send(campaign, post, "--test-to", "me@example.org")
        one = _send(campaign, post, "--test-to", "me@example.org", "--yes")
        two = _send(campaign, post, "--test-to", "me@example.org", "--yes", "--limit", "2")
        bad = _send(campaign, post, "--test-to", "me", "--yes")
    assert "would be sent in place of" in dry.stdout
    assert [result.exit_code for result in (dry, one, two, bad)] == [0, 0, 0, 1]
    assert [address for address, _ in post.messages] == ["me@example.org"] * 3
    assert "'me' is not an e-mail address" in bad.stderr
    assert not (campaign / "ledger.sqlite3").exists()


def test_failed_letters_are_told_and_can_be_sent_again(campaign):
    """Refused and unknown letters exit with 1; each is sent again only by its own option."""
    answers = {"president@example.org": ("RCPT", "550 no"), "minister@example.org": ("accepted", "cut")}

    def script(stage, recipient):
        where, action = answers.get(recipient, ("", ""))
        return action if stage == where else ""

    with post_office(script) as post:
        failed = _send(campaign, post, "--yes")
        status = _run(campaign, "status")
        answers.clear()
        nothing = _send(campaign, post, "--yes")
        refused = _send(campaign, post, "--yes", "--retry-refused")
        unknown = _send(campaign, post, "--yes", "--retry-unknown")
    assert (failed.exit_code, nothing.exit_code, refused.exit_code, unknown.exit_code) == (1, 0, 0, 0)
    assert failed.stdout.endswith("0 letters sent, 2 failed, 0 still to send\n")
    assert "unknown" in status.stdout
    assert "@example.org>\n" in status.stdout, "the id to look for among sent mail"
    assert "0 letters sent" in nothing.stdout
    assert "visits/mediator  president@example.org  sent" in refused.stdout
    assert "visits/azerbaijani-minister  minister@example.org  sent" in unknown.stdout


@pytest.mark.no_cover
@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda ledger: ledger.write_bytes(b""), "the ledger is empty (0 bytes)"),
        (lambda ledger: ledger.unlink(), "the ledger is gone"),
        (lambda ledger: _in_ledger(ledger, "UPDATE letters SET due = 'x'"), "2 rows of the ledger cannot be read"),
        (lambda ledger: _in_ledger(ledger, "UPDATE letters SET reply = x'00'"), "'reply' is b'\\x00', no text"),
        (lambda ledger: _in_ledger(ledger, "PRAGMA user_version = 9"), "a newer version of this program"),
    ],
)
def test_ledger_that_has_lost_something_stops_everything(campaign, damage, what):
    """`send`, its dry run, `drafts push` and `status` name it and change nothing; no server is spoken to."""
    with post_office() as post:
        assert _send(campaign, post, "--yes").exit_code == 0
        assert _run(campaign, "status").exit_code == 0
        table = (campaign / "status.csv").read_bytes()
        damage(campaign / "ledger.sqlite3")
        post.events.clear()
        results = [_send(campaign, post, "--yes"), _send(campaign, post), _run(campaign, "status")]
    push = _run(campaign, "drafts", "push", "--host", "127.0.0.1", "--security", "none")
    assert [result.exit_code for result in (*results, push)] == [1] * 4
    for result in (*results, push):
        assert f"{campaign / 'ledger.sqlite3'}: " in result.stderr
        assert what in result.stderr
    assert post.events == []
    assert (campaign / "status.csv").read_bytes() == table


def _in_ledger(ledger, statement):
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute(statement)


def test_person_accepts_a_ledger_that_was_lost(campaign):
    """`status --accept-ledger` asks at a terminal, and only after a yes can letters be sent again."""
    ledger = campaign / "ledger.sqlite3"
    with post_office() as post:
        assert _send(campaign, post, "--yes").exit_code == 0
        whole = _run(campaign, "status", "--accept-ledger")
        ledger.write_bytes(b"")
        unattended = _run(campaign, "status", "--accept-ledger")
        said_no = _status_at_a_terminal(campaign, "n\n")
        assert ledger.read_bytes() == b""
        said_yes = _status_at_a_terminal(campaign, "y\n")
        again = _send(campaign, post)
    assert (whole.exit_code, unattended.exit_code) == (0, 1)
    assert "nothing is lost, and nothing was changed" in whole.stderr
    assert "only a person can agree that letters may be sent twice" in unattended.stderr
    assert (said_no.returncode, said_yes.returncode) == (1, 0)
    assert "Letters that it has forgotten may be sent a second time. Go on all the same? [y/N]" in said_yes.stderr
    assert "kept as ledger.sqlite3.lost-1; a new ledger was begun" in said_yes.stderr
    assert "2 letters would be sent" in again.stdout
    assert len(post.messages) == 2


def _status_at_a_terminal(campaign, typed):
    ours, theirs = open_terminal()
    try:
        os.write(ours, typed.encode())
        command = [sys.executable, "generate.py", "--campaign", str(campaign), "status", "--accept-ledger"]
        return run(command, cwd=ROOT, stdin=theirs, check=False, seconds=60)
    finally:
        os.close(ours)
        os.close(theirs)


def test_another_program_that_wants_the_ledger_has_to_wait(campaign):
    """A client that tries to lock the ledger while a letter is under way cannot, and every letter is sent."""
    refused = []

    def script(stage, _recipient):
        if stage == "end":
            with closing(sqlite3.connect(campaign / "ledger.sqlite3", timeout=0)) as other:
                try:
                    other.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    refused.append(str(error))
        return ""

    with post_office(script) as post:
        result = _send(campaign, post, "--yes")
    assert (result.exit_code, refused) == (0, ["database is locked"] * 2)
    assert "2 letters: 2 sent\n" in _run(campaign, "status").stdout


def test_clock_that_was_set_back_ends_the_run(campaign):
    """A letter that is put off for days is told, not waited for, and the run ends with 1."""
    with post_office() as post:
        assert _send(campaign, post, "--yes", "--only-to", "mediator").exit_code == 0
        _in_ledger(
            campaign / "ledger.sqlite3",
            "UPDATE letters SET state = 'deferred', due = '2999-01-01T00:00+00:00', changed = '2998-01-01T00:00+00:00'",
        )
        result = _send(campaign, post, "--yes")
    assert result.exit_code == 1
    assert "stopped: the ledger wants visits/mediator to be sent after 2999-01-01" in result.stderr
    assert "the ledger has 1 letter of a day to come (visits/mediator, 2998-01-01)" in result.stderr
    assert [address for address, _ in post.messages] == ["president@example.org", "minister@example.org"]


def _change(campaign):
    appeal = edited(APPEAL, "Thank you for your attention.", "Thank you.")
    write_campaign(campaign, recipients=TWO_ADDRESSES, sender=SENDER, appeal=appeal)
    assert _run(campaign, "letters").exit_code == 0


def _at_a_terminal(campaign, post, typed):
    """Run `send --yes` at a terminal where a person types, and return what it printed and its exit code."""
    server = ["--host", "127.0.0.1", "--port", str(post.port), "--security", "none", "--rate", "600", "--yes"]
    command = [sys.executable, "generate.py", "--campaign", str(campaign), "send", *server]
    ours, theirs = open_terminal()
    try:
        os.write(ours, typed.encode())
        done = run(command, cwd=ROOT, stdin=theirs, check=False)
    finally:
        os.close(ours)
        os.close(theirs)
    return done


def test_changed_letter_asks_first(campaign):
    """To someone who was written to, another version goes only if a person says so; a program cannot."""
    with post_office() as post:
        assert _send(campaign, post, "--yes", "--only-to", "mediator").exit_code == 0
        _change(campaign)
        dry = _send(campaign, post)
        unattended = _send(campaign, post, "--yes")
        said_no = _at_a_terminal(campaign, post, "n\n")
        before = [address for address, _ in post.messages]
        said_yes = _at_a_terminal(campaign, post, "y\n")
    assert "visits/mediator  president@example.org  would ask first: another version of it was sent on " in dry.stdout
    assert (unattended.exit_code, said_no.returncode, said_yes.returncode) == (1, 1, 0)
    assert "only a person can agree to write twice" in unattended.stderr
    assert "Send to this recipient all the same? [y/N]" in said_no.stderr
    assert before == ["president@example.org", "minister@example.org"]
    assert [address for address, _ in post.messages] == [*before, "president@example.org"]


def test_outdated_letters_are_not_sent(campaign):
    """Letters that the campaign's files would write otherwise today are left out."""
    appeal = edited(APPEAL, "Thank you for your attention.", "Thank you.")
    write_campaign(campaign, recipients=TWO_ADDRESSES, sender=SENDER, appeal=appeal)
    with post_office() as post:
        result = _send(campaign, post, "--yes")
    assert "visits/mediator: a letter of today would read otherwise; write the letters again" in result.stdout
    assert post.messages == []


def test_citation_style_is_that_of_the_manifest(campaign):
    """Letters written with --citation-style are compared with letters of that style, unless another one is named."""
    assert _run(campaign, "letters", "--citation-style", "un", "--to", "mediator", "--format", "eml").exit_code == 0
    with post_office() as post:
        as_written = _send(campaign, post, "visits", "--only-to", "mediator")
        otherwise = _send(campaign, post, "visits", "--only-to", "mediator", "--citation-style", "oscola")
    assert "visits/mediator  president@example.org  would be sent" in as_written.stdout
    assert "visits/mediator: a letter of today would read otherwise; write the letters again" in otherwise.stdout


def test_letters_in_a_language_that_was_asked_for_are_up_to_date(campaign):
    """Letters written with --language fr are compared with what would be written in French."""
    assert _run(campaign, "letters", "--language", "fr", "--to", "mediator").exit_code == 0
    with post_office() as post:
        assert _send(campaign, post, "--yes").exit_code == 0
    subjects = {message["To"]: message["Subject"] for message in post.parsed()}
    assert subjects["president@example.org"] == "Visites aux prisonniers de guerre"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sender": edited(SENDER, "email: anna@example.org\n", "")}, "the sender has no 'email'"),
        ({"sender": edited(SENDER, "name: Anna Example\n", "")}, "'name' is missing"),
        ({"appeal": edited(APPEAL, "status: open", "status: opn")}, "status"),
    ],
)
def test_nothing_is_sent_while_something_is_wrong(campaign, change, message):
    """Without the sender's name or address, or with an error from check, no letter leaves."""
    write_campaign(campaign, **({"recipients": TWO_ADDRESSES, "sender": SENDER} | change))
    with post_office() as post:
        result = _send(campaign, post, "--yes")
    assert message in result.stderr
    assert post.events == []


def test_without_a_sender_nothing_is_sent(campaign):
    """Letters with blanks for the name do not leave by e-mail."""
    (campaign / "sender.yaml").unlink()
    with post_office() as post:
        result = _send(campaign, post, "--yes")
    assert (result.exit_code, post.events) == (1, [])
    assert "sender.yaml" in result.stderr


def test_suppressed_recipients_get_nothing(campaign):
    """suppression.txt is honoured for letters that were made before, and for letters made since."""
    (campaign / "suppression.txt").write_text("president@example.org\n")
    with post_office() as post:
        result = _send(campaign, post, "--yes")
        _run(campaign, "letters")
        again = _send(campaign, post, "--yes")
    assert "visits/mediator: suppression.txt holds 'president@example.org'" in result.stdout
    assert "visits/mediator: suppression.txt holds 'president@example.org'" in again.stdout
    assert [address for address, _ in post.messages] == ["minister@example.org"]
    assert b"president@example.org" not in (campaign / "letters" / "visits" / "mediator.eml").read_bytes()
    (campaign / "suppression.txt").write_text("the president\n")
    assert "is neither an e-mail address nor a domain" in _send(campaign, post, "--yes").stderr
    assert "is neither an e-mail address nor a domain" in _run(campaign, "check").stdout


def _name_server(campaign, post, more=""):
    (campaign / "delivery.yaml").write_text(
        f"smtp: {{host: 127.0.0.1, port: {post.port}, security: none, user: anna}}\n{more}"
    )


def test_delivery_file_names_server_pace_and_unsubscribing(campaign, monkeypatch):
    """Server, user and pace come from delivery.yaml, the password from the environment; nothing else is needed."""
    with post_office(password="geheim") as post:  # noqa: S106
        _name_server(campaign, post, "rate: 600\nunsubscribe: https://example.org/stop\n")
        without = _run(campaign, "send", "--yes")
        with monkeypatch.context() as bare:
            bare.setitem(sys.modules, "keyring", None)
            without_extra = _run(campaign, "send", "--yes")
        monkeypatch.setenv("ENTREATY_SMTP_PASSWORD", "geheim")
        monkeypatch.setenv("ENTREATY_SMTP_HOST", "127.0.0.1")
        result = _run(campaign, "send", "--yes")
    assert (without.exit_code, result.exit_code) == (1, 0)
    assert "set ENTREATY_SMTP_PASSWORD" in without.stderr
    assert without_extra.exit_code == 1
    assert without_extra.stderr.splitlines()[-1] == (
        "  hint: if that is your server, set ENTREATY_SMTP_PASSWORD and ENTREATY_SMTP_HOST=127.0.0.1, "
        "or run it in a terminal to be asked; "
        "'pip install entreaty[keyring]' has it read from the system's keyring"
    )
    assert f"by 127.0.0.1, port {post.port}, security none, user anna\n" in result.stderr
    assert post.logins == [("anna", "geheim")]
    assert [message["List-Unsubscribe"] for message in post.parsed()] == ["<https://example.org/stop>"] * 2


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("named", [None, "smtp.example.org", "127.0.0.2", "127.0.0.1.example.org"])
@pytest.mark.parametrize("variable", ["ENTREATY_SMTP_PASSWORD", "ENTREATY_SMTP_TOKEN"])
def test_campaign_does_not_decide_who_gets_the_password(campaign, monkeypatch, named, variable):
    """The password of the environment does not go to whatever server a campaign's delivery.yaml names."""
    monkeypatch.setenv(variable, "hunter2")
    if named:
        monkeypatch.setenv("ENTREATY_SMTP_HOST", named)
    with post_office(password="hunter2") as post:  # noqa: S106
        _name_server(campaign, post)
        dry = _run(campaign, "send")
        result = _run(campaign, "send", "--yes")
        optional = _send(campaign, post, "--yes", "--user", "anna")
    assert (dry.exit_code, result.exit_code, optional.exit_code) == (0, 1, 1)
    assert f"by 127.0.0.1, port {post.port}, security none, user anna\n" in dry.stdout
    assert (post.logins, post.events, post.messages) == ([], [], [])
    for one in (result, optional):
        assert f"{variable} is not used: ENTREATY_SMTP_HOST " in one.stderr
        assert "hunter2" not in one.output
    assert not (campaign / "ledger.sqlite3").exists()


def test_campaign_does_not_decide_who_gets_the_password_of_the_mailbox(campaign, monkeypatch):
    """`drafts push` gives no password of the environment to a server that the campaign names, nor to another --host."""
    monkeypatch.setenv("ENTREATY_IMAP_PASSWORD", "hunter2")
    monkeypatch.setenv("ENTREATY_IMAP_HOST", "imap.example.org")
    (campaign / "delivery.yaml").write_text("imap: {host: imap.evil.example, user: anna}\n")
    told = "ENTREATY_IMAP_PASSWORD is not used: ENTREATY_IMAP_HOST is 'imap.example.org', and the server is "
    by_file = _run(campaign, "drafts", "push")
    by_option = _run(campaign, "drafts", "push", "--host", "127.0.0.1", "--security", "none", "--user", "anna")
    assert (by_file.exit_code, by_option.exit_code) == (1, 1)
    assert f"{told}'imap.evil.example'" in by_file.stderr
    assert f"{told}'127.0.0.1'" in by_option.stderr
    assert "by imap.evil.example, port 993, security tls, user anna\n" in by_file.stderr


def test_person_at_the_terminal_is_told_whom_the_password_is_for(campaign, monkeypatch):
    """What is asked names user, host, port and security, and says why the environment's password is not used."""
    monkeypatch.setenv("ENTREATY_SMTP_PASSWORD", "hunter2")
    with post_office(password="geheim") as post:  # noqa: S106
        _name_server(campaign, post, "rate: 600\n")
        command = [sys.executable, "generate.py", "--campaign", str(campaign), "send", "--yes"]
        ours, theirs = open_terminal()
        try:
            with started(command, cwd=ROOT, stdin=theirs, stderr=subprocess.PIPE, seconds=60) as process:
                told = ""
                # What is typed before the question is thrown away.
                while not told.endswith("security none: ") and (character := process.stderr.read(1)):
                    told += character
                os.write(ours, b"geheim\n")
                told += process.stderr.read()
                code = process.wait()
        finally:
            os.close(ours)
            os.close(theirs)
    assert code == 0, told
    assert "ENTREATY_SMTP_PASSWORD is not used: ENTREATY_SMTP_HOST must say which server it is for\n" in told
    assert f"Password of anna at 127.0.0.1, port {post.port}, security none: " in told
    assert set(post.logins) == {("anna", "geheim")}


def test_dry_run_without_a_server_says_so(campaign):
    """Where no server is named yet, the dry run shows the letters, and that one has to be named."""
    result = _run(campaign, "send")
    assert result.exit_code == 0
    assert result.stdout.endswith("\nby no server yet: name one in delivery.yaml, or by --host\n")


def test_usage(campaign):
    """Unknown recipients are told with the nearest known; without letters, or a server, the message says what to do."""
    with post_office() as post:
        unknown = _send(campaign, post, "--only-to", "mediatr")
        unsafe = _run(campaign, "send", "--yes", "--host", "smtp.example.org", "--security", "none")
        nowhere = _run(campaign, "send", "--yes")
        shutil.rmtree(campaign / "letters")
        empty = _send(campaign, post)
    assert (unknown.exit_code, nowhere.exit_code, empty.exit_code) == (2, 1, 1)
    assert "did you mean 'mediator'?" in unknown.stderr
    assert "unencrypted" in unsafe.stderr
    assert "no mail server is named" in nowhere.stderr
    assert "write them with 'letters'" in empty.stderr


def test_status_before_anything_was_sent(campaign):
    """Without a ledger the table is empty, and goes where it is told to."""
    result = _run(campaign, "status", "--csv", campaign / "table.csv")
    assert result.stdout.splitlines() == ["no letter has been sent by e-mail yet", str(campaign / "table.csv")]
    assert (campaign / "table.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "letter,address,state,changed,attempts,reply,message"
    ]


def test_ctrl_c_finishes_the_letter_in_hand(campaign):
    """The first Ctrl-C waits for the server's answer, writes it down, and leaves the rest for another run."""
    running = []

    def script(stage, recipient):
        if stage == "end":
            os.kill(running[0].pid, signal.SIGINT)
            time.sleep(0.3)
        return ""

    with post_office(script) as post:
        server = ["--host", "127.0.0.1", "--port", str(post.port), "--security", "none", "--rate", "600", "--yes"]
        command = [sys.executable, "generate.py", "--campaign", str(campaign), "send", *server]
        with started(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            running.append(process)
            stdout, stderr = process.communicate()
    assert process.returncode == 0, stderr
    assert "stopping after the letter in hand" in stderr
    assert stdout.endswith("1 letter sent, 0 failed, 1 still to send\n")
    assert len(post.messages) == 1


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize(
    ("stage", "states", "arrived"),
    [
        ("EHLO", {"sent": 2}, 2),
        ("RCPT", {"sent": 2}, 2),
        ("DATA", {"unknown": 1, "sent": 1}, 1),
        ("end", {"unknown": 1, "sent": 1}, 2),
        ("accepted", {"unknown": 1, "sent": 1}, 2),
    ],
)
def test_run_that_is_killed_sends_nothing_twice(campaign, stage, states, arrived):
    """Wherever a run is killed (-9), the next one sends what is left, each letter once, and tells what is in doubt."""
    running = []

    def script(at, _recipient):
        if at == stage and running:
            os.kill(running.pop().pid, signal.SIGKILL)
        return ""

    with post_office(script) as post:
        server = ["--host", "127.0.0.1", "--port", str(post.port), "--security", "none", "--rate", "600", "--yes"]
        with started(
            [sys.executable, "generate.py", "--campaign", str(campaign), "send", *server], cwd=ROOT
        ) as process:
            running.append(process)
            killed = process.wait()
        rest = _send(campaign, post, "--yes")
    assert (killed, rest.exit_code) == (-signal.SIGKILL, 0)
    assert Counter(entry.state for entry in read_ledger(campaign / "ledger.sqlite3").entries) == states
    copies = Counter(address for address, _ in post.messages)
    assert (set(copies.values()), len(copies)) == ({1}, arrived)


def test_outreach_page_is_written(campaign):
    """`letters --outreach-page` writes the page beside the letters, and names it."""
    result = _run(campaign, "letters", "--outreach-page")
    page = (campaign / "letters" / "outreach.html").read_text(encoding="utf-8")
    assert f"{campaign}/letters/outreach.html  3 letters\n" in result.stdout
    assert page.count("<li ") == 3
    assert 'href="visits/mediator.pdf"' in page
    assert (campaign / "letters" / "visits" / "mediator.pdf").exists()


@pytest.mark.tool("dovecot")
@pytest.mark.skipif(os.geteuid() != 0, reason="mail servers need root")
def test_drafts_push(campaign, monkeypatch):
    """Drafts go into the mailbox once; what was sent is left out; and what lies there makes `send` ask first."""
    monkeypatch.setenv("ENTREATY_IMAP_PASSWORD", PASSWORD)
    monkeypatch.setenv("ENTREATY_IMAP_HOST", "127.0.0.1")
    with dovecot("Concepts") as mailbox, post_office() as post:
        (campaign / "delivery.yaml").write_text(
            f"imap: {{host: 127.0.0.1, port: {mailbox.port}, security: none, user: anna}}\n"
        )
        sent = _send(campaign, post, "--yes", "--only-to", "azerbaijani-minister")
        first, second = _run(campaign, "drafts", "push"), _run(campaign, "drafts", "push")
        refused = _send(campaign, post, "--yes")
        with mailbox.opened("Concepts") as opened:
            drafts = [(message.to, message.flags) for message in opened.fetch()]
            opened.delete(opened.uids())
        gone, again = _run(campaign, "drafts", "push"), _run(campaign, "drafts", "push", "--again")
    assert sent.exit_code == 0
    assert "visits/mediator  put among the drafts\n" in first.stdout
    assert "visits/azerbaijani-minister  left out: it is sent since " in first.stdout
    assert first.stdout.endswith("1 added to 'Concepts', 0 there already\n")
    assert second.stdout.endswith("0 added to 'Concepts', 1 there already\n")
    assert [address for address, _ in drafts] == [("president@example.org",)]
    assert "a draft of it was put into your mailbox on " in refused.stderr
    assert (refused.exit_code, gone.exit_code, again.exit_code) == (1, 1, 0)
    assert "it lay there and is gone, so it may have been sent" in gone.stdout
    assert again.stdout.endswith("1 added to 'Concepts', 0 there already\n")
