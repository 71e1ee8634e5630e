"""Read XML of strangers record by record: a document of any length takes the room of its longest record.

Expat loads nothing from elsewhere. A document may name a type beside it, as that of the German Bundestag does, but none
that declares entities, nor one that uses an entity which it does not declare.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from entreaty.problems import EntreatyError

_CHUNK = 64 * 1024
_DEPTH_CAP = 64
# A record of a person has some hundred elements.
_ELEMENTS_CAP = 100_000
_TEXT_CAP = 4 * 1024 * 1024


class XmlError(EntreatyError):
    """A document cannot be read any further.

    Attributes:
        reason: Why, such as "mismatched tag".
        line: The line.
    """

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(f"{reason} (line {line})")
        self.reason = reason
        self.line = line


@dataclass(slots=True)
class Element:
    """An element with what it holds.

    Attributes:
        name: Its name without its namespace, such as "NACHNAME".
        line: The line on which it begins.
        children: The elements in it.
    """

    name: str
    line: int
    children: "list[Element]" = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list, repr=False)

    @property
    def own_text(self) -> str:
        """Its text, without that of the elements in it."""
        return "".join(self._pieces).strip()

    def all(self, *path: str) -> "list[Element]":
        """Return the elements at a path, such as `all("NAMEN", "NAME")`."""
        found = [self]
        for name in path:
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def text(self, *path: str) -> str:
        """Return the text of the first element at a path that has any; empty where none has."""
        return next((text for one in self.all(*path) if (text := one.own_text)), "")


def root_of(head: bytes) -> str:
    """Return the name of the root of a document that begins with these bytes; empty where they show none."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.StartElementHandler = lambda name, _attributes: found.append(name.rpartition("\n")[2])
    with suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(head, False)  # noqa: FBT003 - not the last piece; expat knows no names of arguments
    return next(iter(found), "")


def records(stream: BinaryIO, name: str, on_comment: Callable[[str], None] = lambda _: None) -> Iterator[Element]:
    """Yield each element of a name, with all that it holds.

    Args:
        stream: The document.
        name: The name of the elements, such as "MDB".
        on_comment: What is told each comment.

    Raises:
        XmlError: The document is broken, goes on too deep or too long, or has what leads out of it.
    """
    document = _Document(name)
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    document.line = lambda: parser.CurrentLineNumber
    parser.StartElementHandler = document.begin
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.text
    parser.StartDoctypeDeclHandler = document.doctype
    parser.SkippedEntityHandler = document.skipped
    parser.CommentHandler = on_comment
    last = False
    while not last:
        chunk = stream.read(_CHUNK)
        last = not chunk
        try:
            parser.Parse(chunk, last)
        except expat.ExpatError as error:
            yield from document.taken()
            raise XmlError(f"this is not XML: {expat.ErrorString(error.code)}", error.lineno) from error
        except (LookupError, ValueError) as error:
            raise XmlError(f"this is not XML that can be read: {error}", parser.CurrentLineNumber) from error
        except XmlError:
            yield from document.taken()
            raise
        yield from document.taken()


class _Document:
    """What is open while a document is read, and the records that are whole."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Element] = []
        self._depth = self._elements = self._length = 0
        self._whole: list[Element] = []
        self.line: Callable[[], int] = lambda: 0

    def taken(self) -> list[Element]:
        """Return the records that are whole, each once."""
        whole, self._whole = self._whole, []
        return whole

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH_CAP:
            raise XmlError(f"elements are nested more than {_DEPTH_CAP} deep", self.line())
        plain = name.rpartition("\n")[2]
        if not self._open and plain != self._name:
            return
        if not self._open:
            self._elements = self._length = 0
        self._elements += 1
        if self._elements > _ELEMENTS_CAP:
            raise XmlError(f"'{self._name}' holds more than {_ELEMENTS_CAP:,} elements", self.line())
        element = Element(plain, self.line())
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            done = self._open.pop()
            if not self._open:
                self._whole.append(done)

    def text(self, text: str) -> None:
        if self._open:
            self._length += len(text)
            if self._length > _TEXT_CAP:
                raise XmlError(f"'{self._name}' holds more than {_TEXT_CAP:,} characters", self.line())
            self._open[-1]._pieces.append(text)  # noqa: SLF001 - elements are made here

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            raise XmlError("it declares entities, which are not accepted", self.line())

    def skipped(self, name: str, _is_parameter: bool) -> None:  # noqa: FBT001 - as expat calls it
        raise XmlError(f"it uses the entity '{name}', which it does not declare", self.line())
