"""The password of a mail account: from the environment, the system's keyring or a prompt, and never from a file."""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from entreaty.content.files.delivery import ImapServer, Server
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

    Looks for ENTREATY_SMTP_TOKEN and ENTREATY_SMTP_PASSWORD (for a mailbox ENTREATY_IMAP_…) in the environment, then in
    the keyring (where the extra `keyring` is installed) under "entreaty:" and the server's name, then asks.

    Args:
        server: The server and the user.
        environment: The variables of the environment.
        ask: Asks a person for the password, with the words to ask by; None where nobody can be asked.

    Raises:
        PasswordError: There is none.
    """
    if not server.user:
        return None
    prefix = "ENTREATY_IMAP" if isinstance(server, ImapServer) else "ENTREATY_SMTP"
    if token := environment.get(f"{prefix}_TOKEN"):
        return Secret(value=token, is_token=True)
    password = environment.get(f"{prefix}_PASSWORD") or _from_keyring(server)
    if not password and ask:
        password = ask(f"Password of {server.user} at {server.host}")
    if not password:
        message = f"there is no password for '{server.user}' at {server.host}"
        hint = f"set {prefix}_PASSWORD, or run it in a terminal to be asked"
        if importlib.util.find_spec("keyring") is None:
            hint += "; 'pip install entreaty[keyring]' has it read from the system's keyring"
        raise PasswordError(f"{message}\n  hint: {hint}")
    return Secret(value=password)


def _from_keyring(server: Server) -> str | None:
    try:
        import keyring  # noqa: PLC0415  (an extra, which takes long to load)
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        return keyring.get_password(f"entreaty:{server.host}", server.user or "")
    except KeyringError:
        return None
