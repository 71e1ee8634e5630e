"""The objects of a file that WeasyPrint has set but not written, as bytes by their numbers."""

from collections.abc import Sequence
from typing import Any

from entreaty.output.pdf.shared.own_fonts import FontObjects
from entreaty.output.pdf.shared.skeleton import Stream


class FileObjects:
    """The objects of one file.

    Attributes:
        objects: Each object by its number, without gaps from 1 on.
        catalog: The number of the catalog.
        info: The number of the information about the file.
    """

    def __init__(self, file: Any) -> None:
        """Read pydyf's objects, whose streams must not be compressed."""
        self._file = file
        self.objects: dict[int, bytes | Stream] = {one.number: _object(one) for one in file.objects[1:]}
        self.catalog, self.info = int(file.catalog.number), len(file.objects)
        # pydyf gives it a number only when it writes the file.
        self.objects[self.info] = file.info.data

    def content(self, page: int) -> tuple[int, bytes]:
        """Return the number and the operators of a page's content."""
        number = _number(self._page(page)["Contents"])
        stream = self.objects[number]
        return number, stream.content if isinstance(stream, Stream) else b""

    def holds(self, word: str) -> bool:
        """Tell whether a text of the file holds a word of ASCII, such as the title of a bookmark.

        What pages show does not count: there, glyphs stand for it.
        """
        readable = word.encode(), word.encode("utf-16-be").hex().encode()
        written = (one.content if isinstance(one, Stream) else one for one in self.objects.values())
        return any(form in text for text in written for form in readable)

    def with_contents(self, page: int, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return the page whose content is the streams of these numbers, in their order (ISO 32000-1, 7.8.2)."""
        listed = b" ".join(b"%d 0 R" % number for number in numbers)
        old = self._page(page)
        return {old.number: type(old)({**old, "Contents": b"[" + listed + b"]"}).data}

    def font(self, name: str) -> FontObjects:
        """Return the objects of a composite font, by its name among the resources of the pages."""
        resources = self._file.objects[_number(self._page(0)["Resources"])]
        whole = self._file.objects[_number(self._file.objects[_number(resources["Font"])][name])]
        part = self._file.objects[_number(whole["DescendantFonts"][0])]
        descriptor = self._file.objects[_number(part["FontDescriptor"])]
        return FontObjects(
            part=part.number,
            characters=_number(whole["ToUnicode"]),
            file=_number(descriptor["FontFile2"]),
            entries=type(part)({key: value for key, value in part.items() if key != "W"}).data.removesuffix(b">>"),
        )

    def _page(self, page: int) -> Any:
        return self._file.objects[self._file.pages["Kids"][3 * page]]


def _object(one: Any) -> bytes | Stream:
    written: bytes = one.data
    if not hasattr(one, "extra"):
        return written
    dictionary, _, rest = written.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    entries = dictionary.removeprefix(b"<<").removesuffix(b"/Length %d>>" % len(content))
    # What is compressed already says so; archives read metadata without decoding.
    return Stream(entries, content, compress=b"/Filter" not in entries and b"/Metadata" not in entries)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
