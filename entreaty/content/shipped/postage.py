"""Postage zones: whether a letter stays at home, goes to another country of Europe, or further."""

from pathlib import Path
from typing import Literal

from entreaty.content.model import FileEntry, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "postage.yaml"

Zone = Literal["domestic", "Europe", "world", "unknown"]
ZONES: tuple[Zone, ...] = ("domestic", "Europe", "world", "unknown")
"""The zones in the order in which envelopes are sorted."""


class Postage(FileEntry):
    """The file `postage.yaml`: the countries of the zone of Europe, and who counts them so."""

    source: OneLine
    europe: tuple[StateCode, ...]

    def zone(self, country: str, posted_in: str) -> Zone:
        """Return the zone of a country, such as "CH", seen from where the letter is posted; "" where nobody knows."""
        if not posted_in:
            return "unknown"
        if country == posted_in:
            return "domestic"
        return "Europe" if country in self.europe else "world"


def load_postage(path: Path = SHIPPED) -> Postage:
    """Load the postage zones.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Postage, read_yaml(path))
