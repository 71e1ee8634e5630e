"""Lists of people in XML, of which each format says what its records hold."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from entreaty.importing.reading import LeftOut, Place, SourceRow
from entreaty.storage.decoding import SIZE_CAP, refusal, unreadable_refused
from entreaty.storage.elements import Element, XmlError, records
from entreaty.storage.inside import opened


class XmlList(NamedTuple):
    """A list that was read.

    Attributes:
        rows: Its rows, in their order.
        complete: Whether it was read to its end.
    """

    rows: tuple[SourceRow, ...]
    complete: bool


def read_list(
    path: Path,
    name: str,
    row_of: Callable[[Place, Element], SourceRow],
    on_comment: Callable[[str], None] = lambda _: None,
) -> XmlList:
    """Read a list; where it breaks off, the rows above come in, and a last one says where and why.

    Args:
        path: The file.
        name: The name of the element of one person, such as "MDB".
        row_of: Makes a row of it.
        on_comment: What is told each comment.

    Raises:
        ContentError: The file cannot be read, or nobody is in it.
    """
    rows: list[SourceRow] = []
    complete = True
    try:
        with unreadable_refused(path), opened(path) as stream:
            if stream.seek(0, 2) > SIZE_CAP:
                raise refusal(path, f"the file is larger than {SIZE_CAP // 1024**2} MB", "split it")
            stream.seek(0)
            for number, one in enumerate(records(stream, name, on_comment), start=1):
                rows.append(row_of(Place(path, number, "entry", f"line {one.line}"), one))
    except XmlError as error:
        if not rows:
            raise refusal(path, error.reason, "download it again", error.line) from error
        reason = f"from here on the file cannot be read: {error.reason}"
        rows.append(LeftOut(place=Place(path, error.line, "line"), reason=reason))
        complete = False
    if not rows:
        raise refusal(path, f"the file holds no element '{name}', which tells of a person")
    return XmlList(tuple(rows), complete)
