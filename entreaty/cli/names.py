"""Names of files and folders are UTF-8, whatever the system says of its language."""

import os
import sys
from collections.abc import Iterable

import click


def read_names_as_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where names would be read in another encoding, as under `LC_ALL=C` (PEP 540).

    A name such as `Genève` would else be half characters, which neither a manifest nor a PDF can hold.
    """
    if sys.getfilesystemencoding().lower() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same program


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
