"""The web server for pages in the browser of this machine."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, Self

import uvicorn
from starlette.types import Receive, Scope, Send

from entreaty.problems import EntreatyError
from entreaty.web.connections import Connection

_HOST = "127.0.0.1"
# In bytes: how much of a request may have come without its being whole.
_LARGEST_REQUEST = 16_000
# In seconds: what is being answered when the server is stopped may take this long.
_UNTIL_STOPPED = 2


class App(Protocol):
    """An ASGI app that can end the answers that would go on for ever."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

    async def close(self) -> None:
        """End answers that go on for ever."""


class PageServer:
    """Answers the browser of this machine until it is stopped."""

    def __init__(self, port: int = 0) -> None:
        """Take a port of this machine.

        Args:
            port: The port; 0 takes any that is free.

        Raises:
            EntreatyError: Another program has the port.
        """
        try:
            self._socket = socket.create_server((_HOST, port))
        except OSError as error:
            message = f"port {port} cannot be used ({error.strerror}); choose another --port"
            raise EntreatyError(message) from error
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{_HOST}:{self.port}/"
        self.hosts = frozenset({f"{_HOST}:{self.port}", f"localhost:{self.port}"})
        self._server: _Server | None = None
        self._is_stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def serve(self, app: App, tell: Callable[[str], None]) -> None:
        """Answer requests until `stop` is called.

        Args:
            app: What answers them.
            tell: Is given one line where something goes wrong that no page shows.
        """
        self._server = _Server(app)
        self._server.should_exit = self._is_stopped
        asyncio.run(self._serve(self._server, tell))

    def stop(self) -> None:
        """Have `serve` end soon; from a handler of signals, or from another thread."""
        self._is_stopped = True
        if self._server:
            self._server.should_exit = True

    async def _serve(self, server: "_Server", tell: Callable[[str], None]) -> None:
        told = set()

        def tell_once(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            # Where file handles run out, asyncio says so each second, and again when it is stopped.
            if (message := context["message"]) not in told and not server.should_exit:
                told.add(message)
                tell(f"{message}: {context.get('exception')!r}")

        asyncio.get_running_loop().set_exception_handler(tell_once)
        await server.serve(sockets=[self._socket])


class _Server(uvicorn.Server):
    def __init__(self, app: App) -> None:
        # Whatever uvicorn would take from the environment or print is said here: the library does neither.
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http=Connection,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="critical",
            access_log=False,
            workers=1,
            proxy_headers=False,
            forwarded_allow_ips="",
            server_header=False,
            timeout_graceful_shutdown=_UNTIL_STOPPED,
            h11_max_incomplete_event_size=_LARGEST_REQUEST,
        )
        super().__init__(config)
        self._app = app

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Leave signals to the command."""
        return nullcontext()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would go on for ever, and then as uvicorn does."""
        await self._app.close()
        await super().shutdown(sockets)
