"""What templates are given: strings, numbers, tuples and mappings, and no object whose methods they could call."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel


class BlankError(TypeError):
    """A blank was read in another way than to be printed."""


class Blank:
    """A value that is filled in after rendering: a template can print it and ask whether it is there.

    A template that reads its text in any other way, such as its length, a filter or a comparison, fails as if the value
    were undefined.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, mark: str) -> None:
        """Make a blank.

        Args:
            mark: The characters that are printed in its place.
        """
        self.mark = mark

    def _refuse(self, *_: object) -> Any:
        raise BlankError("this is a blank, which can only be printed as it is")

    __str__ = __repr__ = __eq__ = __format__ = _refuse


@dataclass(frozen=True, slots=True)
class Function:
    """What a template may call, such as `phrase("notes")`.

    Attributes:
        call: What is called with the values that the template names.
    """

    call: Callable[..., str]

    def __call__(self, *values: Any, **named: Any) -> str:
        """Return the text for the values."""
        return self.call(*values, **named)

    def _refuse(self) -> str:
        message = "this is a function, which cannot be printed; call it, such as phrase('notes')"
        raise TypeError(message)

    __str__ = __repr__ = _refuse


class Parts(dict[str, Any]):
    """What a value consists of; its program form cannot get into a letter."""

    def _refuse(self) -> str:
        message = "this is not text and cannot be printed; name one of its parts, such as 'letter.subject'"
        raise TypeError(message)

    __str__ = __repr__ = _refuse


def as_data(value: Any) -> Any:
    """Return a value as templates are given it.

    Args:
        value: Text, a number, a date, a blank, a frozen value of ours, or a collection of them. The fields and
            properties of a value become a mapping, unless it has a text of its own, as the id of a letter has.

    Raises:
        TypeError: There is no such form of it.
    """
    if value is None or isinstance(value, (str, int, float, Blank)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return Parts((str(key), as_data(one)) for key, one in value.items())
    if isinstance(value, Iterable) and not isinstance(value, BaseModel):
        return tuple([as_data(one) for one in value])
    kind: Any = type(value)
    if (names := _names(kind)) is None:
        return str(value)
    return Parts(_parts(value, names))


def _parts(value: Any, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        # What is derived from a blank is not there.
        with suppress(BlankError):
            yield name, as_data(getattr(value, name))


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """Return the names of what a value of this kind holds; None where it is a text."""
    if is_dataclass(kind):
        if "__str__" in vars(kind):
            return None
        own = [field.name for field in fields(kind)]
    elif issubclass(kind, BaseModel):
        own = [*kind.model_fields]
    else:
        message = f"templates are given data, and this is of the kind {kind.__name__}"
        raise TypeError(message)
    derived = [name for one in kind.__mro__ for name, found in vars(one).items() if isinstance(found, property)]
    public = (name for name in (*own, *derived) if not name.startswith("_") and name not in vars(BaseModel))
    return tuple(dict.fromkeys(public))
