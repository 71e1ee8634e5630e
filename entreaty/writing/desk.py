"""What all letters of a run have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.authorities import Authority
from entreaty.content.citation_styles import CitationStyle, Terms
from entreaty.content.forms_of_address import FormsOfAddress
from entreaty.content.phrases import Phrases
from entreaty.content.sender import Sender


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
