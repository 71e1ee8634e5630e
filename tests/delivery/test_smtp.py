"""The line to the server: what each answer means, at each stage, and that it is encrypted."""

import ssl
from base64 import b64encode
from dataclasses import replace

import pytest

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.messages import finished_message
from entreaty.delivery.passwords import Secret
from entreaty.delivery.smtp import ConnectionFailedError, ConnectionLostError, SmtpConnection
from tests.support.certificates import make_certificate
from tests.support.sample_outgoing import AUTHOR, NOW, make_outgoing
from tests.support.smtp_server import free_port, post_office, saying

MESSAGE = finished_message(make_outgoing(), AUTHOR, NOW)


def _line(post, secret=None, **changes):
    values = {"host": "127.0.0.1", "port": post.port, "security": "none"}
    return SmtpConnection(SmtpServer(**(values | changes)), secret, patience=5)


def _hand_over(script):
    """Hand over one message to a server with that script, and return the reply, what was noted, and the server."""
    noted = []
    with post_office(script) as post:
        line = _line(post)
        line.open()
        reply = line.hand_over(MESSAGE, lambda: noted.append("sending"))
        line.close()
    return reply, noted, post


def _at(stage, action):
    return lambda asked, _recipient: action if asked == stage else ""


def test_message_arrives_as_it_is():
    """The server keeps the very bytes, for the one recipient, and says so."""
    reply, noted, post = _hand_over(lambda _stage, _recipient: "")
    assert (reply.state, reply.text, reply.closing) == ("sent", "250 kept", False)
    assert post.messages == [("office-0001@example.org", MESSAGE.content)]
    assert noted == ["sending"]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "end"])
@pytest.mark.parametrize(
    ("answer", "state", "closing"),
    [("451 later", "deferred", False), ("550 never", "refused", False), ("421 closing", "deferred", True)],
)
def test_first_digit_decides(stage, answer, state, closing):
    """4xx is for later and 5xx for good, at whatever stage; 421 asks to be left alone. Nothing is kept."""
    reply, noted, post = _hand_over(_at(stage, answer))
    assert (reply.state, reply.text, reply.closing) == (state, answer, closing)
    assert post.messages == []
    assert noted == (["sending"] if stage in {"DATA", "end"} else [])


@pytest.mark.parametrize(
    ("stage", "state", "kept"),
    [
        ("MAIL", "pending", 0),
        ("RCPT", "pending", 0),
        ("DATA", "unknown", 0),
        ("content", "unknown", 0),
        ("end", "unknown", 0),
        ("accepted", "unknown", 1),
    ],
)
def test_cut_line_is_known_before_data_and_unknown_after(stage, state, kept):
    """Before DATA nothing can have arrived; from then on nobody can tell."""
    reply, noted, post = _hand_over(_at(stage, "cut"))
    assert (reply.state, len(post.messages)) == (state, kept)
    assert reply.text.startswith("the line was cut: ")
    assert noted == ([] if state == "pending" else ["sending"])


@pytest.mark.parametrize(
    ("stage", "answer", "state"),
    [
        ("MAIL", "354 what?", "pending"),
        ("RCPT", "hello", "pending"),
        ("DATA", "250 what?", "unknown"),
        ("end", "354 more?", "unknown"),
        ("end", "hello", "unknown"),
    ],
)
def test_answers_out_of_place_are_not_guessed_at(stage, answer, state):
    """A server that says what makes no sense at that stage is like a line that was cut."""
    reply, _, post = _hand_over(_at(stage, answer))
    assert (reply.state, post.messages) == (state, [])


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_extra_reply_is_noticed_before_the_letter_leaves(stage):
    """A reply too many would be taken for that to DATA: the line is dropped before anything was handed over."""
    reply, noted, post = _hand_over(_at(stage, "250 ok\r\n250 ok once more"))
    assert (reply.state, noted, post.messages, post.quits) == ("pending", [], [], 0)
    assert reply.text == "the server spoke out of turn: 250 ok once more"


@pytest.mark.parametrize(
    ("stage", "action"),
    [("MAIL", "354 what?"), ("RCPT", "hello"), ("DATA", "250 what?"), ("end", "354 more?"), ("RCPT", "cut")],
)
def test_line_out_of_step_is_dropped_without_a_word(stage, action):
    """Nobody says QUIT to a server that may take it for the text of a letter, and waits for its reply."""
    _, _, post = _hand_over(_at(stage, action))
    assert post.quits == 0


def test_line_that_is_done_with_is_closed_politely():
    """Where all went well, the server is told that nothing more comes."""
    _, _, post = _hand_over(lambda _stage, _recipient: "")
    assert post.quits == 1


@pytest.mark.parametrize("password", ["Grüße1", "пароль"])
def test_passwords_of_other_keyboards_open_the_account(password):
    """User and password go over the wire in UTF-8 (RFC 4616)."""
    with post_office(password=password) as post:
        line = _line(post, Secret(value=password), user="änna")
        line.open()
        line.close()
        with pytest.raises(ConnectionFailedError, match="does not let 'änna' in: 535"):
            _line(post, Secret(value="fälsch"), user="änna").open()
    assert post.logins[0] == ("änna", password)


@pytest.mark.parametrize(
    ("user", "password"),
    [("anna", "Grüße1"), ("jörg", "geheim"), ("анна", "пароль"), ("anna", "€uro"), ("Արամ", "գաղտնի")],
)
def test_login_takes_letters_of_other_keyboards(user, password):
    """Where a server offers only AUTH LOGIN, user and password go over in UTF-8 as well."""
    heard = []
    replies = [b"220 hello\r\n", b"250-here\r\n250 AUTH LOGIN XOAUTH2\r\n", b"334 UGFzc3dvcmQ6\r\n", b"235 in\r\n"]
    with saying(replies, heard) as port:
        server = SmtpServer(host="127.0.0.1", port=port, security="none", user=user)
        line = SmtpConnection(server, Secret(value=password), patience=5)
        line.open()
        line.close()
    said = [b64encode(text.encode()) for text in (user, password)]
    assert heard[1:3] == [b"AUTH LOGIN " + said[0] + b"\r\n", said[1] + b"\r\n"]


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("geheim", "no way to sign in with a password (it offers: XOAUTH2)"),
        ("Grüße1", "no way to sign in with this password (it offers: XOAUTH2); one of the letters a-z, digits"),
    ],
)
def test_server_without_a_way_for_passwords_is_told(password, told):
    """Where a server takes only tokens, that is what the person reads."""
    with saying([b"220 hello\r\n", b"250-here\r\n250 AUTH XOAUTH2\r\n"]) as port:
        server = SmtpServer(host="127.0.0.1", port=port, security="none", user="anna")
        with pytest.raises(ConnectionFailedError) as caught:
            SmtpConnection(server, Secret(value=password), patience=5).open()
    assert told in str(caught.value)
    assert password not in str(caught.value)


def test_token_of_a_user_in_another_script_is_no_traceback():
    """A user whose name is not in ASCII is offered in UTF-8, too."""
    refused = pytest.raises(ConnectionFailedError, match="does not let 'änna' in")
    with post_office(password="geheim") as post, refused:  # noqa: S106
        _line(post, Secret(value="token", is_token=True), user="änna").open()


def test_line_goes_on_after_a_refusal():
    """After 4xx or 5xx the same line takes the next letter."""
    with post_office(lambda _stage, recipient: "550 never" if recipient == "office-0001@example.org" else "") as post:
        line = _line(post)
        line.open()
        other = finished_message(make_outgoing(2), AUTHOR, NOW)
        states = [line.hand_over(message, lambda: None).state for message in (MESSAGE, other)]
        line.close()
    assert states == ["refused", "sent"]
    assert [stage for _, stage, _ in post.events].count("connect") == 1


def test_answers_are_kept_short_and_plain():
    """What a server says is shown in one line, without anything that moves a terminal's cursor."""
    reply, _, _ = _hand_over(_at("RCPT", "550-first \x1b[31mline\r\n550 second " + "x" * 400))
    assert reply.text.startswith("550 first [31mline second x")
    assert len(reply.text) == 300


def test_closed_line_takes_nothing():
    """A line has to be opened first, and closing it twice does no harm."""
    with post_office() as post:
        line = _line(post)
        with pytest.raises(ConnectionFailedError, match="not open"):
            line.hand_over(MESSAGE, lambda: None)
        line.close()


@pytest.mark.parametrize(
    ("stage", "action", "closing", "told"),
    [
        ("connect", "cut", False, "cannot be reached: "),
        ("EHLO", "cut", False, "cannot be reached: "),
        ("EHLO", "421 busy", True, "is busy, and asks to be left alone for a while: 421 busy"),
    ],
)
def test_server_that_cannot_be_reached(stage, action, closing, told):
    """Whoever does not get through is told, and whether the server asked to be left alone."""
    with post_office(_at(stage, action)) as post, pytest.raises(ConnectionLostError) as caught:
        _line(post).open()
    assert caught.value.closing is closing
    assert str(caught.value).startswith(f"the mail server {told}")


@pytest.mark.parametrize(
    ("greeting", "told"),
    [
        (
            b"421 4.7.0 Too many concurrent SMTP connections\r\n",
            "is busy, and asks to be left alone for a while: 421 4.7.0 Too many concurrent SMTP connections",
        ),
        (b"554 5.7.1 No service here\r\n", "takes no letters from here: 554 5.7.1 No service here"),
        (b"450-come back\r\n450 later\r\n", "takes no letters from here: 450 come back later"),
        (b"554 \xc3\xbcberlastet\r\n", "takes no letters from here: 554 überlastet"),
        (b"554 \xff\x1b[31m\r\n", "takes no letters from here: 554 \ufffd [31m"),
        (b"hello\r\n", "cannot be reached: what answers there does not speak SMTP"),
    ],
)
def test_greeting_that_sends_us_away_is_told_in_its_words(greeting, told):
    """What a server says instead of a welcome is what the person reads, and not how Python writes it."""
    with saying([greeting]) as port, pytest.raises(ConnectionLostError) as caught:
        SmtpConnection(SmtpServer(host="127.0.0.1", port=port, security="none"), None, patience=5).open()
    assert str(caught.value).startswith(f"the mail server {told}")
    assert "b'" not in str(caught.value)


def test_old_server_is_greeted_the_old_way():
    """A server that does not know EHLO is greeted by HELO."""
    with post_office(_at("EHLO", "502 unknown")) as post:
        line = _line(post)
        assert line.open() is False
        assert line.hand_over(MESSAGE, lambda: None).state == "sent"
        line.close()


def test_nobody_listens():
    """A server that is not there is one that cannot be reached."""
    line = SmtpConnection(SmtpServer(host="127.0.0.1", port=free_port(), security="none"), None)
    with pytest.raises(ConnectionLostError, match="cannot be reached"):
        line.open()


@pytest.mark.parametrize("host", ["x" * 64 + ".example.org", "a..example.org", "."])
def test_name_that_no_host_can_have(host):
    """A name that cannot be looked up is a server that cannot be reached."""
    line = SmtpConnection(SmtpServer(host=host), None)
    with pytest.raises(ConnectionLostError, match="cannot be reached"):
        line.open()


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ([b"250-here\r\n250 AUTH CRAM-MD5\r\n", b"334 not/base64*=\r\n", b"501 no\r\n"], ConnectionLostError),
        ([b"250-here\r\n250 AUTH PLAIN\r\n", b"\xff\xfe\r\n"], ConnectionFailedError),
        ([b"250-here\r\n250 AUTH LOGIN\r\n", b"334 \xff\r\n", b"334 \xff\r\n", b"999 \x1b\r\n"], ConnectionFailedError),
        ([b"250-here\r\n250 AUTH\r\n"], ConnectionFailedError),
    ],
)
def test_nonsense_where_one_signs_in_is_told(replies, error):
    """Challenges and replies that are none end in a message."""
    with saying([b"220 hello\r\n", *replies]) as port:
        line = SmtpConnection(
            SmtpServer(host="127.0.0.1", port=port, security="none", user="anna"), Secret(value="geheim"), patience=5
        )
        with pytest.raises(error) as caught:
            line.open()
    assert "\x1b" not in str(caught.value)


def test_password_opens_the_account():
    """The right password lets letters through; a wrong one is told without the password in it."""
    with post_office(password="geheim") as post:  # noqa: S106
        line = _line(post, Secret(value="geheim"), user="anna")
        line.open()
        assert line.hand_over(MESSAGE, lambda: None).state == "sent"
        line.close()
        with pytest.raises(ConnectionFailedError, match="does not let 'anna' in: 535") as caught:
            _line(post, Secret(value="falsch"), user="anna").open()
    assert "falsch" not in str(caught.value)
    assert post.logins[0] == ("anna", "geheim")


def test_token_opens_the_account():
    """An OAuth2 token is offered as XOAUTH2; a server that does not know it refuses."""
    refused = pytest.raises(ConnectionFailedError, match="does not let 'anna' in")
    with post_office(password="geheim") as post, refused:  # noqa: S106
        _line(post, Secret(value="token", is_token=True), user="anna").open()


def test_plain_line_is_never_a_way_out(tmp_path):
    """A server without STARTTLS, or with a certificate that nobody vouches for, gets neither password nor letter."""
    with post_office(password="geheim") as post:  # noqa: S106
        for security in ("starttls", "tls"):
            with pytest.raises(ConnectionFailedError, match="no safe connection"):
                _line(post, Secret(value="geheim"), user="anna", security=security).open()
    assert post.logins == []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*make_certificate(tmp_path))
    with post_office(tls=context) as post, pytest.raises(ConnectionFailedError, match="no safe connection"):
        _line(post, security="starttls").open()


def test_trusted_server_gets_letters_over_starttls(tmp_path, monkeypatch):
    """With a certificate that is trusted, the letter goes over the encrypted line."""
    certificate, key = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with post_office(tls=context) as post:
        line = _line(post, security="starttls")
        line.open()
        assert line.hand_over(MESSAGE, lambda: None).state == "sent"
        line.close()


def test_other_letters_go_to_servers_that_take_them():
    """SMTPUTF8 is used where the server offers it, and only for addresses that need it."""
    outgoing = replace(make_outgoing(), address="анна@example.org")
    with post_office(utf8=True) as post:
        line = _line(post)
        assert line.open() is True
        assert line.hand_over(finished_message(outgoing, AUTHOR, NOW, utf8=True), lambda: None).state == "sent"
        assert line.hand_over(MESSAGE, lambda: None).state == "sent"
        line.close()
    assert [address for address, _ in post.messages] == ["анна@example.org", "office-0001@example.org"]
    with post_office() as post:
        line = _line(post)
        assert line.open() is False
        line.close()


def test_name_of_this_machine_is_not_told():
    """The greeting holds an address literal, not the name of a volunteer's computer."""
    with post_office() as post:
        line = _line(post)
        line.open()
        line.close()
    assert post.hosts == ["[127.0.0.1]"]
