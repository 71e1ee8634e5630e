"""The preview's small web server: for this machine only, read only, and with no folder open to it."""

from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from urllib.parse import parse_qs, urlsplit

from entreaty.problems import EntreatyError
from entreaty.web.preview import ASSETS, Preview
from entreaty.web.selection import Choice
from entreaty.web.watch import changes

_HOST = "127.0.0.1"
_OF_PROGRAM = {"/preview.css": "text/css", "/preview.js": "text/javascript"}
# Nothing but this server is ever asked for anything, and no other page may put these into a frame.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; "
    "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class PreviewServer(ThreadingHTTPServer):
    """Answers the browser of this machine until it is closed."""

    daemon_threads = True

    def __init__(self, preview: Preview, port: int = 0) -> None:
        """Take a port of this machine.

        Args:
            preview: The pages.
            port: The port; 0 takes any that is free.

        Raises:
            EntreatyError: Another program has the port.
        """
        self.preview = preview
        self.closing = Event()
        try:
            super().__init__((_HOST, port), _Handler)
        except OSError as error:
            message = f"port {port} cannot be used ({error.strerror}); choose another --port"
            raise EntreatyError(message) from error

    @property
    def url(self) -> str:
        """Return the address that the browser opens."""
        return f"http://{_HOST}:{self.server_port}/"

    def server_close(self) -> None:
        """Give the port back, and end the waiting for changes."""
        self.closing.set()
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    server_version = "Entreaty"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer what is asked for at the preview's own address, and nothing else."""
        # A page elsewhere that lets its own name lead to 127.0.0.1 could read letters (DNS rebinding).
        hosts = {f"{name}:{self.server.server_port}" for name in (_HOST, "localhost")}
        if self.headers.get("Host") not in hosts:
            self._answer(b"This is not the preview of that address.\n", "text/plain", HTTPStatus.MISDIRECTED_REQUEST)
            return
        address = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        if address.path == "/changes":
            self._tell_changes(asked.get("since", ""))
            return
        content, kind = self._find(address.path, asked)
        if content:
            self._answer(content, kind)
        else:
            self._answer(b"There is no such page.\n", "text/plain", HTTPStatus.NOT_FOUND)

    def _find(self, path: str, asked: dict[str, str]) -> tuple[bytes, str]:
        """Return the content of that path and its type; empty where there is none."""
        preview = self.server.preview
        choice = Choice(**{name: asked.get(name, "") for name in ("appeal", "to", "language", "envelope")})
        pages: dict[str, Callable[[Choice], str]] = {"/": preview.page, "/letter": preview.letter}
        if path in pages:
            return pages[path](choice).encode(), "text/html"
        if path == "/letter.pdf":
            return preview.pdf(choice), "application/pdf"
        if path in _OF_PROGRAM:
            return (ASSETS / path[1:]).read_bytes(), _OF_PROGRAM[path]
        if path.startswith("/fonts/"):
            return preview.font(path.removeprefix("/fonts/")), "font/ttf"
        return b"", ""

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self._head(kind if kind.startswith(("application", "font")) else f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _head(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def _tell_changes(self, since: str) -> None:
        """Send an event for each change of the files, until the browser or the server goes away."""
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream")
        self.end_headers()
        try:
            self.wfile.write(b": listening\n\n")
            for state in changes(self.server.preview.state, since, self.server.closing):
                self.wfile.write(f"event: changed\ndata: {state}\n\n".encode() if state else b": still here\n\n")
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Print nothing: the library never does."""
