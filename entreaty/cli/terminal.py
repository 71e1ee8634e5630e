r"""What the program prints: one place that all of it passes, so that no stranger's file commands the terminal.

Control, escape and direction characters are shown as `\x1b` and `\u202e`, on a terminal and in a pipe alike. Only
colours that the program sets itself get through: `styled` signs them with a number that no file can know.
"""

import errno
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from entreaty.problems import EntreatyError
from entreaty.storage.characters import escaped

# What shells give a program that was stopped because nobody reads its output any more: 128 + SIGPIPE.
_NOBODY_READS = 141
_OURS = f"\x1b[{secrets.randbelow(10**12) + 10**12};"
_COLOUR = re.compile(rf"{re.escape(_OURS)}([\d;]+)m")


class OutputError(EntreatyError):
    """What the program says cannot be written."""


def styled(text: str, **style: Any) -> str:
    """Return the text in colours, as `click.style` does, that a terminal shows and other outputs leave out."""
    begin = click.style("", reset=False, **style).replace("\x1b[", _OURS)
    return f"{begin}{text}{_OURS}0m"


class _Screen:
    """A stream that shows control characters instead of sending them."""

    # A click that knows this encoding writes here, and not around this stream.
    encoding = "utf-8"

    def __init__(self, stream: TextIO) -> None:
        self.plain = stream
        if hasattr(stream, "reconfigure"):
            # What the terminal's encoding does not have is shown by its number.
            stream.reconfigure(errors="backslashreplace")

    def write(self, text: str) -> int:
        colour = "" if click.utils.should_strip_ansi(self.plain) else "\x1b[\\1m"  # type: ignore[attr-defined]
        pieces = _COLOUR.split(text)
        pieces[::2] = map(escaped, pieces[::2])
        pieces[1::2] = [colour.replace("\\1", piece) for piece in pieces[1::2]]
        # Even nothing cannot be written to a full disk; click tries that to see what kind of stream this is.
        if shown := "".join(pieces):
            with self._being_read():
                self.plain.write(shown)
        return len(text)

    def flush(self) -> None:
        with self._being_read():
            self.plain.flush()

    @contextmanager
    def _being_read(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._throw_away()
            if error.errno == errno.EPIPE:
                raise click.exceptions.Exit(_NOBODY_READS) from None
            raise OutputError(f"what the program says cannot be written: {error.strerror}") from error

    def _throw_away(self) -> None:
        """Have what waits to be written go nowhere; Python would try it again at its end, and complain."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.plain.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.plain, name)


@contextmanager
def on_screen() -> Iterator[None]:
    """Have everything that is printed in the block pass the one place for it."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Screen(stream) if stream else stream for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def plain_stderr() -> TextIO:
    """Return standard error itself, for a progress bar, which moves the cursor and prints no word of any file."""
    return getattr(sys.stderr, "plain", sys.stderr)
