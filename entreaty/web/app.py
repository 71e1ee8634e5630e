"""The addresses of the preview, and what stands at each."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from entreaty.storage.resources import DATA
from entreaty.web.admission import Admission, Keys
from entreaty.web.checks import Checked
from entreaty.web.preview import ASSETS, Preview
from entreaty.web.selection import Choice
from entreaty.web.watch import Watch

Content = TypeVar("Content", str, bytes)

# Nothing but this server is ever asked for anything, and no other page may put these into a frame.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; "
    "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
)
# A letter's templates come from a campaign, so its page runs nothing, not even where it is opened outside of its frame.
_POLICY_OF_LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'; sandbox allow-same-origin allow-popups"
)
_MOST_LISTENERS = 20


class PreviewApp:
    """The preview as an ASGI app, open to whoever has its keys."""

    def __init__(self, preview: Preview, keys: Keys, hosts: frozenset[str], tell: Callable[[str], None]) -> None:
        """Lay out the addresses.

        Args:
            preview: The pages.
            keys: What opens them.
            hosts: The names under which they are asked for, with the port: `{"127.0.0.1:8000"}`.
            tell: Is given one line where a page fails by a fault of the program.
        """
        self._preview, self._tell = preview, tell
        # One thread alone makes pages: Pango is not made for several.
        self._making = ThreadPoolExecutor(1, thread_name_prefix="preview")
        self._watch = Watch(preview.state)
        pages = [
            Route("/", self._page),
            Route("/letter", self._letter),
            Route("/letter.pdf", self._pdf),
            Route("/fonts/{name}", self._font),
            Route("/pages.css", _asset(DATA / "pages.css", "text/css")),
            Route("/preview.css", _asset(ASSETS / "preview.css", "text/css")),
            Route("/preview.js", _asset(ASSETS / "preview.js", "text/javascript")),
            Route("/changes", self._changes),
        ]
        handlers = {HTTPException: _no_such_page, Exception: self._failed}
        admission = Middleware(Admission, keys=keys, hosts=hosts)
        app = Starlette(routes=[Mount(keys.path, routes=pages)], middleware=[admission], exception_handlers=handlers)
        app.router.redirect_slashes = False
        self._app = Checked(app, hosts, _POLICY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        await self._app(scope, receive, send)

    async def close(self) -> None:
        """End the waiting for changes."""
        await self._watch.close()

    async def _page(self, request: Request) -> Response:
        return _answer(await self._made(self._preview.page, request), "text/html")

    async def _letter(self, request: Request) -> Response:
        answer = _answer(await self._made(self._preview.letter, request), "text/html")
        answer.headers["Content-Security-Policy"] = _POLICY_OF_LETTER
        return answer

    async def _pdf(self, request: Request) -> Response:
        return _answer(await self._made(self._preview.pdf, request), "application/pdf")

    def _font(self, request: Request) -> Response:
        return _answer(self._preview.font(request.path_params["name"]), "font/ttf")

    async def _made(self, make: Callable[[Choice], Content], request: Request) -> Content:
        """Return what is made of the choice in the address, while other requests are answered."""
        asked = request.query_params
        choice = Choice(**{field.name: asked.get(field.name, "") for field in fields(Choice)})
        return await asyncio.get_running_loop().run_in_executor(self._making, make, choice)

    async def _changes(self, request: Request) -> Response:
        """Answer with events, or that too many windows are told of them."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        if self._watch.listeners >= _MOST_LISTENERS:
            return PlainTextResponse("Too many windows show this preview.\n", HTTPStatus.SERVICE_UNAVAILABLE)
        return _Events(self._watch, request.query_params.get("since", ""))

    async def _failed(self, _request: Request, error: Exception) -> Response:
        self._tell(f"a page could not be made, by a fault of the program: {error!r}")
        words = "The page could not be made, by a fault of the program.\n"
        return PlainTextResponse(words, HTTPStatus.INTERNAL_SERVER_ERROR)


class _Events(StreamingResponse):
    """An event for each change of the files, until the browser or the server goes away."""

    def __init__(self, watch: Watch, since: str) -> None:
        super().__init__(self._told(watch, since), media_type="text/event-stream")
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Counted before anything is waited for, so that those who come at the same time are counted, too.
        with self._watch.listening():
            await super().__call__(scope, receive, send)

    @staticmethod
    async def _told(watch: Watch, since: str) -> AsyncIterator[str]:
        yield ": listening\n\n"
        async for state in watch.changes(since):
            yield f"event: changed\ndata: {state}\n\n" if state else ": still here\n\n"


def _asset(file: Path, kind: str) -> Callable[[Request], Response]:
    return lambda _request: Response(file.read_bytes(), media_type=kind)


def _answer(content: str | bytes, kind: str) -> Response:
    """Return the content of a page; where there is none, that there is no such page.

    Raises:
        HTTPException: There is none.
    """
    if not content:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response(content, media_type=kind)


async def _no_such_page(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return PlainTextResponse("There is no such page.\n", status)
