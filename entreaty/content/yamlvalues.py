"""What an unquoted word stands for: only what every YAML reader agrees on."""

import re
from datetime import date
from typing import Any

from entreaty.content.yamltree import Ambiguous

_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class NoDayError(ValueError):
    """What is written as a date is no day of the calendar."""


def typed(kind: str, written: str) -> Any:
    """Return the value that every YAML reader agrees on, or the characters as ambiguous.

    Args:
        kind: What a YAML 1.1 reader takes the word for, such as "int".
        written: The characters.

    Raises:
        NoDayError: They are written as a date, and there is no such day.
    """
    parts = _PLAIN_DATE.fullmatch(written)
    if kind == "timestamp" and parts:
        try:
            return date(*(int(part) for part in parts.groups()))
        except ValueError as error:
            raise NoDayError(f"{written} is not a day of the calendar") from error
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in {"yes", "true", "on", "y"}
    if kind == "int" and _PLAIN_INTEGER.fullmatch(written):
        return int(written)
    if kind == "float" and _PLAIN_DECIMAL.fullmatch(written):
        return float(written)
    return Ambiguous(written)
