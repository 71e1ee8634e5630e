"""Who signs: the volunteer or organization under the letter, or one of many supporters."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from entreaty.content.files.conditions import folded
from entreaty.content.files.recipients import ADDRESS_LINES, EmailAddress
from entreaty.content.model import FileEntry, HeaderLine, OneLine, StateCode, Text, TextLine, mistake
from entreaty.content.validation import validated
from entreaty.problems import Location
from entreaty.storage.yaml.file import read_yaml

# As many as stand in two rows under a letter.
_SIGNATORIES = 6
_NO_LETTER = re.compile(r"[\W_]+")


class ImageFile(FileEntry):
    """An image of the sender's: a file in the folder of `sender.yaml`, and what it shows, in words."""

    file: OneLine
    alt: TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryTable:
    """All who sign an open letter beside its sender, as a table names them, in its order.

    Each is what is printed of one signature, such as ("Ann Lee", "teacher", "Example School", "Bern"), or of an
    organisation ("Example Union", "Bern").

    Attributes:
        organisations: The organisations.
        persons: The persons.
    """

    organisations: tuple[tuple[str, ...], ...] = field(repr=False)
    persons: tuple[tuple[str, ...], ...] = field(repr=False)

    @property
    def count(self) -> int:
        """Return how many they are."""
        return len(self.organisations) + len(self.persons)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of what is printed of them: with other signatures, it is another letter."""
        return hashlib.sha256(repr((self.organisations, self.persons)).encode()).hexdigest()


class SignatoryEntry(FileEntry):
    """One of several people who sign: name, and what stands below and above it."""

    name: OneLine
    role: TextLine | None = None
    organisation: TextLine | None = None
    signature_image: ImageFile | None = None


class Sender(FileEntry):
    """The file `sender.yaml`: who sends the letters, and the country that they are posted in.

    Attributes:
        postcode: The postal code of where the sender votes, by which tables of districts say who represents them.
        signatories: Who signs under the letters, the sender too where they do; without them, the sender signs alone.
    """

    name: HeaderLine
    role: TextLine | None = None
    organisation: TextLine | None = None
    address: tuple[OneLine, ...] = Field(default=(), max_length=ADDRESS_LINES)
    email: EmailAddress | None = None
    phone: OneLine | None = None
    postcode: OneLine | None = None
    constituency: TextLine | None = None
    country: StateCode
    personal_note: Text | None = None
    letterhead: ImageFile | None = None
    logo: ImageFile | None = None
    signature_image: ImageFile | None = None
    signatories: tuple[SignatoryEntry, ...] = Field(default=(), min_length=1, max_length=_SIGNATORIES)

    @model_validator(mode="after")
    def _each_signs_once(self) -> Self:
        if self.signatories and self.signature_image:
            hint = "put it into the entry of whoever's signature it is"
            raise mistake("with 'signatories', the sender has no 'signature_image'", hint=hint, key="signature_image")
        if again := next(
            (name for name, often in Counter(one.name for one in self.signatories).items() if often > 1), ""
        ):
            raise mistake(f"'{again}' signs twice", hint="name each person once", key="signatories")
        return self

    @model_validator(mode="after")
    def _one_image_in_the_head(self) -> Self:
        if self.letterhead and self.logo:
            hint = "keep one of them: both stand in the head of the letter"
            raise mistake("there is a 'letterhead' and a 'logo'", hint=hint, key="logo")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporter:
    """One of many senders: a row of the sheet of supporters.

    Attributes:
        sender: What the row gives of `sender.yaml`.
        place: The file, and the line or row.
        consent: The day on which they agreed to letters in their name.
        id: The id that stands for them in paths, manifest and ledger, such as "s-8c41f2a09b3e"; empty until one is
            given, because only the owner-only file of names knows it.
        group: The local group or leader that gets their letters; empty where the row names none.
        languages: The languages that they write in, the best first, such as ("fr", "en").
        quote_consent: Whether their personal note may be quoted to others.
        only: Patterns of ids, such as "mp-*": they write to nobody else; empty for everybody.
        never: Patterns of ids that they do not write to.
    """

    sender: Sender
    place: Location
    consent: date
    id: str = ""
    group: str = ""
    languages: tuple[str, ...] = ()
    quote_consent: bool = False
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def may_write_to(self, recipient: str) -> bool:
        """Tell whether the row lets them write to the recipient of that id."""
        if self.only and not _fits_any(recipient, self.only):
            return False
        return not _fits_any(recipient, self.never)

    @property
    def name(self) -> str:
        """The name as it is compared: without accents, capitals and whatever stands between letters."""
        return bare(self.sender.name)

    @property
    def person(self) -> tuple[str, str]:
        """Who they are, in normal form: name and home, such as ("annlee", "1examplestreetexampletonsw1a0aagb").

        It is the same with other commas, capitals and lines. Without an address, the e-mail address is the home.
        """
        sender, code = self.sender, bare(self.sender.postcode or "")
        lines = bare(" ".join(sender.address)).replace(code, "") if code else bare(" ".join(sender.address))
        home = lines or (sender.email or "").casefold()
        return self.name, f"{home}{code}{sender.country.casefold()}"


def bare(text: str) -> str:
    """Return a text as names and homes are compared: "annlee" for "Ann  LÉE"."""
    return _NO_LETTER.sub("", folded(text))


def _fits_any(recipient: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(recipient, pattern) for pattern in patterns)


def load_sender(path: Path, root: Path | None = None) -> Sender:
    """Load who signs the letters.

    Args:
        path: The file.
        root: The folder that it must lie in; None where the user has named the file.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Sender, read_yaml(path, root=root))
