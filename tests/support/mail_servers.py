"""Real mail servers for tests, each on loopback ports and in a folder of its own: dovecot (IMAP) and postfix (SMTP)."""

import base64
import hashlib
import hmac
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imap_tools import MailBoxUnencrypted

from tests.support.programs import run, started
from tests.support.smtp_server import free_port

USER, PASSWORD = "anna", "not-a-real-password"
# How long a server may run: longer than all tests that use it.
_SERVED = 1800
_TOKEN_KEY = b"a key of the tests' own"
# Mail servers refuse to keep mail as root.
_OWNER = pwd.getpwnam("nobody")

_DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login xoauth2
mail_location = maildir:~/Maildir
first_valid_uid = 1
mail_max_userip_connections = 50
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  # Without it, each wrong password makes the next attempt slower.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  args = {folder}/oauth2.conf
  mechanisms = xoauth2
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
{drafts}
}}
"""

_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""

_POSTFIX = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = post.example.org
mydestination =
alias_maps =
alias_database =
# Nothing ever leaves this machine: whatever is not for the mailbox below is an error.
default_transport = error:no way out
local_transport = error:no local mail
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_restrictions =
disable_dns_lookups = yes
in_flow_delay = 0
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}
virtual_mailbox_maps = static:{user}/Maildir/
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_mailbox_limit = 0
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Mailbox:
    """A dovecot that keeps the mail of everybody whose password is `PASSWORD`."""

    folder: Path
    port: int
    tls_port: int

    @property
    def home(self) -> Path:
        """The folder that holds a folder for each user."""
        return self.folder / "home"

    @contextmanager
    def opened(self, folder: str, user: str = USER) -> Iterator[MailBoxUnencrypted]:
        """Open a folder as a mail program does."""
        with MailBoxUnencrypted("127.0.0.1", self.port, timeout=30).login(user, PASSWORD, folder) as mailbox:
            yield mailbox


def token(user: str = USER) -> str:
    """Return an OAuth2 access token (a JSON Web Token, RFC 7519) that the dovecot accepts."""
    claims = {"sub": user, "iat": int(time.time()) - 60, "exp": int(time.time()) + 3600}
    signed = ".".join(_url64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{signed}.{_url64(hmac.digest(_TOKEN_KEY, signed.encode(), hashlib.sha256))}"


@contextmanager
def dovecot(drafts: str = "", certificate: tuple[Path, Path] | None = None) -> Iterator[Mailbox]:
    """Run a dovecot.

    Args:
        drafts: The name of the folder that it marks as that of drafts; empty for none.
        certificate: A certificate and its key, for TLS.
    """
    with _folder() as folder:
        _made(folder / "home", _OWNER.pw_uid, _OWNER.pw_gid)
        key = folder / "keys" / "default" / "HS256" / "default"
        key.parent.mkdir(parents=True)
        key.write_bytes(base64.b64encode(_TOKEN_KEY))
        mailbox = Mailbox(folder=folder, port=free_port(), tls_port=free_port() if certificate else 0)
        (folder / "oauth2.conf").write_text(_OAUTH2.format(folder=folder))
        marked = f'mailbox "{drafts}" {{\n special_use = \\Drafts\n auto = create\n}}' if drafts else ""
        files = f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""
        config = folder / "dovecot.conf"
        config.write_text(
            _DOVECOT.format(
                folder=folder,
                port=mailbox.port,
                tls_port=mailbox.tls_port,
                password=PASSWORD,
                uid=_OWNER.pw_uid,
                gid=_OWNER.pw_gid,
                drafts=marked,
                ssl="yes" if certificate else "no",
                certificate=files,
            )
        )
        with started(["dovecot", "-F", "-c", config], seconds=_SERVED) as process:
            try:
                _until_it_answers(mailbox.port, process, folder / "dovecot.log")
                yield mailbox
            finally:
                process.terminate()
                process.wait(timeout=30)


@contextmanager
def postfix(home: Path) -> Iterator[int]:
    """Run a postfix that puts everything for example.org into the mailbox of `USER`, and yield its port.

    Args:
        home: The folder that holds a folder for each user.
    """
    with _folder() as folder:
        port = free_port()
        owner = pwd.getpwnam("postfix")
        (folder / "etc").mkdir()
        (folder / "queue").mkdir()
        _made(folder / "data", owner.pw_uid, owner.pw_gid)
        main = _POSTFIX.format(folder=folder, home=home, user=USER, uid=_OWNER.pw_uid, gid=_OWNER.pw_gid)
        (folder / "etc" / "main.cf").write_text(main)
        (folder / "etc" / "master.cf").write_text(_MASTER.format(port=port))
        command = ["postfix", "-c", str(folder / "etc")]
        run([*command, "start"])
        try:
            _until_it_answers(port, None, folder / "mail.log")
            yield port
        finally:
            run([*command, "stop"], check=False)


def run_as_root() -> bool:
    """Tell whether servers can be started that give their rights away."""
    return os.geteuid() == 0


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder that the servers' own users can enter, under a name short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="entreaty-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path, uid: int, gid: int) -> None:
    folder.mkdir()
    os.chown(folder, uid, gid)


def _until_it_answers(port: int, process: "subprocess.Popen[str] | None", log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            probe.settimeout(5)
            if probe.connect_ex(("127.0.0.1", port)) == 0 and probe.recv(1):
                return
        assert process is None or process.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "no log")


def _url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
