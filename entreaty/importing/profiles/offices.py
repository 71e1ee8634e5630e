"""Find the form of address of an office by the words that sources use for it."""

from functools import cache, lru_cache

from pydantic import Field

from entreaty.content.model import FileEntry, Id, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "offices.yaml"
NAMED, UNNAMED = "named-official", "unnamed-official"


class OfficeWords(FileEntry):
    """Words that show the form of address of an office, such as "lord mayor" for "mayor"."""

    form: Id
    states: tuple[StateCode, ...] = ()
    words: tuple[OneLine, ...]


class OfficesFile(FileEntry):
    """The file `offices.yaml`."""

    offices: tuple[OfficeWords, ...]
    others: tuple[OneLine, ...]
    without_form: tuple[OneLine, ...] = Field(alias="without a form")


@cache
def load_offices() -> OfficesFile:
    """Load the shipped words of offices."""
    return validated(OfficesFile, read_yaml(_SHIPPED))


@cache
def office_phrases() -> frozenset[str]:
    """Return the words of all offices: "mayor", "lord mayor"."""
    return frozenset(phrase for entry in load_offices().offices for phrase in entry.words)


@cache
def offices_in_names() -> frozenset[str]:
    """Return the words that are offices before a name, those without a form of address of their own included."""
    return office_phrases() | frozenset(load_offices().without_form)


@lru_cache(maxsize=65_536)
def form_of_address(
    office: str, state: str | None, *, named: bool, own: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> str:
    """Return the form of address of an office, as a key of `forms_of_address.yaml`.

    Args:
        office: The office in the source's words.
        state: The state that the recipient acts for, or lives in; None where neither is known.
        named: Whether the holder's name is known, for an office that has no form of its own.
        own: The words by which the campaign's own forms are known, which come before others as long.
    """
    general = NAMED if named else UNNAMED
    words = romanised(office)
    found = [
        (len(phrase), bool(entry.states), entry.form, phrase)
        for entry in load_offices().offices
        if not entry.states or state in entry.states
        for phrase in entry.words
        if _holds(words, phrase)
    ]
    # A campaign that names the words means them, wherever the recipient lives.
    known = [(form, romanised(text)) for form, texts in own for text in texts]
    found += [(len(phrase), True, form, phrase) for form, phrase in known if _holds(words, phrase)]
    if not found:
        return general
    _, _, form, phrase = max(found)
    before = words[: words.index(phrase)]
    return general if any(_holds(before, other) for other in load_offices().others) else form


def _holds(words: str, phrase: str) -> bool:
    """Tell whether whole words of the first text, which has single spaces, are those of the second."""
    return f" {phrase} " in f" {words} "
