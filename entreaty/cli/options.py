"""Options that several commands have, each declared once."""

import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as YAML files have it."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date that was typed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date such as 2025-06-24", param, ctx)


class Source(click.Path):
    """A file or folder to import from, which may be typed as the address of a web page by mistake."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that was typed."""
        if re.match(r"[a-z][a-z0-9+.-]+://", str(value), re.IGNORECASE):
            self.fail(f"'{value}' is on the web: download it first, then name the file", param, ctx)
        return super().convert(value, param, ctx)


def today() -> date:
    """Return the date on the user's calendar."""
    return datetime.now(UTC).astimezone().date()


def cache_folder() -> Path:
    """Return the folder of this user for what can be made again, which is made where it is missing.

    It is that of the XDG Base Directory Specification, and on macOS the one that its File System Programming Guide
    names.
    """
    usual = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else usual) / "entreaty"


def day_option(help_text: str, *, name: str = "--date") -> Callable[[Command], Command]:
    """Return an option for a date, which is today where it is not given."""
    return click.option(name, "day", type=Day(), default=today, metavar="DATE", help=f"{help_text}; today by default.")


def sender_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names the sender's file."""
    return click.option("--sender", type=FILE, metavar="FILE", help=help_text)


def signatories_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names the table of all who sign an open letter beside its sender."""
    return click.option("--signatories", type=FILE, metavar="FILE", help=help_text)


def out_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names the folder which is written or read."""
    return click.option("--out", type=FOLDER, metavar="DIR", help=help_text)


# Here too, because asking for help is not to load files.
LABELS = ("l7163", "l7160", "5160")
SORTINGS = ("postage", "country", "postcode", "recipient")
ENVELOPES = ("din-5008-a", "din-5008-b", "swiss-right", "french", "us-10", "uk-dl", "none")


def envelope_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names an envelope; in its help, the names stand in place of {}."""
    return click.option("--envelope", default="", metavar="NAME", help=help_text.format(", ".join(ENVELOPES)))


def language_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names a language."""
    return click.option("--language", default="", metavar="CODE", help=help_text)
