"""How the posts of the world have addresses: the order of their last lines, and what postal codes look like."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from entreaty.content.model import FileEntry, OneLine, StateCode, shown
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "importing" / "postal.yaml"
# Signs of countries before the number, as the post asked for until 1999: "D-01067".
COUNTRY_SIGN = re.compile(r"^[A-Z]{1,3}[- ](?=\d)")
_BETWEEN = re.compile(r"[\s-]+")
_LAST_SEPARATOR = re.compile(r"[ -](?=[A-Z\d]+$)")
# No code is longer.
_LONGEST = 20
# What a number loses that a program for tables took for one, such as the codes of Dresden and of Puerto Rico.
_ZEROS = ("0", "00")
_SHORTEST = 3


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


@dataclass(frozen=True, slots=True)
class CodeLayout:
    """How a country writes its postal codes.

    Attributes:
        pattern: What a whole code is.
        separator: What stands before its last part, such as " " in "SW1A 0AA"; empty where it has one part.
        last: How many characters that part has, such as 3.
        example: A code, such as "EC1Y 8SY".
        digits: How many digits a code begins with, spaces aside: 4 in "1234 AB".
        fixed: Whether all codes are as long as the example.
    """

    pattern: re.Pattern[str]
    separator: str
    last: int
    example: str
    digits: int
    fixed: bool


@lru_cache(maxsize=512)
def code_layout(country: str) -> CodeLayout | None:
    """Return how a country writes its postal codes; None where it has none."""
    rules = postal_rules(country)
    if not rules.postal_code:
        return None
    example = rules.example or ""
    found = _LAST_SEPARATOR.search(example)
    bare = _BETWEEN.sub("", example)
    return CodeLayout(
        pattern=re.compile(rules.postal_code),
        separator=found[0] if found else "",
        last=len(example) - found.end() if found else 0,
        example=example,
        digits=len(bare) - len(bare.lstrip("0123456789")),
        # Where letters and digits begin a code, as in GB, that part has several lengths; elsewhere it has one.
        fixed="?" not in rules.postal_code.replace(" ?", "").replace("-?", "").replace("(?:", ""),
    )


def normal_code(code: str, country: str) -> str:
    """Return a postal code as its country writes it, such as "SW1A 0AA" for "sw1a0aa"; empty if it is none.

    A sign of the country before it, such as "D-", is left out.

    Args:
        code: What somebody has written.
        country: The country, such as "GB".
    """
    layout = code_layout(country)
    if layout is None:
        return ""
    text = (code if code.isascii() else unicodedata.normalize("NFKC", code)).strip().upper()
    if len(text) > _LONGEST or not text.isascii():
        return ""
    return _whole(text, layout) or _whole(COUNTRY_SIGN.sub("", text), layout)


def _whole(text: str, layout: CodeLayout) -> str:
    if layout.pattern.fullmatch(text) and text[-layout.last - 1] == layout.separator:
        return text
    bare = _BETWEEN.sub("", text)
    parted = f"{bare[: -layout.last]}{layout.separator}{bare[-layout.last :]}" if layout.separator else bare
    # The last is ZIP+4, which the example of the United States leaves out.
    ways = (parted, bare, f"{bare[:-4]}-{bare[-4:]}")
    return next((way for way in ways if layout.pattern.fullmatch(way)), "")


def why_no_code(text: str, country: str) -> str:
    """Return why a text is no postal code of the country: "'SW1' is no postal code as GB has them, such as …"."""
    layout = code_layout(country)
    if layout is None:
        return f"{country} has no postal codes"
    return f"'{shown(text)}' is no postal code as {country} has them, such as {layout.example}"


def with_lost_zeros(code: str, country: str) -> str:
    """Return a code with the zeros that a program for tables took for those of a number; empty where it lacks none.

    Args:
        code: The cell of the postal code, such as "1067" for "01067".
        country: The country whose post has it.
    """
    pattern = postal_code_of(country)
    if pattern is None or not (code.isascii() and code.isdecimal()) or code[0] == "0" or len(code) < _SHORTEST:
        return ""
    return next((zeros + code for zeros in _ZEROS if pattern.fullmatch(zeros + code)), "")
