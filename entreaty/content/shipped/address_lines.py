"""Which lines of an address name a part of a house, by words that are data."""

import re
from functools import cache

from entreaty.content.model import FileEntry, Language, OneLine
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "address_lines.yaml"

_WORD = re.compile(r"[^\W\d_]+")
# "Suite 200, North Tower" is as long as such a line gets; a longer one says more.
_MOST_WORDS = 4


class AddressLinesFile(FileEntry):
    """The file `address_lines.yaml`."""

    parts_of_houses: dict[Language, tuple[OneLine, ...]]


@cache
def _words() -> frozenset[str]:
    file = validated(AddressLinesFile, read_yaml(SHIPPED))
    return frozenset(word.casefold() for words in file.parts_of_houses.values() for word in words)


def names_part_of_house(line: str) -> bool:
    """Tell whether a line of an address names a suite, a floor, a flat or the like, such as "4th Floor"."""
    words = _WORD.findall(line.casefold())
    return bool(words) and len(line.split()) <= _MOST_WORDS and not {words[0], words[-1]}.isdisjoint(_words())
