"""How offices are addressed: salutation, envelope and closing by office, language, gender and who writes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from entreaty.content.locales import base_language
from entreaty.content.model import FileEntry, Id, Language, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "forms_of_address.yaml"

GENERAL = "unnamed-official"
"""The form for whoever has none of their own in the language of the letter."""

OFFICIAL = "named-official"
"""The form of those who hold an office that no other form suits."""

PERSON = "person"
"""The form that greets by name."""

WITHOUT_OFFICE = frozenset({PERSON, "household", "organisation", "company"})
"""The forms of those who hold no office, or of nobody in particular."""

OF_NOBODY = frozenset({GENERAL, "organisation", "household"})
"""The forms that name no person, neither on the envelope nor in the salutation."""

PARTS = ("salutation", "envelope", "closing")
MEMORY = "memory"
"""The source of words that were seen nowhere."""

Power = Literal["convey", "recommend", "decide", "legislate", "adjudicate"]
"""What an office can do about a request: pass it on, give advice, act, make law, or give judgment."""

Wording = TypeVar("Wording")
Lines = tuple[OneLine, ...]


class Gendered(FileEntry, Generic[Wording]):
    """One form for a woman, a man, whoever is neither, and where the gender or the holder is not known."""

    neutral: Wording
    feminine: Wording | None = None
    masculine: Wording | None = None
    nonbinary: Wording | None = None

    def of(self, gender: str | None) -> Wording:
        """Return the form for "f", "m", "x" or unknown; never a guess."""
        form = {"f": self.feminine, "m": self.masculine, "x": self.nonbinary}.get(gender or "")
        return form or self.neutral


class AddresseeLines(Gendered[Lines]):
    """The lines that name the addressee; without a neutral form, the name and the office as the profile has them."""

    neutral: Lines = ("[{name}]", "{office}")


class Variant(FileEntry):
    """Words that replace those of the form for some who write, or for some who are written to.

    Attributes:
        domestic: Only where the sender is at home in the recipient's state.
        states: Only for recipients who act for one of these states; any where there is no such key.
    """

    domestic: Literal[True] | None = None
    states: tuple[StateCode, ...] = Field(default=(), min_length=1)
    salutation: Gendered[OneLine] | None = None
    envelope: AddresseeLines | None = None
    closing: OneLine | None = None
    source: Mapping[str, OneLine] = Field(default_factory=dict)


class FormOfAddress(FileEntry):
    """The form of address of one office in one language, as somebody abroad uses it.

    Attributes:
        salutation: The opening words, with their punctuation; may name the {surname}.
        envelope: The lines of the address that name the addressee.
        closing: The complimentary closing; may repeat the {salutation}.
        source: Where each part was seen, or "memory"; "neutral" tells it of neutral words that have others beside them.
        variants: What others write, or what other holders are called; the last that fits wins.
    """

    salutation: Gendered[OneLine]
    envelope: AddresseeLines = AddresseeLines()
    closing: OneLine
    source: Mapping[str, OneLine] = Field(default_factory=dict)
    variants: tuple[Variant, ...] = ()

    def adapted(self, state: str | None, *, domestic: bool) -> "FormOfAddress":
        """Return the form for a recipient of that state, with what its variants replace."""
        form = self
        for variant in self.variants:
            if (domestic or not variant.domestic) and (not variant.states or state in variant.states):
                words = {part: new for part in PARTS if (new := getattr(variant, part)) is not None}
                form = form.model_copy(update={**words, "source": {**form.source, **variant.source}})
        return form

    def source_of(self, part: str, gender: str | None) -> str | None:
        """Return where the words for that gender were seen, or None where they are the profile's own.

        Args:
            part: "salutation", "envelope" or "closing".
            gender: "f", "m" or None for the neutral words.
        """
        cell = getattr(self, part)
        if not isinstance(cell, Gendered):
            return self.source.get(part, MEMORY)
        neutral = cell.of(gender) == cell.neutral
        if neutral and "neutral" not in cell.model_fields_set:
            return None
        beside_others = neutral and (cell.feminine or cell.masculine)
        return self.source.get("neutral" if beside_others else part, MEMORY)


class Office(FileEntry):
    """One office: how it is addressed in each language, and what it can do about a request.

    Attributes:
        powers: What it can do; empty where that is not known.
        forms: Its forms of address, which stand under their languages beside the other keys.
    """

    powers: tuple[Power, ...] = ()
    forms: dict[Language, FormOfAddress]

    @model_validator(mode="before")
    @classmethod
    def _gather_forms(cls, data: Any) -> Any:
        """Gather the forms, which stand under their languages beside the powers."""
        if not isinstance(data, Mapping):
            return data
        powers = {"powers": data["powers"]} if "powers" in data else {}
        return {**powers, "forms": {key: value for key, value in data.items() if key != "powers"}}


class FormsFile(FileEntry):
    """The file `forms_of_address.yaml`."""

    sources: Mapping[str, OneLine] = Field(default_factory=dict)
    offices: dict[Id, Office]


FormsOfAddress = Mapping[str, Mapping[str, FormOfAddress]]


def form_in_language(forms: FormsOfAddress, name: str, language: str) -> FormOfAddress | None:
    """Return a form in a language; for a variant of which it has no words, in the language itself.

    Args:
        forms: The forms of address by office and language.
        name: The office, such as "minister".
        language: The language of a letter, such as "de-CH".

    Returns:
        The form; None where there is no such office, or it has no words in the language.
    """
    of_it = forms.get(name, {})
    return of_it.get(language) or of_it.get(base_language(language))


@cache
def load_forms_of_address() -> FormsOfAddress:
    """Load the shipped forms of address, by office and language."""
    return {key: office.forms for key, office in _load_offices().items()}


@cache
def load_powers() -> Mapping[str, tuple[Power, ...]]:
    """Load what the shipped offices can do about a request, such as {"ambassador": ("convey",)}."""
    return {key: office.powers for key, office in _load_offices().items()}


@cache
def _load_offices() -> Mapping[str, Office]:
    return validated(FormsFile, read_yaml(_SHIPPED)).offices
