"""Connections of the web server that end when nothing comes of them, and answers to what is no request.

uvicorn limits neither the time that a request takes to arrive, nor the number of connections that are open.
"""

import asyncio
import sys
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# In seconds: within these a request arrives whole, and a browser takes more of an answer.
_UNTIL_REQUEST = 10.0
_UNTIL_TAKEN = 30.0
# A browser opens six at most; the rest is for its other windows.
_MOST = 100


class Connection(H11Protocol):
    """A connection that is dropped where a request does not arrive, an answer is not taken, or there are too many."""

    _until_request: asyncio.TimerHandle | None = None
    _until_taken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where there are too many connections, one that waits longest gives way."""
        super().connection_made(transport)
        self._await_request()
        if len(self.connections) > _MOST:
            waiting = [one for one in self.connections if isinstance(one, Connection) and one.is_waiting()]
            min(waiting, key=Connection.waits_until).drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        for limit in (self._until_request, self._until_taken):
            if limit:
                limit.cancel()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._await_request()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Begin to wait until the browser takes what has been sent to it."""
        super().pause_writing()
        self._until_taken = self.loop.call_later(_UNTIL_TAKEN, self.drop)

    def resume_writing(self) -> None:
        """End the waiting: the browser has taken it."""
        super().resume_writing()
        if self._until_taken:
            self._until_taken.cancel()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, and drop the connection; where an answer has begun, only the latter.

        Args:
            msg: Words for the answer.
        """
        if self.conn.our_state is not h11.IDLE:
            self.drop()
            return
        status = HTTPStatus(getattr(sys.exception(), "error_status_hint", HTTPStatus.BAD_REQUEST))
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
        answer: tuple[Any, ...] = (
            h11.Response(status_code=status, headers=headers, reason=status.phrase),
            h11.Data(data=f"{msg}\n".encode()),
            h11.EndOfMessage(),
        )
        self.transport.write(b"".join(self.conn.send(event) or b"" for event in answer))
        self.transport.close()

    def _await_request(self) -> None:
        if self._until_request:
            self._until_request.cancel()
        self._until_request = self.loop.call_later(_UNTIL_REQUEST, self._drop_if_waiting)

    def is_waiting(self) -> bool:
        """Return whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def waits_until(self) -> float:
        """Return when it would be dropped for its waiting, by the clock of the loop."""
        return self._until_request.when() if self._until_request else 0.0

    def _drop_if_waiting(self) -> None:
        if self.is_waiting():
            self.drop()

    def drop(self) -> None:
        """End it at once, whatever has not been sent."""
        self.connections.discard(self)
        self.transport.abort()
