"""Where passwords come from: environment, keyring, prompt, and never a file."""

import sys

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from entreaty.content.files.delivery import ImapServer, SmtpServer
from entreaty.delivery.passwords import PasswordError, Secret, find_secret

SMTP = SmtpServer(host="smtp.example.org", user="anna")
IMAP = ImapServer(host="imap.example.org", user="anna")


class _Keyring(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return {("entreaty:smtp.example.org", "anna"): "from the keyring"}.get((service, username))

    def set_password(self, service, username, password):
        raise NotImplementedError

    def delete_password(self, service, username):
        raise NotImplementedError


@pytest.fixture(autouse=True)
def no_keyring():
    """Keep the keyring of the machine out of the tests."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def test_without_a_user_nobody_signs_in():
    """A relay that asks for no account needs no password."""
    assert find_secret(SmtpServer(host="smtp.example.org"), {}, None) is None


@pytest.mark.parametrize(
    ("server", "environment", "secret"),
    [
        (SMTP, {"ENTREATY_SMTP_PASSWORD": "p"}, Secret(value="p")),
        (IMAP, {"ENTREATY_IMAP_PASSWORD": "p", "ENTREATY_SMTP_PASSWORD": "q"}, Secret(value="p")),
        (SMTP, {"ENTREATY_SMTP_TOKEN": "t", "ENTREATY_SMTP_PASSWORD": "p"}, Secret(value="t", is_token=True)),
        (IMAP, {"ENTREATY_IMAP_TOKEN": "t"}, Secret(value="t", is_token=True)),
    ],
)
def test_environment_comes_first(server, environment, secret):
    """Each kind of server has its variables; a token comes before a password."""
    assert find_secret(server, environment, lambda _words: "asked") == secret


def test_keyring_comes_before_the_prompt():
    """What the system's keyring has need not be typed."""
    keyring.set_keyring(_Keyring())
    assert find_secret(SMTP, {}, lambda _words: "asked") == Secret(value="from the keyring")
    assert find_secret(IMAP, {}, lambda _words: "asked") == Secret(value="asked")


def test_person_is_asked_for_the_account():
    """The question names user and server."""
    asked = []
    assert find_secret(SMTP, {}, lambda words: asked.append(words) or "typed") == Secret(value="typed")
    assert asked == ["Password of anna at smtp.example.org"]


@pytest.mark.parametrize("ask", [None, lambda _words: ""])
def test_without_a_password_nothing_happens(ask):
    """Where nobody can be asked, or nothing is typed, the message says which variable to set."""
    with pytest.raises(PasswordError, match=r"set ENTREATY_IMAP_PASSWORD, or run it in a terminal to be asked$"):
        find_secret(IMAP, {}, ask)


def test_without_the_extra_passwords_come_from_elsewhere(monkeypatch):
    """Where keyring is not installed, environment and prompt serve all the same, and the message says how to get it."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert find_secret(SMTP, {"ENTREATY_SMTP_PASSWORD": "p"}, None) == Secret(value="p")
    assert find_secret(SMTP, {}, lambda _words: "typed") == Secret(value="typed")
    with pytest.raises(PasswordError, match=r"to be asked; 'pip install entreaty\[keyring\]' has it read from the"):
        find_secret(SMTP, {}, None)


def test_secret_is_not_shown():
    """A password does not stand in anything that is printed of it."""
    assert "hidden" not in repr(Secret(value="hidden"))
