"""Drafts in the sender's own mailbox, kept by a real dovecot."""

import os
from dataclasses import replace

import pytest

from entreaty.content.files.delivery import ImapServer
from entreaty.delivery.imap import MailboxError, open_drafts
from entreaty.delivery.passwords import Secret
from tests.support.certificates import make_certificate
from tests.support.mail_servers import PASSWORD, USER, dovecot, token
from tests.support.sample_outgoing import AUTHOR, NOW, PDF, make_outgoing

pytestmark = [pytest.mark.tool("dovecot"), pytest.mark.skipif(os.geteuid() != 0, reason="mail servers need root")]

FOLDER = "Entwürfe & Skizzen"


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory):
    """A dovecot whose folder of drafts has a name that nobody would guess."""
    with dovecot(FOLDER, make_certificate(tmp_path_factory.mktemp("certificate"))) as running:
        yield running


def _server(mailbox, **changes):
    values = {"host": "127.0.0.1", "port": mailbox.port, "security": "none", "user": USER}
    return ImapServer(**(values | changes))


def _push(server, letters, secret=None, before=()):
    with open_drafts(server, secret or Secret(value=PASSWORD)) as drafts:
        return [pushed.state for pushed in drafts.push(letters, AUTHOR, NOW, before)]


def test_pushing_twice_leaves_each_draft_once(mailbox):
    """The folder is found by its flag, and a second push adds nothing."""
    server = _server(mailbox, user="twice")
    letters = [make_outgoing(number) for number in range(20)]

    first, second = _push(server, letters), _push(server, letters)

    assert (first, second) == (["added"] * 20, ["there"] * 20)
    with mailbox.opened(FOLDER, "twice") as opened:
        found = list(opened.fetch())
    assert sorted(message.to[0] for message in found) == sorted(one.address for one in letters)
    assert [one.flags for one in found if not {"\\Draft", "\\Seen"} <= set(one.flags)] == []


def test_draft_is_whole(mailbox):
    """A draft has sender, recipient, subject, both bodies and the PDF, and is no unsent file any more."""
    _push(_server(mailbox, user="whole"), [make_outgoing(7, subject="Häftlinge")])

    with mailbox.opened(FOLDER, "whole") as opened:
        (message,) = opened.fetch()
    assert message.from_values.full == "Anna Example <anna@example.org>"
    assert message.to == ("office-0007@example.org",)
    assert message.subject == "Häftlinge"
    assert message.text.startswith("Dear President,")
    assert "<html" in message.html
    assert [(one.filename, one.payload) for one in message.attachments] == [("office-0007.pdf", PDF)]
    assert "x-unsent" not in message.headers


def test_changed_letter_is_not_put_beside_its_earlier_version(mailbox):
    """Two drafts to one person would both be sent some day."""
    server = _server(mailbox, user="changed")
    _push(server, [make_outgoing(1)])

    assert _push(server, [make_outgoing(1, subject="Another subject")]) == ["other"]


def test_draft_that_is_gone_may_have_been_sent(mailbox):
    """A draft that was pushed before and lies there no more is not put there again, unless it is asked for."""
    server = _server(mailbox, user="gone")
    letter = make_outgoing(1)

    assert _push(server, [letter], before=[letter.letter]) == ["gone"]
    assert _push(server, [letter]) == ["added"]
    assert _push(server, [letter], before=[letter.letter]) == ["there"]


def test_token_opens_the_mailbox(mailbox):
    """An OAuth2 access token is accepted in place of a password, and a wrong one is not."""
    server = _server(mailbox, user="token")

    assert _push(server, [make_outgoing(1)], Secret(value=token("token"), is_token=True)) == ["added"]
    with pytest.raises(MailboxError, match="AUTHENTICATIONFAILED"):
        _push(server, [make_outgoing(1)], Secret(value="forged", is_token=True))


@pytest.mark.parametrize("password", ["wrong", "fälsch"])
def test_wrong_password_is_told(mailbox, password):
    """What the server says to a wrong password is what the person reads, and the password is not in it."""
    with pytest.raises(MailboxError, match=r"the server does not let 'anna' in: .*AUTHENTICATIONFAILED") as caught:
        _push(_server(mailbox), [make_outgoing(1)], Secret(value=password))
    assert password not in str(caught.value)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_line_is_encrypted_and_the_server_is_known(mailbox, security, tmp_path, monkeypatch):
    """A certificate that nobody vouches for is refused; one that is trusted is not."""
    port = mailbox.tls_port if security == "tls" else mailbox.port
    server = _server(mailbox, port=port, security=security, user=f"safe-{security}")
    with pytest.raises(MailboxError, match="no safe connection"):
        _push(server, [make_outgoing(1)])

    with dovecot(FOLDER, make_certificate(tmp_path)) as trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        port = trusted.tls_port if security == "tls" else trusted.port
        assert _push(_server(trusted, port=port, security=security), [make_outgoing(1)]) == ["added"]


def test_folder_that_is_not_there_is_told_with_those_that_are(mailbox):
    """A wrong name under 'drafts' is told in plain words, with the names that would do."""
    with pytest.raises(MailboxError) as caught:
        _push(_server(mailbox, drafts="Nope"), [make_outgoing(1)])
    told = str(caught.value)
    assert told.startswith("the mailbox has no folder 'Nope' that can be opened: Mailbox doesn't exist: Nope")
    assert "name another as 'drafts' under 'imap' in delivery.yaml; there are " in told
    assert f"'{FOLDER}'" in told
    assert "b'" not in told


def test_draft_of_a_sender_with_a_long_domain_is_known_again(mailbox):
    """A Message-ID that is longer than a line is found by the server, so that no draft is put there twice."""
    server = _server(mailbox, user="long")
    author = replace(AUTHOR, address=f"anna@{'office.' * 12}example.org")
    for expected in ("added", "there"):
        with open_drafts(server, Secret(value=PASSWORD)) as drafts:
            assert [one.state for one in drafts.push([make_outgoing(1)], author, NOW)] == [expected]


def test_without_a_marked_folder_its_name_is_needed():
    """Where the server marks no folder, the message says what to write where, and the named folder is used."""
    with dovecot() as plain:
        with pytest.raises(MailboxError, match=r"name it as 'drafts' under 'imap' in delivery\.yaml"):
            _push(_server(plain), [make_outgoing(1)])
        assert _push(_server(plain, drafts="INBOX"), [make_outgoing(1)]) == ["added"]
        with pytest.raises(MailboxError, match="Mailbox doesn't exist"):
            _push(_server(plain, drafts="Nowhere"), [make_outgoing(1)])


def test_mailbox_needs_a_user_and_a_server(mailbox):
    """Without a user, or without anybody who listens, nothing is put anywhere."""
    with pytest.raises(MailboxError, match="a mailbox needs a user"):
        _push(_server(mailbox, user=None), [make_outgoing(1)])
    with pytest.raises(MailboxError, match="the mailbox cannot be used"):
        _push(_server(replace(mailbox, port=9)), [make_outgoing(1)])
