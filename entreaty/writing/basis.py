"""What all letters of a run have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.authorities import Authority
from entreaty.content.files.sender import Sender
from entreaty.content.shipped.citation_styles import CitationStyle, Terms
from entreaty.content.shipped.forms_of_address import FormsOfAddress
from entreaty.content.shipped.phrases import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the writer's desk: everything that letters of one run have in common.

    Attributes:
        authorities: What may be cited, by id.
        style: How it is cited.
        terms: The words of citations, by language.
        forms: The forms of address.
        phrases: The fixed phrases.
        sender: Who signs; None leaves blanks.
        day: The date that the letters bear.
    """

    authorities: Mapping[str, Authority]
    style: CitationStyle
    terms: Mapping[str, Terms]
    forms: FormsOfAddress
    phrases: Phrases
    sender: Sender | None
    day: date
