"""Names of files and folders are UTF-8, whatever the system says of its language."""

import os
import sys
from collections.abc import Iterable, Sequence

import click


def read_names_as_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where names would be read in another encoding, as under `LC_ALL=C` (PEP 540).

    A name such as `Genève` would else be half characters, which neither a manifest nor a PDF can hold.
    """
    if sys.getfilesystemencoding().lower() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same program


def require_words(arguments: Sequence[str]) -> None:
    """Refuse values without a character, as in `--audience ""`, which would mean everybody as if nothing stood there.

    Raises:
        UsageError: One is empty.
    """
    for place, text in enumerate(arguments):
        option, equals, value = text.partition("=")
        before = arguments[place - 1] if place else ""
        if text == "--":
            return
        if option.startswith("--") and equals and not value.strip():
            raise click.UsageError(f"'{option}' is empty: write a value, or leave it out")
        if not text.strip():
            what = f"'{before}'" if before.startswith("-") else "an argument"
            raise click.UsageError(f"{what} is empty: write a value, or leave it out")


def require_utf8(arguments: Iterable[str]) -> None:
    """Refuse names that are not in UTF-8.

    Raises:
        UsageError: One is not.
    """
    for text in arguments:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise click.UsageError(f"'{text}' is not in UTF-8, as names are here: rename the file or folder") from error
