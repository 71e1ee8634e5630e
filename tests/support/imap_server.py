"""A mailbox for tests that replies what it is told to, right or wrong."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

USUAL = {
    "GREETING": b"* OK hello\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    "LIST": b'* LIST (\\Drafts) "/" Drafts\r\n',
    "SELECT": b"* 0 EXISTS\r\n",
    "SEARCH": b"* SEARCH\r\n",
}
"""What it says before the line that ends the reply to a command; nothing to commands that are not named."""


@contextmanager
def replying_mailbox(replies: Mapping[str, bytes]) -> Iterator[int]:
    """Run the mailbox, and yield its port.

    Args:
        replies: What it says otherwise than usual, by the name of the command. "GREETING" is what it begins with; a
            reply that ends in a NUL is followed by the end of the line in place of the line that ends the reply.
    """
    said = USUAL | dict(replies)

    class Handler(socketserver.StreamRequestHandler):
        timeout = 20

        def handle(self):
            self.wfile.write(said["GREETING"])
            for line in self.rfile:
                tag, _, rest = line.strip().partition(b" ")
                words = rest.decode(errors="replace").upper().split()
                name = words[1] if words[:1] == ["UID"] else (words or [""])[0]
                if rest.endswith(b"}"):
                    self.wfile.write(b"+ go on\r\n")
                    self.rfile.read(int(rest.rpartition(b"{")[2][:-1]))
                    self.rfile.readline()
                reply = said.get(name, b"")
                self.wfile.write(reply.removesuffix(b"\0"))
                if reply.endswith(b"\0"):
                    return
                self.wfile.write(tag + b" OK done\r\n")
                if name == "LOGOUT":
                    return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, _request, _address):
            """A client that hangs up is none."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
