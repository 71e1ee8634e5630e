"""What every request is held against and every answer carries, whatever the pages are."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("GET", "HEAD")
# In bytes. Our own addresses have a few hundred, and browsers send some 20 headers.
_LONGEST_ADDRESS = 8_000
_LONGEST_HEADERS = 16_000
_MOST_HEADERS = 100


class Checked:
    """An app that is asked only what it may be asked, and whose answers nobody may keep, frame or reinterpret."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], policy: str) -> None:
        """Put the checks around an app.

        Args:
            app: What answers requests that pass.
            hosts: The names under which it is asked, with the port: `{"127.0.0.1:8000"}`.
            policy: The content security policy of pages that have none of their own.
        """
        self._app, self._hosts = app, hosts
        self._headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """Return what a request is answered that is not passed on."""
        headers = scope["headers"]
        if len(scope["raw_path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return _refused(HTTPStatus.REQUEST_URI_TOO_LONG, "This address is too long.")
        if len(headers) > _MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > _LONGEST_HEADERS:
            return _refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "There are too many headers.")
        # A page elsewhere that lets its own name lead to 127.0.0.1 could read letters (DNS rebinding).
        if [value.decode("latin-1") for name, value in headers if name == b"host" and value] not in (
            [host] for host in self._hosts
        ):
            return _refused(HTTPStatus.MISDIRECTED_REQUEST, "This is not the server of that address.")
        if scope["method"] not in _METHODS:
            return PlainTextResponse(
                "These pages can only be read.\n", HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(_METHODS)}
            )
        return None


def _refused(status: HTTPStatus, words: str) -> PlainTextResponse:
    return PlainTextResponse(f"{words}\n", status)
