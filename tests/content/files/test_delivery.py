"""The file delivery.yaml: servers, accounts and pace, and no password."""

import pytest

from entreaty.content.files.delivery import Delivery, ImapServer, ServerOptions, SmtpServer, load_delivery, server_with
from entreaty.problems import ContentError
from tests.support.checkout import ROOT


def _load(folder, text):
    path = folder / "delivery.yaml"
    path.write_text(text, encoding="utf-8")
    return load_delivery(path)


def test_file_names_servers_and_pace(tmp_path):
    """Both servers, the rate and the address that takes back subscriptions are read."""
    delivery = _load(
        tmp_path,
        "smtp: {host: SMTP.example.org, user: anna@example.org}\n"
        "imap: {host: imap.example.org, security: starttls, user: anna@example.org, drafts: Concepts}\n"
        "rate: 20\nunsubscribe: https://example.org/stop\n",
    )
    assert (delivery.smtp.host, delivery.smtp.user) == ("smtp.example.org", "anna@example.org")
    assert delivery.imap.drafts == "Concepts"
    assert (delivery.rate, delivery.unsubscribe) == (20, "https://example.org/stop")


def test_shipped_example_is_valid():
    """The example to copy can be used as it stands."""
    delivery = load_delivery(ROOT / "delivery.example.yaml")
    assert delivery.smtp
    assert delivery.imap


def test_without_the_file_there_are_defaults(tmp_path):
    """The file need not be there: options name the server then."""
    assert load_delivery(tmp_path / "delivery.yaml") == Delivery()
    assert Delivery().rate == 10


@pytest.mark.parametrize(
    ("server", "port"),
    [
        (SmtpServer(host="a.example"), 465),
        (SmtpServer(host="a.example", security="starttls"), 587),
        (SmtpServer(host="localhost", security="none"), 25),
        (SmtpServer(host="a.example", port=2525), 2525),
        (ImapServer(host="a.example"), 993),
        (ImapServer(host="a.example", security="starttls"), 143),
        (ImapServer(host="127.0.0.1", security="none"), 143),
    ],
)
def test_ports_are_the_usual_ones(server, port):
    """Without a port, the security decides (RFC 8314)."""
    assert server.usual_port == port


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("smtp: {host: a.example, security: none}", "letters and passwords would reach 'a.example' unencrypted"),
        ("smtp: {host: a.example, password: secret}", "unknown key 'password'"),
        ("smtp: {host: 'a b'}", "'a b' is not the name of a server"),
        ("smtp: {host: a@b.example}", "is not the name of a server"),
        ("smtp: {host: bücher.example}", "is not the name of a server"),
        ("smtp: {host: a.example, port: 70000}", "port"),
        ("smtp: {host: a.example, drafts: x}", "unknown key 'drafts'"),
        ("unsubscribe: mailto:a@example.org", "is not a web address"),
        ("rate: 0", "rate"),
        (f"unsubscribe: https://example.org/{'x' * 900}", "unsubscribe"),
    ],
)
def test_unsafe_and_unknown_things_are_refused(tmp_path, text, message):
    """A line without encryption ends on this machine, and a password has no place in a file."""
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, f"{text}\n")
    assert message in str(caught.value)
    assert ":1: " in str(caught.value)


def test_options_come_before_the_file():
    """Options change fields of the file's server; another host is another account."""
    server = SmtpServer(host="a.example", port=2525, user="anna")
    assert server_with(SmtpServer, server, ServerOptions(host=None, port=25, security=None)) == SmtpServer(
        host="a.example", port=25, user="anna"
    )
    assert server_with(SmtpServer, server, ServerOptions(host="b.example")) == SmtpServer(host="b.example")
    assert server_with(ImapServer, None, ServerOptions(host="b.example", user="x")) == ImapServer(
        host="b.example", user="x"
    )


def test_options_are_checked_as_the_file_is():
    """No option makes a server unsafe, and without any server the message says where to name one."""
    with pytest.raises(ContentError, match="unencrypted"):
        server_with(SmtpServer, None, ServerOptions(host="a.example", security="none"))
    with pytest.raises(ContentError, match=r"describe it under 'imap' in delivery\.yaml, or use --host"):
        server_with(ImapServer, None, ServerOptions(host=None))


def test_every_field_is_documented():
    """docs/how-to/send-by-email.md explains each field of the file."""
    documented = (ROOT / "docs" / "how-to" / "send-by-email.md").read_text(encoding="utf-8")
    fields = {*Delivery.model_fields, *SmtpServer.model_fields, *ImapServer.model_fields}
    assert len(fields) >= 9
    assert [field for field in fields if f"`{field}`" not in documented] == []
