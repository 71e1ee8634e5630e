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


class DomesticTariff(FileEntry):
    """Countries with codes of their own between which a letter costs as much as at home, such as US and PR.

    Attributes:
        posted_in: Where it is posted.
        sent_to: Where it goes.
    """

    posted_in: tuple[StateCode, ...]
    sent_to: tuple[StateCode, ...]


class Postage(FileEntry):
    """The file `postage.yaml`: the countries of the zone of Europe, who counts them so, and what counts as at home.

    Attributes:
        source: Who counts the countries of Europe so.
        europe: Those countries.
        domestic: Where letters to another country cost as much as at home.
    """

    source: OneLine
    europe: tuple[StateCode, ...]
    domestic: tuple[DomesticTariff, ...]

    def zone(self, country: str, posted_in: str) -> Zone:
        """Return the zone of a country, such as "CH", seen from where the letter is posted; "" where nobody knows."""
        if not posted_in:
            return "unknown"
        if country == posted_in or any(posted_in in one.posted_in and country in one.sent_to for one in self.domestic):
            return "domestic"
        return "Europe" if country in self.europe else "world"


def load_postage(path: Path = SHIPPED) -> Postage:
    """Load the postage zones.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Postage, read_yaml(path))
