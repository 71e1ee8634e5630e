"""A mail server that replies otherwise than it must: every reply ends in a draft or in a message."""

import pytest

from entreaty.content.files.delivery import ImapServer
from entreaty.delivery.imap import MailboxError, open_drafts
from entreaty.delivery.passwords import Secret
from tests.support.imap_server import replying_mailbox
from tests.support.sample_outgoing import AUTHOR, NOW, make_outgoing


def _push(replies):
    with replying_mailbox(replies) as port:
        server = ImapServer(host="127.0.0.1", port=port, security="none", user="anna")
        with open_drafts(server, Secret(value="geheim")) as drafts:
            return drafts.folder, [pushed.state for pushed in drafts.push([make_outgoing(1)], AUTHOR, NOW)]


def test_server_that_replies_as_it_must():
    """The letter is put among the drafts."""
    assert _push({}) == ("Drafts", ["added"])


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("GREETING", b"220 this is no mailbox\r\n"),
        ("GREETING", b"* BYE go away\r\n"),
        ("GREETING", b"\xff\xfe\x00\r\n"),
        ("CAPABILITY", b"* CAPABILITY {4}\r\nIMAP\r\n"),
        ("CAPABILITY", b"* CAPABILITY \xff\r\n"),
        ("CAPABILITY", b"\0"),
        ("LOGIN", b"* BYE no\r\n\0"),
        ("LIST", b'* LIST (\\Drafts) "/" &!!!-\r\n'),
        ("LIST", b"* LIST (\\Nothing) NIL Drafts\r\n"),
        ("LIST", b"* LIST\r\n"),
        ("LIST", b"* NONSENSE\r\n"),
        ("LIST", b"\0"),
        ("SELECT", b"* BYE no\r\n\0"),
        ("SEARCH", b"* SEARCH {3}\r\nabc\r\n"),
        ("SEARCH", b"* SEARCH \xff\xff\r\n"),
        ("SEARCH", b"\0"),
        ("APPEND", b"\0"),
    ],
)
def test_reply_that_cannot_be_understood_is_told(command, reply):
    """Whatever is no IMAP is named as the mailbox's, without a traceback."""
    with pytest.raises(MailboxError, match="mailbox"):
        _push({command: reply})


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize(
    ("command", "reply", "state"),
    [
        ("LIST", b'* LIST (\\Drafts) "/" {9}\r\nDra\r\nfts\r\n', None),
        ("LIST", b'* LIST (\\Drafts) "/" "' + b"x" * 2_000_000 + b'"\r\n', None),
        ("LIST", b'* LIST (\\Drafts) "/" "Dra\x1b[31mfts"\r\n', None),
        ("LIST", b'* LIST (\\Drafts) "/" {1\r\n', "added"),
        ("SEARCH", b"* SEARCH 1 2 3\r\n", "there"),
        ("SEARCH", b"", "added"),
        ("LOGOUT", b"\xff\xff\r\n\0", "added"),
        ("LOGOUT", b"* CAPABILITY {4}\r\nIMAP\r\n", "added"),
    ],
)
def test_odd_reply_is_put_up_with(command, reply, state):
    """Names of folders of any kind, and a server that does not say goodbye, do no harm."""
    try:
        _, states = _push({command: reply})
    except MailboxError:
        assert state is None
    else:
        assert states == [state or "added"]
