"""The message as it goes over the wire: whole, safe from smuggled headers, the same id every time."""

import email
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.policy import SMTP
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entreaty.delivery.messages as module
from entreaty.delivery.messages import Author, Mailbox, MessageError, Outgoing, finished_message
from entreaty.writing.letter import LetterId
from tests.support.sample_outgoing import AUTHOR, NOW, PDF, make_outgoing
from tests.support.tiers import examples


def _parsed(outgoing=None, author=AUTHOR, **options):
    message = finished_message(outgoing or make_outgoing(), author, NOW, **options)
    return email.message_from_bytes(message.content, policy=SMTP)


def test_headers_are_those_of_a_message_that_is_sent():
    """Sender, recipient, date and id stand first; nothing tells that it was a draft."""
    message = _parsed()
    assert message.keys() == ["From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Content-Type"]
    assert message["From"] == "Anna Example <anna@example.org>"
    assert message["To"] == "office-0001@example.org"
    assert message["Date"].datetime == NOW


@pytest.mark.parametrize("name", ["Ann Lee", "Bob Röth", "Lee, Ann"])
def test_answers_go_to_the_supporter(name):
    """The account stands under From, and whoever wrote the letter under Reply-To, whatever their name is."""
    message = _parsed(replace(make_outgoing(), reply_to=Mailbox(name, "ann@example.org")))
    assert message["From"] == "Anna Example <anna@example.org>"
    (reply,) = message["Reply-To"].addresses
    assert (reply.display_name, reply.addr_spec) == (name, "ann@example.org")


@pytest.mark.parametrize("mailbox", [Mailbox("Ann\r\nBcc: x@example.org", "ann@example.org"), Mailbox("Ann", "a, b@c")])
def test_supporter_cannot_smuggle_a_header(mailbox):
    """A name with a line break, and what is no address, is refused."""
    with pytest.raises(MessageError):
        finished_message(replace(make_outgoing(), reply_to=mailbox), AUTHOR, NOW)


def test_body_and_attachment_are_those_of_the_draft():
    """What follows the headers is the draft's, byte for byte."""
    outgoing = make_outgoing()
    content = finished_message(outgoing, AUTHOR, NOW).content
    assert content.partition(b"\r\n\r\n")[2] == outgoing.draft.partition(b"\r\n\r\n")[2]
    (attachment,) = email.message_from_bytes(content, policy=SMTP).iter_attachments()
    assert attachment.get_content() == PDF
    assert content.count(b"\n") == content.count(b"\r\n")


def test_id_depends_on_letter_and_content_alone():
    """A second attempt has the same id, another letter or another content has not; versions begin alike."""
    first = finished_message(make_outgoing(), AUTHOR, NOW).id
    again = finished_message(make_outgoing(), AUTHOR, NOW + timedelta(days=1)).id
    changed = finished_message(make_outgoing(subject="Other"), AUTHOR, NOW).id
    other = finished_message(make_outgoing(2), AUTHOR, NOW).id
    assert first == again
    assert len({first, changed, other}) == 3
    assert first.partition(".")[0] == changed.partition(".")[0] != other.partition(".")[0]
    assert first.endswith("@example.org>")


def test_trial_goes_to_somebody_else_under_another_id():
    """A trial names the one who gets it, and its id does not make servers drop the real one."""
    trial = finished_message(make_outgoing(), AUTHOR, NOW, trial_for="me@example.org")
    assert trial.recipient == "me@example.org"
    assert email.message_from_bytes(trial.content, policy=SMTP)["To"] == "me@example.org"
    assert trial.id != finished_message(make_outgoing(), AUTHOR, NOW).id


def test_unsubscribing_is_offered_only_where_it_is_configured():
    """Both headers stand there on one line each, or neither (RFC 2369, RFC 8058)."""
    url = "https://example.org/stop?list=" + "x" * 100
    content = finished_message(make_outgoing(), replace(AUTHOR, unsubscribe=url), NOW).content
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    assert b"List-Unsubscribe" not in finished_message(make_outgoing(), AUTHOR, NOW).content


@settings(max_examples=examples(200))
@given(
    st.lists(st.sampled_from(["Anna", "Żółć", "Հայ", '"', ",", "<x>", "(a)", "\\", "x" * 30]), min_size=1, max_size=12)
)
def test_names_of_any_length_and_script_survive(words):
    """The sender's name comes back as it was, beside the one address."""
    author = Author(name=" ".join(words), address="anna@example.org")
    content = finished_message(make_outgoing(), author, NOW).content
    # Not the newer parser: that of CPython 3.11 adds spaces between the encoded words of a name (RFC 2047, 6.2).
    shown, address = parseaddr(email.message_from_bytes(content)["From"].replace("\r\n", ""))
    assert (str(make_header(decode_header(shown))), address) == (author.name, "anna@example.org")
    assert max(len(line) for line in content.partition(b"\r\nTo:")[0].split(b"\r\n")) <= 78


def test_no_line_of_the_head_is_longer_than_servers_take():
    """A name of 500 characters is folded; an address to unsubscribe that cannot be is refused (RFC 5322, 2.1.1)."""
    content = finished_message(make_outgoing(), replace(AUTHOR, name="x" * 500), NOW).content
    assert max(len(line) for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n")) <= 78
    with pytest.raises(MessageError, match="a header of the e-mail would be longer than 998 characters"):
        finished_message(make_outgoing(), replace(AUTHOR, unsubscribe=f"https://example.org/{'x' * 990}"), NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Anna\r\nBcc: x@example.org"},
        {"name": "Anna\x85"},
        {"name": "=?utf-8?q?a=0D=0ABcc:_x=40y.z?="},
        {"address": "anna@example.org\r\nBcc: x@example.org"},
        {"address": "anna@example.org, x@example.org"},
        {"unsubscribe": "https://example.org/\r\nBcc: x@example.org"},
        {"unsubscribe": "https://example.org/\x00"},
    ],
)
def test_nothing_can_be_smuggled_in_through_the_sender(change):
    """SmtpConnection breaks, encoded words and second addresses are refused with the letter's name."""
    with pytest.raises(MessageError, match=r"^visits/office-0001: "):
        finished_message(make_outgoing(), replace(AUTHOR, **change), NOW)


@pytest.mark.parametrize("address", ["a@example.org\nBcc: x@example.org", "a@example.org,b@example.org", "", "a"])
def test_nothing_can_be_smuggled_in_through_the_recipient(address):
    """Only one address is written to, whoever it was meant for."""
    with pytest.raises(MessageError, match="is not an e-mail address"):
        finished_message(replace(make_outgoing(), address=address), AUTHOR, NOW)
    if address:
        with pytest.raises(MessageError, match="is not an e-mail address"):
            finished_message(make_outgoing(), AUTHOR, NOW, trial_for=address)


def test_headers_of_the_draft_that_nobody_wrote_are_noticed():
    """A draft whose headers would read otherwise once put together is refused."""
    draft = b"Subject: x\r\nno header\r\n\r\nbody\r\n"
    with pytest.raises(MessageError, match="headers that nobody wrote"):
        finished_message(Outgoing(letter=LetterId("a", "b"), address="a@example.org", draft=draft), AUTHOR, NOW)


def test_second_recipient_is_noticed(monkeypatch):
    """Whatever a faulty library writes, the finished message names one sender and one recipient."""
    monkeypatch.setattr(module, "_named", lambda *_: "From: Anna <anna@example.org>, x@example.org")
    with pytest.raises(MessageError, match="would name other people under 'From'"):
        finished_message(make_outgoing(), AUTHOR, NOW)


def test_other_letters_are_written_in_utf8_where_the_server_takes_them():
    """An address that is not in ASCII goes out as it is with SMTPUTF8, and else not at all."""
    outgoing = replace(make_outgoing(), address="анна@example.org")
    with pytest.raises(MessageError, match="is not in ASCII"):
        finished_message(outgoing, AUTHOR, NOW)
    message = finished_message(outgoing, AUTHOR, NOW, utf8=True)
    assert message.recipient == "анна@example.org"
    assert "\r\nTo: анна@example.org\r\n".encode() in message.content
