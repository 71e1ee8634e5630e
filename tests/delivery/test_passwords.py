"""Where passwords come from: environment, keyring, prompt, and never a file."""

import sys

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from pydantic import ValidationError

from entreaty.content.files.delivery import ImapServer, SmtpServer
from entreaty.delivery.passwords import PasswordError, Secret, find_secret

SMTP = SmtpServer(host="smtp.example.org", user="anna")
IMAP = ImapServer(host="imap.example.org", user="anna")
SMTP_HOST = {"ENTREATY_SMTP_HOST": "smtp.example.org"}
IMAP_HOST = {"ENTREATY_IMAP_HOST": "imap.example.org"}


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
        (SMTP, SMTP_HOST | {"ENTREATY_SMTP_PASSWORD": "p"}, Secret(value="p")),
        (IMAP, IMAP_HOST | {"ENTREATY_IMAP_PASSWORD": "p", "ENTREATY_SMTP_PASSWORD": "q"}, Secret(value="p")),
        (
            SMTP,
            SMTP_HOST | {"ENTREATY_SMTP_TOKEN": "t", "ENTREATY_SMTP_PASSWORD": "p"},
            Secret(value="t", is_token=True),
        ),
        (IMAP, IMAP_HOST | {"ENTREATY_IMAP_TOKEN": "t"}, Secret(value="t", is_token=True)),
    ],
)
def test_environment_comes_first(server, environment, secret):
    """Each kind of server has its variables; a token comes before a password."""
    assert find_secret(server, environment, lambda _words: "asked") == secret


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "ENTREATY_SMTP_HOST must say which server it is for"),
        (
            {"ENTREATY_SMTP_HOST": "smtp.other.example"},
            "ENTREATY_SMTP_HOST is 'smtp.other.example', and the server is 'smtp.example.org'",
        ),
        (IMAP_HOST, "ENTREATY_SMTP_HOST must say which server it is for"),
        (
            SMTP_HOST | {"ENTREATY_SMTP_USER": "berta"},
            "ENTREATY_SMTP_USER is 'berta', and the user is 'anna'",
        ),
        # The capital I with a dot, which some ways of folding take for i.
        ({"ENTREATY_SMTP_HOST": "smtp.example.orG\u0130"}, "and the server is 'smtp.example.org'"),
        ({"ENTREATY_SMTP_HOST": "smtp.example.org.evil.example"}, "and the server is 'smtp.example.org'"),
    ],
)
@pytest.mark.parametrize("variable", ["ENTREATY_SMTP_PASSWORD", "ENTREATY_SMTP_TOKEN"])
def test_password_of_the_environment_is_for_one_server(environment, why, variable):
    """Where the environment names no server, another or another user, its password goes nowhere; that is told."""
    asked = []
    secret = find_secret(SMTP, environment | {variable: "hunter2"}, lambda words: asked.append(words) or "typed")
    assert secret == Secret(value="typed")
    assert asked[0].splitlines()[0].startswith(f"{variable} is not used: ")
    assert why in asked[0]
    with pytest.raises(PasswordError) as caught:
        find_secret(SMTP, environment | {variable: "hunter2"}, None)
    assert why in str(caught.value)
    assert "hunter2" not in str(caught.value) + asked[0]


@pytest.mark.parametrize(
    ("named", "host"),
    [
        ("SMTP.Example.ORG", "smtp.example.org"),
        ("smtp.example.org.", "smtp.example.org"),
        (" smtp.example.org\n", "Smtp.example.org."),
        ("smtp.bücher.example", "smtp.xn--bcher-kva.example"),
        ("SMTP.BÜCHER.example.", "smtp.XN--bcher-kva.example"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_names_of_one_server_are_the_same(named, host):
    """Capitals, a dot at the end and the way in which a name with other letters is written make no other server."""
    server = SmtpServer(host=host, user="anna")
    environment = {"ENTREATY_SMTP_PASSWORD": "p", "ENTREATY_SMTP_HOST": named, "ENTREATY_SMTP_USER": "anna"}
    assert find_secret(server, environment, None) == Secret(value="p")


def test_names_that_only_look_alike_are_others():
    """A name with "ß" is not that with "ss", for which IDNA of 2003 took it."""
    environment = {"ENTREATY_SMTP_PASSWORD": "p", "ENTREATY_SMTP_HOST": "mail.straße.example"}
    with pytest.raises(PasswordError, match="is not used"):
        find_secret(SmtpServer(host="mail.strasse.example", user="anna"), environment, None)


def test_keyring_is_asked_for_this_server_alone():
    """What the keyring has for one server is not given to another, whatever the environment says."""
    keyring.set_keyring(_Keyring())
    with pytest.raises(PasswordError):
        find_secret(SmtpServer(host="smtp.evil.example", user="anna"), SMTP_HOST, None)


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("ENTREATY_SMTP_TOKEN", "abc\u200b", "ENTREATY_SMTP_TOKEN holds U+200B (zero width space)"),
        ("ENTREATY_SMTP_TOKEN", "abc\n", "holds U+000A (control character), which belongs to no token"),
        ("ENTREATY_SMTP_TOKEN", "a bc", "holds U+0020 (space)"),
        ("ENTREATY_SMTP_TOKEN", "geheimß", "holds U+00DF (latin small letter sharp s)"),
        ("ENTREATY_SMTP_PASSWORD", "geheim\r", "holds U+000D (control character), which belongs to no password"),
        ("ENTREATY_SMTP_PASSWORD", "geheim\u200b", "holds U+200B (zero width space)"),
        ("ENTREATY_SMTP_PASSWORD", "ge\u00adheim", "holds U+00AD (soft hyphen)"),
        ("ENTREATY_SMTP_PASSWORD", "geheim\ufe0f", "holds U+FE0F (variation selector-16)"),
        ("ENTREATY_SMTP_PASSWORD", "geheim\u2028", "holds U+2028 (line separator)"),
        ("ENTREATY_SMTP_PASSWORD", "\ufeffgeheim", "holds U+FEFF (zero width no-break space)"),
        # A byte of the environment that is no UTF-8, as Python hands it on.
        ("ENTREATY_SMTP_PASSWORD", "gehei\udcfcm", "holds U+DCFC (control character)"),
    ],
)
def test_what_was_copied_along_is_named(variable, value, named):
    """A password or token with something invisible in it is not tried, and the character is named."""
    with pytest.raises(PasswordError) as caught:
        find_secret(SMTP, SMTP_HOST | {variable: value}, None)
    assert named in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_passwords_of_other_keyboards_are_taken():
    """A password may hold spaces and the letters of any script."""
    for password in ("correct horse battery", "Grüße1", "пароль", "密码"):
        assert find_secret(SMTP, SMTP_HOST | {"ENTREATY_SMTP_PASSWORD": password}, None) == Secret(value=password)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Gru\u0308ße1", "Grüße1"),
        ("Grüße1", "Grüße1"),
        ("abcd\u00a0efgh\u00a0ijkl", "abcd efgh ijkl"),
        ("mot\u202fde\u3000passe", "mot de passe"),
        ("e\u0301te\u0301", "été"),
        ("²½ﬁ", "²½ﬁ"),
        ("Ａ１", "Ａ１"),
        ("ABC abc", "ABC abc"),
        ("\u212b", "Å"),
    ],
)
def test_passwords_are_sent_as_servers_compare_them(typed, sent):
    """Spaces of any kind are plain, and letters are composed (RFC 8265, 4.2); width and capitals stay."""
    for variables in (SMTP_HOST | {"ENTREATY_SMTP_PASSWORD": typed}, {}):
        assert find_secret(SMTP, variables, lambda _words: typed) == Secret(value=sent)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("jo\u0308rg", "jörg"),
        ("jörg", "jörg"),
        ("ａｎｎａ", "anna"),
        ("Ａnna＠example.org", "Anna@example.org"),
        ("ｶﾅ", "カナ"),
        ("Anna", "Anna"),
    ],
)
def test_users_are_named_as_servers_compare_them(written, compared):
    """Letters of another width are the usual ones, and composed (RFC 8265, 3.4)."""
    server = SmtpServer(host="smtp.example.org", user=written)
    assert server.user == compared
    environment = SMTP_HOST | {"ENTREATY_SMTP_USER": written, "ENTREATY_SMTP_PASSWORD": "p"}
    assert find_secret(server, environment, None) == Secret(value="p")


@pytest.mark.parametrize("user", ["an\u200bna", "anna\ufeff", "an\u00adna", "\u202eanna", "anna\u2060"])
def test_user_with_something_invisible_is_told(user):
    """What was copied along with a name of a user is named."""
    with pytest.raises(ValidationError, match="which belongs to no name"):
        SmtpServer(host="smtp.example.org", user=user)


def test_keyring_that_cannot_be_loaded_is_passed_over(monkeypatch):
    """A keyring that the environment names wrongly is as none."""
    monkeypatch.setattr(keyring, "get_password", _nonsense)
    assert find_secret(SMTP, {}, lambda _words: "typed") == Secret(value="typed")


def _nonsense(_service, _user):
    raise ModuleNotFoundError("No module named 'nonsense'")


def test_keyring_comes_before_the_prompt():
    """What the system's keyring has need not be typed."""
    keyring.set_keyring(_Keyring())
    assert find_secret(SMTP, {}, lambda _words: "asked") == Secret(value="from the keyring")
    assert find_secret(IMAP, {}, lambda _words: "asked") == Secret(value="asked")


def test_person_is_asked_for_the_account():
    """The question names user, server, port and how the line is encrypted."""
    asked = []
    assert find_secret(SMTP, {}, lambda words: asked.append(words) or "typed") == Secret(value="typed")
    assert asked == ["Password of anna at smtp.example.org, port 465, security tls"]


@pytest.mark.parametrize("ask", [None, lambda _words: ""])
def test_without_a_password_nothing_happens(ask):
    """Where nobody can be asked, or nothing is typed, the message says which variable to set."""
    with pytest.raises(PasswordError) as caught:
        find_secret(IMAP, {}, ask)
    assert str(caught.value).splitlines()[-1] == (
        "  hint: if that is your server, set ENTREATY_IMAP_PASSWORD and ENTREATY_IMAP_HOST=imap.example.org, "
        "or run it in a terminal to be asked"
    )


def test_without_the_extra_passwords_come_from_elsewhere(monkeypatch):
    """Where keyring is not installed, environment and prompt serve all the same, and the message says how to get it."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert find_secret(SMTP, SMTP_HOST | {"ENTREATY_SMTP_PASSWORD": "p"}, None) == Secret(value="p")
    assert find_secret(SMTP, {}, lambda _words: "typed") == Secret(value="typed")
    with pytest.raises(PasswordError, match=r"to be asked; 'pip install entreaty\[keyring\]' has it read from the"):
        find_secret(SMTP, {}, None)


def test_secret_is_not_shown():
    """A password does not stand in anything that is printed of it."""
    assert "hidden" not in repr(Secret(value="hidden"))
