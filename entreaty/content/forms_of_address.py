"""How offices are addressed: salutation and closing by office, language and gender."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from entreaty.content.model import Entry, Id, Language, Line
from entreaty.content.validation import validated
from entreaty.content.yamlfile import read_yaml

_SHIPPED = Path(__file__).parent.parent / "data" / "forms_of_address.yaml"


class Gendered(Entry):
    """One form for a woman, a man, and where the gender or the holder is not known."""

    neutral: Line
    feminine: Line | None = None
    masculine: Line | None = None

    def of(self, gender: str | None) -> str:
        """Return the form for "f", "m" or unknown; never a guess."""
        form = {"f": self.feminine, "m": self.masculine}.get(gender or "")
        return form or self.neutral


class Form(Entry):
    """The form of address of one office in one language.

    Attributes:
        salutation: The opening words, with their punctuation; may name the {surname}.
        closing: The complimentary closing; may repeat the {salutation}.
        source: Where each part was seen, or "memory".
    """

    salutation: Gendered
    closing: Line
    source: Mapping[str, Line] = Field(default_factory=dict)


class FormsFile(Entry):
    """The file `forms_of_address.yaml`."""

    sources: Mapping[str, Line] = Field(default_factory=dict)
    offices: dict[Id, dict[Language, Form]]


FormsOfAddress = Mapping[str, Mapping[str, Form]]


def load_forms_of_address() -> FormsOfAddress:
    """Load the shipped forms of address, by office and language."""
    return validated(FormsFile, read_yaml(_SHIPPED)).offices
