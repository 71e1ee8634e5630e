"""What letters have in common is kept once: images, colour profiles and other resources of the same content."""

import hashlib
from collections.abc import Iterable
from typing import Any

import pikepdf


class Resources:
    """Gives every resource of the same content the same object."""

    def __init__(self) -> None:
        self._first: dict[bytes, pikepdf.Object] = {}
        self._kept: dict[tuple[int, int], pikepdf.Object] = {}

    def one(self, value: Any) -> Any:
        """Return the first object of the same content, all it refers to included.

        Args:
            value: A dictionary, list or stream that leads to no page; anything else is returned as it is.
        """
        if not isinstance(value, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            return value
        if value.is_indirect and value.objgen in self._kept:
            return self._kept[value.objgen]
        self._kept[value.objgen] = value
        entries: Iterable[tuple[Any, Any]] = enumerate(value) if isinstance(value, pikepdf.Array) else value.items()
        for key, entry in list(entries):
            kept = self.one(entry)
            if kept is not entry:
                value[key] = kept
        if value.is_indirect:
            self._kept[value.objgen] = self._first.setdefault(_digest(value), value)
            return self._kept[value.objgen]
        return value


def _digest(value: pikepdf.Object) -> bytes:
    """Return a digest of the object, in which references stand for what they lead to: that is shared already."""
    if isinstance(value, pikepdf.Array):
        parts = [_written(entry) for entry in value]
    else:
        parts = [key.encode() + b" " + _written(entry) for key, entry in sorted(value.items())]
    if isinstance(value, pikepdf.Stream):
        parts.append(value.read_raw_bytes())
    lengths = b"".join(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(type(value).__name__.encode() + lengths).digest()


def _written(entry: Any) -> bytes:
    return bytes(entry.unparse()) if isinstance(entry, pikepdf.Object) else repr(entry).encode()
