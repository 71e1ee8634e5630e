"""Ctrl-C: what is done is kept, and the same command goes on."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from entreaty.problems import counted

_CTRL_C = 130


class Stop:
    """Whether somebody has asked the run to stop."""

    asked = False


@contextmanager
def stopping_on_ctrl_c() -> Iterator[Stop]:
    """Let the first Ctrl-C finish the letters in hand, and a second one stop at once, unless both are to be ignored."""
    stop = Stop()
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        yield stop
        return

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def stopped(done: int | None = None) -> click.exceptions.Exit:
    """Say that the run was stopped, and how to go on; the exit code is what shells give a program that Ctrl-C ended."""
    what = "stopped" if done is None else f"stopped after {counted(done, 'letter')}"
    click.echo(f"{what}; nothing is lost: the same command goes on from here", err=True)
    return click.exceptions.Exit(_CTRL_C)
