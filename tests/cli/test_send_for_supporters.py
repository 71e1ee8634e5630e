"""`send` and `drafts push` for supporters: from the account, with answers to whoever wrote the letter."""

import os

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.mail_servers import PASSWORD, dovecot
from tests.support.sample_campaigns import SENDER, write_campaign
from tests.support.sample_supporters import row_of, write_sheet
from tests.support.smtp_server import post_office

_ANN = row_of(consent="2025-06-01")
_BOB = row_of(name="Bob Röth", email="bob@example.org", address_1="2 Way", consent="2025-06-01")
_CY = row_of(name="Cy Moe", email="", address_1="3 Way", consent="2025-06-01")


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """Return a campaign with an account, for which nobody has written yet."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_campaign(tmp_path / "campaign", sender=SENDER)
    (folder / "delivery.yaml").write_text("for_supporters: yes\n", encoding="utf-8")
    return folder


def _run(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _write(folder, *rows):
    sheet = write_sheet(folder.parent, *rows)
    done = _run(folder, "letters", "--senders", sheet, "--to", "mediator", "--format", "eml")
    assert done.exit_code == 0, done.stderr
    return sheet


def _send(folder, post, *more):
    server = ("--host", "127.0.0.1", "--port", post.port, "--security", "none", "--rate", "600")
    return _run(folder, "send", *server, *more)


def _state(folder):
    """Return how often each state stands in the ledger, as `status` tells it."""
    return _run(folder, "status").stdout.splitlines()[-2]


def test_each_pair_of_sender_and_recipient_is_sent_once(campaign):
    """What one supporter has sent does not count for another; letters come from the account, and answers go to them."""
    with post_office() as post:
        first = _send(campaign, post, "--yes", "--senders", _write(campaign, _ANN))
        sheet = _write(campaign, _ANN, _BOB)
        second = _send(campaign, post, "--yes", "--senders", sheet)
        third = _send(campaign, post, "--yes", "--senders", sheet)

    told = [result.stdout.splitlines()[-1] for result in (first, second, third)]
    assert told[:2] == ["1 letter sent, 0 failed, 0 still to send"] * 2
    assert told[2] == "0 letters sent, 0 failed, 0 still to send"
    assert [(message["From"], message["Reply-To"]) for message in post.parsed()] == [
        ("Anna Example <anna@example.org>", "Ann Lee <ann@example.org>"),
        ("Anna Example <anna@example.org>", "Bob Röth <bob@example.org>"),
    ]
    assert _state(campaign) == "2 letters: 2 sent"
    assert "Ann Lee" not in "".join(result.stdout + result.stderr for result in (first, second, third))


def test_who_may_not_write_is_left_out_with_the_reason(campaign):
    """Nothing is sent for whoever stands in the sheet no more, narrows their row, or has no mailbox for answers."""
    _write(campaign, _ANN, _BOB, _CY)
    sheet = write_sheet(campaign.parent, row_of(consent="2025-06-01", only="azer*"), _CY)
    result = _run(campaign, "send", "--senders", sheet)

    reasons = sorted(line.partition(": ")[2] for line in result.stdout.splitlines() if line.startswith("  visits/s-"))
    assert reasons == [
        "its sender has no e-mail address, so that no answer would reach them",
        "its sender stands in no row of the sheet that may write",
        "its sender's row does not let them write to this recipient",
    ]
    assert "0 letters would be sent" in result.stdout


def test_rows_that_were_never_sent_go_with_whoever_withdraws(campaign):
    """What is still to send is forgotten with its sender; what was sent stays in the ledger."""
    sheet = _write(campaign, _ANN, _BOB)
    with post_office() as post:
        sent = _send(campaign, post, "--yes", "--senders", sheet, "--limit", "1")
    assert _state(campaign) == "2 letters: 1 pending, 1 sent"
    ids = {path.name: path for path in (campaign / "letters" / "visits").glob("s-*")}
    gone = next(name for name in ids if f"{name}/mediator  president@example.org  sent" in sent.stdout)

    assert _run(campaign, "senders", "withdraw", gone).exit_code == 0
    assert _state(campaign) == "2 letters: 1 pending, 1 sent"
    assert _run(campaign, "senders", "withdraw", *(ids.keys() - {gone})).exit_code == 0
    assert _state(campaign) == "1 letter: 1 sent"


@pytest.mark.tool("dovecot")
@pytest.mark.skipif(os.geteuid() != 0, reason="mail servers need root")
def test_drafts_of_supporters_are_put_into_the_account(campaign, monkeypatch):
    """Each supporter's letter lies there once, with answers to them, also where the account may not send for them."""
    monkeypatch.setenv("ENTREATY_IMAP_PASSWORD", PASSWORD)
    monkeypatch.setenv("ENTREATY_IMAP_HOST", "127.0.0.1")
    sheet = _write(campaign, _ANN, _BOB)
    with dovecot("Drafts") as mailbox:
        (campaign / "delivery.yaml").write_text(
            f"imap: {{host: 127.0.0.1, port: {mailbox.port}, security: none, user: anna}}\n"
        )
        first, second = (_run(campaign, "drafts", "push", "--senders", sheet) for _ in range(2))
        with mailbox.opened("Drafts") as opened:
            answers = sorted((message.from_, *message.reply_to) for message in opened.fetch())

    assert first.stdout.endswith("2 added to 'Drafts', 0 there already\n")
    assert second.stdout.endswith("0 added to 'Drafts', 2 there already\n")
    assert answers == [("anna@example.org", "ann@example.org"), ("anna@example.org", "bob@example.org")]


def test_account_must_be_meant_for_supporters(campaign):
    """Without `for_supporters: yes` nothing is sent, not even dry, and the hint says what there is instead."""
    sheet = _write(campaign, _ANN)
    (campaign / "delivery.yaml").unlink()
    result = _run(campaign, "send", "--senders", sheet)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "delivery.yaml does not say that this account sends for supporters" in result.stderr
    assert "'drafts push' makes drafts only" in result.stderr


def test_letters_of_supporters_need_their_sheet(campaign):
    """`send` alone takes those of one sender and says that there are others; with a sheet it is the other way round."""
    sheet = _write(campaign, _ANN)
    alone = _run(campaign, "send")
    assert alone.exit_code == 1
    assert "there are letters of supporters, whose sheet '--senders FILE' names" in alone.stderr

    assert _run(campaign, "letters", "--to", "mediator", "--format", "eml").exit_code == 0
    one, many = _run(campaign, "send"), _run(campaign, "send", "--senders", sheet)
    for result in (one, many):
        assert "1 letter of other senders left aside" in result.stderr
        assert "1 letter would be sent by anna@example.org" in result.stdout
