"""The password of a mail account: from the environment, the system's keyring or a prompt, and never from a file.

A campaign's folder may come from a stranger, and with it the server that is named in `delivery.yaml`. So each password
is bound to the server that it is for: that of the keyring by its entry, that of the environment by a variable with the
server's name, and that of a person by the question, which names the server.
"""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from entreaty.content.files.delivery import ImapServer, Server, host_name
from entreaty.content.mail_accounts import called, prepared_password, prepared_user, untyped_character
from entreaty.content.model import shown
from entreaty.problems import EntreatyError


class PasswordError(EntreatyError):
    """There is no password to sign in with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What an account is opened with.

    Attributes:
        value: The password or the token; never shown.
        is_token: Whether it is an OAuth2 access token.
    """

    value: str = field(repr=False)
    is_token: bool = False


def find_secret(server: Server, environment: Mapping[str, str], ask: Callable[[str], str] | None) -> Secret | None:
    """Return what opens the account on a server; None where no user is named, and so nobody signs in.

    Looks for ENTREATY_SMTP_TOKEN and ENTREATY_SMTP_PASSWORD (for a mailbox ENTREATY_IMAP_…) in the environment, which
    count together with the host's name in ENTREATY_SMTP_HOST; then in the keyring (where the extra `keyring` is
    installed) under "entreaty:" and the host's name; then asks.

    Args:
        server: The server and the user.
        environment: The variables of the environment.
        ask: Asks a person for the password, with the words to ask by; None where nobody can be asked.

    Raises:
        PasswordError: There is none, or it cannot be one.
    """
    if not server.user:
        return None
    variables = _Variables("ENTREATY_IMAP" if isinstance(server, ImapServer) else "ENTREATY_SMTP", environment)
    unused = variables.why_unused(server)
    if variables.holding and not unused:
        secret = Secret(value=environment[variables.holding], is_token=variables.holding == variables.token)
        return _usable(secret, variables.holding)
    if stored := _from_keyring(server):
        return _usable(Secret(value=stored), "the password in the keyring")
    question = f"Password of {server.user} at {server.host}, port {server.usual_port}, security {server.security}"
    if ask and (typed := ask(f"{unused}\n{question}" if unused else question)):
        return _usable(Secret(value=typed), "the password")
    lines = [f"there is no password for '{server.user}' at {server.host}", *([f"  {unused}"] if unused else [])]
    hint = (
        f"if that is your server, set {variables.password} and {variables.host}={server.host}, "
        "or run it in a terminal to be asked"
    )
    if importlib.util.find_spec("keyring") is None:
        hint += "; 'pip install entreaty[keyring]' has it read from the system's keyring"
    raise PasswordError("\n".join([*lines, f"  hint: {hint}"]))


class _Variables:
    """The variables of the environment about one kind of server."""

    def __init__(self, prefix: str, environment: Mapping[str, str]) -> None:
        self.password, self.token = f"{prefix}_PASSWORD", f"{prefix}_TOKEN"
        self.host, self.user = f"{prefix}_HOST", f"{prefix}_USER"
        # The one that counts: a token comes before a password.
        self.holding = next((name for name in (self.token, self.password) if environment.get(name)), "")
        self._environment = environment

    def why_unused(self, server: Server) -> str:
        """Return why password or token may not be given to the server; "" if they may, or there are none."""
        if not self.holding:
            return ""
        host, user = self._environment.get(self.host, ""), self._environment.get(self.user, "")
        if not host:
            return f"{self.holding} is not used: {self.host} must say which server it is for"
        if host_name(host) != server.host:
            return f"{self.holding} is not used: {self.host} is '{shown(host)}', and the server is '{server.host}'"
        if user and prepared_user(user) != server.user:
            return f"{self.holding} is not used: {self.user} is '{shown(user)}', and the user is '{server.user}'"
        return ""


def _usable(secret: Secret, source: str) -> Secret:
    """Return the secret if it can be one, as servers compare it.

    A token holds printable ASCII (RFC 6749, appendix A.12), a password any characters that a person types.

    Raises:
        PasswordError: A character of it came along from where it was copied.
    """
    kind = "token" if secret.is_token else "password"
    foreign = next((one for one in secret.value if not "!" <= one <= "~"), "") if secret.is_token else ""
    if found := foreign or untyped_character(secret.value):
        message = f"{source} holds {called(found)}, which belongs to no {kind}"
        hint = "it may be invisible, and have come along when it was copied: copy or type it again without it"
        raise PasswordError(f"{message}\n  hint: {hint}")
    return secret if secret.is_token else replace(secret, value=prepared_password(secret.value))


def _from_keyring(server: Server) -> str | None:
    try:
        import keyring  # noqa: PLC0415  (an extra, which takes long to load)

        return keyring.get_password(f"entreaty:{server.host}", server.user or "")
    except Exception:  # noqa: BLE001  (it loads what the environment and others' packages name, which raises anything)
        return None
