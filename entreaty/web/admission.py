"""Who may see pages that are for one person: whoever has the token, and afterwards the cookie.

Other users of the machine reach its ports too, and so does each page that the person's browser shows:

- The token stands in the address that is printed to the person's terminal. It is exchanged for a cookie.
- The browser is opened with a second token, which counts once. It is handed over in a file that only the person can
  read, because everybody can read the arguments of a program that runs, such as the address a browser is to open.
- A browser sends cookies to each port of 127.0.0.1, other people's servers included (RFC 6265, section 8.5). So the
  pages stand below a path that nobody can guess, and the cookie belongs to that path alone.
- Requests that another page causes carry Origin or Sec-Fetch-Site (Fetch Metadata), and are refused.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates

_NOT_ADMITTED = "This page is only for whoever started it. Open the address that the program printed, with its token.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What opens the pages.

    Attributes:
        address: The token of the address that is printed; it counts as long as the server runs.
        opening: The token that the browser is opened with; it counts once.
        cookie: The value of the cookie.
        path: The path below which the pages stand, such as "/kD3…".
    """

    address: str
    opening: str
    cookie: str
    path: str


def keys_of(secret: bytes) -> Keys:
    """Return the keys that are derived from a secret.

    Args:
        secret: 32 random bytes, new for each start.
    """
    address, opening, cookie, path = (
        urlsafe_b64encode(hmac.digest(secret, use, "sha256")).decode().rstrip("=")
        for use in (b"address", b"opening", b"cookie", b"path")
    )
    return Keys(address=address, opening=opening, cookie=cookie, path=f"/{path[:22]}")


class Admission:
    """Exchanges tokens for the cookie, and passes on the requests that carry it."""

    def __init__(self, app: ASGIApp, keys: Keys, hosts: frozenset[str]) -> None:
        """Put the admission before an app.

        Args:
            app: What answers below the path of the keys.
            keys: What opens it.
            hosts: The names under which it is asked, with the port.
        """
        self._app, self._keys = app, keys
        self._origins = {f"http://{host}" for host in hosts}
        self._tokens = {keys.address, keys.opening}
        # Nobody else can know this name and set another cookie of it, from another port of the machine.
        self._cookie = f"entreaty{keys.path.replace('/', '-')}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        request = Request(scope)
        answer: ASGIApp = PlainTextResponse(_NOT_ADMITTED, HTTPStatus.FORBIDDEN)
        if scope["path"] == "/" and _leads_here(request.headers):
            answer = self._exchange(request) or answer
        elif scope["path"].startswith(f"{self._keys.path}/") and self._is_ours(request.headers):
            cookie = request.cookies.get(self._cookie, "")
            if hmac.compare_digest(cookie.encode(), self._keys.cookie.encode()):
                answer = self._app
        await answer(scope, receive, send)

    def _exchange(self, request: Request) -> HTMLResponse | None:
        """Return the page that brings the cookie and leads on; None where the token does not count.

        Why a page and no redirection: the browser comes from a file, and would not send a strict cookie
        along with a redirection that began elsewhere.
        """
        asked = dict(request.query_params)
        given = asked.pop("token", "").encode()
        token = next((one for one in self._tokens if hmac.compare_digest(one.encode(), given)), None)
        if token is None:
            return None
        if token == self._keys.opening:
            self._tokens.remove(token)
        query = f"?{urlencode(asked)}" if asked else ""
        answer = HTMLResponse(leading_page(f"{self._keys.path}/{query}"))
        answer.set_cookie(self._cookie, self._keys.cookie, path=f"{self._keys.path}/", httponly=True, samesite="strict")
        return answer

    def _is_ours(self, headers: Headers) -> bool:
        """Return whether the person or one of our pages asks, as far as the browser tells."""
        if not self._origins.issuperset(headers.getlist("origin")):
            return False
        site = headers.get("sec-fetch-site", "same-origin")
        return site == "same-origin" or (site == "none" and headers.get("sec-fetch-mode") == "navigate")


def leading_page(address: str) -> str:
    """Return a page that leads the browser to an address, and offers a link where it does not go by itself."""
    return LetterTemplates(DATA / "preview").render("leading.html", address=address)


def _leads_here(headers: Headers) -> bool:
    """Return whether the browser goes to the address, and does not only load something from it."""
    return headers.get("sec-fetch-mode", "navigate") == "navigate" and not headers.getlist("origin")
