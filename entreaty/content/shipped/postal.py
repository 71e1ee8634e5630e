"""How the posts of the world have addresses: the order of their last lines, and what postal codes look like."""

import re
from functools import cache, lru_cache

from entreaty.content.model import FileEntry, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "importing" / "postal.yaml"


class PostalRules(FileEntry):
    """How the post of a country has addresses.

    Attributes:
        lines: The lines, such as "%A%n%Z %C"; the file says what each sign means.
        postal_code: A regular expression of its postal codes; empty where it has none.
        example: One of them, such as "8001".
        required: Whether no address lacks one.
    """

    lines: str = "%A%n%Z %C"
    postal_code: str = ""
    example: OneLine | None = None
    required: bool = False


class PostalFile(FileEntry):
    """The file `postal.yaml`."""

    countries: dict[StateCode, PostalRules]
    us_states: dict[OneLine, OneLine]


@cache
def load_postal() -> PostalFile:
    """Load the shipped rules of posts."""
    return validated(PostalFile, read_yaml(SHIPPED))


def postal_rules(country: str) -> PostalRules:
    """Return how the post of a country has addresses; one that is not listed has the postal code before the town."""
    return load_postal().countries.get(country) or PostalRules()


@lru_cache(maxsize=512)
def postal_code_of(country: str) -> re.Pattern[str] | None:
    """Return what finds a postal code of the country in a line; None where it has none, or the rules are not known."""
    code = postal_rules(country).postal_code
    prefix = "(?:[A-Z]{1,2}-)?"
    return re.compile(rf"(?<![0-9A-Za-z]){prefix}(?:{code})(?![0-9A-Za-z])", re.IGNORECASE) if code else None
