"""Telephone numbers, addresses for e-mail and web pages that stand in the cell of a postal address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from entreaty.content.model import FileEntry, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import tidy_line
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "address_words.yaml"
_MAIL = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[^\W\d_]{2,}")
_PAGE = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
_NUMBER = r"(\+?\(?\d(?:[\d\s()/.\-\u2010-\u2013]|'(?=\d)){4,}\d)"
# A number without a word before it is one of a telephone only where it says the country, or begins so.
_BARE_NUMBER = re.compile(r"['’]?((?:\+|00)\s?[1-9][\d\s()/.\-\u2010-\u2013]{6,}\d)")
_KINDS = ("telephone", "telefax", "email", "web")


class BoxWords(FileEntry):
    """What a post-office box is called."""

    countries: dict[StateCode, OneLine]
    languages: dict[StateCode, dict[OneLine, OneLine]]
    otherwise: OneLine


class AddressWordsFile(FileEntry):
    """The file `address_words.yaml`."""

    telephone: tuple[OneLine, ...]
    telefax: tuple[OneLine, ...]
    email: tuple[OneLine, ...]
    web: tuple[OneLine, ...]
    po_box: BoxWords
    number_first: tuple[StateCode, ...]


@dataclass(frozen=True, slots=True)
class WithoutContacts:
    """The lines of an address, and what was taken out of them.

    Attributes:
        lines: The lines that are left.
        phone: The first telephone number; empty where there is none.
        email: The first address for e-mail.
        others: Everything else that was taken out, such as "Fax: 021 323 37 00".
    """

    lines: tuple[str, ...]
    phone: str = ""
    email: str = ""
    others: tuple[str, ...] = ()


@cache
def load_address_words() -> AddressWordsFile:
    """Load the shipped words of addresses."""
    return validated(AddressWordsFile, read_yaml(_SHIPPED))


def box_called(country: str, languages: Iterable[str]) -> str:
    """Return what a post-office box is called in the country: "Postfach" in CH, "Case postale" there in French."""
    words = load_address_words().po_box
    local = words.languages.get(country, {})
    own = next((local[language] for language in [*languages][:1] if language in local), "")
    return own or words.countries.get(country, words.otherwise)


def with_number(street: str, number: str, country: str) -> str:
    """Return the street with the number of the house where the country has it: "Musterweg 1a", "12 rue Exemple"."""
    first = country in load_address_words().number_first
    return f"{number} {street}".strip() if first else f"{street} {number}".strip()


def without_contacts(lines: Iterable[str]) -> WithoutContacts:
    """Take everything out of the lines of an address that is a number, a mailbox or a page."""
    phones, mails, others, kept = list[str](), list[str](), list[str](), list[str]()
    for line in _with_values(lines):
        rest = line
        if "@" in rest:
            mails += [found.removeprefix("mailto:") for found in _MAIL.findall(rest)]
            rest = _MAIL.sub("", rest)
        for expression, goes in ((_PAGE, others), (_labelled("telefax"), others), (_labelled("telephone"), phones)):
            goes += [tidy_line(found[found.re.groups]) for found in expression.finditer(rest)]
            rest = expression.sub("", rest)
        if bare := _BARE_NUMBER.fullmatch(rest.strip()):
            phones.append(tidy_line(bare[1]))
            rest = ""
        rest = _without_labels(rest) if rest != line else rest
        if rest:
            kept.append(rest)
    return WithoutContacts(
        tuple(kept), next(iter(phones), ""), next(iter(mails), ""), (*phones[1:], *mails[1:], *others)
    )


def _with_values(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, a line that only says what follows ("Telefon:") together with the next one."""
    before = ""
    for line in lines:
        if _any_label().fullmatch(line.strip()):
            before = line
            continue
        yield f"{before} {line}".strip() if before else line
        before = ""


def _without_labels(rest: str) -> str:
    """Return what is left of a line without words that have lost what they stood before."""
    words = re.sub(r"<\s*>|\(\s*\)", "", rest).strip(" \t,;:|–-/")
    bare = re.sub(rf"(?:^|(?<=[\s,;])){_any_label().pattern}\s*$", "", words).strip(" \t,;:|–-/")
    return "" if _any_label().fullmatch(bare) else bare


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=^)|(?<=[\s,;(|/]))(?:{_words(kind)})\s*[.:]*\s*'?{_NUMBER}", re.IGNORECASE)


@cache
def _any_label() -> re.Pattern[str]:
    words = "|".join(_words(kind) for kind in _KINDS)
    return re.compile(rf"(?:{words})\s*[.:]*", re.IGNORECASE)


@cache
def _words(kind: str) -> str:
    """Return the words of a kind as an expression, longest first, with accents and points wherever they may stand."""
    found: tuple[str, ...] = getattr(load_address_words(), kind)
    return "|".join(_loose(word) for word in sorted(found, key=len, reverse=True))


def _loose(word: str) -> str:
    letters = {"e": "[eéèê]", "o": "[oóö]", "u": "[uúü]", "a": "[aáäà]", " ": r"[\s\-]?"}
    return "".join(letters.get(sign, re.escape(sign)) for sign in word)
